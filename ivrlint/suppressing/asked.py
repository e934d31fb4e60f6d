"""What is asked to be hidden, by a comment or by a configuration, and which findings that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ivrlint.finding import Finding, Suppression
from ivrlint.fingerprints import identity
from ivrlint.flow import Mark

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

    def means(self, finding: Finding, step: str) -> bool:
        """Whether a finding at this step of the file is meant, if its rule is."""
        if self.near == ON_LINE:
            return self.first <= finding.mark.line <= self.last or step in self.steps
        return not self.steps or step in self.steps

    @property
    def suppression(self) -> Suppression:
        """Why a finding is hidden then."""
        return Suppression("configuration" if self.near == IN_CONFIGURATION else "comment", self.reason, self.mark, self.until)


class Found:
    """The findings of a report, by their numbers, to be asked for those that somebody wants hidden."""

    def __init__(self, findings: Sequence[Finding], files: Iterable[str]) -> None:
        self._findings = findings
        self._of_file: dict[str, list[int]] = {file: [] for file in files}
        for number, finding in enumerate(findings):
            if finding.mark.file in self._of_file:
                self._of_file[finding.mark.file].append(number)

    def meant(self, asked: Asked) -> list[int]:
        """The numbers of the findings that are meant, in their order."""
        return [
            number
            for file in asked.files
            for number in self._of_file[file]
            if (not asked.rules or self._findings[number].rule in asked.rules)
            and asked.means(self._findings[number], identity(self._findings[number]).step)
        ]

    def rules(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The rules of these findings, each once."""
        return tuple(dict.fromkeys(self._findings[number].rule for number in numbers))
