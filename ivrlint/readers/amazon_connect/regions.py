"""Which action gives the names that others read: the answer of a system holds until the next answer overwrites it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.amazon_connect.actions import Action
from ivrlint.readers.amazon_connect.draft import reach

_Node = tuple[str, bool]


class Regions(NamedTuple):
    """`source_of` has the region of each source, `reader_of` that of each action that reads, by number.

    A source and a reader belong to one region when what the source gives may be read there. `outside` are readers to which a
    call may come before any source was asked: what they read may come from another flow.
    """

    source_of: Mapping[str, int]
    reader_of: Mapping[str, int]
    outside: frozenset[str]


def regions(actions: Mapping[str, Action], start: str, is_source: Callable[[Action], bool], readers: Iterable[str]) -> Regions:
    """The regions of one kind of answers, which the `NextAction` of the sources brings."""
    sources = {name for name, action in actions.items() if is_source(action)}
    readers = [name for name in readers if name in actions]
    wanted = _wanted(actions, sources, readers)
    leader: dict[_Node, _Node] = {}

    def find(node: _Node) -> _Node:
        root = node
        while leader.setdefault(root, root) != root:
            root = leader[root]
        while leader[node] != root:
            leader[node], node = root, leader[node]
        return root

    for name, action in actions.items():
        for way in action.ways():
            if way.to in wanted:
                answered = name in sources and way is action.next
                if answered or name in wanted:
                    leader[find((name, answered))] = find((way.to, False))
    numbers: dict[_Node, int] = {}

    def number(node: _Node) -> int:
        return numbers.setdefault(find(node), len(numbers))

    before = reach([start], {name: [] if name in sources else [w.to for w in a.ways()] for name, a in actions.items()})
    return Regions(
        {name: number((name, True)) for name in actions if name in sources},
        {name: number((name, False)) for name in readers},
        frozenset(before.intersection(readers)),
    )


def _wanted(actions: Mapping[str, Action], sources: set[str], readers: list[str]) -> set[str]:
    """The actions at or after which an answer that is at hand may be read."""
    into: dict[str, list[str]] = {}
    for name, action in actions.items():
        for way in action.ways():
            if not (name in sources and way is action.next):
                into.setdefault(way.to, []).append(name)
    wanted = set(readers)
    todo = list(wanted)
    while todo:
        for name in into.get(todo.pop(), ()):
            if name not in wanted:
                wanted.add(name)
                todo.append(name)
    return wanted
