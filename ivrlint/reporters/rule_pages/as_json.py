"""A rule for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ivrlint.reporters.plain import finding_as_json
from ivrlint.reporters.rule_pages.shown import Shown
from ivrlint.reporters.rule_pages.standing import Standing
from ivrlint.rule import Rule


def rule_as_json(rule: Rule, standing: Standing, examples: Sequence[Shown] = ()) -> dict[str, Any]:
    """Everything that its file says, in the words of the file; with its examples when they are given."""
    told: dict[str, Any] = {
        "id": rule.id,
        "concern": rule.concern,
        "severity": str(rule.severity),
        "lighter": {"when": rule.lighter.when, "severity": str(rule.lighter.severity)} if rule.lighter else None,
        "profiles": {profile: str(severity) for profile, severity in standing.severities.items()},
        "clauses": [asked._asdict() for asked in standing.clauses],
        "for": rule.subject,
        "summary": rule.summary,
        "why": rule.why,
        "instead": rule.instead,
        "when": rule.when,
        "message": rule.message,
        "shows": rule.shows,
        "at": rule.at or None,
        "together": list(rule.together),
        "judges_unreachable": rule.judges_unreachable,
        "options": {name: option._asdict() for name, option in rule.options.items()},
        "sources": [source._asdict() for source in rule.sources],
    }
    if examples:
        told["good"] = [{"near_miss": example.near_miss, "flow": example.flow} for example in rule.good]
        told["bad"] = [_bad(each) for each in examples]
    return told


def _bad(each: Shown) -> dict[str, Any]:
    findings = [finding_as_json(finding) for finding in each.findings]
    return {"finds": list(each.example.finds), "flow": each.example.flow, "findings": findings}
