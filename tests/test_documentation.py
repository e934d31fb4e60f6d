"""What the documentation says is what there is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import ivrlint

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")])


def test_the_page_of_facts_is_current():
    run = subprocess.run([sys.executable, ".ci/facts_page.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_version_is_the_one_of_the_changelog():
    assert f"## {ivrlint.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_module_is_longer_than_three_hundred_lines():
    long = {path.name for path in ROOT.glob("ivrlint/**/*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 300}
    assert long == set()


def test_the_whole_flow_of_the_format_page_is_well_made(tmp_path):
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    flow = next(block for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if block.startswith("ivr: 1"))
    (tmp_path / "menu.yaml").write_text(flow, encoding="utf-8")
    assert ivrlint.lint(tmp_path / "menu.yaml") == ()
