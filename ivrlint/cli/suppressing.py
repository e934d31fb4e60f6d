"""The third stage of a run: what somebody has looked at and accepts is not told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from ivrlint.cli.sources import Decorator
from ivrlint.config.settings import Configurations
from ivrlint.report import Report
from ivrlint.stopwatch import Stopwatch


def suppressing_option() -> Decorator:
    """The option by which everything is told."""
    return click.option(
        "--no-ignores",
        "--no-inline-ignores",
        "no_ignores",
        is_flag=True,
        help="Tell also what comments (`# ivrlint: ignore[no-repeat] reason`) and the configuration (`ignores:`) hide.",
    )


def without_suppressed(given: Mapping[str, Any], configurations: Configurations, report: Report, watch: Stopwatch) -> Report:
    """The report without what is accepted, unless everything is to be told."""
    return report if given["no_ignores"] else without_accepted(configurations, report, watch)


def without_accepted(configurations: Configurations, report: Report, watch: Stopwatch) -> Report:
    """The report without what comments and the configuration accept today."""
    files = {*report.judged, *(finding.mark.file for finding in report.findings)}
    if not report.remarks and not any(configurations.of(file).ignores for file in files):
        return report
    return watch.call("suppress", lambda: _suppressed(configurations, report))


def _suppressed(configurations: Configurations, report: Report) -> Report:
    from time import strftime

    from ivrlint.suppressing.configured import suppressed

    return suppressed(report, configurations, strftime("%Y-%m-%d"))
