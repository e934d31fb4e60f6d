"""Reports as plain values that JSON can hold, and back.

Values of one kind stand together, column by column and each of them once; others refer to them by their numbers, counted from 1.
That is small, and most of the way back goes through Python's own loops in C. What many reports have in common (the advice and the
sources of a rule, the ids of all rules that judged) is kept apart, under its digest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from ivrlint.finding import CallEvent, CallTranscript, Finding, Severity, Source
from ivrlint.flow import Mark, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import Report, Way
from ivrlint.running.digests import digest

_REFERS_TO = {"file": "names", "mark": "marks"}
"""The fields that refer to values of a table."""

_SEVERITIES = {int(severity): severity for severity in Severity}


class Encoded(NamedTuple):
    """A report without the texts of its files; `shared` is what it has in common with others, by digest."""

    plain: Mapping[str, Any]
    shared: Mapping[str, Any]


def encoded(report: Report) -> Encoded:
    """A report as it comes from the linting, where nothing is suppressed."""
    tables = _Tables()
    findings = [
        (
            tables.number("marks", finding.mark),
            finding.rule,
            int(finding.severity),
            finding.step,
            finding.message,
            tables.share((finding.instead, finding.sources)),
            tables.number("calls", finding.call),
            finding.about,
            finding.together,
        )
        for finding in report.findings
    ]
    return Encoded(
        {
            "findings": list(zip(*findings, strict=True)),
            "problems": tables.columns(Refusal, report.problems),
            "ways": tables.columns(Way, report.ways),
            "files": report.files,
            "met": [(file, sorted(files)) for file, files in report.met.items()],
            "judged": [(file, tables.share(tuple(sorted(ids)))) for file, ids in report.judged.items()],
            "remarks": [list(remark) for remark in report.remarks],
            "calls": [[tables.number("events", event) for event in call.events] for call in tables.known["calls"]],
            "events": tables.columns(CallEvent, tables.known["events"]),
            "marks": tables.columns(Mark, tables.known["marks"]),
            "names": list(tables.known["names"]),
        },
        tables.shared,
    )


def decoded(plain: Mapping[str, Any], shared: Callable[[str], Any]) -> Report:
    """The report that was encoded; `shared` gives what it has in common with others, by digest."""
    tables: dict[str, Sequence[Any]] = {"names": (None, *plain["names"])}
    tables["marks"] = (None, *_rows(Mark, plain["marks"], tables))
    tables["events"] = (None, *_rows(CallEvent, plain["events"], tables))
    event = tables["events"].__getitem__
    calls = (None, *(CallTranscript(tuple(map(event, numbers))) for numbers in plain["calls"]))
    marks = tables["marks"]
    findings = []
    for mark, rule, severity, step, message, advice, call, about, together in zip(*plain["findings"], strict=True):
        instead, sources = shared(advice)
        findings.append(
            Finding(
                rule=rule,
                severity=_SEVERITIES[severity],
                mark=marks[mark],
                step=step,
                message=message,
                instead=instead,
                sources=sources,
                call=calls[call],
                about=about,
                together=together,
            )
        )
    return Report(
        findings=tuple(findings),
        problems=tuple(_rows(Refusal, plain["problems"], tables)),
        ways=tuple(way._replace(route=tuple(way.route)) for way in _rows(Way, plain["ways"], tables)),
        files=plain["files"],
        met={file: frozenset(files) for file, files in plain["met"]},
        judged={file: shared(ids) for file, ids in plain["judged"]},
        remarks=_remarks(plain["remarks"]) if plain["remarks"] else (),
    )


def in_common(plain: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What reports have in common, as they hold it: advice and sources, or the ids of rules."""
    if len(plain) == 2 and isinstance(plain[1], list):
        return plain[0], tuple(Source(*source) for source in plain[1])
    return frozenset(plain)


class _Tables:
    """The values that others refer to, each with its number, in tables by their names."""

    def __init__(self) -> None:
        self.known: dict[str, dict[Any, int]] = {"names": {}, "marks": {}, "events": {}, "calls": {}}
        self.shared: dict[str, Any] = {}

    def number(self, table: str, value: object) -> int:
        """The number of a value; 0 where there is none."""
        known = self.known[table]
        return 0 if value is None else known.setdefault(value, len(known) + 1)

    def share(self, value: tuple[Any, ...]) -> str:
        """The digest of a value that is kept apart."""
        key = _digest(value)
        self.shared[key] = value
        return key

    def columns(self, kind: Any, rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:  # noqa: ANN401 - a NamedTuple
        """The fields of values of one kind; those that refer to others as numbers."""
        result: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for place, name in enumerate(kind._fields if result else ()):
            if name in _REFERS_TO:
                result[place] = [self.number(_REFERS_TO[name], value) for value in result[place]]
        return result


@cache
def _digest(value: tuple[Any, ...]) -> str:
    return digest(json.dumps(value).encode())


def _rows(kind: Any, columns: Sequence[Sequence[Any]], tables: Mapping[str, Sequence[Any]]) -> Iterable[Any]:  # noqa: ANN401
    """The values of one kind, made of their fields."""
    names = kind._fields if columns else ()
    ready = [
        map(tables[_REFERS_TO[name]].__getitem__, column) if name in _REFERS_TO else column
        for name, column in zip(names, columns, strict=True)
    ]
    return map(kind, *ready) if ready else ()


def _remarks(plain: Iterable[Sequence[Any]]) -> tuple[Any, ...]:
    from ivrlint.readers.remarks import Remark

    return tuple(Remark(text, Mark(*mark), first, last, tuple(steps)) for text, mark, first, last, steps in plain)
