"""Which rules a command works with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import click

from ivrlint.bundled import RULES
from ivrlint.cli.output import complain
from ivrlint.cli.sources import Unusable
from ivrlint.expressions import did_you_mean
from ivrlint.linting import FORMAT
from ivrlint.rule import Rule, load_rules


def rules_from(folders: Sequence[Path]) -> tuple[Rule, ...]:
    """The rules of ivrlint and those of other folders."""
    return load([RULES, *(folder for folder in folders if folder.resolve() != RULES.resolve())])


def load(folders: Sequence[Path], *, examples: bool = False) -> tuple[Rule, ...]:
    """The rules of folders, with or without their examples. One wrong rule file is enough not to go on."""
    rules, problems = load_rules(folders, examples=examples)
    if problems:
        complain(str(problem) for problem in problems)
        raise Unusable
    return rules


def selected(rules: Sequence[Rule], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that are named by `select` (all when it names none) and not by `ignore`."""
    known = {rule.id for rule in rules} | {FORMAT}
    for name in sorted(named(select) | named(ignore)):
        if name not in known:
            raise no_such_rule(name, known)
    wanted = (named(select) or known) - named(ignore)
    return tuple(rule for rule in rules if rule.id in wanted)


def named(given: Sequence[str]) -> set[str]:
    """The ids in the values of an option; several may stand in one, with commas between."""
    return {name.strip() for text in given for name in text.split(",") if name.strip()}


def no_such_rule(name: str, known: Collection[str]) -> click.UsageError:
    """What to say about a rule that does not exist."""
    return click.UsageError(f"There is no rule {name!r}{did_you_mean(name, known)}")
