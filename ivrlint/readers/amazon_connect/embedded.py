"""Flows that are a text inside of another file: everything in them at its place in that file."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from functools import cached_property

from ivrlint.flow import Mark, Problem, Refusal
from ivrlint.readers.positioned_json import Document, parse
from ivrlint.readers.tree import At, List, Map

_BREAK = re.compile(r"\r\n|\n|\r")
_UNQUOTED = re.compile(r"(?<=[:\[,])(\s*)(\$\{[^{}\"]{0,200}\})(?=\s*[,}\]])")

_Place = Callable[[int, int], tuple[int, int]]
"""From line and column inside of the text to line and column in the file."""


class Lines:
    """The lines of a file."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def all(self) -> list[str]:
        """Each line without its break."""
        return _BREAK.split(self.text)

    def at(self, number: int) -> str:
        """A line by its number, counted from 1; empty when there is none."""
        return self.all[number - 1] if 0 < number <= len(self.all) else ""


def parse_inside(text: str, file: str, at: At, lines: Lines) -> Document | Refusal:
    """The JSON in a text value that stands at `at` of a file. `${…}` where a value belongs counts as a number."""
    place = _in_json(text, at, lines) or _in_block(text, at, lines) or (lambda *_: at[:2])
    result = parse(text, file)
    if isinstance(result, Refusal) and "${" in text:
        filled = parse(_UNQUOTED.sub(lambda found: found[1] + "1" * len(found[2]), text), file)
        result = result if isinstance(filled, Refusal) else filled
    if isinstance(result, Refusal):
        line, column = place(result.line, result.column)
        return result._replace(message=f"the flow in this text is not JSON: {result.message}", line=line, column=column)
    _move(result.value, place)
    problems = [Problem(message, Mark(mark.file, *_moved(mark[1:], place))) for message, mark in result.problems]
    return Document(result.value, _moved(result.at, place), tuple(problems))


def _move(value: object, place: _Place) -> None:
    """Put all places of a tree where they are in the file."""
    todo = [value]
    while todo:
        node = todo.pop()
        if isinstance(node, Map):
            node.at = _moved(node.at, place)
            node.key_at = {key: _moved(at, place) for key, at in node.key_at.items()}
            node.value_at = {key: _moved(at, place) for key, at in node.value_at.items()}
            todo.extend(node.values())
        elif isinstance(node, List):
            node.at = _moved(node.at, place)
            node.item_at = [_moved(at, place) for at in node.item_at]
            todo.extend(node)


def _moved(at: tuple[int, ...], place: _Place) -> At:
    start, end = place(at[0], at[1]), place(at[2], at[3])
    return (*start, *(end if end > start else (start[0], start[1] + 1)))


def _in_json(text: str, at: At, lines: Lines) -> _Place | None:
    """Places of a text in double quotes on one line: its escapes are longer than what they stand for."""
    raw = lines.at(at[0])
    begin = at[1]
    if at[0] != at[2] or raw[begin - 1 : begin] != '"':
        return None
    columns = array("L")
    start = begin
    while start < at[3] - 2 and len(columns) <= len(text):
        columns.append(start + 1)
        if raw[start] != "\\":
            start += 1
        elif raw[start + 1 : start + 2] != "u":
            start += 2
        else:
            high = raw[start + 2 : start + 4].lower() in ("d8", "d9", "da", "db") and raw[start + 6 : start + 8] == "\\u"
            start += 12 if high else 6
    if len(columns) != len(text):
        return None
    columns.append(at[3] - 1)
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def place(line: int, column: int) -> tuple[int, int]:
        return at[0], columns[min(starts[min(line, len(starts)) - 1] + column - 1, len(text))]

    return place


def _in_block(text: str, at: At, lines: Lines) -> _Place | None:
    """Places of a block of YAML in which every line is one of the text, indented."""
    inside = text.split("\n")
    first = next((number for number, line in enumerate(inside) if line), 0)
    outside = lines.at(at[0] + 1 + first)
    indent = len(outside) - len(outside.lstrip(" ")) - (len(inside[first]) - len(inside[first].lstrip(" ")))
    if indent < 0 or any(lines.at(at[0] + 1 + number)[indent:] != line for number, line in enumerate(inside)):
        return None
    return lambda line, column: (at[0] + line, column + indent)
