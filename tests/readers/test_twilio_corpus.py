"""Real files of Twilio Studio from public repositories, where they are at hand, whole and damaged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ivrlint.exits import exits_of
from ivrlint.flow import Collect, Flow, Mark, Menu, Refusal, Set, Transfer
from ivrlint.graph import connect
from ivrlint.readers import twilio_studio

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "twilio-studio"
FILES = sorted(CORPUS.glob("*.json"))
pytestmark = pytest.mark.skipif(not FILES, reason="the shared files are not at hand")

# Start of the name: steps, options of each menu, collects, transfers to a person. Three of the steps of the first
# JeanLuis2010 are checks of what systems answer, and one of breakzplatform ends the call behind a message.
EXPECTED: dict[str, tuple[int, list[int], int, int]] = {
    "Cfee2000": (3, [], 0, 1),
    "JeanLuis2010__UltimaDefensaLegal__flow": (17, [], 2, 1),
    "JeanLuis2010__UltimaDefensaLegal__udl-intake-flow.es": (8, [], 2, 2),
    "TwilioDevEd": (11, [2], 1, 0),
    "andrej-s": (12, [], 1, 2),
    "breakzplatform": (20, [5, 12, 4], 1, 0),
    "dianephan": (10, [], 1, 0),
    "eszamora23": (24, [1, 5, 1, 3, 2, 3], 1, 6),
    "jesperfj": (9, [2], 2, 1),
    "mbarry-owl": (7, [], 1, 1),
    "mgmuscari__accfb-foodnow__bot": (75, [], 18, 0),
    "mgmuscari__accfb-foodnow__fallback": (3, [], 0, 1),
    "sheikplastk": (38, [9, 2, 3, 4, 6, 3, 2, 2, 4, 3, 3, 3], 6, 1),
    "stuartlogan82": (4, [1], 0, 1),
    "teresan": (2, [], 0, 1),
    "torontocaper": (2, [], 0, 0),
    "twilio-professional-services__flex-project-template__template_example_callback": (1, [], 0, 1),
    "twilio-professional-services__flex-project-template__template_example_schedule": (4, [], 0, 1),
}
REFUSED = {
    "JeanLuis2010__UltimaDefensaLegal__udl-intake-flow.json": (116, "JSON has no comments"),
    "twilio-labs": (9, "no incoming call is connected: this flow is not answered by phone"),
}


def named(path: Path) -> str:
    return path.name.partition("__")[0]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def flows() -> Iterator[tuple[Path, Flow]]:
    for path in FILES:
        flow = twilio_studio.read(text_of(path), path.name)
        if isinstance(flow, Flow):
            yield path, flow


def marks_of(flow: Flow) -> Iterator[Mark]:
    yield flow.mark
    yield from (entry.mark for entry in flow.entries)
    yield from (problem.mark for problem in flow.problems)
    for step in flow.steps.values():
        yield step.mark
        if step.prompt:
            yield step.prompt.mark
        for _, _, target, mark in exits_of(step):
            yield mark
            if target:
                yield target.mark
        if isinstance(step, Menu):
            yield from (option.mark for option in step.options)
        if isinstance(step, Set):
            yield from (value.mark for value in step.values)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_is_read_or_refused_with_one_clear_line(path: Path) -> None:
    text = text_of(path)
    assert twilio_studio.recognise(text)
    result = twilio_studio.read(text, path.name)
    if isinstance(result, Refusal):
        line, message = next(expected for start, expected in REFUSED.items() if path.name.startswith(start))
        assert (result.line, result.message, result.foreign) == (line, message, False)
        return
    steps, options, collects, people = next(expected for start, expected in EXPECTED.items() if path.name.startswith(start))
    kinds = list(result.steps.values())
    assert len(kinds) == steps
    assert [len(step.options) for step in kinds if isinstance(step, Menu)] == options
    assert sum(isinstance(step, Collect) for step in kinds) == collects
    assert sum(isinstance(step, Transfer) and step.to == "person" for step in kinds) == people


def test_eighteen_files_are_answered_by_phone_and_thirteen_lead_to_a_person() -> None:
    read = [flow for _, flow in flows()]
    assert len(read) == 18
    assert sum(any(isinstance(step, Transfer) and step.to == "person" for step in flow.steps.values()) for flow in read) == 13


def test_every_gather_with_a_split_behind_it_is_a_menu_or_is_known_not_to_be_one() -> None:
    """33 gathers in 7 files have a split behind their keys.

    Nine of them are no menus to us: six of one file compare entries of several digits (PINs, card numbers), two of
    another look at the keys of an earlier gather, and one compares numbers, as answers to a survey.
    """
    drawn = {(path.name, name) for path, _ in flows() for name in gathers_with_splits(json.loads(text_of(path)))}
    menus = {(path.name, name) for path, flow in flows() for name, step in flow.steps.items() if isinstance(step, Menu)}
    assert len(drawn) == 33
    assert len({file for file, _ in drawn}) == 7
    assert menus <= drawn
    assert sorted((file[:8], name) for file, name in drawn - menus) == [
        ("dianepha", "gather_survey_score"),
        ("jesperfj", "gather_1"),
        ("jesperfj", "gather_2"),
        ("sheikpla", "activate_card_16digit"),
        ("sheikpla", "activate_cvv_gather"),
        ("sheikpla", "activate_year_birth_gather"),
        ("sheikpla", "card_expiry_activate_gather"),
        ("sheikpla", "card_info_gather"),
        ("sheikpla", "card_info_pin_gather"),
    ]
    collecting = {path.name for path, flow in flows() if any(isinstance(step, Collect) for step in flow.steps.values())}
    assert len(collecting) == 8 + len({file for file, _ in drawn - menus})


def gathers_with_splits(document: dict[str, Any]) -> Iterator[str]:
    states = document.get("definition", document)["states"]
    by_id = {state.get("sid", state["name"]): state for state in states}
    for state in states:
        if state["type"] in ("gather-input-on-call", "Gather"):
            pressed = [transition for transition in state["transitions"] if transition["event"] == "keypress"]
            splits = [by_id.get(transition.get("next"), {}).get("type") in ("split-based-on", "Branch") for transition in pressed]
            tests = json.dumps([by_id.get(transition.get("next"), {}).get("properties") for transition in pressed])
            if any(transition.get("conditions") for transition in pressed) or (any(splits) and ".Digits" in tests):
                yield state["name"]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_mark_stands_in_the_file_and_reading_is_repeatable(path: Path) -> None:
    text = text_of(path)
    flow = twilio_studio.read(text, path.name)
    assert flow == twilio_studio.read(text, path.name)
    if isinstance(flow, Flow):
        lines = text.split("\n")
        for file, line, column, end_line, end_column in marks_of(flow):
            assert file == path.name
            assert (line, column) < (end_line, end_column)
            assert 1 <= end_line <= len(lines)
            assert 1 <= column <= len(lines[line - 1])
            assert end_column <= len(lines[end_line - 1]) + 1


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_target_is_a_step_and_every_step_can_be_reached(path: Path) -> None:
    flow = twilio_studio.read(text_of(path), path.name)
    if isinstance(flow, Flow):
        graph = connect(flow)
        assert all(graph.exists)
        seen = {graph.number[flow.entries[0].start]}
        todo = list(seen)
        while todo:
            for exit_ in graph.out[todo.pop()]:
                if graph.head[exit_] not in seen:
                    seen.add(graph.head[exit_])
                    todo.append(graph.head[exit_])
        assert seen >= set(range(len(graph.steps)))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_damaged_file_is_read_or_refused_but_breaks_nothing(path: Path) -> None:
    text = text_of(path)
    data = text.encode()
    damaged = [text[: len(text) * percent // 100] for percent in range(0, 100, 5)]
    for at in range(7, len(data), max(1, len(data) // 25)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << at % 7
        damaged.append(flipped.decode("utf-8", "replace"))
    for broken in damaged:
        twilio_studio.recognise(broken)
        result = twilio_studio.read(broken, path.name)
        if isinstance(result, Flow):
            connect(result)
        else:
            assert result.message
            assert "\n" not in result.message
            assert 1 <= result.line <= broken.count("\n") + 1


@pytest.mark.parametrize("path", FILES, ids=named)
def test_values_of_other_types_break_nothing(path: Path) -> None:
    """Every value in turn becomes a number, a list or nothing."""
    text = text_of(path)
    places = [found.span() for found in re.finditer(r'(?<=: )"[^"\n]*"(?=,?\n)|(?<=: )[0-9]+', text)]
    for number, (start, end) in enumerate(places[:: max(1, len(places) // 25)]):
        changed = text[:start] + ("7", "[[]]", "null", "{}", '""', "true")[number % 6] + text[end:]
        result = twilio_studio.read(changed, path.name)
        if isinstance(result, Flow):
            connect(result)
