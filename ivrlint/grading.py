"""The grade of a flow: 100 points, less what its findings cost.

It is made of findings, which rules make of facts, so that no rule can look at it. The numbers are our choice: there is no
standard to take them from. `ivrlint explain grade` and docs/grade.md say them as they stand here.
"""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.finding import Finding, Severity
from ivrlint.flow.tuples import NamedTuple

FULL = 100
"""The points of a flow in which nothing is found."""

COST = {Severity.error: 20, Severity.warning: 5, Severity.info: 1}
"""What the first finding of a rule costs."""

GRAVE = ("doom-loop", "no-way-to-a-person")
"""Rules about callers whom nobody will ever help."""

GRAVE_COST = 45
"""What the first finding of such a rule costs when it is an error."""

SHARES = (1, 1 / 2, 1 / 4, 1 / 4)
"""The share of its cost that each finding of the same rule takes, the costliest first; further ones take nothing.

They never grow, so that a finding less, or a lighter one, never costs more. All are exact in binary, and so are their sums.
Findings that say the same (`Finding.group`) have one share, that of their worst.
"""

BANDS = {"A": 90, "B": 75, "C": 60, "D": 40, "F": 0}
"""The least points of each grade."""


class Lost(NamedTuple):
    """The points that one rule has cost by its findings of one severity; `at` are their numbers in the report."""

    rule: str
    severity: Severity
    points: float
    at: tuple[int, ...]


class Grade(NamedTuple):
    """The grade of the flow in a file; `lost` is sorted by points, most first, and may come to more than there were."""

    file: str
    grade: str
    points: float
    lost: tuple[Lost, ...]


def grade(file: str, findings: Mapping[int, Finding]) -> Grade:
    """The grade of a flow with these findings; the keys are their numbers in the report."""
    by_rule: dict[str, list[int]] = {}
    for number, finding in findings.items():
        by_rule.setdefault(finding.rule, []).append(number)
    parts = (part for numbers in by_rule.values() for part in _lost({number: findings[number] for number in numbers}))
    lost = tuple(sorted(parts, key=lambda part: (-part.points, part.rule, -part.severity)))
    points = max(0.0, FULL - sum(part.points for part in lost))
    return Grade(file, band(points), points, lost)


def band(points: float) -> str:
    """The letter for so many points."""
    return next(letter for letter, least in BANDS.items() if points >= least)


def cost(rule: str, severity: Severity) -> int:
    """The points that the first finding of a rule costs."""
    return GRAVE_COST if severity is Severity.error and rule in GRAVE else COST[severity]


def _lost(findings: Mapping[int, Finding]) -> list[Lost]:
    """What the findings of one rule cost, by severity."""
    heaviest_first = sorted(findings, key=lambda number: (-findings[number].severity, number))
    taken: dict[Severity, list[tuple[int, float]]] = {}
    groups: set[object] = set()
    for number in heaviest_first:
        finding = findings[number]
        group, place = finding.group or number, len(groups)
        share = SHARES[place] if place < len(SHARES) and group not in groups else 0
        groups.add(group)
        taken.setdefault(finding.severity, []).append((number, share * cost(finding.rule, finding.severity)))
    return [
        Lost(findings[heaviest_first[0]].rule, severity, float(sum(points for _, points in its)), tuple(n for n, _ in its))
        for severity, its in taken.items()
    ]
