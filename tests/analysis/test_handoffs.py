"""The facts of transfers, voicemail boxes and promises to call back."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.flow import Entry, Flow, Mark, Message, Target, Transfer
from ivrlint.graph import connect

M = Mark("flow.yaml", 1, 1, 1, 2)


def handoff(step):
    entry = Entry("", step.name, M)
    flow = Flow(file="flow.yaml", format="native", mark=M, entries=(entry,), steps={step.name: step})
    (found,) = analyse(connect(flow), entry, frozenset()).facts.handoffs
    return found


@pytest.mark.parametrize(
    ("properties", "unanswered"),
    [
        ({}, True),
        ({"to": "bot"}, False),
        ({"to": "outside"}, False),
        ({"always_open": True}, False),
        ({"elsewhere": True}, False),
    ],
)
def test_a_transfer_may_go_unanswered_unless_somebody_or_another_system_sees_to_it(properties, unanswered):
    assert handoff(Transfer(name="desk", mark=M, **properties)).may_go_unanswered is unanswered


def test_what_is_provided_for_is_told_as_it_is_written():
    there = Target("mail", M)
    assert handoff(Transfer(name="desk", mark=M, failed=there)).handled == "when it fails"
    assert handoff(Transfer(name="desk", mark=M, failed=there, busy=there)).handled == "when the line is busy and when it fails"


def test_a_voicemail_box_never_goes_unanswered():
    assert not handoff(Message(name="mail", mark=M, kind="voicemail")).may_go_unanswered


@pytest.mark.parametrize(
    ("properties", "waited"),
    [
        ({"wait": 120.0}, 120),
        ({"wait": 120.0, "number": "+44"}, 0),
        ({"wait": 120.0, "dials": ("x",)}, 0),
        ({"wait": 181.0, "number": "+44"}, 181),
    ],
)
def test_a_number_that_rings_is_no_queue(properties, waited):
    found = handoff(Transfer(name="desk", mark=M, closed=Target("desk", M), **properties))
    assert (found.wait, found.wait_without_message) == (waited, waited)
