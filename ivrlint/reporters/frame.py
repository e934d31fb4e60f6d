"""The line of a file that a finding is about, with `^~~~` under the place."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.readers.decoding import beginning_of, lines_of

WIDTH = 100
"""Columns of a quoted line; longer ones are shortened around the place."""

TAB = "    "


class Quotes:
    """The lines of the files of a run. The file that was asked for last is kept split into lines."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts
        self._file = ""
        self._lines: list[str] = []

    def line(self, file: str, number: int) -> str | None:
        """Line `number` of a file, counted from 1; None where there is none."""
        if file != self._file:
            self._file = file
            self._lines = lines_of(beginning_of(self._texts.get(file, b"")))
        return self._lines[number - 1] if 0 < number <= len(self._lines) else None


def frame(line: str, column: int, end: int) -> tuple[str, str]:
    """A line as it can be printed, and what stands under it; columns count from 1, the end is exclusive."""
    start = min(max(column, 1), len(line) + 1) - 1
    end = max(min(end - 1, len(line)), start + 1)
    left = 0 if end <= WIDTH else max(0, min(start - WIDTH // 3, len(line) - WIDTH))
    right = min(len(line), left + WIDTH)
    before = ("…" if left else "") + printable(line[left:start])
    marked = printable(line[start : min(end, right)])
    after = printable(line[min(end, right) : right]) + ("…" if right < len(line) else "")
    return f"{before}{marked}{after}".rstrip(), " " * width(before) + "^" + "~" * (width(marked) - 1)


def printable(text: str) -> str:
    """A text of one line without anything that moves the cursor: tabs become blanks, control characters their escapes."""
    if text.isprintable():
        return text
    return "".join(TAB if c == "\t" else c if c.isprintable() or _joins(c) else _escape(c) for c in text)


def width(text: str) -> int:
    """The columns that a printable text takes in a terminal."""
    if text.isascii():
        return len(text)
    from unicodedata import east_asian_width

    return sum(0 if _joins(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _joins(character: str) -> bool:
    """Whether a character adds to the one before it: accents, the joiners of emoji and of Indic scripts."""
    from unicodedata import category

    return category(character) in {"Mn", "Me"} or character in "\u200c\u200d"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii") if ord(character) != 0xA0 else " "
