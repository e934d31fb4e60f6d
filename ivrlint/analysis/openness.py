"""Where callers get in opening hours: to somebody, to a mailbox, or to where nobody can be reached any more.

In opening hours no exit is taken that stands for being closed.
"""

from __future__ import annotations

from ivrlint.analysis.reach import Ways
from ivrlint.exits import CHOICE, HOURS
from ivrlint.flow import Menu, Message
from ivrlint.flow.tuples import NamedTuple

_ELSEWHERE = ("person", "bot", "outside", "unknown", "return")


class Openness(NamedTuple):
    """One byte a node.

    `somebody`: some walk from here in opening hours leads to a person, a bot, outside or something that is not known.
    `mailbox`: some such walk leads to a mailbox or to a promise to call back. `served`: some walk from the start in
    opening hours comes here, and not by a person. `behind`: a menu that somebody who chose an option comes to at once
    (with no other menu and no mailbox between) in opening hours, from where nobody can be reached, though somebody could
    before that choice.
    """

    somebody: bytearray
    mailbox: bytearray
    served: bytearray
    behind: bytearray


def openness(w: Ways, start: int, may_reach: bytearray) -> Openness:
    """Where callers get in opening hours; `may_reach` are the nodes from which some walk leads to somebody at all."""
    graph = w.graph
    is_open = bytearray(how is not HOURS or graph.label[e] != "closed" for e, how in enumerate(graph.how))
    before_people = bytearray(is_open)
    for node in w.people:
        for e in graph.out[node]:
            before_people[e] = 0
    served = w.forward([start], before_people)
    return Openness(
        somebody=w.backward([node for node, end in enumerate(graph.ends) if end in _ELSEWHERE], is_open),
        mailbox=w.backward([node for node, step in enumerate(graph.steps) if isinstance(step, Message)], is_open),
        served=served,
        behind=_behind(w, before_people, served, may_reach),
    )


def _behind(w: Ways, allowed: bytearray, served: bytearray, may_reach: bytearray) -> bytearray:
    graph = w.graph
    result = bytearray(len(graph.ends))
    todo = []
    seen = bytearray(len(graph.ends))
    for e, how in enumerate(graph.how):
        head, tail = graph.head[e], graph.tail[e]
        if how is CHOICE and not may_reach[head] and may_reach[tail] and served[tail] and not seen[head]:
            seen[head] = 1
            todo.append(head)
    while todo:
        node = todo.pop()
        step = graph.steps[node] if node < len(graph.steps) else None
        if isinstance(step, Menu):
            result[node] = 1
        elif not isinstance(step, Message):
            for e in graph.out[node]:
                if allowed[e] and not seen[graph.head[e]]:
                    seen[graph.head[e]] = 1
                    todo.append(graph.head[e])
    return result
