"""Comments that hide findings, on the command line."""

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from command_line import GOOD, LOOP, Run

from ivrlint.bundled import RULES
from ivrlint.report import BY_NO_RULE


def hiding(rules: str, until: str = "") -> str:
    """A flow in which a comment hides what these rules find in the first step."""
    return LOOP.replace("  main:\n", f"  # ivrlint: ignore[{rules}] {until} it is a sample\n  main:\n")


def rules_found(run: Run, *args: str, stdin: str) -> list[str]:
    out = run("-", "--format", "json", "--no-calls", *args, stdin=stdin).out
    return [finding["rule"] for finding in json.loads(out)["findings"]]


def hiding_everything(run: Run) -> str:
    return hiding(", ".join(sorted(set(rules_found(run, stdin=LOOP)))))


def test_what_a_comment_hides_does_not_make_the_exit_code_1(run: Run) -> None:
    assert run("-", stdin=LOOP).code == 1
    ran = run("-", stdin=hiding_everything(run))
    assert ran.code == 0
    assert "suppressed" in ran.out.splitlines()[-1]


@pytest.mark.parametrize("option", ["--no-ignores", "--no-inline-ignores"])
def test_everything_is_told_when_it_is_asked_for(run: Run, option: str) -> None:
    text = hiding_everything(run).replace("start: main", "start: main  # ivrlint: ignore")
    assert rules_found(run, option, stdin=text) == rules_found(run, stdin=LOOP)


def test_findings_about_comments_are_warnings(run: Run) -> None:
    text = GOOD.replace("  main:\n", "  main:  # ivrlint: ignore\n")
    assert run("-", stdin=text).code == 0
    assert run("-", "--fail-on", "warning", stdin=text).code == 1


@pytest.mark.parametrize(
    ("comment", "rule"),
    [
        ("ignore", "suppression-malformed"),
        ("ignore[doom-loop]", "suppression-without-reason"),
        ("ignore[doom-loop] until 2001-01-31 it is old", "suppression-expired"),
        ("ignore[doom-loop] it was there", "suppression-unused"),
    ],
)
def test_findings_about_comments_are_left_out_like_those_of_rules(run: Run, comment: str, rule: str) -> None:
    text = GOOD.replace("  main:\n", f"  main:  # ivrlint: {comment}\n")
    assert rule in rules_found(run, stdin=text)
    assert rule not in rules_found(run, "--ignore", rule, stdin=text)


def test_a_misspelt_rule_in_a_comment_gets_a_hint(run: Run) -> None:
    text = GOOD.replace("  main:\n", "  main:  # ivrlint: ignore[doom-lop] it is a sample\n")
    assert "there is no rule 'doom-lop'; did you mean 'doom-loop'?" in run("-", stdin=text).out
    text = text.replace("doom-lop", "xyz")
    assert "there is no rule 'xyz'; `ivrlint rules` lists them" in run("-", stdin=text).out


def test_of_a_very_long_name_the_beginning_is_told(run: Run) -> None:
    text = GOOD.replace("  main:\n", f"  main:  # ivrlint: ignore[{'a' * 3000}] b\n")
    assert f"there is no rule '{'a' * 57}...'; `ivrlint rules` lists them" in run("-", "-f", "concise", stdin=text).out


def test_rules_that_are_off_or_left_out_are_known(run: Run) -> None:
    text = GOOD.replace("  main:\n", "  main:  # ivrlint: ignore[person-not-first-option, doom-loop, format] it is a sample\n")
    assert rules_found(run, "--ignore", "doom-loop,format", stdin=text) == rules_found(run, stdin=GOOD)


def test_a_rule_that_is_not_selected_is_not_said_to_find_nothing(run: Run) -> None:
    text = GOOD.replace("  main:\n", "  main:  # ivrlint: ignore[doom-loop] it is a sample\n")
    assert rules_found(run, "--select", "no-repeat", stdin=text) == []
    assert rules_found(run, "--select", "doom-loop", stdin=text) == ["suppression-unused"]


@pytest.mark.parametrize("comment", ["ignore[doom-loop]", "ignore[doom-loop] until 2001-01-31 it is old"])
def test_with_some_rules_selected_only_what_is_wrong_for_these_is_told(run: Run, comment: str) -> None:
    text = GOOD.replace("  main:\n", f"  main:  # ivrlint: {comment}\n")
    assert rules_found(run, "--select", "no-repeat", stdin=text) == []
    (wrong,) = rules_found(run, "--select", "doom-loop", stdin=text)
    assert rules_found(run, "--select", wrong, stdin=text) == [wrong]


