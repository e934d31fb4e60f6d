"""Menus and entries: Background and WaitExten with the extensions of the context, Read with the lines that look at its answer."""

from __future__ import annotations

from ivrlint.flow import Mark
from ivrlint.readers.asterisk import patterns
from ivrlint.readers.asterisk.arguments import arguments
from ivrlint.readers.asterisk.dialplan import Extension, Line
from ivrlint.readers.asterisk.expressions import GIVEN, known
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Nowhere, Place, Way
from ivrlint.readers.asterisk.sound import recording
from ivrlint.readers.asterisk.survey import assignments

RESPONSE, DIGIT = 10.0, 5.0
"""Seconds that Asterisk waits for the first and for a further key: "TIMEOUT" of its documentation."""
_LONG_NUMBER = 7
_MOST_NUMBERS = 6
_ENTRY = "0123456789*"


def wait_for_extension(machine: Machine, place: Place) -> Key | Node:
    """WaitExten: the caller chooses among the extensions of the context."""
    line, key = place.line, place.key
    node = Node("menu", key, machine.mark(line), place.extension, line, word="WaitExten")
    choose(machine, node, place)
    seconds = seconds_of(arguments(line.args, line.args_at)[0].text)
    node.facts["after"] = seconds if seconds is not None else timeout(machine, place, "response", RESPONSE)
    is_last = key.priority + 1 not in place.extension.lines
    silence = _handler(machine, key, "t") if is_last else (machine.after(key), node.mark)
    if not any(way.exit == "option" for way in node.ways):
        return silence[0] if silence else Node("hang_up", key, node.mark, place.extension, line, word="end")
    if silence:
        node.ways.append(Way("no_input", silence[0], silence[1]))
    return node


def choose(machine: Machine, node: Node, place: Place) -> None:
    """The options of a menu, and what happens to other keys."""
    key = place.key
    singles: list[Way] = []
    for digit in patterns.KEYS:
        found = machine.lookup.all(key.context, digit)
        if found and 1 in found[-1].extension.lines:
            singles.append(_option(machine, key, digit, found[-1].extension if not found[-1].times else found[0].extension))
    longer = _longer(machine, place)
    node.ways += [*singles, *longer]
    if longer:
        node.facts["next_digit"] = timeout(machine, place, "digit", DIGIT)
    invalid = _handler(machine, key, "i")
    if len(singles) == len(patterns.KEYS):
        node.facts["accepts_all"] = True
    elif invalid:
        node.ways.append(Way("no_match", invalid[0], invalid[1]))


def _option(machine: Machine, key: Key, dialled: str, extension: Extension) -> Way:
    first = extension.lines[1]
    mark = first.source.mark(first.exten_at, first.exten_at + len(extension.name))
    to = machine.goto(key, key.context, dialled, "1")
    target = to if isinstance(to, Key) else Nowhere(f"{key.context} {dialled}")
    return Way("option", target, mark, dialled, first)


def _longer(machine: Machine, place: Place) -> list[Way]:
    """Numbers of several digits that may be dialled; of many that are alike only the first, as a pattern."""
    key = place.key
    alike: dict[tuple[object, ...], list[Extension]] = {}
    seen: set[str] = set()
    for context, _ in machine.lookup.scope(key.context):
        for name, extension in context.extensions.items():
            pattern = patterns.pattern_of(name)
            long = len(pattern.places) + max(pattern.rest, 0) > 1 or pattern.rest > 0
            if name in seen or "/" in name or not long or 1 not in extension.lines or not patterns.dialable(name):
                continue
            seen.add(name)
            if extension is place.extension or (not name.startswith("_") and len(name) >= _LONG_NUMBER):
                continue
            if name.startswith("_") and pattern.rest < 0 and len(pattern.places) >= _LONG_NUMBER + 2:
                continue
            shape = () if name.startswith("_") else (len(name), *(line.app.lower() for line in extension.lines.values()))
            alike.setdefault(shape or (name,), []).append(extension)
    result: list[Way] = []
    for group in alike.values():
        if len(group) > _MOST_NUMBERS:
            result.append(_several(machine, key, group))
        else:
            result += [_number(machine, key, extension) for extension in group]
    return result


def _number(machine: Machine, key: Key, extension: Extension) -> Way:
    way = _option(machine, key, extension.name, extension)
    way.label = patterns.shown(extension.name)
    way.exit = "pattern" if extension.name.startswith("_") else "option"
    return way


