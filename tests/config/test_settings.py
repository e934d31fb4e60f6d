"""What holds for a file, as the stages of a run ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivrlint.bundled import RULES
from ivrlint.config.choices import Choices
from ivrlint.config.settings import Configurations

OWN = "rule_folders: ours\noverrides: [{files: drafts/, rules: {doom-loop: off}}]\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ours/structure").mkdir(parents=True)
    text = (RULES / "structure/doom-loop.yaml").read_text(encoding="utf-8")
    Path("ours/structure/no-rounds.yaml").write_text(text.replace("id: doom-loop", "id: no-rounds"), encoding="utf-8")
    Path(".ivrlint.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path


def digest(here: Path, file: str = "a.yaml", **choices: object) -> str:
    return Configurations(Choices(here=str(here))._replace(**choices)).of(file).digest  # type: ignore[arg-type]


def test_the_digest_is_the_same_for_files_of_which_the_same_holds(here: Path) -> None:
    assert digest(here) == digest(here, "b.yaml") == digest(here, "menus/b.yaml")
    assert digest(here, "drafts/a.yaml") == digest(here, "drafts/b.yaml")


def test_the_digest_is_another_wherever_something_else_may_be_found(here: Path) -> None:
    digests = [
        digest(here),
        digest(here, "drafts/a.yaml"),
        digest(here, select=frozenset({"doom-loop"})),
        digest(here, ignore=frozenset({"doom-loop"})),
        digest(here, profile="strict"),
        digest(here, isolated=True),
        digest(here, folders=("ours",), isolated=True),
    ]
    Path(".ivrlint.yaml").write_text(f"{OWN}times: {{rate: 100}}\n", encoding="utf-8")
    digests.append(digest(here))
    rule = Path("ours/structure/no-rounds.yaml")
    rule.write_text(f"{rule.read_text(encoding='utf-8')}# changed\n", encoding="utf-8")
    digests.append(digest(here))
    Path(".ivrlint.yaml").write_text("extends: house.yaml\n", encoding="utf-8")
    Path("house.yaml").write_text("fail_on: never\n", encoding="utf-8")
    digests.append(digest(here))
    Path("house.yaml").write_text("times: {rate: 100}\n", encoding="utf-8")
    digests.append(digest(here))
    assert len(set(digests)) == len(digests)


def test_files_of_which_the_same_holds_share_their_settings(here: Path) -> None:
    configurations = Configurations(Choices(here=str(here)))
    assert configurations.of("a.yaml") is configurations.of("menus/b.yaml")
    assert configurations.of("a.yaml") is not configurations.of("drafts/a.yaml")
    assert configurations.terms("a.yaml") is configurations.terms("menus/b.yaml")


def test_what_is_excluded_is_known_by_the_folders_around_it(here: Path) -> None:
    Path(".ivrlint.yaml").write_text("exclude: [old/, '!old/keep.yaml', x.yaml]\n", encoding="utf-8")
    configurations = Configurations(Choices(here=str(here)))
    files = ("old/keep.yaml", "old/in/a.yaml", "x.yaml", "in/x.yaml", "a.yaml", "../x.yaml")
    assert [configurations.excludes(file) for file in files] == [True, True, True, True, False, False]
    assert not configurations.passes_over("x.yaml", folder=False, named=True)
    assert Configurations(Choices(here=str(here), force_exclude=True)).passes_over("x.yaml", folder=False, named=True)
