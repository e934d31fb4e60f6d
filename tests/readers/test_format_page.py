import re
from pathlib import Path

import pytest
import yaml

from ivrlint import readers
from ivrlint.readers.shape import flow_schema

PAGE = Path(__file__).parents[2] / "docs" / "format.md"
TEXT = PAGE.read_text("utf-8")
SCHEMA = flow_schema()
KINDS = list(SCHEMA["$defs"]["step"]["properties"])
SHARED = {"shared"}
WORDS = {"audio", "lasts", "language", "barge_in", "complete", "reads", "until"}
BLOCKS = re.findall("```yaml\n(.*?)```", TEXT, re.DOTALL)


def rows(title):
    """The first column of the table under a heading, and the third."""
    section = re.search(rf"^#+ {re.escape(title)}.*?\n(.*?)(?=^#+ |\Z)", TEXT, re.DOTALL | re.MULTILINE)[1]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.split("\n") if line.startswith("| `")]
    return {key: row for row in cells for key in re.findall("`([a-z_]+)`", row[0])}


def keys(*kinds):
    """The keys of these kinds of steps, without those that all steps, or all words, have."""
    found = {key: value for kind in kinds for key, value in SCHEMA["$defs"][kind]["properties"].items()}
    return {key: value for key, value in found.items() if key not in WORDS | SHARED}


SECTIONS = {
    "The top of a file": (SCHEMA["properties"] | SCHEMA["$defs"]["promises"]["properties"]),
    "Steps": {key: SCHEMA["$defs"]["say"]["properties"][key] for key in SHARED},
    "Words": {key: SCHEMA["$defs"]["say"]["properties"][key] for key in WORDS},
    "Options without a key": {key: SCHEMA["$defs"]["listed_option"]["properties"][key] for key in ("key", "extension")},
    "`no_input` and `no_match`": SCHEMA["$defs"]["handler"]["properties"],
    "`voicemail` and `callback`": keys("voicemail", "callback"),
    "`menu`": keys("menu") | SCHEMA["$defs"]["option"]["then"]["properties"],
    "`set`": keys("set") | SCHEMA["$defs"]["set"]["properties"]["set"]["additionalProperties"]["then"]["properties"],
    **{f"`{kind}`": keys(kind) for kind in KINDS if kind not in ("menu", "voicemail", "callback", "set")},
}


@pytest.mark.parametrize("title", SECTIONS)
def test_the_page_has_every_key_of_the_schema_and_no_other(title):
    assert set(rows(title)) == set(SECTIONS[title])


@pytest.mark.parametrize("title", SECTIONS)
def test_the_page_has_the_defaults_of_the_schema(title):
    for key, row in rows(title).items():
        default = SECTIONS[title][key].get("default")
        if default == []:
            assert row[2] == "none"
        elif default is not None:
            assert row[2].strip('`"') == str(default).lower()
        else:
            assert not row[2].startswith("`"), key


@pytest.mark.parametrize("title", SECTIONS)
def test_the_page_says_which_keys_must_be_there(title):
    definitions = [SCHEMA["$defs"][kind] for kind in KINDS if f"`{kind}`" in title]
    required = {key for definition in definitions for key in definition["required"]}
    if title == "The top of a file":
        required = set(SCHEMA["required"])
    required |= {"`menu`": {"to"}, "`set`": {"value"}}.get(title, set())
    if title != "`no_input` and `no_match`":
        assert {key for key, row in rows(title).items() if row[2] == "must be there"} == required


def test_every_step_has_the_keys_that_all_steps_have():
    assert all(SCHEMA["$defs"][kind]["properties"].keys() >= SHARED for kind in KINDS)


def test_the_keys_of_words_are_the_same_wherever_something_is_heard():
    named = re.search("^The words of (.*) may have", TEXT, re.MULTILINE)[1]
    having = {kind: {key: value for key, value in SCHEMA["$defs"][kind]["properties"].items() if key in WORDS} for kind in KINDS}
    assert {kind for kind in KINDS if having[kind]} == set(re.findall("`([a-z_]+)`", named))
    assert all(one in ({}, having["say"]) for one in having.values())


def test_an_option_in_a_list_has_the_keys_of_other_options():
    listed, other = (SCHEMA["$defs"]["listed_option"], SCHEMA["$defs"]["option"]["then"])
    assert {key: listed["properties"][key] for key in other["properties"]} == other["properties"]
    assert listed["required"] == other["required"]


def test_the_flow_on_the_page_has_no_mistakes():
    flows = [block for block in BLOCKS if block.startswith("ivr: 1")]
    assert len(flows) == 1
    assert readers.read(flows[0].encode(), "f").problems == ()


def test_the_steps_on_the_page_have_no_mistakes():
    steps = [block for block in BLOCKS if not block.startswith(("ivr: 1", "#", "start:"))]
    assert len(steps) >= 5
    for block in steps:
        first = next(iter(yaml.safe_load(block)))
        text = f"ivr: 1\nstart: {first}\nsteps:\n" + "".join(f"  {line}\n" for line in block.split("\n"))
        assert [problem.message for problem in readers.read(text.encode(), "f").problems] == []


def test_every_value_of_an_enumeration_is_on_the_page():
    def words(node):
        if isinstance(node, dict):
            yield from node.get("enum", ())
            for value in node.values():
                yield from words(value)
        elif isinstance(node, list):
            for value in node:
                yield from words(value)

    assert [word for word in set(words(SCHEMA)) if f"`{word}`" not in TEXT] == []
