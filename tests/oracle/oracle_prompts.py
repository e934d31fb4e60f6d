"""Brute force for the facts of what callers hear: what lies before words and behind them."""

from __future__ import annotations

from typing import Any

from book import FAR, MAILBOX, SOMEBODY, Book
from page import Way, every_state
from walks import deliberate

from ivrlint.flow import Collect, Menu, Message, Run, Unknown, Visit

BY_ITSELF = {"follows", "case", "hours"}


def prompts(book: Book) -> dict[str, dict[str, Any]]:
    """The facts of the words of each step that has some."""
    return {name: _prompt(book, name) for name in book.steps if book.steps[name].prompt}


def _prompt(book: Book, name: str) -> dict[str, Any]:
    step = book.steps[name]
    asks = isinstance(step, Menu | Collect)
    early = name in book.walk([book.start], lambda way: way.how in BY_ITSELF)
    following = book.walk([name], lambda way: way.how in BY_ITSELF)
    return {
        "before_first_choice": early and not book.part,
        "menus_before": book.menus_before[name],
        "entries_before": entries_before(book, name),
        "unconditional": not book.part and name in book.walk([book.start], _nothing_decided),
        "when_closed": name in book.reached and name not in book.walk([book.start], lambda way: way.label != "closed"),
        "gave_something": book.part or _gave_something(book, name),
        "recording_told_late": _recording_told_late(book, name),
        "heard_again": book.comes_to(name, name) or (asks and any(way.tries > 1 for way in _handlers(step))),
        "leads_to": book.kinds_next(book.ways[name]) if book.ways[name] else {book.page.ends_at(name)},
        "chosen_language": _chosen_language(book, name),
        "delays_choice": early and not book.part and any(isinstance(book.steps[at], Menu | Collect) for at in following),
        "worked_before": book.part or _worked_before(book, name),
    }


def _handlers(step: Any) -> list[Any]:
    return [handler for handler in (step.no_input, step.no_match) if handler and handler.possible]


def _nothing_decided(way: Way) -> bool:
    return way.label == "open" if way.how == "hours" else way.how not in {"case", "failure"}


def entries_before(book: Book, name: str) -> float:
    """Least entries on a deliberate walk from the start to a step."""
    most = len(book.steps) + 1

    def after(state: tuple[str, int]) -> list[tuple[str, int]]:
        at, entries = state
        gone = [(way.to, entries + (way.how == "entry")) for way in book.ways[at] if way.to and deliberate(way)]
        return [(to, count) for to, count in gone if count <= most]

    return min((count for at, count in every_state([(book.start, 0)], after) if at == name), default=FAR)


def _gave_something(book: Book, name: str) -> bool:
    gave = [at for at in book.reached if isinstance(book.steps[at], Collect | Message)]
    return any(book.comes_to(at, name) for at in gave)


def _recording_told_late(book: Book, name: str) -> bool:
    def told(at: str) -> bool:
        return "recording_notice" in book.says.get(at, ())

    if book.part or not told(name) or book.other_flows_lead_to(name):
        return False
    there = SOMEBODY | MAILBOX | {"visit", "unknown"}
    if book.kind(name) in there:
        return False
    if not isinstance(book.steps[name], Menu) and book.kinds_next(book.ways[name]) & there:
        return False
    others = [at for at in book.reached if told(at) and at != name]
    after_others = any(book.comes_to(at, name) for at in others)
    return 0 < entries_before(book, name) < FAR and not after_others


def _chosen_language(book: Book, name: str) -> str:
    language = {
        (menu, n): option.language
        for menu, options in book.options.items()
        for n, option in enumerate(options)
        if option.language
    }

    def after(state: tuple[str, str]) -> list[tuple[str, str]]:
        at, chosen = state
        return [(way.to, language.get((at, n), chosen)) for n, way in enumerate(book.ways[at]) if way.to]

    came = {chosen for at, chosen in every_state([(book.start, "")], after) if at == name}
    return came.pop() if len(came) == 1 else ""


def _worked_before(book: Book, name: str) -> bool:
    """Walks by cases, hours and what follows, from where a system has worked."""
    worked = [at for at in book.reached if isinstance(book.steps[at], Run | Visit | Unknown)]
    first = [way for at in worked for way in book.ways[at] if way.how != "failure"]
    return name in book.walk_behind(first, lambda way: way.how in BY_ITSELF)
