"""The report for programs that read line by line: one JSON object a line, each with its `type`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ivrlint.report import Report
from ivrlint.reporters.json import encoded
from ivrlint.reporters.plain import (
    counts_as_json,
    grade_as_json,
    problem_as_json,
    run_as_json,
    suppressed_as_json,
    told_as_json,
    way_as_json,
)
from ivrlint.reporters.surroundings import NOWHERE, Surroundings


def jsonl(report: Report, around: Surroundings = NOWHERE) -> Iterator[str]:
    """The run, then findings, what is suppressed, problems, grades and calls; last the counts."""
    told, quiet, beside = report.fingerprints
    yield _line("run", run_as_json(around.version))
    for finding, fingerprint, others in zip(report.findings, told, beside, strict=True):
        yield _line("finding", told_as_json(finding, fingerprint, others))
    for suppressed, fingerprint in zip(report.suppressed, quiet, strict=True):
        yield _line("suppressed", suppressed_as_json(suppressed, fingerprint))
    for problem in report.problems:
        yield _line("problem", problem_as_json(problem))
    for grade in report.grades:
        yield _line("grade", grade_as_json(grade))
    for way in report.ways:
        yield _line("call", way_as_json(way))
    yield _line("summary", counts_as_json(report))


def _line(kind: str, value: dict[str, Any]) -> str:
    return encoded({"type": kind, **value})
