"""What each key of a configuration does to a run."""

import json

import pytest
from command_line import GOOD, LOOP, Run, found, write

from ivrlint.bundled import RULES

DOOM_LOOP = (RULES / "structure/doom-loop.yaml").read_text(encoding="utf-8")
NINE = GOOD.replace("press 0", "press 9").replace("0: people", "9: people")


def test_rules_never_vanish_because_a_configuration_exists(run: Run) -> None:
    without = found(run, "loop.yaml")
    assert "doom-loop" in without["loop.yaml"]
    for text in ("", "# nothing\n", "rules: {menu-too-deep: off}\n", "exclude: drafts/\n", "extends: house.yaml\n"):
        write(".ivrlint.yaml", text)
        write("house.yaml", "rules: {too-many-options: off}\n")
        assert found(run, "loop.yaml") == without, text


def test_rules_are_turned_off_and_on_and_made_more_or_less_severe(run: Run) -> None:
    write("off.yaml", "rules: {no-way-to-a-person: off}\n")
    write(".ivrlint.yaml", "extends: off.yaml\nrules: {doom-loop: info, endless-retry: error}\n")
    rules = found(run, "loop.yaml")["loop.yaml"]
    assert (rules["doom-loop"], rules["endless-retry"]) == ("info", "error")
    assert "no-way-to-a-person" not in rules
    write(".ivrlint.yaml", "extends: off.yaml\nrules: {no-way-to-a-person: on}\n")
    assert found(run, "loop.yaml")["loop.yaml"]["no-way-to-a-person"] == "error"


def test_limits_are_changed_with_and_without_the_severity(run: Run) -> None:
    assert run("good.yaml", "--select", "menu-too-deep").out.startswith(("A newcomer", "nothing found"))
    for setting, severity in (("{options: {max_depth: 0}}", "warning"), ("{severity: info, options: {max_depth: 0}}", "info")):
        write(".ivrlint.yaml", f"rules: {{menu-too-deep: {setting}}}\n")
        assert found(run, "good.yaml") == {"good.yaml": {"menu-too-deep": severity}}


def test_what_is_found_by_no_rule_is_configured_too(run: Run) -> None:
    write(".ivrlint.yaml", "rules: {format: warning}\n")
    assert found(run, "typo.yaml")["typo.yaml"]["format"] == "warning"
    write(".ivrlint.yaml", "rules: {format: off}\n")
    assert "format" not in found(run, "typo.yaml").get("typo.yaml", {})


def test_a_later_base_has_the_last_word_and_the_configuration_itself_behind_it(run: Run) -> None:
    write("one.yaml", "rules: {doom-loop: warning, endless-retry: error}\nfail_on: never\n")
    write("in/two.yaml", "extends: ../three.yaml\nrules: {doom-loop: info}\n")
    write("three.yaml", "rules: {no-way-to-a-person: off}\n")
    write(".ivrlint.yaml", "extends: [recommended, one.yaml, in/two.yaml]\nrules: {endless-retry: info}\n")
    ran = run("loop.yaml", "-f", "json")
    rules = {each["rule"]: each["severity"] for each in json.loads(ran.out)["findings"]}
    assert (ran.code, rules["doom-loop"], rules["endless-retry"]) == (0, "info", "info")
    assert "no-way-to-a-person" not in rules


def test_overrides_hold_for_their_files_alone_and_the_later_one_has_the_last_word(run: Run) -> None:
    for name in ("a.yaml", "drafts/b.yaml", "drafts/2027/c.yaml"):
        write(f"menus/{name}", LOOP)
    write(
        "menus/.ivrlint.yaml",
        "rules: {endless-retry: error}\noverrides:\n  - {files: drafts/, rules: {doom-loop: info, endless-retry: info}}\n"
        "  - {files: [drafts/2027/, x.yaml], rules: {doom-loop: warning}}\n",
    )
    rules = found(run, "menus")
    told = {file.removeprefix("menus/"): (its["doom-loop"], its["endless-retry"]) for file, its in rules.items()}
    assert told == {"a.yaml": ("error", "error"), "drafts/b.yaml": ("info", "info"), "drafts/2027/c.yaml": ("warning", "info")}


