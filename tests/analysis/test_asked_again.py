"""Asked again because the caller chose so, and asked again under another name."""

from __future__ import annotations

from ivrlint.analysis import analyse
from ivrlint.facts import Collect
from ivrlint.graph import connect
from ivrlint.readers import read


def collects(*steps: str) -> dict[str, Collect]:
    text = "ivr: 1\nlanguage: en\nstart: main\nsteps:\n" + "".join(f"  {step}\n" for step in steps)
    flow = read(text.encode(), "flow.yaml")
    return {collect.step: collect for collect in analyse(connect(flow), flow.entries[0]).facts.collects}


MAIN = "main: {menu: To set the alarm press 1. To end press 2., options: {1: ask, 2: end}, no_input: {then: main}}"
END = "end: {hang_up: Goodbye.}"
ASK = "ask: {collect: time, next: set}"
SET = "set: {run: alarm.set, uses: [time], next: told, failed: end}"


def test_an_alarm_may_be_set_twice():
    (asked,) = collects(MAIN, ASK, SET, "told: {say: It is set., next: main}", END).values()
    assert asked.asked_before == ("ask",)
    assert asked.asked_by_choice


def test_nobody_chooses_where_the_question_simply_comes_again():
    (asked,) = collects(MAIN, ASK, SET, "told: {say: It is set., next: ask}", END).values()
    assert asked.asked_before
    assert not asked.asked_by_choice


def test_who_was_not_served_is_not_asked_by_choice():
    (asked,) = collects(MAIN, ASK.replace("next: set", "next: main"), END).values()
    assert asked.asked_before == ("ask",)
    assert not asked.asked_by_choice


def test_a_choice_before_the_data_is_used_does_not_count():
    sure = "sure: {menu: To go on press 1., options: {1: set}, no_input: {then: set}}"
    (asked,) = collects(MAIN, ASK.replace("next: set", "next: sure"), sure, SET, "told: {say: Set., next: ask}", END).values()
    assert not asked.asked_by_choice


def test_another_question_for_the_same_is_no_choice():
    steps = (
        MAIN.replace("2: end", "2: other"),
        ASK,
        SET,
        "told: {say: It is set., next: main}",
        "other: {collect: time, next: set}",
    )
    assert [asked.asked_by_choice for asked in collects(*steps, END).values()] == [False, False]


FIRST = "main: {collect: account_number, say: Your account number please., next: between}"
AGAIN = "again: {collect: acct_no, say: Please enter your account number., next: people}"
PEOPLE = "people: {transfer: sales, with: [account_number, acct_no]}"


def test_the_same_under_another_name_is_asked_again():
    found = collects(FIRST.replace("between", "again"), AGAIN, PEOPLE)
    assert found["again"].asked_as == ("main",)
    assert found["main"].asked_as == ()
    assert found["again"].asked_before == ()


def test_what_was_found_wrong_may_be_asked_for_again():
    check = "between: {check: is it right, uses: [account_number], cases: {no: again}, otherwise: people}"
    assert collects(FIRST, check, AGAIN, PEOPLE)["again"].asked_as == ()
    lookup = "between: {run: find, uses: [account_number], next: people, failed: again}"
    assert collects(FIRST, lookup, AGAIN, PEOPLE)["again"].asked_as == ()


def test_what_a_lookup_made_of_it_may_be_found_wrong():
    steps = "between: {run: find, uses: [account_number], gives: [customer], next: use, failed: people}", PEOPLE
    use = "use: {run: open, uses: [customer], next: people, failed: again}"
    assert collects(FIRST, *steps, use, AGAIN)["again"].asked_as == ()


def test_the_number_of_somebody_else_is_another_one():
    payee = AGAIN.replace("your account number", "the account number of the payee")
    assert collects(FIRST.replace("between", "again"), payee, PEOPLE)["again"].asked_as == ()


def test_two_orders_are_two_things():
    steps = FIRST.replace("account", "order").replace("between", "again"), AGAIN.replace("account", "order"), PEOPLE
    assert collects(*steps)["again"].asked_as == ()


def test_many_names_for_the_same_sort_are_not_the_same():
    names = [f"account_number_{letter}" for letter in "abcdefghijklmn"]
    steps = [f"c{n}: {{collect: {name}, next: c{n + 1}}}" for n, name in enumerate(names)]
    found = collects("main: {say: Hello., next: c0}", *steps, f"c{len(names)}: {{hang_up: Goodbye.}}")
    assert {asked.sort for asked in found.values()} == {"account number"}
    assert all(asked.asked_as == () for asked in found.values())
