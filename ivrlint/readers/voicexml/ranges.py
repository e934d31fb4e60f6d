"""Conditions that ask for a number to be in two ranges that do not meet: `h < 6 && h > 18` never holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from ivrlint.readers.voicexml.ecma import Token

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_BESIDE = frozenset(("<", ">", "<=", ">=", "==", "!=", "===", "!==", "!", "&&", "||"))
_Row = Sequence[tuple[str, str]]


def is_empty(tokens: Sequence[Token]) -> bool:
    """Whether a condition is a row of parts joined by "and", two of which keep one value below and above what does not meet."""
    low: dict[_Row, tuple[float, bool]] = {}
    high: dict[_Row, tuple[float, bool]] = {}
    for part in _joined(tuple((token.kind, token.text) for token in tokens)):
        found = _bound(part)
        if found is None:
            continue
        value, sign, limit = found
        if sign[0] == ">":
            low[value] = max(low.get(value, (-inf, False)), (limit, sign == ">"))
        else:
            high[value] = min(high.get(value, (inf, True)), (limit, sign == "<="))
    return any(value in high and _apart(at_least, high[value]) for value, at_least in low.items())


def _apart(low: tuple[float, bool], high: tuple[float, bool]) -> bool:
    (least, above), (most, equal) = low, high
    return least > most or (least == most and (above or not equal))


def _joined(row: _Row) -> Iterator[_Row]:
    """The parts of a row that "and" joins, without brackets around them; none where "or" stands beside them."""
    todo = [row]
    while todo:
        row = _bare(todo.pop())
        depth, begin, parts = 0, 0, []
        for at, (kind, text) in enumerate(row):
            if kind == "sign":
                depth += (text in "([") - (text in ")]")
                if not depth and text in ("||", "?"):
                    return
                if not depth and text == "&&":
                    parts.append(row[begin:at])
                    begin = at + 1
        if parts:
            todo += [*parts, row[begin:]]
        else:
            yield row


def _bare(row: _Row) -> _Row:
    while len(row) > 2 and row[0] == ("sign", "(") and _closes(row) == len(row) - 1:
        row = row[1:-1]
    return row


def _closes(row: _Row) -> int:
    depth = 0
    for at, (kind, text) in enumerate(row):
        if kind == "sign":
            depth += (text == "(") - (text == ")")
            if not depth:
                return at
    return -1


def _bound(row: _Row) -> tuple[_Row, str, float] | None:
    """A comparison of something with a number: `x < 6`, `6 > x`."""
    if len(row) < 3:
        return None
    (first, number), (_, sign) = row[0], row[1]
    if first == "number" and sign in _TURNED:
        return (_bare(row[2:]), _TURNED[sign], float(number)) if _is_value(row[2:]) else None
    (_, sign), (last, number) = row[-2], row[-1]
    if last == "number" and sign in _TURNED:
        return (_bare(row[:-2]), sign, float(number)) if _is_value(row[:-2]) else None
    return None


def _is_value(row: _Row) -> bool:
    return not any(
        kind == "sign" and text in ("<", ">", "<=", ">=", "==", "!=", "===", "!==", "!", "&&", "||") for kind, text in row
    )
