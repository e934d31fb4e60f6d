"""The commands of the command line, and how each is found."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from ivrlint import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "check": "ivrlint.cli.check",
    "completion": "ivrlint.cli.completion",
    "conformance": "ivrlint.cli.conformance",
    "convert": "ivrlint.cli.convert",
    "draw": "ivrlint.cli.draw",
    "explain": "ivrlint.cli.rules",
    "facts": "ivrlint.cli.facts",
    "formats": "ivrlint.cli.formats",
    "graph": "ivrlint.cli.graph",
    "init": "ivrlint.cli.init",
    "new-rule": "ivrlint.cli.new_rule",
    "rules": "ivrlint.cli.rules",
    "schema": "ivrlint.cli.schema",
    "test": "ivrlint.cli.test",
}
"""Where each command is; it is imported when it is asked for."""

_OPTIONS = {"-h", "--help", "-V", "--version"}

_ELSEWHERE = {"lint": "check", "help": "--help", "version": "--version"}
"""What other linters call a command, and ivrlint does otherwise."""

_HELP = """Finds where callers of a phone menu get stuck, lose time, or are asked for something that is then thrown away.

\b
ivrlint menu.yaml                    lint one file
ivrlint menus/ other.json            lint all flows below a folder, and a Twilio Studio flow
cat menu.yaml | ivrlint -            lint standard input
ivrlint draw menu.yaml -o menu.svg   draw it
ivrlint convert flow.json -o a.yaml  write it as ivrlint's own YAML
ivrlint explain menu-too-deep        why a rule is there, and what to do

Options of linting (--format, --select, --since and more): ivrlint check --help

Without a command, `check` is meant; a file that is named like a command is written with ./ before it.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad usage or a file that cannot be read, 3 a bug in ivrlint.
"""


class _Commands(click.Group):
    """The commands, each imported on demand, with `check` in front of arguments that name none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        module = COMMANDS.get(cmd_name)
        command = None if module is None else getattr(importlib.import_module(module), cmd_name.replace("-", "_"))
        return command if isinstance(command, click.Command) else None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Commands, and behind the first letter all that may stand behind `check`: its name may be left out."""
        if not incomplete:
            return super().shell_complete(ctx, incomplete)
        check: click.Command = importlib.import_module(COMMANDS["check"]).check
        its: Iterable[click.Command | click.Parameter] = (check,)
        if not incomplete.startswith("-"):
            its = (param for param in check.params if isinstance(param, click.Argument))
        behind = click.Context(check, parent=ctx)
        mine = super().shell_complete(ctx, incomplete)
        known = {item.value for item in mine if item.type == "plain"}
        return [*mine, *(item for each in its for item in each.shell_complete(behind, incomplete) if item.value not in known)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            raise click.UsageError(f"Name a file or a folder to lint.\n\n{ctx.get_help()}")
        if not ctx.resilient_parsing and args[0] != "completion":
            _no_empty_word(args)
        if args and args[0] not in COMMANDS and args[0] not in _OPTIONS:
            if not ctx.resilient_parsing:
                _no_misspelt_command(args[0])
            args = ["check", *args]
        return super().parse_args(ctx, args)


def _no_empty_word(args: Sequence[str]) -> None:
    """A word that is empty was meant to be something: most often a variable of a shell is not set."""
    before = ""
    for word in args:
        if not word or (word.startswith("--") and word.endswith("=")):
            what = word.rstrip("=") or (before if before.startswith("-") else "")
            raise click.UsageError(f"{f'The value of {what}' if what else 'An argument'} is empty. Is a variable not set?")
        before = word


def _no_misspelt_command(word: str) -> None:
    """A word that is no file, but nearly a command, was meant as one."""
    if word.isalpha() and not os.path.lexists(word):
        from difflib import get_close_matches

        near = _ELSEWHERE.get(word) or next(iter(get_close_matches(word, COMMANDS, 1)), "")
        if near:
            raise click.UsageError(f"There is no command and no file {word!r}. Did you mean {near!r}?")


@click.group(cls=_Commands, help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="ivrlint %(version)s")
def ivrlint() -> None:
    """The root of all commands."""
