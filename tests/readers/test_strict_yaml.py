import sys
import time

import pytest

from ivrlint.flow import Problem, Refusal
from ivrlint.readers import strict_yaml
from ivrlint.readers.scalars import Written
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


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *(
            (word, word)
            for word in ("no", "on", "yes", "off", "y", "NO", "01", "-01", "1:30", "12:30:45", "1_000", "0b1", "0o8", "0xg")
        ),
        *(
            (word, word)
            for word in ("1.2.3", "+", "--", ".", "e3", "1e", "nan", "inf", "nULL", "TrUE", "2024-01-31", "4-10", "7s", "--1")
        ),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, None) for word in ("null", "Null", "NULL", "~", "")),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("+1.5E-2", 0.015),
        (".inf", float("inf")),
        ("-.INF", float("-inf")),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_plain_words_follow_yaml_1_2(word, value):
    found = parse(f"a: {word}\n").value["a"]
    assert found == value
    assert isinstance(found, type(value))


def test_a_number_that_is_not_a_number_is_one():
    assert parse("a: .nan").value["a"] != parse("a: .nan").value["a"]


def test_a_number_written_in_an_unusual_way_keeps_how_it_was_written():
    value = parse("a: +441632960000").value["a"]
    assert isinstance(value, Written)
    assert (value, str(value), f"{value}") == (441632960000, "+441632960000", "+441632960000")
    assert str(parse("a: 0x1F").value["a"]) == "0x1F"


def test_quoted_words_and_blocks_are_text():
    assert parse("a: '1'\nb: \"true\"\nc: |\n  1\nd: >-\n  2\n").value == {"a": "1", "b": "true", "c": "1\n", "d": "2"}


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


@pytest.mark.parametrize(
    ("tagged", "value"),
    [
        ("!!str 1", "1"),
        ("!!int '12'", 12),
        ("!!float 2", 2.0),
        ("!!float 2.5", 2.5),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("!!map {a: 1}", {"a": 1}),
        ("!!seq [1]", [1]),
        ("!<tag:yaml.org,2002:str> 1", "1"),
    ],
)
def test_tags_of_the_core_schema_are_followed(tagged, value):
    document = parse(f"a: {tagged}\n")
    assert document.value == {"a": value}
    assert document.problems == ()


@pytest.mark.parametrize(
    ("tagged", "value", "message"),
    [
        ("!!python/name:os.system x", "x", "the tag !!python/name:os.system is not supported"),
        ("!mine x", "x", "the tag !mine is not supported"),
        ("!mine {b: c}", {"b": "c"}, "the tag !mine is not supported"),
        ("!!set {b}", {"b": None}, "the tag !!set is not supported"),
        ("!!timestamp 2024-01-01", "2024-01-01", "the tag !!timestamp is not supported"),
        ("!!int x", "x", '"x" is not a value of the kind !!int'),
        ("!!bool 1", "1", '"1" is not a value of the kind !!bool'),
    ],
)
def test_other_tags_are_problems_and_the_value_is_kept(tagged, value, message):
    document = parse(f"a: {tagged}\n")
    assert document.value == {"a": value}
    assert [problem.message for problem in document.problems] == [message]


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


NO_KEY = "this does not fit what comes before: check the indentation, or put the whole value in quotes"
NO_COLON = 'this line should be a key, ": " and a value, or belong to the value before it by its indentation'
TABS = "tabs cannot be used for indentation: use spaces"
ENDED = "the flow has ended before this: check the indentation and the brackets before it"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        (
            "a: x\nsay: Hello: world\n",
            'a second ": " in one line: put the whole value in quotes, or correct the indentation',
            2,
            11,
        ),
        ("a:\n\tb: 1\n", TABS, 2, 1),
        ("a:\n  b: 1\n\tc: 1\n", TABS, 3, 1),
        ('a: 1\nsay: "Hello\nb: 2\n', "this quotation mark is never closed", 2, 6),
        ("a: 1\nsay: 'Hello\nb: 2\n", "this quotation mark is never closed", 2, 6),
        ('say: "Hello" world\n', NO_KEY, 1, 14),
        ("a: 1\nfoo\nb: 2\n", NO_COLON, 2, 1),
        ("a: 1\nfoo", NO_COLON, 2, 1),
        ("a: 1\nb:2\n", f'{NO_COLON}; a space is missing after "b:"', 2, 1),
        ("ivr:1\nname: x\n", 'a space is missing after "ivr:"', 1, 1),
        ("a: 1\n  b: 2\n", "a key is not possible here: check the indentation of this line and of the one before", 2, 4),
        ("a:\n  1: x\n  *: y\n", '* begins an alias in YAML: for the character itself, write "*" in quotes', 3, 3),
        ("a: & b\n", '& begins an anchor in YAML: for the character itself, write "&" in quotes', 1, 4),
        ("a: @x\n", 'a value cannot begin with "@": put it in quotes', 1, 4),
        ("a: %x\n", 'a value cannot begin with "%": put it in quotes', 1, 4),
        ("a: {b: 1, c: 2\nd: 3\n", 'a "," or the closing "}" is missing before this; the "{" is in line 1', 2, 2),
        ("a: {b: 1", 'a "," or the closing "}" is missing before this; the "{" is in line 1', 1, 9),
        ("a: [1, 2\nd: 3\n", 'a "," or the closing "]" is missing before this; the "[" is in line 1', 2, 2),
        ("a: }\n", 'a value is missing before "}"', 1, 4),
        ("a:\n  b: 1\n c: 2\n", NO_KEY, 3, 2),
        ("a:\n  - 1\n - 2\n", NO_KEY, 3, 2),
        ("- 1\na: 2\n", NO_KEY, 2, 1),
        ("a: - b\n", 'a list cannot begin in the line of its key: put "- " in a line of its own', 1, 4),
        ("a: ? b\n", 'a value cannot begin with "? ": put it in quotes', 1, 4),
        ('a: "\\q"\n', "\\q is not an escape that YAML knows: write \\\\ for a backslash, or use single quotes", 1, 5),
        ('a: "\\xZZ"\n', "\\x is not followed by the code of a character", 1, 5),
        ("a: > foo\n  b\n", "the text after > or | must begin in the next line", 1, 6),
        ("a: !e!x 1\n", "tags that begin with ! are not supported: put the value in quotes", 1, 4),
        ("a: 1\nb: x\x07y\n", "holds a control character (U+0007), which is not allowed in YAML", 2, 5),
        ("a: 1\n...\nfoo: 2\n", ENDED, 3, 1),
        ("{a: 1}\nb: 2", ENDED, 2, 1),
        ("%YAML 3.0\n---\na: 1", "only YAML 1.1 and 1.2 are known", 1, 1),
    ],
)
def test_a_broken_text_is_refused_with_the_place_and_a_plain_sentence(text, message, line, column):
    assert refusal(text) == (message, line, column)


def test_a_complaint_that_is_not_foreseen_is_passed_on(parser):
    expected = {"libyaml": "did not find the expected '>'", "python": "expected '>', but found ' '"}[parser]
    assert refusal("a: !<foo b\n") == (f"is not YAML: {expected}", 1, 9)


def test_a_missing_value_at_the_end_is_told_at_the_end(parser):
    message, line, column = refusal("a: 1\nsteps: {b: [\n\n")
    assert (message, line, column) == ("a value is missing", 2, 13)


def test_unknown_directives_are_told(parser):
    message, line, _ = refusal("%foo\na: 1\n")
    if parser == "libyaml":
        assert (message.partition(",")[0], line) == ("a line that begins with % is a directive", 1)
    else:
        assert message == ENDED
