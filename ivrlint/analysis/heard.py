"""When callers hear the words of a step: what lies before it, and whether they can hear it again.

All walks begin at the start of the call; they may take any exit unless something else is said.

* `unconditional`: some walk comes here on which no case and no failure is taken, and of opening hours only `open`: nothing
  was looked up and decided before.
* `when_closed`: there is a walk, and each takes an exit `closed`.
* `gave_something`: some walk comes here that has passed a collect, a voicemail box or a promise to call back.
* `behind_person`: there is a walk, and each takes a case of a transfer to a person: callers wait in the queue, or have talked to
  somebody.
* `heard_again`: the step lies on a loop, or it is a menu or a collect that asks again after silence or a mistake: one of the two
  is possible and has several tries.
"""

from __future__ import annotations

from ivrlint.analysis.reach import weights_of, weights_of_menus
from ivrlint.analysis.study import Study
from ivrlint.exits import CASE, ENTRY, FAILURE, HOURS
from ivrlint.flow import Collect, Menu, Message
from ivrlint.flow.tuples import NamedTuple


class Heard(NamedTuple):
    """One value a node each; the two numbers are the least on deliberate walks, infinite where there are none."""

    unconditional: bytearray
    when_closed: bytearray
    gave_something: bytearray
    behind_person: bytearray
    again: bytearray
    menus_before: list[float]
    entries_before: list[float]


def heard(s: Study) -> Heard:
    """When callers hear the words of each step."""
    graph, w = s.graph, s.ways
    undecided = bytearray(
        how is not CASE and how is not FAILURE and (how is not HOURS or label == "open")
        for how, label in zip(graph.how, graph.label, strict=True)
    )
    closed = [how is HOURS and label == "closed" for how, label in zip(graph.how, graph.label, strict=True)]
    while_open = w.forward([s.start], bytearray(not c for c in closed)) if any(closed) else s.reachable
    giving = [node for node, step in enumerate(graph.steps) if s.reachable[node] and isinstance(step, Collect | Message)]
    return Heard(
        w.forward([s.start], undecided),
        bytearray(here and not in_hours for here, in_hours in zip(s.reachable, while_open, strict=True)),
        w.forward([graph.head[e] for node in giving for e in graph.out[node]], w.every),
        behind_person(s),
        bytearray(_again(s, node) for node in range(len(graph.ends))),
        w.least_from(s.start, weights_of_menus(graph), w.deliberate),
        w.least_from(s.start, weights_of(graph, ENTRY), w.deliberate),
    )


def behind_person(s: Study) -> bytearray:
    """One byte a node: whether callers come here only by a case of a transfer to a person."""
    graph = s.graph
    before = bytearray(s.ways.every)
    cases = [e for node in s.ways.people for e in graph.out[node] if graph.how[e] is CASE]
    for e in cases:
        before[e] = 0
    early = s.ways.forward([s.start], before) if cases else s.reachable
    return bytearray(here and not there for here, there in zip(s.reachable, early, strict=True))


def _again(s: Study, node: int) -> bool:
    graph = s.graph
    step = graph.steps[node] if node < len(graph.steps) else None
    if isinstance(step, Menu | Collect):
        handlers = (step.no_input, step.no_match)
        if any(handler and handler.possible and handler.tries > 1 for handler in handlers):
            return True
    return len(s.ways.parts.nodes[s.ways.parts.of[node]]) > 1 or any(graph.head[e] == node for e in graph.out[node])
