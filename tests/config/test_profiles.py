"""The profiles that come with ivrlint, and how one extends another."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ivrlint.bundled import RULES, SCHEMAS
from ivrlint.config import load_profile, profile_names, with_clauses
from ivrlint.config.applying import configured
from ivrlint.config.reading import read_config
from ivrlint.conformance import A_LOOK, NEEDS
from ivrlint.rule import load_rules

ROOT = Path(__file__).parents[2]
NAMES = profile_names()
STANDARDS = ["brazil", "gethuman", "india", "iso-13714", "older-callers", "portugal", "spain", "us-508", "w3c-coga"]
LOADED, _ = load_rules([RULES])
IDS = {rule.id for rule in LOADED}
every_profile = pytest.mark.parametrize("name", NAMES)


def test_the_default_comes_first_then_the_strict_one_then_the_standards():
    assert list(NAMES) == ["recommended", "strict", *STANDARDS]
    assert [config.name for config in with_clauses()] == STANDARDS


@every_profile
def test_a_profile_is_right_also_when_it_is_looked_at_with_care(name):
    path = RULES / "profiles" / f"{name}.yaml"
    careful, problems = read_config(path.read_text(encoding="utf-8"), str(path))
    assert problems == ()
    assert careful is not None
    assert careful.about
    assert load_profile(name)[0][-1]._replace(file="") == careful._replace(file="")


@every_profile
def test_every_rule_that_a_profile_names_exists_and_has_the_options(name):
    chain, problems = load_profile(name)
    assert problems == ()
    assert configured(LOADED, chain)[1] == ()
    assert {rule for config in chain for rule in config.rules} <= IDS


@pytest.mark.parametrize("name", STANDARDS)
def test_a_standard_extends_the_recommended_profile_and_judges_by_the_rules_of_its_clauses(name):
    chain, _ = load_profile(name)
    assert [config.name for config in chain] == ["recommended", name]
    named = {rule for clause in chain[-1].clauses for rule in clause.rules}
    assert named <= IDS
    assert named & configured(LOADED, chain)[0].off == set()


@pytest.mark.parametrize("name", STANDARDS)
def test_a_standard_says_what_was_read_and_where_it_applies_and_calls_nothing_illegal(name):
    config = load_profile(name)[0][-1]
    text = (RULES / "profiles" / f"{name}.yaml").read_text(encoding="utf-8")
    assert "illegal" not in text
    assert config.standard is not None
    assert config.standard.applies.startswith("where ")
    assert not config.standard.read.endswith(".")
    assert all(clause.asks.endswith(".") for clause in config.clauses)
    assert all(clause.read for clause in config.clauses if clause.url)


def test_strict_has_no_rule_off():
    assert configured(LOADED, load_profile("strict")[0])[0].off == set()


def test_the_schema_knows_the_same_needs_as_the_judges():
    schema = json.loads((SCHEMAS / "config.schema.json").read_text(encoding="utf-8"))
    needs = schema["properties"]["clauses"]["items"]["properties"]["needs"]["items"]["enum"]
    assert set(needs) == {*NEEDS, A_LOOK}


def test_the_page_of_standards_is_current():
    run = subprocess.run(
        [sys.executable, ".ci/standards_page.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_bases_come_first_and_each_once(tmp_path):
    place = folder(tmp_path, a="extends: [b, c]", b="extends: d", c="extends: d", d="title: D")
    chain, problems = load_profile("a", place)
    assert ([config.name for config in chain], problems) == (["d", "b", "c", "a"], ())


def test_a_base_that_does_not_exist_is_told_with_what_was_meant(tmp_path):
    chain, problems = load_profile("a", folder(tmp_path, a="extends: [strct]", strict="title: S"))
    assert chain == ()
    assert [str(problem).rpartition("/")[2] for problem in problems] == [
        "a.yaml:1:11: extends: there is no profile 'strct'; did you mean 'strict'?"
    ]


def test_a_circle_is_told_where_it_closes(tmp_path):
    _, problems = load_profile("a", folder(tmp_path, a="extends: b", b="title: B\nextends: a"))
    assert [str(problem).rpartition("/")[2] for problem in problems] == ["b.yaml:2:10: extends: goes in a circle: a, b, a"]


def test_what_is_wrong_with_a_base_is_told_once(tmp_path):
    place = folder(tmp_path, a="extends: [b, c]", b="extends: d", c="extends: d", d="titel: D")
    chain, problems = load_profile("a", place)
    assert chain == ()
    assert [str(problem).rpartition("/")[2] for problem in problems] == ["d.yaml:1:1: unknown key 'titel'; did you mean 'title'?"]


def test_the_profile_on_the_page_of_standards_is_right():
    page = (ROOT / "docs" / "standards.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    config, problems = read_config(text, "house.yaml")
    assert problems == ()
    assert config is not None
    assert configured(LOADED, [config])[1] == ()
    assert set(config.extends) <= set(NAMES)
