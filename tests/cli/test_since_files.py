"""Files of all kinds, and what becomes of them, with --since."""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from command_line import GOOD, LOOP, Run
from repository import Repository
from since_runs import MAIN, OOPS, linted, told

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def test_untracked_and_ignored_flows_are_new(run: Run, repository: Repository) -> None:
    repository.write(".gitignore", "made/\n")
    repository.write("made/loop.yaml", LOOP)
    repository.write("new.yaml", LOOP)
    found = told(run, ".", "--since", "HEAD")
    assert Counter(file for file, _, _ in found) == dict.fromkeys(("made/loop.yaml", "new.yaml"), len(told(run, "loop.yaml")))


def test_a_flow_that_is_gone_is_not_missed(run: Run, repository: Repository) -> None:
    Path("loop.yaml").unlink()
    assert run(".", "--since", "HEAD").code == 0


@pytest.mark.parametrize(
    "name", ["other.yaml", "sub/loop.yaml", "mit Leerzeichen ü.yaml", "two\nlines.yaml", "\udcff.yaml", "-x.yaml"]
)
def test_a_flow_that_was_renamed_has_what_it_had(run: Run, repository: Repository, name: str) -> None:
    Path("sub").mkdir()
    Path("loop.yaml").rename(name)
    repository.git("add", "--all")
    assert told(run, ".", "--since", "HEAD") == []
    repository.write(name, LOOP + OOPS)
    assert [(rule, step) for _, rule, step in told(run, ".", "--since", "HEAD")] == [("unreachable-step", "oops")]
    repository.commit()
    assert [(rule, step) for _, rule, step in told(run, ".", "--since", "HEAD~1")] == [("unreachable-step", "oops")]


@pytest.mark.parametrize("others", [0, 30])
@pytest.mark.parametrize("name", ["other.yaml", "sub/loop.yaml", "[x] *ü\n.yaml", ":(top)x.yaml", "-x.yaml"])
def test_a_flow_that_was_renamed_without_telling_git_has_what_it_had(
    run: Run, repository: Repository, name: str, others: int
) -> None:
    for number in range(others):
        repository.write(f"new/{number}.txt", f"{number}\n" * number)
    repository.write("new/inner/.git/HEAD", "nonsense")
    before = {path for path in Path(".git").rglob("*") if path.is_file()}
    Path("loop.yaml").unlink()
    repository.write(name, LOOP + OOPS)
    assert [(rule, step) for _, rule, step in told(run, ".", "--since", "HEAD")] == [("unreachable-step", "oops")]
    assert {path for path in Path(".git").rglob("*") if path.is_file()} == before, "nothing is written into the repository"
    assert "intent" not in repository.git("status")
    assert repository.git("diff", "--cached") == ""


def test_where_git_cannot_look_at_untracked_files_they_are_new(run: Run, repository: Repository) -> None:
    Path("loop.yaml").rename("other.yaml")
    Path(".git/index").unlink()
    assert {file for file, _, _ in told(run, ".", "--since", "HEAD")} >= {"other.yaml"}


def test_two_flows_may_change_their_names_with_one_another(run: Run, repository: Repository) -> None:
    repository.write("loop.yaml", GOOD)
    repository.write("good.yaml", LOOP)
    assert {file for file, _, _ in told(run, ".", "--since", "HEAD")} == {"good.yaml"}


@pytest.mark.parametrize("folder", [".", "menus", "menus/deep"])
def test_it_may_run_in_any_folder_and_name_files_as_it_likes(
    run: Run, repository: Repository, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("menus/deep/loop.yaml", LOOP)
    repository.commit()
    path = repository.write("menus/deep/loop.yaml", LOOP + OOPS)
    monkeypatch.chdir(folder)
    for named in (str(path), os.path.relpath(path), str(path.parent), os.path.relpath(path.parent)):
        ((_, rule, step),) = told(run, named, "--since", "HEAD")
        assert (rule, step) == ("unreachable-step", "oops")


def test_it_may_run_outside_the_repository(run: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("loop.yaml", LOOP + OOPS)
    monkeypatch.chdir("/")
    assert [rule for _, rule, _ in told(run, str(repository.folder), "--since", "HEAD")] == ["unreachable-step"]


def test_a_recording_that_changes_makes_its_flow_differ(run: Run, repository: Repository) -> None:
    heard = GOOD.replace("start: main", "start: hello\npromises: {person_within: 60s}")
    heard += "  hello: {say: , audio: hello.ulaw, next: main}\n"
    repository.write("heard.yaml", heard)
    repository.write("hello.ulaw", b"\x7f" * 8000 * 5)
    repository.write("unheard.ulaw", b"\x7f" * 8000 * 5)
    repository.commit()
    repository.write("unheard.ulaw", b"\x7f" * 8000 * 90)
    assert linted(run, ".", "--since", "HEAD") == []
    repository.write("hello.ulaw", b"\x7f" * 8000 * 90)
    assert linted(run, ".", "--since", "HEAD") == ["heard.yaml"]
    assert ("heard.yaml", "promise-broken", "hello") in told(run, ".", "--since", "HEAD")
    repository.commit()
    repository.write("heard.yaml", f"# What is on\n{heard}")
    assert told(run, ".", "--since", "HEAD") == []


def test_a_file_that_could_not_be_read_before_stops_nobody(run: Run, repository: Repository) -> None:
    repository.write("broken.yaml", "ivr: 1\nname: [")
    repository.commit()
    assert run(".").code == 2
    assert run(".", "--since", "HEAD").code == 0
    repository.write("broken.yaml", "ivr: 1\nname: {")
    code, _, err = run(".", "--since", "HEAD")
    assert code == 2
    assert "broken.yaml" in err
    assert run("gone.yaml", "--since", "HEAD").code == 2


def test_a_step_that_comes_to_lead_to_a_file_that_cannot_be_read_is_told(run: Run, repository: Repository) -> None:
    repository.write("bills.yaml", "ivr: 1\nname: [")
    repository.write("main.yaml", MAIN.replace("bills.yaml#ask", "people"))
    repository.commit()
    repository.write("main.yaml", f"# Not yet\n{MAIN.replace('bills.yaml#ask', 'people')}")
    assert run("main.yaml", "--since", "HEAD").code == 0
    repository.write("main.yaml", MAIN)
    for named in (".", "main.yaml"):
        code, _, err = run(named, "--since", "HEAD")
        assert code == 2
        assert "bills.yaml:2" in err
    repository.commit()
    repository.write("main.yaml", f"# Still\n{MAIN}")
    assert "bills.yaml" not in run("main.yaml", "--since", "HEAD").err


def test_what_was_no_flow_before_is_new(run: Run, repository: Repository) -> None:
    repository.write("later.yaml", "nothing: yet\n")
    repository.commit()
    repository.write("later.yaml", LOOP)
    assert len(told(run, ".", "--since", "HEAD")) == len(told(run, "loop.yaml"))


def test_another_repository_in_this_one_is_new_where_it_has_moved_on(run: Run, repository: Repository, elsewhere: Path) -> None:
    inner = Repository(elsewhere / "inner")
    inner.write("loop.yaml", LOOP)
    inner.commit()
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.folder), "sub")
    repository.commit()
    assert linted(run, ".", "--since", "HEAD") == []
    Repository(Path("sub").resolve()).write("loop.yaml", LOOP + OOPS)
    assert linted(run, ".", "--since", "HEAD") == ["sub/loop.yaml"]


