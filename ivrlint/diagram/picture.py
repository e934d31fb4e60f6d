"""What is shown: boxes, edges between them, and chips for the ways that are told without an edge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from ivrlint.diagram import palette
from ivrlint.diagram.tree import Tree, grow, leading_to, near
from ivrlint.diagram.ways import Cap, Way, purposes, ways_of
from ivrlint.facts import Facts
from ivrlint.finding import Finding
from ivrlint.graph import Graph

SMALL, LARGE = 12, 60
"""Up to so many steps every edge is drawn; up to so many the picture fits on one sheet of A3."""
CROWD = 3
"""More ways than this to one step are told as chips, but for the one on the tree."""


class Analysed(Protocol):
    """What the diagram needs of an analysis: one value a step, and the exits of the newcomer's quickest way to a person."""

    @property
    def graph(self) -> Graph:
        """The flow as a graph."""

    @property
    def facts(self) -> Facts:
        """The facts of the call."""

    @property
    def seconds_to_person(self) -> Sequence[float]:
        """From each step to a person, infinite when there is no deliberate way."""

    @property
    def route(self) -> Sequence[int]:
        """The exits of the newcomer's quickest way from the start to a person."""


class Chip(NamedTuple):
    """A way out that is told inside its step: keys, the names of other exits, and where it leads.

    `manner` is plain, quiet (a mistake or failure) or alarm (the call ends where it should not).
    """

    caps: tuple[Cap, ...]
    words: str
    place: str
    manner: str


class Badge(NamedTuple):
    """The number under which a finding is listed."""

    number: int
    finding: Finding


class Box(NamedTuple):
    """One step as it is shown."""

    node: int
    look: palette.Look
    chips: tuple[Chip, ...]
    badges: tuple[Badge, ...]
    comes_from: str


class Edge(NamedTuple):
    """A way that is drawn."""

    way: Way
    on_route: bool
    in_tree: bool


class Picture(NamedTuple):
    """Everything that is shown, in a fixed order. `size` counts the steps, `start` is where the call comes in (-1: not shown)."""

    graph: Graph
    facts: Facts
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    badges: tuple[Badge, ...]
    tree: Tree
    start: int

    @property
    def size(self) -> int:
        """How many steps are shown."""
        return len(self.boxes)


def choose(analysis: Analysed, findings: Sequence[Finding], focus: str, within: int) -> Picture:
    """Choose what is shown of a call: all its steps, or those near one step."""
    graph = analysis.graph
    start = graph.number.get(analysis.facts.call.start, -1)
    shown = near(graph, graph.number[focus], within) if focus else _of_this_call(graph, analysis.facts, start)
    roots = _roots(graph, start, set(range(len(graph.steps))))
    whole = grow(graph, range(len(graph.steps)), roots, analysis.route)
    tree = grow(graph, shown, [node for node in whole.depth if node in shown], analysis.route)
    badges = _badges(graph, findings, shown, whole=not focus)
    means = purposes(graph, analysis.facts.options)
    edges: list[Edge] = []
    chips: dict[int, list[Chip]] = {node: [] for node in shown}
    arrivals = Counter(head for head, _ in {(h, t) for h, t in zip(graph.head, graph.tail, strict=True) if t in shown})
    on_tree = set(tree.by.values())
    on_route = set(analysis.route)
    for node in sorted(shown):
        for way in ways_of(graph, node, means):
            in_tree = not on_tree.isdisjoint(way.exits)
            if in_tree or _may_be_drawn(way, tree, len(shown), arrivals):
                edges.append(Edge(way, not on_route.isdisjoint(way.exits), in_tree))
            else:
                chips[node].append(_chip(graph, way, tree))
    looks = _looks(analysis)
    boxes = (
        Box(
            node,
            looks[node],
            tuple(chips[node]),
            tuple(badge for badge in badges if graph.number.get(badge.finding.step) == node),
            _comes_from(graph, node, shown) if focus else "",
        )
        for node in sorted(shown)
    )
    return Picture(graph, analysis.facts, tuple(boxes), tuple(edges), tuple(badges), tree, start if start in shown else -1)


