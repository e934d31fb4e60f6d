"""The last stage of a run: what was found is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ivrlint import __version__
from ivrlint.cli.forms import FOR_PEOPLE, FORMS, Wanted, forms_completed, forms_named, wanted, written
from ivrlint.cli.judging import NEVER, level
from ivrlint.cli.output import STDOUT, CannotWrite, complain, not_an_input, paint_for, write_data, write_text
from ivrlint.cli.sources import Decorator, color_option, options, output_option
from ivrlint.config.settings import Configurations
from ivrlint.finding import Finding, Severity
from ivrlint.report import Report
from ivrlint.reporters.text import problem
from ivrlint.stopwatch import Stopwatch

if TYPE_CHECKING:
    from ivrlint.reporters.surroundings import Surroundings
    from ivrlint.rule import Rule

IN_STATISTICS = (*FOR_PEOPLE, "json")
"""Forms that have one for statistics."""


def reporting_options() -> Decorator:
    """The options that say how, and where, the report is written."""
    return options(
        click.option(
            "-f",
            "--format",
            "--output-format",
            "forms",
            multiple=True,
            callback=forms_named,
            shell_complete=forms_completed,
            metavar="FORM[=FILE]",
            help=f"Write the report as {', '.join(FORMS)}; several, each in a file of its own: "
            "--format sarif=out.sarif --format text. docs/output.md shows each.",
        ),
        output_option("Write the report into a file; without --format as its name says: -o out.sarif, out.json, out.xml."),
        click.option("--no-calls", is_flag=True, help="Leave out the calls that show the findings."),
        click.option(
            "--no-suppressed",
            is_flag=True,
            help="Leave what is suppressed out of sarif and junit. GitHub would show it as open: --format sarif --no-suppressed.",
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            help="In text and concise tell only what makes the run fail, nothing where nothing does: --quiet --fail-on warning.",
        ),
        click.option(
            "--statistics",
            is_flag=True,
            help="Count the findings of each rule in the place of telling them, as text, concise (the same) or json "
            "(ivrlint schema statistics). What is suppressed is not among them; the last line has its number.",
        ),
        color_option(),
    )


def forms_of(given: Mapping[str, Any]) -> tuple[Wanted, ...]:
    """The forms that the options of the run ask for; what cannot be done is a usage error."""
    forms = wanted(given["forms"], given["path"])
    without = [form for form, _ in forms if form not in IN_STATISTICS]
    if given["statistics"] and without:
        known, other = ", ".join(IN_STATISTICS), without[0]
        raise click.UsageError(f"--statistics is told as {known}; {other} has no room for it. Write {other} in another run.")
    return forms


def write_reports(
    given: Mapping[str, Any], forms: Sequence[Wanted], report: Report, configurations: Configurations, watch: Stopwatch
) -> None:
    """Write the report in each form: files first, so that none is missing when nobody reads on."""
    for _, path in forms:
        not_an_input(path, [*given["files"], *report.texts], configurations)
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
    lines: Iterable[str]
    if each.form in FOR_PEOPLE:
        only = [finding for finding in report.findings if _fails(given, configurations, finding)] if given["quiet"] else None
        paint = paint_for(given["color"], each.path)
        if given["statistics"]:
            from ivrlint.reporters.statistics import table

            lines = table(report, _rules(report, configurations), paint, only)
        else:
            lines = written(each.form)(report, paint, only)
        write_text(watch.through("report", lines), each.path)
        return
    if given["statistics"]:
        from ivrlint.reporters.statistics import table_as_json

        lines = table_as_json(report, _rules(report, configurations), __version__)
    else:
        lines = written(each.form)(report, _surroundings(given, report, configurations))
    write_data(watch.through("report", lines), each.path)


def _surroundings(given: Mapping[str, Any], report: Report, configurations: Configurations) -> Surroundings:
    from ivrlint.bundled import documentation
    from ivrlint.reporters.surroundings import Surroundings

    here = os.getcwd()  # noqa: PTH109 - a path as the system says it
    return Surroundings(
        rules=_rules(report, configurations),
        here=_slashes(here),
        root=_slashes(_repository(here)),
        fails=partial(_fails, given, configurations),
        version=__version__,
        pages=documentation(),
        suppressed=not given["no_suppressed"],
    )


def _rules(report: Report, configurations: Configurations) -> tuple[Rule, ...]:
    """The rules that judged, also in files to which only others lead."""
    return configurations.rules({*report.judged, *report.met})


def _fails(given: Mapping[str, Any], configurations: Configurations, finding: Finding) -> bool:
    """Whether others shall count a finding as a failure. Where nothing makes the exit code 1, an error is one all the same."""
    least = level(given, configurations, finding.mark.file)
    return finding.severity >= (Severity.error if least == NEVER else Severity[least])


def _slashes(path: str) -> str:
    return path.replace(os.sep, "/")


def _repository(folder: str) -> str:
    """The nearest folder above that is a git repository, from which services see its files; else the folder itself."""
    from pathlib import Path

    here = Path(folder)
    return str(next((place for place in (here, *here.parents) if (place / ".git").exists()), here))
