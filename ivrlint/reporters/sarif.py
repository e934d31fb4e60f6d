"""The report as SARIF 2.1.0, for code scanning and editors: one run, with the calls as code flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ivrlint.finding import CallEvent, CallTranscript, Finding, Suppression
from ivrlint.flow import Mark, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import Report
from ivrlint.reporters.json import encoded
from ivrlint.reporters.sarif_rules import LEVELS, UNREAD, descriptors
from ivrlint.reporters.surroundings import NOWHERE, Surroundings
from ivrlint.reporters.wording import clock

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

ROOT = "SRCROOT"
"""What relative places are seen from."""

FINGERPRINT = "ivrlint/v1"

MOST_RELATED = 100
"""Related places of a result, other steps and those of the call: as many as GitHub takes in."""

_Object = dict[str, Any]


def sarif(report: Report, around: Surroundings = NOWHERE) -> Iterator[str]:
    """The lines of the log: one for each rule and each result."""
    told, quiet, _ = report.fingerprints
    suppressed = report.suppressed if around.suppressed else ()
    findings = [*report.findings, *(each.finding for each in suppressed)]
    rules = descriptors(around, findings)
    results = _Results(around, {rule["id"]: number for number, rule in enumerate(rules)})
    yield f'{{"$schema": {encoded(SCHEMA)}, "version": "2.1.0", "runs": [{{'
    yield f'"tool": {{"driver": {_opened(_driver(around))}, "rules": ['
    yield from _items(map(encoded, rules))
    yield "]}},"
    yield f'"columnKind": "unicodeCodePoints", "originalUriBaseIds": {encoded(_bases())},'
    yield f'"invocations": [{encoded(_invocation(report.problems, around))}],'
    yield '"results": ['
    made = [encoded(results.result(finding, print_)) for finding, print_ in zip(report.findings, told, strict=True)]
    for each, print_ in zip(suppressed, quiet, strict=False):
        made.append(encoded(results.result(each.finding, print_) | {"suppressions": [results.suppression(each.by)]}))
    yield from _items(made)
    yield "]}]}"


def _opened(value: Mapping[str, Any]) -> str:
    """An object to which more is added."""
    return encoded(value)[:-1]


def _items(lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    before = ""
    for line in lines:
        if before:
            yield f"{before},"
        before = line
    if before:
        yield before


def _driver(around: Surroundings) -> _Object:
    pages = {"informationUri": around.pages} if around.pages else {}
    return {"name": "ivrlint", "version": around.version, "semanticVersion": around.version, **pages, "notifications": [UNREAD]}


def _bases() -> _Object:
    return {ROOT: {"description": {"text": "The root of the repository, or else the folder in which ivrlint ran."}}}


def _invocation(problems: Sequence[Refusal], around: Surroundings) -> _Object:
    """Whether everything could be read, and what could not."""
    told = [
        {
            "descriptor": {"id": UNREAD["id"], "index": 0},
            "level": "error",
            "message": {"text": escaped(problem.message)},
            "locations": [{"physicalLocation": _unread_place(problem, around)}],
        }
        for problem in problems
    ]
    return {"executionSuccessful": not problems, "toolExecutionNotifications": told}


def _unread_place(problem: Refusal, around: Surroundings) -> _Object:
    place: _Object = {"artifactLocation": _artifact(problem.file, around)}
    if problem.line:
        place["region"] = {"startLine": problem.line, **({"startColumn": problem.column} if problem.column else {})}
    return place


def _artifact(file: str, around: Surroundings) -> _Object:
    uri, seen_from_root = around.uri(file)
    return {"uri": uri, "uriBaseId": ROOT} if seen_from_root else {"uri": uri}


def escaped(text: str) -> str:
    """A text as it is, where brackets would make a link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


class _Results(NamedTuple):
    """Makes results; `rules` are the places of the rules by their ids."""

    around: Surroundings
    rules: Mapping[str, int]

    def result(self, finding: Finding, fingerprint: str) -> _Object:
        """A finding, with what is told with it and the steps of its call as related places, and the call as a code flow."""
        place = self._location(finding.mark, finding.step)
        made: _Object = {
            "ruleId": finding.rule,
            "ruleIndex": self.rules[finding.rule],
            "level": LEVELS[finding.severity],
            "message": {"text": escaped(_sentence(finding.message))},
            "locations": [place],
            "partialFingerprints": {FINGERPRINT: fingerprint},
        }
        related = [*self._also(finding), *self._steps(finding.call)][:MOST_RELATED]
        if related:
            made["relatedLocations"] = [{"id": number, **each} for number, each in enumerate(related, 1)]
        if finding.call and finding.call.events:
            made["codeFlows"] = [{"threadFlows": [{"locations": self._flow(finding, finding.call)}]}]
        if finding.about:
            made["properties"] = {"about": finding.about}
        return made

    def suppression(self, by: Suppression) -> _Object:
        """Why a finding is not told, and where that is said."""
        until = f"until {by.until}" if by.until else ""
        reason = {"baseline": "it is in the baseline", "before": f"it was there before, in {by.reason}"}.get(by.kind, by.reason)
        made: _Object = {"kind": "inSource" if by.kind == "comment" else "external", "status": "accepted"}
        if reason or until:
            made["justification"] = ", ".join(filter(None, (reason, until)))
        if by.mark:
            made["location"] = self._location(by.mark)
        return made

    def _location(self, mark: Mark, step: str = "") -> _Object:
        made: _Object = {"physicalLocation": {"artifactLocation": _artifact(mark.file, self.around), "region": _region(mark)}}
        if step:
            made["logicalLocations"] = [{"name": step, "kind": "step"}]
        return made

    def _also(self, finding: Finding) -> list[_Object]:
        """The places of what is told with a finding."""
        said = ((other, f"also {other.step} {other.about}".rstrip()) for other in finding.also)
        return [{**self._location(other.mark, other.step), "message": {"text": escaped(text)}} for other, text in said]

    def _steps(self, call: CallTranscript | None) -> list[_Object]:
        """The steps that a call comes to, each once."""
        first: dict[Mark, CallEvent] = {}
        for event in call.events if call else ():
            if event.mark:
                first.setdefault(event.mark, event)
        return [
            {**self._location(mark, event.step), "message": {"text": escaped(f"{clock(event.at)} {event.step}")}}
            for mark, event in first.items()
        ]

    def _flow(self, finding: Finding, call: CallTranscript) -> list[_Object]:
        """The moments of a call, each at its step; an end outside all steps is at the last one."""
        made: list[_Object] = []
        mark, step = finding.mark, finding.step
        for order, event in enumerate(call.events, 1):
            mark, step = (event.mark, event.step) if event.mark else (mark, step)
            text = f"{clock(event.at)} {event.who} {event.what}".rstrip()
            made.append({"location": {**self._location(mark, step), "message": {"text": escaped(text)}}, "executionOrder": order})
        return made


def _region(mark: Mark) -> _Object:
    region = {"startLine": mark.line, "startColumn": mark.column}
    if (mark.end_line, mark.end_column) > (mark.line, mark.column):
        region |= {"endLine": mark.end_line, "endColumn": mark.end_column}
    return region


def _sentence(message: str) -> str:
    """A message with its full stop, where SARIF wants one."""
    return message if message.endswith((".", "!", "?")) else f"{message}."
