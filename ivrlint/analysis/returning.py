"""Which menu comes next, and whether that is a step back.

What *comes next* at a node is the node itself, or, where it only says, sets, checks or lets a system work, what comes next
behind its exits; opening hours answer `open`, and nothing fails. Where that is one menu and nothing else, on whatever way, it is
the *next menu*. An option leads *back* when its next menu is nearer to the start than its own (fewer menus on the shortest
deliberate walk there, on any walk where none is deliberate) and some walk leads from there to its own again.

A menu is left *backwards* by an exit that leads to another step with no more menus before it than it has, or with what comes
next on some way to another menu that is nearer, or to a collect with no more menus before it, where some walk leads from there to
the menu again. So a check of what was said may lie between, and the first question of a service may be what comes again.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from ivrlint.analysis.ahead import between
from ivrlint.analysis.reach import Ways
from ivrlint.flow import Check, Collect, Menu, Run, Say, Set
from ivrlint.graph import Graph

_NOTHING, _SEVERAL = -1, -2


def next_menus(w: Ways) -> list[int]:
    """For each node its next menu; -1 where something else may come next, or nothing ever does."""
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
    return [node if 0 <= node < len(steps) and isinstance(steps[node], Menu) else -1 for node in only]


def after_values(graph: Graph) -> list[int]:
    """For each node the first one that does not set values, itself included; -1 where they are set for ever."""
    result = [-1 if _sets(graph, node) else node for node in range(len(graph.ends))]
    before: dict[int, list[int]] = {}
    for node in range(len(graph.ends)):
        if _sets(graph, node):
            before.setdefault(graph.head[graph.out[node][0]], []).append(node)
    todo = [node for node in before if result[node] >= 0]
    while todo:
        node = todo.pop()
        for tail in before.get(node, ()):
            result[tail] = result[node]
            todo.append(tail)
    return result


def least_next(w: Ways, depth: Sequence[float]) -> list[float]:
    """For each node the least `depth` of a menu or collect that comes next, on ways that do not leave its part of the graph.

    That of a menu counts half a menu more, so that menus are nearer than others only with less. Infinite where there is none.
    """
    graph, part = w.graph, w.parts.of
    steps = graph.steps
    least = [inf] * len(graph.ends)
    acting = [node for node, step in enumerate(steps) if isinstance(step, Menu | Collect)]
    for node in acting:
        least[node] = depth[node] + 0.5 * isinstance(steps[node], Menu)
    for source in sorted(acting, key=lambda node: least[node]):
        todo = [source]
        while todo:
            node = todo.pop()
            for exit_ in w.into[node]:
                tail = graph.tail[exit_]
                if part[tail] == part[source] and least[source] < least[tail] and _without_fail(graph, exit_):
                    least[tail] = least[source]
                    todo.append(tail)
    return least


def leads_back(w: Ways, depth: Sequence[float], menu: int, to: int) -> bool:
    """Whether going on from a menu `to` another one is a step back; `depth` counts the menus before each node."""
    return to >= 0 and depth[to] < depth[menu] and w.parts.of[to] == w.parts.of[menu]


def _without_fail(graph: Graph, exit_: int) -> bool:
    tail = graph.tail[exit_]
    if isinstance(graph.steps[tail], Run):
        return graph.label[exit_] == "next"
    return between(graph, exit_)


def _sets(graph: Graph, node: int) -> bool:
    return node < len(graph.steps) and isinstance(graph.steps[node], Set)
