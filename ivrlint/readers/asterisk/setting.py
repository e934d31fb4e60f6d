"""Values that are set, and databases that are asked: steps only where they concern what callers entered, or what they hear."""

from __future__ import annotations

import re

from ivrlint.readers.asterisk import freepbx
from ivrlint.readers.asterisk.expressions import functions, names
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Place, Way
from ivrlint.readers.asterisk.survey import assignments, plain, told

_LOOKS_UP = ("ODBC_", "CURL", "SHELL", "REALTIME", "ENUMLOOKUP", "LDAPGET", "AST_SORCERY")
_ASKS = re.compile(r"\s*(?:Query\s+\S+\s+\S+\s+(?:SELECT|CALL)\b|Fetch\b|NextResult\b)", re.IGNORECASE)


def set_value(machine: Machine, place: Place, asked: tuple[str, ...] = ()) -> Key | Node:
    """Set; `asked` are the names that decide whether it is done at all."""
    line, survey = place.line, machine.survey
    key = _without(place.key, {plain(name) for name, _, _ in assignments(line)}) if place.key.known else place.key
    kept = []
    for name, value, at in assignments(line):
        reads = (*names(value), *asked)
        called = [function for function in functions(value) if function.startswith(_LOOKS_UP)]
        if called and plain(name) in survey.wanted and survey.entered.isdisjoint(reads):
            return _run(machine, place, called[0], reads)
        if freepbx.is_generated(place.context) and "CALLERID" not in name:
            continue
        if plain(name) in survey.entered or not survey.entered.isdisjoint((*reads, *names(name))):
            kept.append((name if plain(name) not in survey.entered else plain(name), value, (*reads, *names(name)), at))
    if not kept:
        return machine.after(key)
    node = Node("set", key, machine.mark(line), place.extension, line, word="Set")
    node.facts["values"] = kept
    node.ways = [Way("next", machine.after(key), node.mark)]
    return node


def _without(key: Key, names_of: set[str]) -> Key:
    """A place where some values are no longer known."""
    return key._replace(known=tuple(pair for pair in key.known if pair[0] not in names_of))


def tell(machine: Machine, place: Place) -> Key | Node:
    """Something that whoever answers sees, or that is written down: a step where the caller entered it."""
    line, key = place.line, place.key
    if machine.survey.entered.isdisjoint(names(line.args)):
        return machine.after(key)
    node = Node("set", key, machine.mark(line), place.extension, line, word=line.app)
    node.facts["values"] = [(told(line.app.lower(), line.args), line.args, names(line.args), line.args_at)]
    node.ways = [Way("next", machine.after(key), node.mark)]
    return node


def database(machine: Machine, place: Place) -> Key | Node:
    """MYSQL: only questions are steps; what is merely written down is one where the caller entered it."""
    args = place.line.args
    if not asks_database(args) and machine.survey.entered.isdisjoint(names(args)):
        return machine.after(place.key)
    return _run(machine, place, "MYSQL", names(args))


def asks_database(args: str) -> bool:
    """Whether a line of MYSQL asks for something."""
    return _ASKS.match(args) is not None


def _run(machine: Machine, place: Place, service: str, uses: tuple[str, ...]) -> Node:
    """A look-up. It gives no names, because where it fails the call goes on all the same."""
    line, after = place.line, machine.after(place.key)
    node = Node("run", place.key, machine.mark(line), place.extension, line, word=service)
    node.facts = {"service": service, "uses": tuple(dict.fromkeys(uses)), "gives": ()}
    node.ways = [Way("next", after, node.mark), Way("failed", after, node.mark)]
    return node
