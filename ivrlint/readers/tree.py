"""The positioned tree that YAML and JSON become: plain values that know where they were written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ivrlint.flow import Mark

At = tuple[int, int, int, int]
"""Line, column, end line, end column: counted from 1, columns in characters, the end exclusive."""

Path = tuple[str | int, ...]
"""The way from the top of a tree to a part of it: keys, and numbers of items."""


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


def without(tree: Map, paths: Iterable[Path | None]) -> Map:
    """A copy of the tree without the parts that cannot be used. What is not on the way to them is shared."""
    copies: dict[Path, Any] = {(): _copy(tree)}
    for path in sorted({path for path in paths if path}, key=_order, reverse=True):
        for length in range(1, len(path)):
            if path[:length] not in copies:
                outer = copies[path[: length - 1]]
                copies[path[:length]] = outer[path[length - 1]] = _copy(outer[path[length - 1]])
        inner = copies[path[:-1]]
        del inner[path[-1]]
        if isinstance(inner, List) and isinstance(path[-1], int):
            del inner.item_at[path[-1]]
    whole: Map = copies[()]
    return whole


def with_names(tree: Map, names: Mapping[Path, str]) -> Map:
    """A copy of the tree in which the keys that these paths lead to have other names. The rest is shared."""
    copies: dict[Path, Any] = {(): _copy(tree)}
    for path in sorted(names, key=_order):
        for length in range(1, len(path)):
            if path[:length] not in copies:
                outer = copies[path[: length - 1]]
                copies[path[:length]] = outer[path[length - 1]] = _copy(outer[path[length - 1]])
    for inner in {path[:-1] for path in names}:
        _rename(copies[inner], {str(path[-1]): new for path, new in names.items() if path[:-1] == inner})
    whole: Map = copies[()]
    return whole


def _rename(tree: Map, names: Mapping[str, str]) -> None:
    parts = [(names.get(key, key), value, tree.key_at[key], tree.value_at[key]) for key, value in tree.items()]
    tree.clear()
    tree.update({key: value for key, value, _, _ in parts})
    tree.key_at = {key: at for key, _, at, _ in parts}
    tree.value_at = {key: at for key, _, _, at in parts}


def _order(path: Path) -> tuple[str, ...]:
    return tuple(f"{part:012}" if isinstance(part, int) else part for part in path)


def _copy(node: Map | List) -> Map | List:
    if isinstance(node, List):
        items = List(node.at)
        items.extend(node)
        items.item_at = [*node.item_at]
        return items
    result = Map(node.at)
    result.update(node)
    result.key_at, result.value_at = node.key_at, node.value_at
    return result
