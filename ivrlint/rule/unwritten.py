"""What is still to be written in a rule file that began as a skeleton."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ivrlint.readers.tree import At, List, Map

_TO_DO = re.compile(r"\s*(?:#\s*)?TODO\b:?\s*([^\n]*)")
"""A placeholder, in a flow as a comment before its first line."""


def is_unwritten(text: object) -> bool:
    """Whether a text only says what is to be written."""
    return isinstance(text, str) and _TO_DO.match(text) is not None


def unwritten(tree: Map) -> Iterator[tuple[At, str]]:
    """The place of each placeholder, and what it asks for, in the order of the file; values of options may say TODO."""
    found: list[tuple[At, str]] = []
    parts: list[tuple[At, str, Any]] = [(tree.value_at[key], key, tree[key]) for key in tree]
    while parts:
        at, where, value = parts.pop()
        if isinstance(value, Map):
            parts += [(value.value_at[key], f"{where}.{key}", value[key]) for key in value if key != "default"]
        elif isinstance(value, List):
            parts += [(value.item_at[i], f"{where}[{i + 1}]", value[i]) for i in range(len(value))]
        elif isinstance(value, str) and (asks := _TO_DO.match(value)):
            found.append((at, f"{where}: to do: {asks[1].strip() or 'not written yet'}"))
    yield from sorted(found)
