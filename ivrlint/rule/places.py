"""Where a character of a YAML text stands in its file."""

from __future__ import annotations

import re

from ivrlint.readers.tree import At

_ESCAPE = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)", re.DOTALL)


def place_inside(lines: list[str], at: At, column: int) -> tuple[int, int]:
    """Line and column of the character number `column` (from 1) of the text that is written at `at`.

    Of a text over several lines, only its beginning is known, but for a block (`>-`) with a single line in it.
    """
    line, start, end_line, end = at
    if end_line != line:
        if lines[line - 1][start - 1 : start] in {"|", ">"} and not "".join(lines[line + 1 : end_line - 1]).strip():
            indent = len(lines[line]) - len(lines[line].lstrip(" "))
            return line + 1, indent + column
        return line, start
    written = lines[line - 1][start - 1 : end - 1]
    return line, start + _offset(written, column - 1)


def _offset(written: str, index: int) -> int:
    """How far the character `index` of the value is from the beginning of what is written."""
    if written[:1] not in {"'", '"'}:
        return index
    offset = 1
    for _ in range(index):
        escape = _ESCAPE.match(written, offset) if written[0] == '"' else None
        if escape:
            offset = escape.end()
        else:
            offset += 2 if written.startswith("''", offset) and written[0] == "'" else 1
    return min(offset, len(written))


def first_line_inside(lines: list[str], at: At, text: str) -> tuple[int, int]:
    """The line in which a block of text begins, and how many blanks stand before each of its lines."""
    line, start, *_ = at
    if lines[line - 1][start - 1 : start] not in {"|", ">"}:
        return line, start - 1
    first = next((number for number, content in enumerate(text.split("\n")) if content.strip()), 0)
    own = text.split("\n")[first]
    there = lines[line + first] if line + first < len(lines) else own
    return line + 1, len(there) - len(there.lstrip(" ")) - (len(own) - len(own.lstrip(" ")))
