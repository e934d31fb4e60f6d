"""Facts of how calls end."""

from __future__ import annotations

from ivrlint import facts
from ivrlint.analysis.ahead import takers_before
from ivrlint.analysis.silences import Silences
from ivrlint.analysis.study import Study


def describe_endings(s: Study, silent: Silences) -> list[facts.Ending]:
    """The facts of all ways in which calls end, each at the step where the caller was last."""
    graph = s.graph
    takers = takers_before(s.ways, s.reachable)
    result = []
    for node in range(len(graph.steps)):
        if graph.ends[node]:
            by = tuple(sorted(takers[node]))
            hushed = node in silent.working and graph.ends[node] == "hang_up" and graph.steps[node].prompt is None
            result.append(_ending(s, node, graph.ends[node], by, in_silence=hushed))
        cut: dict[str, set[str]] = {}
        for e in graph.out[node]:
            if graph.head[e] >= len(graph.steps):
                how = graph.how[e]
                cut.setdefault(graph.ends[graph.head[e]], set()).update({how} if how != "follows" else takers[node])
        result += [_ending(s, node, kind, tuple(sorted(by))) for kind, by in cut.items()]
    return sorted(result, key=lambda ending: (ending.kind, ending.step))


def _ending(s: Study, node: int, kind: str, by: tuple[str, ...], *, in_silence: bool = False) -> facts.Ending:
    return facts.Ending(
        mark=s.graph.steps[node].mark,
        node=node,
        step=s.graph.names[node],
        reachable=bool(s.reachable[node]),
        kind=kind,
        in_silence=in_silence,
        by=by,
    )
