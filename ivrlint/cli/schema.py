"""`ivrlint schema`: the JSON Schemas, for editors and other programs."""

from __future__ import annotations

import click

from ivrlint.bundled import SCHEMAS
from ivrlint.cli.choice import Choice
from ivrlint.cli.output import write_data

NAMES = ("flow", "rule", "config", "output", "statistics", "conformance", "baseline")


_HELP = """Print the JSON Schema (2020-12) of a menu file, a rule file, a configuration, a baseline, or of what --format json
prints.

\b
ivrlint schema flow > flow.schema.json
ivrlint schema config > config.schema.json      of .ivrlint.yaml, for an editor
"""


@click.command(help=_HELP, short_help="Print a JSON Schema.")
@click.argument("name", type=Choice(NAMES))
def schema(name: str) -> None:
    """Print one of the JSON Schemas."""
    write_data([(SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8").rstrip("\n")])
