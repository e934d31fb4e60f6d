"""All real files that are at hand: none brings ivrlint down, and what is said of them can be found in them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ivrlint.analysis.export import document
from ivrlint.bundled import RULES
from ivrlint.linting import analyses_of_file, lint_flows
from ivrlint.readers.files import read_paths
from ivrlint.rule import load_rules

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
FOLDERS = sorted(path.name for path in CORPUS.iterdir() if path.is_dir()) if CORPUS.is_dir() else []
FILES = [
    path.relative_to(CORPUS).as_posix()
    for folder in FOLDERS
    for path in sorted((CORPUS / folder).rglob("*"))
    if path.is_file() and path.name not in {"SOURCES.tsv", "LICENSES.md"}
]

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not at hand")


@pytest.fixture(scope="module")
def rules():
    found, problems = load_rules([RULES])
    assert not problems
    return found


@pytest.mark.parametrize("name", FILES or ["none"])
def test_a_real_file_is_linted_or_refused_with_one_line(name, rules):
    path = str(CORPUS / name)
    reading = read_paths([path])
    assert len(reading.flows) + len(reading.problems) == 1 or (reading.flows and reading.problems)
    for refusal in reading.problems:
        assert refusal.message
        assert "\n" not in refusal.message
    report = lint_flows(reading, rules)
    lines = {file: data.decode("utf-8", "replace").splitlines() for file, data in reading.texts.items()}
    for finding in report.findings:
        mark = finding.mark
        assert mark.file in lines
        assert 0 < mark.line <= mark.end_line <= len(lines[mark.file])
        assert 0 < mark.column <= len(lines[mark.file][mark.line - 1]) + 1
        assert (mark.end_line, mark.end_column) > (mark.line, mark.column)
        assert "\n" not in finding.message
    names = [(call.file, call.name) for call in report.ways]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", FILES or ["none"])
def test_the_facts_of_a_real_file_are_the_same_each_time(name):
    first, second = (_facts(str(CORPUS / name)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("folder", FOLDERS or ["none"])
def test_the_facts_of_real_files_do_not_depend_on_the_order_of_sets(folder):
    command = [sys.executable, "-m", "ivrlint", "facts", str(CORPUS / folder)]
    first, second = (
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False) for seed in "12"
    )
    assert first.returncode in (0, 1, 2)
    assert first.stdout == second.stdout
    assert first.stderr == second.stderr


def _facts(path):
    reading = read_paths([path])
    return [
        json.dumps(document(file, [analysis.facts for analysis in analyses_of_file(reading, file)])) for file in reading.flows
    ]
