"""`ivrlint test`: run the examples inside rule files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ivrlint.bundled import RULES
from ivrlint.cli import FOUND, OK, completing
from ivrlint.cli.output import write_text
from ivrlint.cli.selection import load
from ivrlint.examples import ExampleResult, run_examples
from ivrlint.reporters.wording import count

_HELP = """Run the examples of rules: those below the folders, or those of ivrlint itself.

\b
ivrlint test our-rules/

In a good example nothing may be found, in a bad one something at exactly the steps that it names. The exit code
is 1 when an example does not hold, 2 when a rule file is wrong.
"""


@click.command(help=_HELP, short_help="Run the examples inside rule files.")
@click.argument("folders", nargs=-1, metavar="[DIR]...", shell_complete=completing.folders, type=click.Path(path_type=Path))
def test(folders: Sequence[Path]) -> int:
    """Run the examples of rules."""
    rules = load(folders or [RULES], examples=True)
    results = tuple(run_examples(rules))
    write_text(_told(len(rules), results))
    return FOUND if any(result.failures for result in results) else OK


def _told(rules: int, results: Sequence[ExampleResult]) -> Iterator[str]:
    for result in results:
        yield from map(str, result.failures)
    failed = sum(bool(result.failures) for result in results)
    ending = f"{count(failed, 'does not hold', 'do not hold')}" if failed else "all hold"
    yield f"{count(rules, 'rule')}, {count(len(results), 'example')}: {ending}"
