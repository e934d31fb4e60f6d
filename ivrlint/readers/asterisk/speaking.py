"""Time in which a caller speaks: WaitExten while the call is recorded, until a key stops the recording."""

from __future__ import annotations

from bisect import bisect_left

from ivrlint.readers.asterisk import asking, handing, patterns
from ivrlint.readers.asterisk.arguments import arguments
from ivrlint.readers.asterisk.dialplan import Line
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Place, Way
from ivrlint.readers.asterisk.quiet import QUIET
from ivrlint.readers.asterisk.survey import assignments, plain

_BEGINS = frozenset({"mixmonitor", "monitor"})
_ENDS = frozenset({"stopmixmonitor", "stopmonitor"})
_FARTHEST = 50


def wait(machine: Machine, place: Place) -> Key | Node:
    """WaitExten: a recording where one has just begun and a key ends it, else a choice."""
    begun = _begun(machine, place)
    ending = _ending(machine, place.key) if begun else None
    if begun is None or ending is None:
        return asking.wait_for_extension(machine, place)
    line, key = place.line, place.key
    node = Node("record", key, machine.mark(line), place.extension, line, word="WaitExten")
    node.facts = {"variable": handing.recording_name(arguments(begun.args, begun.args_at)[0].text)}
    node.facts["after"] = asking.patience(machine, place)
    silence = asking.silence(machine, place, node.mark)
    node.ways = [
        Way("next", machine.knowing(ending, {**dict(ending.known), **_set_above(machine, place)}), node.mark),
        Way("no_input", silence[0] if silence else None, silence[1] if silence else node.mark),
    ]
    return node


def _begun(machine: Machine, place: Place) -> Line | None:
    """The line above that began to record, with nothing between but what is played or not noticed."""
    for line in _above(machine, place):
        if line.app.lower() in _BEGINS:
            return line
        if line.app.lower() in _ENDS or line.label[:1] not in ("", "~"):
            break
    return None


def _above(machine: Machine, place: Place) -> list[Line]:
    """The lines above, the nearest first, as far as they only set, log, or play something."""
    order = machine.survey.order(place.extension)
    index = bisect_left(order, place.key.priority)
    result: list[Line] = []
    for priority in reversed(order[max(index - _FARTHEST, 0) : index]):
        line = place.extension.lines[priority]
        if line.app.lower() not in QUIET and line.app.lower() != "playback":
            break
        result.append(line)
    return result


def _ending(machine: Machine, key: Key) -> Key | None:
    """Where the key leads that ends the recording."""
    for digit in ("#", *patterns.KEYS):
        found = machine.lookup.one(key.context, digit)
        if found and 1 in found.extension.lines and any(one.app.lower() in _ENDS for one in found.extension.lines.values()):
            to = machine.goto(key, key.context, digit, "1")
            return to if isinstance(to, Key) else None
    return None


def _set_above(machine: Machine, place: Place) -> dict[str, str]:
    """The values that the lines above give to variables, on every way to this line."""
    result: dict[str, str] = {}
    for line in _above(machine, place):
        for name, value, _ in assignments(line) if line.app.lower() == "set" else ():
            result.setdefault(plain(name), value)
        if line.label[:1] not in ("", "~") or line.priority in machine.survey.jumped:
            break
    return {name: value for name, value in result.items() if value and "$" not in value and name not in machine.survey.counters}
