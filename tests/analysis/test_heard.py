"""When the words of a step are heard, what lies before them, and what they are made of."""

from __future__ import annotations

from math import inf

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.wording import longest_sentence, numbers_once
from ivrlint.graph import connect
from ivrlint.readers import read

MENU = "menu: {menu: For sales press 1., options: {1: ask}, no_input: {then: end}}"
ASK = "ask: {collect: number, say: Your number please., next: end}"
END = "end: {hang_up: Goodbye.}"


def prompts(start, *steps, part=False):
    text = f"ivr: 1\nlanguage: en\nstart: {start}\nsteps:\n" + "".join(f"  {step}\n" for step in steps)
    flow = read(text.encode(), "flow.yaml")
    return {prompt.step: prompt for prompt in analyse(connect(flow), flow.entries[0], part=part).facts.prompts}


def test_menus_and_entries_before_are_counted_on_deliberate_walks():
    found = prompts("menu", MENU, ASK.replace("next: end", "next: told"), "told: {say: Thanks., next: end}", END)
    before = {step: (prompt.menus_before, prompt.entries_before) for step, prompt in found.items()}
    assert before == {"menu": (0, 0), "ask": (1, 0), "told": (1, 1), "end": (1, 1)}
    found = prompts("menu", MENU.replace("1: ask", "1: menu"), ASK, END)
    assert (found["end"].menus_before, found["ask"].entries_before) == (inf, inf)


def test_words_are_unconditional_where_nothing_was_decided_before():
    found = prompts(
        "hours",
        "hours: {check: hours, cases: {open: menu, closed: shut}}",
        MENU,
        ASK.replace("next: end", "next: busy"),
        "busy: {check: queue is long, cases: {yes: long}, otherwise: end}",
        "long: {say: Many people are calling., next: end}",
        "shut: {hang_up: We are closed.}",
        END,
    )
    assert {step for step, prompt in found.items() if not prompt.unconditional} == {"long", "shut"}
    assert {step for step, prompt in found.items() if prompt.when_closed} == {"shut"}


def test_words_of_a_part_are_never_unconditional():
    assert not any(prompt.unconditional for prompt in prompts("menu", MENU, ASK, END, part=True).values())


def test_words_after_a_failure_are_not_unconditional():
    found = prompts("put", "put: {transfer: sales, say: One moment., no_answer: later}", "later: {hang_up: Nobody is free.}")
    assert [found[step].unconditional for step in ("put", "later")] == [True, False]


def test_who_comes_only_by_a_case_of_a_person_waits_or_has_talked():
    desk = "desk: {transfer: d, closed: shut, cases: {while waiting: hold, after: both}}"
    found = prompts("a", "a: {check: x, cases: {y: desk}, otherwise: both}", desk,
                    "hold: {say: Please hold., next: hold}", "both: {hang_up: Bye.}", "shut: {hang_up: Closed.}")  # fmt: skip
    assert {step for step, prompt in found.items() if prompt.behind_person} == {"hold"}


def test_whoever_passed_an_entry_or_a_mailbox_gave_something():
    found = prompts("menu", MENU.replace("{1: ask}", "{1: ask, 2: box}"), ASK, "box: {voicemail: sales, say: Speak., next: bye}",
                    "bye: {hang_up: Thanks.}", END)  # fmt: skip
    assert {step for step, prompt in found.items() if prompt.gave_something} == {"bye", "end"}


def test_words_are_heard_again_on_a_loop_and_where_they_are_asked_again():
    found = prompts("menu", MENU.replace("then: end", "tries: 2, then: end"), ASK, END)
    assert {step for step, prompt in found.items() if prompt.heard_again} == {"menu"}
    found = prompts(
        "hello", "hello: {say: Hello., next: menu}", MENU.replace("1: ask", "1: again"), "again: {say: Again., next: menu}", END
    )
    assert {step for step, prompt in found.items() if prompt.heard_again} == {"menu", "again"}


def test_what_comes_after_a_step():
    found = prompts("menu", MENU, ASK, END)
    assert {step: prompt.leads_to for step, prompt in found.items()} == {
        "menu": ("collect", "hang_up", "cut_off"),
        "ask": ("hang_up", "cut_off"),
        "end": ("hang_up",),
    }


def test_the_language_that_was_chosen_is_the_same_on_every_walk():
    steps = (
        "menu: {menu: 'For English, press 1. Para español, oprima 2.', options: {1: en, 2: es}}",
        "en: {say: Thank you., next: both}",
        "es: {say: Gracias., next: both}",
        "both: {say: One moment., next: end}",
        END,
    )
    found = prompts("menu", *steps)
    assert {step: prompt.chosen_language for step, prompt in found.items()} == {
        "menu": "",
        "en": "en",
        "es": "es",
        "both": "",
        "end": "",
    }


def test_a_prompt_in_another_language_than_the_flow_says():
    found = prompts(
        "a", "a: {say: Su llamada es muy importante para nosotros., next: b}", "b: {say: OK., next: c}", "c: {hang_up: Adiós.}"
    )
    assert [(found[step].language, found[step].says) for step in "abc"] == [("es", ("call_matters",)), ("en", ()), ("en", ())]


def test_words_in_a_language_without_a_table_are_not_judged():
    found = prompts("a", "a: {hang_up: Your call is important to us., language: pl}")
    assert (found["a"].language, found["a"].says, found["a"].longest_sentence) == ("", (), 0)


def test_words_end_on_a_day():
    assert prompts("a", "a: {hang_up: Bye., until: 2027-03-31}")["a"].until == "2027-03-31"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thank you. We are here to help you.", 6),
        ("For sales and all that belongs to them, press 1. Thank you.", 2),
        ("Please enter your 8 digit account number.", 7),
        ("We are closed\n\nOpen from nine to five\n \nThank you", 5),
        ("We are closed\nfrom nine to five", 7),
        ("word " * 50, 0),
        ("word " * 50 + ". Thank you.", 50),
    ],
)
def test_the_longest_sentence_that_tells_no_key(text, words):
    assert longest_sentence(text, "en") == words
    assert longest_sentence(text, "pl") == 0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 0800 555 0100.", ("08005550100",)),
        ("Call 0800 555 0100. Again: 0800-555-0100.", ()),
        ("Call +44 (0)20 7946 0000 or 555 0100 22.", ("4402079460000", "555010022")),
        ("Press 1 or 2. It costs 12.50. Call 911.", ()),
    ],
)
def test_long_numbers_that_are_said_once(text, numbers):
    assert numbers_once(text) == numbers


def test_an_answer_is_waited_for_behind_the_words_of_a_menu_or_entry():
    heard = prompts(
        "hello",
        "hello: {say: Hello., next: menu}",
        "menu: {menu: For sales press 1., options: {1: ask}, no_input: {after: 1s, then: end}}",
        "ask: {collect: number, say: Your number please., next: name}",
        "name: {collect: name, say: Your name please., no_input: {possible: false}, next: end}",
        END,
    )
    assert {name: prompt.after for name, prompt in heard.items()} == {"hello": 0, "menu": 1, "ask": 5, "name": inf, "end": 0}
