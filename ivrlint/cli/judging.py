"""The first stage of a run: by what each of its files is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from ivrlint.cli import completing
from ivrlint.cli.configuring import choices, complain_about, configuration_options, profile_option
from ivrlint.cli.selection import folders_option, ids_in, no_such_rules
from ivrlint.cli.sources import Decorator, options
from ivrlint.config.naming import meant
from ivrlint.config.settings import Configurations
from ivrlint.finding import Finding, Severity
from ivrlint.report import BY_NO_RULE, STALE, UNUSED

NEVER = "never"
"""In the place of a severity: nothing makes the exit code 1."""


def judging_options() -> Decorator:
    """The options that say by what files are judged."""
    return options(
        profile_option(),
        click.option(
            "--select",
            multiple=True,
            metavar="RULE",
            shell_complete=completing.several_rule_ids(*BY_NO_RULE),
            help="Judge by these rules only, also where they are off; or by those of a concern (menus) or of a pattern ('no-*') "
            "that are on. Several: with commas, or again.",
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="RULE",
            shell_complete=completing.several_rule_ids(*BY_NO_RULE),
            help="Leave out these rules, concerns or patterns.",
        ),
        folders_option(),
        configuration_options(),
    )


def judging(given: Mapping[str, Any]) -> Configurations:
    """What holds for each file of the run, as its configuration and the options say."""
    select, ignore = ids_in(given["select"]), ids_in(given["ignore"])
    if given["select"] and not select:
        raise click.UsageError("--select names no rule.")
    if select and select <= ignore:
        raise click.UsageError(
            f"Nothing would be judged: --ignore leaves out all that --select names ({', '.join(sorted(select))})."
        )
    return Configurations(
        choices(given)._replace(
            select=frozenset(select),
            ignore=frozenset(ignore),
            folders=tuple(map(str, given["folders"])),
            force_exclude=given["force_exclude"],
        )
    )


def all_is_right(configurations: Configurations) -> bool:
    """Whether the configurations that were needed in the run have no mistakes; these are told.

    A rule that is named on the command line, and that no configuration knows, is a usage error.
    """
    complain_about(configurations.problems)
    if configurations.problems:
        return False
    if configurations.choices.select or configurations.choices.ignore:
        _mean_something(configurations)
    return True


def _mean_something(configurations: Configurations) -> None:
    """Refuse words of --select and --ignore that name no rule, or that leave none."""
    chosen, concerns = configurations.choices, configurations.concerns
    known = {**dict.fromkeys(BY_NO_RULE, ""), **concerns}
    wrong = [
        word
        for word in sorted(chosen.select | chosen.ignore)
        if not any(meant({word}, rule, concern) for rule, concern in known.items())
    ]
    if wrong:
        raise no_such_rules(wrong, {*known, *concerns.values()})
    selected = {rule for rule, concern in known.items() if not chosen.select or meant(chosen.select, rule, concern)}
    left = {rule for rule in selected if not meant(chosen.ignore, rule, known[rule])}
    if not left:
        what = " that --select names" if chosen.select else ""
        raise click.UsageError(f"Nothing would be judged: --ignore leaves out all{what}.")
    if chosen.select and selected <= {STALE, UNUSED}:
        message = f"{' and '.join(sorted(selected))}: told only of rules that judge, and --select names none."
        raise click.UsageError(f"{message} Select these rules as well, or leave --select out")


def level(given: Mapping[str, Any], configurations: Configurations, file: str) -> str:
    """The least severity in a file that makes the exit code 1, or never."""
    return given["fail_on"] or configurations.of(file).fail_on or Severity.error.name


def fails(given: Mapping[str, Any], configurations: Configurations, finding: Finding) -> bool:
    """Whether a finding makes the exit code 1."""
    least = level(given, configurations, finding.mark.file)
    return least != NEVER and finding.severity >= Severity[least]
