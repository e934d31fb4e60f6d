"""What a step lacks, of the names that may not be known there."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.graph import connect
from ivrlint.readers import read

START = """\
ivr: 1
start: which
steps:
  which: {check: x, cases: {a: ask, b: look, c: write}, otherwise: one}
  ask: {collect: typed, next: one, no_input: {then: one}, no_match: {then: one}}
  look: {run: x, gives: [found], next: one, failed: one}
  write: {set: {flag: "yes"}, next: one}
"""


def lacking(steps):
    """The names that each step lacks."""
    flow = read(f"{START}  {steps}\n".encode(), "f.yaml")
    assert flow.problems == ()
    found = analyse(connect(flow), flow.entries[0]).facts
    assert all(set(step.lacks) <= set(step.reads_unset) for step in found.steps)
    return {step.step: step.lacks for step in found.steps if step.lacks}


def test_words_lack_whatever_they_read():
    assert lacking("one: {hang_up: '{typed} {found} {flag}'}") == {"one": ("flag", "found", "typed")}


def test_a_system_can_do_without_what_is_only_set():
    steps = "one: {run: x, uses: [typed, found, flag], next: two, failed: two}\n  two: {hang_up: true}"
    assert lacking(steps) == {"one": ("found", "typed")}


@pytest.mark.parametrize(
    ("then", "lacks"),
    [
        ("two: {hang_up: '{copy}'}", True),
        ("two: {run: y, uses: [copy], next: end, failed: end}", True),
        ("two: {unknown: y, uses: [copy], cases: {a: end}}", True),
        ("two: {visit: other.yaml, with: [copy], next: end}", True),
        ("two: {set: {again: '{copy}'}, next: three}\n  three: {hang_up: '{again}'}", True),
        ("two: {set: {again: '{copy}'}, next: three}\n  three: {check: y, uses: [again], otherwise: end}", False),
        ("two: {check: y, uses: [copy], cases: {a: end}, otherwise: end}", False),
        ("two: {voicemail: y, with: [copy]}", False),
        ("two: {transfer: y, with: [copy]}", False),
        ("two: {transfer: y}", False),
    ],
)
def test_a_set_lacks_what_it_makes_something_needed_of(then, lacks):
    steps = f"one: {{set: {{copy: '{{found}}'}}, next: two}}\n  {then}\n  end: {{hang_up: true}}"
    assert lacking(steps) == ({"one": ("found",)} if lacks else {})
