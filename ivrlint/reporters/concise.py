"""One line a finding, for people who search and for editors: `path:line:column: severity: message [rule]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ivrlint.finding import Finding
from ivrlint.report import Report
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.text import counts, headline


def concise(report: Report, paint: Paint, only: Sequence[Finding] | None = None) -> Iterator[str]:
    """The lines of a report: findings, and the counts.

    With `only` some findings these are told, with the counts of all, and nothing when there are none.
    """
    if only is not None and not only:
        return
    for finding in report.findings if only is None else only:
        yield headline(finding, paint)
    yield from counts(report, paint)
