"""The call that shows a finding: a walk from the answer to where the trouble is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf, isinf

from ivrlint import facts
from ivrlint.analysis import Analysis, callers
from ivrlint.analysis.ahead import between
from ivrlint.analysis.data_walks import asked_again, asked_as, dropped, enter, lost, thrown_away, unsaid, unset
from ivrlint.analysis.study import Study
from ivrlint.analysis.telling import tell
from ivrlint.analysis.walks import LONGEST, Walk, arrive, find, onward
from ivrlint.exits import CASE, FAILURE, HOURS
from ivrlint.finding import CallTranscript
from ivrlint.flow import Collect, Menu
from ivrlint.graph import Graph

FOR_EVER = "and so on, for ever"


def transcript(analysis: Analysis, subject: facts.Subject, shows: str) -> CallTranscript | None:
    """The call that shows a finding about `subject`, as one of SHOWS; None when there is none to tell."""
    if not subject.reachable or shows == "none":
        return None
    told = _TELLERS[shows](analysis, subject)
    if told is None:
        return None
    walk, last = told
    if len(walk) > LONGEST:
        return None
    operator_key = analysis.graph.flow.operator_key
    return (
        tell(analysis.study, walk, last, f"{operator_key}, which is no option here")
        if shows == "zero"
        else tell(analysis.study, walk, last)
    )


Told = tuple[Walk, str] | None


def _newcomer(a: Analysis, _: facts.Subject) -> Told:
    return (a.route, "") if not isinf(a.study.least_seconds[a.study.start]) else None


def _caller(a: Analysis, subject: facts.Subject) -> Told:
    """What comes of a caller at the shortest."""
    assert isinstance(subject, facts.Caller)  # noqa: S101 - narrows the type
    if subject.title in ("newcomer", "unprepared"):
        return _newcomer(a, subject)
    return _comes_of(a, a.outcomes[subject.title], _BEHAVIOUR[subject.title](a.graph))


def _comes_of(a: Analysis, outcome: callers.Outcome, takes: callers.Takes) -> Told:
    graph = a.graph
    if outcome.end >= 0:
        walk = []
        node = outcome.end
        while node != a.study.start:
            walk.append(outcome.came[node])
            node = graph.tail[walk[-1]]
        return walk[::-1], ""
    return _round_and_round(a, takes)


def _round_and_round(a: Analysis, takes: callers.Takes) -> Told:
    """A call that never ends, until it comes where it was before."""
    walk: Walk = []
    node = a.study.start
    seen: set[int] = set()
    while node not in seen and len(walk) < LONGEST:
        seen.add(node)
        exits = sorted(takes(node), key=a.graph.limited)
        if not exits:
            return walk, ""
        walk.append(exits[0])
        node = a.graph.head[exits[0]]
    return walk, FOR_EVER


def _losing(a: Analysis, _: facts.Subject) -> Told:
    """The caller does the best that can be done, and the system answers as badly as it can.

    A call that ends is told rather than one that goes round for ever, where both may come of it.
    """
    s, graph = a.study, a.graph
    if s.may_be_certain[s.start]:
        return None
    badly = bytearray(not s.may_be_certain[head] and e not in s.ending_failures for e, head in enumerate(graph.head))
    walk, ends = _lost(s, badly, {})
    if not ends:
        goals = [node for node, end in enumerate(graph.ends) if end and not s.may_be_certain[node]]
        costs = [1 + LONGEST * graph.limited(e) for e in range(len(graph.head))]
        nearest, _via = s.ways.quickest_to(goals, costs, badly)
        quickly, ends = _lost(s, badly, {node: steps for node, steps in enumerate(nearest) if not isinf(steps)})
        walk = quickly if ends else walk
    return walk, "" if ends else FOR_EVER


def _lost(s: Study, badly: bytearray, to_end: Mapping[int, float]) -> tuple[Walk, bool]:
    """A walk by exits that leave the caller no way to a person, and whether it ends; `to_end` counts exits to an end by node."""
    graph = s.graph
    walk: Walk = []
    node = s.start
    seen: set[int] = set()
    while not graph.ends[node] and len(walk) < LONGEST:
        exits = [e for e in graph.out[node] if badly[e]]
        if isinstance(graph.steps[node], Menu | Collect):
            exits.sort(key=lambda e: (not s.ways.deliberate[e], s.least_seconds[graph.head[e]]))
        else:
            exits.sort(key=lambda e: to_end.get(graph.head[e], inf))
        walk.append(min(exits, key=graph.limited))
        if node in seen:
            return walk, False
        seen.add(node)
        node = graph.head[walk[-1]]
    return walk, True


def _by_error(a: Analysis, _: facts.Subject) -> Told:
    s = a.study
    nearest = min((node for node in s.ways.people if s.reachable[node]), key=lambda node: (s.cost[node], node), default=-1)
    walk = arrive(s, nearest) if nearest >= 0 else None
    return None if walk is None else (walk, "")


def _arrive(a: Analysis, subject: facts.Subject) -> Told:
    walk = arrive(a.study, subject.node)
    return None if walk is None else (walk, "")


def _take(a: Analysis, subject: facts.Subject) -> Told:
    """To the step of an exit or option, then by it, and on: to where the system hangs up if it may, else until it asks again."""
    s, graph = a.study, a.graph
    walk = arrive(s, graph.tail[subject.node])
    if walk is None:
        return None
    head = graph.head[subject.node]
    hangs_up = _to_hang_up(s, head, after=graph.how[subject.node])
    return [*walk, subject.node, *(onward(s, head) if hangs_up is None else hangs_up)], ""


def _to_hang_up(s: Study, start: int, after: str) -> Walk | None:
    """Straight to where the system hangs up: by answers that mean something, behind a failure by those that name one."""
    graph = s.graph
    unmeant = [{"otherwise", callers.EMPTY}] if after is FAILURE else []
    for avoided in (*unmeant, {callers.EMPTY}, set[str]()):

        def allowed(e: int, avoided: set[str] = avoided) -> bool:
            return between(graph, e) and not (graph.how[e] is CASE and graph.label[e] in avoided)

        found = find(s, start, lambda node: graph.ends[node] == "hang_up", allowed)
        if found is not None:
            return found
    return None


def _choose_closed(a: Analysis, subject: facts.Subject) -> Told:
    """To the menu of an option, then by it, and by the first `closed` behind it."""
    s, graph = a.study, a.graph
    walk = arrive(s, graph.tail[subject.node])

    def shut(node: int) -> list[int]:
        return [e for e in graph.out[node] if graph.how[e] is HOURS and graph.label[e] == "closed"]

    behind = find(s, graph.head[subject.node], lambda node: bool(shut(node)), lambda e: between(graph, e))
    if walk is None or behind is None:
        return _take(a, subject)
    walk = [*walk, subject.node, *behind]
    closed = shut(graph.head[walk[-1]])[0]
    return [*walk, closed, *onward(s, graph.head[closed])], ""


def _round(a: Analysis, subject: facts.Subject) -> Told:
    """Into a loop, and once around it."""
    assert isinstance(subject, facts.Loop)  # noqa: S101 - narrows the type
    graph, s = a.graph, a.study
    walk = arrive(s, subject.node)
    inside = {graph.number[name] for name in subject.steps}
    for allowed in (s.ways.deliberate, s.ways.every):
        for exit_ in graph.out[subject.node]:
            if walk is not None and allowed[exit_] and graph.head[exit_] in inside:
                back = find(s, graph.head[exit_], lambda node: node == subject.node, _within(graph, inside, allowed))
                if back is not None:
                    return [*walk, exit_, *back], FOR_EVER
    return None


def _within(graph: Graph, inside: set[int], allowed: bytearray) -> Callable[[int], bool]:
    return lambda exit_: bool(allowed[exit_]) and graph.head[exit_] in inside


def _unanswered(a: Analysis, subject: facts.Subject) -> Told:
    walk = arrive(a.study, subject.node)
    return None if walk is None else (walk, "nobody answers, and the flow does not say what then")


_BEHAVIOUR: dict[str, Callable[..., callers.Takes]] = {
    "zero": callers.zero,
    "silent": callers.silent,
    "lost": callers.lost,
    "after_hours": callers.after_hours,
}

SHOWS: dict[str, tuple[str, ...]] = {
    "call": ("newcomer", "zero", "silent", "lost_caller", "after_hours", "losing", "by_error", "none"),
    "step": ("arrive", "unset", "none"),
    "menu": ("arrive", "none"),
    "prompt": ("arrive", "none"),
    "handoff": ("arrive", "unanswered", "none"),
    "ending": ("arrive", "none"),
    "option": ("choose", "closed", "none"),
    "exit": ("take", "none"),
    "collect": ("enter", "thrown_away", "lost", "dropped", "unsaid", "asked_again", "asked_as", "none"),
    "loop": ("round", "none"),
    "caller": ("call", "none"),
    "promise": ("newcomer", "none"),
}
"""Which calls a rule's `shows` can name, by the kind of its subject; the first is told when it names none."""


