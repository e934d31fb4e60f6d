"""The report for programs."""

import json as decoder
from math import inf
from typing import Any

import jsonschema
import pytest
from reports import finding, quiet, report, way

from ivrlint.bundled import SCHEMAS
from ivrlint.finding import CallEvent, CallTranscript, Severity
from ivrlint.flow import Mark, Refusal
from ivrlint.report import Report
from ivrlint.reporters.json import json
from ivrlint.reporters.surroundings import Surroundings

AROUND = Surroundings(version="1.2")
SCHEMA = decoder.loads((SCHEMAS / "output.schema.json").read_text(encoding="utf-8"))


def printed(it: Report) -> Any:
    value = decoder.loads("\n".join(json(it, AROUND)))
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_report_of_nothing_has_all_its_keys() -> None:
    assert printed(report(files=0)) == {
        "version": 1,
        "ivrlint": "1.2",
        "findings": [],
        "suppressed": [],
        "problems": [],
        "grades": [],
        "summary": {"error": 0, "warning": 0, "info": 0, "suppressed": 0, "files": 0, "calls": []},
    }


def test_a_finding_has_its_place_its_reason_and_its_call() -> None:
    assert printed(report(finding()))["findings"] == [
        {
            "rule": "menu-too-deep",
            "severity": "warning",
            "file": "menu.yaml",
            "line": 4,
            "column": 3,
            "end_line": 4,
            "end_column": 7,
            "step": "main",
            "about": "",
            "message": "main is too deep",
            "instead": "Move\n  it up.",
            "sources": [{"title": "Toolkit", "clause": "at most three levels", "url": "https://example.org/toolkit"}],
            "call": [
                {
                    "at": 0,
                    "who": "hears",
                    "what": '"Thank you for calling."',
                    "step": "greeting",
                    "file": "menu.yaml",
                    "line": 3,
                },
                {"at": 9.4, "who": "presses", "what": "2 (bills)", "step": "main", "file": "menu.yaml", "line": 4},
                {"at": 75, "who": "ends", "what": "is cut off", "step": "", "file": None, "line": None},
            ],
            "fingerprint": "3ecd013847e4676482ab1bd42de6bc11",
            "also": [],
        }
    ]


def test_what_no_call_shows_has_null() -> None:
    assert printed(report(finding(call=None)))["findings"][0]["call"] is None


def test_problems_have_a_place_or_null() -> None:
    problems = (Refusal("x", "is empty"), Refusal("y", "ends too early", 3, 7))
    assert printed(report(problems=problems))["problems"] == [
        {"file": "x", "line": None, "column": None, "message": "is empty"},
        {"file": "y", "line": 3, "column": 7, "message": "ends too early"},
    ]


def test_the_summary_counts_and_tells_the_way_of_each_call() -> None:
    found = [finding(severity=severity) for severity in (Severity.error, Severity.info, Severity.error)]
    summary = printed(report(*found, ways=(way(seconds=47.638),), files=1))["summary"]
    assert summary == {
        "error": 2,
        "warning": 0,
        "info": 1,
        "suppressed": 0,
        "files": 1,
        "calls": [
            {
                "file": "menu.yaml",
                "name": "Harbour",
                "start": "main",
                "reaches_person": True,
                "may_reach_person": True,
                "person_only_by_error": False,
                "seconds_to_person": 47.64,
                "presses_to_person": 2,
                "entries_to_person": 0,
                "route_to_person": ["0", "2"],
            }
        ],
    }


def test_a_grade_tells_what_was_lost_by_which_findings() -> None:
    found = [finding(severity=severity) for severity in (Severity.warning, Severity.error, Severity.info)]
    elsewhere = finding(rule="other", mark=Mark("shop.yaml", 1, 1, 1, 2))
    assert printed(report(*found, elsewhere, ways=(way(), way(file="shop.yaml")), files=2))["grades"] == [
        {
            "file": "menu.yaml",
            "grade": "B",
            "points": 77.25,
            "lost": [
                {"rule": "menu-too-deep", "severity": "error", "findings": 1, "points": 20, "at": [1]},
                {"rule": "menu-too-deep", "severity": "warning", "findings": 1, "points": 2.5, "at": [0]},
                {"rule": "menu-too-deep", "severity": "info", "findings": 1, "points": 0.25, "at": [2]},
            ],
        },
        {
            "file": "shop.yaml",
            "grade": "A",
            "points": 95,
            "lost": [{"rule": "other", "severity": "warning", "findings": 1, "points": 5, "at": [3]}],
        },
    ]


def test_infinite_numbers_are_null() -> None:
    call = printed(report(ways=(way(seconds=inf, presses=inf, entries=inf),)))["summary"]["calls"][0]
    assert (call["seconds_to_person"], call["presses_to_person"], call["entries_to_person"]) == (None, None, None)


def test_each_finding_is_one_line() -> None:
    lines = list(json(report(finding(), finding(message="é\n\u2028"))))
    assert sum('"rule"' in line for line in lines) == 2
    assert all("\n" not in line for line in lines)


@pytest.mark.parametrize("wrong", [{"rule": 3}, {"call": "none"}, {"line": 0}, {"extra": 1}])
def test_the_schema_refuses_another_form(wrong: dict[str, Any]) -> None:
    value = printed(report(finding()))
    value["findings"][0].update(wrong)
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(value)


def test_the_schema_knows_what_a_call_can_tell() -> None:
    events = [CallEvent(0.0, who, "x", "s") for who in ("hears", "presses", "dials", "says", "enters", "waits", "system", "ends")]
    assert len(printed(report(finding(call=CallTranscript(tuple(events)))))["findings"][0]["call"]) == 8


def test_what_is_suppressed_tells_who_said_so_and_why() -> None:
    both = printed(report(finding(), suppressed=(quiet("comment", step="other"), quiet("baseline"))))
    accepted, old = both["suppressed"]
    assert {key: value for key, value in accepted.items() if key != "finding"} == {
        "kind": "comment",
        "reason": "we know",
        "until": "2027-01-31",
        "place": {"file": "menu.yaml", "line": 2, "column": 1},
    }
    assert accepted["finding"]["step"] == "other"
    assert (old["kind"], old["reason"], old["until"], old["place"]) == ("baseline", "", None, None)
    assert both["summary"]["suppressed"] == 2
    assert both["summary"]["warning"] == 1


def test_fingerprints_differ_within_a_file_also_from_those_that_are_not_told() -> None:
    both = printed(report(finding(), suppressed=(quiet("baseline"), quiet("before"))))
    prints = [each["fingerprint"] for each in (*both["findings"], *(each["finding"] for each in both["suppressed"]))]
    assert len(set(prints)) == 3


def test_points_that_old_findings_cost_are_found_among_the_suppressed() -> None:
    it = printed(report(finding(step="new"), suppressed=(quiet("comment"), quiet("baseline")), ways=(way(),)))
    everything = [*it["findings"], *(each["finding"] for each in it["suppressed"])]
    assert [everything[number]["step"] for number in it["grades"][0]["lost"][0]["at"]] == ["new", "main"]
    assert it["grades"][0]["lost"][0]["at"] == [0, 2]


def test_every_key_is_described_and_no_other_is_allowed() -> None:
    def objects(schema: Any) -> Any:
        if isinstance(schema, dict):
            if isinstance(schema.get("properties"), dict):
                yield schema
            for value in schema.values():
                yield from objects(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from objects(value)

    for each in objects(SCHEMA):
        assert set(each["required"]) == set(each["properties"])
        for key, value in each["properties"].items():
            assert "description" in value or "$ref" in value or "const" in value, key
