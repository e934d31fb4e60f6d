"""How often each rule found something, in the place of what it found: for people, and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ivrlint.finding import Finding, Severity
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import Report
from ivrlint.reporters.frame import printable
from ivrlint.reporters.json import encoded
from ivrlint.reporters.other_findings import OTHERS
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.plain import counts_as_json, problem_as_json, run_as_json
from ivrlint.reporters.text import counts
from ivrlint.reporters.wording import count
from ivrlint.rule import Rule


class Counted(NamedTuple):
    """The findings of one rule that are equally severe: how many, in how many files, and what should be instead."""

    rule: str
    severity: Severity
    findings: int
    files: int
    summary: str


def counted(findings: Iterable[Finding], rules: Iterable[Rule]) -> list[Counted]:
    """What was found, by rule and severity: the most frequent first, then by the rule's id."""
    summaries = {id_: other.summary for id_, other in OTHERS.items()} | {rule.id: rule.summary for rule in rules}
    files: dict[tuple[str, Severity], list[str]] = {}
    for finding in findings:
        files.setdefault((finding.rule, finding.severity), []).append(finding.mark.file)
    made = [
        Counted(rule, severity, len(its), len(set(its)), " ".join(summaries.get(rule, "").split()))
        for (rule, severity), its in files.items()
    ]
    return sorted(made, key=lambda each: (-each.findings, each.rule, -each.severity))


def table(report: Report, rules: Iterable[Rule], paint: Paint, only: Sequence[Finding] | None = None) -> Iterator[str]:
    """One line for each rule and severity, and the counts.

    With `only` some findings these are counted, and nothing is told when there are none; the last line has the counts of all.
    """
    if only is not None and not only:
        return
    rows = counted(report.findings if only is None else only, rules)
    cells = [(str(row.findings), row.rule, str(row.severity), f"in {count(row.files, 'file')}") for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row, (findings, *others) in zip(rows, cells, strict=True):
        rule, severity, files = (text.ljust(width) for text, width in zip(others, widths[1:], strict=True))
        line = f"{findings:>{widths[0]}}  {rule}  {paint(severity, row.severity)}  {files}  {printable(row.summary)}"
        yield line.rstrip()
    yield from counts(report, paint)


def table_as_json(report: Report, rules: Iterable[Rule], version: str) -> Iterator[str]:
    """The lines of one JSON object, described by `ivrlint schema statistics`: one line for each rule and severity."""
    yield "{"
    for key, value in run_as_json(version).items():
        yield f'  "{key}": {encoded(value)},'
    yield from _list(
        "statistics", [each._asdict() | {"severity": str(each.severity)} for each in counted(report.findings, rules)]
    )
    yield from _list("problems", [problem_as_json(problem) for problem in report.problems])
    yield f'  "summary": {encoded(counts_as_json(report))}'
    yield "}"


def _list(key: str, items: Sequence[object]) -> Iterator[str]:
    if not items:
        yield f'  "{key}": [],'
        return
    yield f'  "{key}": ['
    for number, item in enumerate(items, 1):
        yield f"    {encoded(item)}{',' if number < len(items) else ''}"
    yield "  ],"
