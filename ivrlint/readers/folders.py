"""The files below a folder: every one once, in a fixed order, and never for ever."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from ivrlint.flow import Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.content import reason, shown

_Identity = tuple[int, int]

PassedOver = Callable[[str, bool, bool], bool]
"""Whether a file, or a folder (then the second argument is true), is passed over; the third one says whether it was named."""


class _Folder(NamedTuple):
    """A folder to walk through, and all folders above it on the way there."""

    path: str
    above: frozenset[_Identity]


def files_below(folder: str, passed_over: PassedOver | None = None) -> tuple[Sequence[str], Sequence[Refusal]]:
    """The path of every regular file below `folder`, sorted; names that begin with a dot are skipped, and what is `passed_over`.

    Symbolic links are followed, to each folder once and only after all real folders, so that a file keeps
    the name of its real place. A loop, a link to nothing and a folder that cannot be opened are refusals.
    """
    walk = _Walk(passed_over)
    walk.folders.append(_Folder(folder, frozenset()))
    while walk.folders or walk.links:
        walk.enter(walk.folders.pop() if walk.folders else walk.links.pop(0))
    return sorted(walk.files), sorted(walk.refusals)


class _Walk:
    """What is found on the way, and what is still to be walked."""

    def __init__(self, passed_over: PassedOver | None = None) -> None:
        self.passed_over = passed_over
        self.files: list[str] = []
        self.refusals: list[Refusal] = []
        self.folders: list[_Folder] = []
        self.links: list[_Folder] = []
        self.seen: set[_Identity] = set()

    def enter(self, here: _Folder) -> None:
        try:
            status = Path(here.path).stat()
            me = (status.st_dev, status.st_ino)
            if me in here.above:
                self._refuse_loop(here.path)
            if me in self.seen:
                return
            self.seen.add(me)
            with os.scandir(here.path) as entries:
                listing = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.refusals.append(Refusal(shown(here.path), f"cannot be opened: {reason(error)}"))
            return
        above = here.above | {me}
        for entry in listing:
            if not entry.name.startswith("."):
                self._meet(entry, above)

    def _meet(self, entry: os.DirEntry[str], above: frozenset[_Identity]) -> None:
        path = os.path.normpath(entry.path)
        try:
            if self.passed_over and self.passed_over(path, entry.is_dir(), False):
                return
            if entry.is_dir(follow_symlinks=False):
                self.folders.append(_Folder(path, above))
            elif entry.is_dir():
                if _leads_up(path):
                    self._refuse_loop(path)
                else:
                    self.links.append(_Folder(path, above))
            elif entry.is_file():
                self.files.append(path)
            elif entry.is_symlink():
                Path(path).stat()
        except OSError as error:
            self.refusals.append(Refusal(shown(path), f"cannot be read: {reason(error)}"))

    def _refuse_loop(self, path: str) -> None:
        self.refusals.append(Refusal(shown(path), "is a loop of symbolic links: it leads back to a folder above it"))


def _leads_up(link: str) -> bool:
    """Whether a symbolic link leads to a folder that it lies in, at any height."""
    path = Path(link)
    return path.parent.resolve().is_relative_to(path.resolve())
