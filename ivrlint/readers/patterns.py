"""Patterns in the place of paths, which a shell may leave alone: `*`, `?`, `[...]`, and `**` for folders at any depth."""

from __future__ import annotations

import glob
import re
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path

_ANY_DEPTH = "**"


def matches(pattern: str) -> list[str]:
    """What a pattern means: files and folders, in a fixed order. Names that begin with a dot only where the pattern says the dot.

    `**` does not go through symbolic links, which may lead in a circle.
    """
    parts = pattern.split("/")
    if _ANY_DEPTH not in parts:
        return sorted(glob.glob(pattern))  # noqa: PTH207 - keeps the path as it is written
    plain = list(takewhile(lambda part: not glob.has_magic(part), parts))
    rest = [part if part == _ANY_DEPTH else re.sub(r"\*+", "*", part) for part in parts[len(plain) :] if part]
    if rest[-1] == _ANY_DEPTH:
        rest.append("*")
    base = Path("/".join(plain) or ("/" if plain else "."))
    hidden = any(part.startswith(".") for part in rest)
    found = (path for path in base.glob("/".join(rest)) if hidden or not _is_hidden(path.relative_to(base)))
    return sorted({str(path) for path in found})


def fits(file: str, pattern: str) -> bool:
    """Whether a pattern may mean a file, also one that is gone: `*` is taken for any letters, `/` among them."""
    return fnmatchcase(file, pattern.replace(f"{_ANY_DEPTH}/", "*"))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
