"""Brute force for how deep menus lie, which are the first, what they offer, and for what loops give to callers."""

from __future__ import annotations

from typing import Any

from book import FAR, MAILBOX, Book
from oracle_options import WORKS, next_menu, nothing_fails
from page import Way, every_state
from walks import deliberate

from ivrlint.flow import Collect, Menu, Message, Option, Run, Say, Set

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
    return _is_plain_question(book, name) or any(
        (there := next_menu(book, way)) in book.menus and _is_earlier(book, there, name) and _is_plain_question(book, there)
        for way, _ in _ordinary(book, name)
    )


def _is_plain_question(book: Book, name: str) -> bool:
    step = book.steps[name]
    assert isinstance(step, Menu)
    if {_answer(option) for option in step.options} >= {"yes", "no"}:
        return True
    ordinary = _ordinary(book, name)
    if not ordinary or any(_corrects(book, name, way) for way, _ in ordinary):
        return True
    leading = [way for way, option in ordinary if _leads_on(book, way, option)]
    if len(leading) < 2:
        return len(leading) < len(ordinary)
    (place, *others) = {_place(book, name, way) for way in leading}
    back = any(option.goes_back for option in book.options[name])
    return not others and bool(place) and (back or any(_keeps(book, way) for way in leading))


def _keeps(book: Book, way: Way) -> bool:
    """Whether more is passed than words, on the way to what is behind."""
    return any(isinstance(book.steps[at], Set | Collect | Message) for at in _passed(book, way))


def _ordinary(book: Book, name: str) -> list[tuple[Way, Any]]:
    own = zip(book.choices(name), book.options[name], strict=True)
    return [(way, option) for way, option in own if option.key not in {"*", "#", book.page.flow.operator_key}]


def _given(way: Way) -> bool:
    return way.how != "mistake"


def _passes(book: Book, at: str) -> bool:
    step = book.steps.get(at)
    return isinstance(step, Say | Set | Collect) or (isinstance(step, Message) and step.next is not None)


def _when_given(book: Book, way: Way) -> set[str]:
    def after(at: str) -> list[str]:
        return [one.to or "()" for one in book.ways[at] if _given(one)] if _passes(book, at) else []

    return every_state([way.to or "()"], after)


def _passed(book: Book, way: Way) -> set[str]:
    return {at for at in _when_given(book, way) if _passes(book, at)}


def _behind(book: Book, way: Way) -> str:
    """The step behind a way when all is given that is asked for; empty where there is none."""
    (last, *none) = [at for at in _when_given(book, way) if not _passes(book, at)] or [""]
    assert not none
    if last not in book.steps:
        return ""
    came = book.next_to([one for one in book.ways[last] if nothing_fails(one)], WORKS, nothing_fails)
    (menu,) = came if isinstance(book.steps[last], WORKS) and len(came) == 1 else ("",)
    return menu if menu in book.menus else last


def _place(book: Book, name: str, way: Way) -> str:
    """What lies behind, when it may be that of other options too."""
    place = _behind(book, way)
    if not place or book.page.ends_at(place) or place == name or (place in book.menus and _is_earlier(book, place, name)):
        return ""
    return place


def _answer(option: Option) -> str:
    said = set(option.phrases or [option.label])
    return "yes" if said <= {"yes"} else "no" if said <= {"no"} else ""


def _leads_on(book: Book, way: Way, option: Any) -> bool:
    if {"repeat", "back", "main_menu", "end"} & set(option.purposes):
        return False
    (there,) = book.next_to([way], (Set,)) or {""}
    return not (there in book.menus and (there == way.step or _is_earlier(book, there, way.step)))


def _is_earlier(book: Book, at: str, name: str) -> bool:
    return book.depth[at] < book.depth[name] and name in book.walk([at]) and at in book.walk([name])


def _corrects(book: Book, name: str, way: Way) -> bool:
    again = book.behind_words(way)
    if not again or not (thing := _asked(book, again)):
        return False
    first = min(book.menus_before[at] for at in book.steps if _asked(book, at) == thing)
    (follows,) = [one for one in book.ways[again] if _given(one)] or [None]
    return first <= book.depth[name] - 1 and follows is not None and _behind(book, follows) == name


def _asked(book: Book, at: str) -> str:
    step = book.steps[at]
    if isinstance(step, Collect):
        return f"entry {step.variable}"
    return f"message {step.who}" if isinstance(step, Message) and step.who and step.kind == "voicemail" else ""


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
    heard = [at for at in steps if book.prompt(at)]
    plays = not any(book.steps[at].prompt.text and book.language[at] for at in heard)
    plays &= any(isinstance(book.steps[at], Say) for at in heard)
    plays &= any(way.label == "no_input" and way.to not in steps for at in steps for way in book.ways[at])
    out = {way.label for at in steps for way in book.ways[at] if way.how == "mistake" and way.to not in steps}
    return {
        "mistakes_out": out,
        "told_to_hang_up": told,
        "serves": (told and (new or takes)) or (not told and unknown and (new or plays)),
    }
