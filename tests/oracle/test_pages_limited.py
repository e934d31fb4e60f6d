"""Answers that the system gives a limited number of times, and answers that the caller has chosen, worked out by hand."""

import pytest
from pages import caller, facts, loops

PEOPLE = "p: {transfer: desk}\nout: {hang_up: true}"


def certain(steps):
    found = facts(f"{steps}\n{PEOPLE}").call
    return found.person_is_certain, found.person_may_be_certain


MENU = "m: {menu: Choose., options: {1: out}, no_input: {then: count}, no_match: {then: count}}"


def test_a_limited_answer_does_not_keep_callers_from_a_person_for_ever():
    count = "count: {check: rounds, cases: {again: m}, otherwise: p%s}"
    assert certain(f"{MENU}\n{count % ''}") == (False, False)
    assert certain(f"{MENU}\n{count % ', limited: again'}") == (True, True)


def test_the_answers_that_are_not_limited_must_lead_to_a_person():
    assert certain(f"{MENU}\ncount: {{check: rounds, cases: {{again: m}}, otherwise: out, limited: again}}") == (False, False)
    assert certain(f"{MENU}\ncount: {{check: rounds, cases: {{again: m, no: m}}, otherwise: p, limited: again}}") == (
        False,
        False,
    )


def test_a_limited_answer_may_not_lead_to_where_there_is_no_person():
    assert certain("count: {check: rounds, cases: {again: out}, otherwise: p, limited: again}") == (False, False)
    lost = "a: {check: rounds, cases: {again: b}, otherwise: p, limited: again}"
    assert certain(f"{lost}\nb: {{check: known, cases: {{yes: out}}, otherwise: a}}") == (False, False)


def test_otherwise_can_be_limited_too():
    assert certain(f"{MENU}\ncount: {{check: rounds, cases: {{enough: p}}, otherwise: m, limited: otherwise}}") == (True, True)


def test_two_limited_answers_that_lead_to_one_another_both_come_to_an_end():
    a = "a: {check: rounds, cases: {again: b}, otherwise: p, limited: again}"
    assert certain(f"{a}\nb: {{check: rounds, cases: {{again: a}}, otherwise: p, limited: again}}") == (True, True)
    assert certain(f"{a}\nb: {{check: rounds, cases: {{again: a}}, otherwise: out, limited: again}}") == (False, False)


@pytest.mark.parametrize(("limited", "ending"), [("", {"loop", "person"}), (", limited: again", {"person"})])
def test_going_round_by_a_limited_answer_is_no_loop_for_ever(limited, ending):
    steps = f"{MENU}\ncount: {{check: rounds, cases: {{again: m}}, otherwise: p{limited}}}\n{PEOPLE}"
    assert {title: caller(steps, title) for title in ("silent", "lost", "zero")} == dict.fromkeys(
        ("silent", "lost", "zero"), ending
    )


def test_another_way_round_is_a_loop_for_ever_all_the_same():
    steps = f"{MENU}\ncount: {{check: rounds, cases: {{again: m, no: m}}, otherwise: p, limited: again}}\n{PEOPLE}"
    assert caller(steps, "silent") == {"loop", "person"}


def test_the_longest_call_does_not_count_limited_rounds():
    steps = f"{MENU}\ncount: {{check: rounds, cases: {{again: m}}, otherwise: p, limited: again}}\n{PEOPLE}"
    (silent,) = (one for one in facts(steps).callers if one.title == "silent")
    assert silent.seconds_worst == pytest.approx(silent.seconds_best)
    assert silent.seconds_best > 0


def test_a_loop_of_which_a_limited_answer_is_part_is_doomed_as_before():
    menu = "m: {menu: Choose., options: {1: m}, no_input: {then: count}, no_match: {then: count}}"
    steps = f"{menu}\ncount: {{check: rounds, cases: {{again: m}}, otherwise: m, limited: again}}"
    assert loops(steps) == {("count", "m"): True}


ASK = "ask: {collect: wish, kind: choice, say: Sales or support?, next: keep, no_input: {then: out}, no_match: {then: out}}"
BRANCH = 'which: {check: wish, uses: [%s], cases: {"sales": p}, otherwise: out}'


@pytest.mark.parametrize(
    ("keep", "uses", "may_be"),
    [
        ("set: {kept: '{wish}'}, next: which", "kept", True),
        ("set: {kept: x}, next: which", "kept", False),
        ("set: {kept: '{wish}{number}'}, next: which", "kept", False),
        ("set: {kept: '{wish}'}, next: which", "kept, number", False),
        ("run: look up, uses: [wish], gives: [kept], next: which, failed: p", "kept", False),
        ("say: Thank you., next: which", "wish", True),
    ],
)
def test_a_check_of_nothing_but_choices_is_the_callers_where_that_is_believed(keep, uses, may_be):
    assert certain(f"{ASK}\nkeep: {{{keep}}}\n{BRANCH % uses}") == (False, may_be)


def test_a_check_of_another_kind_of_entry_is_the_systems():
    steps = f"{ASK.replace(', kind: choice', '')}\nkeep: {{say: Thank you., next: which}}\n{BRANCH % 'wish'}"
    assert certain(steps) == (False, False)


def test_a_name_that_is_chosen_or_looked_up_is_the_systems():
    again = "other: {run: look up, gives: [wish], next: which, failed: p}"
    steps = f"{ASK}\nkeep: {{check: known, cases: {{yes: other}}, otherwise: which}}\n{again}\n{BRANCH % 'wish'}"
    assert certain(steps) == (False, False)


def test_an_answer_that_is_chosen_must_be_one_that_leads_to_a_person():
    steps = (
        f"{ASK}\nkeep: {{say: Thank you., next: which}}\nwhich: {{check: wish, uses: wish, cases: {{a: out}}, otherwise: out}}"
    )
    assert certain(steps) == (False, False)
