"""Findings that say the same are told as one: what there is still to tell, once all that is accepted or old is left out."""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.finding import Finding
from ivrlint.flow import replace


def together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their order, those of one group that are equally severe as the first of them, with the others beside it."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.group, finding.severity) if finding.group else id(finding), []).append(finding)
    return tuple(_as_one(first, tuple(others)) if others else first for first, *others in groups.values())


def _as_one(first: Finding, others: tuple[Finding, ...]) -> Finding:
    return replace(first, message=f"{first.message}, {_more(first, others)}", also=others)


def _more(first: Finding, others: tuple[Finding, ...]) -> str:
    """How many other steps have the same; where none has, how often the same one has it besides."""
    steps = len({other.step for other in others} - {first.step})
    if not steps:
        return f"and in {len(others)} more case{'s' * (len(others) > 1)}"
    return f"and so does {steps} more step" if steps == 1 else f"and so do {steps} more steps"
