"""The fourth stage of a run: what was found before is not told again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from ivrlint.cli.sources import STDIN, Decorator, options
from ivrlint.report import Report

DEFAULT = ".ivrlint-baseline.json"
"""The baseline that is written when none is named."""


def comparing_options() -> Decorator:
    """The options that say what is old."""
    return options(
        click.option(
            "--baseline",
            metavar="FILE",
            help=f"Tell only what this baseline does not have, such as {DEFAULT}. See --write-baseline.",
        ),
        click.option("--no-baseline", is_flag=True, help="Tell everything, also where the configuration names a baseline."),
        click.option(
            "--write-baseline",
            is_flag=True,
            help=f"Write all that is found into the file of --baseline ({DEFAULT} if none is named), and tell nothing of it.",
        ),
        click.option(
            "--prune-baseline", is_flag=True, help="Take what is found no more out of that file. Nothing is added to it."
        ),
    )


def compared(given: Mapping[str, Any], report: Report) -> Report:
    """The report without what is old, as the options of the run say."""
    _agree(given)
    path = "" if given["no_baseline"] else given["baseline"] or ""
    changes = given["write_baseline"] or given["prune_baseline"]
    if not path and not changes:
        return report
    from ivrlint.cli.baseline import against

    return against(path or DEFAULT, given, report)


def _agree(given: Mapping[str, Any]) -> None:
    """Refuse options that contradict one another."""
    if given["write_baseline"] and given["prune_baseline"]:
        raise click.UsageError("--write-baseline writes all that is found, --prune-baseline adds nothing: give one of them.")
    if given["no_baseline"]:
        for name in ("baseline", "write_baseline", "prune_baseline"):
            if given[name]:
                raise click.UsageError(f"--no-baseline and --{name.replace('_', '-')} contradict one another.")
    if given["write_baseline"] and "-" in given["files"] and given["stdin_filename"] == STDIN:
        raise click.UsageError("What is found in standard input needs a name in a baseline: give --stdin-filename NAME.")
