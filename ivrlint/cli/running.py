"""The second stage of a run: from the paths that are named to what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from ivrlint.cli.sources import Decorator, from_option, options, standard_input, stdin_option
from ivrlint.config.settings import Configurations
from ivrlint.linting import lint_paths
from ivrlint.report import Report
from ivrlint.stopwatch import Stopwatch


def running_options() -> Decorator:
    """The options that say what is read, and how."""
    return options(
        from_option(),
        stdin_option(),
        click.option("--if-flow", is_flag=True, help="Pass over files that are no flows, even when they are named."),
        click.option("--no-calls", is_flag=True, help="Leave out the calls that show the findings."),
    )


def run(given: Mapping[str, Any], configurations: Configurations, watch: Stopwatch) -> Report:
    """What is found in the files that are named."""
    files = given["files"]
    report = lint_paths(
        files,
        lambda file, linked: watch.call("rules", lambda: configurations.terms(file, linked)),
        given=standard_input(files, given["stdin_filename"]),
        only_flows=given["if_flow"],
        calls=not given["no_calls"],
        format_=given["format_"] or "",
        passed_over=configurations.passes_over,
        watch=watch,
    )
    return replace(report, graded=not configurations.choices.select)
