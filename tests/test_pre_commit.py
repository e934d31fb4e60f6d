"""The pre-commit hook, run by pre-commit in a temporary repository against this checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose hook is the one of this checkout, with the ivrlint that the tests run."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    hook |= {"language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    assert run(tmp_path, "git", "init", "-q").returncode == 0
    run(tmp_path, "git", "config", "user.email", "tests@example.org")
    run(tmp_path, "git", "config", "user.name", "Tests")
    installed = run(tmp_path, sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stderr
    return tmp_path


def commit(repository: Path, *files: str) -> subprocess.CompletedProcess[str]:
    for file in files:
        shutil.copy(ROOT / "samples" / file, repository / file)
    run(repository, "git", "add", "-A")
    return run(repository, "git", "commit", "-m", "a menu")


def test_the_hook_lets_a_good_flow_and_foreign_files_pass(repository):
    (repository / "other.yaml").write_text("jobs: [build]\n", encoding="utf-8")
    (repository / "package.json").write_text('{"name": "x"}\n', encoding="utf-8")
    committed = commit(repository, "bank.yaml")
    assert committed.returncode == 0, committed.stdout + committed.stderr
    assert "Passed" in committed.stdout + committed.stderr


def test_the_hook_stops_a_bad_flow(repository):
    committed = commit(repository, "bank.yaml", "doom-loop.yaml")
    assert committed.returncode == 1
    assert "[no-way-to-a-person]" in committed.stdout + committed.stderr


def test_the_hook_stops_a_broken_flow(repository):
    (repository / "broken.yaml").write_text("ivr: 1\nsteps: {a: [\n", encoding="utf-8")
    committed = commit(repository)
    assert committed.returncode == 1
    assert "broken.yaml:" in committed.stdout + committed.stderr


def test_the_hook_is_installed_from_this_checkout_by_pre_commit_itself(tmp_path):
    """`pre-commit try-repo` clones the checkout, installs it with pip into an environment of its own, and runs the hook."""
    for command in (["init", "-q"], ["config", "user.email", "t@example.org"], ["config", "user.name", "T"]):
        assert run(tmp_path, "git", *command).returncode == 0
    shutil.copy(ROOT / "samples" / "doom-loop.yaml", tmp_path)
    run(tmp_path, "git", "add", "-A")
    tried = run(tmp_path, sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "ivrlint", "--all-files")
    assert tried.returncode == 1, tried.stdout + tried.stderr
    assert "[no-way-to-a-person]" in tried.stdout
