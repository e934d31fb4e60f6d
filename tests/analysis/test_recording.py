"""A notice that calls are recorded may come too late."""

from __future__ import annotations

from ivrlint.analysis import analyse
from ivrlint.graph import connect
from ivrlint.readers import read

ASK = "ask: {collect: number, say: Your number please., next: told}"
TOLD = "told: {say: This call may be recorded., next: menu}"
MENU = "menu: {menu: For sales press 1., options: {1: sales}}"
SALES = "sales: {transfer: sales, with: [number]}"


def late(start: str, *steps: str) -> list[str]:
    text = f"ivr: 1\nlanguage: en\nstart: {start}\nsteps:\n" + "".join(f"  {step}\n" for step in steps)
    flow = read(text.encode(), "flow.yaml")
    return [prompt.step for prompt in analyse(connect(flow), flow.entries[0]).facts.prompts if prompt.recording_told_late]


def test_it_is_late_after_an_entry():
    assert late("ask", ASK, TOLD, MENU, SALES) == ["told"]


def test_it_is_late_in_a_menu_whatever_follows():
    assert late("ask", ASK.replace("told", "menu"), MENU.replace("For sales", "Calls are recorded. For sales"), SALES) == ["menu"]


def test_it_is_in_time_before_the_first_entry():
    assert late("told", TOLD.replace("menu", "ask"), ASK.replace("told", "menu"), MENU, SALES) == []


def test_it_is_in_time_right_before_the_talk():
    assert late("ask", ASK, TOLD.replace("menu", "sales"), SALES) == []
    assert late("ask", ASK.replace("told", "sales"), SALES.replace("with", "say: Calls are recorded., with")) == []


def test_it_is_in_time_where_some_callers_hear_it_first():
    which = "which: {check: known, cases: {yes: told}, otherwise: ask}"
    assert late("which", which, ASK, TOLD, MENU, SALES) == []


def test_the_second_one_is_none():
    first = "first: {say: Calls are recorded., next: ask}"
    assert late("first", first, ASK, TOLD, MENU, SALES) == []
