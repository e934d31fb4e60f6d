"""Brute force for the facts of transfers, mailboxes and promises to call back: what callers are told around them."""

from __future__ import annotations

from typing import Any

from book import NOT_KNOWN, Book, not_closed
from page import Way

from ivrlint.flow import Check, Collect, HangUp, Menu, Message, Run, Say, Set, Transfer


def handoffs(book: Book) -> dict[str, dict[str, Any]]:
    """The facts of each of them."""
    found: dict[str, dict[str, Any]] = {}
    for name, step in book.steps.items():
        if isinstance(step, Transfer):
            found[name] = {
                "reply_told": "",
                "wordless": False,
                "wait_told": _wait_told(book, name),
                "wait_without_message": _wait_without_message(book, name),
                "may_go_unanswered": _may_go_unanswered(step),
                "closed_unanswered": _closed_unanswered(book, name),
            }
        elif isinstance(step, Message):
            found[name] = {
                "reply_told": _reply_told(book, name),
                "reply_expected": _reply_expected(book, name),
                "wordless": _wordless(book, name),
            }
    return found


def _may_go_unanswered(step: Transfer) -> bool:
    return step.to == "person" and not step.always_open and not step.elsewhere


def close_before(book: Book, name: str) -> set[str]:
    """The steps before a step with no menu, collect, mailbox or promise to call back between."""

    def passes(way: Way) -> bool:
        return not isinstance(book.steps[way.step], Menu | Collect | Message)

    return {first for first in book.steps if name in book.walk_behind(book.ways[first], passes)}


def _wait_told(book: Book, name: str) -> bool:
    step = book.steps[name]
    assert isinstance(step, Transfer)
    if step.announces or step.elsewhere:
        return True
    close = {name} | close_before(book, name)
    told = any("fixed_wait" in book.says[at] or not book.known_words(at) for at in close if book.prompt(at))
    return told or any(map(book.unknown, close)) or book.begun_elsewhere(close)


def _wait_without_message(book: Book, name: str) -> float:
    step = book.steps[name]
    assert isinstance(step, Transfer)
    nothing_written = not (step.closed or step.busy or step.no_answer or step.failed)
    if step.elsewhere or (nothing_written and _may_go_unanswered(step)):
        return 0
    behind = book.walk_behind(book.ways[name])
    helped = any(isinstance(book.steps[at], Message) or book.page.ends_at(at) in NOT_KNOWN for at in behind)
    rings = bool(step.number or step.dials) and step.wait <= 180
    return 0 if helped or rings else step.wait


def _closed_unanswered(book: Book, name: str) -> bool:
    step = book.steps[name]
    assert isinstance(step, Transfer)
    if not _may_go_unanswered(step) or not (step.busy or step.failed) or step.closed or step.no_answer:
        return False
    before = {at for at in book.steps if name in book.walk([at])}

    def looks(at: str) -> bool:
        one = book.steps[at]
        return isinstance(one, Run) or book.unknown(at) or (isinstance(one, Check) and one.asks == "hours")

    return not any(looks(at) or book.other_flows_lead_to(at) for at in before) and not book.begun_elsewhere(before)


def _wordless(book: Book, name: str) -> bool:
    step = book.steps[name]
    assert isinstance(step, Message)
    close = close_before(book, name)
    plain = [at for at in close if not isinstance(book.steps[at], Menu | Collect | Message)]
    heard = any(map(book.prompt, plain)) or step.prompt or step.elsewhere
    dark = any(map(book.unknown, close)) or any(book.prompt(at) and not book.known_words(at) for at in close)
    return not heard and not dark and not book.begun_elsewhere({name, *close})


def _reply_expected(book: Book, name: str) -> bool:
    step = book.steps[name]
    assert isinstance(step, Message)
    asked = any({"leave_message", "call_back"} & book.says.get(at, set()) for at in {name} | close_before(book, name))

    def finds_nobody(way: Way) -> bool:
        if isinstance(book.steps[way.step], Transfer):
            return way.label in {"closed", "busy", "no_answer", "failed"} and way.how in {"failure", "hours"}
        return not not_closed(way)

    nobody = [way.to for ways in book.ways.values() for way in ways if finds_nobody(way)]
    turned_away = book.walk(nobody, lambda way: way.how not in {"choice", "entry"})
    return step.kind == "callback" or asked or name in turned_away


def _reply_told(book: Book, name: str) -> str:
    step = book.steps[name]
    assert isinstance(step, Message)
    following = book.walk([name], lambda way: way.step == name or isinstance(book.steps[way.step], Say | Set))
    following = {at for at in following - {name} if isinstance(book.steps[at], Say | Set | HangUp)}
    before = {at for at in book.steps if book.comes_to(at, name)}
    if step.reply_within or any("reply_time" in book.says.get(at, ()) for at in before | following | {name}):
        return "said"
    close = close_before(book, name)
    heard = [at for at in close | following | {name} if book.prompt(at)]
    if book.part or step.elsewhere or any(not book.known_words(at) for at in heard):
        return "unknown"
    if any(map(book.unknown, close)):
        return "unknown"
    plain = [at for at in close if book.prompt(at) and not isinstance(book.steps[at], Menu | Collect | Message)]
    return "missing" if book.prompt(name) or plain else "silent"
