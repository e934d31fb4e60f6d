"""Values that a fulfilment sets to null: the form that comes next asks for them."""

from __future__ import annotations

from collections import Counter

from ivrlint.exits import exits_of
from ivrlint.flow import Check, Say, Set, Visit, replace
from ivrlint.readers.dialogflow.plan import Plan
from ivrlint.readers.dialogflow.ways import Ways


def ask_for_forgotten(ways: Ways, start: str) -> None:
    """Lead past the question whether a value is known where it was set to null just before.

    That is so behind a step that sets it to null, with nothing but words and other values between, which nothing else leads to.
    """
    plan = ways.plan
    entered = _entered(plan, start)
    for name, step in [*plan.steps.items()]:
        if not isinstance(step, Set) or not any(value.value == "null" for value in step.values):
            continue
        forgotten: set[str] = set()
        at, seen = name, set[str]()
        while at not in seen:
            seen.add(at)
            here = plan.steps.get(at)
            if not isinstance(here, Say | Set) or here.next is None or here.shared or (at != name and entered[at] != 1):
                break
            for value in here.values if isinstance(here, Set) else ():
                (forgotten.add if value.value == "null" else forgotten.discard)(value.name)
            to = plan.meaning(here.next.to)
            guard = plan.steps.get(to)
            if to in ways.guards and ways.guards[to][0] in forgotten and isinstance(guard, Check) and entered[to] > 1:
                plan.steps[at] = replace(here, next=guard.otherwise)
                entered[to] -= 1
                break
            at = to


def _entered(plan: Plan, start: str) -> Counter[str]:
    """How many exits lead to each step."""
    found = Counter([plan.meaning(start)])
    for step in plan.steps.values():
        found.update(plan.meaning(target.to) for _, _, target, _ in exits_of(step) if target)
        if isinstance(step, Visit) and step.next:
            found[plan.meaning(step.next.to)] += 1
    return found
