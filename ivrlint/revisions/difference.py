"""Which files of a working tree are others than in a revision, and what they were."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from ivrlint.flow.tuples import NamedTuple
from ivrlint.revisions.git import Git, NoHistoryError

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
    untracked = tuple(_names(git("ls-files", "--others", "--exclude-standard", "-z")))
    for change in _all_changes(git, commit, untracked):
        if change.was_file:
            had[change.before] = change.blob
        else:
            lacked.add(change.before)
        if change.now != change.before:
            former[change.now] = change.before
            lacked.add(change.now)
    lacked.update(name.removesuffix("/") for name in untracked)
    known = [entry.partition(b"\t") for entry in git("ls-files", "--stage", "-z").split(b"\0") if entry]
    tracked = frozenset(os.fsdecode(name) for _, _, name in known)
    return Difference(git.top, had, frozenset(lacked - had.keys()), former, tracked)


class _Change(NamedTuple):
    """One line of `git diff --raw`: the names before and now, and the object before."""

    before: str
    now: str
    blob: str
    was_file: bool
    is_gone: bool


def _all_changes(git: Git, commit: str, untracked: tuple[str, ...]) -> list[_Change]:
    """The changes since a commit. Where files are gone, what is untracked may be one of them under another name."""
    command = ("diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", commit, "--")
    changes = list(_changes(git(*command)))
    files = [name for name in untracked if not name.endswith("/")]
    if not files or not any(change.is_gone for change in changes):
        return changes
    with TemporaryDirectory() as room:
        try:
            return list(_changes(git(*command, environment=_with_untracked(git, files, room))))
        except (NoHistoryError, OSError):
            return changes  # what is untracked counts as new


def _with_untracked(git: Git, files: list[str], room: str) -> Mapping[str, str]:
    """An environment in which git believes that it was told of all files; what it writes for that, lies in the folder `room`."""
    places = os.fsdecode(git("rev-parse", "--git-path", "index", "--git-path", "objects")).splitlines()
    index, objects = (Path(git.top, place) for place in places)
    copy = Path(room, "index")
    shutil.copy2(index, copy)
    Path(room, "objects").mkdir()
    environment = {
        "GIT_INDEX_FILE": str(copy),
        "GIT_OBJECT_DIRECTORY": str(Path(room, "objects")),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects),
        "GIT_LITERAL_PATHSPECS": "1",
    }
    names = b"\0".join(map(os.fsencode, files))
    git("add", "--intent-to-add", "--pathspec-from-file=-", "--pathspec-file-nul", given=names, environment=environment)
    return environment


def _changes(told: bytes) -> Iterator[_Change]:
    parts = iter(told.split(b"\0"))
    for head in parts:
        if not head:
            return
        mode, _, blob, _, status = head.removeprefix(b":").split(b" ")
        before = os.fsdecode(next(parts))
        now = os.fsdecode(next(parts)) if status[:1] in b"RC" else before
        if status[:1] != b"U":
            yield _Change(before, now, blob.decode(), mode.startswith(_FILE), status == b"D")


def _within(path: str, paths: Container[str]) -> bool:
    """Whether a path, or a folder above it, is among others."""
    while path and path not in paths:
        path = path.rpartition("/")[0]
    return bool(path)


def _names(told: bytes) -> Iterator[str]:
    """The names that git lists; those of other repositories in this one, which are no files, have a / at their end."""
    return (os.fsdecode(name) for name in told.split(b"\0") if name)
