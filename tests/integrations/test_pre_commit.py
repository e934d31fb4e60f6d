"""The hooks, run by pre-commit in a temporary repository with the built wheel."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from machine import ROOT, Ran, repository, run, stage, told

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
PRE_COMMIT = (sys.executable, "-m", "pre_commit")


class Repository:
    """A repository with one of the hooks, as it is in the manifest but for where its program comes from."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = repository(folder)
        self._programs = programs

    def use(self, hook: str, **changes: object) -> Repository:
        """Have this hook run before each commit, with keys that a user may add."""
        config = {"repos": [{"repo": "local", "hooks": [HOOKS[hook] | {"language": "system"} | changes]}]}
        (self.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        installed = run(self.folder, *PRE_COMMIT, "install")
        assert installed.returncode == 0, installed.stderr
        return self

    def write(self, **files: str) -> Repository:
        """Write YAML files by name."""
        for name, text in files.items():
            (self.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return self

    def text(self, name: str) -> str:
        """What stands in a YAML file."""
        return (self.folder / f"{name}.yaml").read_text(encoding="utf-8")

    def commit(self, *samples: str) -> Ran:
        """Copy samples, stage everything and commit."""
        stage(self.folder, *samples)
        return self.commit_staged()

    def commit_staged(self) -> Ran:
        """Commit what is staged."""
        return run(self.folder, "git", "commit", "-m", "a menu", path=self._programs)


@pytest.fixture
def made(tmp_path: Path, programs: Path) -> Repository:
    return Repository(tmp_path, programs)


def test_pre_commit_finds_no_fault_with_the_hooks():
    checked = run(ROOT, *PRE_COMMIT, "validate-manifest", ".pre-commit-hooks.yaml")
    assert (checked.returncode, told(checked)) == (0, "")


def test_a_good_flow_and_foreign_files_pass(made):
    (made.folder / "package.json").write_text('{"name": "x"}\n', encoding="utf-8")
    committed = made.use("ivrlint").write(other="jobs: [build]\n").commit("bank.yaml")
    assert committed.returncode == 0, told(committed)
    assert "Passed" in told(committed)


def test_a_bad_flow_stops_the_commit(made):
    committed = made.use("ivrlint").commit("bank.yaml", "doom-loop.yaml")
    assert committed.returncode == 1
    assert "[no-way-to-a-person]" in told(committed)


def test_a_broken_flow_stops_the_commit(made):
    committed = made.use("ivrlint").write(broken="ivr: 1\nsteps: {a: [\n").commit()
    assert committed.returncode == 1
    assert "broken.yaml:" in told(committed)


def test_only_what_is_staged_is_judged(made):
    made.use("ivrlint").commit("bank.yaml")
    (made.folder / "later.yaml").write_text((ROOT / "samples/doom-loop.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (made.folder / "note.txt").write_text("a note\n", encoding="utf-8")
    run(made.folder, "git", "add", "note.txt")
    assert made.commit_staged().returncode == 0


def test_a_file_of_another_kind_needs_no_name_that_tells(made):
    (made.folder / "dialplan").write_bytes((ROOT / "samples/exports/asterisk.conf").read_bytes())
    committed = made.use("ivrlint").commit()
    assert committed.returncode == 1
    assert "dialplan:23:10: error:" in told(committed)


def test_options_of_ivrlint_are_args_of_the_hook(made):
    committed = made.use("ivrlint", args=["--ignore", "broken-target", "--fail-on", "never"]).commit("doom-loop.yaml")
    assert committed.returncode == 0, told(committed)


def test_a_diagram_that_is_not_current_is_drawn_and_stops_the_commit_once(made):
    made.use("ivrlint-draw", args=["--missing"])
    first = made.commit("bank.yaml")
    assert first.returncode == 1
    assert "bank.svg: drawn (new)" in told(first)
    assert "commit again: git add bank.svg" in told(first)
    run(made.folder, "git", "add", "bank.svg")
    assert made.commit_staged().returncode == 0, "with its diagram the flow is committed"
    changed = made.write(bank=made.text("bank").replace("press 1", "press one")).commit()
    assert changed.returncode == 1
    assert "bank.svg: drawn (stale: bank.yaml looks otherwise now)" in told(changed)
    forgotten = made.commit_staged()
    assert forgotten.returncode == 1, "the new diagram is not staged"
    assert made.commit().returncode == 0
    assert run(made.folder, "git", "status", "--short").stdout == ""


def test_a_flow_without_a_diagram_is_committed_without_one(made):
    committed = made.use("ivrlint-draw").commit("bank.yaml")
    assert committed.returncode == 0, told(committed)
    assert not list(made.folder.glob("*.svg"))
    (made.folder / "bank.svg").write_text("digraph ivr {}", encoding="utf-8")
    assert "bank.svg: drawn (stale" in told(made.write(bank=f"# A note.\n{made.text('bank')}").commit())


def test_files_that_are_no_flows_have_no_diagram(made):
    committed = made.use("ivrlint-draw").write(other="jobs: [build]\n").commit()
    assert committed.returncode == 0, told(committed)
    assert not list(made.folder.glob("*.svg"))


def test_with_a_folder_among_its_args_the_hook_draws_what_leads_to_the_staged_flow_too(made):
    start = "ivr: 1\nstart: a\nsteps:\n  a: {say: Hello., next: part.yaml}\n"
    part = "ivr: 1\nstart: a\nsteps:\n  a: {hang_up: Goodbye.}\n"
    made.use("ivrlint-draw", args=["--no-findings", "--missing", "."]).write(main=start, part=part).commit()
    assert made.commit().returncode == 0
    committed = made.write(part=part.replace("Goodbye", "Bye")).commit()
    assert committed.returncode == 1
    assert {"main.svg: drawn", "part.svg: drawn"} <= {line.partition(" (")[0] for line in told(committed).splitlines()}