def _untold(walk: Callable[[Study, facts.Subject], Walk | None]) -> Callable[[Analysis, facts.Subject], Told]:
    def told(a: Analysis, subject: facts.Subject) -> Told:
        found = walk(a.study, subject)
        return None if found is None else (found, "")

    return told


def _as(name: str) -> Callable[[Analysis, facts.Subject], Told]:
    """What comes of a caller on a good day: that a system fails is no reason for what a rule says of the call."""

    def told(a: Analysis, _: facts.Subject) -> Told:
        takes = callers.at_best(a.graph, _BEHAVIOUR[name](a.graph))
        return _comes_of(a, callers.behave(a.graph, a.study.start, a.study.seconds, takes, counts_loops=False), takes)

    return told


_TELLERS: dict[str, Callable[[Analysis, facts.Subject], Told]] = {
    "newcomer": _newcomer,
    "zero": _as("zero"),
    "silent": _as("silent"),
    "lost_caller": _as("lost"),
    "after_hours": _as("after_hours"),
    "losing": _losing,
    "by_error": _by_error,
    "arrive": _arrive,
    "choose": _take,
    "closed": _choose_closed,
    "take": _take,
    "enter": _untold(enter),
    "thrown_away": _untold(thrown_away),
    "lost": _untold(lost),
    "dropped": _untold(dropped),
    "unsaid": _untold(unsaid),
    "asked_again": _untold(asked_again),
    "asked_as": _untold(asked_as),
    "round": _round,
    "unset": _untold(unset),
    "unanswered": _unanswered,
    "call": _caller,
}
