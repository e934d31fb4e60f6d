"""`--profile`: which rules judge, how severely and with which limits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

import ivrlint
import ivrlint.config.loading

LENIENT = """\
about: Loops are fine.
extends: recommended
rules:
  doom-loop: off
  no-way-to-a-person: info
  menu-too-deep: {options: {max_depth: 0}}
"""


@pytest.fixture(autouse=True)
def lenient(tmp_path, monkeypatch):
    folder = tmp_path / "profiles"
    folder.mkdir()
    (folder / "recommended.yaml").write_text("about: the base\nrules: {menu-too-deep: off}", encoding="utf-8")
    (folder / "lenient.yaml").write_text(LENIENT, encoding="utf-8")
    monkeypatch.setattr(ivrlint.config.loading, "PROFILES", folder)
    monkeypatch.setattr(ivrlint.config.loading.load_profile, "__defaults__", (folder,))
    return folder


def severities(out: str) -> dict[str, str]:
    return {finding["rule"]: finding["severity"] for finding in json.loads(out)["findings"]}


def test_the_recommended_profile_is_used_when_none_is_named(run: Run) -> None:
    assert run("loop.yaml") == run("loop.yaml", "--profile", "recommended")
    found = severities(run("loop.yaml", "-f", "json").out)
    assert (found["doom-loop"], found["no-way-to-a-person"]) == ("error", "error")


def test_a_profile_turns_rules_off_and_changes_how_severe_they_are(run: Run) -> None:
    found = severities(run("loop.yaml", "-f", "json", "--profile", "lenient").out)
    assert "doom-loop" not in found
    assert found["no-way-to-a-person"] == "info"
    assert "info: " in run("loop.yaml", "--profile", "lenient").out


def test_a_limit_of_a_profile_is_kept_while_the_rule_is_off_and_used_when_it_is_selected(run: Run) -> None:
    assert "menu-too-deep" not in severities(run("good.yaml", "-f", "json", "--profile", "lenient").out)
    assert severities(run("good.yaml", "-f", "json", "--profile", "lenient", "--select", "menu-too-deep").out) == {
        "menu-too-deep": "warning"
    }
    assert severities(run("good.yaml", "-f", "json", "--select", "menu-too-deep").out) == {}


def test_a_rule_that_is_off_runs_when_it_is_selected(run: Run) -> None:
    assert severities(run("loop.yaml", "-f", "json", "--profile", "lenient", "--select", "doom-loop").out) == {
        "doom-loop": "error"
    }


def test_a_diagram_shows_the_findings_of_the_profile(run: Run) -> None:
    usual, lenient = (run("draw", "loop.yaml", "--profile", name).out for name in ("recommended", "lenient"))
    assert "go round for ever" in usual
    assert "go round for ever" not in lenient
    assert run("draw", "loop.yaml", "--no-findings", "--profile", "lenient").out == run("draw", "loop.yaml", "--no-findings").out


def test_the_rules_of_a_profile_are_listed_as_severe_as_it_wants_them(run: Run) -> None:
    every = {rule["id"] for rule in json.loads(run("rules", "-f", "json").out)}
    listed = {rule["id"]: rule["severity"] for rule in json.loads(run("rules", "-f", "json", "--profile", "lenient").out)}
    assert every - listed.keys() == {"doom-loop", "menu-too-deep"}
    assert listed["no-way-to-a-person"] == "info"


@pytest.mark.parametrize("command", [[], ["draw"], ["rules"]])
def test_a_profile_that_does_not_exist_is_refused_with_what_was_meant(run: Run, command: list[str]) -> None:
    files = [] if command == ["rules"] else ["good.yaml"]
    code, out, err = run(*command, *files, "--profile", "leniant")
    assert (code, out) == (2, "")
    assert "There is no profile 'leniant'; did you mean 'lenient'? There are: recommended, lenient" in err


def test_a_name_that_is_like_no_other_is_refused_with_all_there_are(run: Run) -> None:
    code, _, err = run("good.yaml", "--profile", "../lenient.yaml/zzzz")
    assert code == 2
    assert "There is no profile '../lenient.yaml/zzzz'; known: lenient, recommended\n" in err


def test_one_mistake_in_a_profile_is_enough_not_to_go_on(run: Run, lenient: Path) -> None:
    (lenient / "lenient.yaml").write_text("extends: recommended\nrules: {doom-lop: off}\n", encoding="utf-8")
    code, out, err = run("loop.yaml", "--profile", "lenient")
    assert (code, out) == (2, "")
    assert err.endswith("lenient.yaml:2:9: rules: there is no rule 'doom-lop'; did you mean 'doom-loop'?\n")
    (lenient / "lenient.yaml").write_text("extends: recomended\n", encoding="utf-8")
    assert "there is no profile 'recomended'; did you mean 'recommended'?" in run("loop.yaml", "--profile", "lenient").err


def test_programs_name_a_profile_too(run: Run) -> None:
    assert {finding.rule for finding in ivrlint.lint("loop.yaml")} - {
        finding.rule for finding in ivrlint.lint("loop.yaml", profile="lenient")
    } == {"doom-loop"}
    with pytest.raises(ValueError, match="there is no profile 'leniant'; there are: recommended, lenient"):
        ivrlint.lint("loop.yaml", profile="leniant")


def test_programs_hear_of_every_mistake_in_a_profile(run: Run, lenient: Path) -> None:
    (lenient / "lenient.yaml").write_text("rules: {doom-lop: off}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"lenient.yaml:1:9: rules: there is no rule 'doom-lop'"):
        ivrlint.lint("loop.yaml", profile="lenient")
