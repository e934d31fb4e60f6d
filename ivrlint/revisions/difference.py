"""Which files of a working tree are others than in a revision, and what they were."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from ivrlint.revisions.git import Git

_FILE = b"100"
"""How the modes of regular files begin."""


class Difference(NamedTuple):
    """Paths are those of the working tree, seen from its folder `top`, with `/`; one may also name a whole folder.

    `had` is what the revision had, under the names of then and by ids of objects, where it is not what lies there now; `lacked`
    are the paths that it did not have at all. `former` are the names of then of what was renamed since, `tracked` the paths that
    git knows now.
    """

    top: str
    had: Mapping[str, str]
    lacked: frozenset[str]
    former: Mapping[str, str]
    tracked: frozenset[str]

    def differs(self, path: str) -> bool:
        """Whether something else lies at a path than then, as far as git knows."""
        return path in self.had or self.is_new(path)

    def is_new(self, path: str) -> bool:
        """Whether the revision had nothing at a path."""
        return path not in self.had and _within(path, self.lacked)

    def is_ignored(self, path: str) -> bool:
        """Whether git wants to know nothing of a path, so that the revision cannot have had it."""
        return path not in self.had and not _within(path, self.tracked) and not _within(path, self.lacked)


def difference(git: Git, commit: str) -> Difference:
    """What lies in the working tree, staged or not, tracked or not, against a commit."""
    had: dict[str, str] = {}
    lacked: set[str] = set()
    former: dict[str, str] = {}
    for change in _changes(git("diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", commit, "--")):
        if change.was_file:
            had[change.before] = change.blob
        else:
            lacked.add(change.before)
        if change.now != change.before:
            former[change.now] = change.before
            lacked.add(change.now)
    lacked.update(_names(git("ls-files", "--others", "--exclude-standard", "-z")))
    known = [entry.partition(b"\t") for entry in git("ls-files", "--stage", "-z").split(b"\0") if entry]
    tracked = frozenset(os.fsdecode(name) for _, _, name in known)
    return Difference(git.top, had, frozenset(lacked - had.keys()), former, tracked)


class _Change(NamedTuple):
    """One line of `git diff --raw`: the names before and now, and the object before."""

    before: str
    now: str
    blob: str
    was_file: bool


def _changes(told: bytes) -> Iterator[_Change]:
    parts = iter(told.split(b"\0"))
    for head in parts:
        if not head:
            return
        mode, _, blob, _, status = head.removeprefix(b":").split(b" ")
        before = os.fsdecode(next(parts))
        now = os.fsdecode(next(parts)) if status[:1] in b"RC" else before
        if status[:1] != b"U":
            yield _Change(before, now, blob.decode(), mode.startswith(_FILE))


def _within(path: str, paths: Container[str]) -> bool:
    """Whether a path, or a folder above it, is among others."""
    while path and path not in paths:
        path = path.rpartition("/")[0]
    return bool(path)


def _names(told: bytes) -> Iterator[str]:
    """The names that git lists; other repositories in this one, which are no files, without the / at their end."""
    return (os.fsdecode(name).removesuffix("/") for name in told.split(b"\0") if name)
