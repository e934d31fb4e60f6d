"""Background without WaitExten behind it: a menu all the same, or an announcement that a key may interrupt."""

from __future__ import annotations

from ivrlint.readers.asterisk.asking import choose
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Node, Place, Way

_MOST = 30


def polish(machine: Machine, node: Node) -> None:
    """Give an announcement its keys, where what comes behind it does not take them.

    It is a menu where the call ends behind it, is put through, or comes back to it: that is what happens to callers who press
    nothing. Where the call just goes on, the keys are a check of the system, because going on is what most callers do.
    """
    place = machine.place(node.key) if node.kind == "say" and node.interrupts else None
    if place is None or _is_key(place):
        return
    behind = _behind(machine, node)
    if behind == "waits":
        return
    asked = Node("menu", node.key, node.mark, node.extension, node.line)
    choose(machine, asked, place)
    if not any(way.exit == "option" for way in asked.ways):
        return
    following = node.ways[0]
    if behind == "goes on":
        asked.kind = "check"
        asked.facts = {"asks": "a key pressed meanwhile", "uses": ()}
        asked.word = "key"
        asked.ways = [Way("case", way.to, way.mark, way.label) for way in asked.ways if way.exit == "option"]
        asked.ways.append(Way("otherwise", following.to, following.mark))
        machine.insert(node, asked)
        return
    node.kind, node.word = "menu", "menu"
    node.facts = {**asked.facts, "after": 0.0}
    node.ways = asked.ways
    if behind != "ends":
        node.ways.append(Way("no_input", following.to, following.mark))


def _is_key(place: Place) -> bool:
    """Whether this is what happens behind a key: people write Background there for Playback."""
    name = place.key.exten
    return (len(name) == 1 and name != "s") or name.startswith("_[")


def _behind(machine: Machine, node: Node) -> str:
    """What comes behind an announcement: `waits` for a key, `ends`, `leads back` or `leaves` the call, or `goes on`."""
    here = node
    seen = {id(node)}
    for _ in range(_MOST):
        machine.follow(here)
        to = here.ways[0].to if here.ways else None
        if not isinstance(to, int):
            return "ends"
        following = machine.nodes[to]
        if following.kind == "menu" or (
            following.kind == "say" and following.interrupts and here is node and following is not node
        ):
            return "waits"
        if following.kind == "hang_up":
            if following.extension is not node.extension:
                return "goes on"
            return "ends" if here is node and following.word == "end" else "leaves"
        same = following.key.context == node.key.context and following.key.exten == node.key.exten
        if id(following) in seen or (same and following.key.priority <= node.key.priority):
            return "leads back"
        if following.kind in ("transfer", "message"):
            return "leaves"
        if following.kind != "say":
            return "goes on"
        seen.add(id(following))
        here = following
    return "goes on"
