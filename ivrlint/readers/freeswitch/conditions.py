"""Conditions of the dialplan: what is known of them when the number is known, and what the switch decides."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from ivrlint.flow import Case, Check
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.builder import Builder, Owner
from ivrlint.readers.freeswitch.hours import CLOSED, OPEN, TIMES, asks_time, meaning
from ivrlint.readers.freeswitch.labels import named
from ivrlint.readers.freeswitch.nodes import Way, distinct
from ivrlint.readers.freeswitch.pattern import pattern_of
from ivrlint.readers.freeswitch.values import expand, is_open, names_in
from ivrlint.readers.positioned_xml import Element

_NUMBER = frozenset({"destination_number", "${destination_number}", "rdnis", "${sip_to_user}", "${sip_req_user}"})
_VARIABLE = re.compile(r"\$\{([\w.-]+)\}")


class Test(NamedTuple):
    """A field that is compared with a pattern."""

    field: str
    expression: str

    @property
    def of_number(self) -> bool:
        """Whether it looks at the number that was dialled."""
        return self.field in _NUMBER


def tests_of(condition: Element) -> list[Test]:
    """What a condition compares; nothing when it always holds, or asks for the time only."""
    if condition.get("regex"):
        return [Test(each.get("field").strip(), _expression(each)) for each in condition.named("regex")]
    field = condition.get("field").strip()
    return [Test(field, _expression(condition))] if field else []


def number_tests(extension: Element) -> list[Test]:
    """The comparisons of the dialled number in an extension."""
    return [
        test for condition in extension.walk() if condition.name == "condition" for test in tests_of(condition) if test.of_number
    ]


def holds(build: Builder, condition: Element, number: str, empty: Container[str] = ()) -> bool | None:
    """Whether a condition holds for a number; None when that is known only during the call.

    The `empty` variables have no value yet.
    """
    verdicts = [_holds(build, test, number, empty) for test in tests_of(condition)]
    how = condition.get("regex").lower()
    if how == "any":
        result = True if True in verdicts else None if None in verdicts else False
    elif how == "xor":
        result = None if None in verdicts else verdicts.count(True) == 1
    else:
        result = False if False in verdicts else None if None in verdicts else True
    return None if result and asks_time(condition) else result


def _holds(build: Builder, test: Test, number: str, empty: Container[str]) -> bool | None:
    pattern = pattern_of(expand(test.expression, build.variables))
    if test.of_number:
        return True if not number else None if pattern is None else pattern.found_in(number)
    variable = _VARIABLE.fullmatch(test.field)
    if variable and pattern and variable[1] in empty:
        return pattern.found_in("")
    value = build.variables.get(variable[1]) if variable else expand(test.field, build.variables)
    if pattern is None or value is None or is_open(value) or not (variable or test.field.startswith("$${")):
        return None
    return pattern.found_in(value)


def breaks_of(condition: Element) -> str:
    """When the conditions behind one do not count any more; what FreeSWITCH does not know there is as if it were not written."""
    written = condition.get("break").lower()
    return written if written in {"on-true", "always", "never"} else "on-false"


def is_known_by_number(condition: Element) -> bool:
    """Whether nothing but the number decides."""
    return not asks_time(condition) and all(test.of_number for test in tests_of(condition))


def asks_only_time(build: Builder, condition: Element, file: str) -> bool:
    """Whether a condition asks for nothing but the time, or for what was set by it."""
    tests = tests_of(condition)
    return all(_clock_variable(build, test, file) for test in tests) and (bool(tests) or asks_time(condition))


def decide(build: Builder, condition: Element, owner: Owner, extension: str, yes: Way, no: Way) -> Way:
    """A step at which the switch decides; none when both answers lead to the same place."""
    different = distinct((yes, no))
    if len(different) < 2:
        return yes
    mark = condition.mark(owner.file)
    state = state_asked(build, condition, owner.file, extension)
    if state:
        name = build.graph.claim(owner.file, named("hours", owner.prefix))
        build.asking.add((owner.file, name))
        ways = {OPEN: yes, CLOSED: no} if state == OPEN else {OPEN: no, CLOSED: yes}
        return build.graph.add(
            owner.file,
            name,
            mark,
            lambda node, go: Check(
                name=node.name,
                mark=node.mark,
                asks="hours",
                cases=tuple(Case(case, go.on(way, mark), mark) for case, way in ways.items()),
            ),
        )
    what = _what(condition)
    uses = names_in(" ".join(test.field for test in tests_of(condition)))
    return build.graph.add(
        owner.file,
        build.graph.claim(owner.file, named(f"{what}?", owner.prefix)),
        mark,
        lambda node, go: Check(
            name=node.name,
            mark=node.mark,
            asks=what,
            uses=uses,
            cases=(Case("yes", go.on(yes, mark), mark),),
            otherwise=go.on(no, mark),
        ),
    )


def state_asked(build: Builder, condition: Element, file: str, extension: str) -> str:
    """Open or closed, when a condition asks for opening hours and holds then."""
    if asks_time(condition):
        return meaning(condition, extension)
    for test in tests_of(condition):
        variable = _VARIABLE.fullmatch(test.field)
        if variable and build.clock.knows(variable[1], file):
            return build.clock.meaning(variable[1], test.expression, file)
    return ""


def _clock_variable(build: Builder, test: Test, file: str) -> bool:
    variable = _VARIABLE.fullmatch(test.field)
    return variable is not None and build.clock.knows(variable[1], file)


def _what(condition: Element) -> str:
    """The question in words."""
    parts = [f"{name} {condition.get(name)}" for name in TIMES if condition.get(name)]
    parts += _compared(tests_of(condition))
    return " and ".join(parts)[:60].strip() or "condition"


def _compared(tests: Iterable[Test]) -> list[str]:
    return [
        f"{_VARIABLE.sub(lambda found: found[1], test.field)} is {test.expression.removeprefix('^').removesuffix('$')}"
        for test in tests
        if not test.of_number
    ]


def _expression(element: Element) -> str:
    inner = next(iter(element.named("expression")), None)
    return inner.text.strip() if inner is not None else element.get("expression")
