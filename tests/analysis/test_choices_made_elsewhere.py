"""Menus of which another system decides what some keys do."""

import pytest

from ivrlint.analysis.dialling import takes
from ivrlint.flow import Option, replace
from ivrlint.linting import analyses_of
from ivrlint.readers import read

TEXT = """\
ivr: 1
language: en-GB
start: main
steps:
  main:
    menu: For bills, press 1. To report a fault, press 2. To speak to a person, press 0.
    options: {1: bills}
    no_input: {tries: 2, then: people}
    no_match: {possible: false}
  bills: {say: Your bill is in the post., next: bye}
  bye: {hang_up: Goodbye.}
  elsewhere: {unknown: the web server}
  people: {transfer: desk, always_open: true}
"""


def facts(*, to=""):
    flow = read(TEXT.encode(), "f.yaml")
    assert flow.problems == ()
    if to:
        main = flow.steps["main"]
        target = main.options[0].target._replace(to=to)
        anything = Option(key="", target=target, mark=main.mark, pattern=".")
        flow = replace(flow, steps={**flow.steps, "main": replace(main, options=(*main.options, anything))})
    (analysis,) = analyses_of(flow)
    return analysis.facts


def test_without_such_an_option_keys_that_are_not_wired_do_nothing():
    (menu,) = facts().menus
    assert menu.promised_missing == ("2", "0")
    assert menu.operator_key_does == "nothing"
    assert not menu.may_offer_person
    assert not menu.person_may_be_chosen
    assert menu.person_only_by_error


@pytest.mark.parametrize(
    ("to", "does", "chosen"), [("elsewhere", "unknown", True), ("people", "person", True), ("bye", "other", False)]
)
def test_an_option_for_everything_else_stands_for_all_keys(to, does, chosen):
    (menu,) = facts(to=to).menus
    assert menu.promised_missing == ()
    assert menu.operator_key_does == does
    assert menu.may_offer_person is chosen
    assert menu.person_may_be_chosen is chosen


def test_such_an_option_is_no_choice_that_callers_have_to_listen_to():
    assert facts(to="elsewhere").menus[0].choices == facts().menus[0].choices


def test_a_person_is_offered_too_where_a_system_works_before():
    menu = "  main: {menu: 'For a, press 1.', options: {1: sms, 2: bye}, no_input: {then: bye}, no_match: {then: bye}}\n"
    head = "ivr: 1\nlanguage: en\nstart: main\nsteps:\n"
    rest = "  bye: {hang_up: Goodbye.}\n  people: {transfer: desk}\n"
    for sms, expected in (("next: people, failed: bye", True), ("next: bye, failed: people", False)):
        flow = read(f"{head}{menu}  sms: {{run: text message, {sms}}}\n{rest}".encode(), "f.yaml")
        (analysis,) = analyses_of(flow)
        assert analysis.facts.menus[0].may_offer_person is expected
        assert not analysis.facts.menus[0].offers_person


def test_who_stays_on_the_line_and_is_put_through_was_offered_a_person():
    once = read(TEXT.replace("tries: 2, ", "").encode(), "f.yaml")
    (analysis,) = analyses_of(once)
    assert analysis.facts.menus[0].may_offer_person
    assert not analysis.facts.menus[0].offers_person


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [("X", "0123456789"), ("Z", "123456789"),
     ("_N", "23456789"), ("[13-5*]", "1345*"), (".", "0123456789*#"), ("!", "0123456789*#"),
     ("1XX", ""), ("X.", ""), ("7", "7"), ("[", "")],
)  # fmt: skip
def test_a_pattern_takes_the_keys_that_fit_it_alone(pattern, keys):
    option = Option("", None, None, pattern=pattern)
    assert "".join(key for key in "0123456789*#" if takes(option, key)) == keys


def test_an_option_with_a_key_takes_that_key():
    assert takes(Option("1", None, None), "1")
    assert not takes(Option("1", None, None), "2")
    assert not takes(Option("", None, None, phrases=("one",)), "1")
