"""Facts of words by what lies before and behind them."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.openings import says_first
from ivrlint.analysis.wording import longest_number, longest_sentence, numbers_once
from ivrlint.graph import connect
from ivrlint.readers.files import read_text

HEAD = "ivr: 1\nlanguage: en-GB\nstart: one\nsteps:\n"
MAIN = "main: {menu: 'For bills, press 1.', options: {1: people}, no_input: {then: people}, no_match: {then: people}}"
PEOPLE = "people: {transfer: desk, no_answer: message}", "message: {voicemail: desk, say: Please leave your name.}"


def prompts(*steps):
    text = HEAD + "".join(f"  {step}\n" for step in (*steps, *PEOPLE))
    (flow,) = read_text(text, "flow.yaml").flows.values()
    assert flow.problems == ()
    return analyse(connect(flow), flow.entries[0]).facts.prompts


def where(found, holds):
    return {prompt.step for prompt in found if holds(prompt)}


def delaying(*steps):
    return where(prompts(*steps), lambda prompt: prompt.delays_choice)


def test_words_before_the_first_menu_and_those_of_that_menu_delay_the_choice():
    later = "later: {menu: 'For gas, press 1.', options: {1: people}, no_input: {then: people}, no_match: {then: people}}"
    first = MAIN.replace("1: people", "1: told")
    assert delaying("one: {say: Hello., next: main}", first, "told: {say: Thank you., next: later}", later) == {"one", "main"}


def test_words_delay_the_choice_also_before_a_lookup_and_an_entry():
    entry = "entry: {collect: number, say: Enter it., next: people, no_input: {then: people}, no_match: {then: people}}"
    assert delaying("one: {say: Hello., next: find}", "find: {run: find, next: entry}", entry) == {"one", "entry"}


def test_words_on_a_call_without_a_question_delay_nothing():
    assert delaying("one: {say: Hello., next: people}", MAIN) == set()


def test_words_that_are_heard_on_one_case_only_delay_the_choice_there():
    check = "one: {check: hours, cases: {open: hello, closed: sorry}}"
    found = delaying(check, "hello: {say: Hello., next: main}", MAIN, "sorry: {say: We are closed., next: message}")
    assert found == {"hello", "main"}


SITE = "You can pay on our website."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{SITE} For bills, press 1.", ("website",)),
        (f"For bills, press 1. {SITE}", ()),
        (SITE, ("website",)),
        ("For bills, press 1.", ()),
        ("", ()),
    ],
)
def test_what_is_said_first_is_what_stands_before_the_first_key(text, expected):
    assert says_first(text, "en") == expected


def test_nothing_is_said_first_in_a_language_that_is_not_known():
    assert says_first(SITE, "") == ()


def worked(*steps):
    return where(prompts(*steps), lambda prompt: prompt.worked_before)


def test_a_system_has_worked_where_nothing_but_words_lies_between():
    steps = "one: {run: book, next: told, failed: sorry}", "told: {say: Booked., next: more}", "more: {say: Bye., next: bye}"
    assert worked(*steps, "bye: {hang_up: Goodbye.}", "sorry: {say: Sorry., next: people}") == {"told", "more", "bye"}


def test_a_system_has_not_worked_since_the_caller_chose():
    menu = MAIN.replace("1: people", "1: bye")
    assert worked("one: {run: book, next: main, failed: main}", menu, "bye: {hang_up: Goodbye.}") == {"main"}


def ending(*steps):
    return where(prompts(*steps), lambda prompt: prompt.only_ends)


def test_words_only_end_the_call_where_nothing_else_can_come():
    bye = "bye: {hang_up: Goodbye.}"
    assert ending("one: {say: One moment., next: bye}", bye) == {"one", "bye"}
    assert ending("one: {say: One moment., next: two}", "two: {check: luck, cases: {good: people}, otherwise: bye}", bye) == {
        "bye"
    }


def test_the_words_of_a_mailbox_do_not_only_end_the_call():
    assert ending("one: {transfer: desk, say: One moment., no_answer: message}") == set()


def test_nobody_is_sent_off_outside_opening_hours():
    hours = "one: {check: hours, cases: {open: told, closed: sorry}}"
    found = prompts(
        hours, "told: {say: Call us later., next: bye}", "sorry: {hang_up: Call us later.}", "bye: {hang_up: Goodbye.}"
    )
    assert where(found, lambda prompt: prompt.sent_off) == {"told", "bye"}


def test_nobody_is_sent_off_by_words_that_say_that_nobody_is_there():
    found = prompts("one: {say: We are closed. Call us later., next: bye}", "bye: {hang_up: Goodbye.}")
    assert where(found, lambda prompt: prompt.sent_off) == {"bye"}


def test_words_hold_callers_up_where_they_cannot_be_interrupted_before_a_choice():
    deaf = MAIN.replace("menu:", "barge_in: false, menu:").replace("1: people", "1: told")
    found = prompts(
        "one: {say: Hello., barge_in: false, next: two}",
        "two: {say: Good morning., next: main}",
        deaf,
        "told: {say: Thank you., barge_in: false, next: people}",
    )
    assert where(found, lambda prompt: prompt.held_up) == {"one", "main"}


def test_nothing_was_done_where_no_system_worked_and_the_caller_gave_nothing():
    entry = "one: {collect: number, say: Enter it., next: bye, no_input: {then: sorry}, no_match: {then: people}}"
    found = prompts(entry, "bye: {hang_up: Goodbye.}", "sorry: {hang_up: Goodbye.}")
    assert where(found, lambda prompt: prompt.nothing_done) == {"one"}
    assert where(prompts("one: {hang_up: Goodbye.}"), lambda prompt: prompt.nothing_done) >= {"one"}


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("Call 5 5 5, 4 5 6, 7 8 9 0 now.", 10),
        ("Call 1-800-555-0147.", 11),
        ("Call (020) 7946 0123 or 911.", 11),
        ("Press 1 or 2.", 1),
        ("No number.", 0),
    ],
)
def test_the_digits_of_the_longest_number_are_counted(text, digits):
    assert longest_number(text) == digits


def test_digits_that_follow_one_another_are_one_word_of_a_sentence():
    assert longest_sentence("Call us on 5 5 5, 1 2 3, 4 5 6 7.", "en") == longest_sentence("Call us on 555.", "en")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call us on 5 5 5, 4 5 6, 7 8 9 0, Monday to Friday, 8 to 6.", ("5554567890",)),
        ("Call us on 555-456-7890.", ("5554567890",)),
        ("It is 5 5 5, 1 2 3 4. Again: 555 1234.", ()),
        ("For bills, press 1, 2 or 3.", ()),
        ("Your balance is 1,234,567.89 euros.", ()),
    ],
)
def test_numbers_that_are_said_once_may_be_spelled(text, numbers):
    assert numbers_once(text) == numbers


@pytest.mark.parametrize(
    ("words", "promised"),
    [
        ("Please hold while I connect you.", True),
        ("Your call is being transferred. We will call you back within two days.", False),
        ("We transfer you to our desk, which answers within one working day.", False),
        ("Goodbye.", False),
    ],
)
def test_words_promise_a_transfer_unless_they_name_another_way_or_time(words, promised):
    (found,) = (prompt for prompt in prompts(f"one: {{say: '{words}', next: people}}") if prompt.step == "one")
    assert found.promises_transfer == promised
