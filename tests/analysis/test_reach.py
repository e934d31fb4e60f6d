"""The game of caller and system stays cheap, whatever is counted."""

import time

import pytest

from ivrlint.analysis import analyse, reach
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


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("main: {check: x, cases: {a: people}, otherwise: told}\n  told: {hang_up: Goodbye.}", False),
        ("main: {check: x, cases: {a: people}, otherwise: told}\n  told: {hang_up: true, audio: a.wav}", True),
        ("main: {check: x, cases: {a: people}, otherwise: told}\n  told: {say: '{x}', complete: false, next: bye}", True),
        ("main: {check: x, cases: {a: people}, otherwise: told}\n  told: {say: '', audio: a.wav, next: main}", False),
        ("main: {run: x, next: people, failed: bye}", True),
        ("main: {run: x, next: people}", True),
        ("main: {run: x, next: people, failed: box}\n  box: {voicemail: y}", False),
        ("main: {run: x, next: bye, failed: people}", False),
    ],
)
def test_calls_may_end_with_words_that_are_not_known_and_failures_are_told_of_elsewhere(steps, expected):
    text = f"ivr: 1\nlanguage: en\nstart: main\nsteps:\n  {steps}\n  bye: {{hang_up: true}}\n  people: {{transfer: desk}}\n"
    flow = read(text.encode(), "f.yaml")
    call = analyse(connect(flow), flow.entries[0]).facts.call
    assert not call.person_is_certain
    assert call.person_may_be_certain is expected


@pytest.mark.parametrize(
    ("bot", "expected"),
    [
        ("cases: {more: people, done: bye}", True),
        ("cases: {done: bye}", False),
        ("cases: {done: bye}, failed: people", False),
        ("failed: people", False),
    ],
)
def test_what_a_bot_decides_is_not_known_where_calls_go_on_behind_it(bot, expected):
    steps = f"  main: {{transfer: assistant, to: bot, {bot}}}\n  bye: {{hang_up: Bye.}}\n  people: {{transfer: desk}}\n"
    flow = read(f"ivr: 1\nlanguage: en\nstart: main\nsteps:\n{steps}".encode(), "f.yaml")
    call = analyse(connect(flow), flow.entries[0]).facts.call
    assert not call.person_is_certain
    assert call.person_may_be_certain is expected
