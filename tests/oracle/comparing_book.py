"""The newer facts of ivrlint in the shape of the oracle, where the two differ, and how often each fact says what."""

from __future__ import annotations

from collections import Counter
from typing import Any

from book import Book
from oracle_calls import call, led_to_from_elsewhere, persons
from oracle_collects import collects
from oracle_exits import exits
from oracle_handoffs import handoffs
from oracle_levels import levels, loop
from oracle_menus import menus
from oracle_options import options
from oracle_prompts import prompts
from oracle_steps import acts_before_closed, asks, leads_on, person_needs_data, silent_endings, steps
from strategies_book import TriedBook

from ivrlint.analysis import analyse
from ivrlint.facts import Facts, Menu
from ivrlint.graph import connect


def analysed_book(tried: TriedBook) -> Facts:
    """ivrlint's facts about the one call of a flow."""
    return analyse(connect(tried.flow), tried.flow.entries[0], tried.entered, part=tried.part).facts


def _as_oracle(value: Any, told: Any) -> Any:
    if isinstance(told, set):
        return set(value)
    if isinstance(told, bool) and isinstance(value, float):
        return value > 0
    return value


def sides(tried: TriedBook) -> dict[Any, tuple[Any, Any]]:
    """Each fact as the oracle and as ivrlint say it, by subject, place and name."""
    found = analysed_book(tried)
    book = Book(tried.flow, found, tried.entered, part=tried.part)
    ours: dict[str, dict[Any, dict[str, Any]]] = {
        "prompt": prompts(book),
        "menu": menus(book),
        "option": options(book),
        "handoff": handoffs(book),
        "exit": exits(book),
        "step": steps(book),
        "collect": collects(book),
        "call": {book.start: call(book)},
    }
    for name, facts in persons(book).items():
        ours["menu"][name] |= facts
    for name, facts in levels(book).items():
        ours["menu"][name] |= {fact: value for fact, value in facts.items() if fact != "levels" or hasattr(Menu, fact)}
    elsewhere = led_to_from_elsewhere(book)
    for name, facts in ours["step"].items():
        facts["reachable_from_another_file"] = name in elsewhere
    counted: Counter[str] = Counter()
    places: dict[tuple[str, Any], Any] = {}
    for kind in ("prompt", "menu", "handoff", "step", "collect"):
        places |= {(kind, one.step): one for one in getattr(found, f"{kind}s")}
    places["call", book.start] = found.call
    for option in found.options:
        places["option", (option.step, counted[option.step])] = option
        counted[option.step] += 1
    for exit_ in found.exits:
        places["exit", (exit_.step, counted[f"exits of {exit_.step}"])] = exit_
        counted[f"exits of {exit_.step}"] += 1
    result = {}
    for kind, subjects in ours.items():
        for place, facts in subjects.items():
            for name, told in facts.items():
                one = places.get((kind, place))
                said = _as_oracle(getattr(one, name), told) if one else "absent"
                result[kind, place, name] = (told, said)
    quiet = silent_endings(book)
    for ending in found.endings:
        result["ending", (ending.step, ending.kind), "in_silence"] = (
            ending.kind == "hang_up" and ending.step in quiet,
            ending.in_silence,
        )
    (late,) = [caller.acts_before_closed for caller in found.callers if caller.title == "after_hours"]
    result["caller", "after_hours", "acts_before_closed"] = (acts_before_closed(book), late)
    result["call", book.start, "person_needs_data"] = (person_needs_data(book), found.call.person_needs_data)
    result["call", book.start, "asks"] = (asks(book), found.call.asks)
    onward = leads_on(book)
    for one in found.loops:
        told = {"leads_on": onward[frozenset(one.steps)]} | loop(book, one.steps)
        result |= {("loop", one.steps, name): (value, _as_oracle(getattr(one, name), value)) for name, value in told.items()}
    return result


def book_disagreements(tried: TriedBook) -> list[str]:
    """Every newer fact on which ivrlint and the oracle differ, one line each."""
    return [
        f"{kind} {place} {name}: the oracle says {ours!r}, ivrlint says {theirs!r}"
        for (kind, place, name), (ours, theirs) in sides(tried).items()
        if ours != theirs
    ]
