"""`ivrlint completion`: what makes a shell complete the words of ivrlint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ivrlint.cli.choice import Choice
from ivrlint.cli.commands import ivrlint
from ivrlint.cli.output import write_data

SHELLS = ("bash", "zsh", "fish")

_ROOM = 80
"""Letters that are told of a word."""
_SCRIPTS = Path(__file__).parent / "shells"

_HELP = """Print the script that makes a shell complete the commands of ivrlint, their options, the values of these, rules,
profiles and files.

\b
echo 'eval "$(ivrlint completion bash)"' >> ~/.bashrc
echo 'eval "$(ivrlint completion zsh)"' >> ~/.zshrc    behind compinit
ivrlint completion fish > ~/.config/fish/completions/ivrlint.fish

Shells that were started before do not know of it. For bash also:

\b
ivrlint completion bash > ~/.local/share/bash-completion/completions/ivrlint
"""


@click.command(
    help=_HELP,
    short_help="Print the script that completes words of ivrlint in a shell.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("shell", type=Choice(SHELLS))
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="")
def completion(shell: str, words: Sequence[str]) -> None:
    """Print the script of a shell; or, as the scripts ask, what may stand in the place of the last of some words."""
    if words:
        *before, word = _split(words[0]) if shell == "bash" else words
        write_data(_told(before[1:], word))
    else:
        write_data([(_SCRIPTS / f"ivrlint.{shell}").read_text(encoding="utf-8").rstrip("\n")])


def _split(line: str) -> Sequence[str]:
    """The words of a line, the last of which may have begun with a quotation mark, and is empty behind a space."""
    from click.shell_completion import split_arg_string

    words = split_arg_string(line)
    return [*words, ""] if not words or line != line.rstrip() else words


def _told(before: Sequence[str], word: str) -> Iterator[str]:
    """A line for each that fits: `plain`, the word, what it is about; or `file` or `dir`, and what stands before the path."""
    from textwrap import shorten

    from click.shell_completion import ShellComplete

    flag = ""
    if word.startswith("-") and "=" in word:
        name, _, word = word.partition("=")
        before, flag = [*before, name], f"{name}="
    for item in ShellComplete(ivrlint, {}, "ivrlint", "").get_completions(list(before), word):
        if item.type == "plain":
            yield f"plain\t{flag}{item.value}\t{shorten(item.help or '', _ROOM, placeholder='...')}"
        else:
            yield f"{item.type}\t{flag}{word.removesuffix(item.value)}\t"
