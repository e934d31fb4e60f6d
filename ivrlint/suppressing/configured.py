"""What is accepted in the files of a run, as their configurations say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ivrlint.config.accepting import accepted
from ivrlint.config.naming import meant
from ivrlint.config.settings import Configurations
from ivrlint.expressions import did_you_mean
from ivrlint.finding import Finding, Severity
from ivrlint.flow import replace
from ivrlint.report import FORMAT, MALFORMED, Report
from ivrlint.suppressing import suppress
from ivrlint.suppressing.asked import IN_CONFIGURATION, Asked

_LONG = 60
"""So many signs of a name that is no rule are told."""


def suppressed(report: Report, configurations: Configurations, today: str) -> Report:
    """The report without what comments and the configurations of its files accept; `today` is a day, YYYY-MM-DD.

    Comments in files whose configuration has mistakes are not looked at: nothing was judged there.
    """
    heard = tuple(remark for remark in report.remarks if not configurations.of(remark.mark.file).problems)
    report = report if len(heard) == len(report.remarks) else replace(report, remarks=heard)
    files = dict.fromkeys((*report.judged, *(finding.mark.file for finding in report.findings)))
    entries = list(_entries(configurations, [file for file in files if configurations.of(file).ignores]))

    def why_no_rule(file: str, rule: str) -> str | None:
        """All rules are looked up only because of a name that has not judged."""
        return None if rule in report.judged.get(file, ()) else _why_no_rule(configurations, rule)

    def severity(finding: Finding) -> Severity | None:
        chosen = configurations.choices
        if meant(chosen.ignore, finding.rule) or (chosen.select and not _is_asked_for(finding, configurations)):
            return None
        level = configurations.of(finding.mark.file).level(finding.rule)
        return None if level == "off" else Severity.__members__.get(level, Severity.warning)

    report = suppress(report, today, why_no_rule, severity, [asked for asked, _ in entries])
    told = {finding.mark.file for finding in report.findings}
    quoted = {asked.mark.file: text for asked, text in entries if asked.mark.file in told}
    return replace(report, texts={**report.texts, **quoted}) if quoted else report


def _entries(configurations: Configurations, files: Sequence[str]) -> Iterator[tuple[Asked, bytes]]:
    """What configurations accept in files, each with the text of its configuration."""
    for ignore, its, whole, text in accepted(configurations, files):
        asked = Asked(its, ignore.mark, IN_CONFIGURATION, ignore.rules, ignore.reason, ignore.until)
        yield asked._replace(steps=ignore.steps, whole=whole), text


def _is_asked_for(finding: Finding, configurations: Configurations) -> bool:
    """Whether a finding about a suppression is told with --select. Whatever is not understood may be about each rule."""
    select, names = configurations.choices.select, finding.about.split(",")
    if finding.rule == MALFORMED or meant(select, finding.rule) or not select.isdisjoint(names):
        return True
    return any(meant(select, name, configurations.concerns.get(name, "")) for name in names)


def _why_no_rule(configurations: Configurations, rule: str) -> str | None:
    known = {*configurations.concerns, FORMAT}
    if rule in known:
        return None
    near = did_you_mean(rule, known)
    rule = rule if len(rule) <= _LONG else f"{rule[: _LONG - 3]}..."
    return f"there is no rule {rule!r}{near if near.endswith('?') else '; `ivrlint rules` lists them'}"
