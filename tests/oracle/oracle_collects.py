"""Brute force for newer facts of what callers have entered: where it gets lost, who sees it, and asking for it again."""

from __future__ import annotations

from typing import Any

from book import Book
from page import Way, every_state

from ivrlint.flow import Check, Collect, Message, Run, Set, Transfer, Unknown, Visit


def collects(book: Book) -> dict[str, dict[str, Any]]:
    """The facts of each collect."""
    return {name: _collect(book, name) for name in book.all(Collect)}


def passed(book: Book, name: str) -> set[str]:
    """What a transfer, a mailbox or a promise to call back gets."""
    step = book.steps[name]
    return set(step.passes) if isinstance(step, Transfer | Message) else set()


def _collect(book: Book, name: str) -> dict[str, Any]:
    step = book.steps[name]
    assert isinstance(step, Collect)
    v = step.variable
    page = book.page
    entry = [way for way in book.ways[name] if way.how == "entry"]
    alive = book.walk_behind(entry, lambda way: v not in page.defines(way))
    made = page.derived(v)
    return {
        "dropped_at": _dropped(book, entry, v, made, page.is_person),
        "unsaid_at": _dropped(book, entry, v, made, lambda at: book.kind(at) == "callback"),
        "read_out_at": {at for at in alive if (prompt := book.prompt(at)) and v in prompt.reads},
        "shown_at": {
            at for at in alive if (page.is_person(at) or book.kind(at) in {"voicemail", "callback"}) and v in passed(book, at)
        },
        "checked": _checked(book, name, alive, v),
        "reaches_unknown": any(page.ends_at(at) in {"unknown", "return"} for at in alive),
        "asked_needlessly": step.by != ("recording",)
        and any(name in _undoubted(book, other) for other in book.all(Collect) if _variable(book, other) == v),
        "asked_as": _asked_as(book, name),
        "asked_by_choice": _asked_by_choice(book, name, v),
    }


def _dropped(book: Book, entry: list[Way], v: str, made: set[str], suffers: Any) -> set[str]:
    """Walks from the entry, with whether the last transfer to a person on them passed the data on."""
    page = book.page

    def gets(at: str) -> bool:
        step = book.steps[at]
        dialled = set(step.dials) if isinstance(step, Transfer) else set()
        return bool((passed(book, at) - dialled) & made)

    def after(state: tuple[str, bool]) -> list[tuple[str, bool]]:
        at, known = state
        if page.is_person(at):
            known = gets(at)
        return [(way.to, known) for way in book.ways[at] if way.to and v not in page.defines(way)]

    came = every_state([(way.to, False) for way in entry if way.to], after)
    return {at for at, known in came if known and suffers(at) and not passed(book, at) & made}


def _checked(book: Book, name: str, alive: set[str], v: str) -> bool:
    page, step = book.page, book.steps[name]
    assert isinstance(step, Collect)
    if step.confirm != "none" or next(one.corrected for one in book.found.collects if one.step == name):
        return True
    used = False
    for at in alive:
        one = book.steps[at]
        reads = v in page.reads(at)
        used = used or reads or v in passed(book, at)
        if page.ends_at(at) in {"unknown", "return"}:
            return True
        if (prompt := book.prompt(at)) and v in prompt.reads:
            return True
        if reads and isinstance(one, Check | Set | Visit | Unknown):
            return True
        if reads and isinstance(one, Run) and (one.gives or one.failed):
            return True
        if isinstance(one, Transfer) and v in one.passes:
            return True
    return not used


def _asked_by_choice(book: Book, name: str, v: str) -> bool:
    page = book.page

    def known_at(other: str) -> bool:
        step = book.steps[other]
        assert isinstance(step, Collect)
        entry = [way for way in book.ways[other] if way.how == "entry"]
        return name in _uncontested(book, entry, step.variable)

    own = known_at(name)
    others = [at for at in book.all(Collect) if at != name and book.steps[at].variable == v and known_at(at)]
    if not own or others:
        return False
    entry = [way for way in book.ways[name] if way.how == "entry"]
    alive = book.walk_behind(entry, lambda way: v not in page.defines(way))
    touching = [at for at in alive if v in page.reads(at) | page.passes(at)]

    def no_choice(way: Way) -> bool:
        return way.how != "choice"

    back = book.walk_behind([*entry, *(way for at in touching for way in book.ways[at] if no_choice(way))], no_choice)
    unknown = any(page.ends_at(at) in {"unknown", "return"} for at in alive)
    return (bool(touching) or unknown) and name not in touching and name not in back


OF_ONE = {"account number", "customer number", "policy number", "card number", "national number", "date of birth", "postcode"}


def _asked_as(book: Book, name: str) -> set[str]:
    sort = {collect.step: collect.sort for collect in book.found.collects}
    if sort[name] not in OF_ONE:
        return set()
    kin = [other for other in sort if sort[other] == sort[name] and _variable(book, other) != _variable(book, name)]
    return {other for other in kin if name in _undoubted(book, other)}


def _variable(book: Book, name: str) -> str:
    step = book.steps[name]
    assert isinstance(step, Collect)
    return step.variable


def _undoubted(book: Book, name: str) -> set[str]:
    """Where walks from an entry come to on which it is known, and neither found wrong nor doubtful."""
    page, v = book.page, _variable(book, name)
    made = page.derived(v)
    asking = [at for at in book.all(Collect) if _variable(book, at) == v]
    read = {other for at in asking if (prompt := book.steps[at].prompt) for other in prompt.reads}

    def lasting(way: Way) -> bool:
        step = book.steps[way.step]
        if {v, *read} & page.defines(way):
            return False
        if isinstance(step, Check):
            return v not in step.uses and not (made & set(step.uses) and book.behind_words(way) in asking)
        return not (isinstance(step, Run) and way.label == "failed" and made & set(step.uses))

    return book.walk_behind([way for way in book.ways[name] if way.how == "entry"], lasting)


def _uncontested(book: Book, entry: list[Way], v: str) -> set[str]:
    """Where walks come to on which the value is known and was not found wrong."""
    page = book.page

    def lasting(way: Way) -> bool:
        match book.steps[way.step]:
            case Check(uses=uses):
                return v not in uses
            case Run(uses=uses) if way.label == "failed":
                return v not in uses
        return v not in page.defines(way)

    return book.walk_behind(entry, lambda way: lasting(way) and v not in page.defines(way))
