"""The report for programs: one JSON object, described by `ivrlint schema output`."""

from __future__ import annotations

import json as encoder
import math
from collections.abc import Iterator, Sequence
from typing import Any

from ivrlint.finding import CallTranscript, Finding, Severity
from ivrlint.flow import Refusal
from ivrlint.grading import Grade
from ivrlint.report import Report, Way

VERSION = 1
"""The version of the form of the object. It grows when a key goes or changes its meaning."""


def json(report: Report) -> Iterator[str]:
    """The lines of the object: one line for each finding, problem, grade and call."""
    yield "{"
    yield f'  "version": {VERSION},'
    yield from _list("  ", "findings", [finding_as_json(finding) for finding in report.findings])
    yield from _list("  ", "problems", [problem_as_json(problem) for problem in report.problems])
    yield from _list("  ", "grades", [_grade(grade) for grade in report.grades])
    yield '  "summary": {'
    for severity in reversed(Severity):
        yield f'    "{severity}": {report.count(severity)},'
    yield f'    "files": {report.files},'
    yield from _list("    ", "calls", [_way(way) for way in report.ways], end="")
    yield "  }"
    yield "}"


def _list(indent: str, key: str, items: Sequence[object], end: str = ",") -> Iterator[str]:
    if not items:
        yield f'{indent}"{key}": []{end}'
        return
    yield f'{indent}"{key}": ['
    for number, item in enumerate(items, 1):
        yield f"{indent}  {encoder.dumps(item, ensure_ascii=False, allow_nan=False)}{',' if number < len(items) else ''}"
    yield f"{indent}]{end}"


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """One finding as an object."""
    mark = finding.mark
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "file": mark.file,
        "line": mark.line,
        "column": mark.column,
        "end_line": mark.end_line,
        "end_column": mark.end_column,
        "step": finding.step,
        "message": finding.message,
        "instead": finding.instead,
        "sources": [source._asdict() for source in finding.sources],
        "call": _call(finding.call),
    }


def _call(call: CallTranscript | None) -> list[dict[str, Any]] | None:
    return None if call is None else [event._asdict() | {"at": _number(event.at)} for event in call.events]


def problem_as_json(problem: Refusal) -> dict[str, Any]:
    """A file that could not be read, as `ivrlint schema output` describes it."""
    return {"file": problem.file, "line": problem.line or None, "column": problem.column or None, "message": problem.message}


def _grade(grade: Grade) -> dict[str, Any]:
    lost = [
        {
            "rule": part.rule,
            "severity": str(part.severity),
            "findings": len(part.at),
            "points": _number(part.points),
            "at": list(part.at),
        }
        for part in grade.lost
    ]
    return {"file": grade.file, "grade": grade.grade, "points": _number(grade.points), "lost": lost}


def _way(way: Way) -> dict[str, Any]:
    return {
        "file": way.file,
        "name": way.name,
        "start": way.start,
        "reaches_person": way.reaches_person,
        "may_reach_person": way.may_reach_person,
        "person_only_by_error": way.only_by_error,
        "seconds_to_person": _number(way.seconds),
        "presses_to_person": _number(way.presses),
        "entries_to_person": _number(way.entries),
        "route_to_person": list(way.route),
    }


def _number(value: float) -> float | None:
    """Rounded to hundredths, whole where it is whole, and None for what is infinitely far."""
    if math.isinf(value):
        return None
    value = round(value, 2)
    return int(value) if value == int(value) else value
