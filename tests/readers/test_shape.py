import copy
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ivrlint import readers
from ivrlint.flow import Flow
from ivrlint.readers.shape import compile_schema, flow_schema, flow_shape

SCHEMA = flow_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
KINDS = list(SCHEMA["$defs"]["step"]["properties"])
EXAMPLES = [example for kind in KINDS for example in SCHEMA["$defs"][kind]["examples"]]
FULL = {
    "ivr": 1,
    "name": "A line",
    "language": "en-GB",
    "start": "s0",
    "operator_key": 0,
    "promises": {"person_within": "60s", "presses_to_person": 2},
    "x-note": [1],
    "steps": {
        **{f"s{number}": example for number, example in enumerate(EXAMPLES)},
        "recorded": {
            "menu": None,
            "audio": "menu.wav",
            "barge_in": False,
            "next_digit": "1.5s",
            "options": {"12": 3, "*": {"to": "s0"}},
        },
        "entry": {
            "collect": "pin",
            "by": ["keys", "speech"],
            "kind": "pin",
            "confirm": "read_back",
            "digits": "4-10",
            "finish_on": "#",
        },
        "desk": {
            "transfer": 12,
            "to": "bot",
            "announces": ["wait"],
            "always_open": True,
            "number": 999,
            "with": "pin",
            "x-y": {},
        },
        "end": {"hang_up": None, "say": "Goodbye."},
        "listed": {
            "menu": "Press 1 or say billing.",
            "complete": False,
            "reads": ["pin"],
            "lasts": "2.5s",
            "until": "2027-03-31",
            "language": "es",
            "options": [
                {"key": 1, "to": "s0"},
                {"phrases": "billing", "to": None, "for": "bills"},
                {"extension": "1XX", "to": 3},
            ],
            "no_match": {"possible": False},
        },
        "nowhere": {"check": True, "cases": {"yes": {"to": None}, "no": {"to": "s0"}}},
        "made": {"set": {"a": {"value": 1, "reads": "pin"}}},
        "other#desk": {"transfer": True, "cases": {"done": "s0"}, "elsewhere": True, "dials": "pin"},
        "module": {"visit": "payments", "outside": True},
    },
}
KEYS = sorted(
    {key for kind in KINDS for key in SCHEMA["$defs"][kind]["properties"]}
    | {"to", "for", "key", "extension", "value", "after", "tries", "then", "possible", "x-a", "a#b", "1", "12"}
)
WORDS = [
    "",
    "7s",
    "5 s",
    "1h\n",
    "x",
    " x ",
    "1",
    "*",
    "#",
    "12",
    "open",
    "hours",
    "closed",
    "4-10",
    "person",
    "keys",
    "en-GB",
    "a.yaml",
    "{a}",
    "1a",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 1200),
    st.floats(allow_nan=False, allow_infinity=False),
    st.just(2.0),
    st.sampled_from(WORDS),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=2), max_leaves=3
)


@st.composite
def nearly_right(draw):
    """A document with everything in it, and a few changes at any place."""
    document = copy.deepcopy(FULL)
    if draw(st.booleans()):
        document["start"] = {"0800 1": "s0", "0800 2": "end"}
    if draw(st.booleans()):
        document["steps"] = {"s0": draw(st.sampled_from([*EXAMPLES, *document["steps"].values()]))}
        document = copy.deepcopy(document)
    for _ in range(draw(st.integers(0, 3))):
        node = document
        while True:
            inner = [
                value
                for value in (node.values() if isinstance(node, dict) else node)
                if isinstance(value, (dict, list)) and value
            ]
            if not inner or draw(st.integers(0, 3)) == 0:
                break
            node = draw(st.sampled_from(inner))
        if isinstance(node, list):
            node[draw(st.integers(0, len(node) - 1))] = draw(VALUES)
        elif draw(st.booleans()) and node:
            node[draw(st.sampled_from(list(node)))] = draw(VALUES)
        elif draw(st.booleans()) and node:
            del node[draw(st.sampled_from(list(node)))]
        else:
            node[draw(st.sampled_from(KEYS))] = draw(VALUES)
    return document


