"""Where a system may have done by itself what the words say.

A step counts as *worked before* when some walk comes to it from a reachable step where a system worked without failing, another
flow was visited, or something happened that is not known, and only exits that follow, cases and hours lie between: the caller
has done nothing since, and nothing has gone wrong.
"""

from __future__ import annotations

from ivrlint.analysis.study import Study
from ivrlint.exits import CASE, FAILURE, FOLLOWS, HOURS
from ivrlint.flow import Run, Unknown, Visit


def worked_before(s: Study) -> bytearray:
    """One byte a node: whether a system may just have worked."""
    graph = s.graph
    heads = {
        graph.head[e]
        for node, step in enumerate(graph.steps)
        if isinstance(step, Run | Visit | Unknown) and s.reachable[node]
        for e in graph.out[node]
        if graph.how[e] is not FAILURE
    }
    if not heads:
        return bytearray(len(graph.ends))
    return s.ways.forward(heads, s.ways.mask(lambda how: how is FOLLOWS or how is CASE or how is HOURS))
