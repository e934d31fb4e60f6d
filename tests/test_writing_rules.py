"""What the page about writing rules says is so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ivrlint.bundled import SCHEMAS
from ivrlint.examples import run_examples
from ivrlint.expressions import ExpressionError, ListOf, Record, compile_expression, compile_template
from ivrlint.facts import SUBJECTS
from ivrlint.reporters.rule_pages import rule_as_json, shown
from ivrlint.reporters.rule_pages.standing import Standing
from ivrlint.rule import CONCERNS
from ivrlint.rule.reading import read_rule

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
FILE = "our-rules/menus/menu-too-wide.yaml"
RULE = next(block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if block.startswith("id: menu-too-wide\n"))


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


def test_every_step_from_an_empty_file_to_the_first_finding_prints_what_is_shown():
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        [sys.executable, ".ci/readme_blocks.py", "docs/writing-rules.md"],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(run.stdout.split()[0]) >= 7


def test_the_steps_show_a_mistake_an_example_that_does_not_hold_and_a_finding():
    printed = "".join(re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL))
    for part in ("to do: ", "did you mean", "expected no findings, got [", "all hold", "[queue-without-spanish]"):
        assert part in printed


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
    keys = re.findall(r"^\| `(\w+)` \|", PAGE.split("## Rules as JSON")[0], re.MULTILINE)
    assert set(keys) == set(json.loads((SCHEMAS / "rule.schema.json").read_text("utf-8"))["properties"])
    assert f"named {', '.join(CONCERNS[:-1])} or {CONCERNS[-1]}." in PAGE
    assert f"{', '.join(list(SUBJECTS)[:-1])} or {list(SUBJECTS)[-1]} |" in PAGE


def test_the_keys_of_a_rule_as_json_are_told_where_they_are_not_those_of_its_file():
    rule, _ = read_rule(RULE, FILE, "menus")
    in_json = set(rule_as_json(rule, Standing({}, []), shown(rule)))
    in_file = set(json.loads((SCHEMAS / "rule.schema.json").read_text("utf-8"))["properties"])
    told = set(re.findall(r"^\| `(\w+)` \|", PAGE.split("## Rules as JSON")[1], re.MULTILINE))
    assert told == (in_json - in_file) | {"good", "bad"}
    assert in_file - in_json == {"source"}
