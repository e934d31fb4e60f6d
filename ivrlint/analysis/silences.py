"""What callers come to without having heard anything since they last did something."""

from __future__ import annotations

from ivrlint.analysis.study import Study
from ivrlint.exits import CHOICE, ENTRY, FAILURE, HOURS
from ivrlint.flow import Check, Collect, Return, Run, Set, Visit
from ivrlint.flow.tuples import NamedTuple

_PASSED = (Set, Check, Run, Visit, Return)
_PAYS = ("card number", "bank account")


class Silences(NamedTuple):
    """Nodes to which a caller may come in silence.

    `at` are those to which a walk leads that begins with a choice or an entry of a step which is reached, and goes on by steps
    without words that set, check, run, visit a known flow or return from it, by exits that are neither a failure nor the
    `closed` of opening hours. `working` are those of them to which such a walk leads that begins with an entry, or comes by
    another step than those that set: something was asked of the system, rather than only the end of the call.

    A system that uses the number of a card or of a bank account is not passed: who takes payments speaks.
    """

    at: set[int]
    working: set[int]


def silences(s: Study) -> Silences:
    """Where callers wait, or are cut off, without a word."""
    graph = s.graph
    todo = [
        (graph.head[e], how is ENTRY)
        for e, how in enumerate(graph.how)
        if (how is CHOICE or how is ENTRY) and s.reachable[graph.tail[e]]
    ]
    cards = {step.variable for step in graph.steps if isinstance(step, Collect) and step.what in _PAYS}
    seen = set(todo)
    todo = list(seen)
    while todo:
        node, works = todo.pop()
        step = graph.steps[node] if node < len(graph.steps) else None
        if not isinstance(step, _PASSED) or step.prompt is not None or (isinstance(step, Visit) and step.flow is None):
            continue
        if isinstance(step, Run) and not cards.isdisjoint(step.uses):
            continue
        works = works or not isinstance(step, Set)
        for e in graph.out[node]:
            onward = (graph.head[e], works)
            closed = graph.how[e] is HOURS and graph.label[e] == "closed"
            if graph.how[e] is not FAILURE and not closed and onward not in seen:
                seen.add(onward)
                todo.append(onward)
    return Silences({node for node, _ in seen}, {node for node, works in seen if works})
