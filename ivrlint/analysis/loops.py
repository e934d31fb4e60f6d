"""Loops of a call, and which of them no deliberate step leaves."""

from __future__ import annotations

from ivrlint.analysis.reach import Ways


def loops(w: Ways, reachable: bytearray) -> list[tuple[list[int], bool]]:
    """Each loop that can be reached: its nodes in ascending order, and whether it is doomed.

    A loop is a strongly connected component with more than one step, or a step with an exit to
    itself. It is doomed when no step of it has a deliberate walk to an ending.
    """
    graph = w.graph
    saved = w.backward([node for node, end in enumerate(graph.ends) if end], w.deliberate)
    return [
        (sorted(part), not any(saved[node] for node in part))
        for part in w.parts.nodes
        if reachable[part[0]] and (len(part) > 1 or any(graph.head[e] == part[0] for e in graph.out[part[0]]))
    ]
