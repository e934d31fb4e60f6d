"""Plain values as YAML, and back."""

from __future__ import annotations

import pytest
import yaml
from any_flow import ODD, TEXT
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.readers.strict_yaml import parse
from ivrlint.writing.layout import laid_out, scalar

KEYS = TEXT.filter(lambda key: key != "<<")
VALUES = st.recursive(
    st.one_of(TEXT, st.integers(-9, 9999), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=12,
)


def written(value, tall=(), spaced=()):
    return laid_out(value, tall=tall, spaced=spaced)


def plain(node):
    """A tree as plain values that know which kind they are."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    return type(node).__name__, node


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5), st.sets(st.sampled_from(["no", "1", "{", "a: b"])))
def test_what_is_written_is_read_again(value, special):
    for kind in ({"tall": special}, {"spaced": special}, {}):
        text = written(value, **kind)
        document = parse(text, "f")
        assert document.problems == ()
        assert plain(document.value) == plain(value), text


@pytest.mark.parametrize(
    "word", ["no", "Yes", "on", "null", "~", "1", "1.5", "0x1F", "12:30", "2001-12-14", "1_000", "true", "0o17", "=", "<<"]
)
def test_what_other_tools_may_take_for_something_else_is_in_quotes(word):
    assert scalar(word) == f'"{word}"'
    assert yaml.safe_load(f"a: {scalar(word)}") == {"a": word}


@pytest.mark.parametrize("text", [text for text in ODD if text not in ("\x85", "\u2028")])
def test_an_older_tool_reads_the_same_text(text):
    assert yaml.safe_load(written({"a": text, "b": [text, {"c": text}]})) == {"a": text, "b": [text, {"c": text}]}


@pytest.mark.parametrize(
    "word", ["people", "for bills", "7s", "1.5s", "4-10", "0800 111 222", "24 hours", "$.x", "/a/b", "(end)", "é"]
)
def test_plain_words_need_no_quotes(word):
    assert scalar(word) == word


def test_what_is_short_stands_in_one_line():
    assert written({"a": {"b": "c", "d": ["e", "f"], "g": None, "h": True}}) == "a: {b: c, d: [e, f], g: null, h: true}\n"
    assert written({"a": [], "b": {}}) == "a: []\nb: {}\n"


def test_what_is_long_or_shall_be_tall_does_not():
    assert written({"a": {"b": 1}}, tall=["a"]) == "a:\n  b: 1\n"
    assert written({"a": {"b": {"c": 1}}}, tall=["b"]) == "a:\n  b:\n    c: 1\n"
    assert written({"a": dict.fromkeys("bcdef", 1)}) == "a:\n  b: 1\n  c: 1\n  d: 1\n  e: 1\n  f: 1\n"
    assert written({"a": ["x" * 60, "y" * 60]}) == f"a:\n  - {'x' * 60}\n  - {'y' * 60}\n"
    assert written({"a": [{"b": "x" * 60, "c": "y" * 60}]}) == f"a:\n  - b: {'x' * 60}\n    c: {'y' * 60}\n"


def test_there_is_room_between_tall_members_and_none_between_short_ones():
    value = {"name": "x", "steps": {"a": {"say": "x"}, "b": {"say": "z"}, "c": {"options": {"1": "a"}}, "d": {"say": "z"}}}
    assert written(value, tall=["options"], spaced=["steps"]) == (
        "name: x\n\nsteps:\n  a: {say: x}\n  b: {say: z}\n\n  c:\n    options:\n      1: a\n\n  d: {say: z}\n"
    )


def test_a_long_text_is_folded():
    text = " ".join(["For bills, press 1."] * 10)
    lines = written({"a": {"say": text}}).split("\n")
    assert lines[1] == "  say: >-"
    assert all(line.startswith("    ") for line in lines[2:-1])
    assert max(map(len, lines)) <= 110


def test_lines_are_kept_as_lines():
    assert (
        written({"a": "For bills, press 1.\n\nFor loans, press 2."}) == "a: |-\n  For bills, press 1.\n\n  For loans, press 2.\n"
    )


def test_a_long_text_that_needs_quotes_is_broken_between_words():
    text = "Press 1: \n" + "say \u2028yes, " * 20
    lines = written({"a": text}).split("\n")
    assert all(line.endswith("\\") for line in lines[:-2])
    assert max(map(len, lines)) < 115
    assert parse(written({"a": text}), "f").value == {"a": text}


def test_a_key_that_is_too_long_for_parsers_gets_a_question_mark():
    text = written({"a": {"k" * 1100: {"to": "x"}, "l" * 1100: "y"}})
    assert text.startswith(f"a:\n  ? {'k' * 1100}\n  : {{to: x}}\n")
    assert parse(text, "f").value == {"a": {"k" * 1100: {"to": "x"}, "l" * 1100: "y"}}


def test_half_a_character_becomes_a_question_mark():
    assert scalar("a\ud800") == '"a?"'
