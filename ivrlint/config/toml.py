"""A table of a TOML text as a positioned tree.

The standard library reads the values, and says what is wrong with a text, but not where each value stands. That is found here, in
a text that is known to be right: what this needs to know of TOML is where keys and values begin and end.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from ivrlint.flow import Refusal
from ivrlint.readers.tree import At, List, Map

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_SCALAR = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'"
    r"|[^,\]}#\n]*[^,\]}#\n \t]",
    re.DOTALL,
)
_WHERE = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")


class _Place:
    """Where something stands: a value, and the keys and values, or the items, in it."""

    def __init__(self, at: At) -> None:
        self.at = at
        self.keys: dict[str, tuple[At, _Place]] = {}
        self.items: list[_Place] = []

    def within(self, part: str, at: At) -> _Place:
        """What stands at a key; it is new where the key is."""
        return self.keys.setdefault(part, (at, _Place(at)))[1]


def table(text: str, path: Sequence[str], file: str) -> Map | Refusal | None:
    """The table at a path of keys; None when there is none, and why the text cannot be read."""
    text = text.replace("\r\n", "\n")
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _refusal(str(error), text, file)
    except RecursionError:
        return Refusal(file, "is nested too deeply", 1, 1)
    place = _Scanner(text).places()
    for part in path:
        if not isinstance(data, dict) or part not in data:
            return None
        data, place = data[part], place.keys[part][1]
    return _tree(data, place) if isinstance(data, dict) else Refusal(file, f"{'.'.join(path)} should be a table", *place.at[:2])


def _refusal(message: str, text: str, file: str) -> Refusal:
    where = _WHERE.search(message)
    message = f"is not TOML: {message[: where.start()] if where else message}"
    if where and where[1]:
        return Refusal(file, message, int(where[1]), int(where[2]))
    lines = text.rstrip("\n").split("\n")
    return Refusal(file, message, len(lines), len(lines[-1]) + 1)


def _tree(data: Any, place: _Place) -> Any:  # noqa: ANN401 - any value of TOML
    """The values with their places."""
    if isinstance(data, dict):
        tree = Map(place.at)
        for key, value in data.items():
            tree.key_at[key], inner = place.keys[key]
            tree[key], tree.value_at[key] = _tree(value, inner), inner.at
        return tree
    if isinstance(data, list):
        items = List(place.at)
        items.extend(map(_tree, data, place.items))
        items.item_at = [item.at for item in place.items]
        return items
    return data.isoformat() if isinstance(data, date | time) else data


class _Scanner:
    """Goes through a text that is known to be right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.index = 0
        self.lines = [0, *(end.end() for end in re.finditer("\n", text))]

    def places(self) -> _Place:
        """Where everything stands."""
        root = here = _Place((1, 1, 1, 1))
        while self._next():
            if self.text[self.index] == "[":
                here = self._header(root)
            else:
                self._pair(here)
        return root

    def _header(self, root: _Place) -> _Place:
        several = self.text.startswith("[[", self.index)
        self.index += 2 if several else 1
        here = root
        for part, at in self._key():
            here = here.within(part, at)
            outer, here = here, here.items[-1] if here.items else here
        if several:
            outer.items.append(_Place(at))
            here = outer.items[-1]
        elif not here.keys:
            here.at = at
        self.index = self.text.index("]", self.index) + (2 if several else 1)
        return here

    def _pair(self, here: _Place) -> None:
        *outer, (last, at) = self._key()
        for part, part_at in outer:
            here = here.within(part, part_at)
        self.index = self._end(_EQUALS)
        here.keys[last] = at, self._value()

    def _value(self) -> _Place:
        begin, sign = self.index, self.text[self.index]
        if sign not in "[{":
            self.index = self._end(_SCALAR)
            return _Place(self._at(begin))
        place = _Place(self._at(begin))
        self.index += 1
        while self._next() not in "]}":
            if sign == "{":
                self._pair(place)
            else:
                place.items.append(self._value())
            if self._next() == ",":
                self.index += 1
        self.index += 1
        place.at = self._at(begin)
        return place

    def _key(self) -> list[tuple[str, At]]:
        """The parts of a key, each with its place."""
        parts = []
        self.index = self._end(re.compile(r"[ \t]*"))
        while found := _PART.match(self.text, self.index):
            begin, self.index = self.index, found.end()
            name = found[0] if found[0][0] not in "\"'" else next(iter(tomllib.loads(f"{found[0]} = 0")))
            parts.append((name, self._at(begin)))
            dot = _DOT.match(self.text, self.index)
            if not dot:
                break
            self.index = dot.end()
        return parts

    def _next(self) -> str:
        """The next sign that says something; empty at the end."""
        self.index = self._end(_BLANK)
        return self.text[self.index : self.index + 1]

    def _end(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.index)
        return found.end() if found else self.index

    def _at(self, begin: int) -> At:
        return *self._place(begin), *self._place(self.index)

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.lines, index)
        return line, index - self.lines[line - 1] + 1
