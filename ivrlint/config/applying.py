"""Rules as configurations want them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from ivrlint.config.problem import ConfigProblem
from ivrlint.config.value import Config, Place, Setting
from ivrlint.expressions import did_you_mean
from ivrlint.finding import Severity
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import BY_NO_RULE, FORMAT
from ivrlint.rule import Rule


class Configured(NamedTuple):
    """All rules, with the severities and option values that were chosen for them; `off` are the ids of those not to judge by."""

    rules: tuple[Rule, ...]
    off: frozenset[str] = frozenset()

    @property
    def judging(self) -> tuple[Rule, ...]:
        """The rules to judge by."""
        return tuple(rule for rule in self.rules if rule.id not in self.off) if self.off else self.rules


Applies = Collection[tuple[int, int]]
"""The overrides that apply: the number of the configuration, and that of the override in it."""


def configured(
    rules: Sequence[Rule], configs: Sequence[Config], overrides: Applies | None = None
) -> tuple[Configured, tuple[ConfigProblem, ...]]:
    """The rules after each configuration in turn, and what these say that does not fit the rules.

    Of the overrides those apply that are named, all when None is given.
    """
    made, misfits = applied(rules, configs, overrides)
    return made, tuple(sorted((*misfits, *unknown_rules({rule.id for rule in rules}, configs))))


def applied(
    rules: Sequence[Rule], configs: Sequence[Config], overrides: Applies | None = None
) -> tuple[Configured, list[ConfigProblem]]:
    """The same, passing over rules that do not exist."""
    own = {rule.id: rule for rule in rules}
    changed = dict(own)
    off: set[str] = set()
    problems: list[ConfigProblem] = []
    for config, where, settings in layers(configs, overrides):
        for name, setting in settings.items():
            if name not in own:
                problems += (
                    ConfigProblem(config.file, *at, f"{where}.{name}.options.{option}: {name} has no options")
                    for option, at in setting.option_at.items()
                    if name in BY_NO_RULE
                )
                continue
            level = setting.level
            if level:
                off.discard(name)
            if level == "off":
                off.add(name)
            severity = own[name].severity if level == "on" else Severity.__members__.get(level)
            changed[name], wrong = changed[name].configured(severity, setting.options)
            for option, message in wrong:
                place = setting.option_at[option]
                problems.append(ConfigProblem(config.file, *place, f"{where}.{name}.options.{option}: {message}"))
    return Configured(tuple(changed.values()), frozenset(off)), problems


ALIKE = 0.85
"""How much a name is like that of a rule, from 0 to 1, that is sure to be meant."""


def unknown_rules(known: Collection[str], configs: Sequence[Config], *, misspelt: bool = False) -> Iterator[ConfigProblem]:
    """What configurations say of rules that are not known; only of those that are `misspelt`, where there may be more."""
    for config in configs:
        for key, name, place in _named(config):
            if name in known:
                continue
            if name in BY_NO_RULE and key.startswith("ignores"):
                yield ConfigProblem(config.file, *place, f"{key}: no entry hides {name}; `rules: {{{name}: off}}` does")
                continue
            from difflib import get_close_matches

            names = {*known, *(() if key == "clauses" else BY_NO_RULE)}
            near = did_you_mean(name, get_close_matches(name, names, 1, ALIKE) if misspelt else names)
            if near.endswith("?") or not misspelt:
                hint = near if near.endswith("?") else "; `ivrlint rules` lists them"
                yield ConfigProblem(config.file, *place, f"{key}: there is no rule {name!r}{hint}")


def level_of(name: str, configs: Sequence[Config], overrides: Applies) -> str:
    """On, off or a severity, as it was said last of a name; empty where nothing was said."""
    said = [settings[name].level for _, _, settings in layers(configs, overrides) if name in settings]
    return next(filter(None, reversed(said)), "")


def layers(configs: Sequence[Config], overrides: Applies | None) -> Iterator[tuple[Config, str, Mapping[str, Setting]]]:
    """What is said of rules, the most basic first."""
    for number, config in enumerate(configs):
        yield config, "rules", config.rules
        for nth, override in enumerate(config.overrides):
            if overrides is None or (number, nth) in overrides:
                yield config, f"overrides[{nth + 1}].rules", override.rules


def _named(config: Config) -> Iterator[tuple[str, str, Place]]:
    """Every rule that a configuration names: at which key, its name, and the place."""
    yield from (("rules", name, setting.at) for name, setting in config.rules.items() if name not in BY_NO_RULE)
    for nth, override in enumerate(config.overrides, 1):
        its = ((name, setting.at) for name, setting in override.rules.items() if name not in BY_NO_RULE)
        yield from ((f"overrides[{nth}].rules", *each) for each in its)
    for nth, ignore in enumerate(config.ignores, 1):
        accepted = zip(ignore.rules, ignore.rule_at, strict=True)
        yield from ((f"ignores[{nth}].rules", *each) for each in accepted if each[0] != FORMAT)
    for clause in config.clauses:
        yield from (("clauses", *each) for each in zip(clause.rules, clause.rule_at, strict=True))
