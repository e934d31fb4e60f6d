"""Whatever changes in the rules of users, a run that remembers tells the same as one that does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Ran, Run

from ivrlint.bundled import RULES

TEXT = (RULES / "structure/doom-loop.yaml").read_text(encoding="utf-8").replace("id: doom-loop", "id: my-loop")
RULE = "own/structure/my-loop.yaml"


@pytest.fixture
def cached(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs that may remember, beside a folder with one rule."""
    monkeypatch.delenv("IVRLINT_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path.cwd() / "home"))
    Path(RULE).parent.mkdir(parents=True)
    Path(RULE).write_text(TEXT, encoding="utf-8")
    return run


def agreed(cached: Run, *rules: str) -> Ran:
    """What a run tells that may remember, which is what one tells that does not."""
    args = ("loop.yaml", *(word for rule in rules for word in ("--rules", rule)))
    ran = cached(*args)
    assert ran == cached(*args, "--no-cache")
    return ran


def test_a_folder_without_rules_is_told_also_when_the_flow_is_known(cached: Run) -> None:
    Path("empty").mkdir()
    assert agreed(cached).code == 1
    ran = agreed(cached, "empty")
    assert (ran.code, "there is no rule in this folder" in ran.err) == (2, True)
    assert agreed(cached, "own").code == 1
    assert agreed(cached, "own", "empty").code == 2


def test_the_rules_of_ivrlint_named_as_a_folder_are_not_those_of_a_copy(cached: Run) -> None:
    shutil.copytree(RULES, "copy")
    assert agreed(cached, str(RULES)).code == 1
    assert agreed(cached, "copy").code == 2


def test_what_cannot_be_opened_in_a_folder_of_rules_is_told_also_when_the_flow_is_known(cached: Run) -> None:
    assert agreed(cached, "own").code == 1
    Path("own/structure/other.yaml").symlink_to("nowhere.yaml")
    ran = agreed(cached, "own")
    assert (ran.code, "own/structure/other.yaml" in ran.err) == (2, True)


def test_a_rule_that_moves_below_the_profiles_is_none_any_more(cached: Run) -> None:
    Path("own/structure/no-loop.yaml").write_text(TEXT.replace("id: my-loop", "id: no-loop"), encoding="utf-8")
    assert "my-loop" in agreed(cached, "own").out
    moved = Path("own/profiles/structure/my-loop.yaml")
    moved.parent.mkdir(parents=True)
    Path(RULE).rename(moved)
    ran = agreed(cached, "own")
    assert ("my-loop" in ran.out, "no-loop" in ran.out) == (False, True)


def test_a_file_of_rules_is_of_the_concern_of_the_folder_that_it_is_named_in(
    cached: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow = str(Path("loop.yaml").absolute())
    for concern, code in (("structure", 1), ("nonsense", 2)):
        here = Path.cwd() / concern
        here.mkdir()
        monkeypatch.chdir(here)
        Path("my-loop.yaml").write_text(TEXT, encoding="utf-8")
        for rules in ("my-loop.yaml", "."):
            ran = cached(flow, "--rules", rules, "--isolated")
            assert ran == cached(flow, "--rules", rules, "--isolated", "--no-cache")
            assert ran.code == code
        monkeypatch.chdir(here.parent)