def test_a_pointer_to_a_large_file_is_no_flow(run: Run, repository: Repository) -> None:
    repository.write("large.yaml", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n")
    repository.commit()
    repository.write("large.yaml", LOOP)
    assert len(told(run, "large.yaml", "--since", "HEAD")) == len(told(run, "loop.yaml"))


def test_links_and_what_is_no_file_any_more_bring_nothing_down(run: Run, repository: Repository) -> None:
    Path("link.yaml").symlink_to("loop.yaml")
    Path("away.yaml").symlink_to("nowhere")
    repository.commit()
    Path("link.yaml").unlink()
    Path("away.yaml").unlink()
    repository.write("link.yaml", LOOP)
    Path("good.yaml").unlink()
    repository.write("good.yaml/inside.yaml", GOOD)
    files = {file for file, _, _ in told(run, ".", "--since", "HEAD")}
    assert files == {"link.yaml"}


def test_nothing_is_written_into_the_repository(run: Run, repository: Repository) -> None:
    repository.write("loop.yaml", LOOP + OOPS)
    os.utime("good.yaml", (1, 1))
    before = {path: path.stat().st_mtime_ns for path in Path().rglob("*")}
    run(".", "--since", "HEAD")
    assert {path: path.stat().st_mtime_ns for path in Path().rglob("*")} == before


def test_binary_files_that_have_changed_do_no_harm(run: Run, repository: Repository) -> None:
    repository.write("blob.bin", bytes(range(256)) * 40)
    repository.commit()
    repository.write("blob.bin", b"\n" * 10)
    repository.write("loop.yaml", LOOP + OOPS)
    assert len(told(run, ".", "--since", "HEAD")) == 1


@pytest.mark.parametrize("link", ["a.yaml", "z.yaml"])
def test_a_flow_that_is_also_reached_by_a_link_differs_where_it_differs(run: Run, repository: Repository, link: str) -> None:
    repository.write("sub/loop.yaml", LOOP)
    Path("sub", link).symlink_to("loop.yaml")
    repository.commit()
    assert linted(run, ".", "--since", "HEAD") == []
    repository.write("sub/loop.yaml", LOOP + OOPS)
    assert [each[1:] for each in told(run, "sub", "--since", "HEAD")] == [("unreachable-step", "oops")]


def test_what_links_lead_to_outside_the_repository_is_new(run: Run, repository: Repository, elsewhere: Path) -> None:
    (elsewhere / "loop.yaml").write_text(LOOP, encoding="utf-8")
    (elsewhere / "more").mkdir()
    (elsewhere / "more/loop.yaml").write_text(LOOP, encoding="utf-8")
    Path("file.yaml").symlink_to(elsewhere / "loop.yaml")
    Path("folder").symlink_to(elsewhere / "more")
    repository.commit()
    assert linted(run, ".", "--since", "HEAD") == ["file.yaml", "folder/loop.yaml"]


@pytest.mark.parametrize("how", [[], ["menus/loop.yaml"]])
def test_in_a_hook_it_is_the_repository_of_the_files_that_counts(
    run: Run, repository: Repository, elsewhere: Path, how: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git tells hooks where its repository is, in a way that means something else in another folder."""
    repository.write("menus/loop.yaml", LOOP)
    repository.commit()
    repository.git("worktree", "add", "--quiet", str(elsewhere / "tree"))
    monkeypatch.chdir(elsewhere / "tree")
    Path("menus/loop.yaml").write_text(LOOP + OOPS, encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", str(repository.folder / ".git/worktrees/tree"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert told(run, "menus", *how, "--since", "HEAD") == [("menus/loop.yaml", "unreachable-step", "oops")]
    monkeypatch.setenv("GIT_WORK_TREE", str(elsewhere / "tree"))
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert told(run, "menus", *how, "--since", "HEAD") == [("menus/loop.yaml", "unreachable-step", "oops")]
