"""What the page about writing rules says is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ivrlint.bundled import SCHEMAS
from ivrlint.examples import run_examples
from ivrlint.expressions import ExpressionError, ListOf, Record, compile_expression, compile_template
from ivrlint.facts import SUBJECTS
from ivrlint.rule import CONCERNS, read_rule

PAGE = (Path(__file__).parents[1] / "docs" / "writing-rules.md").read_text(encoding="utf-8")
FILE = "our-rules/menus/menu-too-wide.yaml"
RULE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]


def rows(heading: str) -> list[list[str]]:
    """The rows of the table whose head begins like this; cells without their backticks."""
    table = PAGE.split(f"| {heading} |")[1].split("\n\n")[0].split("\n")[2:]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table]
    return [[first, second.strip("`"), last.replace("\\|", "|")] for first, second, last in cells]


def names(kind: str) -> dict[str, object]:
    options = Record("options", {"most": float, "words": ListOf(str)}, fixed=True)
    return {kind: SUBJECTS[kind], "call": SUBJECTS["call"], "options": options}


def test_the_whole_rule_is_one_and_its_examples_hold():
    rule, problems = read_rule(RULE, FILE, "menus")
    assert problems == ()
    assert [failure for result in run_examples([rule]) for failure in result.failures] == []


def test_the_example_that_does_not_hold_is_told_as_shown():
    rule, problems = read_rule(
        RULE.replace(
            "press 4. For a person, press 0.\n          options: {1: people, 2: people, 3: people, 4: people, ",
            "press 4.\n          options: {1: people, 2: people, ",
            1,
        ),
        FILE,
        "menus",
    )
    assert problems == ()
    told = [str(failure) for result in run_examples([rule]) for failure in result.failures]
    assert told == re.findall(r"^our-rules/.*$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("kind", "expression", "meaning"), rows("for | expression | true when"))
def test_every_expression_is_in_the_language(kind, expression, meaning):
    assert compile_expression(expression, names(kind))


@pytest.mark.parametrize(("kind", "expression", "message"), rows("for | expression | what ivrlint says"))
def test_every_mistake_is_told_as_shown(kind, expression, message):
    with pytest.raises(ExpressionError) as caught:
        compile_expression(expression.replace("\\|", "|"), names(kind))
    assert f"{caught.value.column}: {caught.value.message}" == message


@pytest.mark.parametrize(("kind", "message", "shown"), rows("for | message | what it may become"))
def test_every_message_is_one(kind, message, shown):
    assert compile_template(message, names(kind))


def test_the_keys_and_concerns_are_those_of_rule_files():
    keys = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert set(keys) == set(json.loads((SCHEMAS / "rule.schema.json").read_text("utf-8"))["properties"])
    assert f"named {', '.join(CONCERNS[:-1])} or {CONCERNS[-1]}." in PAGE
    assert f"{', '.join(list(SUBJECTS)[:-1])} or {list(SUBJECTS)[-1]} |" in PAGE
