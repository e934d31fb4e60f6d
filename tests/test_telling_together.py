"""What says the same at several steps is found at each, and told as one."""

import pytest

from ivrlint.bundled import RULES
from ivrlint.finding import Finding, Severity
from ivrlint.flow import Mark
from ivrlint.linting import lint_text
from ivrlint.rule import load_rules
from ivrlint.together import together

IDS = {"endless-retry", "failure-unhandled", "speech-only-entry"}


@pytest.fixture(scope="module")
def rules():
    """The rules that tell of a form as a whole."""
    found, problems = load_rules([RULES])
    assert not problems
    return [rule for rule in found if rule.id in IDS]


def told(rules, *steps):
    """What they tell of a flow: the rule, the step, and how the message ends."""
    end = "  desk: {transfer: desk, no_answer: bye}\n  bye: {hang_up: Goodbye.}\n"
    text = "ivr: 1\nlanguage: en-GB\nstart: trip\nsteps:\n" + "".join(f"  {step}\n" for step in steps) + end
    found = together(lint_text(text, "f.yaml", rules).findings)
    return [(each.rule, each.step, "more" in each.message and each.message[each.message.index("and so do") :]) for each in found]


def asks(name, to, wrong="{}", by="keys"):
    """A step that asks for something, and on silence asks again."""
    return f"{name}: {{collect: {name[-4:]}, say: When?, by: {by}, next: {to}, no_input: {{then: {name}}}, no_match: {wrong}}}"


def test_fields_of_one_form_that_ask_for_ever_are_one_habit(rules):
    three = asks("trip", "trip.date", "{then: trip}"), asks("trip.date", "trip.time", "{then: trip.date}")
    other = asks("back.time", "desk", "{then: back.time}")
    assert told(rules, *three, asks("trip.time", "back.time", "{then: trip.time}"), other) == [
        ("endless-retry", "trip", "and so do 2 more steps"),
        ("endless-retry", "back.time", False),
    ]


def test_what_differs_in_its_way_of_going_wrong_is_told_of_apart(rules):
    on = "{tries: 2, then: desk}"
    two = asks("trip", "trip.date", on), asks("trip.date", "trip.time", "{then: trip.date}")
    assert told(rules, *two, asks("trip.time", "desk", on)) == [
        ("endless-retry", "trip", "and so does 1 more step"),
        ("endless-retry", "trip.date", False),
    ]


def test_a_step_that_no_call_comes_to_is_not_counted(rules):
    never = asks("trip.never", "desk", "{then: trip.never}")
    assert told(rules, asks("trip", "desk", "{then: trip}"), never) == [("endless-retry", "trip", False)]


def test_lookups_of_one_form_that_cut_callers_off_are_told_of_once(rules):
    found = told(
        rules,
        "trip: {run: a, next: trip.one}",
        "trip.one: {run: b, next: other}",
        "other: {run: c, next: desk}",
    )
    assert found == [
        ("failure-unhandled", "trip", "and so does 1 more step"),
        ("failure-unhandled", "other", False),
    ]


def test_entries_of_one_form_that_must_be_spoken_are_told_of_once(rules):
    bye = "{tries: 2, then: bye}"
    steps = [f"{name}: {{collect: {name[-4:]}, say: When?, by: speech, next: {to}, no_input: {bye}, no_match: {bye}}}"
             for name, to in (("trip", "trip.date"), ("trip.date", "trip.keys"), ("back", "desk"))]  # fmt: skip
    steps.append(f"trip.keys: {{collect: keys, say: When?, next: back, no_input: {bye}, no_match: {bye}}}")
    assert told(rules, *steps) == [
        ("speech-only-entry", "trip", "and so does 1 more step"),
        ("speech-only-entry", "back", False),
    ]


def found(step="a", about="", line=1, severity=Severity.warning, group="same", file="f.yaml"):
    """A finding of one rule."""
    mark = Mark(file, line, 1, line, 2)
    return Finding(
        rule="no-end", severity=severity, mark=mark, step=step, message=f"{step} has no end", about=about, together=group
    )


def messages(*findings):
    return [each.message for each in together(findings)]


def test_the_first_has_the_others_beside_it():
    one, two, three = found("a", line=1), found("b", line=2), found("c", line=3)
    (told,) = together((one, two, three))
    assert (told.message, told.also) == ("a has no end, and so do 2 more steps", (two, three))
    assert (told.mark, told.step) == (one.mark, one.step)


def test_ways_of_one_step_are_no_more_steps():
    assert messages(found(about="busy"), found(about="failed")) == ["a has no end, and in 1 more case"]
    assert messages(found(about="busy"), found(about="failed"), found(about="x")) == ["a has no end, and in 2 more cases"]
    assert messages(found(about="busy"), found(about="failed"), found("b")) == ["a has no end, and so does 1 more step"]


def test_what_is_in_another_file_or_group_or_worse_or_in_none_is_told_apart():
    apart = found(), found("b", file="g.yaml"), found("c", group="other"), found("d", severity=Severity.error)
    alone = found("e", group=""), found("e", group="")
    assert together((*apart, *alone)) == (*apart, *alone)
