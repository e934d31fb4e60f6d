"""What is shown: boxes, edges between them, and chips for the ways that are told without an edge."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from ivrlint.diagram import palette
from ivrlint.diagram.frames import Frames, frames_of
from ivrlint.diagram.parts import HUGE, Focus, beginning, behind, without_settings
from ivrlint.diagram.tree import Tree, grow, leading_to, near
from ivrlint.diagram.ways import Cap, Way, purposes, ways_of
from ivrlint.diagram.words import tidy
from ivrlint.facts import Call, Facts
from ivrlint.finding import Finding
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

SMALL, FEW, LARGE = 12, 15, 60
"""Up to so many steps with so many ways between them every way is drawn; up to so many steps fit on one sheet of A3."""
NAMED = 3
"""So many steps outside the picture are named where calls come in from them."""
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
    """Everything that is shown, in a fixed order; `starts` are the first steps that are shown with the calls that begin there.

    `total` counts the steps of the calls, or of the part that was asked for; `left_out` says which are shown when not all are.
    """

    graph: Graph
    facts: Facts
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    badges: tuple[Badge, ...]
    tree: Tree
    starts: Mapping[int, Sequence[Call]]
    frames: Frames
    focus: Focus | None
    several: bool
    total: int
    left_out: str

    @property
    def title(self) -> str:
        """The name of the call, of the flow where several are shown, else of the file; and which part is shown."""
        title = self.graph.flow.name if self.several else self.facts.call.title or self.graph.flow.name
        name = tidy(title) or tidy(posixpath.basename(self.graph.flow.file.replace("\\", "/")))
        if self.focus is None:
            return name
        return f"{name}: {'near ' if self.focus.within or self.focus.text in self.graph.number else ''}{tidy(self.focus.text)}"

    @property
    def size(self) -> int:
        """How many steps are shown."""
        return len(self.boxes)


def choose(
    analysis: Analysed, findings: Sequence[Finding], focus: Focus | None, calls: Sequence[Call] = (), *, everything: bool = True
) -> Picture:
    """Choose what is shown: all steps of a call or of several, those of the focus, or the beginning of a large flow."""
    graph = analysis.graph
    starts: dict[int, list[Call]] = {}
    for call in calls or [analysis.facts.call]:
        if call.start in graph.number:
            starts.setdefault(graph.number[call.start], []).append(call)
    shown = set(range(len(graph.steps))) if calls else _of_this_call(graph, analysis.facts, next(iter(starts), -1))
    if focus:
        shown = near(graph, focus.nodes, focus.within)
    total = len(shown)
    part = not everything and total > HUGE
    left_out = ""
    passed: set[int] = set()
    if part:
        graph, passed = without_settings(graph, starts)
        shown -= passed
        left_out = "all but those that only set values"
        if len(shown) > HUGE:
            entered = [node for node in _roots(graph, starts) if node not in passed] if focus else starts
            shown = beginning(graph, shown, entered, analysis.route)
            left_out = f"those nearest to the {'first of them' if focus else 'start'}, but none that only set values"
    whole = grow(graph, range(len(graph.steps)), _roots(graph, starts), analysis.route)
    tree = grow(graph, shown, [node for node in whole.depth if node in shown], analysis.route)
    frames = frames_of(graph, shown)
    edges, chips = _edges_and_chips(analysis, graph, shown, tree, frames, behind(whole, shown) if part else {})
    badges = _badges(graph, findings, shown, whole=total == len(shown) and not focus)
    found: dict[int, list[Badge]] = {}
    for badge in badges:
        for step in _steps(badge.finding):
            found.setdefault(graph.number.get(step, -1), []).append(badge)
    met = grow(analysis.graph, range(len(graph.steps)), starts, ()).depth if calls else ()
    looks = list(_looks(analysis, met))
    come_from = _come_from(graph, shown, set(range(len(graph.steps))) - shown - passed, frames) if focus else {}
    boxes = tuple(
        Box(node, looks[node], tuple(chips[node]), tuple(found.get(node, ())), come_from.get(node, "")) for node in sorted(shown)
    )
    return Picture(
        graph=graph,
        facts=analysis.facts,
        boxes=boxes,
        edges=tuple(edges),
        badges=tuple(badges),
        tree=tree,
        starts={node: of_node for node, of_node in starts.items() if node in shown},
        frames=frames,
        focus=focus,
        several=len(calls) > 1,
        total=total,
        left_out=left_out,
    )


def _edges_and_chips(
    analysis: Analysed, graph: Graph, shown: set[int], tree: Tree, frames: Frames, more: Mapping[int, int]
) -> tuple[list[Edge], dict[int, list[Chip]]]:
    """Each way as an edge, or as a chip of its step; `more` counts the steps behind an exit."""
    means = purposes(graph, analysis.facts.options)
    ways = [way for node in sorted(shown) for way in ways_of(graph, node, means)]
    small = len(shown) <= SMALL and sum(way.head in shown for way in ways) <= FEW
    plain = {(way.tail, way.head) for way in ways if not way.quiet}
    arrivals = Counter(head for _, head in {(way.tail, way.head) for way in ways})
    on_tree, on_route = set(tree.by.values()), set(analysis.route)
    edges: list[Edge] = []
    chips: dict[int, list[Chip]] = {node: [] for node in shown}
    for way in ways:
        in_tree = not on_tree.isdisjoint(way.exits)
        aside = way.head == way.tail or way.head not in shown or (way.quiet and (way.tail, way.head) in plain)
        if in_tree or (not aside and (small or (len(shown) <= LARGE and _is_short(way, tree, arrivals)))):
            edges.append(Edge(way, not on_route.isdisjoint(way.exits), in_tree))
        else:
            chips[way.tail].append(_chip(graph, way, tree, frames, sum(more.get(e, 0) for e in way.exits)))
    return edges, chips


def _roots(graph: Graph, starts: Iterable[int]) -> list[int]:
    """The starts, then the steps that nothing leads to, then all others."""
    steps = set(range(len(graph.steps)))
    entered = {head for tail, head in zip(graph.tail, graph.head, strict=True) if head != tail}
    return [*starts, *sorted(steps - entered), *sorted(steps)]


def _of_this_call(graph: Graph, facts: Facts, start: int) -> set[int]:
    """All steps but those that only calls to other numbers come to."""
    others = [graph.number[entry.start] for entry in graph.flow.entries if entry.start in graph.number]
    elsewhere = grow(graph, range(len(graph.steps)), [node for node in others if node != start], ()).depth
    reachable = {step.node for step in facts.steps if step.reachable}
    return {node for node in range(len(graph.steps)) if node in reachable or node not in elsewhere}


def _badges(graph: Graph, findings: Sequence[Finding], shown: set[int], *, whole: bool) -> list[Badge]:
    """Numbers for the findings, the worst first; of a part of the flow only those in it."""
    worst_first = sorted(findings, key=lambda finding: (-finding.severity, finding.order))
    listed = [finding for finding in worst_first if whole or any(graph.number.get(step) in shown for step in _steps(finding))]
    return [Badge(number, finding) for number, finding in enumerate(listed, 1)]


def _steps(finding: Finding) -> Iterable[str]:
    """The steps that a finding is about, with those of what is told with it."""
    return dict.fromkeys(each.step for each in (finding, *finding.also))


def _is_short(way: Way, tree: Tree, arrivals: Mapping[int, int]) -> bool:
    """Whether a way outside the tree leads a little down within one branch, to a step that is not crowded."""
    down = tree.depth[way.head] - tree.depth[way.tail]
    near = way.head in tree.parent and tree.above(tree.parent[way.head], way.tail)
    return near and 0 <= down <= 2 and arrivals[way.head] <= CROWD


def _chip(graph: Graph, way: Way, tree: Tree, frames: Frames, more: int) -> Chip:
    words = " / ".join(way.words)
    if way.head == graph.cut_off:
        return Chip(way.caps, words, "cut off", "quiet")
    if way.head == graph.dead_end:
        return Chip(way.caps, words, f'no such step "{way.missing}"' if way.missing else "dead end", "alarm")
    manner = "quiet" if way.quiet else "plain"
    if way.head == way.tail:
        return Chip(way.caps, words, "asks again", manner)
    back = way.head in tree.depth and tree.above(way.head, way.tail)
    place = f"{'back ' if back else ''}to {frames.name(graph, way.head, way.tail)}"
    return Chip(way.caps, words, f"{place} ({more} more step{'s' * (more > 1)})" if more else place, manner)


def _come_from(graph: Graph, shown: set[int], outside: Container[int], frames: Frames) -> Mapping[int, str]:
    """For each step the steps outside the picture from which calls come to it."""
    names: dict[int, dict[str, None]] = {}
    for tail, head in zip(graph.tail, graph.head, strict=True):
        if tail in outside and head in shown:
            names.setdefault(head, {})[frames.name(graph, tail, head)] = None
    return {
        node: f"from {next(iter(of_node))} and {len(of_node) - 1} other steps"
        if len(of_node) > NAMED
        else f"from {', '.join(of_node)}"
        for node, of_node in names.items()
    }


def _looks(analysis: Analysed, met: Iterable[int]) -> Iterator[palette.Look]:
    """How each step is painted; `met` are those that calls come to from other starts."""
    graph, seconds = analysis.graph, analysis.seconds_to_person
    reachable = {step.node for step in analysis.facts.steps if step.reachable}.union(met)
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
