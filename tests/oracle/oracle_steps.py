"""Brute force for newer facts of steps, endings, loops and callers."""

from __future__ import annotations

from typing import Any

from book import SOMEBODY, Book
from oracle import callers, loops, without_data
from oracle_exits import offers_nothing
from page import Way, every_state
from walks import after_hours_takes, anything, deliberate

from ivrlint.flow import Check, Collect, HangUp, Menu, Return, Run, Say, Set, Transfer, Visit


def steps(book: Book) -> dict[str, dict[str, Any]]:
    """The facts of each step."""
    quiet = _in_silence(book)
    spoken = [name for name in book.steps if _speech_only(book, name)]
    return {
        name: {
            "unreached_head": _unreached_head(book, name),
            "offers_nothing": offers_nothing(book, name),
            "several_digits": _several_digits(book, name),
            "speech_only": name in spoken,
            "in_silence": name in quiet,
        }
        for name in book.steps
    }


def _unreached_head(book: Book, name: str) -> bool:
    lost = [at for at in book.steps if at not in book.reached]
    if name not in lost:
        return False
    before = [at for at in lost if at != name and name in book.walk([at])]
    return all(at in book.walk([name]) and lost.index(name) < lost.index(at) for at in before)


def _several_digits(book: Book, name: str) -> bool:
    step = book.steps[name]
    return isinstance(step, Menu) and any(len(option.key) > 1 or option.pattern in {"1XX", "2X"} for option in step.options)


def _by_speech(book: Book, name: str) -> bool:
    """A menu, of more than yes and no, or a collect that takes nothing but speech."""
    step = book.steps[name]
    if isinstance(step, Menu):
        told = all(option.phrases and not option.key and not option.pattern for option in step.options)
        return told and not {phrase for option in step.options for phrase in option.phrases} <= {"yes", "no"}
    return isinstance(step, Collect) and step.by == ("speech",)


def _speech_only(book: Book, name: str) -> bool:
    if not _by_speech(book, name):
        return False
    wrong = [way for way in book.ways[name] if way.how == "mistake"]
    there = [at for at in book.next_to(wrong, allowed=anything) if at in book.steps]
    return all(isinstance(book.steps[at], HangUp) or _by_speech(book, at) for at in there)


def _in_silence(book: Book) -> set[str]:
    return book.walk(_acted(book, {"choice", "entry"}), lambda way: _says_nothing(book, way))


def _acted(book: Book, hows: set[str]) -> list[str]:
    return [way.to for at in book.reached for way in book.ways[at] if way.how in hows]


def _says_nothing(book: Book, way: Way) -> bool:
    step = book.steps[way.step]
    quiet = isinstance(step, Set | Check | Run | Return) or (isinstance(step, Visit) and step.flow is not None)
    return quiet and not step.prompt and way.how != "failure" and way.label != "closed"


def silent_endings(book: Book) -> set[str]:
    """Steps that hang up without a word after an entry, or after a choice behind which a system worked or decided."""

    def after(state: tuple[str, bool]) -> list[tuple[str, bool]]:
        at, worked = state
        works = not isinstance(book.steps[at], Set)
        return [(way.to, worked or works) for way in book.ways[at] if way.to and _says_nothing(book, way)]

    first = [(at, True) for at in _acted(book, {"entry"}) if at] + [(at, False) for at in _acted(book, {"choice"}) if at]
    came = {at for at, worked in every_state(first, after) if worked}
    return {at for at in came if isinstance(book.steps[at], HangUp) and not book.prompt(at)}


def leads_on(book: Book) -> dict[frozenset[str], bool]:
    """Of each loop, whether some deliberate exit leads out of it; where it is doomed, into another one that is."""
    found = loops(book.page)
    result = {}
    for loop, doomed in found.items():
        out = {way.to for at in loop for way in book.ways[at] if deliberate(way) and way.to not in loop}
        assert not doomed or not any(book.page.ends_at(at) for at in book.walk(out, deliberate))
        result[loop] = bool(out)
    return result


def acts_before_closed(book: Book) -> int:
    """Of callers after hours: least choices and entries before it is found closed, where that is all there is."""
    if set(callers(book.page)["after_hours"]) & {*SOMEBODY, "unknown", "return"}:
        return 0

    def allowed(way: Way) -> bool:
        return after_hours_takes(book.page, way)

    def early(way: Way) -> bool:
        return allowed(way) and way.label != "closed"

    came = book.walk([book.start], early)
    for at in came:
        if book.page.ends_at(at) and not any(map(allowed, book.ways[at])):
            return 0
        if any(early(way) and way.ends for way in book.ways[at]):
            return 0
        step = book.steps[at]
        does = isinstance(step, Run) or (isinstance(step, Say) and step.prompt is not None)
        if does and at in book.walk_behind(filter(early, book.ways[at]), early):
            return 0

    def after(state: tuple[str, int]) -> list[tuple[str, int]]:
        at, acts = state
        gone = [(way.to, acts + (way.how in {"choice", "entry"})) for way in book.ways[at] if way.to and early(way)]
        return [(to, total) for to, total in gone if total <= len(book.steps)]

    states = every_state([(book.start, 0)], after)
    closed = [acts for at, acts in states for way in book.ways[at] if allowed(way) and way.label == "closed"]
    return min(closed, default=0)


def asks(book: Book) -> bool:
    """Whether a call can come to a menu or a collect, other than one that merely records."""
    asking = [book.steps[at] for at in book.reached if at in book.steps]
    return any(isinstance(step, Menu) or (isinstance(step, Collect) and set(step.by) != {"recording"}) for step in asking)


def person_needs_data(book: Book) -> bool:
    """Whether nobody is reached without entering anything, unless that makes up the number of everybody or a key for a person is
    offered where it is asked for: of the words that are drawn, by those that name an agent.
    """
    page = book.page
    people = [at for at in book.reached if page.is_person(at)]
    entered = {step.variable for at in book.all(Collect) if isinstance(step := book.steps[at], Collect)}

    def dialled(at: str) -> bool:
        step = book.steps[at]
        assert isinstance(step, Transfer)
        return any(name in page.derived(one) for name in step.dials for one in entered)

    asking = [book.steps[at].prompt for at in book.all(Collect) if at in book.reached]
    if any(prompt and "speak to an agent" in prompt.text for prompt in asking):
        return False
    return bool(people) and not without_data(page) and not all(map(dialled, people))
