"""Sentences for people: how callers get to a person, and how much was found."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from ivrlint.finding import Finding, Severity, Suppression
from ivrlint.grading import FULL, Grade
from ivrlint.report import Report, Way
from ivrlint.reporters.frame import printable

MOST = 6
"""Rules that the line about lost points names."""

PLACES = 8
"""Places of others that are told with a finding."""

_KEY = re.compile(r"[0-9*#]+")


def way_to_a_person(way: Way) -> str:
    """The one figure that matters of a call."""
    if not way.reaches_person:
        if way.may_reach_person:
            return "Whether a caller reaches a person is decided outside this file"
        return "No caller can reach a person"
    if way.only_by_error and way.may_be_chosen:
        return "Whether a choice leads to a person is decided outside this file; a mistake does"
    if way.only_by_error or math.isinf(way.seconds):
        return "A person is reached only by mistakes"
    keys = sum(_KEY.fullmatch(part) is not None for part in way.route)
    answers = len(way.route) - keys
    doing = " and ".join([f"pressing {count(keys, 'key')}"] * (keys > 0) + [f"giving {count(answers, 'answer')}"] * (answers > 0))
    route = f" ({' → '.join(map(printable, way.route))}), {doing}" if doing else ", pressing nothing"
    return f"A newcomer reaches a person after {duration(way.seconds)}{route}"


def duration(seconds: float) -> str:
    """A time as people say it: seconds up to two minutes, then minutes and seconds."""
    whole = round(seconds)
    return f"{whole} s" if whole < 120 else f"{whole // 60} min {whole % 60} s"


def clock(seconds: float) -> str:
    """A moment of a call, as `minutes:seconds`."""
    if not math.isfinite(seconds):
        return "-:--"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def count(number: int, thing: str, things: str = "") -> str:
    """A number of things."""
    return f"{number} {thing}" if number == 1 else f"{number} {things or f'{thing}s'}"


def also_at(finding: Finding) -> str:
    """Where the others are that are told with a finding, in one line; empty where there are none."""
    if not finding.also:
        return ""
    from ivrlint.fingerprints import identity

    others = [(other.mark.line, identity(other).step, other.about) for other in finding.also]
    steps = Counter([identity(finding).step, *(step for _, step, _ in others)])
    places = [f"line {line} ({printable(f'{step} {about}' if steps[step] > 1 else step)})" for line, step, about in others]
    more = [f"and {len(places) - PLACES} more"] if len(places) > PLACES else []
    return f"Also at: {', '.join([*places[:PLACES], *more])}"


def summary(report: Report, grades: Sequence[Grade] | None = None) -> str:
    """What a run found, in one line; empty when nothing could be read. `grades` are those of the report, if they are at hand."""
    if not report.files and not report.findings:
        return ""
    counts = [(report.count(severity), severity.name) for severity in reversed(Severity)]
    nothing = "nothing new found" if any(by.is_for_age for _, by in report.suppressed) else "nothing found"
    found = ", ".join(count(number, name) for number, name in counts if number) or nothing
    grades = report.grades if grades is None else grades
    unread = f"; {count(len(report.problems), 'path')} could not be read" if report.problems else ""
    return f"{found} in {count(report.files, 'file')}{_not_told(report)}{unread}{_graded(report, grades)}"


def _not_told(report: Report) -> str:
    """How much was found that is not told, and why."""
    numbers = Counter(_why(by) for _, by in report.suppressed)
    return f" (not told: {', '.join(f'{number} {why}' for why, number in sorted(numbers.items()))})" if numbers else ""


def _why(by: Suppression) -> str:
    if by.kind == "baseline":
        return "in the baseline"
    return f"as old as {printable(by.reason)}" if by.kind == "before" else "suppressed"


def _graded(report: Report, grades: Sequence[Grade]) -> str:
    """The grade of one flow with its points, or how many flows have which."""
    if not grades:
        return ""
    if len(grades) == 1:
        elsewhere = any(way.may_reach_person and not way.reaches_person for way in report.ways)
        shown = ", as far as this file shows" if elsewhere else ""
        return f"; grade {grades[0].grade}{shown} ({int(grades[0].points)} of {FULL} points)"
    numbers = Counter(each.grade for each in grades)
    return f"; grades: {', '.join(f'{numbers[letter]} {letter}' for letter in sorted(numbers))}"


def points_lost(grade: Grade) -> str:
    """Which rules have cost a flow how many points, in one line; empty when none has."""
    by_rule: dict[str, list[float]] = {}
    for lost in grade.lost:
        by_rule.setdefault(lost.rule, []).append(lost.points)
    costs = sorted(((sum(points), rule) for rule, points in by_rule.items()), key=lambda cost: (-cost[0], cost[1]))
    told = [f"{rule} {points:g}" for points, rule in costs[:MOST]]
    more = (
        f" and {sum(points for points, _ in costs[MOST:]):g} by {count(len(costs) - MOST, 'more rule')}" if costs[MOST:] else ""
    )
    return f"Points lost: {', '.join(told)}{more}" if told else ""
