"""The oracle against something plainer still: walks written out one by one, and the game as a fixpoint."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from oracle import everything
from page import DELIBERATE, Page, Way
from strategies import Tried, flows

from ivrlint.flow import Check, Collect, Menu, Run

fewer = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
MOST_WAYS = 7
"""Ways on a walk that is written out. With so few steps, longer ones show nothing new."""


def walks(page: Page, start: str) -> Iterator[list[Way]]:
    """All walks from a step that take up to MOST_WAYS ways and none of them more than twice."""
    waiting: list[tuple[str, list[Way]]] = [(start, [])]
    while waiting:
        at, taken = waiting.pop()
        yield taken
        if len(taken) < MOST_WAYS:
            onward = [way for way in page.ways[at] if way.to and sum(way == other for other in taken) < 2]
            waiting.extend((way.to, [*taken, way]) for way in onward)


def steps_of(start: str, taken: list[Way]) -> list[str]:
    return [start, *(way.to for way in taken)]


def known_after(page: Page, taken: list[Way], v: str) -> bool:
    return not any(v in page.defines(way) for way in taken)


def data_by_walks(page: Page, name: str) -> dict[str, object]:
    """`used_at`, `passed_at`, `lost_at`, and to which collects of the same name the data comes uncontested."""
    v = page.steps[name].variable
    entry = next(way for way in page.ways[name] if way.how == "entry")
    used, passed, lost, again = set(), set(), set(), set()
    for taken in walks(page, entry.to) if entry.to else ():
        if not known_after(page, taken, v):
            continue
        steps = steps_of(entry.to, taken)
        end = steps[-1]
        if v in page.reads(end):
            used.add(end)
        if v in page.passes(end):
            passed.add(end)
        first = not any(page.is_person(step) for step in steps[:-1])
        if page.is_person(end) and first and not page.passes(end) & page.derived(v):
            lost.add(end)
        if isinstance(page.steps[end], Collect) and page.steps[end].variable == v and not any(wrong(page, w, v) for w in taken):
            again.add(end)
    return {"used_at": used, "passed_at": passed, "lost_at": lost, "again": again}


def wrong(page: Page, way: Way, v: str) -> bool:
    step = page.steps[way.step]
    return v in getattr(step, "uses", ()) and (isinstance(step, Check) or (isinstance(step, Run) and way.label == "failed"))


@fewer
@given(flows(most=4, native=False))
def test_data_facts_are_those_of_walks_written_out(tried: Tried):
    page = Page(tried.flow)
    found = everything(tried.flow)["collects"]
    again = {name: set() for name in found}
    for name in found:
        by_walks = data_by_walks(page, name)
        for other in by_walks.pop("again"):
            again[other].add(name)
        assert {fact: found[name][fact] for fact in by_walks} == by_walks
    assert {name: found[name]["asked_before"] for name in found} == again


@fewer
@given(flows(most=4, native=False))
def test_facts_from_the_start_are_those_of_walks_written_out(tried: Tried):
    page = Page(tried.flow)
    found = everything(tried.flow)
    written = [(taken, steps_of(page.start, taken)) for taken in walks(page, page.start)]
    assert {name for name, reached in found["steps"].items() if reached} == {steps[-1] for _, steps in written}
    for name, menu in found["menus"].items():
        there = [(taken, steps) for taken, steps in written if steps[-1] == name]
        meant = [(taken, steps) for taken, steps in there if all(way.how in DELIBERATE for way in taken)]
        counts = [sum(isinstance(page.steps[step], Menu) for step in steps) for _, steps in meant or there]
        assert menu["depth"] == min(counts, default=float("inf"))
    for name, collect in found["collects"].items():
        there = [taken for taken, steps in written if steps[-1] == name]
        answered = [any(way.how == "entry" and page.defines(way) == {collect["variable"]} for way in taken) for taken in there]
        assert collect["asked_before_always"] == (bool(there) and all(answered))
    arrived = [taken for taken, steps in written if page.is_person(steps[-1]) and not any(map(page.is_person, steps[:-1]))]
    meant = [taken for taken in arrived if all(way.how in DELIBERATE for way in taken)]
    call = found["call"]
    assert call["reaches_person"] == bool(arrived)
    assert call["person_only_by_error"] == (bool(arrived) and not meant)
    for how, fact in (("choice", "presses_to_person"), ("entry", "entries_to_person")):
        assert call[fact] == min((sum(way.how == how for way in taken) for taken in meant), default=float("inf"))


Position = tuple[str, frozenset[str]]
"""A step, and the checks whose limited answer was given."""


def attractor(page: Page) -> set[str]:
    """Where the caller can force a person, grown from the persons themselves.

    A limited answer is given once at the most: a system that wins by giving it several times wins by giving it once.
    """
    counters = [name for name, ways in page.ways.items() if any(map(page.limited, ways))]
    given = [frozenset(some) for size in range(len(counters) + 1) for some in combinations(counters, size)]
    won: set[Position] = {(step, already) for step in page.steps if page.is_person(step) for already in given}
    before = -1
    while len(won) > before:
        before = len(won)
        won |= {(name, already) for name in page.steps for already in given if wins(page, name, already, won)}
    return {name for name in page.steps if (name, frozenset()) in won}


def wins(page: Page, name: str, already: frozenset[str], won: set[Position]) -> bool:
    """Whether one move from here comes to where the caller has won, whoever makes it."""
    if page.ends_at(name):
        return False
    ways = [way for way in page.ways[name] if way.how != "hours" or way.label == "open"]
    ways = [way for way in ways if name not in already or not page.limited(way)]
    there = [(way.to, already | {name} if page.limited(way) else already) in won for way in ways]
    return any(there) if isinstance(page.steps[name], Menu | Collect) else bool(there) and all(there)


@fewer
@given(flows(native=False))
def test_a_winning_strategy_exists_exactly_in_the_attractor(tried: Tried):
    page = Page(tried.flow)
    won = attractor(page)
    found = everything(tried.flow)
    assert found["call"]["person_is_certain"] == (page.start in won)
    assert {name for name, menu in found["menus"].items() if menu["person_is_certain"]} == won & set(found["menus"])
