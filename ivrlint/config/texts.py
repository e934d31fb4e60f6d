"""The texts of the rules of users, and all else that loading them depends on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ivrlint.bundled import RULES
from ivrlint.config.paths import basename
from ivrlint.readers.content import content
from ivrlint.readers.folders import files_below


def texts_of(folders: Sequence[str]) -> Iterator[bytes]:
    """What only folders have in common from which the same rules are loaded, with the same mistakes.

    Of each folder: what it is, also when it is empty; what cannot be opened in it; and of each file where it lies in the folder,
    the name of the folder around it, which is the concern of a rule, and the text.
    """
    ours = RULES.resolve()
    for place in folders:
        folder = Path(place)
        listed = folder.is_dir()
        paths, refusals = files_below(place) if listed else ([place], [])
        yield _entry("place", listed, folder.is_file(), folder.resolve() == ours)
        for refusal in refusals:
            yield _entry("refusal", *refusal)
        for path in paths:
            data = content(path)
            refused = not isinstance(data, bytes)
            inside = os.path.relpath(path, place) if listed else basename(path)
            yield _entry("file", inside, Path(path).absolute().parent.name, refused)
            yield data if isinstance(data, bytes) else data.message.encode()


def files_in(folders: Sequence[str]) -> Iterator[str]:
    """The paths of all files below these folders."""
    for place in folders:
        yield from files_below(place)[0] if Path(place).is_dir() else [place]


def _entry(*parts: object) -> bytes:
    """As a text in which no two entries are the same, also where names are no UTF-8."""
    return ascii(parts).encode()
