"""`ivrlint convert`: a flow of any format as a file of the native format."""

from __future__ import annotations

import click

from ivrlint.cli import FOUND, OK
from ivrlint.cli.output import complain, not_an_input, write_data
from ivrlint.cli.sources import files_argument, from_option, mistakes, output_option, read_single, stdin_option
from ivrlint.writing import native

_HELP = """Write a flow of any format that ivrlint reads as its own YAML, in one file, with the same facts.

\b
ivrlint convert flow.json -o menu.yaml
ivrlint convert extensions.conf      on standard output
ivrlint convert --from voicexml app.vxml | ivrlint -

Comments at the top of the file say what could not be kept. The exit code is 1 when something is wrong inside the flow, 2 when
the file cannot be read.
"""


@click.command(help=_HELP, short_help="Write a flow as ivrlint's own YAML.")
@files_argument(many=False)
@output_option("The YAML file to write.")
@from_option()
@stdin_option()
def convert(file: str, path: str, format_: str | None, stdin_filename: str) -> int:
    """Write a flow of any format as ivrlint's own YAML."""
    flow, reading = read_single(file, stdin_filename, format_)
    not_an_input(path, [file, *reading.texts])
    complain(mistakes(flow))
    write_data([native(flow, reading.entered.get(flow.file, ())).removesuffix("\n")], path)
    return FOUND if flow.problems else OK
