"""Patterns of files, held against git, whose patterns they are like."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ivrlint.config.globs import GlobError, Globs, escaped, glob_of

PATHS = (
    "a.yaml", "b.yaml", "a.bak.yaml", "old.yaml", "keep.yaml", ".hidden.yaml", "[x].yaml", "a*b.yaml", "über.yaml",
    "drafts/a.yaml", "drafts/keep.yaml", "drafts/2027/a.yaml", "menus/a.yaml", "menus/old.yaml", "menus/drafts/a.yaml",
    "menus/uk/old.yaml", "menus/uk/sales/old.yaml", "menus/uk/sales/a.bak.yaml", "sales/a.yaml", "a/sales/b/sales/c.yaml",
    "pilot-1/a.yaml", "pilot-2/a.yaml", "pilot-x/a.yaml", "in/pilot-1.yaml", "two words/a.yaml",
)  # fmt: skip
PATTERNS = (
    ["old.yaml"], ["*.bak.yaml"], ["drafts/"], ["drafts"], ["/drafts"], ["/drafts/"], ["menus/old.yaml"], ["menus/*.yaml"],
    ["**/sales/"], ["**/sales"], ["menus/**/old.yaml"], ["menus/**"], ["menus/"], ["*"], ["**"], ["/*"], ["/*/"], ["*/"],
    ["*.yaml", "!keep.yaml"], ["drafts/", "!keep.yaml"], ["drafts/*", "!drafts/keep.yaml"], ["!keep.yaml", "keep.yaml"],
    ["?.yaml"], ["pilot-[0-9]/"], ["pilot-[!0-9]"], ["pilot-[a-z]"], ["[ab].yaml"], ["a\\*b.yaml"], ["\\[x\\].yaml"],
    ["m*s"], ["menus*"], ["menus/*/sales"], ["a/**/c.yaml"], ["a/**/b"], ["two words/"], ["über.yaml"], ["?.y?ml"],
    ["menus/uk/sales/**", "!menus/uk/sales/old.yaml"], ["*l"], ["sales/a.yaml"], ["/sales"], ["**/old.yaml"], ["**/menus/**"],
    [".*"], ["[[]x].yaml"],
)  # fmt: skip


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("git"):
        pytest.skip("git is not here")
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", folder], check=True)
    for path in PATHS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    return folder


@pytest.mark.parametrize("patterns", PATTERNS, ids=" ".join)
def test_they_mean_what_git_means(repository: Path, patterns: list[str]) -> None:
    (repository / ".gitignore").write_text("\n".join(patterns), encoding="utf-8")
    asked = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin", "-z"],
        input="\0".join(PATHS).encode(), cwd=repository, capture_output=True, check=False,
    )  # fmt: skip
    globs = Globs(map(glob_of, patterns))
    assert {path for path in PATHS if globs.cover(path)} == set(filter(None, asked.stdout.decode().split("\0")))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{a,b}.yaml", "chooses nothing here"),
        ("../a.yaml", "leads out of the folder"),
        ("a/../b", "leads out of the folder"),
        ("[ab.yaml", "has no ] for its ["),
        ("[z-a].yaml", "cannot be understood: bad character range z-a"),
        ("menus\\a.yaml", "writes \\a: between folders stands /"),
        ("a\\", "ends with \\"),
        ("/", "means no file"),
        ("./", "means no file"),
        ("!", "means no file"),
    ],
)
def test_what_is_no_pattern_says_why(pattern: str, why: str) -> None:
    with pytest.raises(GlobError) as error:
        glob_of(pattern)
    assert why in str(error.value)


@pytest.mark.parametrize("path", ["a*b.yaml", "[x].yaml", "{a,b}.yaml", "what?.yaml", "!a.yaml", "a\\b.yaml", "two words/a.yaml"])
def test_any_path_can_be_written_as_a_pattern_that_means_it_alone(path: str) -> None:
    glob = glob_of(f"/{escaped(path)}")
    assert Globs([glob]).cover(path)
    assert not Globs([glob]).cover(f"x{path}")
    assert not Globs([glob]).cover(f"in/{path}")


def test_the_pattern_with_the_last_word_is_told() -> None:
    globs = Globs(map(glob_of, ["*.yaml", "!keep.yaml", "drafts/"]))
    texts = [found and found.text for found in (globs.of(name, folder=False) for name in ("a.yaml", "keep.yaml", "drafts"))]
    assert texts == ["*.yaml", "!keep.yaml", None]
    assert not Globs()
