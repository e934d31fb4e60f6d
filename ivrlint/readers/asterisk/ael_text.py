"""The text of an AEL file, taken piece by piece, without its comments."""

from __future__ import annotations

import re

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.asterisk.source import Source

_COMMENT = re.compile(r"""(?P<path>\#include\s+["<][^">\r\n]*)|//[^\r\n]*|/\*.*?(?:\*/|\Z)""", re.DOTALL)
"""A comment; or a path, which may be a pattern in which one seems to begin."""

_BLANK = re.compile(r"\s+")
_LONGEST = 20_000


class Head(NamedTuple):
    """A piece of text from `at` to `end`, and what stands behind it: `;`, `{`, `}`, `:` or nothing."""

    text: str
    at: int
    end: int
    stop: str


class Text:
    """A position that moves forwards through a text. Comments are blank, so that places stay."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.comments: dict[int, str] = {}
        self.text = _COMMENT.sub(self._blank, source.text)
        self.position = 0
        self._skip()

    def _blank(self, found: re.Match[str]) -> str:
        if found["path"]:
            return found[0]
        before = found.string.rfind("\n", 0, found.start())
        self.comments[before] = found[0].strip("/* \t\r\n")
        return re.sub(r"[^\r\n]", " ", found[0])

    def comment_behind(self, end: int) -> str:
        """The comment in the line in which something ends."""
        return self.comments.get(self.text.rfind("\n", 0, end), "")

    def done(self) -> bool:
        """Whether nothing is left."""
        return self.position >= len(self.text)

    def back_to(self, position: int) -> None:
        """Go to a place, usually within the head that was just taken."""
        self.position = position
        self._skip()

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What a pattern matches here, if it does."""
        found = pattern.match(self.text, self.position)
        if found:
            self.back_to(found.end())
        return found

    def word(self, word: str) -> bool:
        """Take a word if it stands here."""
        end = self.position + len(word)
        if self.text.startswith(word, self.position) and not self.text[end : end + 1].isalnum():
            self.back_to(end)
            return True
        return False

    def closes(self) -> bool:
        """Take a bracket that closes a block, if it stands here; the end of the text closes all blocks."""
        if self.done():
            return True
        if self.text[self.position] == "}":
            self.back_to(self.position + 1)
            if self.text[self.position : self.position + 1] == ";":
                self.back_to(self.position + 1)
            return True
        return False

    def head(self, *, extension: bool = False) -> Head:
        """The text up to the next `;`, `{` or `}`, or to the `:` of a label; `${...}` and brackets are passed over."""
        start, depth, quoted = self.position, 0, False
        position = start
        limit = min(len(self.text), start + _LONGEST)
        while position < limit:
            character = self.text[position]
            if character == "\\":
                position += 2
                continue
            if character == '"':
                quoted = not quoted
            elif quoted:
                pass
            elif character in "([" or (character == "{" and self.text[position - 1 : position] == "$"):
                depth += 1
            elif depth and character in ")]}":
                depth -= 1
            elif depth and character == ";" and self.text.startswith("\n", position + 1) and not self._for(start):
                break  # brackets that are not closed end with the statement
            elif depth:
                pass
            elif character in ";{}" or (character == ":" and not extension and self.text[start:position].strip().isidentifier()):
                break
            position += 1
        position = min(position, len(self.text))
        stop = self.text[position : position + 1]
        text = self.text[start:position].rstrip()
        end = start + len(text)
        self.back_to(position + (1 if stop in (";", "{", ":") else 0) if position < limit else limit)
        if stop == "}" and not text:
            self.back_to(position + 1)  # one bracket too many
        return Head(text, start, max(end, start + 1), stop if position < limit else "")

    def _for(self, start: int) -> bool:
        return self.text.startswith("for", start)

    def brackets(self) -> Head:
        """What stands in the round brackets that open here."""
        start, depth, position = self.position + 1, 0, self.position
        limit = min(len(self.text), start + _LONGEST)
        while position < limit:
            character = self.text[position]
            if character == "(":
                depth += 1
            elif character == ")":
                depth -= 1
                if not depth:
                    break
            position += 1
        inside = self.text[start:position]
        self.back_to(position + 1)
        return Head(inside.strip(), start + len(inside) - len(inside.lstrip()), max(position, start + 1), ")")

    def skip_block(self) -> None:
        """Pass over everything up to the bracket that closes this block."""
        depth = 1
        for found in re.compile(r"[{}]").finditer(self.text, self.position):
            depth += 1 if found[0] == "{" else -1
            if not depth:
                self.back_to(found.end())
                return
        self.position = len(self.text)

    def _skip(self) -> None:
        found = _BLANK.match(self.text, self.position)
        if found:
            self.position = found.end()
