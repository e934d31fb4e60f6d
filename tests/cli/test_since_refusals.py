"""What --since cannot do, and what it says then."""

import os
import re
import shutil
import stat
from pathlib import Path

import pytest
from command_line import LOOP, Run
from repository import Repository
from since_runs import OOPS

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


@pytest.mark.parametrize("revision", ["nope", "HEAD~7", "...", "--all", "HEAD:loop.yaml", "main..work", "nope..."])
def test_a_revision_that_does_not_exist_is_said(run: Run, repository: Repository, revision: str) -> None:
    code, out, err = run(".", f"--since={revision}")
    assert (code, out) == (2, "")
    assert "git knows no revision" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("revision", "more"),
    [
        ("mian", "; did you mean 'main'?"),
        ("menu...", "; did you mean 'menus'?"),
        ("featur", "; did you mean 'work/feature'?"),
        ("main..menus", ": give one, such as main...; it is compared with what lies on the disk"),
        ("..menus", ": give one, such as HEAD...; it is compared with what lies on the disk"),
        ("main~9", ""),
    ],
)
def test_what_was_meant_by_a_revision_is_said_where_it_is_near(
    run: Run, repository: Repository, revision: str, more: str
) -> None:
    repository.git("branch", "work/feature")
    repository.git("tag", "menus")
    name = revision.removesuffix("...")
    assert run(".", "--since", revision).err == f"Error: --since {revision}: git knows no revision {name!r}{more}\n"


def test_in_a_repository_without_a_commit_there_is_no_revision(
    run: Run, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = Repository(elsewhere / "empty")
    empty.write("loop.yaml", LOOP)
    monkeypatch.chdir(empty.folder)
    assert run(".", "--since", "HEAD") == (2, "", "Error: --since HEAD: git knows no revision 'HEAD'\n")


@pytest.mark.parametrize("damage", ["gone", "broken"])
def test_a_broken_repository_is_said(run: Run, repository: Repository, damage: str) -> None:
    blob = repository.git("rev-parse", "HEAD:loop.yaml")
    repository.write("loop.yaml", LOOP + OOPS)
    stored = repository.folder / ".git/objects" / blob[:2] / blob[2:]
    stored.chmod(stat.S_IRUSR | stat.S_IWUSR)
    stored.unlink() if damage == "gone" else stored.write_bytes(b"nonsense")
    code, out, err = run(".", "--since", "HEAD")
    assert (code, out) == (2, "")
    assert err.startswith(f"Error: --since HEAD: git cannot give the content of the object {blob}: the repository is broken")


def test_a_shallow_clone_says_what_to_do(
    run: Run, repository: Repository, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("loop.yaml", LOOP + OOPS)
    repository.commit()
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(elsewhere / "shallow"))
    monkeypatch.chdir(elsewhere / "shallow")
    code, _, err = run(".", "--since", "HEAD~1")
    assert code == 2
    assert "this clone has only the latest commits; in GitHub Actions give actions/checkout `fetch-depth: 0`" in err


def test_branches_that_have_nothing_in_common_are_said(run: Run, repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit("Another beginning")
    assert run(".", "--since", "main...").err == "Error: --since main...: HEAD and main have no commit in common\n"


def test_outside_of_repositories_it_is_said(run: Run) -> None:
    code, _, err = run("loop.yaml", "--since", "HEAD")
    assert code == 2
    assert re.fullmatch(r"Error: --since HEAD: .* lies in no git repository\n", err)


def test_a_file_outside_the_repository_is_said(run: Run, repository: Repository, elsewhere: Path) -> None:
    outside = elsewhere / "outside.yaml"
    outside.write_text(LOOP, encoding="utf-8")
    code, _, err = run("loop.yaml", str(outside), "--since", "HEAD")
    assert code == 2
    assert f"{outside} lies outside the repository {repository.folder}" in err


def test_without_git_it_is_said(run: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.folder))
    code, _, err = run(".", "--since", "HEAD")
    assert (code, err) == (
        2,
        "Error: --since HEAD: git is not installed, or not on the PATH, and nothing else knows what has changed\n",
    )


def test_what_git_refuses_is_passed_on(run: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    git = Path("bin/git")
    git.parent.mkdir()
    git.write_text("#!/bin/sh\necho 'fatal: detected dubious ownership in repository' >&2\nexit 128\n", encoding="utf-8")
    git.chmod(git.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(git.parent.resolve()), prepend=os.pathsep)
    code, _, err = run(".", "--since", "HEAD")
    assert (code, err) == (2, "Error: --since HEAD: git refuses: detected dubious ownership in repository\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-", "--since", "HEAD"], "What is read from standard input has no revisions"),
        (
            ["loop.yaml", "--since", "HEAD", "--write-baseline"],
            "--since looks at some flows only: leave it out to --write-baseline",
        ),
        (
            ["loop.yaml", "--since", "HEAD", "--prune-baseline"],
            "--since looks at some flows only: leave it out to --prune-baseline",
        ),
        (["loop.yaml", "--since"], "requires an argument"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, repository: Repository, args: list[str], message: str) -> None:
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert message in err
