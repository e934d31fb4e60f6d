"""What is read from a configuration, and what is refused and where."""

from __future__ import annotations

import json

import jsonschema
import pytest

from ivrlint.bundled import SCHEMAS
from ivrlint.config import Config
from ivrlint.config.reading import read_config
from ivrlint.flow import Refusal
from ivrlint.readers import strict_yaml

FILE = "profiles/ours.yaml"
WHOLE = """\
title: Ours
about: >-
  What our
  service wants.
extends: recommended
rules:
  menu-too-deep: info
  too-many-options: {severity: warning, options: {max_options: 4}}
  empty-phrases: {options: {important: [dear caller]}}
  doom-loop: off
standard:
  title: House style
  url: "https://example.org/style"
  read: all of it
  applies: where we answer
clauses:
  - id: 1a
    asks: Menus are short.
    judged: wholly
    rules: [too-many-options]
    at: first_menu
    needs: [menu_words]
  - id: 1b
    asks: People are kind.
    read: a summary
    url: "https://example.org/kind"
    judged: not
    because: that stands in no file
"""


def read(text: str) -> Config:
    config, problems = read_config(text, FILE)
    assert problems == ()
    assert config is not None
    return config


def mistakes(text: str) -> list[str]:
    config, problems = read_config(text, FILE)
    assert config is None
    return [str(problem).removeprefix(f"{FILE}:") for problem in problems]


def test_a_whole_configuration_is_read_with_its_places():
    config = read(WHOLE)
    assert (config.name, config.title, config.about) == ("ours", "Ours", "What our service wants.")
    assert (config.extends, config.extends_at) == (("recommended",), ((5, 10),))
    assert list(config.rules) == ["menu-too-deep", "too-many-options", "empty-phrases", "doom-loop"]
    deep, many, empty, loop = config.rules.values()
    assert (deep.level, deep.options, deep.at) == ("info", {}, (7, 3))
    assert (many.level, many.options, many.option_at) == ("warning", {"max_options": 4}, {"max_options": (8, 64)})
    assert (empty.level, list(empty.options["important"])) == ("", ["dear caller"])
    assert loop.level == "off"


def test_the_clauses_of_a_standard_are_read():
    config = read(WHOLE)
    assert config.standard == ("House style", "https://example.org/style", "all of it", "where we answer")
    first, second = config.clauses
    assert (first.id, first.asks, first.judged, first.because) == ("1a", "Menus are short.", "wholly", "")
    assert (first.rules, first.rule_at, first.at, first.needs) == (
        ("too-many-options",),
        ((20, 13),),
        "first_menu",
        ("menu_words",),
    )
    assert (second.judged, second.because, second.rules, second.needs) == ("not", "that stands in no file", (), ())
    assert (second.read, second.url) == ("a summary", "https://example.org/kind")


def test_a_list_of_bases_is_read_in_its_order():
    config = read("extends:\n  - strict\n  - recommended\n")
    assert (config.extends, config.extends_at) == (("strict", "recommended"), ((2, 5), (3, 5)))


def test_next_to_nothing_is_a_configuration():
    config = read("title: Ours\n")
    assert (config.extends, dict(config.rules), config.standard, config.clauses) == ((), {}, None, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- rules\n", "1:1: a configuration is a mapping of keys (extends, rules) to values"),
        ("rules: [\n", "1:9: a value is missing"),
        ("rules:\n  doom-loop: off\n  doom-loop: on\n", '3:3: the key "doom-loop" stands in line 2 and again in line 3'),
    ],
)
def test_what_is_no_configuration_is_refused_with_its_place(text, said):
    assert len(mistakes(text)) == 1
    assert mistakes(text)[0].startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rulse: {}\n", ["1:1: unknown key 'rulse'; did you mean 'rules'?"]),
        (
            "select: [doom-loop]\nprofile: strict\n",
            [
                "1:1: unknown key 'select': that is --select on the command line; here `rules: {doom-loop: off}` turns one off",
                "2:1: unknown key 'profile': `extends: strict` names a profile",
            ],
        ),
        ("extends: {}\n", ["1:10: extends: should be text or a list"]),
        ("extends: []\n", ["1:10: extends: should not be empty"]),
        ("rules: {doom-loop: eror}\n", ["1:20: rules.doom-loop: there is no 'eror' here; did you mean 'error'?"]),
        ("rules: {doom-loop: {options: {}}}\n", ["1:30: rules.doom-loop.options: should not be empty"]),
        ("rules: {doom-loop: {}}\n", ["1:20: rules.doom-loop: should not be empty"]),
        (
            "rules: {doom-loop: {severty: info}}\n",
            ["1:21: rules.doom-loop: unknown key 'severty'; did you mean 'severity'?"],
        ),
        (
            "rules: {doom-loop: {options: {most: {}}}}\n",
            ["1:37: rules.doom-loop.options.most: should be a number or text or true or false or a list"],
        ),
        ("title: ''\nabout: 3\n", ["1:8: title: '' says nothing", "2:8: about: should be text"]),
    ],
)
def test_a_wrong_shape_is_told_where_it_stands(text, said):
    assert mistakes(text) == said


def test_a_severity_that_is_no_word_is_told():
    assert mistakes("rules: {doom-loop: 3}\n") == ["1:20: rules.doom-loop: should be on, off, error, warning or info"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    judged: not\n", "    judged: not\n    rules: [doom-loop]\n", "27:13: clauses: what is not judged has no rules"),
        ("    rules: [too-many-options]\n", "", "19:13: clauses: what is judged wholly has rules that judge it"),
        ("    because: that stands in no file\n", "", "27:13: clauses: because says what is not judged, and why"),
        ("    judged: wholly\n", "    judged: wholly\n    because: so\n", "19:13: clauses: because says what is not judged"),
        ("id: 1b", "id: 1a", "23:9: clauses: '1a' is the id of another clause already"),
        ("needs: [menu_words]", "needs: [menu_wrds]", "22:13: clauses[1].needs[1]: there is no 'menu_wrds' here; did you mean"),
        ("    asks: Menus are short.\n", "", "17:5: clauses[1]: the key 'asks' is missing: what it asks for, in our words"),
        ("  url: \"https://example.org/style\"", "  url: example.org", "13:8: standard.url: 'example.org' is no address"),
    ],
)  # fmt: skip
def test_a_clause_that_contradicts_itself_is_told(old, new, said):
    assert WHOLE.count(old) == 1
    (mistake,) = mistakes(WHOLE.replace(old, new))
    assert mistake.startswith(said)


def test_clauses_and_the_standard_that_they_are_of_go_together():
    start, _, clauses = WHOLE.partition("clauses:")
    assert mistakes(start) == ["11:1: standard: goes with clauses, which is missing"]
    assert mistakes("clauses:" + clauses) == ["1:1: clauses: goes with standard, which is missing"]


def test_the_fast_check_and_the_schema_agree():
    schema = json.loads((SCHEMAS / "config.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = strict_yaml.parse(WHOLE, FILE)
    assert not isinstance(document, Refusal)
    jsonschema.Draft202012Validator(schema).validate(document.value)
