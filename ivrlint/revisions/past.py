"""The disk as it was: every question about it is answered as if the files still were what a revision had.

What git ignores, and what lies outside the repository, is taken as it is now.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from ivrlint.flow import Refusal
from ivrlint.readers.content import shown
from ivrlint.revisions.difference import Difference
from ivrlint.revisions.git import Contents


class Past:
    """Answers questions (`ivrlint.readers.asking`) about paths as findings name them, seen from the folder `here`.

    Files of then are written into the folder `room` where a question needs one.
    """

    def __init__(self, difference: Difference, contents: Contents, room: str, here: str) -> None:
        self.difference = difference
        self.changed = difference.had.keys() | difference.lacked
        """All paths of the repository where something else lay than now."""
        self._contents, self._room, self._here = contents, Path(room), here
        self._real = cache(os.path.realpath)
        self.inside = cache(self._inside)
        self._written = cache(self._write)
        self._numbers = count()
        self._listings: Mapping[str, Callable[[str, Any], Any]] = {
            "names_in": self._names,
            "paths_below": self._paths,
            "matching": self._matching,
        }

    def ask(self, question: Callable[[str], Any], path: str) -> Any:  # noqa: ANN401 - what the question answers
        """What the question would have answered about the path."""
        if question.__name__ in self._listings:
            return self._listings[question.__name__](path, question(path))
        then = self._then(path)
        answer = question(then)
        return answer._replace(file=shown(path)) if isinstance(answer, Refusal) and then != path else answer

    def differs(self, file: str) -> bool:
        """Whether something else lies at a path than then, or nothing any more, as far as git knows."""
        inside = self.inside(file)
        return bool(inside) and self.difference.differs(inside)

    def is_same(self, file: str) -> bool:
        """Whether the same lies at a path as then."""
        return not self.differs(file) and not self.is_unknown(file)

    def is_unknown(self, file: str) -> bool:
        """Whether git ignores a file, or it lies outside the repository, so that no revision has it."""
        inside = self.inside(file)
        return not inside or self.difference.is_ignored(inside)

    def content(self, path: str) -> bytes:
        """What the revision had at a path of the repository where now something else lies."""
        return self._contents.of(self.difference.had[path])

    def name_then(self, file: str) -> str:
        """The name that a file had; empty where the revision did not have it."""
        inside = self.inside(file)
        if inside in self.difference.former:
            return self.named(self.difference.former[inside], file)
        return "" if self.is_unknown(file) or self.difference.is_new(inside) else file

    def named(self, path: str, like: str) -> str:
        """A path of the repository as findings name it; absolute like another name."""
        whole = Path(self.difference.top, path)
        return (str(whole) if Path(like).is_absolute() else os.path.relpath(whole, self._here)).replace(os.sep, "/")

    def _inside(self, path: str) -> str:
        """A path as the repository names it; empty where it lies outside. A link that is what it was is what it leads to."""
        folder, name = os.path.split(os.path.join(self._here, path))  # noqa: PTH118 - a million of them
        whole = os.path.join(self._real(folder), name)  # noqa: PTH118
        inside = self._seen_from_top(whole)
        if os.path.islink(whole) and not self.difference.differs(inside):  # noqa: PTH114
            return self._seen_from_top(os.path.realpath(whole))
        return inside

    def _seen_from_top(self, path: str) -> str:
        seen = os.path.relpath(path, self.difference.top).replace(os.sep, "/")
        return "" if seen == ".." or seen.startswith("../") else seen

    def _then(self, path: str) -> str:
        """Where lies now what lay at a path."""
        inside = self.inside(path)
        if inside in self.difference.had or (inside and self.difference.is_new(inside)):
            return str(self._written(inside))
        return path

    def _write(self, inside: str) -> Path:
        place = self._room / str(next(self._numbers)) / inside.rpartition("/")[2]
        blob = self.difference.had.get(inside)
        place.parent.mkdir()
        if blob:
            place.write_bytes(self._contents.of(blob))
        return place

    def _gone(self, folder: str) -> Iterator[str]:
        """The files below a folder of the repository that the revision had, and that may be there no more; seen from it."""
        inside = self.inside(folder)
        below = "" if inside == "." else f"{inside}/"
        if inside:
            yield from (path.removeprefix(below) for path in self.difference.had if path.startswith(below))

    def _names(self, folder: str, now: frozenset[str]) -> frozenset[str]:
        there = {name for name in now if not self._is_new(os.path.join(folder, name))}  # noqa: PTH118
        return frozenset(there | {path.partition("/")[0] for path in self._gone(folder)})

    def _paths(self, folder: str, now: Sequence[str]) -> Sequence[str]:
        gone = (path for path in self._gone(folder) if not any(part.startswith(".") for part in path.split("/")))
        there = {path for path in now if not self._is_new(path)}
        return sorted(there | {os.path.normpath(os.path.join(folder, path)) for path in gone})  # noqa: PTH118

    def _matching(self, pattern: str, now: Sequence[str]) -> Sequence[str]:
        wanted = pattern.split("/")
        gone = (
            path for path in (self.named(path, pattern) for path in self.difference.had) if path.count("/") == len(wanted) - 1
        )
        matches = {path for path in gone if all(map(fnmatchcase, path.split("/"), wanted))}
        return sorted({path for path in now if not self._is_new(path)} | matches)

    def _is_new(self, path: str) -> bool:
        inside = self.inside(path)
        return bool(inside) and self.difference.is_new(inside)
