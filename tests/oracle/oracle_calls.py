"""Brute force for facts of whole calls, of the way to a person from menus, and of what the operator key does."""

from __future__ import annotations

from typing import Any

from book import Book
from oracle_menus import PATTERNS, beyond
from page import Way

from ivrlint.flow import Collect, Menu, Unknown

MAY = {"bot", "outside", "visit", "unknown", "return"}


def call(book: Book) -> dict[str, Any]:
    """What the words of all steps touch that some walk comes to."""
    prompts = [prompt for prompt in book.found.prompts if prompt.step in book.reached]
    menus = [menu for name, menu in book.menus.items() if name in book.reached]
    asking = [book.steps[at] for at in book.reached if isinstance(book.steps[at], Menu | Collect)]
    dark = any(isinstance(book.steps[at], Unknown) or book.unknown(at) for at in book.reached)
    known = all(prompt.complete and prompt.language for prompt in prompts) and all(step.prompt for step in asking)
    return {
        "says": {topic for prompt in prompts for topic in prompt.says},
        "purposes": {purpose for menu in menus for purpose in menu.purposes},
        "words_known": known and not dark,
    }


def persons(book: Book) -> dict[str, dict[str, Any]]:
    """What each menu offers of people."""
    return {name: _person(book, name) for name in book.menus}


def _person(book: Book, name: str) -> dict[str, Any]:
    kinds = [book.kinds_next([way]) for way in book.choices(name)]
    offers = any("person" in its and option.spoken for its, option in zip(kinds, book.options[name], strict=True))
    step = book.steps[name]
    assert isinstance(step, Menu)
    ways = zip(book.choices(name), book.options[name], strict=True)
    nearly = any("person" in _kinds(book, way) and option.spoken for way, option in ways)
    silence = book.mistake(name, "no_input")
    once = silence is not None and step.no_input is not None and step.no_input.tries == 1
    stays = bool(once and silence and "person" in book.kinds_next([silence]))
    return {
        "offers_person": offers,
        "may_offer_person": offers or nearly or stays or any(its & MAY for its in kinds),
        "operator_key_does": _operator_key(book, name, step),
    }


def _operator_key(book: Book, name: str, step: Menu) -> str:
    key = book.page.flow.operator_key
    pairs = zip(book.choices(name), step.options, strict=True)
    pressed = [way for way, option in pairs if option.key == key or key in PATTERNS.get(option.pattern, "")][:1]
    wrong = book.mistake(name, "no_match")
    if not pressed and wrong and step.no_match and step.no_match.then and step.no_match.tries == 1:
        pressed = [wrong] if _kinds(book, wrong) & {"person", *MAY} else []
    if not pressed:
        return "nothing" if any(option.key or option.pattern for option in step.options) or not step.options else "spoken"
    kinds = _kinds(book, pressed[0])
    return "person" if "person" in kinds else "unknown" if kinds & MAY else "other"


def _kinds(book: Book, way: Way) -> set[str]:
    return {book.kind(at) for at in beyond(book, way) if at in book.steps}


def led_to_from_elsewhere(book: Book) -> set[str]:
    """Where walks come to from steps that other flows lead to."""
    return book.walk([at for at in book.steps if at in book.entered or book.steps[at].shared or book.of_another_file(at)])
