"""Of which entries of a baseline a run can say that they are gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import takewhile

from ivrlint.baselines import Key
from ivrlint.readers.patterns import fits
from ivrlint.report import ABOUT_NO_FLOW


class Coverage:
    """What a run has judged, by the names of a baseline: the `rules` of each file, and all that the `paths` mean.

    `is_gone` says whether a file is there no more; `companions` gives for each file all that were linted with it when its entries
    were found.
    """

    def __init__(
        self,
        rules: Mapping[str, frozenset[str]],
        paths: Sequence[str],
        is_gone: Callable[[str], bool],
        companions: Callable[[], Mapping[str, frozenset[str]]],
    ) -> None:
        self._rules, self._paths, self._is_gone, self._companions = rules, paths, is_gone, cache(companions)
        self._any_rule = frozenset[str]().union(*rules.values())
        self.covers = cache(self._covers)

    def judged(self, key: Key) -> bool:
        """Whether the run would have found such a finding.

        Its file was linted together with all files that the entry was found with, or would have been if it were there.
        """
        rule = key.known_by.rule
        if key.file not in self._rules:
            return rule in self._any_rule and self._is_named(key.file) and self._is_gone(key.file)
        if rule in ABOUT_NO_FLOW:
            return True
        return rule in self._rules[key.file] and not self.missing(key)

    def missing(self, key: Key) -> list[str]:
        """The files that the run leaves out, and with which the file of an entry was linted when that was found."""
        if key.known_by.rule not in self._rules.get(key.file, ()):
            return []
        return sorted(other for other in self._companions().get(key.file, ()) if not self.covers(other))

    def _covers(self, file: str) -> bool:
        """Whether the run has linted a file, or would have if it were there, a flow and not excluded."""
        return file in self._rules or self._is_named(file) or self._is_gone(file)

    def _is_named(self, file: str) -> bool:
        return any(path == file or _is_below(file, path) or fits(file, path) for path in self._paths)


def _is_below(file: str, folder: str) -> bool:
    """Whether a file lies in a folder, which may be that of the baseline (`.`) or one above it (`..`)."""
    parts = [part for part in folder.split("/") if part != "."]
    if any(part != ".." for part in parts):
        return file.startswith(f"{folder}/")
    return len([*takewhile("..".__eq__, file.split("/"))]) <= len(parts)
