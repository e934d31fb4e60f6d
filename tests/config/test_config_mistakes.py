"""Everything that is wrong with a configuration is told at once; and its published schema says the same as what reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ivrlint.bundled import SCHEMAS
from ivrlint.config.choices import Choices
from ivrlint.config.files import config_in
from ivrlint.config.settings import Configurations
from ivrlint.readers import strict_yaml
from ivrlint.rule.shape import fits

SCHEMA = json.loads((SCHEMAS / "config.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

YAML = """\
overides:
  - files: x
extends: [strct, nowhere.yaml, 7]
rules:
  menu-to-deep: info
  too-many-options: {options: {max_option: 6, max_options: many}}
  doom-loop: 3
  format: {options: {x: 1}}
overrides:
  - files: "{a,b}"
    rules: {doom-lop: off}
  - file: x
exclude: 5
operator_key: 12
times: {lookup: 3, rat: 100, rate: 5000, tries: 1.5}
rule_folders: no-folder
fail_on: sometimes
baseline: ""
ignores:
  - rules: no-repeet
    reason: ""
    until: 2027-02-31
  - files: x
"""
YAML_SAID = """\
1:1: unknown key 'overides'; did you mean 'overrides'?
3:11: extends: there is no profile 'strct'; did you mean 'strict'?
3:18: extends: nowhere.yaml: there is no such file or folder
3:32: extends[3]: should be text
5:3: rules: there is no rule 'menu-to-deep'; did you mean 'menu-too-deep'?
6:44: rules.too-many-options.options.max_option: there is no option 'max_option'; did you mean 'max_options'?
6:60: rules.too-many-options.options.max_options: should be a number
7:14: rules.doom-loop: should be on, off, error, warning or info
8:25: rules.format.options.x: format has no options
10:12: overrides[1].files: '{a,b}' has { in it, which chooses nothing here: write a pattern for each, or \\{ for the sign itself
11:13: overrides[1].rules: there is no rule 'doom-lop'; did you mean 'doom-loop'?
12:5: overrides[2]: the key 'rules' is missing: what is different about rules in them, by their ids
12:5: overrides[2]: unknown key 'file'; did you mean 'files'?
13:10: exclude: should be text or a list
14:15: operator_key: should be a key: 0 to 9, "*" or "#"
15:17: times.lookup: should be a duration such as 500ms, 7s or 3m
15:20: times: unknown key 'rat'; did you mean 'rate'?
15:36: times.rate: should be at most 1000
15:49: times.tries: should be a whole number
16:15: rule_folders: there is no folder 'no-folder'
17:10: fail_on: there is no 'sometimes' here; known: error, info, never, warning
18:11: baseline: '' says nothing
20:12: ignores[1].rules: there is no rule 'no-repeet'; did you mean 'no-repeat'?
21:13: ignores[1].reason: '' says nothing
22:12: ignores[1].until: '2027-02-31' is no day such as 2027-01-31
23:5: ignores[2]: the key 'reason' is missing: why they are accepted
23:5: ignores[2]: the key 'rules' is missing: the id of a rule, or a list of ids
""".splitlines()
TOML = """\
[tool.ivrlint]
extends = "strct"
overides = []
operator_key = 3.5
exclude = ["{a}"]

[tool.ivrlint.rules]
menu-to-deep = "info"
no-repeat = false
too-many-options = { options = { max_option = 6 } }
"""
TOML_SAID = """\
2:11: extends: there is no profile 'strct'; did you mean 'strict'?
3:1: unknown key 'overides'; did you mean 'overrides'?
4:16: operator_key: should be a key: 0 to 9, "*" or "#"
5:12: exclude: '{a}' has { in it, which chooses nothing here: write a pattern for each, or \\{ for the sign itself
8:1: rules: there is no rule 'menu-to-deep'; did you mean 'menu-too-deep'?
9:13: rules.no-repeat: should be on, off, error, warning or info
10:47: rules.too-many-options.options.max_option: there is no option 'max_option'; did you mean 'max_options'?
""".splitlines()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def wrong_with(folder: Path) -> list[str]:
    return list(map(str, Configurations(Choices(here=str(folder))).of("menu.yaml").problems))


@pytest.mark.parametrize(("name", "text", "said"), [(".ivrlint.yaml", YAML, YAML_SAID), ("pyproject.toml", TOML, TOML_SAID)])
def test_all_mistakes_are_told_at_once_each_at_its_place_with_what_was_meant(
    tmp_path: Path, name: str, text: str, said: list[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert wrong_with(tmp_path) == [f"{name}:{each}" for each in said]


def test_what_may_be_a_rule_of_a_folder_that_is_not_there_is_not_said_to_be_none(tmp_path: Path) -> None:
    rules = "rules: {queue-without-spanish: error}\n"
    (tmp_path / ".ivrlint.yaml").write_text(rules, encoding="utf-8")
    (said,) = wrong_with(tmp_path)
    assert said.startswith(".ivrlint.yaml:1:9: rules: there is no rule 'queue-without-spanish'; did you mean ")
    (tmp_path / ".ivrlint.yaml").write_text(f"{rules}rule_folders: ours\n", encoding="utf-8")
    assert wrong_with(tmp_path) == [".ivrlint.yaml:2:15: rule_folders: there is no folder 'ours'"]


def test_a_rule_whose_file_is_wrong_may_be_named_and_others_may_not(tmp_path: Path) -> None:
    (tmp_path / "ours" / "menus").mkdir(parents=True)
    (tmp_path / "ours/menus/queue-without-spanish.yaml").write_text("id: 3\n", encoding="utf-8")
    text = "rule_folders: ours\nrules: {queue-without-spanish: error, nonsense-xyz: off}\n"
    (tmp_path / ".ivrlint.yaml").write_text(text, encoding="utf-8")
    first, *others = wrong_with(tmp_path)
    assert first == ".ivrlint.yaml:2:39: rules: there is no rule 'nonsense-xyz'; `ivrlint rules` lists them"
    assert others
    assert all("ours/menus/queue-without-spanish.yaml" in each for each in others)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (".ivrlint.yaml", b"\xff\xfe", ".ivrlint.yaml:1:1: is not UTF-8 text"),
        (".ivrlint.yaml", b"extends: strict\n# \xe4\n", ".ivrlint.yaml:2:1: is not UTF-8 text"),
        ("pyproject.toml", b"[tool.ivrlint]\nx = \n", "pyproject.toml:2:5: is not TOML: Invalid value"),
        (".ivrlint.yaml", b"rules:\n", ".ivrlint.yaml:1:1: rules: should be a mapping"),
    ],
)
def test_what_cannot_be_read_is_told_where(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert wrong_with(tmp_path) == [said]


@pytest.mark.parametrize(
    ("base", "meant"),
    [
        ("strict.yaml", "; the profile is called 'strict'"),
        ("https://example.org/x.yaml", "; only files and profiles can be extended"),
        ("./house", ""),
    ],
)
def test_a_base_that_is_not_there_is_told_with_what_may_be_meant(tmp_path: Path, base: str, meant: str) -> None:
    (tmp_path / ".ivrlint.yaml").write_text(f"extends: {base}\n", encoding="utf-8")
    assert wrong_with(tmp_path) == [f".ivrlint.yaml:1:10: extends: {base}: there is no such file or folder{meant}"]


def test_nesting_without_end_in_toml_is_told(tmp_path: Path) -> None:
    for depth in (100, 400, 900, 5000, 100_000):
        (tmp_path / "pyproject.toml").write_text(f"[tool.ivrlint]\nx = {'[' * depth}{']' * depth}\n", encoding="utf-8")
        (said,) = wrong_with(tmp_path)
        assert said in {
            "pyproject.toml:2:1: unknown key 'x'; known: " + ", ".join(sorted(SCHEMA["properties"])),
            "pyproject.toml:1:1: is nested too deeply",
        }


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    (tmp_path / ".ivrlint.yaml").mkdir()
    (said,) = wrong_with(tmp_path)
    assert said == ".ivrlint.yaml: is a folder, not a configuration"


def test_files_that_extend_each_other_are_told_where(tmp_path: Path) -> None:
    (tmp_path / ".ivrlint.yaml").write_text("extends: a/b.yaml\n", encoding="utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.yaml").write_text("title: B\nextends: [strict, ../.ivrlint.yaml]\n", encoding="utf-8")
    assert wrong_with(tmp_path) == ["a/b.yaml:2:19: extends: goes in a circle: .ivrlint.yaml, b.yaml, .ivrlint.yaml"]


VALUES = (
    "", " ", "x", "off", "on", "error", "never", "3", "*", "4s", "1.5m", "2027-01-31", "https://example.org", 0, 3, 10, 1000,
    -1, 1.5, True, False, None, [], {}, ["x"], ["x", 3], [""], [[]], [{}], {"x": 1}, {"x": "off"}, {"x": {}}, {"severity": "off"},
    {"x": {"severity": "warning", "options": {"max": [1]}}}, {"x": {"options": {"max": {}}}}, {"x": {"options": {"max": 3}}},
)  # fmt: skip
"""What may stand anywhere; most of it is wrong in most places."""

WHOLE: dict[str, Any] = {
    "title": "Ours",
    "about": "For us.",
    "extends": ["strict", "house.yaml"],
    "rules": {"doom-loop": "off", "menu-too-deep": {"severity": "info", "options": {"max_depth": 4}}},
    "overrides": [{"files": ["a/", "b.yaml"], "rules": {"doom-loop": "on"}}],
    "exclude": "drafts/",
    "operator_key": "*",
    "times": {name: 50 if "type" in how else "4s" for name, how in SCHEMA["properties"]["times"]["properties"].items()},
    "rule_folders": ["ours"],
    "fail_on": "warning",
    "baseline": "known.json",
    "ignores": [{"files": "a.json", "steps": ["main"], "rules": "no-repeat", "reason": "It is short.", "until": "2030-01-31"}],
    "standard": {"title": "T", "url": "https://example.org", "read": "all", "applies": "here"},
    "clauses": [
        {"id": "1", "asks": "A", "judged": "wholly", "rules": ["doom-loop"], "at": "first_menu", "needs": ["words"]},
        {"id": "2", "asks": "B", "judged": "not", "because": "so", "read": "some", "url": "https://example.org"},
    ],
}  # fmt: skip


def places(tree: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield way
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from places(value, (*way, key))


def with_value(tree: Any, way: tuple[str | int, ...], value: object) -> Any:
    if not way:
        return value
    copy = tree.copy()
    copy[way[0]] = with_value(tree[way[0]], way[1:], value)
    return copy


def test_the_whole_of_it_has_every_key_of_the_schema_and_is_right() -> None:
    assert WHOLE.keys() == SCHEMA["properties"].keys()
    for key in ("overrides", "ignores"):
        assert WHOLE[key][0].keys() == SCHEMA["properties"][key]["items"]["properties"].keys()
    VALIDATOR.validate(WHOLE)
    config, problems = config_in(json.dumps(WHOLE).encode(), "c.yaml")
    assert problems == ()
    assert config is not None


@pytest.mark.parametrize("way", [way for way in places(WHOLE) if way], ids=lambda way: ".".join(map(str, way)))
def test_the_reader_refuses_at_each_place_what_the_schema_refuses_and_takes_what_it_takes(way: tuple[str | int, ...]) -> None:
    taken = set()
    there = WHOLE
    for part in way:
        there = there[part]  # type: ignore[index]
    for value in (there, *VALUES):
        document = with_value(WHOLE, way, value)
        _, problems = config_in(json.dumps(document).encode(), "c.yaml")
        takes = fits(document, "config")
        assert takes == VALIDATOR.is_valid(document), value
        assert takes or (problems and all(problem.line == 1 < problem.column for problem in problems)), value
        taken.add(takes)
    assert taken == {True, False}


def test_what_the_schema_takes_and_the_reader_refuses_is_not_about_the_shape() -> None:
    refused = {
        'exclude: "{a}"': "chooses nothing",
        "ignores: [{rules: x, reason: x, until: tomorrow}]": "no day",
        "standard: {title: T, url: 'https://x', read: x, applies: x}": "goes with clauses",
    }
    for text, why in refused.items():
        document = strict_yaml.parse(text, "c.yaml")
        VALIDATOR.validate(document.value)  # type: ignore[union-attr]
        _, problems = config_in(text.encode(), "c.yaml")
        assert why in str(problems[0])
