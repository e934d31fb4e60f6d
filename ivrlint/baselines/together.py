"""Files that have to do with one another: what is found in one of them may be there only because of the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet

Together = tuple[tuple[str, ...], ...]
"""Groups of files, as a baseline names them, in which entries were found together. A group of one file is none."""


def companions(together: Together) -> Mapping[str, frozenset[str]]:
    """For each file in a group, the files of its groups. It is in several where baselines were merged."""
    found: dict[str, frozenset[str]] = {}
    for group in together:
        for file in group:
            found[file] = found.get(file, frozenset()).union(group)
    return found


def regrouped(
    before: Together, now: Iterable[Collection[str]], files: AbstractSet[str], covered: Callable[[str], bool]
) -> Together:
    """The groups of a baseline with entries of these files after a run: those of the run, and those that it had only parts of."""
    halves = (group for group in before if not all(map(covered, group)))
    groups = {tuple(sorted(group)) for group in (*halves, *now) if len(group) > 1}
    return tuple(sorted(group for group in groups if not files.isdisjoint(group)))
