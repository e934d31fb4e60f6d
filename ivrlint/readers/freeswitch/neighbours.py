"""Which of several things of the same name a file means: that of its own configuration, and there the nearest."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterable, Sequence
from typing import TypeVar

from ivrlint.readers.freeswitch.draft import home_of

MOST = 200
"""Things of one name among which the nearest is looked for."""

T = TypeVar("T")


def together(one: str, other: str) -> bool:
    """Whether two files may belong to the same configuration."""
    first, second = home_of(one), home_of(other)
    return first is None or second is None or first == second


def nearest(file: str, things: Sequence[tuple[str, T]]) -> T | None:
    """Of things with their files, the one that `file` means; None when all belong to other configurations."""
    best: tuple[tuple[bool, bool, int], T] | None = None
    for where, thing in things[:MOST]:
        if not together(file, where):
            continue
        near = (where == file, home_of(where) is not None, _shared(file, where))
        if best is None or near > best[0]:
            best = near, thing
    return best[1] if best else None


def _shared(one: str, other: str) -> int:
    """How many folders two paths have in common."""
    count = 0
    for mine, theirs in zip(one.split("/"), other.split("/"), strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def is_pattern(path: str) -> bool:
    """Whether a path stands for several files."""
    return any(sign in path for sign in "*?[")


class Files:
    """The files of a run, found by paths and patterns."""

    def __init__(self, files: Iterable[str]) -> None:
        self.files = sorted(files)
        self.below: dict[str, list[str]] = {}
        for file in self.files:
            self.below.setdefault(posixpath.dirname(file), []).append(file)

    def like(self, pattern: str) -> list[str]:
        """The files that a path or pattern stands for."""
        folder, name = posixpath.split(pattern)
        folders = [each for each in self.below if _fits(each, folder)] if is_pattern(folder) else [folder]
        return [file for each in folders for file in self.below.get(each, ()) if _fits(posixpath.basename(file), name)]


def _fits(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/") and fnmatch.fnmatchcase(name, pattern)
