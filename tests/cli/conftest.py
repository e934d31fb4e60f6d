"""A way to run commands in an own folder."""

import io
import sys
from pathlib import Path

import pytest
from command_line import GOOD, LOOP, TYPO, Ran, Run
from repository import NOBODY, Repository

from ivrlint.cli import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "IVRLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    for name, text in (("good.yaml", GOOD), ("loop.yaml", LOOP), ("typo.yaml", TYPO)):
        Path(name).write_text(text, encoding="utf-8")

    def command(*args: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main(args)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return command


@pytest.fixture
def repository(run: Run, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository in the folder that the commands run in, with two committed flows: one sound, one not."""
    for name, value in NOBODY.items():
        monkeypatch.setenv(name, value)
    made = Repository(Path.cwd())
    Path("typo.yaml").unlink()
    made.commit()
    return made


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the repository."""
    return tmp_path_factory.mktemp("elsewhere")
