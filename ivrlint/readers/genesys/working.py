"""What systems do while callers wait, or without that they notice anything; and other tasks of the flow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ivrlint.flow import Assignment, Case, Check, Run, Set, Target, Visit
from ivrlint.readers.genesys.context import FAILING, Context, Steps
from ivrlint.readers.genesys.data import secret
from ivrlint.readers.genesys.draft import Action
from ivrlint.readers.genesys.naming import spoken

QUICK = re.compile(r"dataTable|find|get|search|evaluate|lookup|extract|encrypt|decrypt")
"""Kinds of actions by which Architect looks something up by itself."""

_FEW = 3
"""Outputs that are named where it is asked which of them it is: the last one is told as `otherwise`."""

_QUICK = 0.1
"""Seconds of what Architect looks up by itself."""


def run(context: Context, number: int, action: Action) -> Steps:
    """A system works. Answers that lead to different places are a check behind it; so are different ways of failing."""
    ways, name = context.ways, context.name(number)
    labels = dict.fromkeys((*_always(action), *action.outputs))
    well = [label for label in labels if label not in FAILING]
    badly = [label for label in labels if label in FAILING]
    following, checks = _one_way(context, number, action, well, "answer")
    failed, more = _one_way(context, number, action, badly, "failure")
    yield Run(
        name=name,
        mark=action.mark,
        service=context.text(action, "dataAction", "dataTable", "service") or action.name,
        uses=action.reads,
        gives=action.gives,
        takes=_QUICK if QUICK.match(action.kind) else 0.0,
        next=following,
        failed=failed or ways.after(action),
    )
    yield from (*checks, *more)


def _always(action: Action) -> tuple[str, ...]:
    """The outputs that an action has, also where they are not written because nothing stands in them."""
    if action.kind.startswith(("callData", "callBridge")):
        return "success", "failure", "timeout"
    if action.kind.startswith("find") or action.kind == "dataTableLookup":
        return "found", "notFound", "failure"
    return ()


def _one_way(context: Context, number: int, action: Action, labels: list[str], what: str) -> tuple[Target | None, list[Check]]:
    """The one target of some outputs, or that of a check which tells them apart."""
    targets = {label: context.ways.out(action, label) for label in labels}
    if len({target.to if target else None for target in targets.values()}) < 2:
        return next(iter(targets.values()), context.ways.after(action)), []
    name = context.further(number, what)
    cases = [Case(label, target, context.mark(action, label)) for label, target in targets.items()]
    check = Check(
        name=name,
        mark=action.mark,
        asks=" or ".join(map(spoken, labels)) if len(labels) <= _FEW else what,
        uses=(*action.reads, *action.gives),
        cases=tuple(cases[:-1]),
        otherwise=cases[-1].target,
    )
    return Target(name, action.mark), [check]


def quiet(context: Context, number: int, action: Action) -> Steps:
    """Something that callers do not notice; it may set names."""
    if len({target.to if (target := context.ways.out(action, label)) else None for label in action.outputs}) > 1:
        yield from run(context, number, action)
        return
    values = tuple(_assignments(action))
    following = context.ways.out(action, *action.outputs) or (
        context.ways.after(action) if context.ways.passes(number) is False else None
    )
    yield Set(name=context.name(number), mark=action.mark, values=values, next=following or _circle(context, number, action))


def _assignments(action: Action) -> Iterator[Assignment]:
    """What is set, one after another: a name that was set before in the same action stands for what that was made of."""
    made: dict[str, tuple[str, ...]] = {}
    for given in action.sets:
        reads = tuple(dict.fromkeys(name for read in given.reads for name in made.get(read, (read,))))
        made[given.name] = reads
        yield Assignment(given.name, "…" if secret(given.name) else given.value, reads, given.mark)


def _circle(context: Context, number: int, action: Action) -> Target | None:
    """Where a jump leads that is a step because jumps go round in circles."""
    return context.ways.of(action.ref, action.mark) if number in context.ways.round and action.ref else None


def call_task(context: Context, number: int, action: Action) -> Steps:
    """Another task of the flow, which comes back; by which of its ways, the task decides."""
    name, ways = context.name(number), context.ways
    following, checks = _one_way(context, number, action, list(action.outputs), "answer")
    flow = ways.of(action.ref, action.ref.mark) if action.ref else None
    yield Visit(name=name, mark=action.mark, flow=flow, passes=(), next=following)
    yield from checks
