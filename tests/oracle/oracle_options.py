"""Brute force for the facts of the options of menus: where they lead to."""

from __future__ import annotations

from typing import Any

from book import MAILBOX, Book, not_closed
from page import Way, every_state

from ivrlint.flow import Check, HangUp, Run, Say, Set, Transfer

WORKS = (Say, Set, Check, Run)


def nothing_fails(way: Way) -> bool:
    return not_closed(way) and way.how != "failure"


def next_menu(book: Book, way: Way) -> str:
    """The one menu that comes next behind an exit, whatever a system answers; empty when something else may."""
    came = book.next_to([way], WORKS, nothing_fails)
    (only,) = came if len(came) == 1 else ("",)
    return only if only in book.menus else ""


def nearer(book: Book, one: str, other: str) -> bool:
    return book.depth[one] < book.depth[other]


def options(book: Book) -> dict[tuple[str, int], dict[str, Any]]:
    """The facts of each option, by its menu and its place there."""
    return {(name, n): _option(book, way, n) for name in book.menus for n, way in enumerate(book.choices(name))}


def _option(book: Book, way: Way, n: int) -> dict[str, Any]:
    own = way.step
    to = next_menu(book, way)
    words = book.options[own][n]
    others = [(other, book.options[own][m]) for m, other in enumerate(book.choices(own)) if m != n]
    return {
        "next_menu": to,
        "repeats": to == own,
        "goes_back": bool(to) and nearer(book, to, own) and own in book.walk([to]),
        "does_nothing": way.to == own,
        "arrives_at": _arrives_at(book, way),
        "closes": _closes(book, way),
        "only_informs": _only_informs(book, way),
        "another_reaches_person": bool(words.language)
        and any(
            given.language not in {"", words.language} and any(map(book.page.is_person, book.walk_behind([other])))
            for other, given in others
        ),
    }


def in_hours(book: Book) -> set[str]:
    """Where walks from the start come to without anything closed, up to the persons they come to."""

    def after(at: str) -> list[str]:
        return [] if book.page.is_person(at) else [way.to for way in book.ways[at] if way.to and not_closed(way)]

    return every_state([book.start], after)


def _arrives_at(book: Book, way: Way) -> str:
    if way.step not in in_hours(book):
        return ""
    came = book.walk_behind([way], not_closed)
    if any(map(book.is_somebody, came)):
        return "somebody"
    return "message" if any(book.kind(at) in MAILBOX for at in came) else "nobody"


def _closes(book: Book, way: Way) -> bool:
    asked = book.behind_words(way)
    if not asked:
        return False
    step = book.steps[asked]
    if isinstance(step, Check):
        shut = step.asks == "hours"
    else:
        shut = isinstance(step, Transfer) and step.to == "person" and not step.always_open and step.closed is not None
    closed = [other for other in book.ways[asked] if other.how == "hours" and other.label == "closed"]
    return shut and not any(map(book.is_somebody, book.walk_behind(closed)))


def _only_informs(book: Book, way: Way) -> bool:
    """Whether the fact is more than zero."""
    told = book.walk_behind([way], lambda other: isinstance(book.steps[other.step], Say))
    plain = all(isinstance(book.steps[at], Say | HangUp) for at in told)
    ends = any(isinstance(book.steps[at], HangUp) for at in told)
    words = any(prompt.text for at in told if (prompt := book.prompt(at)))
    alone = sum(other.to == way.to for other in book.choices(way.step)) == 1
    return plain and ends and words and alone
