"""Which files of a run the `ignores` of their configurations are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ivrlint.config.globs import Globs
from ivrlint.config.paths import absolute, seen_from
from ivrlint.config.settings import Configurations
from ivrlint.config.value import Ignore


class Accepted(NamedTuple):
    """An entry of a configuration with the files of a run that it is about.

    `whole` says that it names files, not patterns, and that all of them are there. `text` is that of the configuration.
    """

    ignore: Ignore
    files: tuple[str, ...]
    whole: bool
    text: bytes


def accepted(configurations: Configurations, files: Iterable[str]) -> Iterator[Accepted]:
    """Each entry that is about any of these files, once."""
    about: dict[Ignore, dict[str, str]] = {}
    texts: dict[str, bytes] = {}
    for file in files:
        ground = configurations.of(file).ground
        seen = seen_from(ground.root, absolute(configurations.choices.here, file))
        for config, text in zip(ground.chain.configs, ground.chain.texts, strict=True):
            for ignore in config.ignores:
                if not ignore.files or Globs(ignore.files).cover(seen):
                    about.setdefault(ignore, {})[file] = seen
                    texts[ignore.mark.file] = text
    for ignore, its in about.items():
        named = {pattern.strip().removeprefix("./").strip("/") for pattern in ignore.files_as_written}
        yield Accepted(ignore, tuple(its), bool(named) and named <= set(its.values()), texts[ignore.mark.file])
