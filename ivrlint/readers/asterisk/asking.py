"""Menus and entries: Background and WaitExten with the extensions of the context, Read with the lines that look at its answer."""

from __future__ import annotations

from bisect import bisect_left

from ivrlint.flow import Mark
from ivrlint.readers.asterisk import patterns
from ivrlint.readers.asterisk.arguments import arguments
from ivrlint.readers.asterisk.dialplan import Extension
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Nowhere, Place, Way
from ivrlint.readers.asterisk.survey import ASKS, SETS, TELLS

RESPONSE, DIGIT = 10.0, 5.0
"""Seconds that Asterisk waits for the first and for a further key: "TIMEOUT" of its documentation."""
_LONG_NUMBER = 7
_MOST_NUMBERS = 6
_MOST_NUMBERS_IN_ALL = 30
_MOST_ALIKE = 7
_KEEPS = SETS | TELLS | {"mysql", "noop", "verbose", "log"}


def wait_for_extension(machine: Machine, place: Place) -> Key | Node:
    """WaitExten: the caller chooses among the extensions of the context."""
    line, key = place.line, place.key
    node = Node("menu", key, machine.mark(line), place.extension, line, word="WaitExten")
    choose(machine, node, place)
    node.facts["after"] = patience(machine, place)
    then = silence(machine, place, node.mark)
    if not any(way.exit in ("option", "pattern") for way in node.ways):
        return then[0] if then else Node("hang_up", key, node.mark, place.extension, line, word="end")
    if then:
        node.ways.append(Way("no_input", then[0], then[1]))
    return node


def patience(machine: Machine, place: Place) -> float:
    """How long a WaitExten waits."""
    seconds = seconds_of(arguments(place.line.args, place.line.args_at)[0].text)
    return seconds if seconds is not None else timeout(machine, place, "response", RESPONSE)


def silence(machine: Machine, place: Place, mark: Mark) -> tuple[Key, Mark] | None:
    """Where a call goes on behind a WaitExten at which nothing was pressed; None where it ends."""
    is_last = machine.place(machine.after(place.key)) is None
    return _handler(machine, place.key, "t") if is_last else (machine.after(place.key), mark)


def choose(machine: Machine, node: Node, place: Place) -> None:
    """The options of a menu, and what happens to other keys."""
    key = place.key
    singles: list[Way] = []
    many: dict[str, list[Way]] = {}
    kept: set[str] = set()
    for digit in patterns.KEYS:
        found = machine.lookup.one(key.context, digit)
        if found and 1 in found.extension.lines:
            singles.append(_option(machine, key, digit, found.extension))
            if machine.looks_at_number(found.extension):
                many.setdefault(found.extension.name, []).append(singles[-1])
                if len(many[found.extension.name]) == 2 and _only_keeps(found.extension):
                    kept.add(found.extension.name)
    answered = len(singles)
    for name, ways in many.items():
        if len(ways) > _MOST_ALIKE:  # what the keys mean is not written here, but looked up
            ways[0].exit, ways[0].label = "pattern", patterns.shown(name)
            ways[0].to = Key(key.context, name, 1, 0, (), key.frame)
            singles = [way for way in singles if way not in ways[1:]]
        elif name in kept:  # one question, a mark from 1 to 5: all answers run the same lines
            for way in ways:
                way.to = Key(key.context, name, 1, 0, (), key.frame)
    longer = _longer(machine, place)
    node.ways += [*singles, *longer]
    if longer:
        node.facts["next_digit"] = timeout(machine, place, "digit", DIGIT)
    invalid = _handler(machine, key, "i")
    if answered == len(patterns.KEYS):
        node.facts["accepts_all"] = True
    elif invalid:
        node.ways.append(Way("no_match", invalid[0], invalid[1]))


def _only_keeps(extension: Extension) -> bool:
    """Whether an extension does no more with the number that was dialled than keep it, and decides nothing."""
    lines = [(line.app.lower(), line.args) for line in extension.lines.values()]
    keeps = all(app in _KEEPS for app, args in lines if "${EXTEN" in args)
    return extension.name.startswith("_") and keeps and not any(app in ASKS and "$" in args for app, args in lines)


