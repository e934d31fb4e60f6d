"""Brute force for the facts of menus: what comes before them, how they are left, and what silence does."""

from __future__ import annotations

from typing import Any

from book import BARE, FAR, WORDS, Book, not_closed
from oracle_options import in_hours, nearer, next_menu, nothing_fails
from page import Way, every_state
from walks import deliberate

from ivrlint.flow import Check, Collect, Menu, Message, Run, Say, Set, Transfer, Unknown, Visit


def menus(book: Book) -> dict[str, dict[str, Any]]:
    """The facts of each menu."""
    return {name: _menu(book, name) for name in book.menus}


def _menu(book: Book, name: str) -> dict[str, Any]:
    parent = _parent(book, name)
    return {
        "leaves_people_behind": _leaves_people_behind(book, name),
        "silent": _silent(book, name),
        "choices_heard": _choices_heard(book, name),
        "parent": parent,
        "choices_with_parent": _choices_with_parent(book, name, parent),
        "ways_on": _ways_on(book, name),
        "asks_one_thing": asks_one_thing(book, name),
        "goes_back": _goes_back(book, name),
        "says_again": _says_again(book, name),
        "operator_key_elsewhere": _operator_key_elsewhere(book, name),
        "silence": _silence(book, name),
        "changed_keys": _changed_keys(book, name),
        "any_time_missing": _any_time_missing(book, name),
        "reserved_spoken": sum(
            option.position > 0
            and (
                option.key in {"*", "#", book.page.flow.operator_key}
                or bool({"repeat", "back", "main_menu", "end"} & set(option.purposes))
            )
            for option in book.options[name]
        ),
        "person_position": min(
            (one.position for one in book.options[name] if "person" in one.purposes and one.position), default=0
        ),
    }


def _nobody(book: Book, name: str) -> bool:
    return not any(map(book.is_somebody, book.walk([name])))


def _leaves_people_behind(book: Book, name: str) -> bool:
    def passes(way: Way) -> bool:
        step = book.steps[way.step]
        return not_closed(way) and not isinstance(step, Menu | Message) and not book.page.is_person(way.step)

    for menu in in_hours(book) & set(book.menus):
        lost = [way.to for way in book.choices(menu) if way.to and _nobody(book, way.to)]
        if not _nobody(book, menu) and name in book.walk(lost, passes):
            return True
    return False


def _silent(book: Book, name: str) -> bool:
    if book.steps[name].prompt:
        return False

    def heard(way: Way) -> bool:
        if way.how in {"choice", "entry"}:
            return False
        return bool(book.prompt(way.step)) or isinstance(book.steps[way.step], Transfer | Message | Run | Visit | Unknown)

    def after(state: tuple[str, bool]) -> list[tuple[str, bool]]:
        at, before = state
        return [(way.to, way.how not in {"choice", "entry"} and (before or heard(way))) for way in book.ways[at] if way.to]

    others = [(at, True) for at in book.steps if book.other_flows_lead_to(at)]
    came = {before for at, before in every_state([(book.start, False), *others], after) if at == name}
    return came == {False} and name in book.reached


def _choices_heard(book: Book, name: str) -> float:
    def own(at: str) -> int:
        return book.menus[at].choices if at in book.menus else 0

    most = sum(map(own, book.menus))

    def after(state: tuple[str, int]) -> list[tuple[str, int]]:
        at, heard = state
        gone = [(way.to, heard + own(way.to)) for way in book.ways[at] if way.to and deliberate(way)]
        return [(to, total) for to, total in gone if total <= most]

    return min((heard for at, heard in every_state([(book.start, own(book.start))], after) if at == name), default=FAR)


def _parent(book: Book, name: str) -> str:
    """Walk backwards over words and see by which exits calls come to them, or that they begin there."""
    ways_in: list[Way] = []

    def before(at: str) -> list[str]:
        into = [
            way for ways in book.ways.values() for way in ways if way.to == at and way.step != name and way.step in book.reached
        ]
        ways_in.extend(way for way in into if not isinstance(book.steps[way.step], WORDS))
        return [way.step for way in into if isinstance(book.steps[way.step], WORDS)]

    led = every_state([name], before)
    if name not in book.reached or book.start in led or any(map(book.other_flows_lead_to, led)) or len(ways_in) != 1:
        return ""
    return ways_in[0].step if ways_in[0].how == "choice" else ""


def _choices_with_parent(book: Book, name: str, parent: str) -> int:
    own = _to_be_offered(book, name, parent)
    beside = {other: _to_be_offered(book, other, parent) for other in book.menus if parent and _parent(book, other) == parent}
    smaller = [other for other, its in beside.items() if 0 < its <= own]
    gone = sum(_counts(book, other, parent) for other in smaller)
    return book.menus[parent].choices - gone + sum(beside[other] for other in smaller) if own else 0


def _to_be_offered(book: Book, name: str, parent: str) -> int:
    """The choices of a menu that its parent could offer; none where it could not."""
    if not parent or book.menus[parent].chooses_language:
        return 0
    if not (book.menus[name].words_known and book.menus[parent].words_known):
        return 0
    own = sum(_is_choice(book, name, n) for n in range(len(book.options[name])))
    return own if own > 1 else 0


def _counts(book: Book, name: str, parent: str) -> bool:
    through = next(n for n, way in enumerate(book.choices(parent)) if book.behind_words(way) == name)
    return book.options[parent][through].spoken and not book.options[parent][through].reserved


def _is_choice(book: Book, name: str, n: int) -> bool:
    option = book.options[name][n]
    to = next_menu(book, book.choices(name)[n])
    back = bool(to) and (to == name or (nearer(book, to, name) and name in book.walk([to])))
    meant = {"back", "main_menu", "repeat", "end"} & set(option.purposes)
    return option.spoken and not option.reserved and not back and not meant


