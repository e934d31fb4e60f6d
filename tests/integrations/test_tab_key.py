"""The tab key, in the shells that are installed, with the built wheel."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from machine import SAMPLES, run
from terminal import Terminal

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
SET_UP = {
    "bash": 'bind "set enable-bracketed-paste off"; eval "$(ivrlint completion bash)"',
    "zsh": 'autoload -Uz compinit; compinit -u -D; eval "$(ivrlint completion zsh)"',
}
TYPED = [
    ("ivrlint dr", "ivrlint draw"),
    ("ivrlint --fail", "ivrlint --fail-on"),
    ("ivrlint ban", "ivrlint bank.yaml"),
    ("ivrlint bank.yaml --fail-on w", "ivrlint bank.yaml --fail-on warning"),
    ("ivrlint --fail-on=w", "ivrlint --fail-on=warning"),
    ("ivrlint bank.yaml --format=js", "ivrlint bank.yaml --format=json"),
    ("ivrlint bank.yaml --format json=fou", "ivrlint bank.yaml --format json=found.json"),
    ("ivrlint bank.yaml -o fou", "ivrlint bank.yaml -o found.json"),
    ("ivrlint check --select menu-too-d", "ivrlint check --select menu-too-deep"),
    ("ivrlint --select doom-loop,menu-too-d", "ivrlint --select doom-loop,menu-too-deep"),
    ("ivrlint --rules our-rules --ignore our-q", "ivrlint --rules our-rules --ignore our-queue"),
    ("ivrlint explain menu-too-d", "ivrlint explain menu-too-deep"),
    ("ivrlint draw bank.yaml --profile geth", "ivrlint draw bank.yaml --profile gethuman"),
    ("ivrlint draw 'my m", "ivrlint draw my menu.yaml"),
    ("ivrlint draw my\\ m", "ivrlint draw my menu.yaml"),
    ("ivrlint rules --rules our", "ivrlint rules --rules our-rules/"),
    ("ivrlint --nonsense", "ivrlint --nonsense"),
]


def ends(told: str) -> str:
    """Without the space or slash with which shells go on."""
    return told.rstrip().removesuffix("/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("menus")
    for name in ("bank.yaml", "my menu.yaml"):
        shutil.copy(SAMPLES / "bank.yaml", folder / name)
    (folder / "found.json").touch()
    (folder / "our-notes.txt").touch()
    (folder / "our-rules/menus").mkdir(parents=True)
    (folder / "our-rules/menus/our-queue.yaml").touch()
    return folder


@pytest.fixture(scope="module", params=SHELLS)
def terminal(request: pytest.FixtureRequest, folder: Path, programs: Path) -> Iterator[Terminal]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    path = f"{programs}:/usr/local/bin:/usr/bin:/bin"
    terminal = Terminal(SHELLS[request.param], folder, {"PATH": path, "TERM": "dumb", "HOME": str(folder), "LC_ALL": "C.UTF-8"})
    terminal.type(SET_UP[request.param])
    yield terminal
    terminal.close()


@pytest.mark.parametrize(("typed", "completed"), TYPED)
def test_the_tab_key_completes(terminal, typed, completed):
    assert ends(terminal.completed(typed)) == ends(completed)


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_the_tab_key_completes_in_fish(folder, programs, tmp_path):
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    asked = "; ".join(f"complete -C {_quoted(typed)}; echo END" for typed, _ in TYPED)
    told = run(folder, "fish", "--no-config", "-c", f"ivrlint completion fish | source; {asked}", path=programs, **home)
    answers = [block.strip() for block in told.stdout.split("END\n")]
    for (typed, completed), answer in zip(TYPED, answers, strict=False):
        offered = [line.partition("\t")[0] for line in answer.splitlines()]
        assert typed == completed or any(ends(completed).endswith(f" {ends(word)}") for word in offered), (typed, answer)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def test_words_are_told_with_what_they_are_about(folder, programs):
    told = run(folder, programs / "ivrlint", "completion", "zsh", "ivrlint", "explain", "doom-lo")
    assert told.stdout == "plain\tdoom-loop\tstructure\n"
