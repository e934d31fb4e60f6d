"""Which of the paths that were named means a file of the repository, or would if it were there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ivrlint.readers.patterns import fits
from ivrlint.readers.wanted import has_magic
from ivrlint.revisions.past import Past


class Meant:
    """What each of the paths means: itself, all files below it, or what matches it."""

    def __init__(self, paths: Sequence[str], past: Past) -> None:
        self._paths, self._past = paths, past
        self._numbers: dict[str, int] = {}
        for number, path in enumerate(paths):
            self._numbers.setdefault(past.inside(path), number)
        self._patterns = [(number, inside) for inside, number in self._numbers.items() if has_magic(inside)]
        self._by = cache(self._first)

    def name(self, inside: str) -> str | None:
        """The name that findings give to a path of the repository; None where no path means it, or passes it over as hidden."""
        number = self._by(inside)
        if number is None:
            return None
        path = self._paths[number]
        above = self._past.inside(path)
        below = inside.removeprefix("" if above == "." else above)
        return None if any(part.startswith(".") for part in below.split("/")) else self._past.named(inside, path)

    def in_order(self, then_named: Mapping[str, str], gone: Iterable[str]) -> list[str]:
        """The names of then in the order in which a run of then came to them: it may matter which file is the first.

        `then_named` has them by those of now. What has still the same name has still its place; all else is put among the files
        that the same path means.
        """
        names = [name for file, name in then_named.items() if file == name]
        for name in sorted({*then_named.values(), *gone}.difference(names)):
            path = self._of(name)
            its = [number for number, other in enumerate(names) if self._of(other) == path]
            place = next((number for number in its if names[number] > name), its[-1] + 1 if its else len(names))
            names.insert(place, name)
        return names

    def _of(self, name: str) -> int | None:
        return self._by(self._past.inside(name))

    def _first(self, inside: str) -> int | None:
        above, numbers = inside, [number for number, pattern in self._patterns if fits(inside, pattern)]
        while above:
            numbers.append(self._numbers.get(above, len(self._paths)))
            above = above.rpartition("/")[0]
        number = min((*numbers, self._numbers.get(".", len(self._paths))))
        return number if number < len(self._paths) else None
