"""The recipes of docs/integrations.md: a block is known by the file that its first line names, else by its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml
from machine import ROOT

import ivrlint

PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
HOME = "https://git.example.org/ivrlint"
"""Where the repository of ivrlint is, on the page."""

TAG = f"v{ivrlint.__version__}"
"""What of it the page takes."""


def _blocks() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for language, text in re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE):
        name = re.match(r"(?:#|//) ([\w./-]+)\n", text)
        found.setdefault(name[1] if name else language, []).append(text)
    return found


BLOCKS = _blocks()


def block(name: str) -> str:
    """The only block of that name."""
    (text,) = BLOCKS[name]
    return text


def parsed(name: str) -> Any:
    """The only block of that name, which is YAML."""
    return yaml.safe_load(block(name))


class Pipeline(NamedTuple):
    """What a service does with a recipe: scripts, each given to the shell, and files that it reads afterwards, by their form."""

    shell: tuple[str, ...]
    scripts: tuple[str, ...]
    read: Mapping[str, str]


def gitlab() -> Pipeline:
    """The job is one script; what its lines pipe may fail as well."""
    job = parsed(".gitlab-ci.yml")["ivrlint"]
    reports = job["artifacts"]["reports"]
    return Pipeline(
        ("bash", "-eo", "pipefail"), ("\n".join(job["script"]),), {"gitlab": reports["codequality"], "junit": reports["junit"]}
    )


def azure() -> Pipeline:
    """Each script is a step; the tasks behind ivrlint publish what it wrote, also when it found something."""
    steps = parsed("azure-pipelines.yml")["steps"]
    tasks = {step["task"]: step for step in steps if "task" in step}
    tests, artifact = tasks["PublishTestResults@2"], tasks["PublishBuildArtifacts@1"]
    assert tests["condition"] == artifact["condition"] == "succeededOrFailed()"
    scripts = tuple(step["script"] for step in steps if "script" in step)
    read = {"junit": tests["inputs"]["testResultsFiles"], "sarif": artifact["inputs"]["PathtoPublish"]}
    return Pipeline(("bash", "--noprofile", "--norc"), scripts, read)


def jenkins() -> Pipeline:
    """Each `sh` is a step; what stands under `always` reads what was written."""
    steps, _, always = block("Jenkinsfile").partition("always {")
    (sarif,) = re.findall(r"recordIssues tool: sarif\(.*pattern: '([^']+)'\)", always)
    (junit,) = re.findall(r"junit '([^']+)'", always)
    return Pipeline(("sh", "-xe"), tuple(re.findall(r"sh '([^']*)'", steps)), {"sarif": sarif, "junit": junit})
