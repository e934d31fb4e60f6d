"""The texts of the rules of users."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ivrlint.config.paths import basename, dirname
from ivrlint.readers.content import content
from ivrlint.readers.folders import files_below


def texts_of(folders: Sequence[str]) -> Iterator[bytes]:
    """The names and texts of all files below these folders."""
    for path in files_in(folders):
        data = content(path)
        yield f"{basename(dirname(path))}/{basename(path)}".encode("utf-8", "surrogateescape")
        yield data if isinstance(data, bytes) else data.message.encode()


def files_in(folders: Sequence[str]) -> Iterator[str]:
    """The paths of all files below these folders."""
    for place in folders:
        yield from files_below(place)[0] if Path(place).is_dir() else [place]
