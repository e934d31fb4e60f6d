"""A variable that gets a number, and a decision on it in the next line: how a loop begins."""

from __future__ import annotations

from ivrlint.readers.asterisk import control, setting
from ivrlint.readers.asterisk.expressions import names
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Place
from ivrlint.readers.asterisk.survey import assignments, plain

_DECIDES = {"gotoif": control.decide, "while": control.loop}


def set_value(machine: Machine, place: Place) -> Key | Node:
    """Set; where the next line asks for the number that was just set, it is decided at once."""
    to = setting.set_value(machine, place)
    following = machine.place(to) if isinstance(to, Key) else None
    decides = _DECIDES.get(following.line.app.lower()) if following else None
    if following is None or decides is None or not isinstance(to, Key):
        return to
    asked = names(following.line.args)
    numbers = {plain(name): value for name, value, _ in assignments(place.line) if value.isdecimal() and plain(name) in asked}
    if not numbers:
        return to
    known = {**dict(to.known), **numbers}
    decided = decides(machine, following._replace(key=to._replace(known=tuple(sorted(known.items())))))
    if not isinstance(decided, Key):
        return to
    return decided._replace(known=tuple(pair for pair in decided.known if pair[0] not in numbers))
