"""The tables of `ivrlint conformance`: clause by clause, for people, for documents and for programs."""

from __future__ import annotations

import json as encoder
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from ivrlint.config import Standard
from ivrlint.conformance import Row, Table, Verdict
from ivrlint.finding import Finding
from ivrlint.flow import Refusal
from ivrlint.reporters.frame import printable
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.plain import problem_as_json
from ivrlint.reporters.wording import also_at, count
from ivrlint.together import together

WORDS = {
    Verdict.met: "met as far as the file shows",
    Verdict.not_met: "would not be met",
    Verdict.not_judged: "cannot be judged from the file",
}
"""The verdicts, as people read them."""

VERSION = 1
"""The version of the form of the JSON object. It grows when a key goes or changes its meaning."""

_STYLES = {Verdict.met: "quiet", Verdict.not_met: "warning", Verdict.not_judged: "info"}
_WIDTH = 100


def text(standard: Standard, tables: Sequence[Table], paint: Paint) -> Iterator[str]:
    """The tables for people."""
    yield from _head(standard, paint)
    for table in tables:
        wide = max(len(row.clause.id) for row in table.rows)
        yield ""
        yield paint(_title(table), "strong")
        for row in table.rows:
            yield ""
            yield from _wrapped(row.clause.asks, f"{row.clause.id:<{wide}}  ")
            indent = " " * (wide + 2)
            yield f"{indent}{paint(WORDS[row.verdict], _STYLES[row.verdict])}"
            yield from (line for finding in together(row.findings) for line in _wrapped(_told(finding), f"{indent}- "))
            if row.because:
                yield from _wrapped(_remark(row), indent)
        yield ""
        yield from _wrapped(_conclusion(standard, table), "")


def markdown(standard: Standard, tables: Sequence[Table]) -> Iterator[str]:
    """The tables for a document."""
    yield f"# {_cell(standard.title)}"
    yield ""
    yield f"<{standard.url}>"
    yield ""
    yield f"- What was read: {standard.read}"
    yield f"- Where it applies: {standard.applies}"
    for table in tables:
        yield ""
        yield f"## {_cell(_title(table))}"
        yield ""
        yield "| clause | asks for | verdict | why |"
        yield "|---|---|---|---|"
        for row in table.rows:
            why = "<br>".join([*map(_told, together(row.findings)), *([_remark(row)] if row.because else [])])
            verdict = f"**{WORDS[row.verdict]}**" if row.verdict is Verdict.not_met else WORDS[row.verdict]
            yield f"| {_cell(row.clause.id)} | {_cell(row.clause.asks)} | {verdict} | {_cell(why)} |"
        yield ""
        yield _conclusion(standard, table)


def json(profile: str, standard: Standard, tables: Sequence[Table], problems: Sequence[Refusal]) -> str:
    """The tables for programs, described by `ivrlint schema conformance`."""
    document = {
        "version": VERSION,
        "profile": profile,
        "standard": standard._asdict(),
        "tables": [_table(table) for table in tables],
        "problems": [problem_as_json(problem) for problem in problems],
    }
    return encoder.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)


def _table(table: Table) -> dict[str, Any]:
    return {
        "file": table.file,
        "name": table.name,
        "summary": {str(verdict): table.count(verdict) for verdict in Verdict},
        "clauses": [_row(row) for row in table.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    clause = row.clause
    return {
        "id": clause.id,
        "asks": clause.asks,
        "verdict": str(row.verdict),
        "judged": clause.judged,
        "because": row.because,
        "rules": list(clause.rules),
        "findings": [_finding(finding) for finding in row.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    mark = finding.mark
    return {
        "rule": finding.rule,
        "file": mark.file,
        "line": mark.line,
        "column": mark.column,
        "step": finding.step,
        "message": finding.message,
        "instead": finding.instead,
    }


def _head(standard: Standard, paint: Paint) -> Iterator[str]:
    yield paint(standard.title, "strong")
    yield standard.url
    yield from _wrapped(f"What was read: {standard.read}", "")
    yield from _wrapped(f"Where it applies: {standard.applies}", "")


def _title(table: Table) -> str:
    return printable(f"{table.file}: {table.name}" if table.name else table.file)


def _told(finding: Finding) -> str:
    mark = finding.mark
    told = f"{mark.file}:{mark.line}:{mark.column}: {finding.message} [{finding.rule}]"
    return " ".join(filter(None, (printable(told), also_at(finding))))


def _remark(row: Row) -> str:
    """Why a clause was not judged, or not the whole of it."""
    return printable(row.because if row.verdict is Verdict.not_judged else f"Only partly judged: {row.because}")


def _conclusion(standard: Standard, table: Table) -> str:
    counts = ", ".join(f"{table.count(verdict)} {words}" for verdict, words in WORDS.items())
    unmet = [row.clause.id for row in table.rows if row.verdict is Verdict.not_met]
    which = f"{'clause' if len(unmet) == 1 else 'clauses'} {', '.join(unmet)} of {standard.title}, where it applies"
    ending = f" {printable(table.file)} would not meet {which}." if unmet else ""
    return f"{count(len(table.rows), 'clause')}: {counts}.{ending}"


def _wrapped(words: str, indent: str) -> list[str]:
    blank = " " * len(indent)
    return textwrap.wrap(
        words, _WIDTH, initial_indent=indent, subsequent_indent=blank, break_long_words=False, break_on_hyphens=False
    )


def _cell(words: str) -> str:
    """Words in a cell of a Markdown table, or in a heading."""
    return words.replace("\\", "\\\\").replace("|", "\\|").replace("<br>", "\0").replace("<", "&lt;").replace("\0", "<br>")
