"""The regular expressions of dialplans and menus, read by ourselves: what they match, for how many keys, and an example.

Only what numbers are described with: characters, classes, groups, alternatives, repetition, `^` and `$`. Anything else (a look
ahead, a variable that is known only during the call) makes no pattern, and what it matches is unknown. Matching takes time in
proportion to pattern and text, however hostile they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import NamedTuple

KEYS = "0123456789*#"
LONGEST = 64
"""Characters of the longest number that is looked at, and of the longest example."""

_LONGEST_PATTERN = 500
_DEEPEST = 30
_DIGITS = frozenset("0123456789")
_WORD = frozenset("0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CLASSES = {"d": (_DIGITS, False), "D": (_DIGITS, True), "w": (_WORD, False), "W": (_WORD, True), "s": (frozenset(" \t"), False)}
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")
_PREFERRED = "5123467890*#+"


class Chars(NamedTuple):
    """One character of a set, or one that is not of it."""

    chars: frozenset[str]
    negated: bool = False

    def has(self, char: str) -> bool:
        """Whether a character fits."""
        return (char in self.chars) is not self.negated


class Edge(NamedTuple):
    """The beginning (`^`) or the end (`$`) of the text."""

    at_end: bool


class Row(NamedTuple):
    """Parts one after another."""

    parts: tuple[Part, ...]


class Choice(NamedTuple):
    """One of several."""

    parts: tuple[Part, ...]


class Repeat(NamedTuple):
    """A part several times."""

    part: Part
    least: int
    most: float


Part = Chars | Edge | Row | Choice | Repeat


class Pattern(NamedTuple):
    """A regular expression that is understood. `shortest` and `longest` say how many characters a whole text can have."""

    text: str
    part: Part
    shortest: int
    longest: float

    def found_in(self, text: str) -> bool:
        """Whether a text has the pattern somewhere in it."""
        return len(text) <= LONGEST and bool(_ends(self.part, text, set(range(len(text) + 1))))

    @property
    def example(self) -> str:
        """A text that matches, of keys if it can be; empty when none is found."""
        text = _example(self.part)
        return text if self.found_in(text) else ""

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
        if _nested(self.part, inside=False) or sum(self.text.count(sign) for sign in "*+{") > 3:
            return {}
        found = re.search(self.text, text[:LONGEST])
        return {str(number + 1): group or "" for number, group in enumerate(found.groups())} if found else {}


@lru_cache(maxsize=4096)
def pattern_of(text: str) -> Pattern | None:
    """The pattern that a text is, if it is understood."""
    if len(text) > _LONGEST_PATTERN:
        return None
    try:
        part = _Parser(text).whole()
    except ValueError:
        return None
    low, high = _size(part)
    return Pattern(text, part, low, high if _closed(part, 0) and _closed(part, -1) else inf)


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def whole(self) -> Part:
        part = self.choice(0)
        if self.at < len(self.text):
            raise ValueError
        return part

    def choice(self, depth: int) -> Part:
        if depth > _DEEPEST:
            raise ValueError
        rows = [self.row(depth)]
        while self.peek() == "|":
            self.at += 1
            rows.append(self.row(depth))
        return rows[0] if len(rows) == 1 else Choice(tuple(rows))

    def row(self, depth: int) -> Part:
        parts: list[Part] = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.repeated(self.one(depth)))
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def repeated(self, part: Part) -> Part:
        sign = self.peek()
        least, most = {"*": (0, inf), "+": (1, inf), "?": (0, 1.0)}.get(sign, (1, 1.0))
        if sign and sign in "*+?":
            self.at += 1
        elif counted := _COUNT.match(self.text, self.at):
            self.at = counted.end()
            least = int(counted[1])
            most = float(counted[3]) if counted[3] else inf if counted[2] else least
        else:
            return part
        if self.peek() == "?":  # as few as possible: the same texts match
            self.at += 1
        return Repeat(part, least, most)

    def one(self, depth: int) -> Part:
        char = self.next()
        if char == "(":
            if self.text.startswith("?:", self.at):
                self.at += 2
            elif self.peek() == "?":
                raise ValueError
            part = self.choice(depth + 1)
            if self.next() != ")":
                raise ValueError
            return part
        if char == "[":
            return self.char_class()
        if char in "^$":
            if char == "$" and self.peek() == "{":
                raise ValueError
            return Edge(at_end=char == "$")
        if char == ".":
            return Chars(frozenset("\n"), negated=True)
        if char == "\\":
            return self.escaped()
        if char in "*+?":
            raise ValueError
        return Chars(frozenset(char))

    def escaped(self) -> Chars:
        char = self.next()
        if char in _CLASSES:
            return Chars(*_CLASSES[char])
        if char.isalnum() or not char:
            raise ValueError
        return Chars(frozenset(char))

    def char_class(self) -> Chars:
        negated = self.peek() == "^"
        self.at += negated
        chars: set[str] = set()
        while (char := self.next()) != "]" or not chars:
            if char in ("", "[") or (char in "-&|~" and self.peek() == char):
                raise ValueError
            if char == "\\":
                inner = self.escaped()
                if inner.negated:
                    raise ValueError
                chars |= inner.chars
                continue
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", "\\", ""):
                last = self.text[self.at + 1]
                self.at += 2
                if not ord(char) <= ord(last) < ord(char) + 300:
                    raise ValueError
                chars |= {chr(code) for code in range(ord(char), ord(last) + 1)}
                continue
            chars.add(char)
        return Chars(frozenset(chars), negated)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def next(self) -> str:
        self.at += 1
        return self.text[self.at - 1 : self.at]


def _ends(part: Part, text: str, starts: set[int]) -> set[int]:
    """Where a match may end that begins at one of `starts`."""
    match part:
        case Chars():
            return {at + 1 for at in starts if at < len(text) and part.has(text[at])}
        case Edge():
            return starts & {len(text) if part.at_end else 0}
        case Row():
            for each in part.parts:
                starts = _ends(each, text, starts)
                if not starts:
                    break
            return starts
        case Choice():
            return set().union(*(_ends(each, text, starts) for each in part.parts))
    result = set(starts) if part.least == 0 else set()
    for count in range(1, int(min(part.most, max(part.least, len(text) + 1))) + 1):
        further = _ends(part.part, text, starts)
        if count >= part.least:
            further -= result
            result |= further
        if not further:
            break
        starts = further
    return result


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
            if part.chars == _DIGITS:
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


def _nested(part: Part, *, inside: bool) -> bool:
    """Whether something repeated holds something repeated or a choice."""
    match part:
        case Repeat():
            return inside or _nested(part.part, inside=True)
        case Choice():
            return inside or any(_nested(each, inside=inside) for each in part.parts)
        case Row():
            return any(_nested(each, inside=inside) for each in part.parts)
    return False
