"""The lines of a text, and which of them a comment is about."""

from __future__ import annotations

import re
from bisect import bisect_right

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
        self._holds_code = [line.strip() not in _NO_CODE for line in _BREAK.split("".join(code) + text[at:])]
        self._whole = [(self._line(start), self._line(max(start, end - 1))) for start, end in its.whole]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, counted from 1."""
        line = self._line(offset)
        return line, offset - self._starts[line - 1] + 1

    def about(self, comment: Comment) -> tuple[int, int]:
        """The first and the last line that a comment is about; what no comment can stand in counts as one line."""
        begins, ends = self._line(comment.start), self._line(comment.end - 1)
        own = next((line for line in (begins, ends) if self._holds_code[line - 1]), 0)
        line = own or next((line for line in range(ends + 1, len(self._starts) + 1) if self._holds_code[line - 1]), 0)
        touching = [(first, last) for first, last in self._whole if first <= line <= last]
        return min((first for first, _ in touching), default=line), max((last for _, last in touching), default=line)

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)
