"""What each key of a configuration does to a run, and which configuration holds for which file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import GOOD, LOOP, Run

from ivrlint.bundled import RULES

DOOM_LOOP = (RULES / "structure/doom-loop.yaml").read_text(encoding="utf-8")
NINE = GOOD.replace("press 0", "press 9").replace("0: people", "9: people")


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def found(run: Run, *args: str) -> dict[str, dict[str, str]]:
    """How severe the findings of each rule are in each file."""
    result: dict[str, dict[str, str]] = {}
    for each in json.loads(run(*args, "-f", "json").out)["findings"]:
        result.setdefault(each["file"], {})[each["rule"]] = each["severity"]
    return result


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


def test_the_nearest_configuration_holds_and_holds_whole(run: Run) -> None:
    write("menus/uk/a.yaml", LOOP)
    write("menus/b.yaml", LOOP)
    write(".ivrlint.yaml", "rules: {doom-loop: off, endless-retry: info}\n")
    write("menus/uk/.ivrlint.yml", "rules: {endless-retry: error}\n")
    rules = found(run, "menus")
    assert "doom-loop" not in rules["menus/b.yaml"]
    assert rules["menus/b.yaml"]["endless-retry"] == "info"
    assert rules["menus/uk/a.yaml"]["doom-loop"] == rules["menus/uk/a.yaml"]["endless-retry"] == "error"


def test_of_several_in_one_folder_the_own_file_holds(run: Run) -> None:
    write("pyproject.toml", '[project]\nname = "x"\n')
    assert run("loop.yaml").code == 1
    write("pyproject.toml", '[tool.ivrlint]\nfail_on = "never"\n')
    assert run("loop.yaml").code == 0
    write(".ivrlint.yml", "fail_on: error\n")
    assert run("loop.yaml").code == 1
    write(".ivrlint.yaml", "fail_on: never\n")
    assert run("loop.yaml").code == 0


def test_in_pyproject_the_same_keys_say_the_same(run: Run) -> None:
    write("drafts/a.yaml", LOOP)
    write("old/b.yaml", LOOP)
    write(
        "pyproject.toml",
        '[tool.ivrlint]\nexclude = ["old/"]\n[tool.ivrlint.rules]\nendless-retry = "info"\n'
        '[[tool.ivrlint.overrides]]\nfiles = "drafts/"\nrules = { doom-loop = "off" }\n',
    )
    rules = found(run, ".")
    assert "old/b.yaml" not in rules
    assert "doom-loop" in rules["loop.yaml"]
    assert "doom-loop" not in rules["drafts/a.yaml"]
    assert rules["loop.yaml"]["endless-retry"] == "info"


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


def test_a_wrong_configuration_hides_nothing_of_files_that_it_is_not_about(run: Run) -> None:
    write("menus/a.yaml", LOOP)
    write("menus/bad/b.yaml", LOOP)
    write("menus/bad/.ivrlint.yaml", "rules: {doom-lop: off}\nfail_on: sometimes\n")
    code, out, err = run("menus", "--format", "concise")
    assert code == 2
    assert "menus/a.yaml:6:3: error: " in out
    assert "menus/bad/b.yaml" not in out
    assert err == (
        "menus/bad/.ivrlint.yaml:1:9: rules: there is no rule 'doom-lop'; did you mean 'doom-loop'?\n"
        "menus/bad/.ivrlint.yaml:2:10: fail_on: there is no 'sometimes' here; known: error, info, never, warning\n"
    )
    assert run("menus", "--fail-on", "never", "-q").code == 2


def test_what_one_configuration_says_does_not_hold_in_files_of_another_to_which_calls_lead(run: Run) -> None:
    write("start.yaml", GOOD.replace("next: main", "next: other/loop.yaml", 1))
    write("other/loop.yaml", LOOP)
    write("other/.ivrlint.yaml", "rules: {endless-retry: off}\n")
    write(".ivrlint.yaml", "rules: {endless-retry: error, option-does-nothing: off}\n")
    assert "endless-retry" in found(run, "loop.yaml")["loop.yaml"]
    assert "endless-retry" not in found(run, "start.yaml").get("other/loop.yaml", {})


def test_standard_input_has_the_configuration_beside_its_name(run: Run) -> None:
    write("menus/.ivrlint.yaml", "fail_on: never\n")
    assert run("-", stdin=LOOP).code == 1
    assert run("-", "--stdin-filename", "menus/a.yaml", stdin=LOOP).code == 0


@pytest.mark.parametrize("name", ["ci/ivrlint.yaml", "ci/any.toml", "ci/pyproject.toml", "ci/noend"])
def test_the_configuration_that_is_named_holds_for_all_files(run: Run, name: str) -> None:
    toml = name.endswith(".toml")
    rules = '[tool.ivrlint.rules]\ndoom-loop = "info"\n' if toml else "rules: {doom-loop: info}\n"
    write(name, f'[tool.ivrlint]\nexclude = "old/"\n{rules}' if toml else f"exclude: old/\n{rules}")
    write("menus/.ivrlint.yaml", "rules: {doom-loop: off}\n")
    write("menus/a.yaml", LOOP)
    write("old/a.yaml", LOOP)
    rules_of = found(run, ".", "--config", name)
    assert rules_of["menus/a.yaml"]["doom-loop"] == rules_of["loop.yaml"]["doom-loop"] == "info"
    assert "old/a.yaml" not in rules_of


def test_isolated_wants_no_configuration(run: Run) -> None:
    write(".ivrlint.yaml", "nonsense: [\n")
    assert run("loop.yaml").code == 2
    assert "doom-loop" in run("loop.yaml", "--isolated").out
    assert run("good.yaml", "--isolated").code == 0


def test_a_profile_takes_the_place_of_what_is_extended_and_of_nothing_else(run: Run) -> None:
    write("house.yaml", "rules: {doom-loop: off}\n")
    write(".ivrlint.yaml", "extends: house.yaml\nrules: {endless-retry: info}\n")
    assert "doom-loop" not in found(run, "loop.yaml")["loop.yaml"]
    rules = found(run, "loop.yaml", "--profile", "recommended")["loop.yaml"]
    assert (rules["doom-loop"], rules["endless-retry"]) == ("error", "info")


def test_rules_are_selected_and_left_out_whatever_the_configuration_says(run: Run) -> None:
    write(".ivrlint.yaml", "rules: {doom-loop: off, endless-retry: info}\n")
    assert found(run, "loop.yaml", "--select", "doom-loop") == {"loop.yaml": {"doom-loop": "error"}}
    assert "endless-retry" not in found(run, "loop.yaml", "--ignore", "endless-retry")["loop.yaml"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_neither_selected_nor_left_out(run: Run, option: str) -> None:
    code, out, err = run("loop.yaml", option, "doom-loop,doom-lop")
    assert (code, out) == (2, "")
    assert "There is no rule 'doom-lop'; did you mean 'doom-loop'?" in err


COMMANDS = (
    ["check", "loop.yaml"], ["check", "loop.yaml", "--show-settings"], ["draw", "loop.yaml"], ["facts", "loop.yaml"],
    ["graph", "loop.yaml"], ["conformance", "loop.yaml", "--profile", "gethuman"],
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_goes_by_times_of_a_configuration_and_without_it_when_isolated(run: Run, command: list[str]) -> None:
    write("loop.yaml", LOOP.replace("after: 7s, ", ""))
    plain = run(*command).out
    write("slow.yaml", "times: {rate: 30, no_input: 30s}\n")
    slow = run(*command, "--config", "slow.yaml").out
    assert slow != plain or command[0] == "conformance"
    Path("slow.yaml").rename(".ivrlint.yaml")
    if "--show-settings" not in command:
        assert run(*command).out == slow
    assert run(*command, "--isolated").out == plain


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_refuses_a_wrong_configuration_and_two_that_contradict_one_another(run: Run, command: list[str]) -> None:
    write("bad.yaml", "times: {rat: 30}\nrules: {doom-lop: off}\n")
    code, out, err = run(*command, "--config", "bad.yaml")
    assert code == 2
    assert "doom-loop" not in out
    assert err.startswith("bad.yaml:1:9: times: unknown key 'rat'; did you mean 'rate'?\nbad.yaml:2:9: rules: ")
    code, _, err = run(*command, "--config", "nowhere.yaml")
    assert (code, err) == (2, "nowhere.yaml: there is no such file or folder, and is named as the configuration\n")
    code, _, err = run(*command, "--config", "bad.yaml", "--isolated")
    assert code == 2
    assert "--config names a configuration, and --isolated wants none." in err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.toml", "[tool.ruff]\n", "x.toml: has no table [tool.ivrlint]"),
        ("x.yaml", "x: [\n", "x.yaml:1:5: a value is missing"),
        ("x/y.yaml", "", "x: is a folder, not a configuration, and is named as the configuration"),
    ],
)
def test_what_is_named_as_a_configuration_is_one(run: Run, name: str, text: str, said: str) -> None:
    write(name, text)
    code, _, err = run("loop.yaml", "--config", name.split("/", maxsplit=1)[0])
    assert (code, err) == (2, f"{said}\n")


def test_with_a_named_configuration_patterns_are_seen_from_the_current_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("in/ci/c.yaml", "overrides: [{files: /menus/a.yaml, rules: {doom-loop: info}}]\n")
    write("in/menus/a.yaml", LOOP)
    write("menus/a.yaml", LOOP)
    monkeypatch.chdir("in")
    rules = found(run, "menus/a.yaml", "../loop.yaml", "--config", "ci/c.yaml")
    assert {file: its["doom-loop"] for file, its in rules.items()} == {"menus/a.yaml": "info", "../loop.yaml": "error"}
