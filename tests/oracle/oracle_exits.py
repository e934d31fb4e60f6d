"""Brute force for the facts of exits: what comes next behind them."""

from __future__ import annotations

from typing import Any

from book import BARE, MAILBOX, WORDS, Book
from page import Way, every_state
from walks import anything, deliberate

from ivrlint.analysis.sentences import sentences
from ivrlint.flow import Check, Collect, HangUp, Menu, Run, Say, Set, Transfer

Key = tuple[str, int]
"""A step, and the place of the exit among its exits."""


def exits(book: Book) -> dict[Key, dict[str, Any]]:
    """The facts of each exit."""
    found = {(way.step, n): _exit(book, way) for ways in book.ways.values() for n, way in enumerate(ways)}
    for (name, n), facts in found.items():
        found[name, n].update(_alike(name, book.ways[name][n].label, facts, found))
    for key, facts in found.items():
        facts["loss"] = _loss(book, found, key)
    for name, ways in book.ways.items():
        for n, way in enumerate(ways):
            if way.how == "hours" and way.label == "closed":
                found[name, n]["hours_told"] = _hours_told(book, way)
    return found


def _exit(book: Book, way: Way) -> dict[str, Any]:
    kinds = book.kinds_next([way])
    return {
        "how": way.how,
        "kind": book.kind_of_step(way.step),
        "comes_to": book.behind_words(way),
        "ends": way.ends,
        "leads_to": kinds,
        "returns": _returns(book, way),
        "as_chosen": _as_chosen(book, way),
        "when_closed": way.label == "closed" and way.how == "hours",
        "to_mailbox": bool(kinds) and kinds <= MAILBOX,
        "only_ends": bool(kinds) and kinds <= MAILBOX | BARE,
        "tries": _tries(book, way),
        "loses_call": _loses_call(book, way),
        "misses_goodbye": _misses_goodbye(book, way),
        "no_loss": way.how == "mistake" and offers_nothing(book, way.step),
        "starts_again": _starts_again(book, way),
        "more_choices": _more_choices(book, way),
        "as_failure": _as_failure(book, way),
        "other_failures": () if _as_failure(book, way) else _other_failures(book, way),
        "announced": way.how == "mistake" and "other_keys" in book.says.get(way.step, ()),
    }


def _loss(book: Book, found: dict[Key, dict[str, Any]], key: Key) -> str:
    """The step that hangs up on the first of the failures that are alike, directly or by others."""
    lost = {
        other: end for other, facts in found.items()
        if facts["loses_call"] and other[0] in book.reached and (end := _hangs_up(book, book.ways[other[0]][other[1]]))
    }  # fmt: skip
    alike = {key} & lost.keys()
    for _ in lost:
        alike |= {other for other in lost if any(_as_lost(book, lost, other, one) for one in alike)}
    return next((lost[other][0] for other in lost if other in alike), "")


def _hangs_up(book: Book, way: Way) -> tuple[str, list[object]] | None:
    """The step that hangs up behind a way with nothing but say and set between, and what is heard until then."""
    heard: list[object] = []
    at = way.to
    for _ in book.steps:
        if at not in book.steps:
            return None
        prompt = book.prompt(at)
        heard += [(prompt.text, prompt.audio)] if prompt else []
        if isinstance(book.steps[at], HangUp):
            return at, heard
        if not isinstance(book.steps[at], Say | Set):
            return None
        at = book.ways[at][0].to
    return None


def _as_lost(book: Book, lost: dict[Key, tuple[str, list[object]]], one: Key, other: Key) -> bool:
    same_file = book.steps[one[0]].mark.file == book.steps[other[0]].mark.file
    (end, heard), (its_end, its_heard) = lost[one], lost[other]
    return same_file and (end == its_end or (bool(heard) and heard == its_heard))


def _as_chosen(book: Book, way: Way) -> bool:
    """Silence that leads, after one try, to the same transfer as an option."""
    there = book.behind_words(way)
    if way.label != "no_input" or _tries(book, way) != 1 or not there or not isinstance(book.steps[there], Transfer):
        return False
    return there in {book.behind_words(other) for other in book.choices(way.step)}


def _returns(book: Book, way: Way) -> bool:
    """Whether a caller who calls while somebody is there comes to the same step again, and hears nothing but words before."""

    def passed(at: str) -> bool:
        step = book.steps[at]
        if isinstance(step, Check) and step.asks == "hours":
            closed = book.kinds_next([other for other in book.ways[at] if other.label == "closed"])
            return bool(closed) and closed <= BARE | MAILBOX
        return isinstance(step, Say | Set)

    at, seen = way.to, set()
    while at and at not in seen and passed(at):
        seen.add(at)
        at = next(other.to for other in book.ways[at] if other.label in {"next", "open"})
    return at == way.step and at not in seen


def _loses_call(book: Book, way: Way) -> bool:
    kinds = book.kinds_next([way])
    if way.how != "failure" or not kinds or not kinds <= {"hang_up", "cut_off"}:
        return False
    if isinstance(book.steps[way.step], Transfer):
        return True
    others = [other for other in book.ways[way.step] if other.how not in {"mistake", "failure"}]
    return any((other.to, other.ends) != (way.to, way.ends) and not _bare_end(book, other) for other in others)


