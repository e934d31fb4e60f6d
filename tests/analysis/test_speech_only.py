"""Menus and entries that callers who cannot speak do not get past."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.graph import connect
from ivrlint.readers.files import read_text

HEAD = "ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n"
DESK = """  desk: {transfer: desk}
  end: {hang_up: Goodbye.}
  keys: {collect: n, next: desk}
  key: {menu: Press 1., options: {1: desk}}
"""


def speech_only(*steps):
    (flow,) = read_text(HEAD + "".join(f"  {step}\n" for step in steps) + DESK, "flow.yaml").flows.values()
    assert flow.problems == ()
    return [step.step for step in analyse(connect(flow), flow.entries[0]).facts.steps if step.speech_only]


SAID = "{to: desk, phrases: [sales]}"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (f"[{SAID}]", ["main"]),
        (f"[{SAID}, {{to: desk, key: 1}}]", []),
        ("[{to: desk, key: 1, phrases: [sales]}]", []),
        (f"[{SAID}, {{to: desk, extension: 1XX}}]", []),
        ("[{to: desk, phrases: [yes]}, {to: end, phrases: ['No']}]", []),
        ("[{to: desk, phrases: [yes, yes please]}, {to: end, phrases: ['No']}]", ["main"]),
        ("[]", []),
    ],
)
def test_a_menu_is_for_speech_only_where_no_option_can_be_pressed(options, expected):
    assert speech_only(f"main: {{menu: What is it about?, options: {options}}}") == expected


@pytest.mark.parametrize(("by", "expected"), [("speech", ["main"]), ("keys", []), ("[keys, speech]", []), ("recording", [])])
def test_an_entry_is_for_speech_only_where_it_takes_neither_keys_nor_a_recording(by, expected):
    assert speech_only(f"main: {{collect: a, by: {by}, next: desk}}") == expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("end", ["main"]),
        ("main", ["main"]),
        ("sorry", ["main"]),
        ("desk", []),
        ("keys", []),
        ("key", []),
        ("box", []),
        ("open", []),
        ("other", []),
    ],
)
@pytest.mark.parametrize("label", ["no_input", "no_match"])
def test_who_says_nothing_may_be_helped(label, then, expected):
    assert (
        speech_only(
            f"main: {{collect: a, by: speech, {label}: {{then: {then}}}, next: desk}}",
            "sorry: {say: Sorry., next: main}",
            "box: {voicemail: desk}",
            "open: {check: hours, cases: {open: desk, closed: end}}",
            "other: {unknown: a program}",
        )
        == expected
    )
