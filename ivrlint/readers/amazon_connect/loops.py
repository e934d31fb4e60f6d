"""Loop actions, which count how often the same is asked: folded into the tries of menus where that is plain."""

from __future__ import annotations

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.amazon_connect.actions import Action, Way
from ivrlint.readers.amazon_connect.draft import LOOP, Draft
from ivrlint.readers.circles import circles


class Retry(NamedTuple):
    """How often something is asked before the way on."""

    tries: int
    then: Way


class Loops:
    """The counters of a flow. Who comes to one for the first time is always sent round, so that such ways pass it by."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.counted: dict[str, bool] = {}
        self._again: dict[str, Way] = {}
        self._done: dict[str, Way] = {}
        loops = []
        for action in draft.actions.values():
            again = action.answer("ContinueLooping") if action.type == LOOP and action.count("LoopCount") else None
            done = action.answer("DoneLooping") if again else None
            if again and done:
                loops.append(action)
                self._again[action.id], self._done[action.id] = again, done
        if not loops:
            return
        parts = circles({name: [way.to for way in action.ways()] for name, action in draft.actions.items()})
        rounds = {loop.id: again for loop in loops if parts.get((again := self._again[loop.id]).to) == parts[loop.id]}
        for action in draft.actions.values():
            _redirect(action, rounds, parts, self.counted)
        for name in rounds:
            self.counted.setdefault(name, False)
        if draft.start in rounds:
            self.counted[draft.start] = True
            draft.start = rounds[draft.start].to

    def retry(self, asking: Action, way: Way | None) -> Retry | None:
        """How often `asking` asks, where this way out of it leads straight to a counter that leads straight back."""
        loop = self.draft.actions.get(way.to) if way else None
        if loop is None or loop.type != LOOP or loop.id not in self.counted:
            return None
        if self._again[loop.id].to != asking.id:
            return None
        return Retry(loop.count("LoopCount") + (not self.counted[loop.id]), self._done[loop.id])


def _redirect(action: Action, rounds: dict[str, Way], parts: dict[str, int], counted: dict[str, bool]) -> None:
    """Lead the ways of an action past the counters whose round it stands outside of."""

    def past(way: Way) -> Way:
        seen = set()
        while way.to in rounds and parts[way.to] != parts[action.id] and way.to not in seen:
            seen.add(way.to)
            counted[way.to] = True
            way = way._replace(to=rounds[way.to].to)
        return way

    action.next = past(action.next) if action.next else None
    action.conditions = [condition._replace(way=past(condition.way)) for condition in action.conditions]
    action.errors = {key: past(way) for key, way in action.errors.items()}
