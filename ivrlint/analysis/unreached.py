"""The heads of what no call comes to: where an exit is missing, rather than everything behind it."""

from __future__ import annotations

from ivrlint.analysis.study import Study


def unreached_heads(s: Study) -> set[int]:
    """Steps that no call comes to and to which no other such step leads; of steps that lead to one another the first.

    Steps that can be reached from one another belong together. Of those that no walk from the start comes to, and to
    which no exit leads from such a step outside of them, the one that stands first in the flow is the head.
    """
    graph, part = s.graph, s.ways.parts
    unreached = [node for node in range(len(graph.steps)) if not s.reachable[node]]
    led_to = {part.of[graph.head[e]] for node in unreached for e in graph.out[node] if part.of[graph.head[e]] != part.of[node]}
    heads: dict[int, int] = {}
    for node in unreached:
        if part.of[node] not in led_to:
            heads.setdefault(part.of[node], node)
    return set(heads.values())
