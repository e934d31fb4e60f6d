"""Sentences for people."""

from math import inf

import pytest
from reports import finding, report, way

from ivrlint.finding import Severity
from ivrlint.flow import Refusal
from ivrlint.reporters.wording import clock, duration, summary, way_to_a_person


def test_the_figure_that_matters_tells_seconds_route_and_keys() -> None:
    assert way_to_a_person(way()) == "A newcomer reaches a person after 48 s (0 → 2), pressing 2 keys"


@pytest.mark.parametrize(
    ("route", "end"),
    [
        ((), "48 s, pressing nothing"),
        (("0",), "48 s (0), pressing 1 key"),
        (("*", "12", "account"), "48 s (* → 12 → account), pressing 2 keys and giving 1 answer"),
        (("account", "pin"), "48 s (account → pin), giving 2 answers"),
    ],
)
def test_keys_and_answers_are_told_apart(route: tuple[str, ...], end: str) -> None:
    assert way_to_a_person(way(route=route)) == f"A newcomer reaches a person after {end}"


def test_calls_that_reach_nobody_say_so() -> None:
    assert way_to_a_person(way(reaches_person=False, may_reach_person=False)) == "No caller can reach a person"


def test_calls_that_leave_the_file_are_not_judged() -> None:
    assert way_to_a_person(way(reaches_person=False)) == "Whether a caller reaches a person is decided outside this file"


def test_a_person_behind_mistakes_only_is_no_way() -> None:
    assert way_to_a_person(way(only_by_error=True, may_be_chosen=False, seconds=inf)) == "A person is reached only by mistakes"
    elsewhere = way_to_a_person(way(only_by_error=True, may_be_chosen=True, seconds=inf))
    assert elsewhere == "Whether a choice leads to a person is decided outside this file; a mistake does"


def test_times_are_written_as_people_say_them() -> None:
    assert [duration(s) for s in (0.4, 119.4, 119.6, 3600)] == ["0 s", "119 s", "2 min 0 s", "60 min 0 s"]
    assert [clock(s) for s in (0, 9.99, 60, 3725, inf)] == ["0:00", "0:10", "1:00", "62:05", "-:--"]


def test_the_summary_counts_by_severity() -> None:
    found = [finding(severity=s) for s in (Severity.error, Severity.info, Severity.error)]
    assert summary(report(*found)) == "2 errors, 1 info in 1 file"
    assert summary(report(files=3)) == "nothing found in 3 files"


def test_the_summary_tells_of_what_could_not_be_read() -> None:
    assert summary(report(problems=(Refusal("x", "is empty"),))) == "nothing found in 1 file; 1 path could not be read"
    assert summary(report(problems=(Refusal("x", "is empty"),) * 2)) == "nothing found in 1 file; 2 paths could not be read"


def test_there_is_no_summary_of_nothing() -> None:
    assert summary(report(problems=(Refusal("x", "is empty"),), files=0)) == ""
