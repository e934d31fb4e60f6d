"""Whether what a field asks for is a choice between ways on, or an entry: what is done with the answer decides."""

from __future__ import annotations

from collections import deque

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.voicexml import ecma, truth
from ivrlint.readers.voicexml.answers import KEYS, Answer, Heard
from ivrlint.readers.voicexml.nodes import Call, Leave, Node, Test, Work
from ivrlint.readers.voicexml.visiting import Visiting

LARGEST = 400
"""Nodes behind an answer that are looked at to find out what depends on it."""

_MOST_COPIES = 1500
ANYTHING_ELSE = "\0"
"""Stands for an answer that the document does not ask for."""


class Group(NamedTuple):
    """Answers that lead the same way; `value` stands for them all."""

    value: str | bool
    answers: tuple[Answer, ...]


class Known(NamedTuple):
    """An answer on whose way the call is: what it was, and the nodes that ask for it."""

    name: str
    value: object
    label: str
    depends: frozenset[Node]


class Branching(NamedTuple):
    """The nodes behind an answer that depend on it, and the conditions that ask for it."""

    depends: frozenset[Node]
    conds: tuple[str, ...]


class Plan(NamedTuple):
    """What a field is: a choice if there are groups. `otherwise` says that answers which no branch asks for are mistakes."""

    groups: tuple[Group, ...] = ()
    depends: frozenset[Node] = frozenset()
    otherwise: bool = False


def branching(call: Call, visiting: Visiting, name: str) -> Branching:
    """What depends on the answer to an item, before the next answer is waited for."""
    leads: dict[Node, list[Node]] = {}
    todo = deque([call.filled])
    tests: list[Test] = []
    while todo:
        node = todo.popleft()
        if node in leads or node not in visiting.states:
            continue
        if len(leads) > LARGEST:
            return Branching(frozenset(), ())
        if isinstance(node, Test) and any(name in ecma.names(branch.cond) for branch in node.branches):
            tests.append(node)
        following = [] if isinstance(node, Call) else [other for other, _ in visiting.successors(node, visiting.states[node])]
        leads[node] = following
        todo.extend(following)
    into: dict[Node, list[Node]] = {}
    for node, following in leads.items():
        for other in following:
            into.setdefault(other, []).append(node)
    depends: set[Node] = set()
    waiting: list[Node] = [*tests]
    while waiting:
        node = waiting.pop()
        if node not in depends:
            depends.add(node)
            waiting += into.get(node, ())
    return Branching(frozenset(depends), tuple(branch.cond for test in tests for branch in test.branches))


def plan(call: Call, visiting: Visiting, heard: Heard) -> Plan:
    """Whether a field is a choice, and between what."""
    name = call.item.name
    found = branching(call, visiting, name)
    if not found.conds:
        return Plan()
    answers = heard.answers
    inferred = answers is None and heard.builtin in ("digits", "number")
    if inferred:
        answers = _inferred(call, visiting, heard, found)
    if not answers:
        return Plan()
    groups: dict[tuple[bool | None, ...], list[Answer]] = {}
    for answer in answers:
        groups.setdefault(_ways(found, name, answer.value), []).append(answer)
    if len(groups) * len(found.depends) > _MOST_COPIES:
        return Plan()
    if len(groups) < 2 and not inferred and all(way is not True for ways in groups for way in ways):
        return Plan()
    made = tuple(Group(every[0].value, tuple(every)) for every in groups.values())
    return Plan(made, found.depends, inferred)


def _ways(found: Branching, name: str, value: object) -> tuple[bool | None, ...]:
    return tuple(truth.evaluate(cond, name, value) if name in ecma.names(cond) else None for cond in found.conds)


def _inferred(call: Call, visiting: Visiting, heard: Heard, found: Branching) -> tuple[Answer, ...]:
    """The keys that the conditions ask for, where a field takes one digit and nothing else is done with it."""
    name = call.item.name
    values = dict.fromkeys(value for cond in found.conds for value in truth.literals(cond, name))
    one = heard.digits is not None and heard.digits[1] == 1
    single = all(len(value) == 1 and value in KEYS for value in values)
    if not values or not single or not (one or (len(values) > 1 and heard.digits is None)):
        return ()
    clear = all(truth.evaluate(cond, name, ANYTHING_ELSE) is not None for cond in found.conds if name in ecma.names(cond))
    if not clear or (not one and _used(visiting, name)):
        return ()
    return tuple(Answer(value, (value,) if heard.voice and not heard.keys else (), value) for value in values)


def _used(visiting: Visiting, name: str) -> bool:
    """Whether a system gets to know a variable, or it is kept under another name."""
    own = visiting.routine.resolve(name)
    for node in visiting.states:
        if isinstance(node, Work) and own in node.uses:
            return True
        if isinstance(node, Leave) and own in node.names:
            return True
    return False
