import sys
import time

import pytest

from ivrlint.flow import Problem, Refusal
from ivrlint.readers import strict_yaml
from ivrlint.readers.strict_yaml import DEEPEST, Document
from ivrlint.readers.tree import List, Map


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def parser(request, monkeypatch):
    """Every test is run with both parsers."""
    if request.param == "python":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    return request.param


def parse(text):
    result = strict_yaml.parse(text, "f.yaml")
    assert isinstance(result, Document), result
    return result


def refusal(text):
    result = strict_yaml.parse(text, "f.yaml")
    assert isinstance(result, Refusal), result
    assert result.file == "f.yaml"
    assert not result.foreign
    return result.message, result.line, result.column


def problems(text):
    return [(problem.message, problem.mark[1:]) for problem in parse(text).problems]


def test_the_python_parser_is_used_where_libyaml_is_missing(parser):
    assert type(strict_yaml.parser_of("a")).__name__ == {"libyaml": "CParser", "python": "SlowParser"}[parser]


def test_keys_are_always_text_as_written():
    keys = ["1", "01", "0x1F", "true", "no", "~", "null", "1.50", "*", "#", "12:30", ""]
    text = "1: a\n01: a\n0x1F: a\ntrue: a\nno: a\n~: a\nnull: a\n1.50: a\n'*': a\n\"#\": a\n12:30: a\n'': a\n"
    assert list(parse(text).value) == keys
    assert all(type(key) is str for key in parse(text).value)


def test_every_key_and_value_has_its_place():
    value = parse("ab: cd\n'e':\n  - 1\n  - {f: g}\n").value
    assert value.key_at == {"ab": (1, 1, 1, 3), "e": (2, 1, 2, 4)}
    assert value.value_at == {"ab": (1, 5, 1, 7), "e": (3, 3, 4, 11)}
    assert value["e"].item_at == [(3, 5, 3, 6), (4, 5, 4, 11)]
    assert value["e"][1].key_at == {"f": (4, 6, 4, 7)}
    assert value["e"][1].at == (4, 5, 4, 11)
    assert value.at == (1, 1, 4, 11)


def test_a_block_ends_where_its_last_value_ends():
    value = parse("a:\n  b: c\n\n# a comment\n\nd: 1\n").value
    assert value.value_at["a"] == (2, 3, 2, 7)


def test_an_empty_value_has_a_place_without_width():
    value = parse("a:\nb: 1").value
    assert value["a"] is None
    assert value.value_at["a"][:2] == value.value_at["a"][2:]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(line_break):
    value = parse(line_break.join(["a: 1", "", "b:", "  c: 2", ""])).value
    assert value["b"].key_at["c"] == (4, 3, 4, 4)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_separators_that_editors_do_not_take_for_line_breaks_are_none(separator):
    value = parse(f"a: 'x{separator}y'\nb: 1").value
    assert value["a"] == "x y"
    assert value.key_at["b"] == (2, 1, 2, 2)


def test_columns_count_characters_also_beyond_the_first_plane():
    value = parse("'😀é': '日本'\nb: [😀, c]\n").value
    assert value.key_at["😀é"] == (1, 1, 1, 5)
    assert value.value_at["😀é"] == (1, 7, 1, 11)
    assert value["b"].item_at == [(2, 5, 2, 6), (2, 8, 2, 9)]


def test_emoji_written_as_json_does_are_read():
    assert parse('{"a": "\\ud83d\\ude00!"}').value == {"a": "😀!"}


def test_half_an_emoji_is_refused():
    message, line, _ = refusal('{"a": 1,\n "b": "\\ud83d"}')
    assert (message.partition(" ")[2], line) == ("is not followed by the code of a character", 2)


def test_a_duplicate_key_is_a_problem_that_names_both_lines_and_reading_goes_on():
    document = parse("o:\n  1: a\n  2: b\n  1: {x: [c]}\n  3: d\n")
    assert document.value == {"o": {"1": "a", "2": "b", "3": "d"}}
    assert document.problems == (
        Problem('the key "1" stands in line 2 and again in line 4; the second is not read', ("f.yaml", 4, 3, 4, 4)),
    )


def test_every_further_duplicate_is_a_problem():
    assert [at[:2] for _, at in problems("{a: 1, a: 2, a: 3}")] == [(1, 8), (1, 14)]


def test_a_number_and_the_same_number_in_quotes_are_the_same_key():
    assert len(problems("1: a\n'1': b\n")) == 1


def test_an_alias_repeats_a_value():
    value = parse("a: &x {b: [1, 2]}\nc: *x\nd: [*x, &y hello, *y, &z 7, *z]\n*y : 1\n").value
    assert value["c"] is value["a"]
    assert value.value_at["c"] == (2, 4, 2, 6)
    assert value["d"] == [value["a"], "hello", "hello", 7, 7]
    assert value["hello"] == 1
    assert value.key_at["hello"] == (4, 1, 4, 3)


