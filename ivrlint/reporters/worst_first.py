"""The order for those who will not read to the end."""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.finding import Finding
from ivrlint.grading import cost


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by how bad they are, those of a rule that costs more before others; equal ones stay as they are."""
    return sorted(findings, key=lambda finding: (-finding.severity, -cost(finding.rule, finding.severity)))
