"""Counters of wrong or missing answers, as the tries of a menu."""

from __future__ import annotations

from ivrlint.readers.asterisk.nodes import Node, Way
from ivrlint.readers.asterisk.survey import Survey

_MOST = 12


class Counting:
    """Finds, behind a mistake at a menu, the decision that counts, and makes it the tries of that menu."""

    def __init__(self, nodes: list[Node], survey: Survey) -> None:
        self.nodes = nodes
        self.survey = survey

    def fold(self) -> None:
        """Give each menu and entry the tries that its counters allow."""
        for number, node in enumerate(self.nodes):
            if node.kind in ("menu", "collect"):
                for way in node.ways:
                    if way.exit in ("no_input", "no_match"):
                        self._fold(number, way)

    def _fold(self, number: int, way: Way) -> None:
        """One mistake: what is said, then the decision, one way of which comes back to the menu."""
        here, walked = way.to, 0
        while isinstance(here, int) and walked < _MOST and self.nodes[here].kind == "say" and here != number:
            here = self.nodes[here].ways[0].to if self.nodes[here].ways else None
            walked += 1
        counter = self.nodes[here].facts.get("counter") if isinstance(here, int) else None
        if counter is None or not isinstance(here, int):
            return
        check = self.nodes[here]
        yes, no = check.ways[0], check.ways[1]
        again = [self._comes_back(one.to, number) for one in (yes, no)]
        if again[0] == again[1]:
            return
        variable, operator, limit = counter
        last = _last(operator, limit, leaves_when_true=again[1])
        tries = last - self._first(variable) + self._late(check, variable)
        if last < 0 or not 0 < tries < 100:
            return
        leaves = no if again[0] else yes
        way.details = tries
        way.to = leaves.to

    def _comes_back(self, to: object, number: int) -> bool:
        """Whether a way leads back to a menu with nothing but words between."""
        for _ in range(_MOST):
            if to == number:
                return True
            if not isinstance(to, int) or self.nodes[to].kind not in ("say", "set", "check"):
                return False
            node = self.nodes[to]
            if node.kind == "check" and "counter" not in node.facts:
                return False
            to = node.ways[-1].to if node.ways else None
        return False

    def _first(self, variable: str) -> int:
        values = self.survey.firsts.get(variable, set())
        return min((int(value) for value in values if len(value) < 5), default=0)

    def _late(self, check: Node, variable: str) -> int:
        """1 where the counter is raised only after the decision."""
        line, extension = check.line, check.extension
        if line is None or extension is None:
            return 0
        raised = [one for one in self.survey.counters.get(variable, ()) if one.source is line.source]
        own = [one for one in extension.lines.values() if one in raised]
        before = [one for one in own if one.priority < line.priority]
        passed = {key.priority for key in check.keys if key[:2] == check.key[:2]}  # a loop raises it below, and comes back
        return 1 if own and not before and passed.isdisjoint(one.priority for one in own) else 0


def _last(operator: str, limit: int, *, leaves_when_true: bool) -> int:
    """The count at which the call leaves for good; -1 where it leaves at once."""
    if not leaves_when_true:
        operator = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!="}[operator]
    return {">": limit + 1, ">=": limit, "=": limit}.get(operator, -1)
