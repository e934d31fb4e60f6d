"""What is old is not told again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ivrlint.baselines.entry import Key, Naming, key_of
from ivrlint.finding import Finding, Suppressed, Suppression
from ivrlint.flow import replace
from ivrlint.report import Report

Counts = Mapping[Key, int]
"""How many findings are known by the same."""


def counts_of(findings: Iterable[Finding], name: Naming) -> Counter[Key]:
    """How many of the findings are known by the same."""
    return Counter(key_of(finding, name) for finding in findings)


def still_found(report: Report) -> list[Finding]:
    """What is found, told or old: all but what somebody has looked at and accepts. Sorted; of equal ones the old come first."""
    old = (finding for finding, by in report.suppressed if by.is_for_age)
    return sorted((*old, *report.findings), key=lambda finding: finding.order)


def without_old(report: Report, known: Counts, by: Suppression, name: Naming) -> Report:
    """The report in which no more is told than what is beyond the number that is known.

    Of findings that are known by the same the first ones are old, whichever of them are suppressed for another age.
    """
    before: Counter[Key] = Counter()
    old: set[int] = set()
    for finding in still_found(report):
        key = key_of(finding, name)
        if before[key] < known.get(key, 0):
            old.add(id(finding))
        before[key] += 1
    moved = (Suppressed(finding, by) for finding in report.findings if id(finding) in old)
    suppressed = sorted((*report.suppressed, *moved), key=lambda each: each.finding.order)
    told = tuple(finding for finding in report.findings if id(finding) not in old)
    return replace(report, findings=told, suppressed=tuple(suppressed))
