"""Regular expressions as trees: characters, classes, groups, alternatives, repetition, `^` and `$`."""

from __future__ import annotations

import re
from math import inf

from ivrlint.flow.tuples import NamedTuple

DIGITS = frozenset("0123456789")
_WORD = frozenset("0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CLASSES = {"d": (DIGITS, False), "D": (DIGITS, True), "w": (_WORD, False), "W": (_WORD, True), "s": (frozenset(" \t"), False)}
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")
_DEEPEST = 30


class NotUnderstoodError(Exception):
    """An expression holds something that is not read here."""


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


def parse(text: str) -> Part:
    """The tree of an expression; raises `NotUnderstoodError` when it is not understood."""
    return _Parser(text).whole()


def ends(part: Part, text: str, starts: set[int]) -> set[int]:
    """Where a match may end that begins at one of `starts`."""
    match part:
        case Chars():
            return {at + 1 for at in starts if at < len(text) and part.has(text[at])}
        case Edge():
            return starts & {len(text) if part.at_end else 0}
        case Row():
            for each in part.parts:
                starts = ends(each, text, starts)
                if not starts:
                    break
            return starts
        case Choice():
            return set().union(*(ends(each, text, starts) for each in part.parts))
    result = set(starts) if part.least == 0 else set()
    for count in range(1, int(min(part.most, max(part.least, len(text) + 1))) + 1):
        further = ends(part.part, text, starts)
        if count >= part.least:
            further -= result
            result |= further
        if not further:
            break
        starts = further
    return result


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def whole(self) -> Part:
        part = self.choice(0)
        if self.at < len(self.text):
            raise NotUnderstoodError
        return part

    def choice(self, depth: int) -> Part:
        if depth > _DEEPEST:
            raise NotUnderstoodError
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
        if isinstance(part, Edge):
            raise NotUnderstoodError
        if self.peek() == "?":  # as few as possible: the same texts match
            self.at += 1
        return Repeat(part, least, most)

    def one(self, depth: int) -> Part:
        char = self.next()
        if char == "(":
            if self.text.startswith("?:", self.at):
                self.at += 2
            elif self.peek() == "?":
                raise NotUnderstoodError
            part = self.choice(depth + 1)
            if self.next() != ")":
                raise NotUnderstoodError
            return part
        if char == "[":
            return self.char_class()
        if char in "^$":
            if char == "$" and self.peek() == "{":
                raise NotUnderstoodError
            return Edge(at_end=char == "$")
        if char == ".":
            return Chars(frozenset("\n"), negated=True)
        if char == "\\":
            return self.escaped()
        if char in "*+?":
            raise NotUnderstoodError
        return Chars(frozenset(char))

    def escaped(self) -> Chars:
        char = self.next()
        if char in _CLASSES:
            return Chars(*_CLASSES[char])
        if char.isalnum() or not char:
            raise NotUnderstoodError
        return Chars(frozenset(char))

    def char_class(self) -> Chars:
        negated = self.peek() == "^"
        self.at += negated
        chars: set[str] = set()
        while (char := self.next()) != "]" or not chars:
            if char in ("", "[") or (char in "-&|~" and self.peek() == char):
                raise NotUnderstoodError
            if char == "\\":
                inner = self.escaped()
                if inner.negated:
                    raise NotUnderstoodError
                chars |= inner.chars
                continue
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", "\\", ""):
                last = self.text[self.at + 1]
                self.at += 2
                if not ord(char) <= ord(last) < ord(char) + 300:
                    raise NotUnderstoodError
                chars |= {chr(code) for code in range(ord(char), ord(last) + 1)}
                continue
            chars.add(char)
        return Chars(frozenset(chars), negated)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def next(self) -> str:
        self.at += 1
        return self.text[self.at - 1 : self.at]
