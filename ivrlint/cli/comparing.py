"""The fourth stage of a run: what was found before is not told again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from ivrlint.cli import completing
from ivrlint.cli.sources import STDIN, Decorator, options
from ivrlint.config.settings import Configurations
from ivrlint.finding import Suppression
from ivrlint.report import Report


def comparing_options() -> Decorator:
    """The options that say what is old."""
    return options(
        click.option(
            "--baseline",
            metavar="FILE",
            shell_complete=completing.files,
            help="Tell only what this baseline does not have, such as known.json.  [default: that of the configuration]",
        ),
        click.option("--no-baseline", is_flag=True, help="Tell everything, also where the configuration names a baseline."),
        click.option(
            "--write-baseline",
            is_flag=True,
            help="Write all that is found into the baseline, so that it is not told again; where none is named, "
            "into .ivrlint-baseline.json.",
        ),
        click.option(
            "--prune-baseline", is_flag=True, help="Take what is found no more out of the baseline. Nothing is added to it."
        ),
        click.option(
            "--since",
            metavar="REV",
            shell_complete=completing.revisions,
            help="Lint only flows that differ from a revision of git, such as HEAD or origin/main..., and tell only what is new "
            "in them.",
        ),
    )


def compared(given: Mapping[str, Any], configurations: Configurations, report: Report, then: Report | None) -> Report:
    """The report without what is old, as the options of the run and its configurations say; `then` is what was found before."""
    report = _with_baselines(given, configurations, report)
    if then is None:
        return report
    from ivrlint.baselines import counts_of, without_old

    return without_old(report, counts_of(then.findings, str), Suppression("before", given["since"]), str)


def _with_baselines(given: Mapping[str, Any], configurations: Configurations, report: Report) -> Report:
    """The report without what its baselines have."""
    if given["no_baseline"]:
        return report
    changes = given["write_baseline"] or given["prune_baseline"]
    # A name in each path that was asked for, which may hold no file any more.
    files = (*report.judged, *(f"{path}/_" for path in given["files"] if path != "-"))
    if not changes and not given["baseline"] and not any(configurations.of(file).baseline for file in files):
        return report
    from ivrlint.cli.baseline import against

    return against(given, files, configurations, report)


def agree(given: Mapping[str, Any]) -> None:
    """Refuse options that contradict one another."""
    if given["write_baseline"] and given["prune_baseline"]:
        raise click.UsageError("--write-baseline writes all that is found, --prune-baseline adds nothing: give one of them.")
    for name in ("write_baseline", "prune_baseline"):
        if given["since"] is not None and given[name]:
            raise click.UsageError(f"--since looks at some flows only: leave it out to --{name.replace('_', '-')}.")
    if given["no_baseline"]:
        for name in ("baseline", "write_baseline", "prune_baseline"):
            if given[name]:
                raise click.UsageError(f"--no-baseline and --{name.replace('_', '-')} contradict one another.")
    if given["write_baseline"] and "-" in given["files"] and given["stdin_filename"] == STDIN:
        raise click.UsageError("What is found in standard input needs a name in a baseline: give --stdin-filename NAME.")
