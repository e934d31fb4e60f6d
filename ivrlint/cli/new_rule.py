"""`ivrlint new-rule`: begin a rule of one's own."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from ivrlint.bundled import RULES
from ivrlint.cli import completing
from ivrlint.cli.choice import Choice
from ivrlint.cli.output import CannotWrite, write_file, write_text
from ivrlint.cli.rules import OTHER_WORDS
from ivrlint.reporters.frame import printable
from ivrlint.rule import CONCERNS
from ivrlint.rule.skeleton import skeleton, why_no_id

_HELP = """Begin a rule of your own: a file that explains each key, to be filled in.

\b
ivrlint new-rule queue-without-spanish --concern language
ivrlint new-rule queue-too-long --dir rules-of-ours
ivrlint test our-rules               says what is still to do

The file is <dir>/<concern>/<id>.yaml; one that is there is never written over.
"""


@click.command("new-rule", help=_HELP, short_help="Begin a rule of your own.")
@click.argument("rule", metavar="ID")
@click.option("--concern", type=Choice(CONCERNS), default="menus", show_default=True, help="What the rule is about.")
@click.option(
    "--dir",
    "folder",
    default="our-rules",
    show_default=True,
    metavar="DIR",
    shell_complete=completing.folders,
    help="Where your rules lie.",
)
def new_rule(rule: str, concern: str, folder: str) -> None:
    """Begin a rule of one's own."""
    if refused := why_no_id(rule) or _taken(rule, Path(folder)):
        raise click.UsageError(refused)
    path = Path(folder, concern, f"{rule}.yaml")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(path.parent), error) from error
    named = shlex.quote(printable(folder))
    write_file(str(path), skeleton(rule, named).encode())
    write_text([f"{printable(str(path))} is there to be filled in; `ivrlint test {named}` says what is still to do"])


def _taken(rule: str, folder: Path) -> str:
    """Why a new rule cannot have this id; empty when it can."""
    if rule in OTHER_WORDS:
        return f"{rule!r} is a word of its own for `ivrlint explain`; choose another name"
    if any(RULES.glob(f"*/{rule}.yaml")):
        return f"{rule!r} is a rule of ivrlint already (ivrlint explain {rule}); choose another name"
    there = next((path for concern in CONCERNS if os.path.lexists(path := folder / concern / f"{rule}.yaml")), None)
    return f"{there} is there already; choose another name, or delete it first" if there else ""