def test_what_is_excluded_is_passed_over_in_folders_and_linted_where_it_is_named(run: Run) -> None:
    write("old/a.yaml", LOOP)
    write(".ivrlint.yaml", "exclude: [old/, typo.yaml]\n")
    assert set(found(run, ".")) == {"loop.yaml"}
    assert set(found(run, "old/a.yaml", "typo.yaml")) == {"old/a.yaml", "typo.yaml"}
    assert set(found(run, "old/a.yaml", "loop.yaml", "--force-exclude")) == {"loop.yaml"}


def test_that_all_was_excluded_is_said(run: Run) -> None:
    write(".ivrlint.yaml", 'exclude: "*.yaml"\n')
    assert run("loop.yaml", "--force-exclude") == (0, "", "nothing was linted: what is named is excluded\n")
    code, _, err = run(".")
    assert code == 2
    assert "besides what is excluded" in err


def test_an_excluded_file_to_which_others_lead_is_read_and_not_told_of(run: Run) -> None:
    write("start.yaml", "ivr: 1\nstart: a\nsteps:\n  a: {say: Hello., next: old/loop.yaml}\n")
    write("old/loop.yaml", LOOP)
    write(".ivrlint.yaml", "exclude: old/\n")
    rules = found(run, "start.yaml")
    assert "old/loop.yaml" not in rules
    assert "broken-target" not in rules["start.yaml"]


def test_the_operator_key_is_that_of_flows_that_do_not_say_it(run: Run) -> None:
    write("nine.yaml", NINE)
    assert "operator-key-ignored" in run("nine.yaml").out
    write(".ivrlint.yaml", 'operator_key: "9"\n')
    assert "operator-key-ignored" not in run("nine.yaml").out
    write("nine.yaml", NINE.replace("start:", "operator_key: 8\nstart:", 1))
    assert "operator-key-ignored" in run("nine.yaml").out


def test_times_are_what_calls_are_measured_by(run: Run) -> None:
    assert "reaches a person after 8 s" in run("good.yaml").out
    write(".ivrlint.yaml", "times: {rate: 60, decide: 9s}\n")
    assert "reaches a person after 26 s" in run("good.yaml").out


def test_of_several_configurations_each_time_holds_by_itself(run: Run) -> None:
    write("house.yaml", "times: {rate: 60, decide: 1.35s}\n")
    write(".ivrlint.yaml", "extends: house.yaml\ntimes: {decide: 9s}\n")
    assert "reaches a person after 26 s" in run("good.yaml").out


def test_rule_folders_bring_rules_that_can_be_configured_like_ours(run: Run) -> None:
    write("house/ours/structure/no-castle.yaml", DOOM_LOOP.replace("id: doom-loop", "id: no-castle"))
    write("house/house.yaml", "rule_folders: ours\n")
    write(".ivrlint.yaml", "extends: house/house.yaml\n")
    assert found(run, "loop.yaml")["loop.yaml"]["no-castle"] == "error"
    write(".ivrlint.yaml", "extends: house/house.yaml\nrules: {no-castle: info}\n")
    assert found(run, "loop.yaml")["loop.yaml"]["no-castle"] == "info"
    assert found(run, "loop.yaml", "--select", "no-castle")["loop.yaml"] == {"no-castle": "info"}


def test_what_fails_is_said_by_the_configuration_and_before_it_by_the_command_line(run: Run) -> None:
    write(".ivrlint.yaml", "fail_on: never\n")
    assert run("loop.yaml").code == 0
    assert run("loop.yaml", "--fail-on", "error").code == 1
    write(".ivrlint.yaml", "fail_on: warning\nrules: {doom-loop: warning}\n")
    assert run("loop.yaml", "--select", "doom-loop").code == 1
    assert run("loop.yaml", "--select", "doom-loop", "--fail-on", "error").code == 0


def test_rules_are_selected_and_left_out_whatever_the_configuration_says(run: Run) -> None:
    write(".ivrlint.yaml", "rules: {doom-loop: off, endless-retry: info}\n")
    assert found(run, "loop.yaml", "--select", "doom-loop") == {"loop.yaml": {"doom-loop": "error"}}
    assert "endless-retry" not in found(run, "loop.yaml", "--ignore", "endless-retry")["loop.yaml"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_neither_selected_nor_left_out(run: Run, option: str) -> None:
    code, out, err = run("loop.yaml", option, "doom-loop,doom-lop")
    assert (code, out) == (2, "")
    assert "There is no rule 'doom-lop'; did you mean 'doom-loop'?" in err
