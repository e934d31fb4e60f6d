"""One line a finding, for people who search and for editors: `path:line:column: severity: message [rule]`."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.report import Report
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.text import headline
from ivrlint.reporters.wording import summary


def concise(report: Report, paint: Paint) -> Iterator[str]:
    """The lines of a report: findings, and the counts."""
    for finding in report.findings:
        yield headline(finding, paint)
    line = summary(report)
    if line:
        yield paint(line, max((finding.severity for finding in report.findings), default="strong"))
