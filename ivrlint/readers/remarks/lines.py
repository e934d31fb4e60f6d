"""The lines of a text, and which of them a comment is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from ivrlint.readers.remarks.comments import Comment, Comments

_BREAK = re.compile(r"\r\n|\r|\n")
_NO_BREAK = re.compile(r"[^\r\n]")
_NO_CODE = ("", "---")
"""Lines that no comment is about: an empty one, and the beginning of a document."""


class Lines:
    """The lines of a text, which know what stands in them without its comments."""

    def __init__(self, text: str, its: Comments) -> None:
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        code: list[str] = []
        at = 0
        for start, end, *_ in its.found:
            code += [text[at:start], _NO_BREAK.sub(" ", text[start:end])]
            at = end
        without = _BREAK.split("".join(code) + text[at:])
        self._code = [number for number, line in enumerate(without, 1) if line.strip() not in _NO_CODE]
        whole = sorted((self._line(start), self._line(max(start, end - 1))) for start, end in its.whole)
        self._firsts = [first for first, _ in whole]
        self._lasts = [*accumulate((last for _, last in whole), max)]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, counted from 1."""
        line = self._line(offset)
        return line, offset - self._starts[line - 1] + 1

    def about(self, comment: Comment) -> tuple[int, int]:
        """The first and the last line that a comment is about; what no comment can stand in counts as one line."""
        begins, ends = self._line(comment.start), self._line(comment.end - 1)
        own = next((line for line in (begins, ends) if self._next_code(line) == line), 0)
        line = own or self._next_code(ends + 1)
        ending, begun = bisect_left(self._lasts, line), bisect_right(self._firsts, line)
        return (self._firsts[ending], self._lasts[begun - 1]) if ending < begun else (line, line)

    def _next_code(self, line: int) -> int:
        """The line itself, or the next one in which something stands; 0 where there is none."""
        at = bisect_left(self._code, line)
        return self._code[at] if at < len(self._code) else 0

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)
