"""What ivrlint says, in the shape of the oracle, and where the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oracle import everything
from page import Page

from ivrlint.analysis import analyse
from ivrlint.facts import Facts, Subject
from ivrlint.flow import Collect, Flow, Menu
from ivrlint.graph import connect

REACHING = (
    "reaches_person",
    "may_reach_person",
    "person_only_by_error",
    "person_may_be_chosen",
    "menus_to_person",
    "presses_to_person",
    "entries_to_person",
    "person_is_certain",
    "person_may_be_certain",
)
SETS = ("used_at", "passed_at", "lost_at", "asked_before")
PLAIN = ("variable", "reachable", "thrown_away", "asked_before_always")


def analysed(flow: Flow) -> Facts:
    """ivrlint's facts about the one call of a flow."""
    return analyse(connect(flow), flow.entries[0]).facts


def _some(subject: Subject, *names: str) -> dict[str, Any]:
    return {name: getattr(subject, name) for name in names}


def observed(facts: Facts) -> dict[str, Any]:
    """The facts of ivrlint that the oracle knows too, in the oracle's shape."""
    collects = {
        collect.step: _some(collect, *PLAIN) | {name: set(getattr(collect, name)) for name in SETS} for collect in facts.collects
    }
    return {
        "call": _some(facts.call, *REACHING, "reaches_person_without_data")
        | {"read_before_set": {(read.step, read.name) for read in facts.call.read_before_set}},
        "steps": {step.step: step.reachable for step in facts.steps},
        "reads_unset": {(step.step, name) for step in facts.steps for name in step.reads_unset},
        "lacks": {(step.step, name) for step in facts.steps for name in step.lacks},
        "menus": {menu.step: _some(menu, "reachable", "depth", *REACHING) for menu in facts.menus},
        "collects": collects,
        "loops": {frozenset(loop.steps): loop.doomed for loop in facts.loops},
        "endings": {(ending.kind, ending.step, ending.reachable) for ending in facts.endings},
        "callers": {caller.title: set(caller.endings) for caller in facts.callers},
    }


def _differ(path: str, ours: Any, theirs: Any) -> list[str]:
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        keys = [*ours, *(key for key in theirs if key not in ours)]
        return [line for key in keys for line in _differ(f"{path} {key}", ours.get(key, "absent"), theirs.get(key, "absent"))]
    return [] if ours == theirs else [f"{path.strip()}: the oracle says {ours!r}, ivrlint says {theirs!r}"]


def disagreements(flow: Flow, facts: Facts | None = None) -> list[str]:
    """Every fact on which ivrlint and the oracle differ, one line each."""
    facts = facts or analysed(flow)
    lines = _differ("", everything(flow), observed(facts))
    if not is_a_route(flow, facts.call.route_to_person, exists=facts.call.menus_to_person < float("inf")):
        lines.append(f"call route_to_person: no deliberate walk to a person is {facts.call.route_to_person!r}")
    return lines


def is_a_route(flow: Flow, route: tuple[str, ...], *, exists: bool) -> bool:
    """Whether some deliberate walk to a person takes exactly these options and entries; empty when there is none."""
    if not exists:
        return not route
    page = Page(flow)
    at: set[tuple[str, int]] = set()
    waiting = [(page.start, 0)]
    while waiting:
        step, taken = waiting.pop()
        if (step, taken) in at:
            continue
        at.add((step, taken))
        if page.is_person(step):
            if taken == len(route):
                return True
            continue
        for way in page.ways[step]:
            if not way.to or way.how in {"mistake", "failure"}:
                continue
            asked = page.steps[step]
            told = way.label if isinstance(asked, Menu) else asked.variable if isinstance(asked, Collect) else ""
            if not told:
                waiting.append((way.to, taken))
            elif taken < len(route) and route[taken] == told:
                waiting.append((way.to, taken + 1))
    return False
