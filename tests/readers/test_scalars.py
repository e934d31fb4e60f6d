import pytest

from ivrlint.readers import strict_yaml
from ivrlint.readers.scalars import Written
from ivrlint.readers.strict_yaml import Document


def parse(text):
    result = strict_yaml.parse(text, "f.yaml")
    assert isinstance(result, Document), result
    return result


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
