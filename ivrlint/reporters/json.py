"""The report for programs: one JSON object, described by `ivrlint schema output`."""

from __future__ import annotations

import json as encoder
from collections.abc import Iterator, Sequence

from ivrlint.report import Report
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


def json(report: Report, around: Surroundings = NOWHERE) -> Iterator[str]:
    """The lines of the object: one line for each finding, problem, grade and call."""
    told, quiet, beside = report.fingerprints
    yield "{"
    for key, value in run_as_json(around.version).items():
        yield f'  "{key}": {encoded(value)},'
    yield from _list("  ", "findings", list(map(told_as_json, report.findings, told, beside)))
    yield from _list("  ", "suppressed", list(map(suppressed_as_json, report.suppressed, quiet)))
    yield from _list("  ", "problems", [problem_as_json(problem) for problem in report.problems])
    yield from _list("  ", "grades", [grade_as_json(grade) for grade in report.grades])
    yield '  "summary": {'
    for key, value in counts_as_json(report).items():
        yield f'    "{key}": {value},'
    yield from _list("    ", "calls", [way_as_json(way) for way in report.ways], end="")
    yield "  }"
    yield "}"


def encoded(value: object) -> str:
    """A value as JSON on one line."""
    return encoder.dumps(value, ensure_ascii=False, allow_nan=False)


def _list(indent: str, key: str, items: Sequence[object], end: str = ",") -> Iterator[str]:
    if not items:
        yield f'{indent}"{key}": []{end}'
        return
    yield f'{indent}"{key}": ['
    for number, item in enumerate(items, 1):
        yield f"{indent}  {encoded(item)}{',' if number < len(items) else ''}"
    yield f"{indent}]{end}"
