"""Where data gets lost: at the person who does not get it, at the next one, and at a call back.

Three questions about the value of a collect, on walks from its entry on which its name is not set anew. Each asks for steps
that get neither the value nor anything made of it (as `passes` of theirs, by name, whatever the order of steps):

* `lost`: the first transfer to a person on a walk.
* `dropped`: a transfer to a person that a walk comes to from another one that does pass the value on, or what is made of it,
  with no third between: it was known in the first queue, and is not in the next. A walk may come back to the same transfer.
  What is passed as a name that makes up the number that is called does not count.
* `unsaid`: a promise to call back, in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

from ivrlint.analysis.bits import Field, grouped, run
from ivrlint.analysis.parts import Answer
from ivrlint.analysis.reach import Ways
from ivrlint.flow import Message, Transfer
from ivrlint.flow.tuples import NamedTuple


class Values(NamedTuple):
    """The values of some collects, each a bit, and where they may be.

    `own` are the bits of each name, `sets` the exits that set it, `made_of` what names are made of; `value` says which are
    known where a call arrives, `fresh` which of them with no person reached since.
    """

    own: Mapping[str, Field]
    sets: Mapping[str, Sequence[int]]
    made_of: Mapping[str, set[str]]
    value: Answer
    fresh: Answer


class Losses(NamedTuple):
    """For the place of each collect the nodes, ascending, where its value gets lost."""

    lost: dict[int, tuple[int, ...]]
    dropped: dict[int, tuple[int, ...]]
    unsaid: dict[int, tuple[int, ...]]


def losses(w: Ways, values: Values) -> Losses:
    """Where the values get lost."""
    kept = _Kept(w, values)
    lost = grouped((values.fresh.at(node) & ~kept.at(node), node) for node in w.people)
    arrives = _onward(w, values, kept)
    if not arrives:
        return Losses(lost, {}, {})
    calls = [node for node, step in enumerate(w.graph.steps) if isinstance(step, Message) and step.kind == "callback"]
    dropped, unsaid = (grouped((arrives[node] & ~kept.at(node), node) for node in nodes) for nodes in (w.people, calls))
    return Losses(lost, dropped, unsaid)


class _Kept:
    """The values that a step passes on, or something made of them."""

    def __init__(self, w: Ways, values: Values) -> None:
        self.steps = w.graph.steps
        self.values = values
        self.known: dict[tuple[str, ...], int] = {(): 0}

    def at(self, node: int) -> int:
        """The bits of all values that a node passes on."""
        step = self.steps[node]
        return self._of(step.passes if isinstance(step, Transfer | Message) else ())

    def told_at(self, node: int) -> int:
        """The same, by other names than those that make up the number that is called."""
        step = self.steps[node]
        return self._of(tuple(name for name in step.passes if name not in step.dials) if isinstance(step, Transfer) else ())

    def _of(self, names: tuple[str, ...]) -> int:
        if names not in self.known:
            made_of, own = self.values.made_of, self.values.own
            origins = {origin for name in names for origin in made_of.get(name, (name,))}
            self.known[names] = reduce(or_, (own[name].bits for name in origins if name in own), 0)
        return self.known[names]


def _onward(w: Ways, values: Values, kept: _Kept) -> list[int]:
    """What a person was told runs on from there, to the next people: the bits at each node, or nothing at all."""
    graph = w.graph
    told = [(node, values.value.at(node) & kept.told_at(node)) for node in w.people if graph.out[node]]
    starts = [(graph.head[exit_], bits) for node, bits in told if bits for exit_ in graph.out[node]]
    if not starts:
        return []
    running = reduce(or_, (bits for _, bits in starts))
    stops: dict[int, int] = {}
    for name, own in values.own.items():
        if running & own.bits:
            for exit_ in values.sets[name]:
                stops[exit_] = stops.get(exit_, 0) | own.bits
    tails = {graph.tail[exit_] for exit_ in stops}
    lets = {tail: [(graph.head[exit_], ~stops.get(exit_, 0)) for exit_ in graph.out[tail]] for tail in tails}
    lets |= {node: [] for node in w.people}
    return run(w.parts.post_order[::-1], w.heads, lets, starts)
