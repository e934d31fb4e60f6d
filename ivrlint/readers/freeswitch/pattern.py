"""The regular expressions of dialplans and menus, read by ourselves: what they match, for how many keys, and an example.

Only what numbers are described with: characters, classes, groups, alternatives, repetition, `^` and `$`. Anything else (a look
ahead, a variable that is known only during the call) makes no pattern, and what it matches is unknown. Matching takes time in
proportion to pattern and text, however hostile they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.expression import DIGITS, Chars, Choice, Edge, NotUnderstoodError, Part, Repeat, Row, ends, parse

KEYS = "0123456789*#"
LONGEST = 64
"""Characters of the longest number that is looked at, and of the longest example."""

_LONGEST_PATTERN = 500
_MOST_WORK = 5_000  # sets of places that matching may go through
_PREFERRED = "5123467890*#+"


class Pattern(NamedTuple):
    """A regular expression that is understood. `shortest` and `longest` say how many characters a whole text can have."""

    text: str
    part: Part
    shortest: int
    longest: float

    def found_in(self, text: str) -> bool:
        """Whether a text has the pattern somewhere in it."""
        return len(text) <= LONGEST and bool(ends(self.part, text, set(range(len(text) + 1))))

    @property
    def example(self) -> str:
        """A text that matches, of keys if it can be; empty when none is found."""
        text = _example(self.part)
        return text if self.found_in(text) else ""

    @property
    def of_keys(self) -> bool:
        """Whether keys can match at all."""
        return _of_keys(self.part)

    @property
    def literals(self) -> tuple[str, ...]:
        """The texts that are matched, when they are few and can be listed."""
        branches = self.part.parts if isinstance(self.part, Choice) else (self.part,)
        words = [_literal(branch) for branch in branches]
        return tuple(words) if all(words) else ()

    @property
    def shown(self) -> str:
        """The pattern as one writes numbers: `10[01]X`, `XXX.`; as it is written where that cannot say it."""
        shown = _shown(self.part)
        further = "." if self.longest == inf and shown and not shown.endswith(".") else ""
        return shown + further or self.text

    def groups(self, text: str) -> dict[str, str]:
        """What `$1`, `$2` … stand for when a text is matched."""
        if _nested(self.part, inside=False) or _loose(self.part) > 3:
            return {}
        found = re.search(self.text, text[:LONGEST])
        return {str(number + 1): group or "" for number, group in enumerate(found.groups())} if found else {}


@lru_cache(maxsize=4096)
def pattern_of(text: str) -> Pattern | None:
    """The pattern that a text is, if it is understood."""
    if len(text) > _LONGEST_PATTERN:
        return None
    try:
        part = parse(text)
    except NotUnderstoodError:
        return None
    if _work(part) > _MOST_WORK:
        return None
    low, high = _size(part)
    return Pattern(text, part, low, high if _closed(part, 0) and _closed(part, -1) else inf)


def _work(part: Part) -> int:
    match part:
        case Chars() | Edge():
            return 1
        case Repeat():
            return _work(part.part) * int(min(part.most, max(part.least, LONGEST))) + 1
    return sum(_work(each) for each in part.parts) + 1


def _size(part: Part) -> tuple[int, float]:
    match part:
        case Chars():
            return 1, 1
        case Edge():
            return 0, 0
        case Repeat():
            low, high = _size(part.part)
            return low * part.least, high * part.most if high else 0
    sizes = [_size(each) for each in part.parts]
    if isinstance(part, Row):
        return sum(low for low, _ in sizes), sum(high for _, high in sizes)
    return min(low for low, _ in sizes), max(high for _, high in sizes)


def _closed(part: Part, side: int) -> bool:
    """Whether a part is bound to the beginning (side 0) or the end (side -1) of the text."""
    match part:
        case Edge():
            return part.at_end == bool(side)
        case Row():
            return bool(part.parts) and _closed(part.parts[side], side)
        case Choice():
            return all(_closed(each, side) for each in part.parts)
    return False


def _example(part: Part) -> str:
    match part:
        case Chars():
            fitting = [char for char in _PREFERRED if part.has(char)]
            if len(fitting) < 10 and "0" in fitting:
                return "0"
            return fitting[0] if fitting else min(part.chars) if not part.negated else "x"
        case Edge():
            return ""
        case Row():
            return "".join(_example(each) for each in part.parts)[: LONGEST + 1]
        case Choice():
            examples = [_example(each) for each in part.parts]
            return next((text for text in examples if can_be_dialled(text)), examples[0])
    count = min(part.most, max(part.least, 4 if part.most == inf else part.least or 1))
    return (_example(part.part) * int(min(count, LONGEST)))[: LONGEST + 1]


def _of_keys(part: Part) -> bool:
    match part:
        case Chars():
            return any(part.has(key) for key in KEYS)
        case Edge():
            return True
        case Row():
            return all(_of_keys(each) for each in part.parts)
        case Choice():
            return any(_of_keys(each) for each in part.parts)
    return part.least == 0 or _of_keys(part.part)


def can_be_dialled(number: str) -> bool:
    """Whether a number consists of keys."""
    return bool(number) and all(char in KEYS or char == "+" for char in number)


def _literal(part: Part) -> str:
    """The one text that a part matches, if it is bound at both sides."""
    if not isinstance(part, Row) or len(part.parts) < 3 or not (_closed(part, 0) and _closed(part, -1)):
        return ""
    chars: list[str] = []
    for each in part.parts[1:-1]:
        if not isinstance(each, Chars) or each.negated or len(each.chars) != 1:
            if isinstance(each, Row) and len(part.parts) == 3:  # a group around all of it
                return _literal(Row((part.parts[0], *each.parts, part.parts[-1])))
            return ""
        chars += each.chars
    return "".join(chars)


def _shown(part: Part) -> str:
    match part:
        case Chars():
            if part.negated:
                return "X" if part.chars == {"\n"} else ""
            if part.chars == DIGITS:
                return "X"
            chars = "".join(sorted(part.chars))
            if len(chars) > 1 and chars in KEYS:
                return f"[{chars[0]}-{chars[-1]}]" if len(chars) > 2 else f"[{chars}]"
            return chars if chars in KEYS else f"[{chars}]" if set(chars) <= set(KEYS) else ""
        case Edge():
            return ""
        case Row():
            parts = [_shown(each) for each in part.parts if not isinstance(each, Edge)]
            return "".join(parts) if all(parts) else ""
        case Choice():
            return ""
    one = _shown(part.part)
    if len(one) != 1 or part.least > 12:
        return ""
    return one * max(part.least, 1) + ("" if part.most == part.least else ".")


def _loose(part: Part) -> int:
    """How many parts may be repeated more than once."""
    match part:
        case Chars() | Edge():
            return 0
        case Repeat():
            return _loose(part.part) + (part.most > 1 and part.most != part.least)
    return sum(_loose(each) for each in part.parts)


def _nested(part: Part, *, inside: bool) -> bool:
    """Whether something repeated holds something repeated or a choice."""
    match part:
        case Repeat():
            return (inside and part.most > 1) or _nested(part.part, inside=inside or part.most > 1)
        case Choice():
            return inside or any(_nested(each, inside=inside) for each in part.parts)
        case Row():
            return any(_nested(each, inside=inside) for each in part.parts)
    return False
