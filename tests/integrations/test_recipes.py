"""The recipes of docs/integrations.md for services that lint each push: checked by their schemas, and run as the services do."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from consumers import GITLAB, parsed_junit
from consumers import sarif as sarif_schema
from machine import ROOT, SAMPLES, Ran, repository, run, told
from recipes import BLOCKS, HOME, PAGE, TAG, Pipeline, azure, block, gitlab, jenkins, parsed
from workflow import ACTION, ran_as_action

PIPELINES: Mapping[str, Callable[[], Pipeline]] = {"gitlab": gitlab, "azure": azure, "jenkins": jenkins}
SCHEMAS = [
    ("vendor.github-workflows", ".github/workflows/menus.yml"),
    ("vendor.github-workflows", ".github/workflows/menus-changed.yml"),
    ("vendor.github-workflows", ".github/workflows/menus-comment.yml"),
    ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ("vendor.azure-pipelines", "azure-pipelines.yml"),
]
GITHUB = {"github.token": "ghs_1", "github.event.number": "7", "github.base_ref": "main"}


class Agent:
    """A machine of a service, with a checkout that has a folder `menus`. Installing writes down what is asked for."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.log = folder / "log"
        self.path = folder / "programs"
        self.path.mkdir()
        (self.path / "ivrlint").symlink_to(programs / "ivrlint")
        for program in ("pip", "gh"):
            self._program(program, f'echo {program} "$@" >> "{self.log}"')
        venv = f'mkdir -p "$3/bin" && ln -s "{self.path}/pip" "{self.path}/ivrlint" "$3/bin"'
        self._program("python3", f'[ "$1 $2" = "-m venv" ] && {venv}')
        (folder / "checkout").mkdir()
        self.checkout = repository(folder / "checkout")
        self.menus = self.checkout / "menus"
        self.menus.mkdir()

    def with_flow(self, sample: str) -> None:
        """Have a sample among the menus."""
        (self.menus / sample).write_bytes((SAMPLES / sample).read_bytes())

    def run(self, shell: tuple[str, ...], *scripts: str, **environment: str) -> Ran:
        """Run scripts until one fails."""
        for text in scripts:
            script = self.path.parent / "script"
            script.write_text(text, encoding="utf-8")
            ran = run(self.checkout, *shell, script, path=self.path, **environment)
            if ran.returncode:
                break
        return ran

    def _program(self, name: str, text: str) -> None:
        (self.path / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (self.path / name).chmod(0o755)


@pytest.fixture
def agent(tmp_path: Path, programs: Path) -> Agent:
    return Agent(tmp_path, programs)


def findings_in(form: str, file: Path) -> set[str]:
    """The rules of a report that the service reads; the report is valid."""
    data = file.read_bytes()
    if form == "junit":
        return {re.search(r" \[([\w-]+)\]$", failure.text, re.MULTILINE)[1] for failure in parsed_junit(data).iter("failure")}
    if form == "gitlab":
        GITLAB.validate(json.loads(data))
        return {issue["check_name"] for issue in json.loads(data)}
    sarif_schema().validate(json.loads(data))
    return {result["ruleId"] for result in json.loads(data)["runs"][0]["results"]}


def resolved(value: str) -> str:
    """A value of a workflow, with what GitHub puts in the place of its expressions."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: GITHUB[found[1]], value)


@pytest.mark.parametrize(("schema", "name"), SCHEMAS, ids=[name for _, name in SCHEMAS])
def test_the_service_takes_the_recipe_by_its_schema(schema, name, tmp_path):
    file = tmp_path / Path(name).name
    file.write_text(block(name), encoding="utf-8")
    checked = run(
        tmp_path, sys.executable, "-m", "check_jsonschema", *["--regex-variant", "nonunicode", "--builtin-schema"], schema, file
    )
    assert checked.returncode == 0, told(checked)


@pytest.mark.parametrize("service", PIPELINES)
def test_findings_stop_the_pipeline_and_stand_in_what_the_service_reads(agent, service):
    pipeline = PIPELINES[service]()
    for sample in ("bank.yaml", "doom-loop.yaml"):
        agent.with_flow(sample)
    ran = agent.run(pipeline.shell, *pipeline.scripts)
    assert ran.returncode == 1, told(ran)
    assert agent.log.read_text(encoding="utf-8") == f"pip install git+{HOME}@{TAG}\n"
    assert "[no-way-to-a-person]" in ran.stdout, "people who read the log see them too"
    for form, file in pipeline.read.items():
        assert "no-way-to-a-person" in findings_in(form, agent.checkout / file), form


@pytest.mark.parametrize("service", PIPELINES)
def test_without_findings_the_pipeline_goes_on_and_the_reports_say_so(agent, service):
    pipeline = PIPELINES[service]()
    agent.with_flow("bank.yaml")
    ran = agent.run(pipeline.shell, *pipeline.scripts)
    assert ran.returncode == 0, told(ran)
    assert [findings_in(form, agent.checkout / file) for form, file in pipeline.read.items()] == [set(), set()]


def test_gitlab_may_go_on_with_findings_but_not_with_what_cannot_be_read(agent, tmp_path):
    allowed = yaml.safe_load(re.search(r"`(allow_failure: .*?)`", PAGE)[1])
    (tmp_path / "ci.yml").write_text(yaml.safe_dump({"ivrlint": parsed(".gitlab-ci.yml")["ivrlint"] | allowed}), encoding="utf-8")
    checked = run(tmp_path, sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "ci.yml")
    assert checked.returncode == 0, told(checked)
    (agent.menus / "broken.yaml").write_text("ivr: 1\nsteps: {a: [\n", encoding="utf-8")
    assert agent.run(gitlab().shell, *gitlab().scripts).returncode not in {0, allowed["allow_failure"]["exit_codes"]}


def test_the_jenkinsfile_closes_what_it_opens():
    outside = re.sub(r"'[^'\n]*'|//.*", "", block("Jenkinsfile"))
    depth = 0
    for sign in re.findall(r"[{}]", outside):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert "'" not in outside


def test_the_workflow_gives_the_action_what_it_takes(agent, python):
    (job,) = parsed(".github/workflows/menus.yml")["jobs"].values()
    action = job["steps"][-1]
    for sample in ("bank.yaml", "doom-loop.yaml"):
        agent.with_flow(sample)
    step = ran_as_action(agent.checkout, python, action["with"])
    assert step.ran.returncode == 1, told(step.ran)
    assert "no-way-to-a-person" in step.summary
    assert "no-way-to-a-person" in findings_in("sarif", Path(step.outputs["sarif"]))
    assert action["with"]["sarif"] == "true"
    assert job["permissions"] == {"contents": "read", "security-events": "write"}


def test_the_workflow_for_pull_requests_tells_only_what_they_bring(agent, python, tmp_path):
    (job,) = parsed(".github/workflows/menus-changed.yml")["jobs"].values()
    checkout, action = job["steps"]
    commit = "git add -A && git commit -q -m menus"
    agent.with_flow("doom-loop.yaml")
    assert agent.run(("bash", "-e"), f"git checkout -q -b main && {commit} && git checkout -q -b pull").returncode == 0
    agent.with_flow("web-shop.yaml")
    commits = checkout.get("with", {}).get("fetch-depth", 1)
    depth = f"--depth {commits}" if commits else ""
    clone = (
        f"git clone -q {depth} -b pull {agent.checkout.as_uri()} {tmp_path}/pull && git -C {tmp_path}/pull checkout -q --detach"
    )
    cloned = agent.run(("bash", "-e"), f"{commit} && {clone}")
    assert cloned.returncode == 0, told(cloned)
    step = ran_as_action(tmp_path / "pull", python, {name: resolved(value) for name, value in action["with"].items()})
    assert step.ran.returncode == 1, told(step.ran)
    assert "::error file=menus/web-shop.yaml" in step.log
    assert "::error file=menus/doom-loop.yaml" not in step.log


def test_the_workflow_comments_on_the_pull_request_and_fails_only_where_a_diagram_is_not_current(agent):
    (job,) = parsed(".github/workflows/menus-comment.yml")["jobs"].values()
    steps = [step for step in job["steps"] if "run" in step]
    names = {name: value for step in steps for name, value in step.get("env", {}).items()}
    environment = {name: resolved(value) for name, value in names.items()}
    scripts = [step["run"] for step in steps]
    assert not any("${{" in script for script in scripts)
    agent.with_flow("doom-loop.yaml")
    stale = agent.run(("bash", "-e"), *scripts, **environment)
    assert stale.returncode == 1, told(stale)
    assert "doom-loop.svg" in told(stale)
    assert agent.log.read_text(encoding="utf-8").splitlines() == [
        f"pip install git+{HOME}@{TAG}",
        "gh pr comment 7 --body-file comment.md --edit-last --create-if-none",
    ]
    assert "no-way-to-a-person" in (agent.checkout / "comment.md").read_text(encoding="utf-8")
    assert environment["GH_TOKEN"] == GITHUB["github.token"]
    assert job["permissions"]["pull-requests"] == "write"
    assert agent.run(("bash", "-e"), "ivrlint draw --beside menus/").returncode == 0
    current = agent.run(("bash", "-e"), *scripts, **environment)
    assert current.returncode == 0, told(current)


def test_workflows_use_the_same_versions_of_actions_as_the_action():
    used = {step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step}
    for name in BLOCKS:
        if name.startswith(".github/"):
            (job,) = parsed(name)["jobs"].values()
            used |= {step["uses"] for step in job["steps"] if "uses" in step}
    assert used == {
        "actions/checkout@v5", "actions/setup-python@v6", f"example-org/ivrlint@{TAG}", "github/codeql-action/upload-sarif@v4",
    }  # fmt: skip


def test_the_table_of_inputs_is_that_of_the_action():
    rows = re.findall(r"^\| `([\w-]+)` \| (?:`(.*?)`)? ?\| (.*) \|$", PAGE, re.MULTILINE)
    assert rows == [(name, each["default"], each["description"]) for name, each in ACTION["inputs"].items()]
    assert re.findall(r"Its outputs are `(.*?)`.* and `(.*?)`\.", PAGE) == [tuple(ACTION["outputs"])]


def test_no_block_of_the_page_is_left_out_by_the_tests():
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/integrations").glob("*recipes*.py"))
    assert [name for name in BLOCKS if f'"{name}"' not in tests] == []
