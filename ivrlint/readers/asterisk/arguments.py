"""Arguments of applications: what separates them, and what protects a separator."""

from __future__ import annotations

from ivrlint.flow.tuples import NamedTuple

_OPEN, _CLOSE = "([{", ")]}"


class Piece(NamedTuple):
    """A part of the arguments, trimmed, with its offset in the file."""

    text: str
    at: int


def split(text: str, at: int, separators: str, most: int = 0) -> list[Piece]:
    """The parts of a text between separators that stand in no brackets and no quotes; at most `most` of them, if given."""
    parts: list[Piece] = []
    depth, quoted, start, position = 0, False, 0, 0
    closes = text.count('"') % 2 == 0
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 2
            continue
        if character == '"' and closes:
            quoted = not quoted
        elif character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(depth - 1, 0)
        elif character in separators and not depth and not quoted and (not most or len(parts) + 1 < most):
            parts.append(_piece(text, start, position, at))
            start = position + 1
        position += 1
    parts.append(_piece(text, start, len(text), at))
    return parts


def arguments(text: str, at: int, most: int = 0) -> list[Piece]:
    """The arguments of an application: between commas, or between bars as older files have them."""
    parts = split(text, at, ",", most)
    if len(parts) == 1 and "|" in text:
        return split(text, at, "|", most)
    return parts


def bare(text: str) -> str:
    """A text without quotes around it and without escapes."""
    text = text.strip()
    for quote in "\"'":
        if len(text) > 1 and text.startswith(quote) and text.endswith(quote):
            text = text[1:-1]
            break
    return text.replace('\\"', '"').replace("\\,", ",").replace("\\;", ";")


def _piece(text: str, start: int, end: int, at: int) -> Piece:
    part = text[start:end]
    return Piece(part.strip(), at + start + len(part) - len(part.lstrip()))
