"""What one person was told, and the next one was not."""

from __future__ import annotations

from ivrlint.analysis import analyse
from ivrlint.facts import Collect
from ivrlint.flow import Transfer, replace
from ivrlint.graph import connect
from ivrlint.readers import read


def collects(*steps: str) -> dict[str, Collect]:
    text = "ivr: 1\nstart: ask\nsteps:\n" + "".join(f"  {step}\n" for step in steps)
    flow = read(text.encode(), "flow.yaml")
    return {collect.step: collect for collect in analyse(connect(flow), flow.entries[0]).facts.collects}


ASK = "ask: {collect: number, next: first}"


def test_the_second_queue_does_not_get_what_the_first_one_got():
    found = collects(ASK, "first: {transfer: a, with: [number], busy: second}", "second: {transfer: b}")["ask"]
    assert found.dropped_at == ("second",)
    assert found.lost_at == ()


def test_what_the_first_one_did_not_get_is_lost_there_and_nowhere_else():
    found = collects(ASK, "first: {transfer: a, busy: second}", "second: {transfer: b}")["ask"]
    assert (found.lost_at, found.dropped_at) == (("first",), ())


def test_what_is_made_of_the_data_is_as_good():
    steps = ("ask: {collect: number, next: find}", "find: {run: crm, uses: [number], gives: [customer], next: first}")
    first = "first: {transfer: a, with: [number], busy: second}"
    assert collects(*steps, first, "second: {transfer: b, with: [customer]}")["ask"].dropped_at == ()
    assert collects(*steps, first.replace("number", "customer"), "second: {transfer: b}")["ask"].dropped_at == ("second",)


def test_it_is_dropped_once_on_a_way_through_three_queues():
    queues = "second: {transfer: b, no_answer: third}", "third: {transfer: c}"
    assert collects(ASK, "first: {transfer: a, with: [number], busy: second}", *queues)["ask"].dropped_at == ("second",)


def test_it_may_be_dropped_behind_a_second_one_that_gets_it():
    queues = "second: {transfer: b, with: [number], no_answer: third}", "third: {transfer: c}"
    assert collects(ASK, "first: {transfer: a, with: [number], busy: second}", *queues)["ask"].dropped_at == ("third",)


def test_a_bot_between_two_people_changes_nothing():
    steps = "robot: {transfer: r, to: bot, failed: second}", "second: {transfer: b}"
    assert collects(ASK, "first: {transfer: a, with: [number], busy: robot}", *steps)["ask"].dropped_at == ("second",)


def test_data_that_is_asked_for_again_is_not_dropped():
    again = "again: {collect: number, next: second}"
    found = collects(ASK, "first: {transfer: a, with: [number], busy: again}", again, "second: {transfer: b}")
    assert found["ask"].dropped_at == ()
    assert found["again"].lost_at == ("second",)


def test_each_entry_of_a_name_is_followed_by_itself():
    steps = "other: {collect: number, next: third}", "third: {transfer: c, busy: second}", "second: {transfer: b}"
    found = collects(ASK.replace("first", "which"), "which: {check: it, cases: {a: first}, otherwise: other}",
                     "first: {transfer: a, with: [number], busy: second}", *steps)  # fmt: skip
    assert found["ask"].dropped_at == ("second",)
    assert found["other"].dropped_at == ()
    assert found["other"].lost_at == ("third",)


def test_the_number_that_is_called_is_no_data_that_is_passed_on():
    steps = (ASK, "first: {transfer: a, with: [number], busy: second}", "second: {transfer: b}")
    text = "ivr: 1\nstart: ask\nsteps:\n" + "".join(f"  {step}\n" for step in steps)
    flow = read(text.encode(), "flow.yaml")
    first = flow.steps["first"]
    assert isinstance(first, Transfer)
    flow = replace(flow, steps={**flow.steps, "first": replace(first, dials=("number",))})
    assert analyse(connect(flow), flow.entries[0]).facts.collects[0].dropped_at == ()


def test_a_call_back_that_nobody_told_of_it():
    first = "first: {transfer: a, with: [number], no_answer: later}"
    assert collects(ASK, first, "later: {callback: a}")["ask"].unsaid_at == ("later",)
    assert collects(ASK, first, "later: {callback: a, with: [number]}")["ask"].unsaid_at == ()
    assert collects(ASK, first, "later: {voicemail: a}")["ask"].unsaid_at == ()
    assert collects(ASK.replace("first", "later"), "later: {callback: a}")["ask"].unsaid_at == ()
