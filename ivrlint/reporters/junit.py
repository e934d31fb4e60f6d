"""The report as JUnit XML: a suite for each file, a case for each finding, and one for a file without any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from ivrlint.finding import Finding, Suppressed
from ivrlint.flow import Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import Report
from ivrlint.reporters.calls import moments
from ivrlint.reporters.frame import printable
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.surroundings import NOWHERE, Surroundings
from ivrlint.reporters.wording import also_at

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Case(NamedTuple):
    """One case: `outcome` is failure, error, skipped, or system-out where it passes."""

    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


def junit(report: Report, around: Surroundings = NOWHERE) -> Iterator[str]:
    """The lines of the document. Findings that do not make the run fail pass, with what was found as their output."""
    suites: dict[str, list[_Case]] = {file: [] for file in sorted({way.file for way in report.ways} | report.judged.keys())}
    for problem in report.problems:
        suites.setdefault(problem.file, []).append(_unread(problem))
    for finding in report.findings:
        suites.setdefault(finding.mark.file, []).append(_found(finding, around))
    for suppressed in report.suppressed if around.suppressed else ():
        if not suppressed.by.is_for_age:
            suites.setdefault(suppressed.finding.mark.file, []).append(_accepted(suppressed))
    named = {file: _unique(cases or [_Case("nothing found")]) for file, cases in suites.items()}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites{_attributes(name='ivrlint', **_counts([case for cases in named.values() for case in cases]))}>"
    for file, cases in named.items():
        yield from _suite(file, cases)
    yield "</testsuites>"


def _suite(file: str, cases: Sequence[_Case]) -> Iterator[str]:
    skipped = {"skipped": str(sum(case.outcome == "skipped" for case in cases))}
    yield f"  <testsuite{_attributes(name=file, **_counts(cases), **skipped, time='0')}>"
    for case in cases:
        opening = f"    <testcase{_attributes(name=case.name, classname=_class_name(file), time='0')}"
        if case.outcome:
            attributes = "" if case.outcome == "system-out" else _attributes(type=case.kind, message=case.message)
            yield f"{opening}>"
            yield f"      <{case.outcome}{attributes}>{escape(_sound(case.text))}</{case.outcome}>"
            yield "    </testcase>"
        else:
            yield f"{opening}/>"
    yield "  </testsuite>"


def _counts(cases: Sequence[_Case]) -> dict[str, str]:
    outcomes = Counter(case.outcome for case in cases)
    return {"tests": str(len(cases)), "failures": str(outcomes["failure"]), "errors": str(outcomes["error"])}


def _found(finding: Finding, around: Surroundings) -> _Case:
    outcome = "failure" if around.fails(finding) else "system-out"
    return _Case(_name(finding), outcome, str(finding.severity), finding.message, "\n".join(_told(finding)))


def _accepted(suppressed: Suppressed) -> _Case:
    return _Case(
        _name(suppressed.finding), "skipped", suppressed.by.kind, suppressed.by.reason, "\n".join(_told(suppressed.finding))
    )


def _unread(problem: Refusal) -> _Case:
    place = f":{problem.line}:{problem.column}" if problem.line else ""
    return _Case("can be read", "error", "unread", problem.message, printable(f"{problem.file}{place}: {problem.message}"))


def _name(finding: Finding) -> str:
    """What stays the same of a finding, for those who compare runs by it."""
    where = f"{finding.step} {finding.about}".strip()
    return f"{finding.rule}: {where}" if where else finding.rule


def _unique(cases: Iterable[_Case]) -> list[_Case]:
    """Cases of which no two have the same name: of two that have, GitLab keeps the last."""
    made: dict[str, _Case] = {}
    for case in cases:
        names = (f"{case.name} ({number})" for number in count(2))
        name = case.name if case.name not in made else next(name for name in names if name not in made)
        made[name] = case._replace(name=name)
    return list(made.values())


def _told(finding: Finding) -> Iterator[str]:
    mark = finding.mark
    yield f"{mark.file}:{mark.line}:{mark.column}: {finding.severity}: {printable(finding.message)} [{finding.rule}]"
    yield from filter(None, [also_at(finding)])
    if finding.call:
        yield from moments(finding.call, Paint())
    if finding.instead:
        yield f"Instead: {printable(' '.join(finding.instead.split()))}"


def _class_name(file: str) -> str:
    """A file as consumers group cases: they take what stands before the last dot for its folder."""
    return file.strip("/").replace(".", "_").replace("/", ".")


def _attributes(**given: str) -> str:
    return "".join(f" {name}={quoteattr(_sound(value))}" for name, value in given.items())


def _sound(text: str) -> str:
    """A text without what XML cannot hold in any form."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
