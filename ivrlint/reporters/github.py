"""The report as annotations of a GitHub workflow, the worst first, as many as GitHub shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ivrlint.finding import Finding, Severity
from ivrlint.flow import Refusal
from ivrlint.report import Report
from ivrlint.reporters.calls import moments
from ivrlint.reporters.frame import printable
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.surroundings import NOWHERE, Surroundings
from ivrlint.reporters.wording import also_at, count
from ivrlint.reporters.worst_first import worst_first

MOST = 10
"""Annotations of a kind that a step has at most; the rest would be dropped without a word."""

LONGEST = 4000
"""Characters of a message; those behind the 4,096th are dropped."""

_KINDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}


def github(report: Report, around: Surroundings = NOWHERE) -> Iterator[str]:
    """One workflow command for each annotation, and a last one that counts those for which there was no room."""
    room = {"error": MOST, "warning": MOST, "notice": MOST - 1}
    left_out: Counter[str] = Counter()
    for problem in report.problems:
        if room["error"]:
            room["error"] -= 1
            yield _unread(problem, around)
        else:
            left_out["file that could not be read"] += 1
    for finding in worst_first(report.findings):
        kind = _KINDS[finding.severity]
        if room[kind]:
            room[kind] -= 1
            yield _annotation(finding, around)
        else:
            left_out[finding.severity.name] += 1
    if left_out:
        told = ", ".join(
            count(number, what, "files that could not be read" if " " in what else "") for what, number in left_out.items()
        )
        yield _command(
            "notice", {"title": "ivrlint"}, f"Not shown here, for a step has {MOST} annotations of a kind at most: {told}."
        )


def _annotation(finding: Finding, around: Surroundings) -> str:
    mark = finding.mark
    place = {"file": printable(around.path(mark.file)), "line": str(mark.line), "endLine": str(mark.end_line)}
    if mark.line == mark.end_line:
        place |= {"col": str(mark.column), "endColumn": str(max(mark.column, mark.end_column))}
    lines = [printable(finding.message)]
    lines += filter(None, [also_at(finding)])
    if finding.instead:
        lines.append(f"Instead: {printable(' '.join(finding.instead.split()))}")
    if finding.call:
        lines += moments(finding.call, Paint())
    return _command(_KINDS[finding.severity], place | {"title": f"ivrlint: {finding.rule}"}, _shortened(lines))


def _unread(problem: Refusal, around: Surroundings) -> str:
    place = {"file": printable(around.path(problem.file)), "line": str(problem.line or ""), "col": str(problem.column or "")}
    return _command(
        "error", place | {"title": "ivrlint: cannot be read"}, printable(f"{problem.file}: {problem.message}")[:LONGEST]
    )


def _shortened(lines: list[str]) -> str:
    text = "\n".join(lines)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _command(name: str, properties: dict[str, str], message: str) -> str:
    """A workflow command, as the runner takes it apart."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