def _roots(graph: Graph, start: int, steps: set[int]) -> list[int]:
    """The start, then the steps that nothing leads to, then all others."""
    entered = {head for tail, head in zip(graph.tail, graph.head, strict=True) if head != tail}
    return [node for node in (start, *sorted(steps - entered), *sorted(steps)) if node >= 0]


def _of_this_call(graph: Graph, facts: Facts, start: int) -> set[int]:
    """All steps but those that only calls to other numbers come to."""
    others = [graph.number[entry.start] for entry in graph.flow.entries if entry.start in graph.number]
    elsewhere = grow(graph, range(len(graph.steps)), [node for node in others if node != start], ()).depth
    reachable = {step.node for step in facts.steps if step.reachable}
    return {node for node in range(len(graph.steps)) if node in reachable or node not in elsewhere}


def _badges(graph: Graph, findings: Sequence[Finding], shown: set[int], *, whole: bool) -> list[Badge]:
    """Numbers for the findings, the worst first; of a part of the flow only those in it."""
    worst_first = sorted(findings, key=lambda finding: (-finding.severity, finding.order))
    listed = [finding for finding in worst_first if whole or graph.number.get(finding.step) in shown]
    return [Badge(number, finding) for number, finding in enumerate(listed, 1)]


def _may_be_drawn(way: Way, tree: Tree, size: int, arrivals: Mapping[int, int]) -> bool:
    """Whether a way outside the tree becomes an edge: in small pictures, and where it is short and nothing crowds."""
    if way.head == way.tail or way.head not in tree.depth:
        return False
    if size <= SMALL:
        return True
    down = tree.depth[way.head] - tree.depth[way.tail]
    beside = way.head in tree.parent and tree.above(tree.parent[way.head], way.tail)
    return size <= LARGE and beside and 0 <= down <= 2 and arrivals[way.head] <= CROWD


def _chip(graph: Graph, way: Way, tree: Tree) -> Chip:
    words = " / ".join(way.words)
    if way.head == graph.cut_off:
        return Chip(way.caps, words, "cut off", "quiet")
    if way.head == graph.dead_end:
        return Chip(way.caps, words, f'no such step "{way.missing}"' if way.missing else "dead end", "alarm")
    manner = "quiet" if way.quiet else "plain"
    if way.head == way.tail:
        return Chip(way.caps, words, "asks again", manner)
    back = way.head in tree.depth and tree.above(way.head, way.tail)
    return Chip(way.caps, words, f"{'back ' if back else ''}to {graph.names[way.head]}", manner)


def _comes_from(graph: Graph, node: int, shown: set[int]) -> str:
    """The steps outside the picture from which calls come here."""
    names = dict.fromkeys(
        graph.names[tail] for tail, head in zip(graph.tail, graph.head, strict=True) if head == node and tail not in shown
    )
    some = list(names)[:3]
    more = f" and {len(names) - len(some)} more" if len(names) > len(some) else ""
    return f"from {', '.join(some)}{more}" if some else ""


def _looks(analysis: Analysed) -> Mapping[int, palette.Look]:
    return dict(enumerate(_each_look(analysis)))


def _each_look(analysis: Analysed) -> Iterator[palette.Look]:
    graph, seconds = analysis.graph, analysis.seconds_to_person
    reachable = {step.node for step in analysis.facts.steps if step.reachable}
    people = {node for node, end in enumerate(graph.ends) if end == "person"}
    by_mistake = leading_to(graph, people)
    elsewhere = (node for node, end in enumerate(graph.ends) if end in ("bot", "outside", "unknown", "return"))
    not_known = leading_to(graph, elsewhere)
    for node in range(len(graph.steps)):
        if node not in reachable:
            yield palette.UNREACHABLE
        elif node in people:
            yield palette.PERSON
        elif seconds[node] != float("inf"):
            yield palette.by_seconds(seconds[node])
        elif node in by_mistake:
            yield palette.BY_MISTAKE
        else:
            yield palette.NOT_KNOWN if node in not_known else palette.NOBODY
