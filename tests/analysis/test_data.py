"""Questions about many names are answered in batches."""

from __future__ import annotations

import pytest

from ivrlint.analysis import analyse, data
from ivrlint.analysis.export import document
from ivrlint.graph import connect
from ivrlint.readers import read


def facts_of(text: str) -> dict:
    flow = read(text.encode(), "flow.yaml")
    return document("flow.yaml", [analyse(connect(flow), flow.entries[0]).facts])


def many_names(count: int) -> str:
    """Names that one step sets and names that several set, one of which nobody reads."""
    steps = []
    for number in range(count):
        steps.append(f"  a{number}: {{collect: x{number}, next: b{number}, no_input: {{then: c{number}}}}}")
        steps.append(f"  b{number}: {{check: is it right, uses: [x{number}], cases: {{ok: c{number}}}, otherwise: a{number}}}")
        steps.append(f"  c{number}: {{collect: y{number % 3}, next: d{number}}}")
        uses = f"uses: [y{number % 2}], gives: [z{number}]"
        steps.append(f"  d{number}: {{run: s, {uses}, next: a{number + 1}, failed: c{number}}}")
    reads = ", ".join(f"x{number}" for number in range(0, count, 2))
    steps.append(f"  a{count}: {{transfer: sales, with: [{reads}, z1], closed: a1}}")
    return "ivr: 1\nstart: a0\nsteps:\n" + "\n".join(steps) + "\n"


@pytest.mark.parametrize("most", [1, 9, 40])
def test_the_size_of_the_batches_changes_nothing(most, monkeypatch):
    text = many_names(12)
    whole = facts_of(text)
    monkeypatch.setattr(data, "BATCH", most)
    assert facts_of(text) == whole
    collects = whole["calls"][0]["collects"]
    assert {collect["thrown_away"] for collect in collects} == {"always", "never"}
    assert any(collect["asked_before"] for collect in collects)
    assert any(collect["lost_at"] for collect in collects)