def _several(machine: Machine, key: Key, group: list[Extension]) -> Way:
    way = _option(machine, key, group[0].name, group[0])
    names = [extension.name for extension in group]
    places = [{name[position] for name in names} for position in range(len(names[0]))]
    way.exit, way.label = "pattern", "".join(next(iter(place)) if len(place) == 1 else "X" for place in places)
    way.details = None
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
    result = default
    for priority in sorted(place.extension.lines):
        if priority > place.key.priority:
            break
        line = place.extension.lines[priority]
        if line.app.lower() == f"{kind}timeout":
            result = seconds_of(line.args) or result
        for name, value, _ in assignments(line):
            if name.replace(" ", "").upper() == f"TIMEOUT({kind.upper()})":
                result = seconds_of(value) or 0.0
    return result


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


def read(machine: Machine, place: Place) -> Key | Node:
    """Read: a key or several, kept in a variable, and then the next priority whatever the caller did."""
    line, key = place.line, place.key
    pieces = arguments(line.args, line.args_at)
    field = [piece.text for piece in pieces] + [""] * 6
    name = field[0].partition("&")[0].strip()
    most = int(field[2]) if field[2].isdecimal() and len(field[2]) < 4 else 0
    after = machine.after(key._replace(known=()))
    node = Node("collect", key, machine.mark(line), place.extension, line, word="Read")
    if len(pieces) > 1 and (prompt := recording(machine, key, line, pieces[1], barge_in="n" not in field[3] or True)):
        node.prompts = [prompt]
    attempts = int(field[4]) if field[4].isdecimal() and len(field[4]) < 4 else 1
    node.facts = {
        "variable": name or "digits",
        "after": seconds_of(field[5]) or RESPONSE,
        "tries": max(attempts, 1),
        "digits": (1, most) if most else None,
    }
    silent = machine.knowing(after, {name: "", "READSTATUS": "TIMEOUT"})
    node.ways = [
        Way("next", machine.knowing(after, {name: GIVEN, "READSTATUS": "OK"}), node.mark),
        Way("no_input", silent, node.mark),
    ]
    answers = {digit: _answered(machine, after, name, digit) for digit in _ENTRY} if most < 3 else {}
    if any(answer.known for answer in answers.values()):
        node.later = lambda machine, node: _choice(machine, node, place, name, answers, most)
    return node


def _answered(machine: Machine, after: Key, name: str, digit: str) -> Key:
    return machine.knowing(after, {name: digit, "READSTATUS": "OK"})


def _choice(machine: Machine, node: Node, place: Place, name: str, answers: dict[str, Key], most: int) -> None:
    """Make a menu of a Read, if the lines behind it lead different keys to different places."""
    where = {digit: machine.node(key) for digit, key in answers.items()}
    tested = _tested(place, name)
    others = [digit for digit in _ENTRY if digit not in tested]
    usual = _plain(machine, where[others[-1]]) if others else None
    chosen = [digit for digit in _ENTRY if _plain(machine, where[digit]) != usual]
    if not chosen or (most != 1 and (len(chosen) < 2 or any(len(literal) > 1 for literal in tested))):
        return
    node.kind, silence = "menu", [way for way in node.ways if way.exit == "no_input"]
    order = sorted(chosen, key=patterns.KEYS.index)
    node.ways = [Way("option", answers[digit], _mark_of(place, tested.get(digit), node.mark), digit) for digit in order]
    if most != 1:
        node.facts["next_digit"] = node.facts["after"]
    if others:
        node.ways.append(Way("no_match", answers[others[-1]], node.mark))
    else:
        node.facts["accepts_all"] = True
    node.ways += silence


def _plain(machine: Machine, where: int | Nowhere) -> object:
    """A place without what is known there."""
    return machine.nodes[where].key._replace(known=()) if isinstance(where, int) else where


def _tested(place: Place, name: str) -> dict[str, Line]:
    """The texts with which the lines below compare a variable, each with the first line that does it."""
    result: dict[str, Line] = {}
    for priority in sorted(place.extension.lines):
        line = place.extension.lines[priority]
        if priority <= place.key.priority or f"${{{name}}}" not in line.args:
            if line.app.lower() == "read" and priority > place.key.priority and line.args.split(",")[0].strip() == name:
                break
            continue
        for literal in _literals(line.args, name):
            result.setdefault(literal, line)
    return result


def _literals(text: str, name: str) -> list[str]:
    import re

    variable = r"[\"']?\$\{" + re.escape(name) + r"\}[\"']?"
    value = r"[\"']?([0-9A-Da-d*#]{1,12})[\"']?"
    found = [*re.findall(rf"{variable}\s*(?:==?|!=)\s*{value}", text), *re.findall(rf"{value}\s*(?:==?|!=)\s*{variable}", text)]
    return found if known(text) else []


def _mark_of(place: Place, line: Line | None, otherwise: Mark) -> Mark:
    return line.source.mark(line.at, line.end) if line else otherwise
