"""What is asked to be hidden, by a comment or by a configuration, and which findings that is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ivrlint.finding import Finding, Suppression
from ivrlint.fingerprints import identity
from ivrlint.flow import Mark
from ivrlint.flow.tuples import NamedTuple

ON_LINE, IN_FILE, IN_CONFIGURATION = range(3)
"""How near what is asked stands to a finding; the nearest gives the reason."""


class Asked(NamedTuple):
    """That what these rules find in these files be hidden, in lines and at steps. Without steps all are meant.

    `whole` says that all files that it is about are in the run, so that it can be said to be of no use.
    """

    files: tuple[str, ...]
    mark: Mark
    near: int
    rules: tuple[str, ...]
    reason: str
    until: str = ""
    first: int = 0
    last: int = 0
    steps: tuple[str, ...] = ()
    whole: bool = True

    @property
    def suppression(self) -> Suppression:
        """Why a finding is hidden then."""
        return Suppression("configuration" if self.near == IN_CONFIGURATION else "comment", self.reason, self.mark, self.until)


class Found:
    """The findings of a report, by their numbers, to be asked for those that somebody wants hidden."""

    def __init__(self, findings: Sequence[Finding], files: Iterable[str]) -> None:
        self._findings = findings
        self._in: dict[str, list[tuple[int, int]]] = {file: [] for file in files}
        self._at: dict[tuple[str, str], list[int]] = {}
        for number, finding in enumerate(findings):
            file = finding.mark.file
            if file in self._in:
                self._in[file].append((finding.mark.line, number))
                for name in {identity(finding).step, finding.step}:
                    self._at.setdefault((file, name), []).append(number)
        for by_line in self._in.values():
            by_line.sort()

    def meant(self, asked: Asked) -> list[int]:
        """The numbers of the findings that are meant, in their order."""
        near = {number for file in asked.files for number in self._near(asked, file)}
        return sorted(number for number in near if not asked.rules or self._findings[number].rule in asked.rules)

    def _near(self, asked: Asked, file: str) -> Iterator[int]:
        """What is found in the lines and at the steps that are meant, by whichever rule."""
        for step in asked.steps:
            yield from self._at.get((file, step), ())
        by_line = self._in[file]
        if asked.near == ON_LINE:
            by_line = by_line[bisect_left(by_line, (asked.first,)) : bisect_left(by_line, (asked.last + 1,))]
        if asked.near == ON_LINE or not asked.steps:
            yield from (number for _, number in by_line)

    def steps(self, asked: Asked) -> tuple[str, ...]:
        """The steps at which something is found that is meant, each once."""
        return tuple(dict.fromkeys(identity(self._findings[number]).step for number in self.meant(asked)))

    def rules(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The rules of these findings, each once."""
        return tuple(dict.fromkeys(self._findings[number].rule for number in numbers))
