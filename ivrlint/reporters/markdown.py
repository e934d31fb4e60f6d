"""The report for a comment on a pull request, or for the summary of a job: the worst first, as much as a comment holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from ivrlint.finding import CallTranscript, Finding, Severity
from ivrlint.flow import Refusal
from ivrlint.report import Report
from ivrlint.reporters.calls import moments
from ivrlint.reporters.inert import code, cut, fenced, inert, sentence
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.surroundings import NOWHERE, Surroundings
from ivrlint.reporters.wording import also_at, count, summary, way_to_a_person
from ivrlint.reporters.worst_first import worst_first

LIMIT = 65_000
"""Characters of all; GitHub refuses a comment of more than 65,536. What others write around it has room as well."""

ROOM_FOR_LAST = 500
"""Characters that are kept for the line that tells what is left out."""

ROWS = 30
"""Files that the table of grades tells of, and files that could not be read."""

MOMENTS = 40
"""Moments of a call that are told."""

MARK = "<!-- ivrlint -->"
"""The first line, by which a comment is found again."""


def markdown(report: Report, around: Surroundings = NOWHERE) -> Iterator[str]:
    """The counts, what could not be read, the grades, and each finding with its call folded."""
    head = [MARK, f"### ivrlint: {inert(summary(report) or 'nothing was linted')}", *_unread(report.problems), *_grades(report)]
    yield from head
    room = LIMIT - ROOM_FOR_LAST - _size(head)
    left_out: Counter[str] = Counter()
    for finding in worst_first(report.findings):
        lines = list(_finding(finding, around))
        if left_out or _size(lines) > room:
            left_out[finding.severity.name] += 1
        else:
            room -= _size(lines)
            yield from lines
    if left_out:
        told = ", ".join(count(number, severity) for severity, number in left_out.items())
        yield f"\n**Left out, for want of room: {told}.** `ivrlint` on these files tells all."


def _size(lines: Sequence[str]) -> int:
    """Characters as GitHub may count them at most: those beyond the basic plane twice."""
    return sum(len(line.encode("utf-16-le", "surrogatepass")) // 2 + 1 for line in lines)


def _unread(problems: Sequence[Refusal]) -> Iterator[str]:
    if problems:
        yield "\n**Could not be read:**\n"
    for problem in problems[:ROWS]:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        yield f"- {code(place)}: {inert(problem.message)}"
    if len(problems) > ROWS:
        yield f"- and {len(problems) - ROWS} more"


def _grades(report: Report) -> Iterator[str]:
    """The table of grades, the worst first, then what was found in files that have none, such as a configuration."""
    grades = sorted(report.grades, key=lambda grade: grade.points)
    if not grades:
        return
    found = Counter((finding.mark.file, finding.severity) for finding in report.findings)
    quiet = Counter(finding.mark.file for finding, _ in report.suppressed)
    others = sorted({*(file for file, _ in found), *quiet}.difference(grade.file for grade in grades))
    graded = ((grade.file, f"**{grade.grade}**", f"{int(grade.points)}", _ways(report, grade.file)) for grade in grades)
    yield f"\n| file | grade | points | errors | warnings | infos |{' not told |' if quiet else ''} a person |"
    yield f"|---|---|---:|---:|---:|---:|{'---:|' if quiet else ''}---|"
    for file, letter, points, ways in islice(chain(graded, ((file, "", "", "") for file in others)), ROWS):
        counts = [found[file, severity] for severity in reversed(Severity)] + ([quiet[file]] if quiet else [])
        yield f"| {code(file)} | {letter} | {points} | {' | '.join(map(str, counts))} | {inert(ways)} |"
    if len(grades) + len(others) > ROWS:
        yield f"\nand {len(grades) + len(others) - ROWS} more, none of them with fewer points."


def _ways(report: Report, file: str) -> str:
    """How callers get to a person; of several calls only how many there are."""
    ways = [way_to_a_person(way) for way in report.ways if way.file == file]
    return ways[0] if len(ways) == 1 else count(len(ways), "call")


def _finding(finding: Finding, around: Surroundings) -> Iterator[str]:
    """A finding in one line, and what it folds away."""
    place = f"{around.path(finding.mark.file)}:{finding.mark.line}"
    page = around.page(finding.rule)
    rule = code(finding.rule)
    named = f'<a href="{page}">{rule}</a>' if page else rule
    said = f"<b>{finding.severity}</b> {code(place)} {inert(finding.message)} {named}"
    also = also_at(finding)
    folded = [*([f"\n{inert(also)}"] if also else []), *_call(finding.call), *_instead(finding.instead)]
    if folded:
        yield f"\n<details><summary>{said}</summary>"
        yield from folded
        yield "\n</details>"
    else:
        yield f"\n<p>{said}</p>"


def _call(call: CallTranscript | None) -> Iterator[str]:
    lines = [cut(line) for line in moments(call, Paint())] if call else []
    if len(lines) > MOMENTS:
        lines = [*lines[:MOMENTS], f"and {count(len(lines) - MOMENTS, 'more moment')}"]
    if lines:
        yield ""
        yield from fenced(lines)


def _instead(instead: str) -> Iterator[str]:
    if instead:
        yield f"\n<b>Instead:</b> {sentence(instead)}"
