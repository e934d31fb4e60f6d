"""`ivrlint check`: lint flows, one stage behind the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from ivrlint.cli import FOUND, OK, UNUSABLE
from ivrlint.cli.choice import Choice
from ivrlint.cli.comparing import agree, compared, comparing_options
from ivrlint.cli.configuring import force_exclude_option
from ivrlint.cli.judging import NEVER, fails, judging, judging_options
from ivrlint.cli.output import complain
from ivrlint.cli.remembering import is_right, memory_of, remembering_options
from ivrlint.cli.reporting import forms_of, reporting_options, write_reports
from ivrlint.cli.running import how_of, jobs_option, reading_options, run
from ivrlint.cli.sections import Sectioned
from ivrlint.cli.sources import files_argument
from ivrlint.cli.suppressing import suppressing_option, without_suppressed
from ivrlint.config.settings import Configurations
from ivrlint.finding import Severity
from ivrlint.flow import replace
from ivrlint.readers.content import shown
from ivrlint.report import Report
from ivrlint.stopwatch import Stopwatch

if TYPE_CHECKING:
    from ivrlint.running.memory import Memory

_HELP = """Lint flows: files, folders (all flows below them), patterns, or - for standard input.

\b
ivrlint menu.yaml
ivrlint 'menus/**/*.xml'                  a pattern; ** is any depth
ivrlint menus/ --fail-on warning --quiet
ivrlint menus/ --profile older-callers --rules our-rules/
ivrlint menus/ --config ci/ivrlint.yaml   this configuration for all files
ivrlint menus/ --isolated                 no configuration
ivrlint menu.yaml --show-settings         what holds, and who says so
ivrlint menus/ --show-files               what would be linted, and why the rest is not
ivrlint menus/ --select menu-too-deep,doom-loop --no-calls
ivrlint menus/ --select errors,'no-*' --ignore prompts    by concern, by pattern
ivrlint menus/ --ignore format --show-timings
ivrlint menu.yaml --format json -o findings.json
ivrlint menus/ --format sarif=out.sarif --format text --no-suppressed
ivrlint menus/ --format github --format markdown=summary.md
ivrlint menus/ --statistics               how often each rule finds something
ivrlint menus/ --no-ignores               also what comments and the configuration hide
ivrlint menus/ --write-baseline           what is found now is known
ivrlint menus/ --baseline .ivrlint-baseline.json    only what is new
ivrlint menus/ --prune-baseline           forget what is mended
ivrlint menus/ --no-baseline              everything
ivrlint menus/ --since HEAD               only what is not committed
ivrlint menus/ --since origin/main...     only what this branch brings
ivrlint --if-flow --force-exclude a.yaml b.txt    in a hook
ivrlint menus/ --jobs 4                   many files, in four processes
ivrlint menus/ --cache .ivrlint_cache     keep what is found here for the next run
ivrlint menus/ --no-cache                 everything anew
cat menu.yaml | ivrlint - --stdin-filename menus/menu.yaml

The exit code is 1 when something at or above --fail-on is found, 2 when a file cannot be read.
"""


_SECTIONS = {
    "--profile": "Rules",
    "--from": "Files",
    "--no-ignores": "Known findings",
    "--format": "Output",
    "--jobs": "Speed",
    "--help": "Help",
}


@click.command(cls=Sectioned, sections=_SECTIONS, help=_HELP, short_help="Lint flows (the default command).")
@files_argument()
@judging_options()
@click.option(
    "--show-settings",
    is_flag=True,
    help="Lint nothing: tell what holds for the files that are named, and where each value comes from.",
)
@reading_options()
@force_exclude_option()
@click.option(
    "--show-files",
    is_flag=True,
    help="Lint nothing: tell what would be linted, of which format it is, and why the rest is passed over.",
)
@suppressing_option()
@comparing_options()
@reporting_options()
@click.option(
    "--fail-on",
    type=Choice([*(severity.name for severity in reversed(Severity)), NEVER]),
    help="The least severity that makes the exit code 1.  [default: what the configuration says, or error]",
)
@jobs_option()
@remembering_options()
@click.option("--show-timings", is_flag=True, help="Tell on standard error how long each stage and each rule took.")
def check(**given: Any) -> int:  # noqa: ANN401 - the options of all stages, by their names
    """Lint flows: files, folders (all flows below them), or - for standard input."""
    watch = Stopwatch(on=given["show_timings"])
    forms = forms_of(given)
    agree(given)
    configurations = judging(given)
    if given["show_settings"] and given["show_files"]:
        raise click.UsageError("--show-settings and --show-files print different things: give one of them.")
    if given["show_settings"]:
        from ivrlint.cli.show_settings import show_settings

        return show_settings(given, configurations)
    if given["show_files"]:
        from ivrlint.cli.show_files import show_files

        return show_files(given, configurations)
    memory = memory_of(given, configurations, how_of(given))
    report, then = _ran(given, configurations, memory, watch)
    sound = is_right(configurations, memory)
    report = without_suppressed(given, configurations, report, watch)
    then = then and without_suppressed(given, configurations, then, watch)
    if given["force_exclude"] and sound and not (report.judged or report.problems):
        complain(["nothing was linted: what is named is excluded"])
    for path in configurations.overlooked(report.judged):
        complain([f"{shown(path)} is not read: a configuration is called .ivrlint.yaml, or named with --config"])
    report = compared(given, configurations, report, then)
    if any(finding.together for finding in report.findings):
        from ivrlint.together import together

        report = replace(report, findings=together(report.findings))
    write_reports(given, forms, report, configurations, watch)
    if watch.on:
        from ivrlint.reporters.timings import timings

        complain(timings(watch))
    if report.problems or not sound:
        return UNUSABLE
    return FOUND if any(fails(given, configurations, finding) for finding in report.findings) else OK


def _ran(
    given: Mapping[str, Any], configurations: Configurations, memory: Memory | None, watch: Stopwatch
) -> tuple[Report, Report | None]:
    """What is found now, and with --since what was found before in the same flows."""
    if given["since"] is None:
        return run(given, configurations, memory, watch), None
    from ivrlint.cli.since import run_since

    return run_since(given, configurations, watch)
