"""`ivrlint conformance`: which clauses of a standard a flow would not meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from ivrlint.cli import FOUND, OK, UNUSABLE, completing
from ivrlint.cli.configuring import choices, configuration_options, judging_terms
from ivrlint.cli.output import complain, not_an_input, paint_for, write_data, write_text
from ivrlint.cli.selection import configured_by, profile_named
from ivrlint.cli.sources import (
    color_option,
    files_argument,
    form_option,
    from_option,
    mistakes,
    output_option,
    read,
    refusals,
    stdin_option,
)
from ivrlint.config import Standard, with_clauses
from ivrlint.config.settings import Configurations
from ivrlint.conformance import Table, Verdict, tables
from ivrlint.readers.files import Reading
from ivrlint.reporters.conformance import json, markdown, text

_HELP = """Go through a standard clause by clause: what a flow would not meet, what it meets as far as its file shows, and what
cannot be judged from a file.

\b
ivrlint conformance menu.yaml --profile gethuman
ivrlint conformance menus/ --profile portugal --format markdown -o portugal.md

There is a table for each file in which calls begin; what other files lead into is judged in their tables. docs/standards.md
lists the clauses, with what was read of each. The exit code is 1 when some clause would not be met, 2 when a file cannot be read
or has mistakes.
"""


@click.command(help=_HELP, short_help="Hold flows against a standard, clause by clause.")
@files_argument()
@click.option(
    "--profile",
    "name",
    default="",
    metavar="NAME",
    shell_complete=completing.profiles,
    help="The standard; without it you are told which there are.",
)
@form_option("text", "json", "markdown")
@output_option("Write the tables into a file.")
@from_option()
@stdin_option()
@configuration_options()
@color_option()
def conformance(
    files: Sequence[str],
    name: str,
    form: str,
    path: str,
    format_: str | None,
    stdin_filename: str,
    color: str,
    **given: Any,  # noqa: ANN401 - the options of the configuration, by their names
) -> int:
    """Go through a standard clause by clause."""
    config = profile_named(name)[-1] if name else None
    if config is None or config.standard is None:
        raise _no_clauses(name)
    configurations = Configurations(choices(given))
    reading = read(files, stdin_filename, format_, passed_over=configurations.passes_over)
    not_an_input(path, [*files, *reading.texts], configurations)
    complain(refusals(reading.problems))
    flows = (*reading.flows.values(), *reading.linked.values())
    for flow in flows:
        complain(mistakes(flow))
    made = tuple(tables(reading, config, configured_by(name).rules, judging_terms(configurations, rules=False)))
    _write(form, path, color, config.name, config.standard, made, reading)
    if reading.problems or any(flow.problems for flow in flows):
        return UNUSABLE
    return FOUND if any(table.count(Verdict.not_met) for table in made) else OK


def _write(form: str, path: str, color: str, name: str, standard: Standard, made: Sequence[Table], reading: Reading) -> None:
    if form == "json":
        write_data([json(name, standard, made, reading.problems)], path)
    elif form == "markdown":
        write_data(markdown(standard, made), path)
    else:
        write_text(text(standard, made, paint_for(color, path)), path)


def _no_clauses(name: str) -> click.UsageError:
    """What to say when no standard is named."""
    known = ", ".join(config.name for config in with_clauses())
    if name:
        return click.UsageError(f"The profile {name!r} has no clauses; these have: {known}")
    return click.UsageError(f"Name a standard with --profile, one of: {known}")
