"""Mistakes that come to the same, and loops that lead on."""

import pytest

from ivrlint.linting import analyses_of
from ivrlint.readers import read


def facts(steps):
    flow = read(f"ivr: 1\nlanguage: en\nstart: main\nsteps:\n{steps}".encode(), "f.yaml")
    assert flow.problems == ()
    (analysis,) = analyses_of(flow)
    return analysis.facts


def mistakes(menu):
    found = facts(
        f"  main: {menu}\n  sorry: {{say: Sorry., next: bye}}\n  bye: {{hang_up: Goodbye.}}\n  people: {{transfer: desk}}\n"
    )
    return {exit_.label: (exit_.as_silence, exit_.as_mistakes, exit_.occasion) for exit_ in found.exits if exit_.how == "mistake"}


def test_silence_and_a_wrong_key_that_come_to_the_same_are_told_once():
    told = mistakes("{menu: Press 0., options: {0: people}, no_input: {tries: 2, then: sorry}, no_match: {tries: 2, then: bye}}")
    assert told["no_input"] == (False, True, "when a caller presses nothing or makes a mistake")
    assert told["no_match"][:2] == (True, False)


def test_those_that_come_to_something_else_are_told_apart():
    menu = "{menu: Press 0., options: {0: people}, no_input: {tries: 2, then: bye}, no_match: {tries: 2, then: people}}"
    told = mistakes(menu)
    assert told["no_input"] == (False, False, "when a caller presses nothing")
    assert told["no_match"] == (False, False, "when a caller makes a mistake")


@pytest.mark.parametrize("tries", [2, 3])
def test_those_that_come_to_the_same_after_other_tries_are_told_apart_only_by_their_tries(tries):
    wrong_key = f"{{tries: {tries}, then: bye}}"
    menu = f"{{menu: Press 0., options: {{0: people}}, no_input: {{tries: 2, then: bye}}, no_match: {wrong_key}}}"
    found = facts(f"  main: {menu}\n  bye: {{hang_up: Goodbye.}}\n  people: {{transfer: desk}}\n")
    (wrong,) = [exit_ for exit_ in found.exits if exit_.label == "no_match"]
    assert (wrong.as_silence, wrong.as_often) == (True, tries == 2)
    assert not any(exit_.as_often for exit_ in found.exits if exit_ is not wrong)


def test_what_the_words_say_of_any_other_key_is_no_mistake():
    told = mistakes("{menu: Press 0 or any other key to go., options: {0: people}, no_input: {then: bye}, no_match: {then: bye}}")
    assert told["no_input"] == (False, False, "when a caller presses nothing")
    assert told["no_match"][0] is True


@pytest.mark.parametrize(
    ("step", "silent"),
    [
        ("{menu: '', options: [{to: people, phrases: [yes]}], no_input: {then: bye}}", "says"),
        ("{menu: '', options: [{to: people, phrases: [yes]}, {to: bye, key: 1}], no_input: {then: bye}}", "presses"),
        ("{menu: '', options: [{to: people, extension: 1XX}], no_input: {then: bye}}", "presses"),
        ("{menu: '', options: [], no_input: {then: bye}}", "presses"),
        ("{collect: town, by: speech, no_input: {then: bye}, next: bye}", "says"),
        ("{collect: town, by: recording, no_input: {then: bye}, next: bye}", "says"),
        ("{collect: town, by: [speech, keys], no_input: {then: bye}, next: bye}", "presses"),
    ],
)
def test_who_is_silent_presses_nothing_where_there_are_keys_to_press(step, silent):
    assert mistakes(step)["no_input"][2] == f"when a caller {silent} nothing"


@pytest.mark.parametrize(("silence", "expected"), [("{then: bye}", True), ("{tries: 1}", False), ("{then: people}", False)])
def test_a_call_just_ends_where_the_flow_says_so(silence, expected):
    step = f"  main: {{menu: Press 0., options: {{0: people}}, no_input: {silence}}}\n"
    (no_input,) = [
        e for e in facts(f"{step}  bye: {{hang_up: Bye.}}\n  people: {{transfer: desk}}\n").exits if e.label == "no_input"
    ]
    assert no_input.just_ends is expected


def test_a_mistake_that_cannot_happen_has_no_pair():
    told = mistakes("{menu: Press 0., options: {0: people}, no_input: {then: bye}, no_match: {possible: false}}")
    assert told == {"no_input": (False, False, "when a caller presses nothing")}


def test_a_doomed_loop_that_leads_into_another_leads_on():
    found = facts(
        "  main: {say: One., next: two}\n  two: {check: luck, cases: {good: main}, otherwise: three}\n"
        "  three: {say: Three., next: four}\n  four: {say: Four., next: three}\n"
    )
    assert {loop.steps: (loop.doomed, loop.leads_on) for loop in found.loops} == {
        ("main", "two"): (True, True),
        ("four", "three"): (True, False),
    }


ROUND = """\
  main: {collect: town, digits: 5, no_input: {then: main}, no_match: {then: main}, next: look}
  look: {run: prices, uses: [town], gives: [prices], next: tell}
  tell: {SAID, next: main}
"""


@pytest.mark.parametrize(
    ("said", "told", "serves"),
    [
        ("say: 'The price is {prices}. You may hang up.'", True, True),
        ("say: Thank you. You may hang up.", True, True),
        ("say: 'The price is {prices}.'", False, False),
        ("say: 'The town is {town}.', audio: town.wav", False, False),
        ("say: '{prices}', language: fi", False, True),
        ("say: '{town}', language: fi", False, False),
        ("say: '', audio: thanks.wav", False, False),
    ],
)
def test_a_loop_serves_who_hears_something_new_or_gives_something_and_may_know_to_hang_up(said, told, serves):
    (loop,) = facts(ROUND.replace("SAID", said)).loops
    assert (loop.doomed, loop.told_to_hang_up, loop.serves) == (True, told, serves)


@pytest.mark.parametrize(
    ("menu", "silence", "serves"),
    [
        ("menu: '', audio: songs.wav", "bye", True),
        ("menu: '', audio: songs.wav", "main", False),
        ("menu: 'For a song, press 1.'", "bye", False),
    ],
)
def test_a_loop_of_recordings_that_silence_ends_may_be_all_that_callers_want(menu, silence, serves):
    (loop,) = facts(
        f"  main: {{{menu}, options: {{1: song}}, no_input: {{then: {silence}}}, no_match: {{then: main}}}}\n"
        "  song: {say: '', audio: song.wav, next: main}\n  bye: {hang_up: Bye.}\n"
    ).loops
    assert (loop.doomed, loop.serves) == (True, serves)


def test_nothing_is_given_where_no_system_gets_it():
    (loop,) = facts(ROUND.replace("uses: [town], ", "").replace("SAID", "say: You may hang up.")).loops
    assert (loop.told_to_hang_up, loop.serves) == (True, False)


def test_a_choice_is_pressed_dialled_or_said():
    found = facts(
        "  main: {menu: Press 1., options: [{key: 1, to: bye}, {extension: 1XX, to: bye}, {for: help, phrases: [help], to: bye}, "
        "{phrases: [x], to: bye}]}\n  bye: {hang_up: Bye.}\n"
    )
    assert [exit_.occasion for exit_ in found.exits if exit_.how == "choice"] == [
        "when a caller presses 1",
        "when a caller dials 1XX",
        'when a caller says "help"',
        "when a caller chooses it",
    ]
