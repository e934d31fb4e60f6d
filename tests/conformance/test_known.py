"""What has to be known of a flow before a clause can be said to be met."""

from __future__ import annotations

import pytest

from ivrlint.conformance import NEEDS
from ivrlint.linting import analyses_of
from ivrlint.readers.files import read_text

FLOW = """\
ivr: 1
name: Castle Theatre
language: en-GB
start: main
steps:
  main:
    menu: Castle Theatre. For what is on, press 1. To speak to a person, press 0.
    options: {1: programme, 0: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  programme: {say: "Tonight at eight, The Tempest.", next: other}
  other:
    menu: For tickets, press 1. To speak to a person, press 0.
    options: {1: people, 0: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  people: {transfer: box office, wait: 1m, closed: message, no_answer: message}
  message: {voicemail: box office, say: "Please leave your number. We call back tomorrow.", reply_within: 1 day}
"""
PEOPLE = "{transfer: box office, wait: 1m, closed: message, no_answer: message}"
WORDS = '{say: "Tonight at eight, The Tempest.", next: other}'
OTHER = "menu: For tickets, press 1. To speak to a person, press 0."


def unknown(need: str, text: str, first: bool = False) -> str:
    (flow,) = read_text(text, "menu.yaml").flows.values()
    assert flow.problems == ()
    return NEEDS[need].unknown([analysis.facts for analysis in analyses_of(flow)], first)


def changed(old: str, new: str) -> str:
    assert FLOW.count(old) == 1
    return FLOW.replace(old, new)


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("first", [False, True])
def test_everything_is_known_of_a_flow_that_says_everything(need, first):
    assert unknown(need, FLOW, first) == ""


@pytest.mark.parametrize(
    "words",
    [
        '{say: "", audio: programme.wav, next: other}',
        '{say: "{programme}", next: other}',
    ],
)
def test_words_are_not_known_in_a_recording_or_a_variable(words):
    assert unknown("words", changed(WORDS, words)) == "what is said is not known at programme"


def test_where_there_is_no_menu_a_clause_about_menus_is_not_met():
    text = "ivr: 1\nstart: people\nsteps:\n  people: {transfer: box office}\n"
    assert unknown("menus", text) == "no call comes to a menu"
    assert unknown("menus", text, first=True) == "no call comes to a first menu"
    assert unknown("menu_words", text) == ""


def test_words_are_not_known_in_a_language_without_a_table():
    text = changed("language: en-GB", "language: ru").replace("Tonight at eight, The Tempest.", "Сегодня в восемь часов, Буря.")
    assert unknown("words", text).startswith("what is said is not known at ")
    assert unknown("menu_words", text) == "the words of the menu are not known at main, other"


@pytest.mark.parametrize("words", ['{say: "", next: other}', '{say: "...", next: other}', '{set: {day: "1"}, next: other}'])
def test_where_nothing_is_said_nothing_is_unknown(words):
    (flow,) = read_text(changed(WORDS, words), "menu.yaml").flows.values()
    facts = [analysis.facts for analysis in analyses_of(flow)]
    assert NEEDS["words"].unknown(facts, False) == ""


def test_the_words_of_later_menus_do_not_matter_when_first_menus_are_asked_about():
    text = changed(OTHER, "menu: ''\n    audio: other.wav")
    assert unknown("menu_words", text) == "the words of the menu are not known at other"
    assert unknown("words", text) == "what is said is not known at other"
    assert unknown("menu_words", text, first=True) == unknown("words", text, first=True) == ""


def test_a_bot_a_return_and_a_step_that_is_not_known_hide_how_calls_go_on():
    for step in ("{transfer: helper, to: bot}", "{return: true}", "{unknown: a plugin}"):
        text = changed(WORDS, step)
        assert unknown("whole_flow", text).startswith("how calls go on is decided outside this file at "), step


def test_what_is_not_there_hides_how_calls_go_on():
    text = changed("options: {1: people, 0: people}", "options: {1: elsewhere.yaml, 0: people}")
    assert unknown("whole_flow", text) == "calls are led to a step that does not exist at other"


def test_a_number_outside_is_where_the_flow_ends_and_hides_nothing():
    assert unknown("whole_flow", changed(WORDS, "{transfer: the theatre next door, to: outside}")) == ""


def test_whether_a_person_is_reached_may_be_decided_elsewhere():
    text = changed(PEOPLE, "{transfer: switchboard, to: outside}")
    assert unknown("person", text) == "whether a call comes to a person is decided outside this file"


def test_where_nobody_is_reached_there_is_nothing_to_be_known_of_the_way():
    assert unknown("person", changed(PEOPLE, "{say: Nobody is here., next: message}")) == "no call comes to a person"


def test_where_the_operator_key_leads_may_be_decided_elsewhere():
    text = changed("options: {1: people, 0: people}", "options: {1: people, 0: outside}").replace(
        "  message:", "  outside: {transfer: switchboard, to: outside}\n  message:"
    )
    assert unknown("person", text) == "where the operator key leads is decided outside this file at other"
    assert unknown("person", text, first=True) == ""


def test_silence_that_leads_to_a_person_is_no_option_for_one():
    text = changed(
        "press 1. To speak to a person, press 0.\n    options: {1: programme, 0: people}", "press 1.\n    options: {1: programme}"
    )
    text = text.replace("tries: 2, then: people}", "tries: 1, then: people}")
    assert unknown("offered", text) == "whether an option leads to a person is not certain at main"
    assert unknown("offered", text, first=True) == unknown("offered", text)


def test_a_wait_that_is_not_written_is_not_known():
    text = changed(PEOPLE, PEOPLE.replace("wait: 1m, ", ""))
    assert unknown("waits", text) == "how long callers wait does not stand in this file at people"


def test_a_reply_that_is_not_written_is_not_known():
    text = changed(", reply_within: 1 day", "")
    assert unknown("replies", text) == "when there is a reply does not stand in this file at message"


def test_nothing_is_known_of_waits_and_replies_where_there_are_none():
    text = changed(PEOPLE, "{hang_up: Good bye.}")
    assert unknown("waits", text) == unknown("unanswered", text) == "no call is put through to a person"
    assert unknown("replies", text) == "no call comes to a mailbox or to a promise to call back"


def test_four_names_are_too_many_to_list():
    steps = "".join(f"  p{n}: {{transfer: desk {n}, always_open: true}}\n" for n in range(5))
    text = changed("options: {1: people, 0: people}", "options: {1: p0, 2: p1, 3: p2, 4: p3, 5: p4, 0: people}") + steps
    assert unknown("waits", text).endswith(" at p0, p1, p2 and 2 more")


def test_steps_that_no_call_comes_to_do_not_matter():
    text = FLOW + "  alone: {say: '', audio: alone.wav, next: bot}\n  bot: {transfer: helper, to: bot}\n"
    assert [unknown(need, text) for need in NEEDS] == [""] * len(NEEDS)
