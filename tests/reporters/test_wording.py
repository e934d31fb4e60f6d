"""Sentences for people."""

from math import inf

import pytest
from reports import finding, report, way

from ivrlint.finding import Severity, Suppressed, Suppression
from ivrlint.flow import Refusal, replace
from ivrlint.grading import Grade, Lost
from ivrlint.reporters.wording import clock, duration, points_lost, summary, way_to_a_person


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


def test_the_summary_says_how_much_is_not_told_and_why() -> None:
    by = {"baseline": Suppression("baseline", "b.json"), "before": Suppression("before", "v1.2")}
    accepted = [Suppression(kind, "as agreed") for kind in ("comment", "configuration")]
    old = tuple(Suppressed(finding(), each) for each in (*by.values(), by["baseline"], *accepted))
    whole = replace(report(files=3), suppressed=old)
    assert summary(whole) == "nothing new found in 3 files (not told: 1 as old as v1.2, 2 in the baseline, 2 suppressed)"
    assert summary(replace(whole, suppressed=old[3:])) == "nothing found in 3 files (not told: 2 suppressed)"
    assert summary(replace(report(finding()), suppressed=old[1:2])) == "1 warning in 1 file (not told: 1 as old as v1.2)"


def test_the_summary_has_the_grade_of_one_flow_with_points_rounded_down() -> None:
    found = [finding(severity=s) for s in (Severity.warning, Severity.info, Severity.info, Severity.info)]
    assert summary(report(*found, ways=(way(),))) == "1 warning, 3 infos in 1 file; grade A (94 of 100 points)"


def test_a_grade_says_when_a_person_is_a_matter_of_other_files() -> None:
    elsewhere = (way(reaches_person=False, seconds=inf),)
    assert summary(report(ways=elsewhere)) == "nothing found in 1 file; grade A, as far as this file shows (100 of 100 points)"


def test_the_summary_counts_the_grades_of_several_flows() -> None:
    ways = tuple(way(file=file) for file in ("menu.yaml", "a.yaml", "b.yaml"))
    bad = [finding(rule=rule, severity=Severity.error) for rule in "abcd"]
    assert summary(report(*bad, ways=ways, files=3)) == "4 errors in 3 files; grades: 2 A, 1 F"
    assert summary(replace(report(*bad, ways=ways, files=3), graded=False)) == "4 errors in 3 files"


def test_the_rules_that_cost_most_are_named() -> None:
    assert points_lost(Grade("menu.yaml", "A", 100, ())) == ""
    lost = tuple(
        Lost(rule, Severity.info, points, (0,)) for rule, points in zip("abcdefgh", (9, 8, 7, 6, 5, 4, 1.5, 0.25), strict=True)
    )
    told = points_lost(Grade("menu.yaml", "D", 59.25, lost))
    assert told == "Points lost: a 9, b 8, c 7, d 6, e 5, f 4 and 1.75 by 2 more rules"
    halves = (Lost("a", Severity.error, 20, (0,)), Lost("a", Severity.info, 0.5, (1,)))
    assert points_lost(Grade("menu.yaml", "B", 79.5, halves)) == "Points lost: a 20.5"


def test_the_summary_tells_of_what_could_not_be_read() -> None:
    assert summary(report(problems=(Refusal("x", "is empty"),))) == "nothing found in 1 file; 1 path could not be read"
    assert summary(report(problems=(Refusal("x", "is empty"),) * 2)) == "nothing found in 1 file; 2 paths could not be read"


def test_there_is_no_summary_of_nothing() -> None:
    assert summary(report(problems=(Refusal("x", "is empty"),), files=0)) == ""
