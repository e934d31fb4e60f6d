"""Brute force for every discrete fact of a call, written from the meanings of the facts alone.

Walks are searched with what they remember in hand; strategies of the caller are tried one by one.
Slow is fine here, plain is what counts.
"""

from __future__ import annotations

from typing import Any

from page import UNKNOWN, Page, Way, every_state
from walks import (
    after_hours_takes,
    anything,
    caller_can_force,
    deliberate,
    goes_round,
    least_at,
    least_to_person,
    steps_on_walks,
    steps_until_person,
    turned_away,
)

from ivrlint.flow import Check, Collect, Flow, Menu, Message, Run, Set, Transfer, Unknown, Visit


def to_person(page: Page, start: str) -> dict[str, Any]:
    """The facts about reaching a person from a step."""

    def is_menu(name: str) -> int:
        return int(isinstance(page.steps[name], Menu))

    def own(name: str) -> bool:
        return isinstance(page.steps[name], Menu | Collect)

    def own_or_chosen(name: str) -> bool:
        return own(name) or page.asks_what_was_chosen(name)

    def nothing(_: object) -> int:
        return 0

    walked = steps_until_person(page, start)
    meant = steps_until_person(page, start, deliberate)
    reaches = any(page.is_person(step) for step in walked)
    return {
        "reaches_person": reaches,
        "may_reach_person": any(isinstance(page.steps[step], Transfer) or page.ends_at(step) in UNKNOWN for step in walked),
        "person_only_by_error": reaches and not any(page.is_person(step) for step in meant),
        "person_may_be_chosen": any(isinstance(page.steps[step], Transfer) or page.ends_at(step) in UNKNOWN for step in meant),
        "menus_to_person": least_to_person(page, start, is_menu, nothing),
        "presses_to_person": least_to_person(page, start, nothing, lambda way: int(way.how == "choice")),
        "entries_to_person": least_to_person(page, start, nothing, lambda way: int(way.how == "entry")),
        "person_is_certain": caller_can_force(page, start, own),
        "person_may_be_certain": caller_can_force(page, start, own_or_chosen, unknown_ends_well=True),
    }


def without_data(page: Page) -> bool:
    """Some walk without failures: menus left by options, collects by mistakes only."""

    def allowed(way: Way) -> bool:
        match page.steps[way.step]:
            case Menu():
                return way.how == "choice"
            case Collect():
                return way.how == "mistake"
        return way.how != "failure"

    return any(page.is_person(step) for step in steps_until_person(page, page.start, allowed))


def loops(page: Page) -> dict[frozenset[str], bool]:
    """Each loop that can be reached, and whether it is doomed."""
    after = {
        step: every_state([way.to for way in page.ways[step] if way.to], lambda at: [way.to for way in page.ways[at] if way.to])
        for step in page.steps
    }
    reached = steps_on_walks(page, page.start)

    def can_end(step: str) -> bool:
        meant = steps_on_walks(page, step, deliberate)
        return any(page.ends_at(at) or any(way.ends and deliberate(way) for way in page.ways[at]) for at in meant)

    found = {frozenset(other for other in after[step] if step in after[other]) for step in page.steps if step in after[step]}
    return {loop: not any(can_end(step) for step in loop) for loop in found if loop & reached}


def endings(page: Page) -> set[tuple[str, str, bool]]:
    """Every way in which calls end: its kind, its step, and whether a call can come there."""
    reached = steps_on_walks(page, page.start)
    return {(kind, step, step in reached) for step in page.steps for kind in {page.ends_at(step), *_ends(page, step)} if kind}


def _ends(page: Page, step: str) -> set[str]:
    return {way.ends for way in page.ways[step]}


def read_before_set(page: Page) -> set[tuple[str, str]]:
    """Names that a step reads on some walk on which nothing gave them a value."""
    known = {name for ways in page.ways.values() for way in ways for name in page.defines(way)}
    found = set()
    for name in known:

        def after(step: str, name: str = name) -> list[str]:
            return [way.to for way in page.ways[step] if way.to and name not in page.defines(way)]

        for step in every_state([page.start], after):
            if name in page.reads(step) and not isinstance(page.steps[step], Check):
                found.add((step, name))
    return found


