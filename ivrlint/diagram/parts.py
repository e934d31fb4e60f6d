"""Which part of a flow is shown: what is near a step, the steps that a pattern names, or the beginning of a large flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from fnmatch import fnmatchcase
from itertools import groupby

from ivrlint.diagram.tree import Tree, grow
from ivrlint.exits import FOLLOWS
from ivrlint.flow import Set
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

HUGE = 150
"""Of flows with more steps than this, pictures show the beginning where not everything is asked for."""
MOST, LEAST = 60, 30
"""So many steps the beginning of a large flow has: as fit on a sheet of A3."""
NEAR = 2
"""So many exits around a step are shown where nothing else is asked for; around a pattern none."""
_JOINTS = (" / ", "/", ": ", ".", " ", "-", "_")
"""What stands between the parts of a name, the strongest first."""
_NAMED = 3
"""So many parts of a flow are named."""


class Focus(NamedTuple):
    """The steps that were asked for, by the text that names them, and how many exits around them are shown."""

    text: str
    nodes: frozenset[int]
    within: int

    def marked(self, node: int) -> bool:
        """Whether a step stands out as one of those that were asked for, among others around them."""
        return node in self.nodes and (self.within > 0 or len(self.nodes) == 1)


def focus_on(graph: Graph, text: str, within: int | None) -> Focus | None:
    """The steps of this name, else those that match the pattern; None when there is none."""
    if text in graph.number:
        return Focus(text, frozenset((graph.number[text],)), NEAR if within is None else max(within, 0))
    for pattern in (text, text.replace("[", "[[]")):
        nodes = frozenset(
            node for node, step in enumerate(graph.steps) if any(fnmatchcase(n, pattern) for n in {step.name, graph.names[node]})
        )
        if nodes:
            return Focus(text, nodes, max(within or 0, 0))
    return None


def near_name(graph: Graph, text: str) -> str:
    """The name or pattern that was perhaps meant."""
    import difflib

    is_pattern = any(sign in text for sign in "*?[")
    names: list[str] = [pattern for pattern, _ in named_parts(graph.names, 2)] if is_pattern else graph.names
    plain = text.strip("*? ").casefold()
    near = difflib.get_close_matches(text, names, 1) or [name for name in names if plain and plain in name.casefold()]
    near = near or difflib.get_close_matches(text.strip("*"), graph.names, 1)
    return next(iter(near), "")


def named_parts(names: Sequence[str], least: int = 5) -> list[tuple[str, int]]:
    """Patterns after the beginnings of names, the largest part first, with how many steps each has."""
    for joint in _JOINTS:
        common = _beginning_of_all(names, joint)
        heads = Counter(
            common + name[len(common) :].partition(joint)[0] + joint for name in names if joint in name[len(common) :]
        )
        found = [(head, count) for head, count in heads.items() if count >= least]
        if len(found) > 1 and sum(count for _, count in found) * 2 >= len(names):
            found.sort(key=lambda part: (-part[1], part[0]))
            return [(head.replace("[", "?") + "*", count) for head, count in found]
    return []


def _beginning_of_all(names: Sequence[str], joint: str) -> str:
    """What all names begin with, up to a joint."""
    first, last = min(names, default=""), max(names, default="")
    same = next(
        (place for place, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1), min(len(first), len(last))
    )
    return first[: first.rfind(joint, 0, same) + len(joint)] if joint in first[:same] else ""


def without_settings(graph: Graph, kept: Collection[int]) -> tuple[Graph, set[int]]:
    """The graph in which calls pass by the steps that only give names their values, and those steps."""
    next_ = {
        node: graph.head[graph.out[node][0]]
        for node, step in enumerate(graph.steps)
        if isinstance(step, Set) and node not in kept and [graph.how[e] for e in graph.out[node]] == [FOLLOWS]
    }
    for node in [*next_]:
        passed = [node]
        while passed[-1] in next_ and next_[passed[-1]] not in passed:
            passed.append(next_[passed[-1]])
        for one in passed[:-1]:
            if passed[-1] in next_:
                del next_[one]
            else:
                next_[one] = passed[-1]
    without = copy(graph)
    without.head = [next_.get(head, head) for head in graph.head]
    return without, set(next_)


def beginning(graph: Graph, shown: Collection[int], starts: Iterable[int], route: Sequence[int]) -> set[int]:
    """The steps nearest to the starts, about as many as fit on a sheet, with the newcomer's quickest way to a person."""
    reached = [*grow(graph, shown, starts, route).depth.items()]
    reached.sort(key=lambda item: item[1])
    found = {node for e in route for node in (graph.tail[e], graph.head[e]) if node in dict(reached)}
    for _, level in groupby(reached, key=lambda item: item[1]):
        new = [node for node, _ in level if node not in found]
        if len(found) + len(new) > MOST:
            found.update(new[: max(0, MOST - len(found)) if len(found) < LEAST else 0])
            break
        found.update(new)
    return found


def behind(whole: Tree, shown: Collection[int]) -> Mapping[int, int]:
    """How many steps hang below each step that is not shown, by the exit that leads to it."""
    return {exit_: whole.left[node] - whole.entered[node] - 1 for node, exit_ in whole.by.items() if node not in shown}


def parts_told(names: Sequence[str]) -> str:
    """How to draw parts of a flow, for the user."""
    from shlex import quote

    parts = [f"--focus {quote(pattern)} ({count} steps)" for pattern, count in named_parts(names)[:_NAMED]]
    return ", ".join(parts) or "--focus STEP --within 3"
