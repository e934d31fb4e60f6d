"""Six callers, fixed ways of behaving, and what can come of each."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from functools import cache
from math import inf

from ivrlint.exits import CHOICE, ENTRY, FAILURE, HOURS, MISTAKE
from ivrlint.flow import Check, Collect, Menu, Transfer
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

EMPTY = "(empty)"
"""What readers call the answer of a system that says nothing."""

Takes = Callable[[int], list[int]]
"""The exits that a call of this caller can take from a node."""


class Outcome(NamedTuple):
    """What can come of a caller: kinds of endings, seconds of the shortest and the longest call, the node of the first ending.

    A call that goes on for ever but for the limited cases of checks ends; how often it goes round is not known, and its
    rounds do not count in the seconds of the longest call.
    `came` holds, for each node that such a call comes to, the exit by which the shortest call arrives.
    """

    endings: tuple[str, ...]
    best: float
    worst: float
    end: int
    came: dict[int, int]


def behave(graph: Graph, start: int, seconds: Sequence[float], takes: Takes, *, counts_loops: bool) -> Outcome:
    """Follow a caller through every answer of the system."""
    takes = cache(takes)
    least, came = _explore(graph, start, seconds, takes)
    ended = [node for node in least if graph.ends[node] and _may_end(graph, node, takes)]
    endings = {graph.ends[node] for node in ended}
    longest = _longest(graph, seconds, takes, dict.fromkeys(least, 0.0))
    if longest is None:
        longest = _longest(graph, seconds, _counted(graph, takes), least)
    if longest is None and counts_loops:
        endings.add("loop")
    first = min(ended, key=lambda node: (least[node], node), default=-1)
    worst = inf if longest is None else max((longest[node] for node in ended), default=inf)
    return Outcome(tuple(sorted(endings)), least[first] if first >= 0 else inf, worst, first, came)


def _counted(graph: Graph, takes: Takes) -> Takes:
    """The same without the answers that the system gives only a limited number of times: nobody goes round for ever by them."""
    return lambda node: [e for e in takes(node) if not graph.limited(e)]


def _may_end(graph: Graph, node: int, takes: Takes) -> bool:
    """A person is not reached where this caller finds the transfer closed."""
    return graph.ends[node] != "person" or not takes(node)


def silent(graph: Graph) -> Takes:
    """Leaves every menu and collect by no_input."""
    return _mistaken(graph, "no_input", "no_match")


def lost(graph: Graph) -> Takes:
    """Leaves every menu and collect by no_match."""
    return _mistaken(graph, "no_match", "no_input")


def zero(graph: Graph) -> Takes:
    """Presses the operator key in every menu, or by no_match where it is none; leaves collects by no_match."""
    key = graph.flow.operator_key
    mistaken = lost(graph)

    def takes(node: int) -> list[int]:
        if node < len(graph.steps) and isinstance(graph.steps[node], Menu):
            pressed = [e for e in graph.out[node] if graph.how[e] is CHOICE and graph.label[e] == key]
            if pressed:
                return pressed
        return mistaken(node)

    return takes


def _mistaken(graph: Graph, label: str, instead: str) -> Takes:
    """Makes one kind of mistake everywhere; an entry that accepts everything takes it for an answer."""

    def takes(node: int) -> list[int]:
        if graph.ends[node] == "person":
            return []
        exits = graph.out[node]
        step = graph.steps[node] if node < len(graph.steps) else None
        if not isinstance(step, Menu | Collect):
            return exits
        mistakes = [e for e in exits if graph.how[e] is MISTAKE]
        wanted = [e for e in mistakes if graph.label[e] == label]
        if wanted:
            return wanted
        if isinstance(step, Collect):
            return [e for e in exits if graph.how[e] is ENTRY]
        return [e for e in mistakes if graph.label[e] == instead] or exits

    return takes


def at_best(graph: Graph, takes: Takes) -> Takes:
    """The same on a day on which nothing fails and no answer is empty, wherever there is another answer."""

    def likely(node: int) -> list[int]:
        exits = takes(node)
        return [e for e in exits if graph.how[e] is not FAILURE and graph.label[e] != EMPTY] or exits

    return likely


def after_hours(graph: Graph) -> Takes:
    """Chooses and enters freely, makes no mistake, and finds everything closed that is not always open."""

    def takes(node: int) -> list[int]:
        step = graph.steps[node] if node < len(graph.steps) else None
        exits = [e for e in graph.out[node] if graph.how[e] is not MISTAKE and graph.how[e] is not FAILURE]
        if isinstance(step, Check) and step.asks == "hours":
            return [e for e in exits if graph.label[e] == "closed"]
        if isinstance(step, Transfer):
            if step.always_open:
                exits = [e for e in exits if graph.how[e] is not HOURS]
            if step.to == "person":
                exits = [e for e in exits if graph.how[e] is HOURS]
        return exits

    return takes


def _explore(graph: Graph, start: int, seconds: Sequence[float], takes: Takes) -> tuple[dict[int, float], dict[int, int]]:
    least = {start: 0.0}
    came: dict[int, int] = {}
    heap = [(0.0, start)]
    while heap:
        so_far, here = heapq.heappop(heap)
        if so_far > least[here]:
            continue
        for exit_ in takes(here):
            head = graph.head[exit_]
            total = so_far + seconds[exit_]
            if total < least.get(head, inf):
                least[head] = total
                came[head] = exit_
                heapq.heappush(heap, (total, head))
    return least, came


def _longest(graph: Graph, seconds: Sequence[float], takes: Takes, least: dict[int, float]) -> dict[int, float] | None:
    """The longest call to each node, at `least` so long; None when a call can go on for ever."""
    waits = dict.fromkeys(least, 0)
    for node in least:
        for exit_ in takes(node):
            waits[graph.head[exit_]] += 1
    longest = dict(least)
    todo = [node for node in least if not waits[node]]
    done = 0
    while todo:
        node = todo.pop()
        done += 1
        for exit_ in takes(node):
            head = graph.head[exit_]
            longest[head] = max(longest[head], longest[node] + seconds[exit_])
            waits[head] -= 1
            if not waits[head]:
                todo.append(head)
    return longest if done == len(least) else None
