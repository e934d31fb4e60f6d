"""Which profiles judge by a rule, and how severely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ivrlint.config import DEFAULT, configured, load_profile, profile_names
from ivrlint.finding import Severity
from ivrlint.rule import Rule

Standing = Mapping[str, Severity]
"""The profiles that judge by a rule, the default first, each with the severity that it gives to it."""


def standings(rules: Sequence[Rule]) -> Mapping[str, Standing]:
    """The standing of each rule, by its id."""
    told: dict[str, dict[str, Severity]] = {rule.id: {} for rule in rules}
    for profile in profile_names():
        chosen, _ = configured(rules, load_profile(profile)[0])
        for rule in chosen.judging:
            told[rule.id][profile] = rule.severity
    return told


def remark(rule: Rule, standing: Standing) -> str:
    """What differs in the default profile, as a short remark; empty when nothing does."""
    if DEFAULT in standing:
        return "" if standing[DEFAULT] is rule.severity else f"{standing[DEFAULT]} in {DEFAULT}"
    return f"only in {' and '.join(_first(list(standing)))}" if standing else "in no profile"


def _first(profiles: Sequence[str]) -> Sequence[str]:
    """Few enough profiles to be read in a line."""
    return profiles if len(profiles) <= 3 else [", ".join(profiles[:3]), f"{len(profiles) - 3} more"]
