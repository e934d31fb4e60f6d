"""The report for people: each finding with its place in the file, the call that shows it, and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from ivrlint.finding import CallTranscript, Finding
from ivrlint.flow import Refusal
from ivrlint.grading import Grade
from ivrlint.report import Report
from ivrlint.reporters.calls import moments
from ivrlint.reporters.frame import Quotes, frame, printable
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.wording import also_at, points_lost, summary, way_to_a_person

_ENCODED = re.compile(r"[A-Za-z0-9+/=]{200,}")
"""A line that says nothing to people: the base64 of an export."""

EVIDENCE = 140
"""Characters of the evidence; `ivrlint explain` has all of it."""

MANY = 20
"""Calls that are told at the end."""


def text(report: Report, paint: Paint, only: Sequence[Finding] | None = None) -> Iterator[str]:
    """The lines of a report: findings, for each call how it gets to a person, what has cost points, and the counts.

    With `only` some findings these are told, with the counts of all, and nothing when there are none.
    """
    if only is not None and not only:
        return
    quotes = Quotes(report.texts)
    told: dict[CallTranscript, Finding] = {}
    explained: set[str] = set()
    for finding in report.findings if only is None else only:
        yield headline(finding, paint)
        yield from _place(finding, quotes, paint)
        yield from (f"    {line}" for line in filter(None, [also_at(finding)]))
        yield from _call(finding, told, paint)
        yield from _advice(finding, explained, paint)
        yield ""
    all_grades = report.grades
    if only is None:
        grades = {grade.file: grade for grade in all_grades}
        files = _worth_telling(report)
        yield from _ways(report, grades, files)
        if len(grades) == 1:
            yield from filter(None, (points_lost(grade) for grade in grades.values() if files is None or grade.file in files))
    yield from counts(report, paint, all_grades)


def counts(report: Report, paint: Paint, grades: Sequence[Grade] | None = None) -> Iterator[str]:
    """The last line: how much was found; none when nothing could be read. `grades` are those of the report, if at hand."""
    line = summary(report, grades)
    if line:
        yield paint(line, max((finding.severity for finding in report.findings), default="strong"))


def problem(refusal: Refusal, paint: Paint) -> str:
    """The line for a file that could not be read."""
    place = f":{refusal.line}:{refusal.column}" if refusal.line else ""
    return f"{paint(printable(refusal.file) + place, 'strong')}: {paint('error', 'error')}: {printable(refusal.message)}"


def headline(finding: Finding, paint: Paint) -> str:
    """The line that a finding begins with."""
    mark = finding.mark
    place = f"{printable(mark.file)}:{mark.line}:{mark.column}"
    severity = paint(str(finding.severity), finding.severity)
    return f"{paint(place, 'strong')}: {severity}: {printable(finding.message)} {paint(f'[{finding.rule}]', 'quiet')}"


def _place(finding: Finding, quotes: Quotes, paint: Paint) -> Iterator[str]:
    mark = finding.mark
    line = quotes.line(mark.file, mark.line)
    if line is None or not line.strip() or _ENCODED.fullmatch(line):
        return
    quoted, under = frame(line, mark.column, mark.end_column if mark.end_line == mark.line else len(line) + 1)
    number = f"  {mark.line} |"
    yield f"{paint(number, 'quiet')} {quoted}"
    yield f"{paint('|'.rjust(len(number)), 'quiet')} {paint(under, finding.severity)}"


def _call(finding: Finding, told: dict[CallTranscript, Finding], paint: Paint) -> Iterator[str]:
    """The call that shows a finding; one that was told before is only named."""
    if finding.call is None or not finding.call.events:
        return
    before = told.setdefault(finding.call, finding)
    if before is not finding:
        mark = before.mark
        where = f"line {mark.line}" if mark.file == finding.mark.file else f"{printable(mark.file)}:{mark.line}"
        yield f"    {paint(f'The call is the one told at {where}, {before.rule}.', 'quiet')}"
        return
    for moment in moments(finding.call, paint):
        yield f"    {moment}"


def _advice(finding: Finding, explained: set[str], paint: Paint) -> Iterator[str]:
    """What to do instead; the evidence behind a rule is given once in a report."""
    if finding.instead:
        yield f"    {paint('Instead:', 'strong')} {printable(' '.join(finding.instead.split()))}"
    if finding.sources and finding.rule not in explained:
        from textwrap import shorten

        explained.add(finding.rule)
        first = finding.sources[0]
        evidence = printable(
            shorten(f"{first.title}, {first.clause}" if first.clause else first.title, EVIDENCE, placeholder="...")
        )
        more = len(finding.sources) - 1
        rest = f" (and {more} more: ivrlint explain {finding.rule})" if more else ""
        yield f"    {paint('Evidence:', 'strong')} {printable(evidence)}{rest}"


def _worth_telling(report: Report) -> Collection[str] | None:
    """Where much is old, the files with something new, and those from which calls come to it; else None, for all files."""
    if not any(by.is_for_age for _, by in report.suppressed):
        return None
    new = {finding.mark.file for finding in report.findings}
    return new.union(*(report.met.get(file, ()) for file in new))


def _ways(report: Report, grades: Mapping[str, Grade], files: Collection[str] | None) -> Iterator[str]:
    """How each call gets to a person; where there are several files, with their grades; of very many the worst."""
    calls = Counter(way.file for way in report.ways)
    ways = [way for way in report.ways if files is None or way.file in files]
    if len(ways) > MANY:
        yield f"The {MANY} worst of {len(ways)} calls:" if grades else f"{MANY} of {len(ways)} calls:"
        ways = sorted(ways, key=lambda way: grades[way.file].points if way.file in grades else 0)[:MANY]
    for way in ways:
        graded = f" ({grades[way.file].grade})" if len(grades) > 1 else ""
        of_file = f"{printable(way.file)}{graded}: " if len(report.ways) > 1 else ""
        of_call = f"{printable(way.name or way.start)}: " if calls[way.file] > 1 else ""
        yield f"{of_file}{of_call}{way_to_a_person(way)}"
