"""Patterns of paths in the style of .gitignore, seen from one folder."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ivrlint.flow.tuples import NamedTuple

_PIECE = r"\\(.)|\[(!|\^)?(\]?[^\]]*)\]|(\*+)|(\?)|(.)"
_ESCAPES = frozenset("*?[]!{}\\ #")


class GlobError(ValueError):
    """Why a pattern cannot be used."""


class Glob(NamedTuple):
    """One pattern: the regular expression of what it means, whether these are only folders, and whether it takes them back.

    `text` is the pattern as it was written, `at` the line and column where it stands.
    """

    regex: re.Pattern[str]
    folders: bool
    negated: bool
    text: str = ""
    at: tuple[int, int] = (0, 0)


class Globs:
    """Patterns, of which the last one that fits a path has the last word. Paths have `/` between their parts."""

    def __init__(self, globs: Iterable[Glob] = ()) -> None:
        self.globs = tuple(reversed(tuple(globs)))

    def __bool__(self) -> bool:
        return bool(self.globs)

    def mean(self, path: str, *, folder: bool) -> bool:
        """Whether they mean this very file or folder."""
        glob = self.of(path, folder=folder)
        return glob is not None and not glob.negated

    def of(self, path: str, *, folder: bool) -> Glob | None:
        """The pattern that has the last word about a file or folder; None where none fits."""
        return next((glob for glob in self.globs if (folder or not glob.folders) and glob.regex.fullmatch(path)), None)

    def cover(self, path: str) -> bool:
        """Whether they mean this file, or a folder that it lies in."""
        slash = path.find("/")
        while slash > 0:
            if self.mean(path[:slash], folder=True):
                return True
            slash = path.find("/", slash + 1)
        return self.mean(path, folder=False)


def glob_of(pattern: str) -> Glob:
    """A pattern that was compiled; GlobError where it is none.

    `*` and `?` stop at `/`, `**` does not; a pattern with `/` before its end begins at the folder that it is seen from, any other
    means names at any depth; with `/` at its end it means folders, with `!` at its beginning it takes back what others mean.
    """
    negated = pattern.startswith("!")
    rest = pattern[negated:].strip()
    folders = rest.endswith("/")
    rest = rest.rstrip("/")
    anchored = "/" in rest
    rest = rest.removeprefix("./").strip("/")
    if not rest or rest == ".":
        raise GlobError("means no file")
    parts = rest.split("/")
    if ".." in parts:
        raise GlobError("leads out of the folder that it is seen from")
    regex = "" if anchored else "(?:.*/)?"
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            regex += ".+" if last else "(?:.*/)?"
        else:
            regex += _part(part) + ("" if last else "/")
    try:
        return Glob(re.compile(regex, re.DOTALL), folders, negated, pattern)
    except re.error as error:
        raise GlobError(f"cannot be understood: {error.msg}") from None


def escaped(path: str) -> str:
    """The pattern that means nothing but this path."""
    return re.sub(r"[*?\[\]!{}\\]", lambda sign: f"\\{sign[0]}", path)


def _part(part: str) -> str:
    """The regular expression of one name."""
    regex = ""
    for token in re.finditer(_PIECE, part, re.DOTALL):
        escaped, negation, members, stars, mark, plain = token.groups()
        if escaped is not None:
            if escaped not in _ESCAPES:
                raise GlobError(f"writes \\{escaped}: between folders stands /")
            regex += re.escape(escaped)
        elif members is not None:
            regex += f"(?!/)[{'^' if negation else ''}{_members(members)}]"
        elif stars:
            regex += "[^/]*"
        elif mark:
            regex += "[^/]"
        elif plain in "[{\\":
            raise GlobError(_WHY[plain])
        else:
            regex += re.escape(plain)
    return regex


def _members(members: str) -> str:
    """What stands between brackets, for a regular expression: ranges stay ranges."""
    return re.sub(r"[\\\[\]&~|^]", lambda sign: f"\\{sign[0]}", members)


_WHY = {
    "[": "has no ] for its [",
    "{": "has { in it, which chooses nothing here: write a pattern for each, or \\{ for the sign itself",
    "\\": "ends with \\",
}
