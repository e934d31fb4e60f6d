"""Which profiles judge by a rule, how severely, and which clauses of standards it serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ivrlint.config import DEFAULT, load_profile, profile_names
from ivrlint.config.applying import configured
from ivrlint.finding import Severity
from ivrlint.flow.tuples import NamedTuple
from ivrlint.rule import Rule

_MOST = 3
"""So many profiles are named where a rule is in few."""


class Asked(NamedTuple):
    """A clause of a profile that is judged by a rule."""

    profile: str
    clause: str
    asks: str


class Standing(NamedTuple):
    """The profiles that judge by a rule, the default first, each with the severity that it gives to it; and their clauses."""

    severities: Mapping[str, Severity]
    clauses: Sequence[Asked]


def standings(rules: Sequence[Rule]) -> Mapping[str, Standing]:
    """The standing of each rule, by its id."""
    told: dict[str, tuple[dict[str, Severity], list[Asked]]] = {rule.id: ({}, []) for rule in rules}
    for profile in profile_names():
        chain, _ = load_profile(profile)
        for rule in configured(rules, chain)[0].judging:
            told[rule.id][0][profile] = rule.severity
        for clause in chain[-1].clauses if chain else ():
            for name in clause.rules:
                if name in told:
                    told[name][1].append(Asked(profile, clause.id, " ".join(clause.asks.split())))
    return {name: Standing(severities, clauses) for name, (severities, clauses) in told.items()}


def remark(rule: Rule, standing: Standing) -> str:
    """What differs in the default profile, as a short remark; empty when nothing does."""
    severities = standing.severities
    if DEFAULT in severities:
        return "" if severities[DEFAULT] is rule.severity else f"{severities[DEFAULT]} in {DEFAULT}"
    return f"only in {_few(list(severities))}" if severities else "in no profile"


def _few(profiles: Sequence[str]) -> str:
    """Few enough profiles to be read in a line."""
    *most, last = profiles if len(profiles) <= _MOST else [*profiles[:_MOST], f"{len(profiles) - _MOST} more"]
    return f"{', '.join(most)} and {last}" if most else last
