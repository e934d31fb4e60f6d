"""Small flows typed by hand, read as native files, and their facts."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from ivrlint.analysis import analyse
from ivrlint.facts import Caller, Collect, Facts, Loop, Menu
from ivrlint.flow import Flow, Refusal, replace
from ivrlint.graph import connect
from ivrlint.readers import read


def _flow(steps: str, more: str, file: str) -> Flow:
    body = textwrap.dedent(steps).strip("\n")
    start = body.split(":", 1)[0]
    text = f"ivr: 1\nname: a flow\nlanguage: en\nstart: {start}\n{more}\nsteps:\n{textwrap.indent(body, '  ')}\n"
    found = read(text.encode(), file)
    assert not isinstance(found, Refusal), found
    assert not found.problems, found.problems
    return found


def facts(steps: str, more: str = "", others: Mapping[str, str] | None = None) -> Facts:
    """The facts of a call that begins at the first of these steps; `others` are the steps of other files."""
    files = {file: _flow(body, "", file) for file, body in (others or {}).items()}
    flow = replace(_flow(steps, more, "flow.yaml"), others=files)
    return analyse(connect(flow), flow.entries[0]).facts


def menu(steps: str, name: str) -> Menu:
    return next(one for one in facts(steps).menus if one.step == name)


def collect(steps: str, name: str = "ask") -> Collect:
    return next(one for one in facts(steps).collects if one.step == name)


def caller(steps: str, title: str, more: str = "") -> set[str]:
    """The endings that can come out for one of the six callers."""
    found: Caller = next(one for one in facts(steps, more).callers if one.title == title)
    return set(found.endings)


def endings(found: Facts) -> set[tuple[str, str]]:
    return {(ending.kind, ending.step) for ending in found.endings}


def reachable(found: Facts) -> set[str]:
    return {step.step for step in found.steps if step.reachable}


def loops(steps: str) -> dict[tuple[str, ...], bool]:
    """Each loop, its steps sorted, and whether it is doomed."""
    found: tuple[Loop, ...] = facts(steps).loops
    return {tuple(sorted(loop.steps)): loop.doomed for loop in found}


def unset(steps: str) -> set[tuple[str, str]]:
    return {(read.step, read.name) for read in facts(steps).call.read_before_set}
