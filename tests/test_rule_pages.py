"""The pages of the rules in docs/ are made from the rule files, with a diagram for each bad example."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from ivrlint.bundled import RULES
from ivrlint.diagram.engines import engines_for
from ivrlint.rule import CONCERNS, load_rules

ROOT = Path(__file__).parent.parent
BUNDLED, _ = load_rules([RULES], examples=True)
FEW = tuple(rule for rule in BUNDLED if rule.id in {"menu-too-deep", "too-many-options", "doom-loop"})


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The generator, which writes into an own folder."""
    spec = importlib.util.spec_from_file_location("rules_page", ROOT / ".ci" / "rules_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(module, "PAGE", tmp_path / "docs" / "rules.md")
    monkeypatch.setattr(module, "FOLDER", tmp_path / "docs" / "rules")
    return module


@pytest.fixture
def written(script: ModuleType, tmp_path: Path) -> Path:
    """The folder of three rules."""
    if not engines_for("svg"):
        pytest.skip("no engine draws")
    (tmp_path / "docs").mkdir()
    script.write(FEW)
    return tmp_path / "docs"


def test_the_pages_of_the_rules_are_current():
    run = subprocess.run([sys.executable, ".ci/rules_page.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_each_concern_has_a_page_and_each_bad_example_a_diagram(script, written):
    examples = {f"{rule.id}-{number}.svg" for rule in FEW for number, _ in enumerate(rule.bad, 1)}
    assert {path.name for path in (written / "rules").iterdir()} == {"menus.md", "structure.md", *examples}
    assert list(script.not_current(FEW)) == []


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_all_links_lead_to_a_page_and_a_heading_in_it(written):
    for page in (written / "rules.md", *(written / "rules").glob("*.md")):
        links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8"))
        assert links
        for target, anchor in links:
            there = page.parent / target if target else page
            if there.name in ("writing-rules.md", "standards.md"):
                there = ROOT / "docs" / there.name
            assert there.exists(), target
            assert not anchor or anchor in anchors(there), anchor


def test_a_diagram_holds_the_words_of_its_flow_and_says_what_is_found(written):
    picture = ET.parse(written / "rules" / "menu-too-deep-1.svg").getroot()  # noqa: S314 - our own
    words = " ".join(text.text or "" for text in picture.iter("{http://www.w3.org/2000/svg}text"))
    (rule,) = (rule for rule in FEW if rule.id == "menu-too-deep")
    assert all(step in words for step in rule.bad[0].finds)
    assert "warning:" in words


@pytest.mark.parametrize("spoil", ["rules.md", "rules/menus.md", "rules/doom-loop-1.svg"])
def test_a_file_that_was_changed_or_is_missing_is_not_current(script, written, spoil):
    text = (written / spoil).read_text(encoding="utf-8")
    (written / spoil).write_text(text.replace("SHA-256 ", "SHA-256 0") + ("" if spoil.endswith("svg") else "x"), encoding="utf-8")
    assert list(script.not_current(FEW)) == [f"docs/{spoil} is not current"]
    (written / spoil).unlink()
    assert list(script.not_current(FEW)) == [f"docs/{spoil} is not current"]


def test_what_belongs_to_a_rule_that_is_gone_is_told_and_deleted(script, written):
    rest = tuple(rule for rule in FEW if rule.concern == "menus")
    told = list(script.not_current(rest))
    assert "docs/rules/structure.md belongs to no rule" in told
    assert "docs/rules/doom-loop-1.svg belongs to no rule" in told
    script.write(rest)
    assert list(script.not_current(rest)) == []
    assert not (written / "rules" / "structure.md").exists()


def test_only_diagrams_that_are_not_current_are_drawn_again(script, written, monkeypatch):
    drawn: list[str] = []
    monkeypatch.setattr(script, "_drawn", lambda dot: drawn.append(dot) or f"{script._stamp(dot)}\n")
    script.write(FEW)
    assert drawn == []
    (written / "rules" / "doom-loop-2.svg").unlink()
    script.write(FEW)
    assert len(drawn) == 1


def test_the_text_that_diagrams_are_drawn_from_does_not_hang_on_the_order_of_sets():
    program = "import rules_page as r; print([r._stamp(dot) for _, dot in r.diagrams(r.load_rules([r.RULES], examples=True)[0])])"
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT / ".ci", env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]


def test_no_page_is_too_long_for_a_browser_and_all_diagrams_are_small():
    pages = [ROOT / "docs" / "rules.md", *(ROOT / "docs" / "rules").glob("*.md")]
    assert max(page.stat().st_size for page in pages) < 400_000
    pictures = [path.stat().st_size for path in (ROOT / "docs" / "rules").glob("*.svg")]
    assert sum(pictures) < 4_000_000
    assert max(pictures) < 60_000


def test_the_pages_are_in_the_order_of_the_concerns(written):
    index = (written / "rules.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\w+)$", index, re.MULTILINE)
    assert headings == [concern for concern in CONCERNS if concern in headings]
