"""The text of one dialplan file, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_right

from ivrlint.flow import Mark

_BREAK = re.compile(r"\r\n|\n|\r")


class Source:
    """A text with its lines, so that an offset can be said as line and column."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def lines(self) -> list[tuple[int, str]]:
        """Each line with the offset where it begins, without its line break."""
        ends = [*self.starts[1:], len(self.text)]
        return [(start, self.text[start:end].rstrip("\r\n")) for start, end in zip(self.starts, ends, strict=True)]

    def mark(self, start: int, end: int) -> Mark:
        """The place from `start` to `end`, cut at the end of the first line and never empty."""
        line = bisect_right(self.starts, start)
        first = self.starts[line - 1]
        limit = self.starts[line] if line < len(self.starts) else len(self.text) + 1
        end = max(min(end, limit), start + 1)
        shown = self.text[start:end].rstrip()
        return Mark(self.file, line, start - first + 1, line, start - first + 1 + max(len(shown), 1))
