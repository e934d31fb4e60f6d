"""What two rules could tell of one cause is told by one."""

import pytest

from ivrlint.bundled import RULES
from ivrlint.linting import lint_text
from ivrlint.rule import load_rules

ASK = "collect: number, say: 'Please enter your six-digit order number.', digits: 6"
RETRY = "no_input: {tries: 2, then: bye}, no_match: {tries: 2, then: bye}"


@pytest.fixture(scope="module")
def rules():
    """The rules that could tell the same."""
    ids = {"data-thrown-away", "data-lost-at-transfer", "number-said-once", "another-number-to-call"}
    found, problems = load_rules([RULES])
    assert not problems
    return [rule for rule in found if rule.id in ids]


def told(rules, steps):
    """What the rules tell of a flow that begins with an entry."""
    text = (
        f"ivr: 1\nlanguage: en-GB\nstart: ask\nsteps:\n  ask: {{{ASK}, next: on, {RETRY}}}\n  bye: {{hang_up: Goodbye.}}\n{steps}"
    )
    return [(finding.rule, finding.severity.name, finding.step) for finding in lint_text(text, "f.yaml", rules).findings]


USED_NOWHERE = "  on: {transfer: desk}\n"
MISSED_AND_SOMETIMES_NOT_USED = """\
  on: {check: x, cases: {a: look}, otherwise: desk}
  look: {run: x, uses: [number], next: bye, failed: bye}
  desk: {transfer: desk}
"""
SOMETIMES_NOT_USED = """\
  on: {check: x, cases: {a: look}, otherwise: bye}
  look: {run: x, uses: [number], next: desk, failed: bye}
  desk: {transfer: desk, with: [number]}
"""
USED_AND_MISSED = """\
  on: {run: x, uses: [number], next: desk, failed: bye}
  desk: {transfer: desk}
"""


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (USED_NOWHERE, ("data-thrown-away", "error", "ask")),
        (MISSED_AND_SOMETIMES_NOT_USED, ("data-lost-at-transfer", "warning", "ask")),
        (SOMETIMES_NOT_USED, ("data-thrown-away", "warning", "ask")),
        (USED_AND_MISSED, ("data-lost-at-transfer", "warning", "ask")),
    ],
)
def test_data_that_somebody_misses_is_lost_there_and_data_that_nobody_needs_is_thrown_away(rules, steps, expected):
    assert told(rules, steps) == [expected]


def test_a_number_to_call_instead_is_told_of_as_such(rules):
    look = "  on: {run: x, uses: [number], next: said, failed: bye}\n"
    call = f"{look}  said: {{hang_up: 'Please call our shop on 555-0147-22.'}}\n"
    assert told(rules, call) == [("another-number-to-call", "warning", "said")]
    case = f"{look}  said: {{hang_up: 'Your case has the number 555-0147-22.'}}\n"
    assert told(rules, case) == [("number-said-once", "info", "said")]
