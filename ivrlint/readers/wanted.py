"""Files that a flow wants: paths, some of which are patterns."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from fnmatch import fnmatchcase


def has_magic(path: str) -> bool:
    """Whether a path is a pattern."""
    return any(sign in path for sign in "*?[")


class Files:
    """The files of a run, to be asked which of them are wanted."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = dict.fromkeys(files)
        self._in: dict[str, list[str]] = {}
        for file in self._files:
            self._in.setdefault(posixpath.dirname(file), []).append(file)

    def wanted(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The files that the paths mean, in their order and each once; those of a pattern in the order of the alphabet."""
        return tuple(dict.fromkeys(file for path in paths for file in self._meant(path)))

    def _meant(self, path: str) -> Iterable[str]:
        if path in self._files or not has_magic(path):
            return (path,) if path in self._files else ()
        folder = posixpath.dirname(path)
        among = self._files if has_magic(folder) else self._in.get(folder, ())
        return sorted(file for file in among if _matches(file, path))


def _matches(file: str, pattern: str) -> bool:
    """As a shell does it: names that begin with a dot are not meant by a star."""
    names, wanted = file.split("/"), pattern.split("/")
    return len(names) == len(wanted) and all(
        fnmatchcase(name, each) and (name[:1] != "." or each[:1] == ".") for name, each in zip(names, wanted, strict=True)
    )
