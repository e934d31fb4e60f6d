"""Rules that the command line names by their concerns and by patterns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run, write

from ivrlint.rule import CONCERNS


def found(run: Run, *args: str) -> set[str]:
    return {each["rule"] for each in json.loads(run("loop.yaml", "-f", "json", *args).out)["findings"]}


@pytest.fixture
def concerns(run: Run) -> dict[str, str]:
    return {rule["id"]: rule["concern"] for rule in json.loads(run("rules", "--format", "json").out)}


def test_a_concern_means_all_its_rules_that_are_on(run: Run, concerns: dict[str, str]) -> None:
    everything = found(run)
    its = {rule for rule in everything if concerns[rule] == "errors"}
    assert its
    assert its < everything
    assert found(run, "--select", "errors") == its
    assert found(run, "--ignore", "errors") == everything - its
    assert found(run, "--select", "errors,person") == {rule for rule in everything if concerns[rule] in ("errors", "person")}


def test_a_pattern_means_all_rules_whose_ids_fit(run: Run) -> None:
    everything = found(run)
    assert found(run, "--select", "*loop") == {"doom-loop"} < everything
    assert found(run, "--ignore", "*loop,no-wa?-*") == everything - {"doom-loop", "no-way-to-a-person"}


def test_what_is_off_is_on_only_when_its_id_is_named(run: Run) -> None:
    write(".ivrlint.yaml", "rules: {doom-loop: off}\n")
    assert "doom-loop" not in found(run, "--select", "*")
    assert found(run, "--select", "*,doom-loop") > {"doom-loop"}


def test_the_settings_say_who_has_them_off(run: Run) -> None:
    write(".ivrlint.yaml", "rules: {format: warning}\n")
    shown = run("loop.yaml", "--show-settings", "--select", "person", "--ignore", "no-way-*,form*").out.splitlines()
    off = {words[0].rstrip(":"): words[-1] for line in shown if "off" in (words := line.split())}
    assert off["no-way-to-a-person"] == off["format"] == "--ignore"
    assert off["doom-loop"] == "--select"
    assert "another-number-to-call" not in off


def test_mistakes_in_a_file_and_findings_about_suppressions_are_meant_by_patterns_too(run: Run) -> None:
    assert "[format]" in run("typo.yaml", "--select", "person").out
    assert "[format]" not in run("typo.yaml", "--ignore", "for*").out
    good = Path("good.yaml").read_text(encoding="utf-8")
    write("good.yaml", f"# ivrlint: ignore-file[doom-loop] we know\n{good}")
    assert sum("[suppression-unused]" in run("good.yaml", "--select", name).out for name in CONCERNS) == 1
    assert "[suppression-unused]" in run("good.yaml", "--select", "doom-*").out
    assert "[suppression-unused]" not in run("good.yaml", "--ignore", "suppression-*").out


def test_all_words_that_mean_nothing_are_told_at_once(run: Run) -> None:
    code, out, err = run("good.yaml", "--select", "no-bar-gein-x,doomloop,menu", "--ignore", "xy*")
    assert (code, out) == (2, "")
    assert "There is no rule 'doomloop'; did you mean 'doom-loop'?" in err
    assert "There is no rule 'menu'; did you mean 'menus'?" in err
    assert "There is no rule 'no-bar-gein-x'" in err
    assert "No rule fits 'xy*'" in err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--ignore", "*"], "Nothing would be judged: --ignore leaves out all."),
        (["--select", "doom-loop", "--ignore", "*-loop"], "--ignore leaves out all that --select names."),
        (["--select", "baseline-*"], "baseline-stale: told only of rules that judge"),
    ],
)
def test_words_that_leave_no_rule_are_refused(run: Run, args: list[str], told: str) -> None:
    code, _, err = run("good.yaml", *args)
    assert code == 2
    assert told in err


def test_the_tab_key_knows_concerns(run: Run) -> None:
    out = run("completion", "fish", "ivrlint", "--select", "doom-loop,erro").out
    assert "plain\tdoom-loop,errors\tevery rule of this concern\n" in out
    assert run("completion", "fish", "ivrlint", "explain", "errors").out == ""
