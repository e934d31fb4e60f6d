"""What becomes of the data that a caller gives: classic dataflow, one bit a question, to a fixpoint.

All questions about one name are separate from those about another, so names are taken in batches and the integers that
hold the bits stay short. A question gets bits of its own only where its answer may differ from that of a simpler one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from types import MappingProxyType

from ivrlint.analysis.bits import Field, grouped, positions, run
from ivrlint.analysis.data_lost import Values, losses
from ivrlint.analysis.data_unused import wasted
from ivrlint.analysis.names import Names
from ivrlint.analysis.parts import Answer, Parts, parts_without, spread
from ivrlint.analysis.reach import Ways
from ivrlint.analysis.sites import Sites, sites
from ivrlint.flow import Check, Message
from ivrlint.flow.tuples import NamedTuple

BATCH = 8000
"""Bits in one pass: short enough for fast integers, long enough to need few passes."""


class Fate:
    """What becomes of the data of one collect; the tuples hold nodes, and equal ones are shared."""

    __slots__ = (
        "asked_as", "asked_before", "asked_before_always", "asked_needlessly", "bad_walk", "dropped_at", "lost_at", "passed_at",
        "reaches_unknown", "unsaid_at", "used_at",
    )  # fmt: skip

    def __init__(self) -> None:
        self.used_at: tuple[int, ...] = ()
        self.passed_at: tuple[int, ...] = ()
        self.lost_at: tuple[int, ...] = ()
        self.dropped_at: tuple[int, ...] = ()
        self.unsaid_at: tuple[int, ...] = ()
        self.asked_before: tuple[int, ...] = ()
        self.asked_as: tuple[int, ...] = ()
        self.asked_needlessly = self.asked_before_always = self.bad_walk = self.reaches_unknown = False


class Unset(NamedTuple):
    """A node that may read a name before it is set.

    `known` says that this is no news there: on every such walk a check has asked about the name, or a step before has read it.
    """

    node: int
    name: str
    known: bool


class _Call(NamedTuple):
    """What all batches of one call share.

    `stopping` are the parts of the graph when no walk goes on from a person, `behind` the nodes from which a deliberate exit
    leads to each node, `kin` the collects of other names that ask for the same as a name.
    """

    ways: Ways
    sites: Sites
    start: int
    reachable: bytearray
    stopping: Parts
    behind: list[list[int]]
    kin: Mapping[str, Sequence[int]]


def fates(
    w: Ways,
    known: Names,
    words: list[int],
    start: int,
    reachable: bytearray,
    kin: Mapping[str, Sequence[int]] = MappingProxyType({}),
) -> tuple[dict[int, Fate], list[Unset]]:
    """The fate of each collect's data, and what may be read before it is set.

    `words` is that of `after_words`, `kin` are the collects of other names that ask for the same as a name.
    """
    result: dict[int, Fate] = {}
    unset: list[Unset] = []
    if not known.defined:
        return result, unset
    tail, deliberate = w.graph.tail, w.deliberate
    behind = [[tail[e] for e in exits if deliberate[e]] for exits in w.into]
    call = _Call(w, sites(w.graph, known, words), start, reachable, parts_without(w.parts, w.heads, w.people), behind, kin)
    asked_as: dict[int, set[int]] = {}
    for names, alone in _batches(call.sites):
        batch = _Batch(call, names, alone=alone)
        result |= batch.fates()
        unset += batch.unset()
        for node, first in batch.asked_as():
            asked_as.setdefault(node, set()).add(first)
    for node, before in asked_as.items():
        result[node].asked_as = tuple(sorted(before))
    return result, sorted(unset)


def _batches(found: Sites) -> Iterator[tuple[list[str], bool]]:
    """All names, either set by one exit alone or all by several."""
    for alone in (True, False):
        batch: list[str] = []
        bits = 0
        for name in sorted(name for name, exits in found.sets.items() if (len(exits) == 1) is alone):
            batch.append(name)
            bits += 3 + len(found.collects.get(name, ())) * (2 if alone else 4)
            if bits >= BATCH:
                yield batch, alone
                batch, bits = [], 0
        if batch:
            yield batch, alone


class _Batch:
    """The questions about some names, and their answers.

    `value` says of each node which collects (by their place in `collects`) got a value that may still be that of their name
    when a call arrives there, `fresh` which of them with no person reached since. Other questions have a field of bits in
    `arrives` for each name that needs one. Of the values: are they there and were they not found wrong (`trusted`), and was
    what is made of them not found wrong either (`undoubted`)? Of the name: may it be that no caller was asked for it
    (`unasked`), that nothing set it (`missing`), that nothing did, no check asked about it and no step read it (`surprising`)?
    """

    def __init__(self, call: _Call, names: Sequence[str], *, alone: bool) -> None:
        self.call = call
        self.alone = alone
        self.graph = call.ways.graph
        self.collects: list[int] = []
        self.own: dict[str, Field] = {}
        for name in names:
            nodes = call.sites.collects.get(name, [])
            self.own[name] = Field(len(self.collects), len(nodes))
            self.collects += nodes
        self.entries = [self.graph.out[node][0] for node in self.collects]
        self.width = self.begin = 0
        self.begins: dict[int, int] = {}
        self.stops: dict[int, int] = {}
        self.trusted: dict[str, Field] = {}
        self.undoubted: dict[str, Field] = {}
        self.unasked: dict[str, Field] = {}
        self.missing: dict[str, Field] = {}
        self.surprising: dict[str, Field] = {}
        if alone:
            self._spread_values()
            self._ask()
            self.arrives = self._run()
        else:
            fields = self._field(len(self.collects)), self._field(len(self.collects))
            self._follow_values(*fields)
            self._ask()
            self.arrives = self._run()
            everywhere = range(len(self.arrives))
            self.value, self.fresh = (Answer(everywhere, [field.of(bits) for bits in self.arrives]) for field in fields)

    def _run(self) -> list[int]:
        graph, head = self.graph, self.graph.head
        tails = {graph.tail[exit_] for exit_ in self.stops}
        lets = {tail: [(head[exit_], ~self.stops.get(exit_, 0)) for exit_ in graph.out[tail]] for tail in tails}
        starts = [(self.call.start, self.begin), *((head[exit_], bits) for exit_, bits in self.begins.items())]
        return run(self.call.ways.parts.post_order[::-1], self.call.ways.heads, lets, starts)

    def _spread_values(self) -> None:
        """A value that nothing else can replace is everywhere where a walk leads from its entry."""
        head = self.graph.head
        seeds: dict[int, int] = {}
        for place, entry in enumerate(self.entries):
            seeds[head[entry]] = seeds.get(head[entry], 0) | 1 << place
        self.value = spread(self.call.ways.parts, seeds)
        self.fresh = spread(self.call.stopping, seeds)

    def _follow_values(self, value: Field, fresh: Field) -> None:
        """Values that others replace need bits of their own."""
        for name, own in self.own.items():
            self._stop(self.call.sites.sets[name], own.bits << value.low | own.bits << fresh.low)
        for place, entry in enumerate(self.entries):
            self.begins[entry] = 1 << value.low + place | 1 << fresh.low + place
        for node in self.call.ways.people:
            self._stop(self.graph.out[node], fresh.bits)

    def _field(self, width: int) -> Field:
        """New bits for a question."""
        self.width += width
        return Field(self.width - width, width)

    def _stop(self, exits: Iterable[int], bits: int) -> None:
        for exit_ in exits:
            self.stops[exit_] = self.stops.get(exit_, 0) | bits

    def _ask(self) -> None:
        """Give bits to the questions whose answers are not known from simpler ones."""
        found = self.call.sites
        for name, own in self.own.items():
            collects, sets = found.collects.get(name, ()), found.sets[name]
            judged, doubted = found.judged.get(name, ()), found.doubted.get(name, ())
            if not self.alone or any(own.of(self.value.at(node)) for node in self._askers(name)):
                if judged:
                    self.trusted[name] = self._follow(own, (*sets, *judged))
                if doubted:
                    self.undoubted[name] = self._follow(own, (*sets, *judged, *doubted))
            if len(collects) > 1:
                self.unasked[name] = self._wonder(self.entries[own.low : own.low + own.width])
            blind = [node for node in found.reads.get(name, ()) if self._reads_blindly(node)]
            if blind:
                self.missing[name] = self._wonder(sets)
                asked = (*found.checked.get(name, ()), *(self._tells(blind) if len(blind) > 1 else ()))
                if asked:
                    self.surprising[name] = self._wonder((*sets, *asked))

    def _askers(self, name: str) -> Iterator[int]:
        """The collects that ask for a name, and those that ask for the same under another one."""
        yield from self.call.sites.collects.get(name, ())
        yield from self.call.kin.get(name, ())

    def _follow(self, own: Field, stops: Iterable[int]) -> Field:
        """Bits for the values of a name, that begin when callers give them."""
        field = self._field(own.width)
        for place in range(own.width):
            entry = self.entries[own.low + place]
            self.begins[entry] = self.begins.get(entry, 0) | 1 << field.low + place
        self._stop(stops, field.bits)
        return field

    def _wonder(self, stops: Iterable[int]) -> Field:
        """A bit for a name, that begins with the call."""
        field = self._field(1)
        self.begin |= field.bits
        self._stop(stops, field.bits)
        return field

    def _reads_blindly(self, node: int) -> bool:
        return bool(self.call.reachable[node]) and not isinstance(self.graph.steps[node], Check)

    def _tells(self, readers: Iterable[int]) -> Iterator[int]:
        """The exits of steps where a name that is read and not set is told of; a mailbox just gets what is known."""
        for node in readers:
            if not isinstance(self.graph.steps[node], Message):
                yield from self.graph.out[node]

    def unset(self) -> Iterator[Unset]:
        """The reads of names that may not be set."""
        for name, field in self.missing.items():
            surprising = self.surprising.get(name, field)
            for node in self.call.sites.reads[name]:
                if self._reads_blindly(node) and field.of(self.arrives[node]):
                    yield Unset(node, name, not surprising.of(self.arrives[node]))

    def fates(self) -> dict[int, Fate]:
        """The fate of each collect's data."""
        found, arrives = self.call.sites, self.arrives
        result = {node: Fate() for node in self.collects}
        for name, own in self.own.items():
            nodes = self.collects[own.low : own.low + own.width]
            for where, sites_of in (("used_at", found.reads), ("passed_at", found.passes)) if nodes else ():
                for place, touched in grouped((own.of(self.value.at(node)), node) for node in sites_of.get(name, ())).items():
                    setattr(result[nodes[place]], where, touched)
            for node in nodes:
                fate, before = result[node], self._trusted(name, own, node)
                fate.asked_before = tuple(nodes[place] for place in positions(before))
                fate.asked_needlessly = bool(self._undoubted(name, node, before))
                asked = name in self.unasked and not self.unasked[name].of(arrives[node])
                fate.asked_before_always = asked and bool(self.call.reachable[node])
        self._lost(result)
        unused = wasted(self.call.ways, self.call.behind, found, self.own, self.entries)
        for node, bad in zip(self.collects, unused, strict=True):
            result[node].bad_walk = bad
        return result

    def asked_as(self) -> Iterator[tuple[int, int]]:
        """The collects that ask for the same as these, each with one that got it and whose data is known there, undoubted."""
        for name, own in self.own.items():
            for other in self.call.kin.get(name, ()):
                for place in positions(self._undoubted(name, other, self._trusted(name, own, other))):
                    yield other, self.collects[own.low + place]

    def _trusted(self, name: str, own: Field, node: int) -> int:
        """The values of a name that may be known where a call arrives at a node, and were not found wrong."""
        before = own.of(self.value.at(node))
        return self.trusted[name].of(self.arrives[node]) if before and name in self.trusted else before

    def _undoubted(self, name: str, node: int, trusted: int) -> int:
        return self.undoubted[name].of(self.arrives[node]) if name in self.undoubted else trusted

    def _lost(self, result: dict[int, Fate]) -> None:
        """What arrives at people and mailboxes that do not get it, and at steps that are not known."""
        found = self.call.sites
        lost = losses(self.call.ways, Values(self.own, found.sets, found.made_of, self.value, self.fresh))
        for where, nodes_of in (("lost_at", lost.lost), ("dropped_at", lost.dropped), ("unsaid_at", lost.unsaid)):
            for place, nodes in nodes_of.items():
                setattr(result[self.collects[place]], where, nodes)
        leaves = (self.value.at(node) for node, end in enumerate(self.graph.ends) if end in ("unknown", "return"))
        for place in positions(reduce(or_, leaves, 0)):
            result[self.collects[place]].reaches_unknown = True
