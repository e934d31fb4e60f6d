"""Which configuration holds for a folder: the nearest one above its files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ivrlint.config.files import TABLE, looks_like_one, may_hold_table, misspelt_table
from ivrlint.config.paths import absolute, dirname
from ivrlint.flow.tuples import NamedTuple

NAMES = (".ivrlint.yaml", ".ivrlint.yml", "pyproject.toml")
"""How a configuration is called, in the order in which they are looked for; a pyproject.toml counts only with our table."""

NOT_NAMES = (".ivrlint.toml", ".ivrlint.json", ".ivrlint", ".ivrlintrc")
"""How it is not called, though nobody would call anything else so: what is in such a file is meant to hold."""

ANY_NAMES = ("ivrlint.yaml", "ivrlint.yml", "ivrlint.toml", "ivrlint.json")
"""How it is not called either. Other files may be: a flow, or a base that others extend."""

_FORMS = f"a configuration is {NAMES[0]}, or [{TABLE}] in {NAMES[-1]}"


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


def overlooked(folders: Iterable[str]) -> list[str]:
    """Files in folders and above them that look like a configuration, and are none by their names. The paths are absolute."""
    seen: set[str] = set()
    paths: list[str] = []
    for folder in folders:
        while folder not in seen:
            seen.add(folder)
            paths += filter(os.path.isfile, (absolute(folder, name) for name in ANY_NAMES))
            folder = dirname(folder)  # noqa: PLW2901 - upwards
    return [path for path in paths if looks_like_one(lying(path).data)]


def _lying_in(folder: str) -> Lying | None:
    for name in NAMES:
        path = absolute(folder, name)
        if os.path.lexists(path):
            found = lying(path)
            if name[0] == "." or (not found.reason and may_hold_table(found.data)):
                return found
            if near := misspelt_table(found.data):
                return Lying(path, b"", f"has a table [{near}], which says nothing to ivrlint; the name is [{TABLE}]")
    misnamed = next((path for path in (absolute(folder, name) for name in NOT_NAMES) if os.path.isfile(path)), "")  # noqa: PTH113
    return Lying(misnamed, b"", f"is not read, by its name: {_FORMS}") if misnamed else None


def lying(path: str) -> Lying:
    """What lies at an absolute path."""
    from ivrlint.flow import Refusal
    from ivrlint.readers.content import content

    data = content(path)
    if isinstance(data, Refusal):
        return Lying(path, b"", "is a folder, not a configuration" if Path(path).is_dir() else data.message)
    return Lying(path, data)
