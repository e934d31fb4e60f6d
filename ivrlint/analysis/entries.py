"""Several ways into one file: the part of the flow that belongs to each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from ivrlint.flow import Entry, Flow, Visit, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph, connect

ROOM = 20_000
"""Steps that the calls of one file may have together, besides `TIMES` those of the file."""

TIMES = 50
"""How often a step may be part of a call before the further calls of the file are left out: no real file comes near."""


class Part(NamedTuple):
    """What belongs to the calls of one entry; `elsewhere` are those of its steps that other calls come to as well."""

    entry: Entry
    flow: Flow
    elsewhere: frozenset[str]


class Parts(NamedTuple):
    """One part for each entry whose step exists, and the entries for which there was no room."""

    parts: Sequence[Part]
    left_out: Sequence[Entry]


def parts_of(flow: Flow) -> Parts:
    """The part of each entry: the steps that its calls can come to. Those that no call comes to belong to the first."""
    entries = [entry for entry in flow.entries if entry.start in flow.steps]
    if len(entries) < 2:
        return Parts([Part(entry, flow, frozenset()) for entry in entries], ())
    graph = connect(flow)
    room = ROOM + TIMES * len(flow.steps)
    reached: list[set[str]] = []
    for entry in entries:
        if room < 0:
            break
        reached.append(_of_call(graph, flow, entry))
        room -= len(reached[-1])
    times = Counter(name for names in reached for name in names)
    nobodys = _forward(graph, [number for name, number in graph.number.items() if name in flow.steps and name not in times])
    parts = []
    for number, (entry, names) in enumerate(zip(entries, reached, strict=False)):
        steps = names if number else names | nobodys
        shared = frozenset(name for name in steps if times[name] > (name in names))
        parts.append(Part(entry, _only(flow, entry, steps), shared))
    return Parts(parts, entries[len(reached) :])


def _of_call(graph: Graph, flow: Flow, entry: Entry) -> set[str]:
    """The steps of this file that the calls of an entry can come to: from visits to which no other call goes."""
    names = _forward(graph, [graph.number[entry.start]])
    if not any(isinstance(step, Visit) for step in graph.steps):
        return names & flow.steps.keys()
    part = connect(_only(flow, entry, names))
    return _forward(part, [part.number[entry.start]]) & flow.steps.keys()


def _only(flow: Flow, entry: Entry, names: Collection[str]) -> Flow:
    return replace(flow, steps={name: step for name, step in flow.steps.items() if name in names}, entries=(entry,))


def _forward(graph: Graph, starts: Iterable[int]) -> set[str]:
    seen = set(starts)
    todo = list(seen)
    while todo:
        for e in graph.out[todo.pop()]:
            head = graph.head[e]
            if head < len(graph.steps) and head not in seen:
                seen.add(head)
                todo.append(head)
    return {graph.names[node] for node in seen}
