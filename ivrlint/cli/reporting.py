"""The last stage of a run: what was found is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from ivrlint.cli.output import STDOUT, complain, not_an_input, paint_for, write_data, write_text
from ivrlint.cli.sources import Decorator, options
from ivrlint.report import Report
from ivrlint.stopwatch import Stopwatch


def reporting_options() -> Decorator:
    """The options that say how, and where, the report is written."""
    return options(
        click.option("-f", "--format", "--output-format", "form", type=click.Choice(["text", "json"]), default="text"),
        click.option("-o", "--output-file", "path", default=STDOUT, metavar="FILE", help="Write the report into a file."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True),
    )


def write_reports(given: Mapping[str, Any], report: Report, watch: Stopwatch) -> None:
    """Write the report as the options of the run say."""
    path = given["path"]
    not_an_input(path, [*given["files"], *report.texts])
    if given["form"] == "json":
        from ivrlint.reporters.json import json

        write_data(watch.through("report", json(report)), path)
    else:
        from ivrlint.reporters.text import problem, text

        paint = paint_for(given["color"], path)
        complain(problem(refusal, paint) for refusal in report.problems)
        write_text(watch.through("report", text(report, paint)), path)
