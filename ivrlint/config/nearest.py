"""Which configuration holds for a folder: the nearest one above its files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from ivrlint.config.files import may_hold_table
from ivrlint.config.paths import absolute, dirname

NAMES = (".ivrlint.yaml", ".ivrlint.yml", "pyproject.toml")
"""How a configuration is called, in the order in which they are looked for; a pyproject.toml counts only with our table."""


class Lying(NamedTuple):
    """A configuration as it lies there: its absolute path, and its bytes or why these cannot be read."""

    path: str
    data: bytes
    reason: str = ""


class Nearest:
    """Looks for configurations; of each folder only once."""

    def __init__(self) -> None:
        self._known: dict[str, Lying | None] = {}

    def above(self, folder: str) -> Lying | None:
        """The configuration in a folder, or else in the nearest one above it that has one. The path is absolute."""
        asked: list[str] = []
        found = None
        while folder not in self._known:
            asked.append(folder)
            found = _lying_in(folder)
            outer = dirname(folder)
            if found or outer == folder:
                break
            folder = outer
        else:
            found = self._known[folder]
        self._known.update(dict.fromkeys(asked, found))
        return found


def _lying_in(folder: str) -> Lying | None:
    for name in NAMES:
        path = absolute(folder, name)
        if os.path.lexists(path):
            found = lying(path)
            if name[0] == "." or (not found.reason and may_hold_table(found.data)):
                return found
    return None


def lying(path: str) -> Lying:
    """What lies at an absolute path."""
    from ivrlint.flow import Refusal
    from ivrlint.readers.content import content

    data = content(path)
    if isinstance(data, Refusal):
        return Lying(path, b"", "is a folder, not a configuration" if Path(path).is_dir() else data.message)
    return Lying(path, data)
