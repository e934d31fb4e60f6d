"""Which files of a run the `ignores` of their configurations are about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ivrlint.config.globs import Globs
from ivrlint.config.paths import absolute, seen_from
from ivrlint.config.settings import Configurations
from ivrlint.config.value import Ignore
from ivrlint.flow.tuples import NamedTuple

_SIGNS = frozenset("*?[]!\\")
"""By these a pattern may mean something else than it says."""


class Accepted(NamedTuple):
    """An entry of a configuration with the files of a run that it is about.

    `whole` says that it names files, not patterns, and that each is in the run or gone. `text` is that of the configuration.
    """

    ignore: Ignore
    files: tuple[str, ...]
    whole: bool
    text: bytes


def accepted(configurations: Configurations, files: Iterable[str]) -> Iterator[Accepted]:
    """Each entry that is about any of these files, or only about files that are gone, once."""
    about: dict[Ignore, dict[str, str]] = {}
    roots: dict[Ignore, set[str]] = {}
    texts: dict[str, bytes] = {}
    for file in files:
        ground = configurations.of(file).ground
        seen = seen_from(ground.root, absolute(configurations.choices.here, file))
        for config, text in zip(ground.chain.configs, ground.chain.texts, strict=True):
            for ignore in config.ignores:
                its = about.setdefault(ignore, {})
                roots.setdefault(ignore, set()).add(ground.root)
                texts[ignore.mark.file] = text
                if not ignore.files or Globs(ignore.files).cover(seen):
                    its[file] = seen
    for ignore, its in about.items():
        there = set(its.values())
        absent = [pattern.strip() for pattern in ignore.files_as_written if _name(pattern) not in there]
        whole = bool(ignore.files_as_written) and all(_is_gone(pattern, roots[ignore]) for pattern in absent)
        if its or whole:
            yield Accepted(ignore, tuple(its), whole, texts[ignore.mark.file])


def _name(pattern: str) -> str:
    return pattern.strip().removeprefix("./").strip("/")


def _is_gone(pattern: str, roots: Iterable[str]) -> bool:
    """Whether a pattern is the path of one file or folder, and there is none. A name without `/` may lie at any depth."""
    name = _name(pattern)
    is_path = "/" in pattern.rstrip("/") and not _SIGNS.intersection(name)
    return is_path and not any(os.path.lexists(absolute(root, name)) for root in roots)
