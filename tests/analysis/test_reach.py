"""The game of caller and system stays cheap, whatever is counted."""

import time

from ivrlint.analysis import reach
from ivrlint.analysis.reach import certain, ways
from ivrlint.graph import connect
from ivrlint.readers import read


def won(counters):
    """Which of some counters are won, each of which sends callers round to the one before; the first may end the call."""
    chain = "\n".join(
        f"  c{at}: {{check: x, cases: {{again: {f'c{at - 1}' if at else 'lost'}}}, otherwise: people, limited: again}}"
        for at in range(counters)
    )
    lost = f"  lost: {{check: x, cases: {{yes: out}}, otherwise: c{counters - 1}}}"
    ends = "  out: {hang_up: true}\n  people: {transfer: desk}"
    graph = connect(read(f"ivr: 1\nstart: c0\nsteps:\n{chain}\n{lost}\n{ends}\n".encode(), "f.yaml"))
    found = certain(ways(graph), unknown_ends_well=False)
    return [bool(found[graph.number[f"c{at}"]]) for at in range(counters)]


def test_counters_that_lead_to_one_another_are_lost_one_by_one(monkeypatch):
    assert won(8) == [False] * 8
    monkeypatch.setattr(reach, "MOST_ROUNDS", 4)
    assert won(8) == [False] * 3 + [True] * 5


def test_thousands_of_counters_take_no_longer_than_their_number():
    start = time.perf_counter()
    assert len(won(3000)) == 3000
    assert time.perf_counter() - start < 20
