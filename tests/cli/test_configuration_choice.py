"""Which configuration holds for which file, in each command."""

from pathlib import Path

import pytest
from command_line import GOOD, LOOP, Run, found, write


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