def fits(document):
    shape = flow_shape()
    steps = document.get("steps") if isinstance(document, dict) else None
    return shape.file(document) and (not isinstance(steps, dict) or all(map(shape.step, steps.values())))


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_examples_of_the_schema_fit():
    assert [error.message for error in VALIDATOR.iter_errors(FULL)] == []
    assert fits(FULL)
    assert {next(kind for kind in (*KINDS[1:], "say") if kind in example) for example in EXAMPLES} == set(KINDS)


@settings(max_examples=400, deadline=None)
@given(nearly_right())
def test_the_fast_check_and_jsonschema_give_the_same_verdict(document):
    assert fits(document) == VALIDATOR.is_valid(document)


@settings(max_examples=150, deadline=None)
@given(nearly_right())
def test_what_does_not_fit_is_explained_and_what_fits_is_not(document):
    text = json.dumps(document, indent=1, ensure_ascii=False)
    if "ivr" not in document:
        return
    flow = readers.read(text.encode(), "f.yaml")
    assert isinstance(flow, Flow)
    no_schema_says = ("names no step", "smaller number")
    explained = [problem for problem in flow.problems if not any(words in problem.message for words in no_schema_says)]
    assert bool(explained) == (not VALIDATOR.is_valid(document)), [problem.message for problem in flow.problems]
    lines = text.split("\n")
    for problem in flow.problems:
        assert 1 <= problem.mark.line <= problem.mark.end_line <= len(lines)
        assert 1 <= problem.mark.column <= len(lines[problem.mark.line - 1]) + 1
    if isinstance(document.get("steps"), dict):
        assert list(flow.steps) == list(document["steps"])


@pytest.mark.parametrize("value", [None, True, 1, 1.0, 1.5, math.inf, "a", [], {}])
@pytest.mark.parametrize("wanted", ["object", "array", "string", "boolean", "null", "number", "integer", ["string", "integer"]])
def test_types_are_those_of_json(value, wanted):
    schema = {"type": wanted}
    assert compile_schema(schema)(value) == Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    "schema",
    [
        {"const": 1},
        {"const": True},
        {"enum": ["a", "b"]},
        {"minimum": 1, "maximum": 2},
        {"minLength": 1},
        {"minItems": 1},
        {"minProperties": 1},
        {"pattern": "^a$"},
        {"required": ["a"]},
        {"required": ["a", "b"]},
        {
            "properties": {"a": {"type": "string"}},
            "patternProperties": {"^x-": True, "^x-n": {"type": "integer"}},
            "additionalProperties": False,
        },
        {"properties": {"a": True}},
        {"patternProperties": {"^x-": False}},
        {"propertyNames": {"pattern": "^a"}},
        {"items": {"type": "string"}},
        {"if": {"type": "string"}, "then": {"minLength": 1}},
        {"if": {"type": "string"}, "else": {"minimum": 2}},
        {
            "if": {"required": ["a"]},
            "then": {"required": ["b"]},
            "else": {"if": {"required": ["b"]}, "then": False, "else": {"type": "object"}},
        },
        {
            "if": {"required": ["a"]},
            "then": {"required": ["b"]},
            "else": {"if": {"type": "object"}, "then": {"required": ["b"]}, "else": True},
        },
        {"allOf": [{"type": "string"}, {"minLength": 1}], "type": ["string", "integer"]},
        {"$ref": "#/$defs/short", "$defs": {"short": {"minLength": 1}}},
        {"title": "anything"},
    ],
)
def test_each_keyword_means_what_json_schema_says(schema):
    values = [None, True, False, 0, 1, 1.0, 2, 3, "", "a", "b", "ab", [], [1], ["a"], {}, {"a": 1}, {"a": "x"}, {"b": 1}]
    values += [{"a": "x", "b": 1}, {"x-n": "a"}, {"x-n": 1}, {"x-o": 1}, {"c": 1}]
    check, validator = compile_schema(schema), Draft202012Validator(schema)
    assert [check(value) for value in values] == [validator.is_valid(value) for value in values]


def test_a_schema_that_is_true_or_false_is_compiled():
    assert compile_schema(True)({}) is True
    assert compile_schema(False)({}) is False


def test_a_keyword_that_is_not_compiled_is_an_error():
    with pytest.raises(ValueError, match="uses oneOf"):
        compile_schema({"oneOf": []})


def test_the_schema_asks_for_one_kind_without_one_of():
    assert "oneOf" not in json.dumps(SCHEMA)