def reads_unset(page: Page) -> set[tuple[str, str]]:
    """The same where nothing on the walk has dealt with the name: no check asked about it, and only mailboxes read it."""
    found = set()
    for name in {name for _, name in read_before_set(page)}:

        def after(step: str, name: str = name) -> list[str]:
            if name in page.reads(step) and not isinstance(page.steps[step], Message):
                return []
            return [way.to for way in page.ways[step] if way.to and name not in page.defines(way)]

        found |= {(step, name) for step in every_state([page.start], after) if name in page.reads(step)}
    return {(step, name) for step, name in found if not isinstance(page.steps[step], Check)}


def lacks(page: Page) -> set[tuple[str, str]]:
    """Those of `reads_unset` in words, of collects and systems at a system, and of which something needed is made."""
    steps = page.steps.values()
    given = {step.variable for step in steps if isinstance(step, Collect)}
    given |= {name for step in steps if isinstance(step, Run) for name in step.gives}
    values = [value for step in steps if isinstance(step, Set) for value in step.values]

    def used(name: str) -> bool:
        for step in steps:
            match step:
                case Run(uses=names) | Unknown(uses=names) | Visit(passes=names) | Transfer(dials=names) if name in names:
                    return True
            if step.prompt and name in step.prompt.reads:
                return True
        return False

    def needed(name: str) -> bool:
        return any(map(used, every_state([name], lambda at: [value.name for value in values if at in value.reads])))

    def lacked(at: str, name: str) -> bool:
        step = page.steps[at]
        if step.prompt and name in step.prompt.reads:
            return True
        match step:
            case Run():
                return name in given
            case Set(values=own):
                return any(name in value.reads and needed(value.name) for value in own)
        return True

    return {(step, name) for step, name in reads_unset(page) if lacked(step, name)}


def collect(page: Page, name: str) -> dict[str, Any]:
    """The data facts of one collect."""
    step = page.steps[name]
    assert isinstance(step, Collect)
    v = step.variable
    entry = next(way for way in page.ways[name] if way.how == "entry")
    first = [entry.to] if entry.to else []

    def on(at: str) -> list[str]:
        return [way.to for way in page.ways[at] if way.to and v not in page.defines(way)]

    def on_until_person(at: str) -> list[str]:
        return [] if page.is_person(at) else on(at)

    alive = every_state(first, on)
    used = {at for at in alive if v in page.reads(at)}
    passed = {at for at in alive if v in page.passes(at)}
    handed = {at for at in every_state(first, on_until_person) if page.is_person(at)}
    lost = {at for at in handed if not page.passes(at) & page.derived(v)}
    reached = steps_on_walks(page, page.start)
    return {
        "variable": v,
        "reachable": name in reached,
        "used_at": used,
        "passed_at": passed,
        "lost_at": lost,
        "thrown_away": "always" if not used | passed else "sometimes" if _wasted(page, entry, v) else "never",
        "asked_before": {
            other
            for other, d in page.steps.items()
            if isinstance(d, Collect) and d.variable == v and name in _asked_again(page, other, v)
        },
        "asked_before_always": name in reached and name not in _never_answered(page, v),
    }


def _wasted(page: Page, entry: Way, v: str) -> bool:
    """Whether some deliberate walk neither reads nor passes `v` before it ends or gives `v` a new value."""
    if not entry.to:
        return True

    def touches(at: str) -> bool:
        return v in page.reads(at) | page.passes(at)

    def after(at: str) -> list[str]:
        if touches(at) or page.is_person(at):
            return []
        return [way.to for way in page.ways[at] if way.to and deliberate(way) and v not in page.defines(way)]

    def over(at: str) -> bool:
        return bool(page.ends_at(at)) or any(deliberate(way) and (way.ends or v in page.defines(way)) for way in page.ways[at])

    return any(over(at) for at in every_state([entry.to], after) if not touches(at))


def _asked_again(page: Page, collected: str, v: str) -> set[str]:
    """Where walks from this collect's entry come to while `v` is known and was not found wrong."""

    def found_wrong(way: Way) -> bool:
        match page.steps[way.step]:
            case Check(uses=uses):
                return v in uses
            case Run(uses=uses):
                return v in uses and way.label == "failed"
        return False

    def after(at: str) -> list[str]:
        return [way.to for way in page.ways[at] if way.to and v not in page.defines(way) and not found_wrong(way)]

    return every_state([way.to for way in page.ways[collected] if way.how == "entry" and way.to], after)


