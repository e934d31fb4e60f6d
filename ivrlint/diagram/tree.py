"""The way on which each step is first met: the backbone of the picture.

Edges of this tree are always drawn; others only where they do not tangle the picture. The newcomer's
route belongs to it, and a step hangs on a mistake or failure only when no deliberate way leads there.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence

from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph


class Tree(NamedTuple):
    """For each step met: the exit that leads to it and its parent (roots have neither), its depth, when entered and left."""

    by: dict[int, int]
    parent: dict[int, int]
    depth: dict[int, int]
    children: dict[int, list[int]]
    entered: dict[int, int]
    left: dict[int, int]

    def above(self, one: int, other: int) -> bool:
        """Whether one step is on the way to another."""
        return self.entered[one] <= self.entered[other] and self.left[other] <= self.left[one]


def grow(graph: Graph, shown: Collection[int], roots: Iterable[int], route: Sequence[int]) -> Tree:
    """The tree of the steps that are shown, from the roots in their order; every step is met at the least depth."""
    by: dict[int, int] = {}
    depth: dict[int, int] = {}
    met: list[int] = []

    def meet(node: int, exit_: int) -> bool:
        if node in by or node not in shown:
            return False
        by[node] = exit_
        depth[node] = depth[graph.tail[exit_]] + 1 if exit_ >= 0 else 0
        met.append(node)
        return True

    for root in roots:
        if not meet(root, -1):
            continue
        first = [root] + [graph.head[e] for e in route if graph.tail[e] in by and meet(graph.head[e], e)]
        todo = [(depth[node], node) for node in first]
        waiting = 0
        start = len(met) - len(first)
        while todo or waiting < len(met) - start:
            if not todo:
                node = met[start + waiting]
                waiting += 1
                quiet = [e for e in graph.out[node] if not graph.deliberate(e) and meet(graph.head[e], e)]
                todo = [(depth[graph.head[e]], graph.head[e]) for e in quiet]
                continue
            _, node = heapq.heappop(todo)
            for e in graph.out[node]:
                if graph.deliberate(e) and meet(graph.head[e], e):
                    heapq.heappush(todo, (depth[graph.head[e]], graph.head[e]))
    return _numbered(graph, by, depth, met)


def _numbered(graph: Graph, by: dict[int, int], depth: dict[int, int], met: Sequence[int]) -> Tree:
    children: dict[int, list[int]] = {node: [] for node in met}
    by = {node: exit_ for node, exit_ in by.items() if exit_ >= 0}
    parent = {node: graph.tail[exit_] for node, exit_ in by.items()}
    for node, above in parent.items():
        children[above].append(node)
    for node in met:
        children[node].sort(key=by.__getitem__)
    entered: dict[int, int] = {}
    left: dict[int, int] = {}
    todo = [(node, False) for node in reversed(met) if node not in by]
    while todo:
        node, done = todo.pop()
        if done:
            left[node] = len(entered)
            continue
        entered[node] = len(entered)
        todo.append((node, True))
        todo.extend((child, False) for child in reversed(children[node]))
    return Tree(by, parent, depth, children, entered, left)


def near(graph: Graph, nodes: Iterable[int], within: int) -> set[int]:
    """The steps at most so many exits before or behind one of these."""
    before = _before(graph)
    behind = [[graph.head[e] for e in exits] for exits in graph.out]
    found = set(nodes)
    middle = sorted(found)
    for neighbours in (before, behind):
        seen = set(middle)
        edge = middle
        for _ in range(within):
            edge = sorted({step for here in edge for step in neighbours[here]} - seen)
            seen.update(edge)
        found |= seen
    return {step for step in found if step < len(graph.steps)}


def leading_to(graph: Graph, ends: Iterable[int]) -> set[int]:
    """The steps from which some walk leads to one of these."""
    before = _before(graph)
    found = set(ends)
    todo = list(found)
    while todo:
        for step in before[todo.pop()]:
            if step not in found:
                found.add(step)
                todo.append(step)
    return found


def _before(graph: Graph) -> list[list[int]]:
    """For each node those from which an exit leads to it."""
    before: list[list[int]] = [[] for _ in graph.out]
    for tail, head in zip(graph.tail, graph.head, strict=True):
        before[head].append(tail)
    return before
