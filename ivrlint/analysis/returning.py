"""Which menu comes next, and whether that is a step back.

What *comes next* at a node is the node itself, or, where it only says, sets, checks or lets a system work, what comes next
behind its exits; opening hours answer `open`, and nothing fails. Where that is one step and no other, on whatever way, it is
the *next place*; where that is a menu, the *next menu*. An option leads *back* when its next menu is nearer to the start
than its own (fewer menus on the shortest deliberate walk there) and some walk leads from there to its own again.
"""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.analysis.ahead import between
from ivrlint.analysis.reach import Ways
from ivrlint.flow import Check, Menu, Run, Say, Set
from ivrlint.graph import Graph

_NOTHING, _SEVERAL = -1, -2


def next_places(w: Ways) -> list[int]:
    """For each node the one place that comes next; a negative number where there are several, or none."""
    graph = w.graph
    steps = graph.steps
    passed = bytearray(len(graph.ends))
    for node, step in enumerate(steps):
        passed[node] = isinstance(step, Say | Set | Check | Run)
    only = [_NOTHING if passed[node] else node for node in range(len(graph.ends))]
    todo = [node for node in range(len(graph.ends)) if not passed[node]]
    while todo:
        node = todo.pop()
        here = only[node]
        for exit_ in w.into[node]:
            tail = graph.tail[exit_]
            there = only[tail]
            if not passed[tail] or there in (here, _SEVERAL) or not _without_fail(graph, exit_):
                continue
            only[tail] = here if there == _NOTHING else _SEVERAL
            todo.append(tail)
    return only


def menus_among(graph: Graph, places: Sequence[int]) -> list[int]:
    """The same places where they are menus, else -1."""
    menu = bytearray(isinstance(step, Menu) for step in graph.steps)
    return [node if 0 <= node < len(menu) and menu[node] else -1 for node in places]


def leads_back(w: Ways, depth: Sequence[float], menu: int, to: int) -> bool:
    """Whether going on from a menu `to` another one is a step back; `depth` counts the menus before each node."""
    return to >= 0 and depth[to] < depth[menu] and w.parts.of[to] == w.parts.of[menu]


def _without_fail(graph: Graph, exit_: int) -> bool:
    tail = graph.tail[exit_]
    if isinstance(graph.steps[tail], Run):
        return graph.label[exit_] == "next"
    return between(graph, exit_)
