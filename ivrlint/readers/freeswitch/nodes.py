"""Steps that are to be: who leads where is known before the steps themselves, which may lead in circles."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable

from ivrlint.flow import AnyStep, HangUp, Mark, Target
from ivrlint.flow.tuples import NamedTuple

_SUFFIX = re.compile(r"\.(?:yaml|yml|json)\Z", re.IGNORECASE)
_ODD = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
LONGEST_NAME = 100


class Missing(NamedTuple):
    """A step that does not exist, though it should."""

    name: str
    file: str


class Label:
    """A place that is known later. `way` is None where the call ends."""

    __slots__ = ("known", "way")

    def __init__(self) -> None:
        self.way: Way = None
        self.known = False

    def leads(self, way: Way) -> None:
        """Say where it is."""
        self.way = way
        self.known = True


class Node:
    """A step with its name. `make` makes it, once it is known where everything leads."""

    __slots__ = ("file", "made", "make", "mark", "name")

    def __init__(self, file: str, name: str, mark: Mark, make: Callable[[Node, Go], AnyStep]) -> None:
        self.file = file
        self.name = name
        self.mark = mark
        self.make = make
        self.made = False
        """Whether it was only made when the steps were, to hang up behind another one."""


Way = Node | Label | Missing | None
"""Where a call goes on; None where it ends."""


def where(way: Way) -> Node | Missing | None:
    """The step that a way leads to in the end; a circle of labels leads nowhere."""
    seen: dict[int, Label] = {}
    while isinstance(way, Label) and id(way) not in seen:
        seen[id(way)] = way
        way = way.way
    end = None if isinstance(way, Label) else way
    for label in seen.values():  # the next one has a shorter way
        label.way = end
    return end


def distinct(ways: Iterable[Way]) -> list[Way]:
    """Ways that may lead to different places, as far as is known by now."""
    found: dict[object, Way] = {}
    for way in ways:
        last: Way = way
        steps = 0
        while isinstance(last, Label) and last.known and steps < 1000:
            last = last.way
            steps += 1
        found.setdefault(id(last) if isinstance(last, Label | Node) else last, way)
    return list(found.values())


class Names:
    """The names of the steps of one file, each once."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}

    def claim(self, name: str) -> str:
        """A name like the one that is wanted, that no other step has."""
        name = tidy(name)
        count = self.taken.get(name, 0) + 1
        while True:
            self.taken[name] = count
            result = name if count == 1 else f"{name} ({count})"
            if count == 1 or result not in self.taken:
                self.taken.setdefault(result, 1)
                return result
            count += 1


def tidy(name: str) -> str:
    """A name without line breaks and what would be taken for a path."""
    name = _ODD.sub(" ", name).replace("#", "hash").strip()[:LONGEST_NAME].strip()
    return _SUFFIX.sub(lambda found: found[0].replace(".", " "), name) or "(without a name)"


class Graph:
    """All steps of a run."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.names: dict[str, Names] = {}
        self.wanted: dict[tuple[str, str], str] = {}

    def claim(self, file: str, name: str) -> str:
        """A name that no other step of the file has."""
        claimed = self.names.setdefault(file, Names()).claim(name)
        self.wanted[file, claimed] = name
        return claimed

    def add(self, file: str, name: str, mark: Mark, make: Callable[[Node, Go], AnyStep]) -> Node:
        """A step under a name that was claimed."""
        node = Node(file, name, mark, make)
        self.nodes.append(node)
        return node

    def keep(self, reached: Container[tuple[str, str]]) -> None:
        """Forget the steps to which no call comes, and name the others as if these had never been."""
        self.nodes = [node for node in self.nodes if (node.file, node.name) in reached and not node.made]
        wanted, self.wanted, self.names = self.wanted, {}, {}
        for node in self.nodes:
            node.name = self.claim(node.file, wanted[node.file, node.name])

    def steps(self) -> dict[str, dict[str, AnyStep]]:
        """All steps, by file and name, in the order of the files."""
        made: dict[str, list[AnyStep]] = {}
        for node in self.nodes:  # grows meanwhile
            made.setdefault(node.file, []).append(node.make(node, Go(self, node)))
        return {file: {step.name: step for step in sorted(steps, key=_place)} for file, steps in made.items()}


class Go:
    """Makes targets of ways, as they are seen from one step."""

    __slots__ = ("end", "graph", "node")

    def __init__(self, graph: Graph, node: Node) -> None:
        self.graph = graph
        self.node = node
        self.end: Node | None = None

    def to(self, way: Way, mark: Mark) -> Target | None:
        """The target of a way; None where the call ends."""
        found = where(way)
        if found is None:
            return None
        return Target(found.name, mark, "" if found.file == self.node.file else found.file)

    def on(self, way: Way, mark: Mark) -> Target:
        """The target of a way; a step that hangs up where the call ends."""
        target = self.to(way, mark)
        if target is not None:
            return target
        if self.end is None:
            name = self.graph.claim(self.node.file, f"{self.node.name} (end)")
            self.end = end = self.graph.add(self.node.file, name, mark, lambda node, _: HangUp(name=node.name, mark=node.mark))
            end.made = True
        return Target(self.end.name, mark)


def _place(step: AnyStep) -> tuple[int, int]:
    return step.mark.line, step.mark.column
