"""A name that may not be known is told of where it is read first."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.graph import connect
from ivrlint.readers import read

ASK = "ask: {collect: number, next: out, no_input: {then: one}, no_match: {then: one}}\n  out: {hang_up: true}\n"


def unset(steps):
    """The steps that are told of; the call begins with an entry that may fail."""
    flow = read(f"ivr: 1\nstart: ask\nsteps:\n  {ASK}  {steps}\n".encode(), "f.yaml")
    assert flow.problems == ()
    found = analyse(connect(flow), flow.entries[0]).facts
    everywhere = {read.step for read in found.call.read_before_set}
    told = {step.step for step in found.steps if step.reads_unset}
    assert told <= everywhere
    return told, everywhere


def test_a_step_behind_one_that_read_the_name_adds_nothing():
    steps = "one: {say: '{number}', next: two}\n  two: {run: x, uses: [number], next: three}\n  three: {hang_up: '{number}'}"
    assert unset(steps) == ({"one"}, {"one", "two", "three"})


def test_a_step_that_another_way_leads_to_is_told_of_too():
    reading = "two: {say: '{number}', next: three}\n  three: {hang_up: '{number}'}"
    steps = f"one: {{check: x, cases: {{a: two}}, otherwise: three}}\n  {reading}"
    assert unset(steps) == ({"two", "three"}, {"two", "three"})


@pytest.mark.parametrize("kind", ["voicemail", "callback"])
def test_a_mailbox_that_gets_what_is_known_tells_nothing(kind):
    steps = f"one: {{{kind}: desk, with: [number], next: two}}\n  two: {{say: '{{number}}', next: one}}"
    assert unset(steps) == ({"one", "two"}, {"one", "two"})


def test_a_step_that_reads_and_sets_a_name_makes_it_known():
    steps = "one: {set: {number: '{number}1'}, next: two}\n  two: {say: '{number}', next: one}"
    assert unset(steps) == ({"one"}, {"one"})


def test_a_step_that_comes_back_to_itself_is_told_of():
    assert unset("one: {say: '{number}', next: one}") == ({"one"}, {"one"})


def test_a_step_where_nothing_comes_on_deals_with_nothing():
    steps = "one: {say: '{number}', next: ask}\n  lonely: {say: '{number}', next: one}"
    assert unset(steps) == ({"one"}, {"one"})


def test_each_name_is_told_of_on_its_own():
    steps = "one: {set: {other: '{number}'}, next: two}\n  two: {say: '{number} {more}', next: three}\n  three: {set: {more: x}}"
    assert unset(steps) == ({"one", "two"}, {"one", "two"})