def test_what_is_not_understood_is_told_whichever_rules_are_selected(run: Run) -> None:
    text = GOOD.replace("  main:\n", "  main:  # ivrlint: ignore[doom-lop] a\n")
    assert rules_found(run, "--select", "no-repeat", stdin=text) == ["suppression-malformed"]


@pytest.mark.parametrize("only", ["suppression-unused", "baseline-stale,suppression-unused"])
def test_to_select_only_what_is_told_of_rules_that_judge_is_a_usage_error(run: Run, only: str) -> None:
    ran = run("good.yaml", "--select", only)
    assert ran.code == 2
    assert "suppression-unused: told only of rules that judge, and --select names none." in ran.err
    assert run("good.yaml", "--select", f"{only},doom-loop").code == 0


@pytest.mark.parametrize(("days", "expired"), [(1, False), (0, False), (-2, True)])
def test_today_is_the_day_of_the_clock(run: Run, days: int, expired: bool) -> None:
    until = date.today() + timedelta(days)  # noqa: DTZ011 - the day where ivrlint runs
    found = rules_found(run, stdin=hiding("doom-loop", f"until {until}"))
    assert ("doom-loop" in found) is expired
    assert ("suppression-expired" in found) is expired


def test_own_rules_can_be_named(run: Run) -> None:
    own = next((RULES / "data").glob("*.yaml")).read_text(encoding="utf-8")
    folder = Path("own", "data")
    folder.mkdir(parents=True)
    (folder / "our-words.yaml").write_text(re.sub(r"(?m)^id: .*", "id: our-words", own), encoding="utf-8")
    text = GOOD.replace("  main:\n", "  main:  # ivrlint: ignore[our-words] it is a sample\n")
    assert rules_found(run, "--ignore", "suppression-unused", stdin=text) == ["suppression-malformed"]
    assert rules_found(run, "--rules", "own", "--ignore", "suppression-unused", stdin=text) == []


def accepting(entry: str) -> None:
    Path(".ivrlint.yaml").write_text(f"ignores:\n  - reason: it is so\n    {entry}\n", encoding="utf-8")


def test_the_configuration_hides_by_file_step_and_rule(run: Run) -> None:
    accepting("files: loop.yaml\n    rules: doom-loop\n    steps: main")
    out = run("loop.yaml", "--no-calls").out
    assert "doom-loop" not in out
    assert "1 suppressed" in out.splitlines()[-1]
    assert "[doom-loop]" in run("loop.yaml", "--no-calls", "--no-ignores").out


def test_an_entry_of_the_configuration_that_is_of_no_use_is_quoted(run: Run) -> None:
    accepting("files: good.yaml\n    rules: doom-loop")
    lines = run("good.yaml").out.splitlines()
    assert lines[0].startswith(".ivrlint.yaml:2:5: warning: this is of no use: doom-loop finds nothing there")
    assert lines[1] == "  2 |   - reason: it is so"
    assert run("good.yaml", "--fail-on", "warning").code == 1


def test_how_severe_findings_about_suppressions_are_the_configuration_says(run: Run) -> None:
    Path(".ivrlint.yaml").write_text("rules: {suppression-malformed: error}\n", encoding="utf-8")
    text = GOOD.replace("  main:\n", "  main:  # ivrlint: ignore\n")
    assert run("-", stdin=text).code == 1
    Path(".ivrlint.yaml").write_text("rules: {suppression-malformed: off}\n", encoding="utf-8")
    assert rules_found(run, stdin=text) == []


def test_how_long_it_takes_is_told(run: Run) -> None:
    text = GOOD.replace("  main:\n", "  main:  # ivrlint: ignore\n")
    assert "ms  suppress" in run("-", "--show-timings", stdin=text).err
    assert "suppress" not in run("-", "--show-timings", stdin=GOOD).err


def test_nothing_is_loaded_for_files_without_comments_for_ivrlint(run: Run, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "ivrlint.suppressing", None)
    assert run("-", stdin=GOOD).code == 0


@pytest.mark.parametrize("name", BY_NO_RULE)
def test_every_name_is_listed_and_explained(run: Run, name: str) -> None:
    assert f"  {name} " in run("rules").out
    ran = run("explain", name)
    assert ran.code == 0
    assert f"--ignore {name}" in " ".join(ran.out.split())


def test_comments_in_files_whose_configuration_is_wrong_are_not_told_of(run: Run) -> None:
    Path("loop.yaml").write_text(LOOP.replace("  main:\n", "  main:  # ivrlint: ignore no-repeat\n"), encoding="utf-8")
    assert "[suppression-malformed]" in run("loop.yaml").out
    Path(".ivrlint.yaml").write_text("extend: recommended\n", encoding="utf-8")
    ran = run("loop.yaml")
    assert (ran.code, "suppression-malformed" in ran.out) == (2, False)
