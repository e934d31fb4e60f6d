"""The second stage of a run: from the paths that are named to what is found."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from ivrlint.cli import completing
from ivrlint.cli.progress import progress
from ivrlint.cli.sources import Decorator, from_option, options, standard_input, stdin_option
from ivrlint.config.settings import Configurations
from ivrlint.flow import replace
from ivrlint.report import Report
from ivrlint.running import Run
from ivrlint.running.hands import Elsewhere, Hands
from ivrlint.running.value import How
from ivrlint.stopwatch import Stopwatch

if TYPE_CHECKING:
    from ivrlint.config.terms import Terms
    from ivrlint.running.memory import Memory
    from ivrlint.running.workshop import Workshop

AUTO = "auto"
MOST_JOBS = 256


def reading_options() -> Decorator:
    """The options that say what is read."""
    return options(
        from_option(),
        stdin_option(),
        click.option("--if-flow", is_flag=True, help="Pass over files that are no flows, even when they are named."),
    )


def jobs_option() -> Decorator:
    """The option that says how many processes lint."""
    return click.option(
        "-j",
        "--jobs",
        default=AUTO,
        metavar="N",
        envvar="IVRLINT_JOBS",
        callback=_jobs,
        shell_complete=completing.jobs,
        help="Lint many files in up to so many processes, such as --jobs 2; auto: one for each processor (or IVRLINT_JOBS). "
        "What is found is the same.  [default: auto]",
    )


def how_of(given: Mapping[str, Any]) -> How:
    """How all files of the run are linted."""
    return How(only_flows=given["if_flow"], calls=not given["no_calls"], format=given["format_"] or "")


def run(given: Mapping[str, Any], configurations: Configurations, memory: Memory | None, watch: Stopwatch) -> Report:
    """What is found in the files that are named."""
    how = how_of(given)

    def opened() -> Workshop:
        from ivrlint.running.workshop import Workshop

        def terms(file: str, linked: bool) -> Terms | None:
            return watch.call("rules", lambda: configurations.terms(file, linked))

        return Workshop(how, terms, memory, watch)

    text = standard_input(given["files"], given["stdin_filename"])
    line = None if given["quiet"] else progress(os.environ)
    elsewhere = Elsewhere(how, configurations.choices, (memory.store.folder, memory.store.stamp) if memory else None)
    # Seconds are measured in this process alone.
    hands = Hands(opened, elsewhere, 1 if watch.on else given["jobs"], line or _silent)
    try:
        report = Run(how, hands, memory, configurations.judging, watch).report(given["files"], text, configurations.passes_over)
    finally:
        if line:
            line.wipe()
    if memory:
        memory.store.tidy()
    return replace(report, graded=not configurations.choices.select)


def _jobs(_context: click.Context, _param: click.Parameter, wish: str) -> int:
    """How many processes are wished for."""
    if wish == AUTO:
        return processors()
    if not wish.isdecimal() or not 1 <= int(wish) <= MOST_JOBS:
        raise click.BadParameter(f"{wish!r} is neither a number of processes (1 to {MOST_JOBS}) nor {AUTO}.")
    return int(wish)


def processors() -> int:
    """How many processors this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return min(len(usable(0)) if usable else os.cpu_count() or 1, MOST_JOBS)


def _silent(*_: object) -> None:
    """Nobody is told."""
