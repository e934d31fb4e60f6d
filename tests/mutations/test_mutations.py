"""Each rule finds the fault that it is about, wherever and however a good flow is spoilt, and never the good flow itself."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from mutating import MUTATIONS, WHOLE, spoilt

from ivrlint.bundled import RULES
from ivrlint.linting import lint_flows, lint_text
from ivrlint.readers.files import read_text
from ivrlint.report import FORMAT
from ivrlint.rule import load_rules

for module in sorted(Path(__file__).parent.glob("mutations_*.py")):
    import_module(module.stem)

WAYS = 20
LOADED, _ = load_rules([RULES])
BY_ID = {rule.id: rule for rule in LOADED}


def test_no_rule_finds_anything_in_the_good_flow():
    report = lint_text(WHOLE.read_text(encoding="utf-8"), "whole.yaml", LOADED)
    assert [(finding.rule, finding.step, finding.message) for finding in report.findings] == []


def test_there_is_a_mutation_for_each_rule():
    assert set(MUTATIONS) == set(BY_ID)


@pytest.mark.parametrize("rule", sorted(MUTATIONS))
def test_a_rule_finds_the_flow_spoilt_in_its_way(rule):
    texts = [spoilt(rule, seed) for seed in range(WAYS)]
    reports = [lint_flows(read_text(text, "spoilt.yaml"), (BY_ID[rule],)) for text in texts]
    broken = {finding.message for report in reports for finding in report.findings if finding.rule == FORMAT}
    assert broken == set(), "a mutation must leave a flow that can be read"
    found = sum(any(finding.rule == rule for finding in report.findings) for report in reports)
    missed = [text for text, report in zip(texts, reports, strict=True) if not report.findings]
    assert found >= WAYS - 1, re.sub(r"(?m)^", "  ", missed[0])


@pytest.mark.parametrize("rule", sorted(MUTATIONS))
def test_the_ways_to_spoil_a_flow_differ(rule):
    assert len({spoilt(rule, seed) for seed in range(WAYS)}) >= 2
