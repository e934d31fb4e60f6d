"""Only what changed: flows that differ from a revision, and what the revision did not have."""

import json
import os
import re
import shutil
import stat
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from command_line import GOOD, LOOP, Run
from editing import NATIVE, renamed, shuffled, text_of, tree_of
from repository import NOBODY, Repository

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

OOPS = "  oops: {say: Hello., next: main}\n"
"""A step that no call comes to."""
MAIN = """\
ivr: 1
name: Main
language: en-GB
start: main
steps:
  main:
    menu: For bills, press 1. To speak to a person, press 0.
    options: {1: bills.yaml#ask, 0: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  people: {transfer: sales, always_open: true}
"""
BILLS = """\
ivr: 1
name: Bills
language: en-GB
start: ask
steps:
  ask:
    menu: For your balance, press 1. To pay, press 2.
    options: {1: ask, 2: ask}
    no_input: {after: 7s, tries: 2, then: ask}
    no_match: {tries: 2, then: ask}
"""


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


def report(run: Run, *args: str) -> Any:
    ran = run(*args, "--format", "json")
    assert ran.out, ran.err
    return json.loads(ran.out)


def told(run: Run, *args: str) -> list[tuple[str, str, str]]:
    """File, rule and step of all that is told."""
    return [(finding["file"], finding["rule"], finding["step"]) for finding in report(run, *args)["findings"]]


def linted(run: Run, *args: str) -> list[str]:
    """The files in which calls begin that were linted."""
    return sorted({call["file"] for call in report(run, *args)["summary"]["calls"]})


def test_where_nothing_differs_nothing_is_linted_and_that_is_said(run: Run, repository: Repository) -> None:
    assert run(".", "--since", "HEAD") == (0, "", "no flow that is named differs from HEAD\n")
    assert report(run, ".", "--since", "HEAD")["summary"]["files"] == 0


def test_only_flows_that_differ_are_linted_and_only_what_is_new_is_told(run: Run, repository: Repository) -> None:
    repository.write("loop.yaml", LOOP + OOPS)
    assert linted(run, ".", "--since", "HEAD") == ["loop.yaml"]
    assert told(run, ".", "--since", "HEAD") == [("loop.yaml", "unreachable-step", "oops")]
    out = run(".", "--since", "HEAD").out
    old = len(told(run, "loop.yaml")) - 1
    assert f"1 warning in 1 file (not told: {old} as old as HEAD)" in out


def test_only_what_is_new_makes_the_exit_code(run: Run, repository: Repository) -> None:
    repository.write("loop.yaml", f"# Round and round\n{LOOP}")
    assert run("loop.yaml").code == 1
    assert run("loop.yaml", "--since", "HEAD", "--fail-on", "info").code == 0
    repository.write("loop.yaml", LOOP + OOPS)
    assert run("loop.yaml", "--since", "HEAD", "--fail-on", "warning").code == 1


@pytest.mark.parametrize("state", ["changed", "staged", "committed"])
def test_it_does_not_matter_how_far_a_change_has_come(run: Run, repository: Repository, state: str) -> None:
    before = repository.git("rev-parse", "HEAD")
    repository.write("good.yaml", GOOD + OOPS)
    if state == "staged":
        repository.git("add", "--all")
    elif state == "committed":
        repository.commit()
    for revision in (before, before[:9]):
        assert told(run, ".", "--since", revision) == [("good.yaml", "unreachable-step", "oops")]


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


def test_a_flow_that_leads_to_one_that_differs_is_linted_too(run: Run, repository: Repository) -> None:
    repository.write("main.yaml", MAIN)
    repository.write("bills.yaml", BILLS)
    repository.commit()
    repository.write("bills.yaml", BILLS.replace("2: ask}", "2: main.yaml#gone}"))
    assert linted(run, ".", "--since", "HEAD") == ["bills.yaml", "main.yaml"]
    assert ("bills.yaml", "broken-target", "ask") in told(run, ".", "--since", "HEAD")
    repository.write("bills.yaml", BILLS)
    Path("bills.yaml").unlink()
    assert ("main.yaml", "broken-target", "main") in told(run, ".", "--since", "HEAD")


def test_what_a_change_does_to_a_flow_that_it_leads_to_is_told(run: Run, repository: Repository) -> None:
    deep = BILLS.replace("{1: ask, 2: ask}", "{1: deeper, 2: ask}") + BILLS[BILLS.index("  ask:") :].replace("ask:", "deeper:", 1)
    main = MAIN.replace("bills.yaml#ask", "people")
    repository.write("main.yaml", main)
    repository.write("bills.yaml", deep)
    repository.commit()
    repository.write("main.yaml", main.replace("1: people", "1: bills.yaml#ask"))
    assert linted(run, ".", "--since", "HEAD") == ["main.yaml"]
    files = {file for file, _, _ in told(run, ".", "--since", "HEAD")}
    assert files <= {"main.yaml", "bills.yaml"}


def test_a_new_rule_tells_nothing_of_what_was_there_before(run: Run, repository: Repository) -> None:
    repository.write(".ivrlint.yaml", "extends: strict\n")
    assert linted(run, ".", "--since", "HEAD") == ["good.yaml", "loop.yaml"]
    assert told(run, ".", "--since", "HEAD") == []
    repository.write("good.yaml", GOOD + OOPS)
    assert told(run, ".", "--since", "HEAD") == [("good.yaml", "unreachable-step", "oops")]
    repository.commit()
    Path(".ivrlint.yaml").unlink()
    assert linted(run, ".", "--since", "HEAD") == ["good.yaml", "loop.yaml"]


