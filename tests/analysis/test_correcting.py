"""Which entries a menu lets callers correct."""

import pytest

from ivrlint.analysis import analyse, correcting
from ivrlint.graph import connect
from ivrlint.readers import read

ASK = """\
  first: {collect: kilos, next: second}
  second: {collect: price, next: right}
  right: {menu: "{kilos} at {price}.", options: {1: done, 2: back}}
  done: {hang_up: true}
  people: {transfer: desk}
"""


def corrected(back, start="first", more=ASK):
    flow = read(f"ivr: 1\nlanguage: en\nstart: {start}\nsteps:\n{more}  {back}\n".encode(), "f.yaml")
    assert flow.problems == ()
    collects = analyse(connect(flow), flow.entries[0]).facts.collects
    return {collect.step for collect in collects if collect.corrected}


@pytest.mark.parametrize(
    "back",
    [
        "back: {say: Once more., next: first}",
        "back: {menu: Which?, options: {1: first, 2: first, 0: people, '*': right}}",
        "back: {menu: Which?, options: {1: first, 2: second}, no_input: {then: done}}",
        "back: {run: forget, next: first, failed: done}",
        "back: {check: known, cases: {yes: first}, otherwise: right}",
        "back: {collect: product, next: first, no_input: {then: people}}",
    ],
)
def test_an_option_may_lead_back_to_several_entries(back):
    assert corrected(back) == {"first", "second"}


@pytest.mark.parametrize(
    "back",
    [
        "back: {menu: Which?, options: {1: first, 2: done}}",
        "back: {menu: Which?, options: {1: first, 2: people}}",
        "back: {check: known, cases: {yes: first}, otherwise: done}",
        "back: {say: Wait., next: right}",
        "back: {say: Wait., next: back}",
        "back: {say: Wait.}",
    ],
)
def test_an_option_that_may_lead_elsewhere_corrects_nothing(back):
    assert corrected(back) == set()


def test_only_what_is_read_out_is_corrected():
    steps = ASK.replace("{kilos} at {price}", "{price}")
    assert corrected("back: {say: Once more., next: first}", more=steps) == {"second"}


def test_an_entry_behind_something_else_is_not_corrected():
    steps = ASK.replace("next: second", "next: other") + "  other: {check: x, cases: {yes: second}, otherwise: done}\n"
    assert corrected("back: {say: Once more., next: first}", more=steps) == {"first"}


def test_a_mistake_that_leads_straight_back_corrects_as_well():
    steps = ASK.replace("2: back}", "2: done}, no_match: {then: back}")
    assert corrected("back: {say: Once more., next: first}", more=steps) == {"first"}


def test_entries_that_lead_to_one_another_come_to_an_end():
    steps = ASK.replace("next: right}", "next: first}")
    assert corrected("back: {say: Once more., next: first}", start="right", more=steps) == {"first", "second"}


def test_the_search_is_bounded(monkeypatch):
    back = "back: {say: Once more., next: again}\n  again: {say: And again., next: first}"
    monkeypatch.setattr(correcting, "NEAR", 3)
    assert corrected(back) == {"first", "second"}
    monkeypatch.setattr(correcting, "NEAR", 2)
    assert corrected(back) == {"first"}
