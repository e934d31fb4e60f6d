"""`ivrlint check --show-settings`: what holds for a file, and who says so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import LOOP, Run

from ivrlint.bundled import RULES

HOUSE = """\
extends: strict
operator_key: "*"
times: {rate: 60}
exclude: old/
rules:
  doom-loop: off
  empty-phrases: {options: {also: ["dear caller", 'it''s: # "you"']}}
"""
OWN = """\
extends: house.yaml
fail_on: warning
baseline: known.json
times: {decide: 9s}
rules: {format: warning, menu-too-deep: {severity: info, options: {max_depth: 1}}}
overrides:
  - files: drafts/
    rules: {endless-retry: info}
ignores:
  - {files: loop.yaml, steps: main, rules: single-option-menu, reason: It is "short"., until: 2030-01-31}
  - {files: other.yaml, rules: no-way-back, reason: None.}
"""


@pytest.fixture(autouse=True)
def configured(run: Run) -> None:
    Path("house.yaml").write_text(HOUSE, encoding="utf-8")
    Path(".ivrlint.yaml").write_text(OWN, encoding="utf-8")
    Path("drafts").mkdir()
    Path("drafts/loop.yaml").write_text(LOOP, encoding="utf-8")
    Path("old").mkdir()
    Path("old/loop.yaml").write_text(LOOP, encoding="utf-8")


def said(out: str, key: str) -> tuple[str, str]:
    """The value of a key, and who says so."""
    found = re.search(rf"^ *{re.escape(key)}: (.*?)  +# (.*)$", out, re.MULTILINE)
    assert found, key
    return found[1], found[2]


def test_each_value_is_told_with_the_place_that_says_so(run: Run) -> None:
    code, out, err = run("loop.yaml", "--show-settings")
    assert (code, err) == (0, "")
    assert out.startswith(
        "# loop.yaml: what holds, and who says so (file:line:column)\n"
        "# configuration: .ivrlint.yaml; the most basic first: strict, house.yaml, .ivrlint.yaml\n"
    )
    assert said(out, "fail_on") == ("warning", ".ivrlint.yaml:2:10")
    assert said(out, "operator_key") == ('"*"', "house.yaml:2:15")
    assert said(out, "baseline") == ('"known.json"', ".ivrlint.yaml:3:11")
    assert said(out, "rate") == ("60", "house.yaml:3:15")
    assert said(out, "decide") == ("9s", ".ivrlint.yaml:4:17")
    assert said(out, "lookup") == ("2s", "as it usually is")
    assert said(out, "doom-loop") == ("off", "house.yaml:6:3")
    assert said(out, "format") == ("warning", ".ivrlint.yaml:5:9")
    assert said(out, "menu-too-deep")[1] == ".ivrlint.yaml:5:26; max_depth .ivrlint.yaml:5:79"
    assert '  - "old/"                            # house.yaml:4:10\n' in out
    assert "single-option-menu" in out.partition("ignores:")[2].partition("rules:\n")[0]
    assert "no-way-back" not in out.partition("ignores:")[2].partition("rules:\n")[0]


def test_an_override_is_told_for_its_files_alone(run: Run) -> None:
    out = run("drafts/loop.yaml", "--show-settings").out
    assert "# an override for this file: .ivrlint.yaml:7:5\n" in out
    assert said(out, "endless-retry") == ("info", ".ivrlint.yaml:8:13")
    assert "override" not in run("loop.yaml", "--show-settings").out


def test_what_is_excluded_is_said_to_be(run: Run) -> None:
    assert "# excluded: linted where it is named, and not with --force-exclude" in run("old/loop.yaml", "--show-settings").out


def test_options_of_the_command_line_are_named_as_such(run: Run) -> None:
    Path("ours/structure").mkdir(parents=True)
    text = (RULES / "structure/doom-loop.yaml").read_text(encoding="utf-8")
    Path("ours/structure/no-castle.yaml").write_text(text.replace("id: doom-loop", "id: no-castle"), encoding="utf-8")
    args = ("--fail-on", "never", "--ignore", "format,endless-retry", "--select", "doom-loop", "--rules", "ours")
    out = run("loop.yaml", "--show-settings", *args).out
    assert said(out, "fail_on") == ("never", "--fail-on")
    assert said(out, "doom-loop")[1] == "--select"
    assert said(out, "doom-loop")[0] != "off"
    assert said(out, "menu-too-deep")[0].startswith("{severity: off")
    assert said(out, "endless-retry") == said(out, "format") == ("off", "--ignore")
    assert '  - "ours"                            # --rules\n' in out
    assert said(run("loop.yaml", "--show-settings", "--isolated", "--profile", "strict").out, "operator_key")[0] == '"0"'


@pytest.mark.parametrize("file", ["loop.yaml", "drafts/loop.yaml", "good.yaml", "typo.yaml"])
def test_it_is_itself_a_configuration_by_which_the_file_is_judged_alike(run: Run, file: str) -> None:
    before = json.loads(run(file, "-f", "json", "--no-baseline").out)
    assert before["findings"]
    written = run(file, "--show-settings").out.replace("baseline:", "# baseline:")
    Path("shown.yaml").write_text(written, encoding="utf-8")
    after = json.loads(run(file, "-f", "json", "--config", "shown.yaml").out)
    for kind in ("findings", "summary", "grades"):
        assert after[kind] == before[kind]
    assert bool(after["suppressed"]) == file.endswith("loop.yaml")


def test_a_file_that_is_not_there_a_folder_and_a_wrong_configuration_are_told_and_the_rest_is_shown(run: Run) -> None:
    Path("old/.ivrlint.yaml").write_text("fail_on: sometimes\n", encoding="utf-8")
    code, out, err = run("gone.yaml", "old", "old/loop.yaml", "good.yaml", "--show-settings")
    assert code == 2
    assert out.count("what holds, and who says so") == 1
    assert err.splitlines() == [
        "gone.yaml: there is no such file",
        "old: is a folder: name a file in it",
        "old/.ivrlint.yaml:1:10: fail_on: there is no 'sometimes' here; known: error, info, never, warning",
    ]


def test_standard_input_has_the_settings_of_its_name(run: Run) -> None:
    out = run("-", "--stdin-filename", "drafts/new.yaml", "--show-settings").out
    assert out.startswith("# drafts/new.yaml: ")
    assert "an override for this file" in out


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "json"),
        ("--output-file", "x.yaml"),
        ("--write-baseline",),
        ("--prune-baseline",),
        ("--statistics",),
        ("--since", "HEAD"),
    ],
    ids=" ".join,
)
def test_what_would_come_to_nothing_is_refused(run: Run, args: tuple[str, ...]) -> None:
    code, out, err = run("loop.yaml", "--show-settings", *args)
    assert (code, out) == (2, "")
    assert f"--show-settings lints nothing, and prints on standard output: {args[0]} does not go with it." in err
    assert not Path("x.yaml").exists()
    assert not Path(".ivrlint-baseline.json").exists()
