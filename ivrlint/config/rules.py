"""The rules that judge by a configuration: loaded, held against what it says, and changed as it wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ivrlint.bundled import RULES
from ivrlint.config.applying import Applies, applied, level_of, unknown_rules
from ivrlint.config.choices import Choices
from ivrlint.config.loading import Chain
from ivrlint.config.naming import meant
from ivrlint.config.paths import basename, beside
from ivrlint.config.problem import ConfigProblem
from ivrlint.config.terms import Terms
from ivrlint.config.value import Config
from ivrlint.finding import Severity
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import FORMAT
from ivrlint.rule import Rule, load_rules

if TYPE_CHECKING:
    from ivrlint.analysis.timing import Times


class Judges(NamedTuple):
    """All rules of a configuration as they come, and everything that is wrong with it or with them."""

    rules: tuple[Rule, ...] = ()
    problems: tuple[ConfigProblem, ...] = ()


def judges(chain: Chain, folders: Sequence[str]) -> Judges:
    """The rules of ivrlint and of these folders."""
    missing = dict(_missing(chain.configs))
    ours = RULES.resolve()
    places = [Path(folder) for folder in folders if folder not in missing]
    rules, wrong = load_rules([RULES, *(place for place in places if place.resolve() != ours)])
    problems = [*chain.problems, *missing.values(), *(ConfigProblem(*problem) for problem in wrong)]
    problems += applied(rules, chain.configs)[1]
    known = {rule.id for rule in rules} | {basename(problem[0]).removesuffix(".yaml") for problem in wrong}
    problems += unknown_rules(known, chain.configs, misspelt=bool(missing))
    return Judges(rules, tuple(sorted(problems)))


def _missing(configs: Sequence[Config]) -> Iterator[tuple[str, ConfigProblem]]:
    """The folders of rules that are not there, and what to say of each."""
    for config in configs:
        for folder, place in zip(config.rule_folders, config.folder_at, strict=True):
            path = beside(config.file, folder)
            if not Path(path).exists():
                yield path, ConfigProblem(config.file, *place, f"rule_folders: there is no folder {folder!r}")


def terms(rules: Sequence[Rule], configs: Sequence[Config], overrides: Applies, choices: Choices) -> Terms:
    """By what files are judged for which these overrides hold."""
    known = applied(rules, configs, overrides)[0]
    select, ignore = choices.select, choices.ignore

    def judges(rule: Rule) -> bool:
        """By its id a rule is selected also where it is off, by other words only where it is on."""
        on = rule.id not in known.off
        wanted = rule.id in select or (on and meant(select, rule.id, rule.concern)) if select else on
        return wanted and not meant(ignore, rule.id, rule.concern)

    level = level_of(FORMAT, configs, overrides)
    times = {name: value for config in configs for name, value in config.times.items()}
    return Terms(
        rules=tuple(filter(judges, known.rules)),
        mistakes=None if meant(ignore, FORMAT) or level == "off" else Severity.__members__.get(level, Severity.error),
        times=_times(times),
        operator_key=next((config.operator_key for config in reversed(configs) if config.operator_key), ""),
    )


def _times(values: dict[str, Any]) -> Times | None:
    if not values:
        return None
    from ivrlint.analysis.timing import Times

    return Times(**values)
