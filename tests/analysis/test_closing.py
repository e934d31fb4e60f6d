"""Options that only inform or may be closed, hours that are found late, and calls that end without a word."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.graph import connect
from ivrlint.readers.files import read_text

HEAD = "ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n"


def facts_of(*steps):
    (flow,) = read_text(HEAD + "".join(f"  {step}\n" for step in steps), "flow.yaml").flows.values()
    assert flow.problems == ()
    return analyse(connect(flow), flow.entries[0]).facts


def option(*steps, key="1"):
    (found,) = [option for option in facts_of(*steps).options if option.step == "main" and option.key == key]
    return found


MENU = "main: {menu: 'For hours, press 1. For a person, press 0.', options: {1: one, 0: people}}"
PEOPLE = "people: {transfer: desk}"
END = "end: {hang_up: Goodbye.}"


def informs(*steps):
    return option(MENU, PEOPLE, *steps).only_informs


def test_an_option_only_informs_where_words_come_and_then_the_end():
    one = informs("one: {say: We are open every day., next: end}", END)
    assert one > informs("one: {hang_up: We are open every day.}") > 1
    assert informs("one: {hang_up: true}") == 0
    assert informs("one: {say: '', audio: a.wav, next: end}", "end: {hang_up: true}") == 0
    recorded = informs("one: {say: '', audio: a.wav, next: end}", END)
    assert recorded == informs("one: {hang_up: Goodbye.}")


@pytest.mark.parametrize(
    "steps",
    [
        ("one: {say: We are open every day., next: main}",),
        ("one: {say: We are open every day., next: people}",),
        ("one: {say: We are open every day., next: keep}", "keep: {set: {kept: 1}, next: end}", END),
        ("one: {say: We are open every day., next: keep}", "keep: {run: keep, next: end, failed: end}", END),
        ("one: {say: We are open every day., next: two}", "two: {say: And on Sundays., next: one}"),
        ("one: {say: We are open every day.}",),
        ("one: {hang_up: Please call our shop on 555-0147-22.}",),
        ("one: {say: Please call our shop on 555-0147-22., next: end}", END),
    ],
)
def test_an_option_behind_which_more_comes_does_not_only_inform(steps):
    assert informs(*steps) == 0


def test_a_menu_of_which_all_options_lead_to_the_same_words_asks_a_question():
    asks = "main: {menu: 'For good, press 1. For bad, press 2.', options: {1: one, 2: one}}"
    assert option(asks, "one: {hang_up: Thank you for your answer.}").only_informs == 0


@pytest.mark.parametrize(
    ("steps", "closes"),
    [
        (("one: {transfer: gas}",), False),
        (("one: {transfer: gas, closed: box}",), True),
        (("one: {transfer: gas, closed: box, always_open: true}",), False),
        (("one: {transfer: gas, closed: box, to: bot}",), False),
        (("one: {transfer: gas, closed: people}",), False),
        (("one: {transfer: gas, no_answer: box}",), False),
        (("one: {say: One moment., next: two}", "two: {transfer: gas, closed: box}"), True),
        (("one: {check: hours, cases: {open: people, closed: box}}",), True),
        (("one: {check: hours, cases: {open: people, closed: night}}", "night: {transfer: night, to: outside}"), False),
        (("one: {run: find, next: two, failed: two}", "two: {transfer: gas, closed: box}"), False),
    ],
)
def test_an_option_closes_where_nobody_else_is_there_when_it_is_closed(steps, closes):
    assert option(MENU, PEOPLE, "box: {voicemail: desk}", *steps).closes is closes


def acts(*steps):
    (found,) = [caller for caller in facts_of(*steps).callers if caller.title == "after_hours"]
    return found.acts_before_closed


BOX = "box: {voicemail: desk}"
SHUT = "people: {transfer: desk, closed: box}"
ASK = "one: {collect: a, next: people}"


def test_choices_and_entries_count_until_it_is_found_closed():
    assert acts("main: {transfer: desk, closed: box}", BOX) == 0
    assert acts("main: {say: Hello., next: people}", SHUT, BOX) == 0
    assert acts(MENU, SHUT, ASK, BOX) == 1
    assert acts(MENU.replace("0: people", "0: one"), SHUT, ASK, BOX) == 2
    assert acts("main: {check: hours, cases: {open: one, closed: box}}", ASK, SHUT, BOX) == 0


def test_nothing_is_found_late_where_something_else_can_be_had():
    assert acts(MENU, SHUT, "one: {hang_up: We are open every day.}", BOX) == 0
    assert acts(MENU, SHUT, "one: {say: We are open every day., next: main}", BOX) == 0
    assert acts(MENU, SHUT, "one: {run: balance, next: main, failed: main}", BOX) == 0
    assert acts(MENU, SHUT, "one: {voicemail: desk}", BOX) == 0
    assert acts(MENU, SHUT, "one: {transfer: night, always_open: true}", BOX) == 0
    assert acts(MENU, "people: {transfer: desk}", ASK) == 0


def test_going_back_and_repeating_is_nothing_to_be_had():
    back = "one: {menu: 'To go back, press 9. For a person, press 0.', options: {9: main, 0: people}}"
    assert acts(MENU, SHUT, back, BOX) == 1
    assert acts(MENU.replace("1: one", "1: main"), SHUT, BOX) == 1


def hushed(*steps):
    return [ending.step for ending in facts_of(*steps).endings if ending.in_silence]


def test_a_call_ends_in_silence_behind_an_entry_or_a_system_and_no_words():
    end = "end: {hang_up: true}"
    assert hushed("main: {collect: a, next: end}", end) == ["end"]
    assert hushed("main: {collect: a, next: end}", END) == []
    assert hushed("main: {collect: a, next: one}", "one: {say: Thank you., next: end}", end) == []
    assert hushed(MENU, PEOPLE, "one: {run: keep, next: end, failed: end}", end) == ["end"]
    assert hushed(MENU, PEOPLE, "one: {hang_up: true}") == []
    assert hushed(MENU, PEOPLE, "one: {set: {a: 1}, next: end}", end) == []
    assert hushed("main: {say: Hello., next: end}", end) == []
    assert hushed("main: {transfer: desk, no_answer: end}", end) == []


def test_who_takes_a_payment_speaks():
    pay = "one: {run: pay, uses: [a], next: end, failed: end}", "end: {hang_up: true}"
    assert hushed("main: {collect: a, kind: card number, next: one}", *pay) == []
    assert hushed("main: {collect: a, kind: order number, next: one}", *pay) == ["end"]
