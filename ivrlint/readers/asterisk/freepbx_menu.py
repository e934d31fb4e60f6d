"""`[ivr-N]` of FreePBX as one menu."""

from __future__ import annotations

from ivrlint.readers.asterisk.arguments import Piece, arguments
from ivrlint.readers.asterisk.asking import DIGIT, RESPONSE, choose, seconds_of, timeout
from ivrlint.readers.asterisk.dialplan import Line
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Place, Way
from ivrlint.readers.asterisk.sound import recording
from ivrlint.readers.asterisk.survey import applications


def menu(machine: Machine, place: Place) -> Node:
    """The menu: its announcement, its keys, and `t` and `i`, which count the tries."""
    lines = place.extension.lines
    asks = next((line for line in lines.values() if line.app.lower() in ("waitexten", "read")), place.line)
    node = Node("menu", place.key, machine.mark(asks), place.extension, asks, word="menu")
    node.facts["title"] = place.context.title
    choose(machine, node, place._replace(line=asks, key=place.key._replace(priority=asks.priority)))
    node.ways = [way for way in node.ways if way.label not in ("fax", "hang", "return")]
    pieces = arguments(asks.args, asks.args_at)
    if asks.app.lower() == "read":
        node.facts["after"] = seconds_of(pieces[5].text) if len(pieces) > 5 else RESPONSE
    else:
        node.facts["after"] = seconds_of(pieces[0].text) or timeout(machine, place, "response", RESPONSE)
    if "next_digit" in node.facts:
        node.facts["next_digit"] = timeout(
            machine, place._replace(key=place.key._replace(priority=asks.priority)), "digit", DIGIT
        )
    silence = place.context.extensions.get("t")
    if silence and 1 in silence.lines:
        first = silence.lines[1]
        mark = first.source.mark(first.exten_at, first.exten_at + 1)
        node.ways.append(Way("no_input", Key(place.key.context, "t", 1, 0, (), place.key.frame), mark))
    announcement = next((line for line in lines.values() if line.args.replace(" ", "").startswith("IVR_MSG=")), None)
    if announcement:
        _announce(machine, node, place, announcement)
    return node


def _announce(machine: Machine, node: Node, place: Place, line: Line) -> None:
    for app, args, at in applications(line):
        if app == "set":
            value = args.partition("=")[2]
            start = at + args.index("=") + 1
            prompt = recording(machine, place.key, line, Piece(value.strip(), start), barge_in=True)
            if prompt:
                node.prompts = [prompt]