def _misses_goodbye(book: Book, way: Way) -> bool:
    """Callers would hear a goodbye on every way that a failure takes from them, and nothing else."""
    if not _loses_call(book, way) or isinstance(book.steps[way.step], Transfer):
        return False
    others = [other for other in book.ways[way.step] if deliberate(other) and (other.to, other.ends) != (way.to, way.ends)]
    return all(_only_goodbye(book, other) for other in others if not _bare_end(book, other))


def _only_goodbye(book: Book, way: Way) -> bool:
    passed = every_state([way.to], lambda at: [o.to for o in book.ways[at] if o.to] if isinstance(book.steps[at], WORDS) else [])
    kinds = {book.kind(at) for at in book.next_to([way], WORDS, anything) if at in book.steps}
    ends = bool(book.next_to([way], WORDS, anything)) and kinds <= {"hang_up"}
    heard = [at for at in passed if book.steps[at].prompt]
    return ends and bool(heard) and all(_goodbye(book, at) for at in heard)


def _goodbye(book: Book, name: str) -> bool:
    prompt = book.steps[name].prompt
    known = prompt.complete and prompt.text and not prompt.reads
    return bool(known) and "goodbye" in book.says[name] and len(list(sentences(prompt.text))) == 1


def offers_nothing(book: Book, name: str) -> bool:
    """A menu with options that all lead to the bare end of the call."""
    step = book.steps[name]
    return isinstance(step, Menu) and bool(step.options) and all(_bare_end(book, way) for way in book.choices(name))


def _bare_end(book: Book, way: Way) -> bool:
    """A missing target, or a hang-up without words, perhaps behind steps that set."""
    came = book.next_to([way], (Set,))
    return any(at not in book.steps or (isinstance(book.steps[at], HangUp) and not book.prompt(at)) for at in came)


def _first_step(book: Book) -> str:
    """The beginning of the call: the first step that is neither a say nor a set."""
    return book.behind_words(Way("", "follows", "", book.start, ""))


def _starts_again(book: Book, way: Way) -> bool:
    t = book.behind_words(way)
    if way.how != "mistake" or not t or t == way.step:
        return False
    if t != _first_step(book) and not (t in book.menus and book.menus[t].first):
        return False
    back = way.step in book.walk([t])
    unasked = way.step in book.walk([t], lambda other: other.how != "entry")
    asked = book.steps[t]
    corrects = isinstance(asked, Collect) and asked.variable in book.page.reads(way.step)
    return back and not unasked and not corrects


def _more_choices(book: Book, way: Way) -> int:
    t = book.behind_words(way)
    if way.how != "mistake" or t not in book.menus or way.step not in book.menus:
        return 0
    if book.menus[way.step].chooses_language or way.step in book.walk([t], deliberate):
        return 0
    return max(0, book.menus[t].choices - book.menus[way.step].choices)


def _tries(book: Book, way: Way) -> int:
    step = book.steps[way.step]
    if way.how != "mistake" or not isinstance(step, Menu | Collect):
        return 0
    handler = step.no_input if way.label == "no_input" else step.no_match
    return handler.tries if handler else 0


SAME = ("leads_to", "returns", "starts_again", "more_choices", "ends")


def _alike(name: str, label: str, facts: dict[str, Any], found: dict[Key, dict[str, Any]]) -> dict[str, bool]:
    """Whether the two mistakes of a step come to the same."""
    mistakes = [other for (step, _), other in found.items() if step == name and other["how"] == "mistake"]
    same = facts["how"] == "mistake" and len(mistakes) == 2 and len({str([one[fact] for fact in SAME]) for one in mistakes}) == 1
    return {
        "as_mistakes": same and facts is mistakes[0] and not mistakes[1]["announced"],
        "announced": facts["announced"] and (same or label == "no_match"),
        "as_silence": same and facts is mistakes[1],
        "as_often": same and facts is mistakes[1] and mistakes[0]["tries"] == mistakes[1]["tries"],
    }


def _as_failure(book: Book, way: Way) -> bool:
    before = book.ways[way.step][: book.ways[way.step].index(way)]
    return way.how == "failure" and any(
        other.how == "failure" and (other.to, other.ends) == (way.to, way.ends) for other in before
    )


def _other_failures(book: Book, way: Way) -> tuple[str, ...]:
    behind = book.ways[way.step][book.ways[way.step].index(way) + 1 :]
    same = [other for other in behind if (other.how, other.to, other.ends) == ("failure", way.to, way.ends)]
    return tuple(other.label for other in same) if way.how == "failure" else ()


def _hours_told(book: Book, way: Way) -> str:
    """Whether callers who find it closed are told when somebody is there."""
    before = {at for at in book.steps if way.step in book.walk([at])}
    behind = book.walk_behind([way])
    if any("opening_hours" in book.says.get(at, ()) for at in before | behind):
        return "said"
    close = book.walk_behind([way], lambda other: isinstance(book.steps[other.step], Say | Set | Check | Run))
    heard = [at for at in close if book.prompt(at)]
    if book.part or any(not book.known_words(at) for at in heard) or any(map(book.unknown, close)):
        return "unknown"
    return "missing" if any("closed" in book.says[at] for at in heard) else "silent"
