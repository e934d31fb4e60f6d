"""Brute force for how deep menus lie, which are the first, what they offer, and for what loops give to callers."""

from __future__ import annotations

from typing import Any

from book import FAR, MAILBOX, Book
from oracle_menus import asks_one_thing
from oracle_options import next_menu
from page import Way, every_state
from walks import deliberate

from ivrlint.flow import Collect, Menu, Option, Run, Set

COMMON = {"person", "repeat", "back", "main_menu", "end", "continue", "language"}


def levels(book: Book) -> dict[str, dict[str, Any]]:
    """The facts of each menu."""
    plain = {name for name in book.menus if not _is_question(book, name)}
    first = _before_menus(book)
    return {
        name: {
            "levels": 0 if name not in plain else _least(book, name, plain),
            "first": not book.part and name in first and _asks_what_is_wanted(book, name),
            "subjects": sum(
                option.spoken and not option.reserved and not COMMON & set(option.purposes) and not _to_mailbox(book, way)
                for way, option in zip(book.choices(name), book.options[name], strict=True)
            ),
        }
        for name in book.menus
    }


def _least(book: Book, name: str, plain: set[str]) -> float:
    def count(*, meant: bool) -> float:
        def after(state: tuple[str, int]) -> list[tuple[str, int]]:
            at, gone = state
            ways = [way for way in book.ways[at] if way.to and (deliberate(way) or not meant)]
            return [(way.to, gone + (way.to in plain)) for way in ways if gone <= len(plain)]

        return min((gone for at, gone in every_state([(book.start, int(book.start in plain))], after) if at == name), default=FAR)

    return min(count(meant=True), FAR) if count(meant=True) < FAR else count(meant=False)


def _is_question(book: Book, name: str) -> bool:
    step = book.steps[name]
    assert isinstance(step, Menu)
    answers = {_answer(option) for option in step.options}
    plain = [n for n, option in enumerate(step.options) if option.key not in {"*", "#", book.page.flow.operator_key}]
    leading = [n for n in plain if _leads_on(book, name, n)]
    kept = [
        way
        for way, option in zip(book.choices(name), book.options[name], strict=True)
        if not option.reserved and isinstance(book.steps.get(way.to), Set)
    ]
    return answers >= {"yes", "no"} or (asks_one_thing(book, name) and bool(kept)) or len(leading) < min(2, len(plain))


def _answer(option: Option) -> str:
    said = set(option.phrases or [option.label])
    return "yes" if said <= {"yes"} else "no" if said <= {"no"} else ""


def _leads_on(book: Book, name: str, n: int) -> bool:
    option, way = book.options[name][n], book.choices(name)[n]
    if {"repeat", "back", "main_menu", "end"} & set(option.purposes):
        return False
    behind = book.behind_words(way)
    if behind and isinstance(book.steps[behind], Collect):
        return not (book.menus_before[behind] <= book.depth[name] - 1 and _is_asked_about(book, behind, name))
    (there,) = book.next_to([way], (Set,)) or {""}
    return not (there in book.menus and _is_back(book, there, name, book.depth[name] - 2))


def _is_back(book: Book, at: str, name: str, most: float) -> bool:
    if at == name:
        return True
    return book.depth[at] - 1 <= most and name in book.walk([at]) and at in book.walk([name])


def _is_asked_about(book: Book, at: str, name: str) -> bool:
    for _ in book.steps:
        (entry,) = (way for way in book.ways[at] if way.how == "entry")
        behind = book.behind_words(entry)
        if not behind or not isinstance(book.steps[behind], Collect):
            return next_menu(book, entry) == name
        at = behind
    return False


def _before_menus(book: Book) -> set[str]:
    """Where deliberate walks come to without leaving a menu that is not one of languages, and not by the case of a person."""

    def passes(way: Way) -> bool:
        talked = way.how == "case" and book.page.is_person(way.step)
        return deliberate(way) and not talked and (way.step not in book.menus or book.menus[way.step].chooses_language)

    return book.walk([book.start], passes)


def _to_mailbox(book: Book, way: Way) -> bool:
    kinds = book.kinds_next([way])
    return bool(kinds) and kinds <= MAILBOX


def _asks_what_is_wanted(book: Book, name: str) -> bool:
    """More than for a language, for yes and no, or whether the caller waits."""
    options = list(zip(book.choices(name), book.options[name], strict=True))
    plain = [(way, option) for way, option in options if not option.reserved]
    consent = len(plain) <= 2 and any("continue" in option.purposes for _, option in plain)
    silence = book.mistake(name, "no_input")
    step = book.steps[name]
    once = isinstance(step, Menu) and step.no_input is not None and step.no_input.tries == 1
    stays = once and silence is not None and "person" in book.kinds_next([silence])
    waits = stays and bool(plain) and all(_to_mailbox(book, way) for way, _ in plain)
    return not book.menus[name].chooses_language and not consent and not waits


def loop(book: Book, steps: tuple[str, ...]) -> dict[str, Any]:
    """What the steps of a loop give to callers."""
    page = book.page
    told = any("may_hang_up" in book.says.get(at, ()) for at in steps)
    entered = {step.variable for step in book.steps.values() if isinstance(step, Collect)}
    written = {value.name for step in book.steps.values() if isinstance(step, Set) for value in step.values}
    new = any(set(prompt.reads) - entered - written for at in steps if (prompt := book.steps[at].prompt))
    here = [step.variable for at in steps if isinstance(step := book.steps[at], Collect)]
    used = {name for at in steps if isinstance(step := book.steps[at], Run) for name in step.uses}
    takes = any(used & page.derived(name) for name in here)
    unknown = any(
        prompt is not None and not (prompt.text and book.language[at]) for at in steps for prompt in [book.steps[at].prompt]
    )
    return {"told_to_hang_up": told, "serves": (told and (new or takes)) or (not told and unknown and new)}
