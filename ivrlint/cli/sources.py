"""What the commands that read flows have in common: their arguments, and standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

import click

from ivrlint.cli import UNUSABLE, completing
from ivrlint.cli.choice import Choice
from ivrlint.cli.output import STDOUT, complain
from ivrlint.flow import Flow, Refusal
from ivrlint.readers import FORMATS
from ivrlint.readers.content import LIMIT
from ivrlint.readers.files import Given, Reading, read_paths
from ivrlint.readers.folders import PassedOver
from ivrlint.report import FORMAT
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.text import problem

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

STDIN = "<stdin>"


def options(*several: Decorator) -> Decorator:
    """Several options as one decorator, shown in this order."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(several):
            command = option(command)
        return command

    return decorate


def files_argument(many: bool = True) -> Decorator:
    """FILES..., or one FILE."""
    return (
        click.argument("files", nargs=-1, required=True, shell_complete=completing.files)
        if many
        else click.argument("file", shell_complete=completing.files)
    )


def color_option() -> Decorator:
    """The option that says whether there are colours."""
    return click.option(
        "--color",
        type=Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colours: in a terminal (auto), --color always, or --color never. NO_COLOR and FORCE_COLOR are honoured.",
    )


def form_option(*forms: str) -> Decorator:
    """The option that says in which of a few forms something is printed; the first is what is printed without it."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=Choice(forms),
        default=forms[0],
        show_default=True,
        help=f"The form of what is printed: --format {forms[-1]}.",
    )


def output_option(help_: str) -> Decorator:
    """The option that names the file to write."""
    return click.option(
        "-o", "--output-file", "path", default=STDOUT, metavar="FILE", shell_complete=completing.files, help=help_
    )


def stdin_option() -> Decorator:
    """The option that names standard input."""
    return click.option(
        "--stdin-filename",
        default=STDIN,
        metavar="NAME",
        shell_complete=completing.files,
        help="Name of what is read from standard input (-), such as menus/a.yaml: for findings, and to find the files that it "
        "leads to.",
    )


def from_option() -> Decorator:
    """The option that says of which format the files are."""
    return click.option(
        "--from",
        "format_",
        type=Choice([known.name for known in FORMATS]),
        metavar="FORMAT",
        help="The format of the files that are named, such as asterisk, where their content does not tell. "
        "`ivrlint formats` lists them.",
    )


def standard_input(paths: Sequence[str], name: str) -> Given | None:
    """What is on standard input, when a path asks for it; at most one byte more than a file may have."""
    if "-" in paths:
        return Given(name, sys.stdin.buffer.read(LIMIT + 1))
    if name not in {"", STDIN}:
        raise click.UsageError("--stdin-filename names what is read from standard input: name - as well.")
    return None


def read(
    paths: Sequence[str],
    stdin_filename: str,
    format_: str | None,
    *,
    only_flows: bool = False,
    passed_over: PassedOver | None = None,
) -> Reading:
    """Read the paths of a command line."""
    given = standard_input(paths, stdin_filename)
    return read_paths(paths, given, only_flows=only_flows, format_=format_ or "", passed_over=passed_over)


def read_single(path: str, stdin_filename: str, format_: str | None) -> tuple[Flow, Reading]:
    """Read the one flow that a command wants, with all that was read for it; anything else is a usage error."""
    reading = read([path], stdin_filename, format_)
    complain(refusals(reading.problems))
    if len(reading.flows) != 1:
        if not reading.problems:
            raise click.UsageError(f"{path} holds {len(reading.flows)} flows; name one of them.")
        raise Unusable
    return next(iter(reading.flows.values())), reading


def refusals(problems: Iterable[Refusal]) -> list[str]:
    """One line for each path that came to nothing."""
    return [problem(refusal, Paint()) for refusal in problems]


def mistakes(flow: Flow) -> list[str]:
    """One line for each thing that is wrong in a flow, as the text report begins it."""
    return [problem(Refusal(p.mark.file, f"{p.message} [{FORMAT}]", p.mark.line, p.mark.column), Paint()) for p in flow.problems]


class Unusable(click.ClickException):
    """The input cannot be used, and why was said already."""

    exit_code = UNUSABLE

    def __init__(self) -> None:
        super().__init__("")

    def show(self, file: IO[Any] | None = None) -> None:
        """Say nothing more."""
