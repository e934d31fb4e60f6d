"""The report as a GitLab code quality report."""

import json
from typing import Any

import pytest
from consumers import GITLAB, written
from reports import finding, quiet, report

from ivrlint.finding import Severity
from ivrlint.flow import Mark, Refusal
from ivrlint.report import Report
from ivrlint.reporters.gitlab import gitlab
from ivrlint.reporters.surroundings import NOWHERE, Surroundings


def issues(it: Report, around: Surroundings = NOWHERE) -> list[Any]:
    made: list[Any] = json.loads(written(gitlab(it, around)))
    GITLAB.validate(made)
    return made


def test_nothing_found_is_an_empty_list() -> None:
    assert issues(report()) == []


def test_a_finding_is_an_issue() -> None:
    (issue,) = issues(report(finding()), Surroundings(here="/repo/ivr", root="/repo"))
    assert issue.pop("fingerprint")
    assert issue == {
        "description": "main is too deep",
        "check_name": "menu-too-deep",
        "severity": "minor",
        "location": {"path": "ivr/menu.yaml", "lines": {"begin": 4, "end": 4}},
    }


@pytest.mark.parametrize(("severity", "told"), [("error", "major"), ("warning", "minor"), ("info", "info")])
def test_severities_are_those_of_gitlab(severity: str, told: str) -> None:
    assert issues(report(finding(severity=Severity[severity])))[0]["severity"] == told


def test_no_two_issues_have_the_same_fingerprint_in_whatever_file() -> None:
    files = [finding(mark=Mark(file, 4, 3, 4, 7)) for file in ("a.yaml", "a.yaml", "b.yaml")]
    problems = (Refusal("a.yaml", "is empty"), Refusal("a.yaml", "is odd"), Refusal("b.yaml", "is empty"))
    prints = [issue["fingerprint"] for issue in issues(report(*files, problems=problems))]
    assert len(set(prints)) == 6


def test_a_fingerprint_does_not_change_with_the_line_or_the_words() -> None:
    here, there = finding(), finding(mark=Mark("menu.yaml", 9, 1, 9, 5), message="main is much too deep")
    assert issues(report(here))[0]["fingerprint"] == issues(report(there))[0]["fingerprint"]


def test_files_that_could_not_be_read_block() -> None:
    gone, bad = issues(report(problems=(Refusal("gone.yaml", "is empty"), Refusal("bad.yaml", "ends too early", 3, 7))))
    assert (gone["severity"], gone["location"]) == ("blocker", {"path": "gone.yaml", "lines": {"begin": 1, "end": 1}})
    assert (bad["check_name"], bad["location"]["lines"]["begin"]) == ("format", 3)


def test_what_is_suppressed_is_no_issue() -> None:
    assert issues(report(suppressed=(quiet("comment"), quiet("baseline")))) == []
