"""The ways out of a step, and who takes them: the table on which every analysis rests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ivrlint.flow import (
    AnyStep,
    Case,
    Check,
    Collect,
    Handler,
    HangUp,
    Mark,
    Menu,
    Message,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)

CHOICE, MISTAKE, ENTRY, CASE, HOURS, FAILURE, FOLLOWS = HOW = (
    "choice",
    "mistake",
    "entry",
    "case",
    "hours",
    "failure",
    "follows",
)

ExitOf = tuple[str, str, Target | None, Mark]
"""One exit of a step: who takes it, which exit, the target (None when nothing is written), where."""

Exits = Iterator[ExitOf]


def exits_of(step: AnyStep) -> Exits:
    """The exits of a step."""
    return _EXITS[type(step)](step)


def _menu(step: Menu) -> Exits:
    for option in step.options:
        yield CHOICE, option.key or option.label or option.pattern, option.target, option.mark
    yield from _mistakes(step.mark, step.no_input, step.no_match)


def _collect(step: Collect) -> Exits:
    """An entry and the mistakes. A recording takes all that is said: nothing in it can be wrong unless the flow says so."""
    yield ENTRY, "next", step.next, _place(step.next, step.mark)
    wrong = step.no_match
    if wrong is None and step.by == ("recording",):
        wrong = Handler(step.mark, possible=False)
    yield from _mistakes(step.mark, step.no_input, wrong)


def _follows(step: Say | Set) -> Exits:
    yield FOLLOWS, "next", step.next, _place(step.next, step.mark)


def _run(step: Run) -> Exits:
    yield CASE, "next", step.next, _place(step.next, step.mark)
    yield FAILURE, "failed", step.failed, _place(step.failed, step.mark)


def _transfer(step: Transfer) -> Exits:
    if step.closed:
        yield HOURS, "closed", step.closed, step.closed.mark
    for label, target in (("busy", step.busy), ("no_answer", step.no_answer), ("failed", step.failed)):
        if target:
            yield FAILURE, label, target, target.mark
    yield from _cases(step.cases)


def _message(step: Message) -> Exits:
    if step.next:
        yield FOLLOWS, "next", step.next, step.next.mark


def _visit(step: Visit) -> Exits:
    """Into the other flow; a flow that is not known is passed over."""
    if step.flow:
        yield FOLLOWS, "visit", step.flow, step.flow.mark
    elif step.next:
        yield FOLLOWS, "next", step.next, step.next.mark
    if step.failed:
        yield FAILURE, "failed", step.failed, step.failed.mark


def _unknown(step: Unknown) -> Exits:
    return _cases(step.cases)


def _cases(cases: tuple[Case, ...]) -> Exits:
    for case in cases:
        if case.target:
            yield CASE, case.name, case.target, case.mark


def _nothing(_: AnyStep) -> Exits:
    yield from ()


def _place(target: Target | None, otherwise: Mark) -> Mark:
    return target.mark if target else otherwise


def _mistakes(mark: Mark, no_input: Handler | None, no_match: Handler | None) -> Exits:
    for label, handler in (("no_input", no_input), ("no_match", no_match)):
        if handler is None:
            yield MISTAKE, label, None, mark
        elif handler.possible:
            yield MISTAKE, label, handler.then, handler.then.mark if handler.then else handler.mark


def _check(step: Check) -> Exits:
    """The answers of a check. Opening hours are open or closed: `otherwise` stands for the one that is not written."""
    other = step.otherwise
    if step.asks != "hours":
        for case in step.cases:
            yield CASE, case.name, case.target, case.mark
        yield CASE, "otherwise", other, _place(other, step.mark)
        return
    written = {case.name: case for case in step.cases}
    for name in ("open", "closed"):
        if name in written:
            yield HOURS, name, written[name].target, written[name].mark
        else:
            yield HOURS, name, other, _place(other, step.mark)


_EXITS: dict[type[AnyStep], Callable[[Any], Exits]] = {
    Menu: _menu,
    Collect: _collect,
    Say: _follows,
    Set: _follows,
    Check: _check,
    Run: _run,
    Transfer: _transfer,
    Message: _message,
    Visit: _visit,
    Unknown: _unknown,
    HangUp: _nothing,
    Return: _nothing,
}
