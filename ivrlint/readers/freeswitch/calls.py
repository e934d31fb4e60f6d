"""The calls of a run: extensions that lead callers somewhere, and menus to which nothing else leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ivrlint.exits import exits_of
from ivrlint.flow import AnyStep, Mark, Say
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.builder import Builder, Plan
from ivrlint.readers.freeswitch.conditions import number_tests
from ivrlint.readers.freeswitch.draft import Placed
from ivrlint.readers.freeswitch.nodes import Label, Node, where
from ivrlint.readers.freeswitch.pattern import pattern_of
from ivrlint.readers.freeswitch.values import expand, unique

Place = tuple[str, str]
"""A step: its file and name."""

_NUMBER = re.compile(r"[0-9*#+X.\[\]-]{1,30}")


class Call(NamedTuple):
    """A way in: the file that it belongs to, its title and name, its first step and its place."""

    file: str
    title: str
    name: str
    node: Node
    mark: Mark


class Calls:
    """Finds the ways in: what no other call comes to already."""

    def __init__(self, build: Builder, steps: Mapping[str, Mapping[str, AnyStep]]) -> None:
        self.build = build
        self.leads: dict[Place, list[Place]] = {}
        self.says: set[Place] = set()
        for file, named in steps.items():
            for name, step in named.items():
                self.leads[file, name] = list(_next_of(step, file, steps))
                if isinstance(step, Say):
                    self.says.add((file, name))
        self.reached: set[Place] = set()

    def of_dialplan(self, ways: Sequence[tuple[Placed, str, Label]]) -> list[Call]:
        """Extensions that lead callers to a menu, a question, a queue or opening hours."""
        into: dict[Place, list[Place]] = {}
        for place, heads in self.leads.items():
            for head in heads:
                into.setdefault(head, []).append(place)
        asking = _closure(self.build.asking & self.leads.keys(), into)
        queued = _closure(self.build.waiting & self.leads.keys(), into) & _closure(self.says, into)
        starts = [
            (placed, number, node)
            for placed, number, label in ways
            if isinstance(node := where(label), Node) and ((node.file, node.name) in asking or (node.file, node.name) in queued)
        ]
        behind = _closure([head for _, _, node in starts for head in self.leads[node.file, node.name]], self.leads)
        calls: list[Call] = []
        titles: set[tuple[str, str]] = set()
        files: set[str] = set()
        for placed, number, node in sorted(starts, key=lambda each: (not each[1], (each[2].file, each[2].name) in behind)):
            if (node.file, node.name) in self.reached or (not number and placed.file in files):
                continue
            self._reach((node.file, node.name))
            files.add(placed.file)
            calls.append(self._call(placed, number, node, titles))
        return calls

    def of_menus(self, plans: Sequence[Plan]) -> list[Call]:
        """Menus that nothing else leads to."""
        calls = []
        first = [plan for plan in plans if not plan.parents and not plan.followed_by]
        for number, plan in enumerate([*first, *plans]):
            node = where(plan.start)
            alone = number < len(first)
            if isinstance(node, Node) and (alone or (node.file, plan.name) not in self.reached):
                self._reach((node.file, node.name))
                calls.append(Call(plan.file, plan.name, plan.name, node, plan.element.mark(plan.file, "name")))
        return calls

    def _call(self, placed: Placed, number: str, node: Node, titles: set[tuple[str, str]]) -> Call:
        element = placed.element
        numbers = _numbers(self.build, placed) or number
        name = " ".join(element.get("name").split()) or "extension"
        title = wanted = f"{name} ({numbers})" if numbers and numbers != name else name
        count = 1
        while (placed.file, title) in titles:
            count += 1
            title = f"{wanted} ({count})"
        titles.add((placed.file, title))
        return Call(placed.file, title, name, node, element.mark(placed.file, "name" if element.get("name") else ""))

    def _reach(self, start: Place) -> None:
        todo = [start]
        while todo:
            place = todo.pop()
            if place not in self.reached:
                self.reached.add(place)
                todo += self.leads[place]


def _closure(starts: Iterable[Place], leads: Mapping[Place, Sequence[Place]]) -> set[Place]:
    """All that can be reached."""
    seen = set(starts)
    todo = list(seen)
    while todo:
        for place in leads.get(todo.pop(), ()):
            if place not in seen:
                seen.add(place)
                todo.append(place)
    return seen


def _next_of(step: AnyStep, file: str, steps: Mapping[str, Mapping[str, AnyStep]]) -> Iterable[Place]:
    for _, _, target, _ in exits_of(step):
        if target is not None:
            place = target.file or file
            if target.to in steps.get(place, {}):
                yield place, target.to


def _numbers(build: Builder, placed: Placed) -> str:
    """The numbers of an extension as people write them."""
    shown: list[str] = []
    for test in number_tests(placed.element):
        pattern = pattern_of(expand(test.expression, build.variables))
        if pattern is not None:
            written = [number for number in pattern.literals or (pattern.shown,) if _NUMBER.fullmatch(number)]
            shown += written or [pattern.example]
    return ", ".join(number for number in unique(shown)[:3] if number)
