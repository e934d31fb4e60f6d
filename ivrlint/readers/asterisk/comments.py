"""Comments of extensions.conf: taken away, and read where they say the words of a recording."""

from __future__ import annotations

import re

from ivrlint.readers.asterisk.source import Source

_LEAST = 8
_RULE = re.compile(r"[-=*#;~_+ \t]*")
_SENTENCE = re.compile('[.!?。！？…؟»”"]\\Z')


class Comments:
    r"""The lines of a file without comments, and the comments behind them by the offset of the line.

    `;` begins a comment; `;--` begins one that `--;` ends, perhaps many lines later, and they may be nested (not with a third
    dash). `\;` is a semicolon.
    """

    def __init__(self, source: Source) -> None:
        self.code: list[tuple[int, str]] = []
        self._behind: dict[int, str] = {}
        self._said: dict[int, str] = {}
        self._depth = 0
        before = -1
        words: list[str] = []
        for start, line in source.lines():
            if ";" not in line:
                code, comment = ("" if self._depth else line), ""
            else:
                code, comment = self._split(line)
            self.code.append((start, code))
            if code.strip():
                self._say(before, words)
                before, words = start, [comment]
                if comment:
                    self._behind[start] = comment
            elif comment and words and len(line) - len(line.lstrip()) >= 16:
                words.append(comment)  # the words of a recording go on in the lines below, far from the margin
            else:
                self._say(before, words)
                before, words = -1, []
        self._say(before, words)

    def behind(self, start: int) -> str:
        """The comment behind the code of a line."""
        return self._behind.get(start, "")

    def said(self, start: int) -> str:
        """A comment that looks like the words of a recording: a sentence, or several lines."""
        return self._said.get(start, "")

    def _say(self, start: int, words: list[str]) -> None:
        lines = [word for word in words if word]
        text = " ".join(lines).strip()
        if len(text) >= _LEAST and (_SENTENCE.search(text) or len(lines) > 1):
            self._said[start] = text.strip('"“”«»')

    def _split(self, line: str) -> tuple[str, str]:
        """The code of a line, with blanks for block comments so that columns stay, and the comment behind it."""
        kept: list[str] = []
        position = 0
        while (found := line.find(";", position)) >= 0:
            before = line[position:found]
            opens = line.startswith("--", found + 1) and line[found + 3 : found + 4] != "-"
            closes = line[max(found - 2, 0) : found] == "--"
            if found and line[found - 1] == "\\":
                kept.append(self._kept(line[position : found + 1]))
                position = found + 1
            elif opens:
                kept.append(self._kept(before) + "   ")
                self._depth += 1
                position = found + 3
            elif closes and self._depth:
                kept.append(" " * (len(before) + 1))
                self._depth -= 1
                position = found + 1
            elif self._depth:
                kept.append(" " * (len(before) + 1))
                position = found + 1
            else:
                kept.append(before)
                return "".join(kept).rstrip(), _clean(line[found + 1 :])
        kept.append(self._kept(line[position:]))
        return "".join(kept).rstrip(), ""

    def _kept(self, text: str) -> str:
        return " " * len(text) if self._depth else text


def _clean(comment: str) -> str:
    comment = comment.strip(" \t;")
    return "" if _RULE.fullmatch(comment) else " ".join(comment.split())
