"""JSON text as the positioned tree."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.flow import Refusal
from ivrlint.readers.positioned_json import MAX_DEPTH, Document, parse, parse_inside
from ivrlint.readers.tree import List, Map


def tree(text: str) -> Document:
    result = parse(text, "f.json")
    assert isinstance(result, Document), result
    return result


def wrong(text: str) -> tuple[int, int, str]:
    result = parse(text, "f.json")
    assert isinstance(result, Refusal), result
    assert result.file == "f.json"
    assert not result.foreign
    return result.line, result.column, result.message


def test_every_key_and_value_knows_where_it_stands() -> None:
    document = tree('{\n  "a": [1, "two"],\r\n\t"b": {"c": null}}')
    root = document.value
    assert isinstance(root, Map)
    assert document.at == root.at == (1, 1, 3, 19)
    assert root.key_at == {"a": (2, 3, 2, 6), "b": (3, 2, 3, 5)}
    assert root.value_at == {"a": (2, 8, 2, 18), "b": (3, 7, 3, 18)}
    assert isinstance(root["a"], List)
    assert root["a"].item_at == [(2, 9, 2, 10), (2, 12, 2, 17)]
    assert root["b"].key_at == {"c": (3, 8, 3, 11)}
    assert root["b"].value_at == {"c": (3, 13, 3, 17)}


def test_the_end_of_a_text_with_escapes_is_where_its_quote_stands() -> None:
    root = tree(r'["a\"b", "\u00e9\ud83d\ude00", 7]').value
    assert list(root) == ['a"b', "é😀", 7]
    assert root.item_at == [(1, 2, 1, 8), (1, 10, 1, 30), (1, 32, 1, 33)]


def test_columns_count_characters_not_bytes() -> None:
    assert tree('["😀é", 1]').value.item_at == [(1, 2, 1, 6), (1, 8, 1, 9)]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_all_line_breaks_of_json_count(line_break: str) -> None:
    assert tree(f'[{line_break}1,{line_break}{line_break}"x"]').value.item_at == [(2, 1, 2, 2), (4, 1, 4, 4)]


def test_other_separators_inside_a_text_are_no_line_breaks() -> None:
    assert tree('["\u2028\x85", 1]').value.item_at[1] == (1, 8, 1, 9)


def test_a_mark_at_the_start_of_the_file_is_passed_over() -> None:
    assert tree("\ufeff[1]").value == [1]


def test_a_name_written_twice_is_a_problem_and_its_last_value_counts() -> None:
    document = tree('{"a": 1,\n "a": {"b": 2, "b": 3}}')
    assert document.value == {"a": {"b": 3}}
    assert [(problem.mark.line, problem.mark.column) for problem in document.problems] == [(2, 2), (2, 16)]
    assert document.problems[0].message == "the name 'a' stands here twice: only the last one counts"
    assert document.value.key_at["a"] == (2, 2, 2, 5)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "the file is empty"),
        (" \n ", 1, 1, "the file is empty"),
        ('{\n "a": 1, // why\n "b": 2}', 2, 10, "JSON has no comments"),
        ("/* so */ {}", 1, 1, "JSON has no comments"),
        ("[1]\n# end", 2, 1, "JSON has no comments"),
        ('{"a": 1,}', 1, 8, "a comma stands before the closing bracket"),
        ("[1,\n]", 1, 3, "a comma stands before the closing bracket"),
        ('{"a": 1', 1, 8, "the file ends too early: the bracket opened in line 1 is never closed"),
        ('{\n"a": [1,\n', 3, 1, "the file ends too early: the bracket opened in line 2 is never closed"),
        ('{"a', 1, 2, "this text is never closed: the file ends too early"),
        ('["a\\', 1, 2, "this text is never closed: the file ends too early"),
        ('["a\nb"]', 1, 4, "a line break stands inside a text: write it as an escape, such as \\n"),
        ('["a\x07"]', 1, 4, "a control character stands inside a text: write it as an escape, such as \\n"),
        ('["\\q"]', 1, 3, "JSON does not know this escape"),
        ('["\\u12"]', 1, 4, "JSON does not know this escape"),
        ('{"a": NaN}', 1, 7, "NaN is not a JSON number"),
        ("[-Infinity]", 1, 2, "-Infinity is not a JSON number"),
        ("[01]", 1, 2, "01 is not a number as JSON writes it"),
        ("[1.]", 1, 2, "1. is not a number as JSON writes it"),
        ("[+1]", 1, 2, "+1 is not a number as JSON writes it"),
        ("[" + "9" * 500 + "]", 1, 2, "a number has more than 400 digits"),
        ("[True]", 1, 2, "True is neither a JSON value nor a text in double quotes"),
        ("{a: 1}", 1, 2, "a is neither a JSON value nor a text in double quotes"),
        ("{'a': 1}", 1, 2, "JSON texts stand in straight double quotes"),
        ('{"a": \u201cb\u201d}', 1, 7, "JSON texts stand in straight double quotes"),
        ('{"a" 1}', 1, 6, "a colon is missing after the name"),
        ('{"a"}', 1, 5, "a colon is missing after the name"),
        ('{"a": 1 "b": 2}', 1, 9, "a comma is missing before this"),
        ("[1 2]", 1, 4, "a comma is missing before this"),
        ('["a": 1]', 1, 5, "a colon has no place here"),
        ('{"a": }', 1, 7, "a value is missing before this"),
        ("[,1]", 1, 2, "a value is missing before this"),
        ('{"a": 1,, "b": 2}', 1, 9, "a name in double quotes is missing before this"),
        ("{1: 2}", 1, 2, "a name in double quotes is missing before this"),
        ("[1}", 1, 3, "} closes the [ of line 1"),
        ('{\n"a": [{"b": 1]}', 2, 14, "] closes the { of line 2"),
        ("]", 1, 1, "a value is missing before this"),
        ("[1] [2]", 1, 5, "something follows the end of the JSON"),
        ("[1]\x00", 1, 4, "'\\x00' has no place in JSON here"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_with_its_place(text: str, line: int, column: int, message: str) -> None:
    assert wrong(text) == (line, column, message)


def test_half_a_surrogate_pair_becomes_a_character_that_can_be_printed() -> None:
    assert tree(r'["\ud800x"]').value == ["\ufffdx"]


def test_brackets_are_refused_beyond_the_limit_and_fast() -> None:
    assert tree("[" * MAX_DEPTH + "]" * MAX_DEPTH).value
    start = time.perf_counter()
    assert wrong("[" * 100_000) == (1, MAX_DEPTH + 1, f"brackets stand more than {MAX_DEPTH} deep")
    assert wrong('{"a":' * 100_000)[2] == f"brackets stand more than {MAX_DEPTH} deep"
    assert time.perf_counter() - start < 1


def test_time_grows_with_the_length_of_the_text_alone() -> None:
    """Ten times as many escapes, quotes, digits or spaces take about ten times as long, not a hundred times."""
    for piece in ('"\\n",', '"', " ", "9", '{"a":[', "\\", "-", '"\\u12', "\n"):
        start = time.perf_counter()
        parse("[" + piece * 200_000, "f.json")
        assert time.perf_counter() - start < 5, piece


def test_a_text_inside_a_file_stands_where_the_file_has_it() -> None:
    at = (3, 17, 3, 90)
    document = parse_inside('{"a": [{"b": 1}], "a": 2, "c": [{"d": 3}]}', "f.json", at)
    assert isinstance(document, Document)
    assert document.at == document.value.at == at
    assert document.value.key_at == document.value.value_at == {"a": at, "c": at}
    assert document.value["c"].item_at == [at]
    assert document.value["c"][0].value_at == {"d": at}
    assert document.problems[0].mark[1:] == at


def test_a_broken_text_inside_a_file_is_refused_at_its_place_in_the_file() -> None:
    refusal = parse_inside('{\n"a": }', "f.json", (3, 17, 3, 90))
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.column) == (3, 17)
    assert refusal.message == "the text here is not JSON, see its line 2: a value is missing before this"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_the_tree_holds_what_json_holds_and_each_place_shows_its_value(value: object, indent: int | None, ascii_: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_)
    document = tree(text)
    assert json.dumps(document.value) == json.dumps(value)
    lines = text.split("\n")

    def at(place: tuple[int, int, int, int]) -> str:
        line, column, end_line, end_column = place
        if line == end_line:
            return lines[line - 1][column - 1 : end_column - 1]
        return "\n".join([lines[line - 1][column - 1 :], *lines[line : end_line - 1], lines[end_line - 1][: end_column - 1]])

    todo = [(document.value, document.at)]
    while todo:
        part, place = todo.pop()
        assert json.loads(at(place)) == part
        if isinstance(part, Map):
            assert all(json.loads(at(part.key_at[key])) == key for key in part)
            todo.extend((part[key], part.value_at[key]) for key in part)
        elif isinstance(part, List):
            todo.extend(zip(part, part.item_at, strict=True))


@given(st.text(alphabet='{}[],:"\\u0123 truefalsn-.eE+/#\n\x00é', max_size=30))
def test_no_text_breaks_the_parser_and_what_it_accepts_is_json(text: str) -> None:
    result = parse(text, "f.json")
    assert isinstance(result, Document) == is_json(text)
    if isinstance(result, Refusal):
        assert 1 <= result.line <= text.count("\n") + 1
        assert result.message
        assert "\n" not in result.message


def is_json(text: str) -> bool:
    """What Python's own reader thinks."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