def test_a_broken_configuration_is_told_where_it_is_all_that_has_changed(run: Run, repository: Repository) -> None:
    repository.write(".ivrlint.yaml", "rules: {no-repeet: error}\n")
    code, _, err = run(".", "--since", "HEAD")
    assert code == 2
    assert ".ivrlint.yaml:1:9: rules: there is no rule 'no-repeet'" in err


def test_rules_of_ones_own_are_compared_by_what_they_are_now(run: Run, repository: Repository) -> None:
    bundled = Path(__file__).parent.parent.parent / "rules/structure/unreachable-step.yaml"
    text = bundled.read_text(encoding="utf-8")
    own = repository.write("rules/structure/own.yaml", text.replace("id: unreachable-step", "id: own"))
    repository.write("rules/structure/further.yaml", text.replace("id: unreachable-step", "id: further"))
    repository.write(".ivrlint.yaml", "rule_folders: rules\n")
    repository.commit()
    own.write_text(own.read_text(encoding="utf-8") + "# A remark.\n", encoding="utf-8")
    assert linted(run, ".", "--since", "HEAD") == ["good.yaml", "loop.yaml"]
    assert told(run, ".", "--since", "HEAD") == []
    repository.write("good.yaml", GOOD + OOPS)
    assert [rule for _, rule, _ in told(run, ".", "--since", "HEAD")] == ["further", "own", "unreachable-step"]
    repository.commit()
    own.unlink()
    assert linted(run, ".", "--since", "HEAD") == ["good.yaml", "loop.yaml"]


def test_what_was_hidden_by_a_comment_is_told_when_the_comment_goes(run: Run, repository: Repository) -> None:
    hidden = LOOP.replace("  main:\n", "  main:  # ivrlint: ignore[doom-loop] we like it\n")
    repository.write("loop.yaml", hidden)
    repository.commit()
    repository.write("loop.yaml", LOOP)
    assert told(run, ".", "--since", "HEAD") == [("loop.yaml", "doom-loop", "main")]
    assert told(run, ".", "--since", "HEAD", "--no-ignores") == []


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


def test_a_baseline_may_know_more(run: Run, repository: Repository) -> None:
    repository.write("new.yaml", LOOP)
    run("new.yaml", "--write-baseline")
    repository.write("loop.yaml", LOOP + OOPS)
    both = ("--since", "HEAD", "--baseline", ".ivrlint-baseline.json")
    assert told(run, ".", *both) == [("loop.yaml", "unreachable-step", "oops")]
    summary = run(".", *both).out.splitlines()[-1]
    assert re.search(r"1 warning in 2 files \(not told: \d+ as old as HEAD, \d+ in the baseline\)", summary)


def test_what_a_branch_brings_is_compared_with_where_it_began(run: Run, repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "work")
    repository.write("good.yaml", GOOD + OOPS)
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.write("loop.yaml", GOOD)
    repository.commit()
    repository.git("checkout", "--quiet", "work")
    assert linted(run, ".", "--since", "main...") == ["good.yaml"]
    assert linted(run, ".", "--since", "main") == ["good.yaml", "loop.yaml"]


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


@pytest.mark.parametrize("seed", range(12))
def test_what_is_told_is_what_a_second_run_of_the_old_files_does_not_find(
    run: Run, repository: Repository, elsewhere: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random changes of linked flows, against what whole runs of both states find."""
    random = Random(seed)
    trees = {f"{name.removesuffix('.yaml')}/{name}": tree_of(name) for name in NATIVE}
    for name in random.sample(sorted(trees), 3):
        trees[name]["steps"]["elsewhere"] = {"say": "One moment.", "next": f"../{random.choice(sorted(trees))}"}
    for name, tree in trees.items():
        repository.write(name, text_of(tree))
    before = repository.commit()
    for name in random.sample(sorted(trees), 4):
        tree = trees[name]
        steps = list(tree["steps"])
        kind = random.choice(["shuffle", "rename", "break", "cut", "gone", "move"])
        if kind == "rename":
            tree = renamed(tree, random.choice(steps), "quite another")
        elif kind == "break":
            tree = {**tree, "steps": {**tree["steps"], random.choice(steps): {"say": "Goodbye now.", "next": "nowhere"}}}
        elif kind == "cut":
            tree = {**tree, "steps": {**tree["steps"], random.choice(steps): {"hang_up": True}}}
        Path(name).unlink()
        if kind != "gone":
            repository.write(f"moved-{name}" if kind == "move" else name, text_of(shuffled(tree, random)))
    repository.git("add", "--all")
    changed = repository.git("diff", "--name-status", "-M", before).splitlines()
    names = {part[1]: part[2] for line in changed if len(part := line.split("\t")) == 3}
    now = Counter(told(run, "."))
    since = Counter(told(run, ".", "--since", before))
    repository.git("worktree", "add", "--quiet", str(elsewhere / "old"), before)
    monkeypatch.chdir(elsewhere / "old")
    then = Counter((names.get(file, file), rule, step) for file, rule, step in told(run, "."))
    assert since <= now - then
    differing = {line.split("\t")[-1] for line in changed}
    assert Counter({each: n for each, n in (now - then).items() if each[0] in differing}) <= since
