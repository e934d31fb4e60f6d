"""Findings that somebody has looked at and accepts, in a comment or in a configuration: they are kept, but not told.

Nothing here looks at a file or at the calendar: what comments say is in the report, what a configuration accepts is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ivrlint.expressions import did_you_mean
from ivrlint.finding import Finding, Severity, Suppressed
from ivrlint.flow import replace
from ivrlint.report import Report
from ivrlint.suppressing import complaints
from ivrlint.suppressing.asked import IN_CONFIGURATION, Asked, Found
from ivrlint.suppressing.asking import Asking, Known

__all__ = ["IN_CONFIGURATION", "Asked", "Known", "Severities", "suppress"]

Severities = Callable[[Finding], Severity | None]
"""How severe a finding about a suppression is; None where it is not told."""


def suppress(report: Report, today: str, known: Known, severity: Severities, accepted: Sequence[Asked] = ()) -> Report:
    """The report without what is accepted, and with findings about what is asked in vain.

    `today` is a day, YYYY-MM-DD; `severity` says how severe it is what is wrong with suppressions; `accepted` is what a
    configuration asks. What is of no use is told only where the rules that are named have judged.
    """
    found = Found(report.findings, {remark.mark.file for remark in report.remarks}.union(*(asked.files for asked in accepted)))
    asking = Asking(found, today)
    asking.hear(report.remarks, known)
    for asked in accepted:
        asking.weigh(asked)
    by: dict[int, Asked] = {}
    wrong = [*asking.complaints]
    for asked in sorted(asking.holds, key=lambda asked: asked.near):
        meant = found.meant(asked)
        for number in meant:
            by.setdefault(number, asked)
        wrong += _of_no_use(asked, found.rules(meant), report, found)
    told = [finding for number, finding in enumerate(report.findings) if number not in by]
    told += (replace(each, severity=level) for each in wrong if (level := severity(each)))
    hidden = (Suppressed(report.findings[number], asked.suppression) for number, asked in sorted(by.items()))
    findings = sorted(told, key=lambda finding: finding.order)
    return replace(report, findings=tuple(findings), suppressed=(*report.suppressed, *hidden))


def _of_no_use(asked: Asked, used: Sequence[str], report: Report, found: Found) -> list[Finding]:
    """A finding about rules that are named and find nothing, where they have judged."""
    if not asked.whole or not all(file in report.judged for file in asked.files):
        return []
    judged = [report.judged[file] for file in asked.files] or [frozenset().union(*report.judged.values())]
    idle = [rule for rule in asked.rules if rule not in used and all(rule in rules for rules in judged)]
    if not idle:
        return []
    near = ""
    if asked.near == IN_CONFIGURATION and asked.steps:
        near = did_you_mean(asked.steps[0], found.steps(asked._replace(steps=(), rules=tuple(idle))))
    return [complaints.unused(asked, idle, near if near.endswith("?") else "")]
