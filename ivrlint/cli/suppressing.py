"""The third stage of a run: what somebody has looked at and accepts is not told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ivrlint.cli.sources import Decorator
from ivrlint.config.settings import Configurations
from ivrlint.finding import Severity
from ivrlint.report import Report
from ivrlint.stopwatch import Stopwatch

if TYPE_CHECKING:
    from ivrlint.suppressing import Asked, Known


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
    if given["no_ignores"]:
        return report
    files = dict.fromkeys((*report.judged, *(finding.mark.file for finding in report.findings)))
    accepting = [file for file in files if configurations.of(file).ignores]
    if not report.remarks and not accepting:
        return report
    return watch.call("suppress", lambda: _suppressed(configurations, report, accepting))


def _suppressed(configurations: Configurations, report: Report, accepting: Sequence[str]) -> Report:
    from time import strftime

    from ivrlint.suppressing import suppress

    entries = list(_entries(configurations, accepting))
    report = suppress(
        report,
        strftime("%Y-%m-%d"),
        _known(configurations, report),
        partial(_severity, configurations),
        [asked for asked, _ in entries],
    )
    told = {finding.mark.file for finding in report.findings}
    quoted = {asked.mark.file: text for asked, text in entries if asked.mark.file in told}
    return replace(report, texts={**report.texts, **quoted}) if quoted else report


def _entries(configurations: Configurations, files: Iterable[str]) -> Iterator[tuple[Asked, bytes]]:
    """What configurations accept in files, each with the text of its configuration."""
    if not files:
        return
    from ivrlint.config.accepting import accepted
    from ivrlint.suppressing import IN_CONFIGURATION, Asked

    for ignore, its, whole, text in accepted(configurations, files):
        asked = Asked(its, ignore.mark, IN_CONFIGURATION, ignore.rules, ignore.reason, ignore.until)
        yield asked._replace(steps=ignore.steps, whole=whole), text


def _severity(configurations: Configurations, file: str, rule: str) -> Severity | None:
    """How severe is what is wrong with a suppression in a file."""
    if rule in configurations.choices.ignore:
        return None
    level = configurations.of(file).level(rule)
    return None if level == "off" else Severity.__members__.get(level, Severity.warning)


def _known(configurations: Configurations, report: Report) -> Known:
    """Tells of names that are no rule. All rules are asked for only because of one that has not judged."""

    def why_not(file: str, rule: str) -> str | None:
        if rule in report.judged.get(file, ()):
            return None
        from ivrlint.expressions import did_you_mean
        from ivrlint.report import FORMAT

        known = configurations.rule_ids | {FORMAT}
        if rule in known:
            return None
        near = did_you_mean(rule, known)
        return f"there is no rule {rule!r}{near if near.endswith('?') else '; `ivrlint rules` lists them'}"

    return why_not
