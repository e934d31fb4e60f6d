"""What a condition of SWML says, as far as it compares one variable with fixed values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.swml.words import variable

LONGEST = 500
"""Characters of a condition that is understood."""

ANY = "\x00"
"""The value of an answer that equals no value in the script."""

Known = Mapping[str, str]
"""Variables whose value is known."""

_NAME = (
    r"(?:String\(|Number\(|parseInt\(|parseFloat\()?\s*(?:[$%]\{)?\s*([A-Za-z_][\w.]*?)"
    r"(?:\.(?:toLowerCase|toUpperCase|toString|trim)\(\))*\s*(?:,\s*10\s*)?\}?\s*\)?"
)
_VALUE = r"""(?:"([^"]*)"|'([^']*)'|([0-9*#]+|true|false))"""
_COMPARISON = re.compile(rf"""\s*['"]?{_NAME}['"]?\s*(===?|!==?)\s*{_VALUE}\s*""")
_INVERTED = re.compile(rf"""\s*{_VALUE}\s*(===?|!==?)\s*{_NAME}\s*""")
_LIST = re.compile(rf"\s*\[([^\[\]]*)\]\.includes\(\s*{_NAME}\s*\)\s*")
_TRUE = re.compile(rf"\s*(!?)\s*{_NAME}\s*")
_ITEM = re.compile(_VALUE)


class Test(NamedTuple):
    """One comparison: whether a variable has one of some values; without values, whether it has any."""

    name: str
    values: tuple[str, ...]
    negated: bool = False

    def holds(self, known: Known) -> bool | None:
        """Whether it is met; None when that is not known."""
        if self.name not in known:
            return None
        value = known[self.name]
        met = value.lower() in self.values if self.values else bool(value)
        return met is not self.negated


Condition = tuple[tuple[Test, ...], ...]
"""Alternatives, each of tests that must all hold."""


def parse(text: str) -> Condition | None:
    """The alternatives of a condition; None when it says anything else."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    whole = re.fullmatch(r"[$%]\{([^{}]*)\}", text)
    if whole:
        text = whole[1]
    result: list[tuple[Test, ...]] = []
    for alternative in text.split("||"):
        tests = [_test(part.strip()) for part in alternative.split("&&")]
        known = tuple(test for test in tests if test)
        if len(known) != len(tests):
            return None
        result.append(known)
    return tuple(result)


def holds(condition: Condition, known: Known) -> bool | None:
    """Whether a condition is met; None when that is not known."""
    verdicts: list[bool | None] = []
    for tests in condition:
        each = [test.holds(known) for test in tests]
        verdicts.append(False if False in each else None if None in each else True)
    return True if True in verdicts else None if None in verdicts else False


def _test(text: str) -> Test | None:
    while text.startswith("(") and text.endswith(")") and text.count("(") == text.count(")") == 1:
        text = text[1:-1].strip()
    if found := _COMPARISON.fullmatch(text):
        name, operator, *value = found.groups()
        return _compared(name, operator, value)
    if found := _INVERTED.fullmatch(text):
        *value, operator, name = found.groups()
        return _compared(name, operator, value)
    if found := _LIST.fullmatch(text):
        values = tuple((a or b or c).lower() for a, b, c in _ITEM.findall(found[1]))
        return Test(variable(found[2]), values) if values else None
    if found := _TRUE.fullmatch(text):
        return Test(variable(found[2]), (), negated=bool(found[1]))
    return None


def _compared(name: str, operator: str, value: list[str | None]) -> Test:
    text = next((each for each in value if each is not None), "").lower()
    return Test(variable(name), (text,), negated=operator.startswith("!"))
