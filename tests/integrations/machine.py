"""A user's machine: folders in which commands are run, and repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "samples"

Ran = subprocess.CompletedProcess[str]


def run(folder: Path, *command: str | Path, path: Path | None = None, **environment: str) -> Ran:
    """Run a command in a folder, without what this process knows of the checkout. Programs are looked for in `path` first."""
    here = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "NO_COLOR", "FORCE_COLOR"}}
    if path:
        here["PATH"] = f"{path}{os.pathsep}{here['PATH']}"
    return subprocess.run(
        command, cwd=folder, env=here | environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def told(ran: Ran) -> str:
    """All that a command has printed."""
    return ran.stdout + ran.stderr


def repository(folder: Path, *samples: str) -> Path:
    """A new repository with samples in it, staged."""
    for command in (["init", "-q"], ["config", "user.email", "tests@example.org"], ["config", "user.name", "Tests"]):
        made = run(folder, "git", *command)
        assert made.returncode == 0, made.stderr
    stage(folder, *samples)
    return folder


def stage(folder: Path, *samples: str) -> None:
    """Copy samples into a repository, and stage all there is."""
    for sample in samples:
        shutil.copy(SAMPLES / sample, folder)
    run(folder, "git", "add", "-A")
