"""Flows of hundreds and thousands of steps, where brute force ends: networkx, and the order of steps."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from comparing import analysed, observed
from strategies import build
from third_opinion import by_networkx, same_by_ivrlint

from ivrlint.flow import Flow

SIZES = [(200, 1), (200, 2), (400, 3), (700, 4), (1000, 5), (2000, 6)]


def large(steps: int, seed: int) -> Flow:
    """A random flow; every second one has visits."""
    return build(random.Random(seed).choice, (steps,), visits=bool(seed % 2))  # noqa: S311 - nothing is secret


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
    random.Random(seed).shuffle(names)  # noqa: S311 - nothing is secret
    shuffled = replace(flow, steps={name: flow.steps[name] for name in names})
    assert observed(analysed(shuffled)) == observed(analysed(flow))


def test_the_same_flow_has_the_same_facts_twice():
    flow = large(500, 7)
    assert analysed(flow) == analysed(flow)
