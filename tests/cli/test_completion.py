"""What shells are told when somebody presses the tab key."""

import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import Run
from repository import Repository

from ivrlint.cli.commands import COMMANDS
from ivrlint.cli.completion import SHELLS
from ivrlint.config import profile_names

FILES = ("file", "")


@pytest.fixture
def asked(run: Run):
    def ask(*words: str, of: str = "zsh") -> list[tuple[str, str]]:
        code, out, err = run("completion", of, *(words if of == "bash" else ("ivrlint", *words)))
        assert (code, err) == (0, "")
        return [(kind, value) for kind, value, _ in (line.split("\t") for line in out.splitlines())]

    return ask


def plain(*values: str) -> list[tuple[str, str]]:
    return [("plain", value) for value in values]


def test_the_first_word_is_a_command_or_what_may_stand_behind_check(asked):
    assert asked("") == plain(*sorted(COMMANDS)), "files only behind their first letter"
    assert asked("dr") == [*plain("draw"), FILES]
    assert asked("menu") == [FILES]
    assert set(asked("--")) == {*asked("check", "--"), *plain("--version")}
    assert len(asked("--")) == len(set(asked("--"))), "--help is told once"


@pytest.mark.parametrize("command", [(), ("check",)])
def test_check_is_completed_with_its_name_and_without(asked, command):
    assert asked(*command, "--fail-o") == plain("--fail-on")
    assert asked(*command, "--fail-on", "") == plain("error", "warning", "info", "never")
    assert asked(*command, "--fail-on=e") == plain("--fail-on=error")
    assert asked(*command, "good.yaml", "--fail-on", "w") == plain("warning")
    assert asked(*command, "good.yaml", "lo") == [FILES]
    assert asked(*command, "--format", "json=ou") == [("file", "json=")]
    assert asked(*command, "--format=json=ou") == [("file", "--format=json=")]


def test_rules_are_completed_where_they_are_meant(asked):
    assert asked("--select", "menu-too-d") == plain("menu-too-deep")
    assert asked("--ignore", "doom-loop,menu-too-d") == plain("doom-loop,menu-too-deep")
    assert asked("--ignore", "doom-loop,doom-l") == [], "which is named already"
    assert asked("--ignore", "forma") == plain("format")
    assert asked("explain", "gra") == plain("grade")
    assert asked("explain", "recommende") == [], "a profile is no rule"


def test_rules_of_ones_own_are_completed_when_their_folder_is_named_before(asked):
    Path("own/menus").mkdir(parents=True)
    Path("own/menus/our-queue.yaml").touch()
    assert asked("--rules", "own", "--select", "our-") == plain("our-queue")
    assert asked("--select", "our-") == []


def test_profiles_formats_and_folders_are_completed(asked):
    assert asked("--profile", "") == plain(*profile_names())
    assert asked("draw", "-f", "p") == plain("png", "pdf")
    assert asked("--from", "twi") == plain("twilio-studio", "twiml")
    assert asked("rules", "--rules", "o") == [("dir", "")]
    assert asked("draw", "good.yaml", "-o", "pic") == [FILES]


def test_a_line_of_bash_is_taken_apart_as_bash_does(asked):
    assert asked("ivrlint dr", of="bash") == asked("dr")
    assert asked("ivrlint ", of="bash") == asked("")
    assert asked("ivrlint draw -f ", of="bash") == asked("draw", "-f", "")
    assert asked("ivrlint draw 'my me", of="bash") == [FILES]
    assert asked("ivrlint --select=menu-too-d", of="bash") == plain("--select=menu-too-deep")


def test_what_nobody_can_know_is_not_completed(asked):
    assert asked("--nonsense", "") == [FILES]
    assert asked("--nonsens") == []
    assert asked("draw", "good.yaml", "--focus", "m") == []
    assert asked("nonsense", "") == [FILES], "a file may have this name"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_one_that_it_can_read(run: Run, tmp_path: Path, shell):
    code, out, err = run("completion", shell)
    assert (code, err) == (0, "")
    assert "ivrlint" in out
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    read = subprocess.run([shell, "-n"], input=out, capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_a_shell_that_is_not_known_is_refused(run: Run):
    code, out, err = run("completion", "tcsh")
    assert (code, out) == (2, "")
    assert "'bash', 'zsh', 'fish'" in err
    assert run("completion").code == 2


def test_revisions_are_those_of_the_repository_that_the_shell_is_in(asked, repository: Repository):
    repository.git("branch", "main-menu")
    repository.git("tag", "monday")
    assert asked("--since", "") == plain("HEAD", "main", "main-menu", "monday")
    assert asked("--since", "main-") == plain("main-menu")


def test_without_a_repository_only_the_last_commit_is_offered(asked):
    assert asked("--since", "") == plain("HEAD")
