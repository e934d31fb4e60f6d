"""A GitHub runner, as far as action.yml needs one: inputs, expressions, and a step that runs in bash."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from machine import ROOT, Ran, run

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step}
EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")


class Step(NamedTuple):
    """What came of the step that runs ivrlint: its outputs, and the summary of the job."""

    ran: Ran
    outputs: Mapping[str, str]
    summary: str

    @property
    def log(self) -> str:
        """What people see of standard output."""
        return self.ran.stdout


def ran_as_action(folder: Path, python: Path, inputs: Mapping[str, str]) -> Step:
    """Run the step in a repository's folder, with the inputs of a workflow; others have their defaults."""
    given = {name: str(each["default"]) for name, each in ACTION["inputs"].items()} | dict(inputs)
    assert given.keys() == ACTION["inputs"].keys(), "an input that the action does not have"
    known = {f"inputs.{name}": value for name, value in given.items()} | {"steps.python.outputs.python-path": str(python)}
    step = STEPS["ivrlint"]
    temp = folder.parent / "runner temp"
    temp.mkdir(exist_ok=True)
    files = {"GITHUB_OUTPUT": temp / "output", "GITHUB_STEP_SUMMARY": temp / "summary"}
    for file in files.values():
        file.write_text("", encoding="utf-8")
    (temp / "step.sh").write_text(step["run"], encoding="utf-8")
    variables = {name: EXPRESSION.sub(lambda found: known[found[1]], value) for name, value in step["env"].items()}
    runner = {"GITHUB_ACTION_PATH": str(ROOT), "GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(temp)}
    where = folder / EXPRESSION.sub(lambda found: known[found[1]], step["working-directory"])
    shell = shlex.split("bash --noprofile --norc -e -o pipefail")
    ran = run(where, *shell, temp / "step.sh", **runner, **{k: str(v) for k, v in files.items()}, **variables)
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines())
    return Step(ran, outputs, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"))
