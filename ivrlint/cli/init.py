"""`ivrlint init`: begin a configuration."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from ivrlint.cli import completing
from ivrlint.cli.baseline import DEFAULT
from ivrlint.cli.output import STDOUT, write_data, write_file, write_text
from ivrlint.cli.survey import Survey, survey
from ivrlint.config.choices import Choices
from ivrlint.config.nearest import NAMES, Nearest
from ivrlint.config.paths import named
from ivrlint.config.settings import Configurations
from ivrlint.config.skeleton import skeleton
from ivrlint.finding import Severity
from ivrlint.reporters.frame import printable
from ivrlint.reporters.wording import count

_HELP = """Begin a configuration: a .ivrlint.yaml that explains each key, with what suits the flows in the folder.

\b
ivrlint init                 in this folder
ivrlint init menus/
ivrlint init --stdout        only look at what it would be

A configuration that is there is never written over.
"""

MANY = 20
"""Findings from which on it is easier to begin with a baseline."""


@click.command(help=_HELP, short_help="Begin a configuration for the flows in a folder.")
@click.argument("folder", metavar="[DIR]", default=".", shell_complete=completing.folders)
@click.option("--stdout", is_flag=True, help="Write the configuration on standard output, and no file.")
def init(folder: str, stdout: bool) -> None:
    """Begin a configuration."""
    place = Path(folder)
    if not place.is_dir():
        raise click.UsageError(f"{printable(folder)} is no folder.")
    here = str(Path.cwd())
    there = Nearest().above(str(place.resolve()))
    inside = there is not None and Path(there.path).parent == place.resolve()
    if there and inside and not stdout:
        raise click.UsageError(f"{printable(named(there.path, here))} is there already; it is not written over.")
    seen = survey(folder, Configurations(Choices(here=here, isolated=True)))
    text = skeleton(seen.suits)
    if stdout:
        write_data([text.removesuffix("\n")], STDOUT)
        return
    path = place / NAMES[0]
    write_file(str(path), text.encode())
    write_text(_told(path, seen))
    if there:
        above = f"{printable(named(there.path, here))} does not hold here any more, unless it is named:"
        write_text([f"{above} extends: {printable(named(there.path, str(place.resolve())))}"])


def _told(path: Path, seen: Survey) -> Iterator[str]:
    folder = shlex.quote(printable(str(path.parent)))
    total = sum(seen.found.values())
    counted = ", ".join(count(seen.found[each], each.name) for each in reversed(Severity) if seen.found.get(each))
    yield f"{printable(str(path))} is written, for {count(seen.flows, 'flow')}" + (f" with {counted}" if total else "")
    if seen.flows:
        yield f"  ivrlint {folder}"
    if total >= MANY:
        where = "" if folder == "." else f" --baseline {shlex.quote(printable(str(path.with_name(DEFAULT))))}"
        yield f"  ivrlint {folder} --write-baseline{where}"
        yield "  writes down what is found now; with `baseline` in the configuration, only what is new is told"
