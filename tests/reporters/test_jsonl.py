"""The report for programs that read line by line."""

import json as decoder
from typing import Any

import jsonschema
import pytest
from reports import finding, quiet, report, way

from ivrlint.bundled import SCHEMAS
from ivrlint.flow import Refusal
from ivrlint.report import Report
from ivrlint.reporters.json import json
from ivrlint.reporters.jsonl import jsonl
from ivrlint.reporters.surroundings import Surroundings

AROUND = Surroundings(version="1.2")
SCHEMA = decoder.loads((SCHEMAS / "output.schema.json").read_text(encoding="utf-8"))
LINE = jsonschema.Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": "#/$defs/line"})
FULL = report(finding(), finding(call=None), ways=(way(),), problems=(Refusal("x", "is empty"),), suppressed=(quiet("comment"),))


def lines(it: Report) -> list[Any]:
    values = [decoder.loads(line) for line in jsonl(it, AROUND)]
    for value in values:
        LINE.validate(value)
    return values


def test_a_report_of_nothing_is_the_run_and_the_counts() -> None:
    assert lines(report(files=0)) == [
        {"type": "run", "version": 1, "ivrlint": "1.2"},
        {"type": "summary", "error": 0, "warning": 0, "info": 0, "suppressed": 0, "files": 0},
    ]


def test_each_line_says_what_it_is() -> None:
    kinds = [line["type"] for line in lines(FULL)]
    assert kinds == ["run", "finding", "finding", "suppressed", "problem", "grade", "call", "summary"]


def test_the_lines_say_what_the_object_says() -> None:
    whole = decoder.loads("\n".join(json(FULL, AROUND)))
    by_kind: dict[str, list[Any]] = {}
    for line in lines(FULL):
        by_kind.setdefault(line.pop("type"), []).append(line)
    assert by_kind.pop("run") == [{"version": whole["version"], "ivrlint": whole["ivrlint"]}]
    assert by_kind.pop("call") == whole["summary"].pop("calls")
    assert by_kind.pop("summary") == [whole["summary"]]
    assert {f"{kind}s".replace("suppresseds", "suppressed"): values for kind, values in by_kind.items()} == {
        key: whole[key] for key in ("findings", "suppressed", "problems", "grades")
    }


def test_nothing_in_a_flow_breaks_a_line() -> None:
    hostile = finding(message='a"\n\r\u2028\u0000b', step="\ud800")
    assert len(list(jsonl(report(hostile)))) == 3
    assert lines(report(hostile))[1]["message"] == 'a"\n\r\u2028\u0000b'


@pytest.mark.parametrize("wrong", [{"type": "suppressed"}, {"type": "nonsense"}, {"extra": 1}, {"line": 0}])
def test_the_schema_refuses_another_form(wrong: dict[str, Any]) -> None:
    value = lines(FULL)[1]
    value.update(wrong)
    assert not LINE.is_valid(value)
