"""Rules as configurations want them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ivrlint.config.problem import ConfigProblem
from ivrlint.config.value import Config
from ivrlint.expressions import did_you_mean
from ivrlint.finding import Severity
from ivrlint.rule import Rule


class Configured(NamedTuple):
    """All rules, with the severities and option values that were chosen for them; `off` are the ids of those not to judge by."""

    rules: tuple[Rule, ...]
    off: frozenset[str] = frozenset()

    @property
    def judging(self) -> tuple[Rule, ...]:
        """The rules to judge by."""
        return tuple(rule for rule in self.rules if rule.id not in self.off) if self.off else self.rules


def configured(rules: Sequence[Rule], configs: Sequence[Config]) -> tuple[Configured, tuple[ConfigProblem, ...]]:
    """The rules after each configuration in turn, and what these say that does not fit the rules."""
    own = {rule.id: rule for rule in rules}
    changed = dict(own)
    off: set[str] = set()
    problems: list[ConfigProblem] = []
    for config in configs:
        problems += _unknown_rules(config, own)
        for name, setting in config.rules.items():
            if name not in own:
                continue
            level = setting.level
            if level:
                off.discard(name)
            if level == "off":
                off.add(name)
            severity = own[name].severity if level == "on" else Severity.__members__.get(level)
            changed[name], wrong = changed[name].configured(severity, setting.options)
            for option, message in wrong:
                problems.append(
                    ConfigProblem(config.file, *setting.option_at[option], f"rules.{name}.options.{option}: {message}")
                )
    return Configured(tuple(changed.values()), frozenset(off)), tuple(sorted(problems))


def _unknown_rules(config: Config, known: Mapping[str, Rule]) -> Iterator[ConfigProblem]:
    named = [("rules", name, setting.at) for name, setting in config.rules.items()]
    named += [("clauses", *each) for clause in config.clauses for each in zip(clause.rules, clause.rule_at, strict=True)]
    for key, name, place in named:
        if name not in known:
            yield ConfigProblem(config.file, *place, f"{key}: there is no rule {name!r}{did_you_mean(name, known)}")