def _never_answered(page: Page, v: str) -> set[str]:
    """Where walks from the start come to on which no collect of `v` was answered."""

    def allowed(way: Way) -> bool:
        step = page.steps[way.step]
        return not (isinstance(step, Collect) and step.variable == v and way.how == "entry")

    return steps_on_walks(page, page.start, allowed)


def _outcome(page: Page, allowed: Any) -> set[str]:
    """Endings of calls that stop at a person and elsewhere take the ways that are allowed."""
    came = steps_until_person(page, page.start, allowed)
    lasting = {at: [w for w in page.ways[at] if allowed(w) and not page.is_person(at) and not page.limited(w)] for at in came}
    moves = {at: [way.to for way in ways if way.to] for at, ways in lasting.items()}
    kinds = {page.ends_at(at) for at in came}
    kinds |= {way.ends for at in came if not page.is_person(at) for way in page.ways[at] if allowed(way)}
    return kinds - {""} | ({"loop"} if goes_round(moves) else set())


def callers(page: Page) -> dict[str, set[str]]:
    """The kinds of endings that can come out for each of the six callers."""

    def wrong(way: Way, label: str) -> bool:
        """Whether this is the mistake, or what stands for it where it cannot be made: an answer, or the other mistake."""
        ways = page.ways[way.step]
        made = [other for other in ways if other.label == label and other.how == "mistake"]
        if not made and isinstance(page.steps[way.step], Collect):
            made = [other for other in ways if other.how == "entry"]
        return way in (made or [other for other in ways if other.how == "mistake"] or ways)

    def by_mistake(label: str) -> Any:
        return lambda way: wrong(way, label) if isinstance(page.steps[way.step], Menu | Collect) else True

    def zero(way: Way) -> bool:
        match page.steps[way.step]:
            case Menu(options=options) if any(option.key == page.flow.operator_key for option in options):
                return way.how == "choice" and way.label == page.flow.operator_key
            case Menu() | Collect():
                return wrong(way, "no_match")
        return True

    meant = steps_until_person(page, page.start, deliberate)
    return {
        "newcomer": {"person"} if any(page.is_person(step) for step in meant) else {"never"},
        "zero": _outcome(page, zero),
        "silent": _outcome(page, by_mistake("no_input")),
        "lost": _outcome(page, by_mistake("no_match")),
        "unprepared": {"person"} if without_data(page) else {"never"},
        "after_hours": _after_hours(page),
    }


def _after_hours(page: Page) -> set[str]:
    def allowed(way: Way) -> bool:
        return after_hours_takes(page, way)

    came = steps_on_walks(page, page.start, allowed)
    kinds = {page.ends_at(at) for at in came if not (page.is_person(at) and turned_away(page, at))}
    kinds |= {way.ends for at in came for way in page.ways[at] if allowed(way)}
    return kinds - {""}


def everything(flow: Flow) -> dict[str, Any]:
    """Every discrete fact of the call, keyed by what it is about."""
    page = Page(flow)
    reached = steps_on_walks(page, page.start)

    def is_menu(name: str) -> int:
        return int(isinstance(page.steps[name], Menu))

    menus = {}
    for name in page.steps:
        if is_menu(name):
            meant = least_at(page, name, is_menu, deliberate)
            depth = meant if meant < float("inf") else least_at(page, name, is_menu, anything)
            menus[name] = {"reachable": name in reached, "depth": depth, **to_person(page, name)}
    return {
        "call": {
            **to_person(page, page.start),
            "reaches_person_without_data": without_data(page),
            "read_before_set": read_before_set(page),
        },
        "steps": {name: name in reached for name in page.steps},
        "reads_unset": reads_unset(page),
        "lacks": lacks(page),
        "menus": menus,
        "collects": {name: collect(page, name) for name, step in page.steps.items() if isinstance(step, Collect)},
        "loops": loops(page),
        "endings": endings(page),
        "callers": callers(page),
    }
