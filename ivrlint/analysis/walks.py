"""Walks through the graph of a call, as lists of exits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from ivrlint.analysis.study import Study
from ivrlint.exits import CASE, FOLLOWS, HOURS
from ivrlint.flow import Check

LONGEST = 400
"""Exits of the longest call that is told: nobody reads on."""

WIDEST = 200
"""Nodes that one search looks at, so that telling many findings stays linear."""

Walk = list[int]


def arrive(s: Study, node: int) -> Walk | None:
    """The walk from the start to a node with the fewest mistakes, then the quickest."""
    walk: Walk = []
    while node != s.start:
        exit_ = s.came[node]
        if exit_ < 0 or len(walk) == LONGEST:
            return None
        walk.append(exit_)
        node = s.graph.tail[exit_]
    walk.reverse()
    return walk


def find(s: Study, start: int, goal: Callable[[int], bool], allowed: Callable[[int], bool]) -> Walk | None:
    """A shortest walk by allowed exits to a node or exit of interest; `goal` is asked of nodes on arrival."""
    graph = s.graph
    came: dict[int, int] = {start: -1}
    todo = deque([start])
    while todo and len(came) < WIDEST:
        node = todo.popleft()
        if goal(node):
            walk: Walk = []
            while came[node] >= 0:
                walk.append(came[node])
                node = graph.tail[came[node]]
            walk.reverse()
            return walk
        for exit_ in graph.out[node]:
            head = graph.head[exit_]
            if head not in came and allowed(exit_):
                came[head] = exit_
                todo.append(head)
    return None


def onward(s: Study, node: int) -> Walk:
    """What happens by itself from a node on: words, systems that work, opening hours that are open, until the caller is asked."""
    graph = s.graph
    walk: Walk = []
    seen = {node}
    while not graph.ends[node] and len(walk) < LONGEST:
        exits = [e for e in graph.out[node] if _by_itself(s, e)]
        if not exits or graph.head[exits[0]] in seen:
            break
        walk.append(exits[0])
        node = graph.head[exits[0]]
        seen.add(node)
    return walk


def _by_itself(s: Study, exit_: int) -> bool:
    graph = s.graph
    how = graph.how[exit_]
    if how is HOURS:
        return isinstance(graph.steps[graph.tail[exit_]], Check) and graph.label[exit_] == "open"
    return how is FOLLOWS or how is CASE
