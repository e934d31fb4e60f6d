"""The parts of a report as plain objects, which JSON can say: `ivrlint schema output` describes them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ivrlint.finding import CallEvent, CallTranscript, Finding, Severity, Suppressed
from ivrlint.flow import Mark, Refusal
from ivrlint.grading import Grade
from ivrlint.report import Report, Way

VERSION = 1
"""The version of the form of these objects. It grows when a key goes or changes its meaning."""


def run_as_json(version: str) -> dict[str, Any]:
    """The form of the objects, and the version of ivrlint."""
    return {"version": VERSION, "ivrlint": version}


def told_as_json(finding: Finding, fingerprint: str, beside: Sequence[str] = ()) -> dict[str, Any]:
    """A finding of a report, which has a fingerprint; `beside` are those of what is told with it."""
    also = [
        {**(_place(other.mark) or {}), "step": other.step, "about": other.about, "fingerprint": print_}
        for other, print_ in zip(finding.also, beside, strict=True)
    ]
    return finding_as_json(finding) | {"fingerprint": fingerprint, "also": also}


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
        "about": finding.about,
        "message": finding.message,
        "instead": finding.instead,
        "sources": [source._asdict() for source in finding.sources],
        "call": _call(finding.call),
    }


def suppressed_as_json(suppressed: Suppressed, fingerprint: str) -> dict[str, Any]:
    """A finding that is not told, and why."""
    by = suppressed.by
    return {
        "kind": by.kind,
        "reason": by.reason,
        "until": by.until or None,
        "place": _place(by.mark),
        "finding": told_as_json(suppressed.finding, fingerprint),
    }


def problem_as_json(problem: Refusal) -> dict[str, Any]:
    """A file that could not be read."""
    return {"file": problem.file, "line": problem.line or None, "column": problem.column or None, "message": problem.message}


def grade_as_json(grade: Grade) -> dict[str, Any]:
    """The grade of a flow, and what it was lost by."""
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


def way_as_json(way: Way) -> dict[str, Any]:
    """How the callers of one entry point get to a person."""
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


def counts_as_json(report: Report) -> dict[str, int]:
    """How much there is."""
    by_severity = {str(severity): report.count(severity) for severity in reversed(Severity)}
    return by_severity | {"suppressed": len(report.suppressed), "files": report.files}


def _call(call: CallTranscript | None) -> list[dict[str, Any]] | None:
    return None if call is None else [_event(event) for event in call.events]


def _event(event: CallEvent) -> dict[str, Any]:
    place = _place(event.mark) or {"file": None, "line": None}
    return {
        "at": _number(event.at),
        "who": event.who,
        "what": event.what,
        "step": event.step,
        "file": place["file"],
        "line": place["line"],
    }


def _place(mark: Mark | None) -> dict[str, Any] | None:
    return None if mark is None else {"file": mark.file, "line": mark.line, "column": mark.column}


def _number(value: float) -> float | None:
    """Rounded to hundredths, whole where it is whole, and None for what is infinitely far."""
    if math.isinf(value):
        return None
    value = round(value, 2)
    return int(value) if value == int(value) else value
