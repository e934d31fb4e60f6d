"""The calls in which data gets lost between two people, or is asked for under another name."""

from __future__ import annotations

from ivrlint.analysis import Analysis, analyse
from ivrlint.analysis.witness import transcript
from ivrlint.graph import connect
from ivrlint.readers import read

QUEUES = """\
ivr: 1
language: en
start: number
steps:
  number: {collect: number, say: Your number please., digits: 4, next: find}
  find: {run: find, uses: [number], gives: [customer], next: sales, failed: sales}
  sales: {transfer: sales, with: [customer], busy: robot, no_answer: later}
  robot: {transfer: robot, to: bot, failed: service}
  service: {transfer: service, no_answer: later}
  later: {callback: sales}
"""
TWICE = """\
ivr: 1
language: en
start: account
steps:
  account: {collect: account_number, say: Your account number please., next: wrong}
  wrong: {check: it, uses: [account_number], cases: {"no": again}, otherwise: menu}
  menu: {menu: To pay press 1., options: {1: again}}
  again: {collect: acct_no, say: Your account number please., next: done}
  done: {hang_up: Goodbye.}
"""


def analysed(text: str) -> Analysis:
    flow = read(text.encode(), "flow.yaml")
    return analyse(connect(flow), flow.entries[0])


def steps(text: str, step: str, shows: str) -> list[str]:
    analysis = analysed(text)
    (collect,) = [one for one in analysis.facts.collects if one.step == step]
    call = transcript(analysis, collect, shows)
    return [] if call is None else [event.step for event in call.events]


def test_a_dropped_entry_is_told_up_to_the_second_person():
    told = steps(QUEUES, "number", "dropped")
    assert told[-1] == "service"
    assert "sales" in told
    assert told.index("number") < told.index("sales")


def test_a_call_back_that_knows_nothing_is_told_to_its_end():
    told = steps(QUEUES, "number", "unsaid")
    assert told[-1] == "later"
    assert "sales" in told
    assert "service" not in told


def test_the_second_question_is_told_where_the_first_answer_was_not_found_wrong():
    assert steps(TWICE, "again", "asked_as") == []
    told = steps(TWICE.replace("next: wrong", "next: menu"), "again", "asked_as")
    assert told[0] == "account"
    assert told[-1] == "again"
