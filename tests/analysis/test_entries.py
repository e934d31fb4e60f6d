"""Several ways into one file."""

import pytest

from ivrlint import draw
from ivrlint.analysis import entries as module
from ivrlint.analysis.entries import parts_of
from ivrlint.bundled import RULES
from ivrlint.flow import Entry, Mark, replace
from ivrlint.linting import analyses_of, analysis_of_all, lint_flow
from ivrlint.readers import read
from ivrlint.report import FORMAT
from ivrlint.rule import load_rules

TEXT = """\
ivr: 1
name: Two lines
language: en-GB
start: day
steps:
  day: {say: Good day., next: people}
  night: {say: We are closed. Leave a message., next: box}
  both: {say: Please hold., next: people}
  third: {visit: ask, next: people}
  fourth: {visit: ask, next: box}
  ask: {collect: number, say: Your number?, next: back, no_input: {then: back}, no_match: {then: back}}
  back: {return: true}
  lost: {say: Nobody comes here., next: after_lost}
  after_lost: {say: Nor here., next: box}
  people: {transfer: desk, always_open: true, with: [number]}
  box: {voicemail: desk, say: Speak., reply_within: 1 day, with: [number]}
"""


def flow_with(*starts):
    flow = read(TEXT.encode(), "two.yaml")
    assert flow.problems == ()
    marks = [Mark("two.yaml", line, 1, line, 2) for line in range(1, len(starts) + 1)]
    return replace(flow, entries=tuple(Entry(f"line {start}", start, mark) for start, mark in zip(starts, marks, strict=True)))


def test_each_call_has_the_steps_that_it_can_come_to_and_the_first_those_that_nobody_comes_to():
    parts = parts_of(flow_with("day", "night")).parts
    assert [part.entry.start for part in parts] == ["day", "night"]
    assert list(parts[0].flow.steps) == [
        "day", "both", "third", "fourth", "ask", "back", "lost", "after_lost", "people", "box",
    ]  # fmt: skip
    assert list(parts[1].flow.steps) == ["night", "box"]
    assert parts[0].elsewhere == {"box"}
    assert [entry.start for part in parts for entry in part.flow.entries] == ["day", "night"]


def test_a_flow_with_one_way_in_is_left_as_it_is():
    flow = flow_with("day")
    (part,) = parts_of(flow).parts
    assert part.flow is flow
    assert parts_of(replace(flow, entries=())).parts == []


def test_an_entry_whose_step_does_not_exist_has_no_part():
    assert [part.entry.start for part in parts_of(flow_with("day", "nowhere", "night")).parts] == ["day", "night"]


def test_a_call_does_not_return_from_a_visit_to_where_only_other_calls_visit():
    parts = parts_of(flow_with("third", "fourth")).parts
    assert "people" in parts[0].flow.steps
    assert list(parts[1].flow.steps) == ["fourth", "ask", "back", "box"]


def test_facts_of_each_call_are_named_and_tell_of_its_own_steps():
    day, night = [analysis.facts for analysis in analyses_of(flow_with("day", "night"))]
    assert (day.call.title, night.call.title) == ("line day", "line night")
    assert (day.call.reaches_person, night.call.reaches_person) == (True, False)
    assert {step.step for step in night.steps} == {"night", "box"}


def test_a_step_is_unreachable_only_when_no_call_comes_to_it():
    rules, _ = load_rules([RULES])
    findings = lint_flow(flow_with("day", "night"), rules).findings
    assert {one.step for one in findings if one.rule == "unreachable-step"} == {"both", "third", "fourth", "lost"}


def test_a_file_with_more_calls_than_can_be_judged_says_where_it_stops(monkeypatch):
    monkeypatch.setattr(module, "ROOM", 0)
    monkeypatch.setattr(module, "TIMES", 0)
    monkeypatch.setattr("ivrlint.linting.TIMES", 0)
    flow = flow_with("day", "night", "both")
    assert [entry.start for entry in parts_of(flow).left_out] == ["night", "both"]
    (finding,) = [one for one in lint_flow(flow, ()).findings if one.rule == FORMAT]
    assert finding.message.startswith("2 of the ways in are not judged")
    assert finding.mark.line == 2


def test_all_calls_are_drawn_in_one_picture():
    source = draw(flow_with("day", "night", "both"))
    for words in ("line day", "line night", "line both"):
        assert f">{words}<" in source
    assert '"(call)" -> day' in source
    assert '"(call 2)" -> night' in source
    assert '"(call 3)" -> both' in source


def test_calls_that_begin_at_the_same_step_share_a_box():
    flow = flow_with("day", "night")
    shared = replace(flow, entries=(*flow.entries, Entry("hotline", "day", flow.mark)))
    source = draw(shared)
    assert ">line day, hotline<" in source
    assert "(call 3)" not in source


@pytest.mark.parametrize("starts", [(), ("nowhere",)])
def test_without_a_way_in_there_is_no_analysis(starts):
    flow = flow_with(*starts)
    assert analysis_of_all(flow) is None
    assert draw(flow) == "digraph ivr {\n}\n"
