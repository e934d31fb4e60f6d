"""The positioned tree that YAML and JSON become: plain values that know where they were written."""

from __future__ import annotations

from typing import Any

from ivrlint.flow import Mark

At = tuple[int, int, int, int]
"""Line, column, end line, end column: counted from 1, columns in characters, the end exclusive."""


class Map(dict[str, Any]):
    """A mapping. `key_at` and `value_at` hold the place of every key and value, `at` that of the whole."""

    __slots__ = ("at", "key_at", "value_at")

    def __init__(self, at: At) -> None:
        self.at = at
        self.key_at: dict[str, At] = {}
        self.value_at: dict[str, At] = {}


class List(list[Any]):
    """A list. `item_at` holds the place of every item, `at` that of the whole."""

    __slots__ = ("at", "item_at")

    def __init__(self, at: At) -> None:
        self.at = at
        self.item_at: list[At] = []


def mark(file: str, at: At) -> Mark:
    """The place as a mark in a file."""
    return Mark(file, *at)
