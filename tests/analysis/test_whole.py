"""What all words of a call together touch, and whether they are known."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.graph import connect
from ivrlint.readers.files import read_text

MAIN = "main: {menu: '%s', options: {1: people, 2: message}, no_input: {then: people}, no_match: {then: people}}"
WORDS = "For bills, press 1. For feedback, press 2."
PEOPLE = "people: {transfer: desk, no_answer: message}", "message: {voicemail: desk, say: We will call you back.}"


def call_of(*steps, start="one", head=""):
    text = f"ivr: 1\n{head}start: {start}\nsteps:\n" + "".join(f"  {step}\n" for step in (*steps, *PEOPLE))
    (flow,) = read_text(text, "flow.yaml").flows.values()
    assert flow.problems == ()
    return analyse(connect(flow), flow.entries[0]).facts.call


def test_the_words_and_options_of_all_steps_that_can_be_reached_count():
    call = call_of("one: {say: Welcome to the bank., next: main}", MAIN % WORDS, head="language: en\n")
    assert call.words_known
    assert {"call_back", "greeting"} <= set(call.says)
    assert call.purposes == ("feedback",)


def test_what_nobody_comes_to_does_not_count():
    call = call_of(
        "one: {say: Hello., next: people}",
        MAIN % WORDS,
        "two: {say: Save 10 percent., complete: false, next: people}",
        head="language: en\n",
    )
    assert (call.words_known, call.says, call.purposes) == (True, ("call_back",), ())


@pytest.mark.parametrize(
    "step",
    [
        "one: {say: Hello., complete: false, next: main}",
        "one: {unknown: block, cases: {done: main}}",
        "one: {collect: number, next: main, no_input: {then: main}, no_match: {then: main}}",
        "one: {say: Hello., language: ja, next: main}",
    ],
)
def test_words_are_not_known_where_some_of_them_are_not(step):
    assert not call_of(step, MAIN % WORDS, head="language: en\n").words_known
    assert call_of(step, MAIN % WORDS, start="main", head="language: en\n").words_known