def _option(machine: Machine, key: Key, dialled: str, extension: Extension) -> Way:
    first = extension.lines[1]
    mark = first.source.mark(first.exten_at, first.exten_at + len(extension.name))
    to = machine.goto(key, key.context, dialled, "1")
    target = to if isinstance(to, Key) else Nowhere(f"{key.context} {dialled}")
    return Way("option", target, mark, dialled, first)


def _longer(machine: Machine, place: Place) -> list[Way]:
    """Numbers of several digits that may be dialled; of many that are alike only the first, as a pattern."""
    key = place.key
    groups = machine.numbers.get(key.context)
    if groups is None:
        groups = machine.numbers[key.context] = _numbers(machine, key.context)
    result: list[Way] = []
    for group in groups[:_MOST_NUMBERS_IN_ALL]:
        if len(group) > _MOST_NUMBERS:
            result.append(_several(machine, key, group))
        else:
            result += [_number(machine, key, extension) for extension in group if extension is not place.extension]
    return result


def _numbers(machine: Machine, name_of_context: str) -> list[list[Extension]]:
    """The numbers of several digits in a context, those together that do the same; long numbers are no extensions of a house."""
    alike: dict[tuple[object, ...], list[Extension]] = {}
    seen: set[str] = set()
    for context, _ in machine.lookup.scope(name_of_context):
        for name, extension in context.extensions.items():
            pattern = patterns.pattern_of(name)
            is_pattern = name.startswith("_")
            long = len(pattern.places) + max(pattern.rest, 0) > 1 or pattern.rest > 0
            if name in seen or "/" in name or not long or 1 not in extension.lines or not patterns.dialable(name):
                continue
            seen.add(name)
            if pattern.rest < 0 and len(pattern.places) >= _LONG_NUMBER + (2 if is_pattern else 0):
                continue
            apps = tuple(line.app.lower() for line in extension.lines.values())
            alike.setdefault((is_pattern, 0 if is_pattern else len(name), *apps), []).append(extension)
    return list(alike.values())


def _number(machine: Machine, key: Key, extension: Extension) -> Way:
    way = _option(machine, key, extension.name, extension)
    way.label = patterns.shown(extension.name)
    way.exit = "pattern" if extension.name.startswith("_") else "option"
    return way


def _several(machine: Machine, key: Key, group: list[Extension]) -> Way:
    """Many numbers that are alike: the first of them stands for all."""
    way = _number(machine, key, group[0])
    if way.exit == "option":
        names = [extension.name for extension in group]
        places = [{name[position] for name in names} for position in range(len(names[0]))]
        way.exit, way.label = "pattern", "".join(next(iter(place)) if len(place) == 1 else "X" for place in places)
    return way


def _handler(machine: Machine, key: Key, name: str) -> tuple[Key, Mark] | None:
    """The extension `i` or `t` of the context, or `e`, which stands for both."""
    for exten in (name, "e"):
        found = machine.lookup.one(key.context, exten)
        if found and 1 in found.extension.lines:
            first = found.extension.lines[1]
            to = machine.goto(key, key.context, exten, "1")
            if isinstance(to, Key):
                return to, first.source.mark(first.exten_at, first.exten_at + len(exten))
    return None


def timeout(machine: Machine, place: Place, kind: str, default: float) -> float:
    """The seconds that `Set(TIMEOUT(kind)=N)` chooses, as far above in the same extension as it stands nearest."""
    places = machine.survey.set_in(place.extension).get(f"TIMEOUT({kind.upper()})", [])
    index = bisect_left(places, (place.key.priority, "")) - 1
    return default if index < 0 else seconds_of(places[index][1]) or 0.0


def seconds_of(text: str) -> float | None:
    """Seconds as they are written; None for nothing, 0 for what is not known."""
    text = text.strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        return 0.0
    return seconds if 0 <= seconds < 100_000 else 0.0
