"""What steps do with what a caller has entered."""

from __future__ import annotations

import pytest

from ivrlint.analysis import analyse
from ivrlint.facts import Collect
from ivrlint.graph import connect
from ivrlint.readers import read


def collect(*steps: str, more: str = "") -> Collect:
    text = f"ivr: 1\nstart: ask\nsteps:\n  ask: {{collect: pin, {more}next: a}}\n" + "".join(f"  {step}\n" for step in steps)
    flow = read(text.encode(), "flow.yaml")
    return analyse(connect(flow), flow.entries[0]).facts.collects[0]


def test_words_that_read_the_data_say_it():
    found = collect('a: {say: "It is {pin}.", next: b}', 'b: {menu: "{pin}?", options: {1: c}}', "c: {hang_up: Goodbye.}")
    assert found.read_out_at == ("a", "b")
    assert collect("a: {run: check, uses: [pin], next: b}", "b: {hang_up: Goodbye.}").read_out_at == ()


def test_people_see_what_they_get_and_machines_do_not_count():
    assert collect("a: {transfer: sales, with: [pin]}").shown_at == ("a",)
    assert collect("a: {voicemail: sales, with: [pin]}").shown_at == ("a",)
    assert collect("a: {callback: sales, with: [pin]}").shown_at == ("a",)
    assert collect("a: {transfer: robot, to: bot, with: [pin]}").shown_at == ()
    assert collect("a: {run: check, uses: [pin], gives: [ok], next: b}", "b: {transfer: sales, with: [ok]}").shown_at == ()
    assert collect('a: {voicemail: sales, say: "{pin}"}').shown_at == ()


END = "z: {hang_up: Goodbye.}"


@pytest.mark.parametrize(
    "step",
    [
        'a: {say: "It is {pin}.", next: z}',
        "a: {check: it, uses: [pin], cases: {ok: z}, otherwise: z}",
        "a: {run: check, uses: [pin], gives: [ok], next: z}",
        "a: {run: check, uses: [pin], next: z, failed: z}",
        "a: {set: {other: '{pin}'}, next: z}",
        "a: {transfer: sales, with: [pin]}",
        "a: {say: Nobody reads it., next: z}",
    ],
)
def test_somebody_may_find_out_that_it_is_wrong(step):
    assert collect(step, END).checked


@pytest.mark.parametrize("step", ["a: {run: store, uses: [pin], next: z}", "a: {callback: sales, with: [pin]}"])
def test_nobody_finds_out_that_it_is_wrong(step):
    assert not collect(step, END).checked
    assert collect(step, END, more="confirm: checksum, ").checked
