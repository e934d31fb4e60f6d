"""Who can get where: reachability, distances and the game of caller against system."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from math import inf

from ivrlint.analysis.parts import Parts, parts
from ivrlint.exits import CASE, CHOICE, ENTRY, FAILURE, HOURS, MISTAKE
from ivrlint.flow import Check, Collect, Menu
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

MOST_ROUNDS = 20
"""Rounds in which limited cases are weighed against each other: enough for what people write, and bounded for the rest."""


class Ways(NamedTuple):
    """A graph with what every analysis of it needs.

    `into[i]` are the exits that lead to node `i`, `heads[i]` the nodes that it leads to; `people` are the transfers to a
    person; `parts` are strongly connected.
    The masks hold one byte an exit: `every` exit, `deliberate` ones (no mistake, no failure).
    """

    graph: Graph
    into: list[list[int]]
    heads: list[list[int]]
    people: list[int]
    parts: Parts
    every: bytearray
    deliberate: bytearray

    def mask(self, allowed: Callable[[str], bool]) -> bytearray:
        """One byte an exit: whether who takes it is allowed."""
        verdict: dict[str, bool] = {}
        how = self.graph.how
        return bytearray(verdict[h] if h in verdict else verdict.setdefault(h, allowed(h)) for h in how)

    def forward(self, starts: Iterable[int], allowed: bytearray) -> bytearray:
        """The nodes that walks from `starts` come to, one byte a node."""
        return _spread(self.graph.out, self.graph.head, starts, allowed)

    def backward(self, goals: Iterable[int], allowed: bytearray) -> bytearray:
        """The nodes from which a walk comes to one of `goals`, one byte a node."""
        return _spread(self.into, self.graph.tail, goals, allowed)

    def least_steps(self, goals: Iterable[int], weights: bytearray, allowed: bytearray) -> list[float]:
        """Least weight of a walk from each node to one of `goals`; each exit weighs 0 or 1."""
        return _zero_one(self.into, self.graph.tail, dict.fromkeys(goals, 0), weights, allowed)

    def least_from(self, start: int, weights: bytearray, allowed: bytearray) -> list[float]:
        """Least weight of a walk from `start` to each node; each exit weighs 0 or 1."""
        return _zero_one(self.graph.out, self.graph.head, {start: 0}, weights, allowed)

    def quickest_to(self, goals: Iterable[int], seconds: Sequence[float], allowed: bytearray) -> tuple[list[float], list[int]]:
        """Least seconds from each node to one of `goals`, and the exit that such a walk takes (-1 for none)."""
        return _quickest(self.into, self.graph.tail, dict.fromkeys(goals, 0.0), seconds, allowed)

    def quickest_from(self, starts: Iterable[int], seconds: Sequence[float], allowed: bytearray) -> tuple[list[float], list[int]]:
        """Least seconds from one of `starts` to each node, and the exit by which such a walk arrives (-1 for none)."""
        return _quickest(self.graph.out, self.graph.head, dict.fromkeys(starts, 0.0), seconds, allowed)


def ways(graph: Graph) -> Ways:
    """What the analyses of a graph need."""
    into: list[list[int]] = [[] for _ in graph.out]
    for exit_, head in enumerate(graph.head):
        into[head].append(exit_)
    heads = [[graph.head[e] for e in exits] for exits in graph.out]
    people = [node for node, end in enumerate(graph.ends) if end == "person"]
    deliberate = bytearray(how is not MISTAKE and how is not FAILURE for how in graph.how)
    return Ways(graph, into, heads, people, parts(heads), bytearray(b"\1") * len(graph.tail), deliberate)


def certain(
    w: Ways, *, unknown_ends_well: bool, chosen: Collection[int] = (), well: Collection[int] = (), never: Collection[int] = ()
) -> bytearray:
    """Where the caller can force arriving at a person, one byte a node.

    Caller moves at menus and collects by any exit, and at the checks that are `chosen`; everywhere else the system answers
    in any way, but opening hours answer `open`, and a limited case of a check comes only finitely often. A bot or outside is
    lost; so is what is not known, unless it ends well: what a bot decides is not known either, so then the call goes on behind it
    by any of its cases. The nodes `well` are won, and the exits `never` are not taken.

    Without limited cases this is the attractor of the people. With them a check is won when all its other answers are, and
    the limited one leads to where the caller wins (perhaps just by coming back to the check): the largest such set of
    nodes, found from above. Each round takes from it the checks that were won by mistake only; there are seldom more than
    two, and after MOST_ROUNDS the rest is believed.
    """
    graph, part = w.graph, w.parts.of
    left = [0] * len(graph.ends)
    rounds: list[int] = []
    for node, step in enumerate(graph.steps):
        if graph.ends[node] and graph.ends[node] != "person":
            left[node] = 1 if unknown_ends_well and graph.ends[node] == "bot" else -1
        elif isinstance(step, Menu | Collect) or (isinstance(step, Check) and (step.asks == "hours" or node in chosen)):
            left[node] = 1
        else:
            left[node] = len(graph.out[node]) - sum(e in never for e in graph.out[node])
            if isinstance(step, Check) and step.limited:
                rounds += [e for e in graph.out[node] if graph.limited(e) and part[node] == part[graph.head[e]]]
    goals = [*w.people, *well]
    if unknown_ends_well:
        goals += [node for node, end in enumerate(graph.ends) if end in ("unknown", "return")]
    for _ in range(MOST_ROUNDS):
        won = _attractor(w, goals, list(left), rounds, never)
        believed = [e for e in rounds if won[graph.head[e]]]
        if len(believed) == len(rounds):
            break
        rounds = believed
    return won


def _attractor(w: Ways, goals: Iterable[int], left: list[int], believed: Iterable[int], never: Iterable[int]) -> bytearray:
    """The nodes from which goals are forced: `left` exits of each must lead there (-1: it is lost), the `believed` ones do.

    The exits `never` do not count.
    """
    graph = w.graph
    won = bytearray(len(graph.ends))
    passed = bytearray(len(graph.tail))
    todo = list(goals)
    for exit_ in never:
        passed[exit_] = 1
    for exit_ in believed:
        passed[exit_] = 1
        node = graph.tail[exit_]
        left[node] -= 1
        if left[node] == 0:
            todo.append(node)
    for node in todo:
        won[node] = 1
    while todo:
        for exit_ in w.into[todo.pop()]:
            node = graph.tail[exit_]
            closed = graph.how[exit_] is HOURS and graph.label[exit_] == "closed"
            by_itself = graph.ends[node] and graph.how[exit_] is not CASE
            if won[node] or left[node] < 0 or passed[exit_] or closed or by_itself:
                continue
            left[node] -= 1
            if left[node] == 0:
                won[node] = 1
                todo.append(node)
    return won


def without_data(w: Ways) -> bytearray:
    """The exits of callers who have nothing at hand: no failures, menus left by options and collects by mistakes."""
    graph = w.graph
    allowed = bytearray(len(graph.tail))
    for exit_, how in enumerate(graph.how):
        if how is MISTAKE:
            allowed[exit_] = isinstance(graph.steps[graph.tail[exit_]], Collect)
        else:
            allowed[exit_] = how is not ENTRY and how is not FAILURE
    return allowed


def weights_of_menus(graph: Graph) -> bytearray:
    """One byte an exit: 1 when it leaves a menu."""
    menu = bytearray(isinstance(step, Menu) for step in graph.steps)
    return bytearray(menu[tail] for tail in graph.tail)


def weights_of(graph: Graph, how: str) -> bytearray:
    """One byte an exit: 1 when it is taken by `how` (a choice, an entry)."""
    return bytearray(h is how for h in graph.how)


def distances(w: Ways, seconds: Sequence[float]) -> tuple[list[float], list[float], list[float], list[float], list[int]]:
    """Menus, presses, entries and seconds from each node to a person by deliberate walks, and the quickest exit."""
    graph, deliberate = w.graph, w.deliberate
    menus = w.least_steps(w.people, weights_of_menus(graph), deliberate)
    presses = w.least_steps(w.people, weights_of(graph, CHOICE), deliberate)
    entries = w.least_steps(w.people, weights_of(graph, ENTRY), deliberate)
    least, via = w.quickest_to(w.people, seconds, deliberate)
    return menus, presses, entries, least, via


def _spread(exits: list[list[int]], other: list[int], starts: Iterable[int], allowed: bytearray) -> bytearray:
    seen = bytearray(len(exits))
    todo = list(starts)
    for node in todo:
        seen[node] = 1
    while todo:
        for exit_ in exits[todo.pop()]:
            if allowed[exit_]:
                node = other[exit_]
                if not seen[node]:
                    seen[node] = 1
                    todo.append(node)
    return seen


def _zero_one(
    exits: list[list[int]], other: list[int], starts: dict[int, int], weights: bytearray, allowed: bytearray
) -> list[float]:
    least: list[float] = [inf] * len(exits)
    todo = deque(starts)
    for node, weight in starts.items():
        least[node] = weight
    while todo:
        here = todo.popleft()
        so_far = least[here]
        for exit_ in exits[here]:
            if allowed[exit_]:
                node = other[exit_]
                if weights[exit_]:
                    if so_far + 1 < least[node]:
                        least[node] = so_far + 1
                        todo.append(node)
                elif so_far < least[node]:
                    least[node] = so_far
                    todo.appendleft(node)
    return least


def _quickest(
    exits: list[list[int]], other: list[int], starts: dict[int, float], seconds: Sequence[float], allowed: bytearray
) -> tuple[list[float], list[int]]:
    least = [inf] * len(exits)
    via = [-1] * len(exits)
    for node, weight in starts.items():
        least[node] = weight
    heap = [(weight, node) for node, weight in sorted(starts.items())]
    heapq.heapify(heap)
    while heap:
        so_far, here = heapq.heappop(heap)
        if so_far > least[here]:
            continue
        for exit_ in exits[here]:
            if allowed[exit_]:
                node = other[exit_]
                total = so_far + seconds[exit_]
                if total < least[node]:
                    least[node] = total
                    via[node] = exit_
                    heapq.heappush(heap, (total, node))
    return least, via
