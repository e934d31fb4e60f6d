"""The walks that show what becomes of data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from ivrlint import facts
from ivrlint.analysis.study import Study
from ivrlint.analysis.walks import Walk, arrive, find, onward
from ivrlint.exits import FAILURE
from ivrlint.flow import Check, Message, Run


def enter(s: Study, subject: facts.Subject) -> Walk | None:
    """To a collect, through its entry, and on until the caller is asked again."""
    return _after_entry(s, subject.node, lambda head: onward(s, head))


def _after_entry(s: Study, node: int, onwards: Callable[[int], Walk | None]) -> Walk | None:
    walk = arrive(s, node)
    if walk is None:
        return None
    entry = s.graph.out[node][0]
    head = s.graph.head[entry]
    then = onwards(head)
    return [*walk, entry, *(onward(s, head) if then is None else then)]


def thrown_away(s: Study, subject: facts.Subject) -> Walk | None:
    """To an ending, or to where the name is set anew, by deliberate exits past nothing that reads or passes the data."""
    assert isinstance(subject, facts.Collect)  # noqa: S101 - narrows the type
    graph, name = s.graph, subject.variable
    names = s.names

    def unused(node: int) -> bool:
        return name not in names.reads.get(node, ()) and name not in names.passes.get(node, ())

    def goal(node: int) -> bool:
        return unused(node) and bool(graph.ends[node] or any(redefines(e) for e in graph.out[node]))

    def redefines(exit_: int) -> bool:
        return name in names.sets.get(exit_, ()) and bool(s.ways.deliberate[exit_])

    def allowed(exit_: int) -> bool:
        return bool(s.ways.deliberate[exit_]) and unused(graph.head[exit_])

    def onwards(head: int) -> Walk | None:
        people = find(s, head, lambda node: unused(node) and graph.ends[node] == "person", allowed)
        return people if people is not None else find(s, head, goal, allowed)

    return _after_entry(s, subject.node, onwards)


def lost(s: Study, subject: facts.Subject) -> Walk | None:
    """To the first person who does not get the data."""
    assert isinstance(subject, facts.Collect)  # noqa: S101 - narrows the type
    graph = s.graph
    goals = {graph.number[name] for name in subject.lost_at}
    sets = s.names.sets

    def allowed(exit_: int) -> bool:
        return subject.variable not in sets.get(exit_, ()) and graph.ends[graph.tail[exit_]] != "person"

    def onwards(head: int) -> Walk | None:
        deliberate = find(s, head, goals.__contains__, lambda e: allowed(e) and bool(s.ways.deliberate[e]))
        return deliberate if deliberate is not None else find(s, head, goals.__contains__, allowed)

    return _after_entry(s, subject.node, onwards)


def dropped(s: Study, subject: facts.Subject) -> Walk | None:
    """To a person who gets the data, and on to the next one, who does not."""
    assert isinstance(subject, facts.Collect)  # noqa: S101 - narrows the type
    return _after_a_person(s, subject, [name for name in subject.dropped_at if name not in subject.lost_at])


def unsaid(s: Study, subject: facts.Subject) -> Walk | None:
    """To a person who gets the data, and on to the promise to call back without it."""
    assert isinstance(subject, facts.Collect)  # noqa: S101 - narrows the type
    return _after_a_person(s, subject, subject.unsaid_at)


def _after_a_person(s: Study, subject: facts.Collect, steps: Iterable[str]) -> Walk | None:
    graph, name, made_of = s.graph, subject.variable, s.names.made_of
    goals = {graph.number[step] for step in steps}

    def told(node: int) -> bool:
        passed = s.names.passes.get(node, ())
        return graph.ends[node] == "person" and any(name in made_of.get(other, (other,)) for other in passed)

    def kept(exit_: int) -> bool:
        return name not in s.names.sets.get(exit_, ())

    def onwards(head: int) -> Walk | None:
        for person in (node for node in s.ways.people if told(node)):
            there = find(s, head, person.__eq__, kept)
            for exit_ in graph.out[person] if there is not None else ():
                on = find(s, graph.head[exit_], goals.__contains__, lambda e: kept(e) and graph.ends[graph.tail[e]] != "person")
                if there is not None and on is not None:
                    return [*there, exit_, *on]
        return None

    return _after_entry(s, subject.node, onwards)


def asked_again(s: Study, subject: facts.Subject) -> Walk | None:
    """From the first answer to where the same is asked again."""
    assert isinstance(subject, facts.Collect)  # noqa: S101 - narrows the type
    return _asked(s, subject, subject.asked_before)


def asked_as(s: Study, subject: facts.Subject) -> Walk | None:
    """From the first answer, kept under another name, to where the same is asked again."""
    assert isinstance(subject, facts.Collect)  # noqa: S101 - narrows the type
    return _asked(s, subject, subject.asked_as)


def _asked(s: Study, subject: facts.Collect, steps: Iterable[str]) -> Walk | None:
    graph, sets = s.graph, s.names.sets
    first = [graph.number[before] for before in steps]
    first.sort(key=lambda node: (not s.reachable[node], s.cost[node]))

    def asks_again(node: int, head: int) -> Walk | None:
        (name,) = sets[graph.out[node][0]]

        def allowed(exit_: int) -> bool:
            step = graph.steps[graph.tail[exit_]]
            validates = isinstance(step, Check) or (isinstance(step, Run) and graph.how[exit_] is FAILURE)
            checked = isinstance(step, Check | Run) and name in step.uses and validates
            return name not in sets.get(exit_, ()) and not checked

        return find(s, head, subject.node.__eq__, allowed)

    for node in first[:2]:
        told = _after_entry(s, node, partial(asks_again, node))
        if told and graph.head[told[-1]] == subject.node:
            return told
    return None


def unset(s: Study, subject: facts.Subject) -> Walk | None:
    """To a step that lacks a name, on a way on which it is not known."""
    assert isinstance(subject, facts.Step)  # noqa: S101 - narrows the type
    graph, name = s.graph, subject.lacks[0]

    def allowed(exit_: int) -> bool:
        tail = graph.tail[exit_]
        told = name in s.names.reads.get(tail, ()) and not isinstance(graph.steps[tail], Message)
        return not told and name not in s.names.sets.get(exit_, ())

    def deliberate(exit_: int) -> bool:
        return bool(s.ways.deliberate[exit_]) and allowed(exit_)

    found = find(s, s.start, lambda node: node == subject.node, deliberate)
    return found if found is not None else find(s, s.start, lambda node: node == subject.node, allowed)
