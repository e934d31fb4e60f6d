"""Where the system decides: conditions, switches, loops, opening hours."""

from __future__ import annotations

import re

from ivrlint.flow import Case, Check, Mark, Target
from ivrlint.readers.genesys.context import Context, Steps
from ivrlint.readers.genesys.draft import Action

_SPECIAL_DAYS = re.compile(r"(?i)holiday|emergenc|closed|closure|shut ?down|feiertag|festivo|feriado|f[ée]ri[ée]")
_LONGEST_CASE = 60


def decision(context: Context, number: int, action: Action) -> Steps:
    """A condition: yes, or no."""
    yield Check(
        name=context.name(number),
        mark=action.mark,
        asks=context.text(action, "condition", "expression"),
        uses=action.reads,
        cases=(Case("yes", context.ways.out(action, "yes"), context.mark(action, "yes")),),
        otherwise=context.ways.out(action, "no"),
    )


def switch(context: Context, number: int, action: Action) -> Steps:
    """Conditions of which the first that is true counts."""
    cases: dict[str, Case] = {}
    for label in action.outputs:
        if label != "default":
            test = " ".join(action.tests.get(label, "").split())
            name = test if 0 < len(test) <= _LONGEST_CASE and test not in cases else label
            cases.setdefault(name, Case(name, context.ways.out(action, label), context.mark(action, label)))
    yield Check(
        name=context.name(number),
        mark=action.mark,
        asks=context.text(action, "exp", "expression") or action.name,
        uses=action.reads,
        cases=tuple(cases.values()),
        otherwise=context.ways.out(action, "default"),
    )


def loop(context: Context, number: int, action: Action) -> Steps:
    """The system counts the rounds: again, or on."""
    again = context.ways.out(action, "loop")
    cases = (Case("again", again, context.mark(action, "loop")),) if "loop" in action.outputs else ()
    yield Check(
        name=context.name(number),
        mark=action.mark,
        asks="another round",
        uses=action.reads,
        cases=cases,
        otherwise=context.ways.after(action),
        limited=cases[0].name if cases else "",
    )


def schedule(context: Context, number: int, action: Action) -> Steps:
    """One schedule: of opening hours, or by its name of the days or emergencies when nobody is there."""
    what = context.text(action, "schedule", "scheduleName")
    away = _SPECIAL_DAYS.search(f"{what} {action.name}") or context.text(action, "emergencyGroup")
    opened, closed = ("inactive", "active") if away else ("active", "inactive")
    yield _hours(context, action, context.name(number), closed, context.ways.out(action, opened), context.mark(action, opened))


def schedules(context: Context, number: int, action: Action) -> Steps:
    """A group of schedules. Holidays and emergencies are further days when it is closed, each asked for by a step of its own."""
    ways, name = context.ways, context.name(number)
    opened, closed = ways.out(action, "open"), ways.out(action, "closed")
    special = [label for label in ("holiday", "emergency") if label in action.outputs]
    same = (opened.to if opened else None) == (closed.to if closed else None)
    names = [name if same and not at else context.further(number, label) for at, label in enumerate(special)]
    follows = [*(Target(each, action.mark) for each in names), opened]
    if not same or not special:
        yield _hours(context, action, name, "closed", follows[0], context.mark(action, "open"))
    for each, label, following in zip(names, special, follows[1:], strict=True):
        yield _hours(context, action, each, label, following, context.mark(action, "open"))


def _hours(context: Context, action: Action, name: str, closed: str, opened: Target | None, mark: Mark) -> Check:
    cases = Case("open", opened, mark), Case("closed", context.ways.out(action, closed), context.mark(action, closed))
    return Check(name=name, mark=action.mark, asks="hours", uses=action.reads, cases=cases)
