"""Loops of a call, and which of them no deliberate step leaves."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.analysis.reach import Ways
from ivrlint.graph import Graph


def loops(w: Ways, reachable: bytearray) -> list[tuple[list[int], bool]]:
    """Each loop that can be reached: its nodes in ascending order, and whether it is doomed.

    A loop is a strongly connected component with more than one step, or a step with an exit to
    itself. It is doomed when no step of it has a deliberate walk to an ending.
    """
    graph = w.graph
    saved = w.backward([node for node, end in enumerate(graph.ends) if end], w.deliberate)
    components = _components(graph, [node for node in range(len(graph.steps)) if reachable[node]])
    return [
        (sorted(component), not any(saved[node] for node in component))
        for component in components
        if len(component) > 1 or any(graph.head[e] == component[0] for e in graph.out[component[0]])
    ]


def _components(graph: Graph, nodes: Sequence[int]) -> list[list[int]]:
    """Strongly connected components, by Tarjan's algorithm with a stack of its own."""
    order = [0] * len(graph.ends)
    low = [0] * len(graph.ends)
    on_path = bytearray(len(graph.ends))
    path: list[int] = []
    result: list[list[int]] = []
    count = 0
    for root in nodes:
        if order[root]:
            continue
        work = [(root, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                count += 1
                order[node] = low[node] = count
                path.append(node)
                on_path[node] = 1
            exits = graph.out[node]
            while at < len(exits):
                head = graph.head[exits[at]]
                at += 1
                if not order[head]:
                    work.append((node, at))
                    work.append((head, 0))
                    break
                if on_path[head]:
                    low[node] = min(low[node], order[head])
            else:
                if low[node] == order[node]:
                    result.append(_unwind(path, on_path, node))
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
    return result


def _unwind(path: list[int], on_path: bytearray, node: int) -> list[int]:
    component = []
    while True:
        last = path.pop()
        on_path[last] = 0
        component.append(last)
        if last == node:
            return component
