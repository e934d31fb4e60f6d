"""Loop actions, which count how often the same is asked: folded into the tries of menus where that is plain."""

from __future__ import annotations

from typing import NamedTuple

from ivrlint.readers.amazon_connect.actions import Action, Way
from ivrlint.readers.amazon_connect.draft import LOOP, Draft


class Retry(NamedTuple):
    """How often something is asked before the way on."""

    tries: int
    then: Way


class Loops:
    """The counters of a flow. Who comes to one for the first time is always sent round, so that such ways pass it by."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.counted: dict[str, bool] = {}
        loops = [a for a in draft.actions.values() if a.type == LOOP and a.answer("ContinueLooping") and a.count("LoopCount")]
        if not loops:
            return
        parts = _parts({name: [way.to for way in action.ways()] for name, action in draft.actions.items()})
        rounds = {loop.id: loop for loop in loops if _goes_round(loop, parts)}
        for name, action in draft.actions.items():
            _redirect(action, rounds, parts, self.counted, name)
        for name in rounds:
            self.counted.setdefault(name, False)
        if draft.start in rounds:
            self.counted[draft.start] = True
            again = rounds[draft.start].answer("ContinueLooping")
            assert again is not None  # noqa: S101 - narrows the type
            draft.start = again.to

    def retry(self, asking: Action, way: Way | None) -> Retry | None:
        """How often `asking` asks, where this way out of it leads straight to a counter that leads straight back."""
        loop = self.draft.actions.get(way.to) if way else None
        if loop is None or loop.type != LOOP or loop.id not in self.counted:
            return None
        again, done = loop.answer("ContinueLooping"), loop.answer("DoneLooping")
        if again is None or done is None or again.to != asking.id:
            return None
        return Retry(loop.count("LoopCount") + (not self.counted[loop.id]), done)


def _redirect(action: Action, rounds: dict[str, Action], parts: dict[str, int], counted: dict[str, bool], name: str) -> None:
    """Lead the ways of an action past the counters whose round it stands outside of."""

    def past(way: Way) -> Way:
        seen = set()
        while way.to in rounds and parts[way.to] != parts[name] and way.to not in seen:
            seen.add(way.to)
            counted[way.to] = True
            again = rounds[way.to].answer("ContinueLooping")
            assert again is not None  # noqa: S101 - narrows the type
            way = way._replace(to=again.to)
        return way

    action.next = past(action.next) if action.next else None
    action.conditions = [condition._replace(way=past(condition.way)) for condition in action.conditions]
    action.errors = {key: past(way) for key, way in action.errors.items()}


def _goes_round(loop: Action, parts: dict[str, int]) -> bool:
    """Whether a way leads from the counter back to it."""
    again = loop.answer("ContinueLooping")
    return again is not None and parts.get(again.to) == parts[loop.id]


def _parts(heads: dict[str, list[str]]) -> dict[str, int]:
    """The strongly connected part of each action, by number (Tarjan, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    part: dict[str, int] = {}
    stack: list[str] = []
    for root, of_root in heads.items():
        if root in number:
            continue
        todo = [(root, iter(of_root))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while todo:
            name, rest = todo[-1]
            for head in rest:
                if head not in heads or head in part:
                    continue
                if head in number:
                    low[name] = min(low[name], number[head])
                    continue
                number[head] = low[head] = len(number)
                stack.append(head)
                todo.append((head, iter(heads[head])))
                break
            else:
                todo.pop()
                if todo:
                    low[todo[-1][0]] = min(low[todo[-1][0]], low[name])
                if low[name] == number[name]:
                    while (member := stack.pop()) != name:
                        part[member] = number[name]
                    part[name] = number[name]
    return part
