"""Which rules a command works with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ivrlint.bundled import RULES
from ivrlint.cli import completing
from ivrlint.cli.output import complain
from ivrlint.cli.sources import Decorator, Unusable
from ivrlint.config import Config, ConfigProblem, load_profile, profile_names
from ivrlint.config.naming import is_pattern

if TYPE_CHECKING:
    from ivrlint.config.applying import Configured
    from ivrlint.rule import Rule

_Made = TypeVar("_Made")


def folders_option() -> Decorator:
    """The option that names folders of own rules."""
    return click.option(
        "--rules",
        "folders",
        multiple=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        shell_complete=completing.folders,
        help="Add your own rules.",
    )


def rules_from(folders: Sequence[Path]) -> tuple[Rule, ...]:
    """The rules of ivrlint and those of other folders."""
    return load([RULES, *(folder for folder in folders if folder.resolve() != RULES.resolve())])


def load(folders: Sequence[Path], *, examples: bool = False) -> tuple[Rule, ...]:
    """The rules of folders, with or without their examples. One wrong rule file is enough not to go on."""
    from ivrlint.rule import load_rules

    rules, problems = load_rules(folders, examples=examples)
    if problems:
        complain(str(problem) for problem in problems)
        raise Unusable
    return rules


def profile_named(name: str) -> tuple[Config, ...]:
    """A profile behind those that it extends. One that does not exist is a usage error."""
    known = profile_names()
    if name not in known:
        raise no_such_profile(name, known)
    return _sound(load_profile(name))


def no_such_profile(name: str, known: Sequence[str]) -> click.UsageError:
    """What to say about a profile that does not exist."""
    from ivrlint.expressions import did_you_mean

    near = did_you_mean(name, known)
    every = f" There are: {', '.join(known)}" if near.endswith("?") else ""
    return click.UsageError(f"There is no profile {name!r}{near}{every}")


def configured_by(profile: str, folders: Sequence[Path] = ()) -> Configured:
    """The rules of ivrlint and those of other folders, as a profile wants them."""
    from ivrlint.config.applying import configured

    return _sound(configured(rules_from(folders), profile_named(profile)))


def _sound(made: tuple[_Made, Sequence[ConfigProblem]]) -> _Made:
    """What was made of configurations. One mistake in them is enough not to go on."""
    result, problems = made
    if problems:
        complain(map(str, problems))
        raise Unusable
    return result


def ids_in(given: Sequence[str]) -> set[str]:
    """The ids in the values of an option; several may stand in one, with commas between."""
    return {name.strip() for text in given for name in text.split(",") if name.strip()}


def no_such_rule(name: str, known: Collection[str]) -> click.UsageError:
    """What to say about a rule that does not exist."""
    from ivrlint.expressions import did_you_mean

    if is_pattern(name):
        return click.UsageError(f"No rule fits {name!r}; `ivrlint rules` lists them")
    near = did_you_mean(name, known)
    return click.UsageError(f"There is no rule {name!r}{near if near.endswith('?') else '; `ivrlint rules` lists them'}")


def no_such_rules(names: Sequence[str], known: Collection[str]) -> click.UsageError:
    """What to say about several of them."""
    return click.UsageError("\n".join(no_such_rule(name, known).message for name in names))
