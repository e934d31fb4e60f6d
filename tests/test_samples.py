"""The samples print what stands beside them, and their diagrams are current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ivrlint
from ivrlint.cli import main

ROOT = Path(__file__).parent.parent
PATTERNS = ("**/*.yaml", "exports/*.*", "exports/*/agent.json")
SAMPLES = sorted(
    {path for pattern in PATTERNS for path in ROOT.glob(f"samples/{pattern}") if path.is_file()}
    - {*ROOT.glob("samples/**/*.out"), *ROOT.glob("samples/**/*.svg")}
)


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("sample", SAMPLES, ids=name)
def test_a_sample_prints_what_stands_beside_it(sample, capsys):
    main(["--color", "never", name(sample)])
    assert capsys.readouterr().out == sample.with_suffix(".out").read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", [path for path in SAMPLES if path.suffix == ".yaml"], ids=name)
def test_the_diagram_beside_a_sample_shows_all_its_steps(sample):
    drawn = sample.with_suffix(".svg").read_text(encoding="utf-8")
    words = set(re.findall(r">([^<>\n]+)</text>", drawn))
    missing = {step for step in ivrlint.load(sample).steps if not any(step in word for word in words)}
    assert not missing


@pytest.mark.parametrize("sample", SAMPLES, ids=name)
def test_the_diagram_beside_a_sample_has_a_shape_for_each_step_and_call(sample):
    flow = ivrlint.load(sample)
    drawn = sample.with_suffix(".svg").read_text(encoding="utf-8")
    assert drawn.count('class="node"') >= len(flow.steps) + len(flow.entries)


def test_there_are_eight_situations():
    assert len(SAMPLES) >= 8


def test_the_doom_loop_has_no_person_a_loop_and_a_number_thrown_away_each_told_as_a_call():
    found = {finding.rule: finding for finding in ivrlint.lint(["samples/doom-loop.yaml"])}
    for rule in ("no-way-to-a-person", "doom-loop", "data-thrown-away"):
        assert found[rule].call is not None
        assert found[rule].call.events


def test_the_well_made_bank_has_no_finding():
    assert list(ivrlint.lint(["samples/bank.yaml"])) == []
