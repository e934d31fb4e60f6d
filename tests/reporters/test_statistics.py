"""How often each rule found something."""

import json
import re
from typing import Any, NamedTuple

import jsonschema
import pytest
from reports import finding, quiet, report

from ivrlint.bundled import RULES, SCHEMAS
from ivrlint.finding import Finding, Severity
from ivrlint.flow import Mark, Refusal
from ivrlint.report import FORMAT, Report
from ivrlint.reporters.other_findings import OTHERS
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.statistics import Counted, counted, table, table_as_json
from ivrlint.rule import load_rules

SCHEMA = json.loads((SCHEMAS / "statistics.schema.json").read_text(encoding="utf-8"))
SHOP = Mark("shop.yaml", 1, 1, 1, 2)


class OfARule(NamedTuple):
    """As much of a rule as is asked for."""

    id: str
    summary: str


DEEP = OfARule("menu-too-deep", "A menu should lie\n  no deeper than three.")


def printed(it: Report, only: list[Finding] | None = None) -> list[str]:
    return list(table(it, [DEEP], Paint(), only))  # type: ignore[list-item]


def as_json(it: Report) -> Any:
    value = json.loads("\n".join(table_as_json(it, [DEEP], "1.2")))  # type: ignore[list-item]
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


def test_each_rule_has_a_line_with_how_many_there_are_how_severe_and_in_how_many_files() -> None:
    many = (finding(step=f"s{number}", mark=SHOP if number > 8 else finding().mark) for number in range(12))
    assert printed(report(*many, finding(rule="dead-end", severity=Severity.error), files=2)) == [
        "12  menu-too-deep  warning  in 2 files  A menu should lie no deeper than three.",
        " 1  dead-end       error    in 1 file",
        "1 error, 12 warnings in 2 files",
    ]


def test_the_most_frequent_come_first_then_the_ids_count() -> None:
    ids = ("c", "a", "b", "b", "d", "d")
    assert [row.rule for row in counted([finding(rule=id_) for id_ in ids], [])] == ["b", "d", "a", "c"]


def test_severities_of_one_rule_are_counted_apart_the_worst_first() -> None:
    rows = counted([finding(severity=severity) for severity in Severity], [])
    assert [(row.rule, row.severity.name, row.findings) for row in rows] == [
        ("menu-too-deep", name, 1) for name in ("error", "warning", "info")
    ]


def test_what_no_rule_makes_has_its_words() -> None:
    assert counted([finding(rule=FORMAT, severity=Severity.error)], []) == [
        Counted(FORMAT, Severity.error, 1, 1, OTHERS[FORMAT].summary)
    ]


def test_the_words_of_a_rule_are_those_of_its_file() -> None:
    rules, _ = load_rules([RULES])
    assert counted([finding()], rules)[0].summary == next(rule.summary for rule in rules if rule.id == "menu-too-deep")


def test_what_is_suppressed_is_counted_in_the_last_line_only() -> None:
    assert printed(report(suppressed=(quiet("comment"), quiet("baseline")))) == [
        "nothing new found in 1 file (not told: 1 in the baseline, 1 suppressed)"
    ]


def test_with_some_findings_only_these_are_counted_and_without_any_nothing_is_told() -> None:
    bad = finding(rule="dead-end", severity=Severity.error)
    it = report(bad, finding())
    assert printed(it, [bad]) == ["1  dead-end  error  in 1 file", "1 error, 1 warning in 1 file"]
    assert printed(it, []) == []


def test_colours_do_not_move_the_columns() -> None:
    it = report(finding(severity=Severity.error), finding(rule="other", mark=SHOP), files=2)
    painted = list(table(it, [], Paint(True)))
    assert painted[0] == "1  menu-too-deep  \x1b[31;1merror  \x1b[0m  in 1 file"
    assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in painted] == list(table(it, [], Paint()))


def test_nothing_from_a_rule_can_move_the_cursor() -> None:
    nasty = OfARule("menu-too-deep", "a\x1b[2Jb\rc")
    assert "\x1b" not in "".join(table(report(finding()), [nasty], Paint()))  # type: ignore[list-item]


def test_programs_get_one_object_with_a_line_for_each_rule() -> None:
    it = report(finding(), finding(step="other"), suppressed=(quiet("comment"),), problems=(Refusal("x.yaml", "is empty"),))
    assert as_json(it) == {
        "version": 1,
        "ivrlint": "1.2",
        "statistics": [
            {
                "rule": "menu-too-deep",
                "severity": "warning",
                "findings": 2,
                "files": 1,
                "summary": "A menu should lie no deeper than three.",
            }
        ],
        "problems": [{"file": "x.yaml", "line": None, "column": None, "message": "is empty"}],
        "summary": {"error": 0, "warning": 2, "info": 0, "suppressed": 1, "files": 1},
    }
    assert sum('"rule"' in line for line in table_as_json(it, [], "1.2")) == 1


def test_of_nothing_there_are_empty_lists() -> None:
    value = as_json(report(files=0))
    assert (value["statistics"], value["problems"]) == ([], [])


@pytest.mark.parametrize("wrong", [{"findings": 0}, {"severity": "bad"}, {"extra": 1}, {"files": "2"}])
def test_the_schema_refuses_another_form(wrong: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    value = as_json(report(finding()))
    value["statistics"][0].update(wrong)
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(value)
