"""Flows of hundreds and thousands of steps, where brute force ends: networkx, and the order of steps."""

from __future__ import annotations

import random
from collections.abc import Sequence

import oracle
import pytest
from comparing import analysed, observed
from page import Page
from strategies import KINDS, NAMES, WITH_VISIT, build
from third_opinion import by_networkx, same_by_ivrlint

from ivrlint.flow import Flow, replace

SIZES = [(200, 1), (200, 2), (400, 3), (700, 4), (1000, 5), (2000, 6)]
MANY = [f"name{number}" for number in range(25)]


def large(steps: int, seed: int, variables: Sequence[str] = NAMES) -> Flow:
    """A random flow; every second one has visits."""
    return build(random.Random(seed).choice, (steps,), variables, kinds=WITH_VISIT if seed % 2 else KINDS)


@pytest.mark.parametrize(("steps", "seed"), SIZES)
def test_networkx_finds_the_same_in_large_flows(steps: int, seed: int):
    flow = large(steps, seed)
    facts = analysed(flow)
    assert len(facts.steps) == steps
    assert same_by_ivrlint(facts) == by_networkx(flow, flow.entries[0].start)


@pytest.mark.parametrize(("steps", "seed"), SIZES)
def test_the_order_of_steps_in_the_file_changes_no_fact(steps: int, seed: int):
    flow = large(steps, seed)
    names = list(flow.steps)
    random.Random(seed).shuffle(names)
    shuffled = replace(flow, steps={name: flow.steps[name] for name in names})
    assert observed(analysed(shuffled)) == observed(analysed(flow))


def test_the_same_flow_has_the_same_facts_twice():
    flow = large(500, 7)
    assert analysed(flow) == analysed(flow)


@pytest.mark.parametrize("at_once", [1, 50, 4000])
@pytest.mark.parametrize(("steps", "seed"), [(150, 12), (300, 13), (450, 14)])
def test_brute_force_finds_the_same_data_loops_and_endings(steps: int, seed: int, at_once: int, monkeypatch: pytest.MonkeyPatch):
    """ivrlint follows the data of many collects at once, up to a limit; the facts do not depend on it."""
    monkeypatch.setattr("ivrlint.analysis.data.BATCH", at_once)
    flow = large(steps, seed, MANY)
    page = Page(flow)
    found = observed(analysed(flow))
    collects = {name: oracle.collect(page, name) for name in found["collects"]}
    assert found["collects"] == collects
    assert {collect["thrown_away"] for collect in collects.values()} == {"always", "sometimes", "never"}
    assert found["call"]["read_before_set"] == oracle.read_before_set(page)
    assert found["loops"] == oracle.loops(page)
    assert found["endings"] == oracle.endings(page)
    assert found["callers"] == oracle.callers(page)
