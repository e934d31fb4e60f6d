"""A run and a baseline: what it has is not told, and it is written and pruned when that is asked for."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from ivrlint import baselines
from ivrlint.baselines import Entry, Key
from ivrlint.cli.output import complain, write_file
from ivrlint.cli.sources import Unusable
from ivrlint.finding import Suppression
from ivrlint.flow import Refusal
from ivrlint.readers.content import content, shown
from ivrlint.report import Report
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.text import problem
from ivrlint.reporters.wording import count


class Names:
    """The names of files as a baseline has them: seen from the folder that it lies in, wherever ivrlint runs."""

    def __init__(self, baseline: str) -> None:
        self.folder = os.path.dirname(os.path.abspath(baseline))  # noqa: PTH100, PTH120 - links stay as they are written
        self.of = cache(self._of)
        self._real = cache(os.path.realpath)

    def is_gone(self, name: str) -> bool:
        """Whether there is no such file any more."""
        return not os.path.lexists(Path(self.folder, name))

    def _of(self, file: str) -> str:
        """The name by the real folders; by those of links where that is the way to stay below the folder of the baseline."""
        folder, name = os.path.split(os.path.abspath(file))  # noqa: PTH100 - links stay as they are written
        real = _relative(os.path.join(self._real(folder), name), self._real(self.folder))  # noqa: PTH118
        near = _relative(os.path.join(folder, name), self.folder)  # noqa: PTH118
        return near if real.startswith("../") and not near.startswith("../") else real


def _relative(path: str, folder: str) -> str:
    try:
        path = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return path.replace(os.sep, "/")
    return path.replace(os.sep, "/")


def against(path: str, given: Mapping[str, Any], report: Report) -> Report:
    """The report without what the baseline has, which is written or pruned before where that is asked for."""
    names = Names(path)
    data = content(path)
    if isinstance(data, Refusal) and (not given["write_baseline"] or os.path.lexists(path)):
        missing = "" if os.path.lexists(path) else "; --write-baseline makes a baseline"
        _refuse([Refusal(shown(path), f"{data.message}{missing}")])
    entries = () if isinstance(data, Refusal) else _read(data, path)
    judged = _Judged(report, given["files"], names)
    found = baselines.entries_of(baselines.still_found(report), names.of)
    stale = baselines.gone(entries, Counter({entry.key: entry.number for entry in found}), judged)
    if given["write_baseline"]:
        _refuse_half(path, report)
        entries = _change(path, data, entries, baselines.updated(entries, found, judged))
    elif given["prune_baseline"]:
        entries = _change(path, data, entries, baselines.pruned(entries, stale))
    elif stale and isinstance(data, bytes):
        report = _with_stale(report, stale, data, path)
    known = {entry.key: entry.number for entry in entries}
    # Among what is read, so that nothing else is written there.
    report = replace(report, texts={**report.texts, shown(path): b"" if isinstance(data, Refusal) else data})
    return baselines.without_old(report, known, Suppression("baseline", shown(path)), names.of)


def _read(data: bytes, path: str) -> tuple[Entry, ...]:
    entries, problems = baselines.read_baseline(data, shown(path))
    if problems:
        _refuse(problems)
    return entries


class _Judged:
    """Whether the run would have found such a finding."""

    def __init__(self, report: Report, paths: Sequence[str], names: Names) -> None:
        self.rules = {names.of(file): ids for file, ids in report.judged.items()}
        self.any_rule = frozenset().union(*self.rules.values())
        self.paths = [names.of(path) for path in paths if path != "-"]
        self.is_gone = cache(names.is_gone)

    def __call__(self, key: Key) -> bool:
        rules = self.rules.get(key.file)
        if rules is not None:
            return key.known_by.rule in rules
        return (
            key.known_by.rule in self.any_rule and any(_below(key.file, path) for path in self.paths) and self.is_gone(key.file)
        )


def _below(file: str, path: str) -> bool:
    """Whether a path that was named means this file: as a folder, as a pattern, or as the file itself."""
    return path in (".", file) or file.startswith(f"{path}/") or fnmatchcase(file, path)


def _change(path: str, data: bytes | Refusal, before: Sequence[Entry], after: Sequence[Entry]) -> tuple[Entry, ...]:
    """Write what a baseline has become, and say so."""
    text = baselines.as_text(after).encode()
    if text != data:
        write_file(path, text)
    added, removed = baselines.difference(before, after)
    number = sum(entry.number for entry in after)
    complain([f"{shown(path)}: {count(number, 'finding')} known, {added} added, {removed} removed"])
    return tuple(after)


def _with_stale(report: Report, stale: Sequence[Entry], data: bytes, path: str) -> Report:
    """The report with what the baseline has and the run has not found."""
    name = shown(path)
    told = baselines.told(stale, baselines.places(data, name))
    findings = sorted((*report.findings, *told), key=lambda finding: finding.order)
    # Callers suffer nothing from it: no flow loses points.
    return replace(report, findings=tuple(findings), met={**report.met, name: frozenset[str]()})


def _refuse_half(path: str, report: Report) -> None:
    """A baseline of what could be read, without the rest, would be taken for a whole one."""
    if report.problems:
        paint = Paint()
        complain(problem(refusal, paint) for refusal in report.problems)
        complain([f"{shown(path)} is not written: what is named above could not be read"])
        raise Unusable


def _refuse(problems: Sequence[Refusal]) -> None:
    complain(problem(refusal, Paint()) for refusal in problems)
    raise Unusable
