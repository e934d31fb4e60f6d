"""Writes docs/ivrlint.1, the page for man, from what --help says; with --check, fails when it is not current."""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from ivrlint import __version__
from ivrlint.cli.commands import COMMANDS, ivrlint
from ivrlint.cli.sections import Sectioned

PAGE = Path(__file__).parent.parent / "docs" / "ivrlint.1"

NAME = "a usability linter for phone trees: what every caller goes through, before you deploy the menu"
STATUS = {
    "0": "Nothing was found at or above --fail-on.",
    "1": "Something was found; or, of other commands: a flow has mistakes, a picture is not current, a clause would not be met.",
    "2": "Bad usage, a mistake in a configuration or a rule, or a file that cannot be read.",
    "3": "A bug in ivrlint.",
}
ENVIRONMENT = {
    "NO_COLOR": "When set, nothing is coloured, unless --color says otherwise.",
    "FORCE_COLOR": "When set, colours are used also where no terminal is.",
    "CI": "When set, as services do, no line on standard error tells how far a run is.",
    "IVRLINT_CACHE": "The folder in which what is found is kept for the next run, unless --cache names one.",
    "IVRLINT_NO_CACHE": "When set to 1, nothing is kept.",
    "IVRLINT_JOBS": "How many processes lint at once, unless --jobs says it.",
    "IVRLINT_DEBUG": "When set, a bug in ivrlint is told with the place where it is.",
}
FILES = {
    ".ivrlint.yaml, pyproject.toml": "The configuration: the nearest one above each file; of pyproject.toml, [tool.ivrlint].",
    ".ivrlint-baseline.json": "What is known and not told again, where nothing else is named.",
    "~/.cache/ivrlint": "What is kept of earlier runs, also in $XDG_CACHE_HOME; on macOS in ~/Library/Caches.",
}


def page() -> Iterator[str]:
    """The lines of the page."""
    context = click.Context(ivrlint, info_name="ivrlint", **ivrlint.context_settings)
    yield '.\\" Made by .ci/man_page.py of what --help says; do not edit this page.'
    yield f'.TH IVRLINT 1 "" "ivrlint {__version__}" "ivrlint"'
    yield from section("NAME", [f"ivrlint \\- {escaped(NAME)}"])
    yield ".SH SYNOPSIS"
    yield "\\fBivrlint\\fR [\\fIOPTIONS\\fR] \\fIFILES\\fR..."
    yield ".br"
    yield "\\fBivrlint\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]..."
    yield from section("DESCRIPTION", text(ivrlint.help or ""))
    yield ".SH COMMANDS"
    for name in COMMANDS:
        command = ivrlint.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        yield f'.SS "{escaped(f"ivrlint {name} {usage}")}"'
        yield from text(command.help or "")
        if isinstance(command, Sectioned):
            for title, records in command.options(inner):
                yield f".PP\n\\fI{escaped(title)}\\fR"
                yield from listed(records)
        else:
            options = (each for each in command.get_params(inner) if isinstance(each, click.Option))
            yield from listed(dict(filter(None, (option.get_help_record(inner) for option in options))))
    yield from section("EXIT STATUS", [*listed(STATUS), ".PP", "The worst counts."])
    yield from section("ENVIRONMENT", listed(ENVIRONMENT))
    yield from section("FILES", listed(FILES))
    yield from section("SEE ALSO", [escaped("`ivrlint rules` lists all rules, `ivrlint explain RULE` tells why one is there.")])


def section(title: str, lines: Iterator[str] | list[str]) -> Iterator[str]:
    """A part of the page with its title."""
    yield f".SH {title}"
    yield from lines


def text(help_: str) -> Iterator[str]:
    """A help text: paragraphs, and examples as they are written."""
    for number, paragraph in enumerate(help_.strip().split("\n\n")):
        if number:
            yield ".PP"
        if paragraph.startswith("\b\n"):
            yield ".nf"
            yield ".RS 4"
            yield from map(escaped, paragraph.removeprefix("\b\n").splitlines())
            yield ".RE"
            yield ".fi"
        else:
            yield escaped(" ".join(paragraph.split()))


def listed(words: Mapping[str, str]) -> Iterator[str]:
    """Words, each with what it means."""
    for word, about in words.items():
        yield ".TP"
        yield f"\\fB{escaped(word)}\\fR"
        yield escaped(re.sub(r"\s+", " ", about))


def escaped(line: str) -> str:
    """A line as roff wants it."""
    line = line.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{line}" if line.startswith(".") else line


def main() -> None:
    """Write the page, or say that it is not current."""
    made = "\n".join(page()) + "\n"
    if "--check" not in sys.argv:
        PAGE.write_text(made, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
        sys.exit("docs/ivrlint.1 is not current: run python .ci/man_page.py")


if __name__ == "__main__":
    main()
