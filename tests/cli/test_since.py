"""Only what changed: flows that differ from a revision, and what the revision did not have."""

import re
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from command_line import GOOD, LOOP, Run
from editing import NATIVE, renamed, shuffled, text_of, tree_of
from repository import Repository
from since_runs import BILLS, MAIN, OOPS, linted, report, told

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


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


def test_a_flow_to_which_others_come_in_another_way_is_linted_too(run: Run, repository: Repository) -> None:
    repository.write("main.yaml", MAIN)
    repository.write("bills.yaml", BILLS)
    repository.commit()
    before = set(told(run, "."))
    repository.write("main.yaml", MAIN.replace("1: bills.yaml#ask", "1: people"))
    assert linted(run, ".", "--since", "HEAD") == ["bills.yaml", "main.yaml"]
    new = set(told(run, ".", "--since", "HEAD"))
    assert new == set(told(run, ".")) - before
    assert ("bills.yaml", "no-way-to-a-person", "ask") in new
    repository.commit()
    repository.write("main.yaml", MAIN)
    assert linted(run, ".", "--since", "HEAD") == ["bills.yaml", "main.yaml"]


@pytest.mark.parametrize("named", [".", "main.yaml"])
def test_what_was_wrong_where_a_flow_comes_to_lead_is_not_new(run: Run, repository: Repository, named: str) -> None:
    repository.write("main.yaml", MAIN.replace("bills.yaml#ask", "people"))
    repository.commit()
    repository.write("main.yaml", MAIN.replace("bills.yaml#ask", "loop.yaml#main"))
    assert {file for file, _, _ in told(run, "main.yaml")} >= {"loop.yaml"}
    found = {(file, rule) for file, rule, _ in told(run, named, "--since", "HEAD") if file == "loop.yaml"}
    assert found == {("loop.yaml", "no-person-from-this-menu")}, "which depends on what callers have behind them"


def test_what_was_found_from_another_flow_has_what_it_had_under_another_name(run: Run, repository: Repository) -> None:
    repository.write("main.yaml", MAIN.replace("bills.yaml#ask", "loop.yaml#main"))
    repository.commit()
    repository.git("mv", "loop.yaml", "round.yaml")
    repository.write("main.yaml", MAIN.replace("bills.yaml#ask", "round.yaml#main"))
    assert {file for file, _, _ in told(run, "main.yaml")} >= {"round.yaml"}
    for named in (".", "main.yaml"):
        assert told(run, named, "--since", "HEAD") == []


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
    assert err.startswith(".ivrlint.yaml:1:9: rules: there is no rule 'no-repeet'")
    assert len(err.splitlines()) == 1


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


def known(run: Run, *args: str) -> Counter[tuple[str, str, str]]:
    """How many findings are known by the same file, rule and fingerprint."""
    return Counter((each["file"], each["rule"], each["fingerprint"]) for each in report(run, *args)["findings"])


@pytest.mark.parametrize("seed", range(25))
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
        kind = random.choice(["shuffle", "rename", "break", "cut", "gone", "move", "link"])
        if kind == "rename":
            tree = renamed(tree, random.choice(steps), "quite another")
        elif kind == "break":
            tree = {**tree, "steps": {**tree["steps"], random.choice(steps): {"say": "Goodbye now.", "next": "nowhere"}}}
        elif kind == "cut":
            tree = {**tree, "steps": {**tree["steps"], random.choice(steps): {"hang_up": True}}}
        elif kind == "link":
            there = f"../{random.choice(sorted(trees))}"
            tree = {**tree, "steps": {**tree["steps"], random.choice(steps): {"say": "One moment.", "next": there}}}
        Path(name).unlink()
        if kind != "gone":
            repository.write(f"moved-{name}" if kind == "move" else name, text_of(shuffled(tree, random)))
    repository.git("add", "--all")
    changed = repository.git("diff", "--name-status", "-M", before).splitlines()
    names = {part[1]: part[2] for line in changed if len(part := line.split("\t")) == 3}
    now = known(run, ".")
    since = known(run, ".", "--since", before)
    repository.git("worktree", "add", "--quiet", str(elsewhere / "old"), before)
    monkeypatch.chdir(elsewhere / "old")
    then = Counter({(names.get(file, file), rule, print_): n for (file, rule, print_), n in known(run, ".").items()})
    assert since == now - then
