"""The facts as JSON."""

import json
from typing import Any

from ivrlint.analysis.export import document
from ivrlint.linting import analyses_of
from ivrlint.readers.files import read_text

FLOW = """\
ivr: 1
name: Harbour
language: en-GB
start: main
promises: {person_within: 60s}
steps:
  main:
    menu: For bills, press 1. For sales, press 2.
    options: {1: ask, 2: people}
    no_input: {after: 7s, tries: 2, then: main}
  ask:
    collect: account
    say: Please enter your account number.
    digits: 10
    no_match: {then: main}
    next: alone
  alone: {say: "Thank you, {account}. {balance}", next: main}
  knows: {set: {balance: "1"}, next: alone}
  b: {transfer: bot, to: bot}
  people: {transfer: sales, with: [account]}
"""


def facts_of(text: str) -> dict[str, Any]:
    (flow,) = read_text(text, "menus/a.yaml").flows.values()
    assert not flow.problems
    return document("menus/a.yaml", [analysis.facts for analysis in analyses_of(flow)])


def call_of(text: str) -> dict[str, Any]:
    (call,) = facts_of(text)["calls"]
    return call


def test_a_document_names_its_version_and_file() -> None:
    value = facts_of(FLOW)
    assert (value["version"], value["file"], len(value["calls"])) == (1, "menus/a.yaml", 1)
    assert json.loads(json.dumps(value, allow_nan=False)) == value


def test_a_call_is_told_flat_under_the_names_that_rules_use() -> None:
    call = call_of(FLOW)["call"]
    assert call["name"] == "Harbour"
    assert call["start"] == "main"
    assert (call["steps"], call["menus"]) == (6, 1)
    assert call["reaches_person"] is True
    assert call["route_to_person"] == ["2"]
    assert call["menus_to_person"] == 1
    assert call["read_before_set"] == [{"step": "alone", "name": "balance"}]
    assert "title" not in call
    assert "mark" not in call
    assert "node" not in call


def test_lists_are_sorted_by_step_and_options_stay_in_the_order_of_the_file() -> None:
    call = call_of(FLOW)
    assert [(step["step"], step["line"]) for step in call["steps"]] == [
        ("alone", 17), ("ask", 11), ("b", 19), ("knows", 18), ("main", 7), ("people", 20),
    ]  # fmt: skip
    assert [option["key"] for option in call["options"]] == ["1", "2"]
    assert [handoff["step"] for handoff in call["handoffs"]] == ["b", "people"]


def test_steps_that_cannot_be_reached_are_told_too() -> None:
    reachable = {step["step"]: step["reachable"] for step in call_of(FLOW)["steps"]}
    assert (reachable["main"], reachable["knows"], reachable["b"]) == (True, False, False)


def test_endings_are_sorted_by_kind_then_step_and_loops_by_their_first_step() -> None:
    call = call_of(FLOW)
    endings = [(ending["kind"], ending["step"]) for ending in call["endings"]]
    assert endings == sorted(endings)
    assert {kind for kind, _ in endings} >= {"cut_off", "person"}
    assert [loop["steps"] for loop in call["loops"]] == [["alone", "ask", "main"]]


def test_callers_and_promises_have_names() -> None:
    call = call_of(FLOW)
    assert {caller["name"] for caller in call["callers"]} == {"newcomer", "zero", "silent", "lost", "unprepared", "after_hours"}
    assert [promise["name"] for promise in call["promises"]] == ["person_within"]


def test_infinite_numbers_are_null_and_others_rounded() -> None:
    call = call_of(FLOW.replace("2: people", "2: ask"))
    assert call["call"]["reaches_person"] is False
    assert call["call"]["seconds_to_person"] is None
    times = [prompt["seconds"] for prompt in call["prompts"]]
    assert times
    assert times == [round(time, 2) for time in times]


def test_the_data_of_a_collect_is_told() -> None:
    (collect,) = call_of(FLOW)["collects"]
    assert (collect["step"], collect["variable"], collect["used_at"]) == ("ask", "account", ["alone"])
    assert collect["passed_at"] == ["people"]
