"""`ivrlint facts`: the facts that rules judge, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from ivrlint.analysis.export import document
from ivrlint.cli import FOUND, OK, UNUSABLE
from ivrlint.cli.configuring import choices, configuration_options, judging_terms
from ivrlint.cli.output import complain, in_terminal, write_data
from ivrlint.cli.sources import files_argument, from_option, mistakes, read, refusals, stdin_option
from ivrlint.config.settings import Configurations
from ivrlint.config.terms import USUAL, Terms
from ivrlint.linting import analyses_of_file
from ivrlint.readers.files import Reading

_HELP = """Print the facts of flows as JSON: one document a file, each in one line when there are several.

\b
ivrlint facts menu.yaml
ivrlint facts menus/*.yaml > facts.jsonl

The exit code is 1 when something is wrong inside a flow, 2 when a file cannot be read.
"""


@click.command(help=_HELP, short_help="Print what rules can know of flows, as JSON.")
@files_argument()
@from_option()
@stdin_option()
@configuration_options()
def facts(files: Sequence[str], format_: str | None, stdin_filename: str, **given: Any) -> int:  # noqa: ANN401
    """Print the facts of flows as JSON: one document a file, each in one line when there are several."""
    configurations = Configurations(choices(given))
    reading = read(files, stdin_filename, format_, passed_over=configurations.passes_over)
    complain(refusals(reading.problems))
    for flow in reading.flows.values():
        complain(mistakes(flow))
    terms_of = judging_terms(configurations, rules=False)
    terms = {file: terms_of(file, False) or USUAL for file in reading.flows}
    write_data(_documents(reading, terms, indent=2 if len(terms) == 1 and in_terminal() else None))
    if reading.problems:
        return UNUSABLE
    return FOUND if any(flow.problems for flow in reading.flows.values()) else OK


def _documents(reading: Reading, terms: Mapping[str, Terms], indent: int | None) -> Iterator[str]:
    for file in reading.flows:
        calls = [analysis.facts for analysis in analyses_of_file(reading, file, terms[file])]
        if calls:
            yield json.dumps(document(file, calls), ensure_ascii=False, allow_nan=False, indent=indent)
