"""`ivrlint check`: lint flows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from ivrlint.cli import FOUND, OK, UNUSABLE
from ivrlint.cli.output import STDOUT, complain, not_an_input, paint_for, write_data, write_text
from ivrlint.cli.selection import configured_by, named, profile_option, selected
from ivrlint.cli.sources import files_argument, from_option, standard_input, stdin_option
from ivrlint.finding import Severity
from ivrlint.linting import FORMAT, Report, lint_paths
from ivrlint.stopwatch import Stopwatch

_HELP = """Lint flows: files, folders (all flows below them), or - for standard input.

\b
ivrlint menu.yaml
ivrlint menus/ --fail-on warning
ivrlint menu.yaml --profile older-callers
ivrlint menu.yaml --format json -o findings.json
cat menu.yaml | ivrlint - --stdin-filename menus/menu.yaml

The exit code is 1 when something at or above --fail-on is found, 2 when a file cannot be read.
"""


@click.command(help=_HELP, short_help="Lint flows (the default command).")
@files_argument()
@click.option("-f", "--format", "--output-format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("-o", "--output-file", "path", default=STDOUT, metavar="FILE", help="Write the report into a file.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.name for severity in reversed(Severity)), "never"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@profile_option()
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Judge by these rules only, also where the profile has them off (several: with commas, or again).",
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave out these rules.")
@click.option("--rules", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path), help="Add your own rules.")
@from_option()
@stdin_option()
@click.option("--if-flow", is_flag=True, help="Pass over files that are no flows, even when they are named.")
@click.option("--no-calls", is_flag=True, help="Leave out the calls that show the findings.")
@click.option("--show-timings", is_flag=True, help="Tell on standard error how long each stage and each rule took.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def check(
    files: Sequence[str],
    form: str,
    path: str,
    fail_on: str,
    profile: str,
    select: Sequence[str],
    ignore: Sequence[str],
    folders: Sequence[Path],
    format_: str | None,
    stdin_filename: str,
    if_flow: bool,
    no_calls: bool,
    show_timings: bool,
    color: str,
) -> int:
    """Lint flows: files, folders (all flows below them), or - for standard input."""
    watch = Stopwatch(on=show_timings)
    rules = watch.call("rules", lambda: selected(configured_by(profile, folders), select, ignore))
    given = standard_input(files, stdin_filename)
    report = lint_paths(files, rules, given=given, only_flows=if_flow, calls=not no_calls, format_=format_ or "", watch=watch)
    not_an_input(path, [*files, *report.texts])
    report = replace(report, graded=not named(select))
    if FORMAT in named(ignore):
        report = replace(report, findings=tuple(finding for finding in report.findings if finding.rule != FORMAT))
    if form == "json":
        from ivrlint.reporters.json import json

        write_data(watch.through("report", json(report)), path)
    else:
        from ivrlint.reporters.text import problem, text

        paint = paint_for(color, path)
        complain(problem(refusal, paint) for refusal in report.problems)
        write_text(watch.through("report", text(report, paint)), path)
    if watch.on:
        from ivrlint.reporters.timings import timings

        complain(timings(watch))
    return exit_code(report, fail_on)


def exit_code(report: Report, fail_on: str) -> int:
    """The exit code of a run: the worst of its files counts."""
    if report.problems:
        return UNUSABLE
    if fail_on == "never":
        return OK
    level = Severity[fail_on]
    return FOUND if any(finding.severity >= level for finding in report.findings) else OK
