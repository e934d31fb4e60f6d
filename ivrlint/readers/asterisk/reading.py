"""Read: keys that are kept in a variable, and the lines behind it that look at the answer."""

from __future__ import annotations

import re
from bisect import bisect_right

from ivrlint.flow import Mark
from ivrlint.readers.asterisk import patterns
from ivrlint.readers.asterisk.arguments import arguments
from ivrlint.readers.asterisk.asking import RESPONSE, seconds_of
from ivrlint.readers.asterisk.dialplan import Line
from ivrlint.readers.asterisk.expressions import GIVEN
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Nowhere, Place, Way
from ivrlint.readers.asterisk.sound import recording

_NAME, _TEXT, _SIGN = r"[\"']?\$\{(\w+)\}[\"']?", r"[\"']?([0-9A-Da-d*#]{1,12})[\"']?", r"\s*(?:==?|!=)\s*"
_COMPARES = re.compile(_NAME + _SIGN + _TEXT)
_COMPARED = re.compile(_TEXT + _SIGN + _NAME)
_ENTRY = "0123456789*"
_LEAST_VALUES = 3
_FARTHEST = 300


def read(machine: Machine, place: Place) -> Key | Node:
    """Read: a key or several, kept in a variable, and then the next priority whatever the caller did."""
    line, key = place.line, place.key
    pieces = arguments(line.args, line.args_at)
    field = [piece.text for piece in pieces] + [""] * 6
    name = field[0].partition("&")[0].strip()
    most = int(field[2]) if field[2].isdecimal() and len(field[2]) < 4 else 0
    after = machine.after(key._replace(known=()))
    node = Node("collect", key, machine.mark(line), place.extension, line, word="Read")
    if len(pieces) > 1 and (prompt := recording(machine, key, line, pieces[1], barge_in=True)):
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
    answers = {digit: _answered(machine, after, name, digit) for digit in _ENTRY} if most < 2 else {}
    if any(answer.known for answer in answers.values()):
        node.later = lambda machine, node: _choice(machine, node, place, name, answers, most)
    return node


def _answered(machine: Machine, after: Key, name: str, digit: str) -> Key:
    return machine.knowing(after, {name: digit, "READSTATUS": "OK"})


def _choice(machine: Machine, node: Node, place: Place, name: str, answers: dict[str, Key], most: int) -> None:
    """Make a menu of a Read, if the lines behind it lead different keys to different places."""
    where = {digit: machine.node(key) for digit, key in answers.items()}
    tested = _tested(machine, place, name)
    others = [digit for digit in _ENTRY if digit not in tested]
    usual = _plain(machine, where[others[-1]]) if others else None
    chosen = [digit for digit in _ENTRY if _plain(machine, where[digit]) != usual]
    if not chosen or (most != 1 and (len(chosen) < 2 or any(len(literal) > 1 for literal in tested))):
        return
    if others and len(chosen) > _LEAST_VALUES and len({_plain(machine, where[digit]) for digit in chosen}) == 1:
        return  # a number that is entered and looked at, rather than a choice
    node.kind, silence = "menu", [way for way in node.ways if way.exit == "no_input"]
    node.facts["others"] = others
    keep = name in machine.survey.entered
    order = sorted(chosen, key=patterns.KEYS.index)
    node.ways = [Way("option", answers[digit], _mark_of(tested.get(digit), node.mark), digit) for digit in order]
    if keep:
        for way in node.ways:
            way.to = machine.add(_kept(place, way, name))
    if most != 1:
        node.facts["next_digit"] = node.facts["after"]
    if others:
        node.ways.append(Way("no_match", answers[others[-1]], node.mark))
    else:
        node.facts["accepts_all"] = True
    node.ways += silence


def _kept(place: Place, way: Way, name: str) -> Node:
    """That a key is kept under a name which elsewhere holds more than a key."""
    node = Node("set", place.key._replace(known=((name, way.label),)), way.mark, place.extension, place.line, word="kept")
    node.facts["values"] = [(name, way.label, (), place.line.at)]
    node.ways = [Way("next", way.to, way.mark)]
    return node


def _plain(machine: Machine, where: int | Nowhere) -> object:
    """A place without what is known there, and without the arguments that a subroutine was called with."""
    return machine.nodes[where].key._replace(known=(), frame=0) if isinstance(where, int) else where


def _tested(machine: Machine, place: Place, name: str) -> dict[str, Line]:
    """The texts with which the lines below compare a variable, each with the first line that does it."""
    result: dict[str, Line] = {}
    order = machine.survey.order(place.extension)
    index = bisect_right(order, place.key.priority)
    for priority in order[index : index + _FARTHEST]:
        line = place.extension.lines[priority]
        if line.app.lower() == "read" and line.args.partition(",")[0].strip() == name:
            break
        for literal in _literals(line.args, name) if f"${{{name}}}" in line.args else ():
            result.setdefault(literal, line)
    return result


def _literals(text: str, name: str) -> list[str]:
    """The short texts that a condition compares a variable with."""
    found = [match[2] for match in _COMPARES.finditer(text) if match[1] == name]
    return found + [match[1] for match in _COMPARED.finditer(text) if match[2] == name]


def _mark_of(line: Line | None, otherwise: Mark) -> Mark:
    return line.source.mark(line.at, line.end) if line else otherwise
