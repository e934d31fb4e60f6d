"""Entries that a caller may correct: a menu reads out what was entered, and leads back to where it was asked for."""

from __future__ import annotations

from collections import Counter

from ivrlint.analysis.study import Study
from ivrlint.exits import CHOICE, ENTRY
from ivrlint.flow import Check, Collect, Menu, Run, Say, Set

NEAR = 40
"""Steps that are looked at behind one menu: what leads back to an entry does so soon."""


def corrected(s: Study) -> set[int]:
    """The collects to which a menu leads back that has read out what was entered, or follows the words that do.

    A menu that reads out what was made of the only entry of its name, and leads back, offers to do it once more. An option
    may lead back to several entries, one after the other, and by way of other menus, but not to anything else.
    """
    heard: dict[int, set[str]] = {}
    for node, step in enumerate(s.graph.steps):
        if isinstance(step, Say) and step.prompt and step.prompt.reads:
            heard.setdefault(s.words[node], set()).update(step.prompt.reads)
    asking = Counter(step.variable for step in s.graph.steps if isinstance(step, Collect))
    result: set[int] = set()
    for node, step in enumerate(s.graph.steps):
        if isinstance(step, Menu):
            own = set(step.prompt.reads if step.prompt else ())
            if own or node in heard:
                result |= _Review(s, node, own, heard.get(node, set()), asking).corrects()
    return result


class _Review:
    """What a menu reads out: in words of its `own`, and in those `heard` right before. It looks at NEAR steps at the most."""

    def __init__(self, s: Study, menu: int, own: set[str], heard: set[str], asking: Counter[str]) -> None:
        self.s = s
        self.menu = menu
        self.own = own
        self.read = own | heard
        self.asking = asking
        self.left = NEAR

    def corrects(self) -> set[int]:
        """The collects that the exits of the menu lead back to."""
        graph = self.s.graph
        found = {back for e in graph.out[self.menu] if self._reads_out(back := self.s.words[graph.head[e]])}
        followed: set[int] = set()
        for exit_ in graph.out[self.menu]:
            todo = list(self._leads_back(graph.head[exit_])) if graph.how[exit_] is CHOICE else []
            while todo:
                node = todo.pop()
                if node not in followed:
                    followed.add(node)
                    todo += [n for e in graph.out[node] if graph.how[e] is ENTRY for n in self._leads_back(graph.head[e])]
        return found | followed

    def _reads_out(self, node: int) -> bool:
        """Whether the menu reads out what is entered at a node, or what is made of it."""
        step = self.s.graph.steps[node] if 0 <= node < len(self.s.graph.steps) else None
        if not isinstance(step, Collect):
            return False
        made_of = self.s.names.made_of
        once = self.asking[step.variable] == 1
        return step.variable in self.read or (once and any(step.variable in made_of.get(name, ()) for name in self.own))

    def _leads_back(self, start: int) -> set[int]:
        """The next entries that the menu reads out; none when deliberate walks may lead elsewhere than there or to the menu."""
        graph, deliberate = self.s.graph, self.s.ways.deliberate
        steps, head, how, label = graph.steps, graph.head, graph.how, graph.label
        reserved = (graph.flow.operator_key, "*", "#")  # keys of menus that are for something else anywhere
        seen = {self.menu}
        found: set[int] = set()
        todo = [start]
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            step = steps[node] if node < len(steps) else None
            if isinstance(step, Collect) and self._reads_out(node):
                found.add(node)
                continue
            self.left -= 1
            if self.left < 0 or not isinstance(step, Say | Set | Check | Run | Menu | Collect):
                return set()
            todo += [head[e] for e in graph.out[node] if deliberate[e] and not (how[e] is CHOICE and label[e] in reserved)]
        return found
