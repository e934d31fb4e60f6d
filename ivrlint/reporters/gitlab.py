"""The report as a GitLab code quality report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ivrlint.finding import Finding, Severity
from ivrlint.flow import Refusal
from ivrlint.linting import unread
from ivrlint.report import Report
from ivrlint.reporters.json import encoded
from ivrlint.reporters.surroundings import NOWHERE, Surroundings
from ivrlint.reporters.wording import also_at

SEVERITIES = {Severity.error: "major", Severity.warning: "minor", Severity.info: "info"}

UNREAD = "blocker"
"""The severity of a file that could not be read."""


def gitlab(report: Report, around: Surroundings = NOWHERE) -> Iterator[str]:
    """The lines of the list: one line for each issue."""
    prints = report.fingerprints.told
    issues = [_issue(finding, print_, around) for finding, print_ in zip(report.findings, prints, strict=True)]
    issues += [_unread(problem, around) for problem in report.problems]
    yield "["
    for number, issue in enumerate(issues, 1):
        yield f"{encoded(issue)}{',' if number < len(issues) else ''}"
    yield "]"


def _issue(finding: Finding, fingerprint: str, around: Surroundings) -> dict[str, Any]:
    path, mark = around.path(finding.mark.file), finding.mark
    return {
        "description": ". ".join(filter(None, (finding.message, also_at(finding)))),
        "check_name": finding.rule,
        "fingerprint": _of_all_files(path, fingerprint),
        "severity": SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": mark.line, "end": mark.end_line}},
    }


def _unread(problem: Refusal, around: Surroundings) -> dict[str, Any]:
    return _issue(unread(problem), problem.message, around) | {"severity": UNREAD}


def _of_all_files(path: str, fingerprint: str) -> str:
    """A fingerprint that no other file has: of two issues with the same one GitLab keeps the last."""
    from hashlib import blake2b

    return blake2b(f"{path}\0{fingerprint}".encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
