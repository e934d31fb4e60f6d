"""A run and a baseline: what it has is not told, and it is written and pruned when that is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from ivrlint import baselines
from ivrlint.baselines import Entry, Together
from ivrlint.cli.coverage import Coverage
from ivrlint.cli.output import complain, write_file
from ivrlint.cli.selection import ids_in
from ivrlint.cli.sources import Unusable, refusals
from ivrlint.config.naming import meant
from ivrlint.config.paths import named
from ivrlint.config.settings import Configurations
from ivrlint.finding import Severity, Suppression
from ivrlint.flow import Refusal, replace
from ivrlint.readers.content import content, shown
from ivrlint.report import ABOUT_NO_FLOW, STALE, Report
from ivrlint.reporters.wording import count

DEFAULT = ".ivrlint-baseline.json"
"""The baseline that is written when none is named."""


class Names:
    """The names of files as a baseline has them: seen from the folder that it lies in, wherever ivrlint runs."""

    def __init__(self, baseline: str) -> None:
        self.folder = os.path.dirname(os.path.abspath(baseline))  # noqa: PTH100, PTH120 - links stay as they are written
        self.of = cache(self._of)
        self._real = cache(os.path.realpath)

    def path_of(self, name: str) -> str:
        """The path of a file that a baseline names."""
        return os.path.join(self.folder, name)  # noqa: PTH118 - as above

    def is_gone(self, name: str) -> bool:
        """Whether there is no such file any more."""
        return not os.path.lexists(self.path_of(name))

    def _of(self, file: str) -> str:
        """The name by the real folders; by those of links where that is the way to stay below the folder of the baseline."""
        folder, name = os.path.split(os.path.abspath(file))  # noqa: PTH100 - links stay as they are written
        real = named(os.path.join(self._real(folder), name), self._real(self.folder))  # noqa: PTH118
        near = named(os.path.join(folder, name), self.folder)  # noqa: PTH118
        return near if real.startswith("../") and not near.startswith("../") else real


def against(given: Mapping[str, Any], places: Iterable[str], configurations: Configurations, report: Report) -> Report:
    """The report without what its baselines have, which are written or pruned before where that is asked for.

    The `places` are the names of all files that the run is about. A baseline that cannot be used, and that only some of them
    have, is a problem of the report; all that is found in these is told.
    """
    default = DEFAULT if given["write_baseline"] or given["prune_baseline"] else ""
    path_of = cache(lambda file: given["baseline"] or configurations.of(file).baseline or default)
    sound = not report.problems and not configurations.problems
    files = {*places, *(finding.mark.file for finding in report.findings)}
    refused: dict[str, tuple[Refusal, ...]] = {}
    for path in sorted(filter(None, set(map(path_of, files)))):
        by = "" if given["baseline"] else next(configurations.of(file).baseline_by for file in files if path_of(file) == path)
        try:
            report = _Book(path, path_of, given, configurations.of(path).level(STALE), by).compared(report, sound)
        except _NoBaseline as error:
            refused[path] = error.problems
    problems = tuple(each for its in refused.values() for each in its)
    if problems and (default or all(path_of(file) in refused for file in report.judged)):
        complain(refusals(problems))
        raise Unusable
    return replace(report, problems=(*report.problems, *problems)) if problems else report


class _NoBaseline(Exception):  # noqa: N818 - why a baseline cannot be used
    """A baseline cannot be used; `problems` say why."""

    def __init__(self, problems: Sequence[Refusal]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class _Book:
    """One baseline in a run."""

    def __init__(self, path: str, path_of: Callable[[str], str], given: Mapping[str, Any], level: str, by: str) -> None:
        self.path, self.shown, self.level, self.by = path, shown(path), level, by
        self.path_of, self.given = path_of, given
        self.names = Names(path)
        self.data = content(path)
        self.entries = self._read()

    def _read(self) -> tuple[Entry, ...]:
        if isinstance(self.data, bytes):
            entries, problems = baselines.read_baseline(self.data, self.shown)
            _refuse(problems)
            return entries
        there = os.path.lexists(self.path)
        if there or not self.given["write_baseline"]:
            message = self.data.message if there else f"{self.data.message}; --write-baseline makes a baseline"
            _refuse([Refusal(self.shown, f"{message} ({self.by} names it)" if self.by else message)])
        return ()

    def compared(self, report: Report, sound: bool) -> Report:
        """The report without what is known."""
        everything = (finding for finding in baselines.still_found(report) if finding.rule not in ABOUT_NO_FLOW)
        ours = [finding for finding in everything if self.path_of(finding.mark.file) == self.path]
        found = baselines.entries_of(ours, self.names.of)
        numbers = {entry.key: entry.number for entry in found}
        coverage = self._coverage(report)
        is_ours = self._ours(report)
        judged: baselines.Judged = lambda key: is_ours(key.file) and coverage.judged(key)  # noqa: E731
        stale = baselines.gone(self.entries, numbers, judged)
        # Among what is read, so that nothing else is written there.
        report = replace(report, texts={**report.texts, self.shown: self.data if isinstance(self.data, bytes) else b""})
        if self.given["write_baseline"]:
            self._refuse_half(report, sound)
            now = ({self.names.of(file) for file in group} for group in report.together)
            self._change(baselines.updated(self.entries, found, judged), now, coverage.covers)
        elif self.given["prune_baseline"]:
            self._change(baselines.pruned(self.entries, stale))
            self._tell_kept(
                baselines.gone(self.entries, numbers, lambda key: is_ours(key.file) and bool(coverage.missing(key))), coverage
            )
        elif stale:
            report = self._with_stale(report, stale)
        files = {self.names.of(finding.mark.file) for finding in ours}
        usable = (entry for entry in self.entries if entry.key.known_by.rule not in ABOUT_NO_FLOW)
        known = {entry.key: entry.number for entry in usable if entry.key.file in files}
        return baselines.without_old(report, known, Suppression("baseline", self.shown), self.names.of)

    def _with_stale(self, report: Report, stale: Sequence[Entry]) -> Report:
        """The report with what the baseline has in vain."""
        level = "off" if meant(ids_in(self.given["ignore"]), STALE) else self.level
        if level == "off" or isinstance(self.data, Refusal):
            return report
        severity = Severity.__members__.get(level, Severity.info)
        hidden = (finding for finding, by in report.suppressed if not by.is_for_age)
        accepted = baselines.counts_of(hidden, self.names.of)
        told = baselines.told(stale, accepted, baselines.places(self.data, self.shown), severity)
        return replace(report, findings=tuple(sorted((*report.findings, *told), key=lambda finding: finding.order)))

    @cached_property
    def _together(self) -> Together:
        """The files in which entries were found together."""
        return baselines.read_together(self.data, self.shown) if isinstance(self.data, bytes) else ()

    def _ours(self, report: Report) -> Callable[[str], bool]:
        """Whether a file has this baseline."""
        files = {self.names.of(file): file for file in report.judged}
        return cache(lambda name: self.path_of(files.get(name) or self.names.path_of(name)) == self.path)

    def _coverage(self, report: Report) -> Coverage:
        """What the run has judged, by the names of the baseline."""
        rules = {self.names.of(file): ids for file, ids in report.judged.items()}
        paths = [self.names.of(path) for path in self.given["files"] if path != "-"]
        return Coverage(rules, paths, self.names.is_gone, lambda: baselines.companions(self._together))

    def _tell_kept(self, kept: Sequence[Entry], coverage: Coverage) -> None:
        """Say what is found no more, but may be where all files are linted that it was found with."""
        if kept:
            missing = sorted({file for entry in kept for file in coverage.missing(entry.key)})
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            number = count(sum(entry.number for entry in kept), "finding")
            where = f"{missing[0]}{more}: before, they were linted together"
            complain([f"{self.shown}: {number} not found but kept, for want of {where}"])

    def _change(
        self,
        after: tuple[Entry, ...],
        together: Iterable[Collection[str]] = (),
        covers: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Write what the baseline has become, with what the run has linted `together`, and say so."""
        files = {entry.key.file for entry in after}
        text = baselines.as_text(after, baselines.regrouped(self._together, together, files, covers)).encode()
        if text != self.data:
            write_file(self.path, text)
        added, removed = baselines.difference(self.entries, after)
        number = sum(entry.number for entry in after)
        complain([f"{self.shown}: {count(number, 'finding')} known, {added} added, {removed} removed"])
        self.entries = after

    def _refuse_half(self, report: Report, sound: bool) -> None:
        """A baseline of what could be read, without the rest, would be taken for a whole one."""
        if not sound:
            complain(refusals(report.problems))
            complain([f"{self.shown} is not written: mend what is named above, or exclude it"])
            raise Unusable


def _refuse(problems: Sequence[Refusal]) -> None:
    if problems:
        raise _NoBaseline(problems)