def test_the_latest_anchor_of_a_name_counts():
    assert parse("a: &x 1\nb: &x 2\nc: *x\nd: &y [&y 3]\ne: *y\n").value == {"a": 1, "b": 2, "c": 2, "d": [3], "e": 3}


def test_an_alias_without_an_anchor_is_a_problem_and_reading_goes_on():
    text = "a: *x\nb: [*y, 1]\n*z : 2\nc: 3\n"
    assert parse(text).value == {"b": [1], "c": 3}
    assert problems(text) == [
        ("there is no &x before this alias", (1, 4, 1, 6)),
        ("there is no &y before this alias", (2, 5, 2, 7)),
        ("there is no &z before this alias", (3, 1, 3, 3)),
    ]


def test_an_alias_as_a_key_can_be_a_duplicate():
    assert parse("k: &x a\n*x : 1\na: 2\n").value == {"k": "a", "a": 1}
    assert len(problems("k: &x a\na: 2\n*x : 1\n")) == 1


def test_an_alias_inside_of_its_own_anchor_is_refused():
    assert refusal("a: &x\n  b: *x\n") == ("the alias *x stands inside of &x, so it would never end", 2, 6)


def test_a_bomb_of_aliases_is_refused():
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)]
    message, line, _ = refusal("\n".join(rows))
    assert message == "the aliases of this file repeat too much"
    assert line <= len(rows)


def test_handlers_shared_by_many_steps_are_no_bomb():
    text = "x: &x {after: 7s, tries: 2, then: people}\n" + "".join(f"s{n}: {{no_input: *x, no_match: *x}}\n" for n in range(5000))
    assert len(parse(text).value) == 5001


def test_nesting_through_aliases_is_bounded():
    rows = ["a0: &a0 [1]"] + [f"a{n}: &a{n} {{b: *a{n - 1}}}" for n in range(1, 200)]
    assert refusal("\n".join(rows))[0] == f"more than {DEEPEST} levels of nesting"
    assert parse("\n".join(rows[: DEEPEST - 2])).problems == ()


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "a: " + "[a, " * 100_000]
)
def test_endless_nesting_is_refused_at_once(text):
    start = time.perf_counter()
    assert refusal(text)[0] == f"more than {DEEPEST} levels of nesting"
    assert time.perf_counter() - start < 10


def test_nesting_by_indentation_is_refused_too():
    text = "\n".join(" " * depth + "a:" for depth in range(1000))
    assert refusal(text) == (f"more than {DEEPEST} levels of nesting", DEEPEST + 1, DEEPEST + 1)


def test_the_deepest_nesting_that_is_allowed_is_read():
    assert parse("[" * DEEPEST + "]" * DEEPEST).problems == ()
    assert refusal("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == (f"more than {DEEPEST} levels of nesting", 1, DEEPEST + 1)


@pytest.mark.parametrize("merged", ["*x", "[*x, *x]", "{c: 1}"])
def test_merging_is_a_problem(merged):
    text = f"x: &x {{a: 1}}\ny: {{<<: {merged}, b: 2}}\n"
    assert parse(text).value["y"] == {"b": 2}
    assert [(message.partition(":")[0], at[:2]) for message, at in problems(text)] == [
        ('merging with "<<" is not supported', (2, 9)),
    ]


def test_a_second_document_is_a_problem_and_is_not_read():
    document = parse("a: 1\n---\na: 2\n")
    assert document.value == {"a": 1}
    assert [(p.message, p.mark.line) for p in document.problems] == [
        ("a file holds one flow; here a second document begins, which is not read", 2)
    ]


def test_a_text_without_anything_is_none():
    assert parse("").value is None
    assert parse("# only a comment\n").value is None
    assert parse("---\n").value is None
    assert parse("").at == (1, 1, 1, 1)


@pytest.mark.parametrize("key", ["[a]", "{a: 1}", "? [a]\n"])
def test_a_key_that_is_not_text_is_a_problem(key):
    text = f"{{{key} : 1, b: 2}}" if key[0] != "?" else "? [a]\n: 1\nb: 2\n"
    document = parse(text)
    assert document.value == {"b": 2}
    assert [problem.message for problem in document.problems] == ["a key must be text, not a list or a mapping"]


def test_an_alias_of_a_list_cannot_be_a_key():
    document = parse("a: &x [1]\n*x : 2\nb: 3\n")
    assert document.value == {"a": [1], "b": 3}
    assert [problem.message for problem in document.problems] == ["a key must be text, not a list or a mapping"]


def test_flow_pairs_in_lists_are_mappings():
    value = parse("[a: 1, b]").value
    assert value == [{"a": 1}, "b"]
    assert isinstance(value, List)
    assert isinstance(value[0], Map)
    assert value[0].at == (1, 2, 1, 6)
