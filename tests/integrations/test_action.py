"""The GitHub action: its script is run as a runner does, with the built wheel."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from machine import ROOT, SAMPLES, repository, run, told
from workflow import ACTION, ran_as_action

import ivrlint


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A repository with a good flow and a bad one."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    return repository(folder, "bank.yaml", "doom-loop.yaml")


@pytest.fixture
def act(workspace: Path, python: Path):
    """Run the action there."""

    def run_it(**inputs: str):
        return ran_as_action(workspace, python, {name.replace("_", "-"): value for name, value in inputs.items()})

    return run_it


def test_the_action_is_one_by_githubs_own_schema():
    checked = run(ROOT, sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")
    assert checked.returncode == 0, told(checked)


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_shellcheck_finds_no_fault_with_the_script():
    checked = run(ROOT, "shellcheck", ".github/action.sh")
    assert checked.returncode == 0, told(checked)


def test_no_input_is_ever_a_part_of_a_command():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"]), "an input that is not used, or not described"
    read = set(re.findall(r"\bIVRLINT_\w+", (ROOT / ".github/action.sh").read_text(encoding="utf-8"))) - {"IVRLINT_"}
    assert read == {name for step in ACTION["runs"]["steps"] for name in step.get("env", {})}


def test_findings_fail_the_step_and_are_annotations_a_summary_and_sarif(act):
    step = act()
    assert step.ran.returncode == 1, told(step.ran)
    assert step.outputs["exit-code"] == "1"
    assert "::error file=doom-loop.yaml,line=6," in step.log
    assert "### ivrlint: 4 errors, 3 warnings in 2 files" in step.summary
    results = json.loads(Path(step.outputs["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert {result["ruleId"] for result in results} >= {"no-way-to-a-person", "doom-loop"}
    assert "is put through" not in step.log
    assert "ends     and so on, for ever" in step.log, "the calls stand in the log"


def test_a_good_flow_passes(act):
    step = act(files="bank.yaml")
    assert (step.ran.returncode, step.outputs["exit-code"]) == (0, "0"), told(step.ran)
    assert "::error" not in step.log
    assert "nothing found in 1 file" in step.summary


def test_each_line_of_files_is_one_whatever_is_in_it(act, workspace):
    names = ["my menu.yaml", "it's; touch x.yaml", '"$(touch x)".yaml', "-f.yaml"]
    for name in names:
        shutil.copy(SAMPLES / "bank.yaml", workspace / name)
    step = act(files="\n".join([*names, "", "ban*.yaml", ""]))
    assert step.ran.returncode == 0, told(step.ran)
    assert "nothing found in 5 files" in step.summary
    assert not (workspace / "x").exists()


def test_settings_are_passed_on(act, workspace):
    (workspace / "ci").mkdir()
    (workspace / "ci/our lint.yaml").write_text("rules: {doom-loop: off}\n", encoding="utf-8")
    step = act(files="doom-loop.yaml", config="ci/our lint.yaml", fail_on="never", profile="strict")
    assert step.ran.returncode == 0, told(step.ran)
    assert "[doom-loop]" not in step.log
    assert "no-way-to-a-person" in step.log
    assert act(files="doom-loop.yaml", fail_on="sometimes").ran.returncode == 2


def test_args_are_words_as_in_a_shell_but_nothing_is_put_in_their_place(act, workspace):
    step = act(args="--select 'doom-loop, asked-twice' --format json='my found.json'")
    assert step.ran.returncode == 1, told(step.ran)
    found = json.loads((workspace / "my found.json").read_text(encoding="utf-8"))
    assert {finding["rule"] for finding in found["findings"]} == {"doom-loop", "asked-twice"}
    step = act(args="--select '$(touch x)' `touch x` $HOME")
    assert step.ran.returncode == 2
    assert not (workspace / "x").exists()


def test_args_that_are_no_words_are_an_error(act):
    step = act(args="--select 'doom-loop")
    assert step.ran.returncode == 2
    assert "::error title=ivrlint::The input args cannot be taken apart into words: No closing quotation." in told(step.ran)


def test_annotations_and_summary_can_be_left_out(act):
    step = act(annotations="false", summary="false")
    assert step.ran.returncode == 1
    assert "::error" not in step.log
    assert "[no-way-to-a-person]" in step.log
    assert step.summary == ""


def test_a_file_that_cannot_be_read_is_told_of_and_the_rest_is_judged(act):
    step = act(files="gone.yaml\ndoom-loop.yaml")
    assert (step.ran.returncode, step.outputs["exit-code"]) == (2, "2")
    assert "gone.yaml" in step.log
    assert "::error file=doom-loop.yaml" in step.log
    assert "sarif" in step.outputs


def test_nothing_in_a_flow_is_a_command_to_the_runner(act, workspace):
    bad = (SAMPLES / "doom-loop.yaml").read_text(encoding="utf-8")
    bad = re.sub("say: (Welcome to) (.*)", r'say: "\1\\n::set-env name=X::y\\n::error::\2"', bad)
    assert "::set-env" in bad
    (workspace / "doom-loop.yaml").write_text(bad, encoding="utf-8")
    lines = act().log.splitlines()
    stop = next(number for number, line in enumerate(lines) if line.startswith("::stop-commands::"))
    token = lines[stop].removeprefix("::stop-commands::")
    assert len(token) == 64
    go_on = lines.index(f"::{token}::")
    commands = [line for number, line in enumerate(lines) if line.startswith("::") and not stop < number < go_on]
    kinds = {re.match(r"::([\w-]+)", line)[1] for line in commands} - {token}
    assert kinds <= {"group", "endgroup", "error", "warning", "notice", "stop-commands"}
    assert all(" file=" in line for line in commands if line.startswith("::error"))


def test_it_runs_in_another_folder_and_paths_are_those_of_the_repository(act, workspace):
    (workspace / "menus").mkdir()
    (workspace / "doom-loop.yaml").rename(workspace / "menus/loop.yaml")
    step = act(working_directory="menus", files="loop.yaml")
    assert "::error file=menus/loop.yaml,line=6," in step.log


def test_without_a_version_the_action_installs_the_checkout_that_it_is_part_of(workspace):
    step = ran_as_action(workspace, Path(sys.executable), {"files": "bank.yaml"})
    assert step.ran.returncode == 0, told(step.ran)
    assert f"ivrlint {ivrlint.__version__}" in step.log


def test_a_version_can_be_named(act, tmp_path):
    act(version="1.2.3")
    assert (tmp_path / "pip").read_text(encoding="utf-8").split()[-1] == "ivrlint==1.2.3"


def test_the_script_can_be_read_by_bash_of_any_age():
    read = subprocess.run(["bash", "-n", ROOT / ".github/action.sh"], capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")
    assert not re.search(r"mapfile|readarray|declare -A|\$\{\w+[,^]", (ROOT / ".github/action.sh").read_text(encoding="utf-8"))