def _leaving(book: Book, name: str) -> list[Way]:
    return [way for way in book.ways[name] if way.how in {"choice", "mistake"}]


def _ways_on(book: Book, name: str) -> int:
    return len({way.to for way in _leaving(book, name) if way.to and way.to != name and not book.kinds_next([way]) <= BARE})


def asks_one_thing(book: Book, name: str) -> bool:
    """All options that are not reserved lead to one step, with nothing but set between."""
    plain = [way for way, option in zip(book.choices(name), book.options[name], strict=True) if not option.reserved]
    came = {frozenset(book.next_to([way], (Set,))) for way in plain}
    if len(plain) < 2 or len(came) != 1:
        return False
    (there,) = came
    return len(there) == 1 and all(at in book.steps and not book.page.ends_at(at) for at in there)


def _goes_back(book: Book, name: str) -> bool:
    if any({"back", "main_menu"} & set(option.purposes) for option in book.options[name]):
        return True
    for way in _leaving(book, name):
        back = [at for at in beyond(book, way) if at in book.menus and at != name and nearer(book, at, name)]
        entries = [at for at in beyond(book, way) if at in book.steps and isinstance(book.steps[at], Collect)]
        back += [at for at in (*entries, way.to) if at and at != name and _menus_before(book, at) <= _menus_before(book, name)]
        if any(name in book.walk([at]) for at in back):
            return True
        if way.to != name and _may_be_anything(book, way):
            return True
    return False


def _menus_before(book: Book, name: str) -> float:
    return book.depth[name] - 1 if name in book.menus else book.menus_before[name]


def beyond(book: Book, way: Way) -> set[str]:
    """What comes next with nothing but say, set, check and run between; nothing is closed, and nothing fails."""
    return book.next_to([way], (Say, Set, Check, Run), nothing_fails)


def _may_be_anything(book: Book, way: Way) -> bool:
    """A bot, outside, another flow or something that is not known may come next."""
    kinds = {book.kind(at) for at in beyond(book, way) if at in book.steps}
    return bool(kinds & {"bot", "outside", "visit", "unknown", "return"})


def _some_menu_next(book: Book, way: Way) -> bool:
    return any(at in book.menus for at in beyond(book, way))


def _says_again(book: Book, name: str) -> bool:
    step = book.steps[name]
    assert isinstance(step, Menu)
    if step.no_input is None or not step.no_input.possible or not step.no_input.then:
        return True
    wrong = step.no_match is not None and step.no_match.possible and step.no_match.then is not None and step.no_match.tries > 1
    if wrong or step.no_input.tries > 1:
        return True
    mistakes = [way for label in ("no_input", "no_match") if (way := book.mistake(name, label))]
    if any(_may_be_anything(book, way) or _some_menu_next(book, way) for way in mistakes):
        return True
    repeats = [next_menu(book, way) == name for way in book.choices(name)]
    return any(repeats) or any("repeat" in option.purposes for option in book.options[name])


def _operator_key_elsewhere(book: Book, name: str) -> str:
    there = [one for one in book.steps if one in book.menus and one in book.reached]
    there = [one for one in there if book.menus[one].operator_key_does == "person"]
    return min(there, key=lambda one: book.menus[one].depth, default="")


def _silence(book: Book, name: str) -> set[str]:
    way = book.mistake(name, "no_input")
    if not way:
        return set()
    kinds = book.kinds_next([way])
    return {"again"} if book.behind_words(way) == name else kinds


def _any_time_missing(book: Book, name: str) -> set[str]:
    step = book.steps[name]
    assert isinstance(step, Menu)
    said = {
        key
        for prompt in book.found.prompts
        if prompt.step in book.reached and name in book.walk([prompt.step], deliberate)
        for key in prompt.any_time_keys
    }
    wrong = book.mistake(name, "no_match")
    said -= {key for prompt in book.found.prompts if prompt.step == name for key in prompt.any_time_keys}
    again = bool(step.no_match and step.no_match.possible and step.no_match.then and step.no_match.tries > 1)
    nothing = wrong is not None and (
        again or bool(wrong.ends) or book.behind_words(wrong) == name or book.kinds_next([wrong]) <= BARE
    )
    if not nothing or not any(option.key or option.pattern for option in step.options):
        return set()
    return {
        key for key in said if not any(option.key == key or key in PATTERNS.get(option.pattern, "") for option in step.options)
    }


def _changed_keys(book: Book, name: str) -> set[str]:
    if name not in book.reached:
        return set()
    order = sorted((one for one in book.steps if one in book.menus and one in book.reached), key=lambda one: book.depth[one])
    changed = set()
    for key, (role, to) in _roles(book, name).items():
        first, there = next(_roles(book, one)[key] for one in order if key in _roles(book, one))
        if role != first and to != there:
            changed.add(key)
    return changed


def _roles(book: Book, name: str) -> dict[str, tuple[str, str]]:
    """What keys are for that are more than a number in a list, and the menu that they lead to."""
    found = {}
    for way, option in zip(book.choices(name), book.options[name], strict=True):
        to = next_menu(book, way)
        back = bool(to) and nearer(book, to, name) and name in book.walk([to])
        role = "back" if back else "repeat" if to == name else "person" if "person" in option.purposes else ""
        if role and option.key and option.key != book.page.flow.operator_key:
            found[option.key] = (role, to)
    return found


PATTERNS = {"X": "0123456789", "[5-7]": "567"}
"""The keys that alone choose an option with a pattern."""
