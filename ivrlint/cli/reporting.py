"""The last stage of a run: what was found is written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import click

from ivrlint import __version__
from ivrlint.cli import completing
from ivrlint.cli.forms import FOR_PEOPLE, FORMS, Wanted, completed, named, wanted, written
from ivrlint.cli.judging import NEVER, level
from ivrlint.cli.output import STDOUT, CannotWrite, complain, not_an_input, paint_for, write_data, write_text
from ivrlint.cli.sources import Decorator, color_option, options
from ivrlint.config.settings import Configurations
from ivrlint.finding import Severity
from ivrlint.report import Report
from ivrlint.reporters.text import problem
from ivrlint.stopwatch import Stopwatch


def reporting_options() -> Decorator:
    """The options that say how, and where, the report is written."""
    return options(
        click.option(
            "-f",
            "--format",
            "--output-format",
            "forms",
            multiple=True,
            callback=named,
            shell_complete=completed,
            metavar="FORM[=FILE]",
            help=f"Write the report as {', '.join(FORMS)}; several, each in a file of its own: "
            "--format json=out.json --format text. docs/output.md shows each.",
        ),
        click.option(
            "-o",
            "--output-file",
            "path",
            default=STDOUT,
            metavar="FILE",
            shell_complete=completing.files,
            help="Write the report into a file.",
        ),
        color_option(),
    )


def forms_of(given: Mapping[str, Any]) -> tuple[Wanted, ...]:
    """The forms that the options of the run ask for; what cannot be done is a usage error."""
    return wanted(given["forms"], given["path"])


def write_reports(
    given: Mapping[str, Any], forms: Sequence[Wanted], report: Report, configurations: Configurations, watch: Stopwatch
) -> None:
    """Write the report in each form: files first, so that none is missing when nobody reads on."""
    for _, path in forms:
        not_an_input(path, [*given["files"], *report.texts])
    if not any(path == STDOUT and form not in FOR_PEOPLE for form, path in forms):
        complain(problem(refusal, paint_for(given["color"], STDOUT)) for refusal in report.problems)
    failed: CannotWrite | None = None
    for each in sorted(forms, key=lambda form: form.path == STDOUT):
        try:
            _write(each, given, report, configurations, watch)
        except CannotWrite as error:
            failed = failed or error
    if failed:
        raise failed


def _write(each: Wanted, given: Mapping[str, Any], report: Report, configurations: Configurations, watch: Stopwatch) -> None:
    write = written(each.form)
    if each.form in FOR_PEOPLE:
        write_text(watch.through("report", write(report, paint_for(given["color"], each.path))), each.path)
        return
    from ivrlint.bundled import documentation
    from ivrlint.reporters.surroundings import Surroundings

    here = os.getcwd()  # noqa: PTH109 - a path as the system says it
    levels = {level(given, configurations, file) for file in (*report.judged, here)} - {NEVER}
    fails = min((Severity[each] for each in levels), default=Severity.error)
    around = Surroundings(
        rules=configurations.rules,
        here=_slashes(here),
        root=_slashes(_repository(here)),
        fails=fails,
        version=__version__,
        pages=documentation(),
    )
    write_data(watch.through("report", write(report, around)), each.path)


def _slashes(path: str) -> str:
    return path.replace(os.sep, "/")


def _repository(folder: str) -> str:
    """The nearest folder above that is a git repository, from which services see its files; else the folder itself."""
    from pathlib import Path

    here = Path(folder)
    return str(next((place for place in (here, *here.parents) if (place / ".git").exists()), here))
