"""What becomes of the data that a caller gives: classic dataflow, one bit a question, to a fixpoint.

All questions about one name are separate from those about another, so names are taken in batches
and the integers that hold the bits stay short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from ivrlint.analysis.ahead import after_words
from ivrlint.analysis.names import Names, derived_from
from ivrlint.analysis.reach import Ways, reverse_post_order
from ivrlint.exits import FAILURE
from ivrlint.flow import Check, Collect, Run

BATCH = 16000
"""Bits in one pass: short enough for fast integers, long enough to need few passes."""


@dataclass(slots=True)
class Fate:
    """What becomes of the data of one collect; the tuples hold nodes, and equal ones are shared."""

    used_at: tuple[int, ...] = ()
    passed_at: tuple[int, ...] = ()
    lost_at: tuple[int, ...] = ()
    asked_before: tuple[int, ...] = ()
    asked_needlessly: bool = False
    asked_before_always: bool = False
    bad_walk: bool = False
    reaches_unknown: bool = False


_Marks = dict[int, list[int]]
"""Nodes by the bits of the collects that they concern."""


class Unset(NamedTuple):
    """A node that may read a name before it is set. `asked` says that a check has asked about it on every such walk."""

    node: int
    name: str
    asked: bool


def fates(w: Ways, known: Names, start: int, reachable: bytearray) -> tuple[dict[int, Fate], list[Unset]]:
    """The fate of each collect's data, and what may be read before it is set."""
    graph = w.graph
    collects: dict[str, list[int]] = {name: [] for name in known.defined}
    for node, step in enumerate(graph.steps):
        if isinstance(step, Collect):
            collects[step.variable].append(node)
    result = {node: Fate() for nodes in collects.values() for node in nodes}
    unset: list[Unset] = []
    if not known.defined:
        return result, unset
    order = reverse_post_order(graph)
    made_of = derived_from(graph)
    for batch in _batches(collects):
        one = _Pass(w, known, batch, made_of)
        one.forward(start, order)
        one.record(result, unset, reachable)
        one.backward(result, order)
    return result, sorted(unset)


def _batches(collects: dict[str, list[int]]) -> Iterator[dict[str, list[int]]]:
    batch: dict[str, list[int]] = {}
    bits = 0
    for name in sorted(collects):
        batch[name] = collects[name]
        bits += 4 * len(collects[name]) + 3
        if bits >= BATCH:
            yield batch
            batch, bits = {}, 0
    if batch:
        yield batch


class _Pass:
    """One batch of names. Bits of a node say what may be so when a call arrives there.

    Seven fields, lowest first: the collect's value is still the value of its name; the same with no
    person reached since; the same with no check of the value since; the same where it was not found wrong by a
    check of what is made of it either; the name was never answered by a
    caller; the name was never defined; the same with no check that asks about it.
    """

    def __init__(self, w: Ways, known: Names, batch: dict[str, list[int]], made_of: dict[str, set[str]]) -> None:
        self.w = w
        self.graph = w.graph
        self.known = known
        self.made_of = made_of
        self.words = after_words(w.graph)
        self.collects = [node for nodes in batch.values() for node in nodes]
        self.bit = {node: 1 << at for at, node in enumerate(self.collects)}
        self.own = {name: sum(self.bit[node] for node in nodes) for name, nodes in batch.items()}
        count = len(self.collects)
        self.after_person = count
        self.after_check = 2 * count
        self.after_any_check = 3 * count
        self.asked = {name: 1 << 4 * count + at for at, name in enumerate(batch)}
        self.defined = {name: 1 << 4 * count + len(batch) + at for at, name in enumerate(batch)}
        self.unasked = {name: 1 << 4 * count + 2 * len(batch) + at for at, name in enumerate(batch)}
        self.field = (1 << count) - 1
        self.kill: dict[int, int] = {}
        self.gain: dict[int, int] = {}
        self._effects()

    def _values(self, name: str) -> int:
        own = self.own[name]
        return own | own << self.after_person | own << self.after_check | own << self.after_any_check

    def _kill(self, exit_: int, bits: int) -> None:
        self.kill[exit_] = self.kill.get(exit_, 0) | bits

    def _effects(self) -> None:
        graph = self.graph
        anew = self._asks_about()
        for exit_, names in self.known.sets.items():
            for name in names:
                if name in self.own:
                    self._kill(exit_, self._values(name) | self.defined[name] | self.unasked[name])
                for other in anew.get(name, ()):
                    self._kill(exit_, self.own[other] << self.after_any_check)
        for node, bit in self.bit.items():
            step = graph.steps[node]
            assert isinstance(step, Collect)  # noqa: S101 - narrows the type
            entry = graph.out[node][0]
            self._kill(entry, self.asked[step.variable])
            self.gain[entry] = bit | bit << self.after_person | bit << self.after_check | bit << self.after_any_check
        for node in self.w.people:
            for exit_ in graph.out[node]:
                self._kill(exit_, self.field << self.after_person)
        for node, step in enumerate(graph.steps):
            if isinstance(step, Check | Run) and step.uses:
                self._judged(node, step)

    def _asks_about(self) -> dict[str, list[str]]:
        """For a name the variables whose question reads it: with another value it is another question."""
        result: dict[str, list[str]] = {}
        for node in self.collects:
            step = self.graph.steps[node]
            if isinstance(step, Collect) and step.prompt:
                for name in step.prompt.reads:
                    result.setdefault(name, []).append(step.variable)
        return result

    def _judged(self, node: int, step: Check | Run) -> None:
        """A check of a value, and a system that fails with it, may have found it wrong."""
        used = set(step.uses) & self.own.keys()
        made_of = {origin for name in step.uses for origin in self.made_of.get(name, (name,))} & self.own.keys()
        bits = sum(self.own[name] << self.after_check | self.own[name] << self.after_any_check for name in used)
        unasked = sum(self.unasked[name] for name in used)
        for exit_ in self.graph.out[node] if made_of else ():
            if isinstance(step, Check):
                self._kill(exit_, bits | unasked | self._found_wrong(exit_, made_of))
            elif self.graph.how[exit_] is FAILURE:
                self._kill(exit_, bits | sum(self.own[name] << self.after_any_check for name in made_of))

    def _found_wrong(self, exit_: int, names: set[str]) -> int:
        """Bits of a name whose data led to this answer of a check, when the answer leads straight back to asking for it."""
        back = self.words[self.graph.head[exit_]]
        step = self.graph.steps[back] if 0 <= back < len(self.graph.steps) else None
        if isinstance(step, Collect) and step.variable in names:
            return self.own[step.variable] << self.after_any_check
        return 0

    def forward(self, start: int, order: Sequence[int]) -> None:
        """Spread the bits along all exits until nothing changes; `order` is a reverse post-order."""
        graph, kill, gain = self.graph, self.kill, self.gain
        arrives = [0] * len(graph.ends)
        dirty = bytearray(len(graph.ends))
        arrives[start] = sum(self.asked.values()) | sum(self.defined.values()) | sum(self.unasked.values())
        dirty[start] = 1
        for exit_ in gain:
            dirty[graph.tail[exit_]] = 1
        head, out = graph.head, graph.out
        changed = True
        while changed:
            changed = False
            for node in order:
                if not dirty[node]:
                    continue
                dirty[node] = 0
                here = arrives[node]
                for exit_ in out[node]:
                    bits = here & ~kill[exit_] if exit_ in kill else here
                    if exit_ in gain:
                        bits |= gain[exit_]
                    to = head[exit_]
                    if bits & ~arrives[to]:
                        arrives[to] |= bits
                        dirty[to] = 1
                        changed = True
        self.arrives = arrives

    def record(self, result: dict[int, Fate], unset: list[Unset], reachable: bytearray) -> None:
        """Write down what the forward pass found."""
        graph, arrives, own = self.graph, self.arrives, self.own
        used: _Marks = {}
        passed: _Marks = {}
        lost: _Marks = {}
        for node, names in self.known.reads.items():
            read = names & own.keys()
            if read:
                used.setdefault(arrives[node] & sum(own[name] for name in read), []).append(node)
            if reachable[node] and not isinstance(graph.steps[node], Check):
                here = arrives[node]
                unset += [Unset(node, name, not here & self.unasked[name]) for name in read if here & self.defined[name]]
        for node, names in self.known.passes.items():
            bits = sum(own[name] for name in names & own.keys())
            passed.setdefault(arrives[node] & bits, []).append(node)
        for node in self.w.people:
            kept = {origin for name in self.known.passes.get(node, ()) for origin in self.made_of.get(name, (name,))}
            bits = sum(own[name] for name in kept & own.keys())
            lost.setdefault(arrives[node] >> self.after_person & self.field & ~bits, []).append(node)
        for where, marks in (("used_at", used), ("passed_at", passed), ("lost_at", lost)):
            for collect, nodes in self._by_collect(marks).items():
                setattr(result[collect], where, nodes)
        leaves = [arrives[node] & self.field for node, end in enumerate(graph.ends) if end in ("unknown", "return")]
        for collect in self._collects(reduce(or_, leaves, 0)):
            result[collect].reaches_unknown = True
        for node in self.collects:
            step = graph.steps[node]
            assert isinstance(step, Collect)  # noqa: S101 - narrows the type
            before = arrives[node] >> self.after_check & own[step.variable]
            result[node].asked_before = tuple(self._collects(before))
            result[node].asked_needlessly = bool(arrives[node] >> self.after_any_check & own[step.variable])
            result[node].asked_before_always = bool(reachable[node]) and not arrives[node] & self.asked[step.variable]

    def _collects(self, bits: int) -> list[int]:
        """The collects of some bits."""
        text = bin(bits)[:1:-1]
        found = []
        at = text.find("1")
        while at >= 0:
            found.append(self.collects[at])
            at = text.find("1", at + 1)
        return found

    def _by_collect(self, marks: _Marks) -> dict[int, tuple[int, ...]]:
        """From the nodes of each set of collects to the nodes of each collect; equal answers are one tuple."""
        groups: dict[int, list[int]] = {}
        nodes_of = list(marks.values())
        for group, bits in enumerate(marks):
            for collect in self._collects(bits):
                groups.setdefault(collect, []).append(group)
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        result = {}
        for collect, members in groups.items():
            key = tuple(members)
            if key not in shared:
                shared[key] = tuple(sorted(node for group in members for node in nodes_of[group]))
            result[collect] = shared[key]
        return result

    def backward(self, result: dict[int, Fate], order: Sequence[int]) -> None:
        """Where a deliberate walk comes to an ending or a new definition with the value neither read nor passed."""
        graph, known = self.graph, self.known
        name_bit = {name: 1 << at for at, name in enumerate(self.own)}
        every = (1 << len(name_bit)) - 1

        def bits_of(names: set[str]) -> int:
            return sum(name_bit[name] for name in names & name_bit.keys())

        lets = [every] * len(graph.ends)
        for touched in (known.reads, known.passes):
            for node, names in touched.items():
                lets[node] &= ~bits_of(names)
        sets = {exit_: bits_of(names) for exit_, names in known.sets.items()}
        bad = [lets[node] if end else 0 for node, end in enumerate(graph.ends)]
        deliberate, head = self.w.deliberate, graph.head
        dirty = bytearray(b"\1") * len(graph.ends)
        into, tail = self.w.into, graph.tail
        changed = True
        while changed:
            changed = False
            for node in reversed(order):
                if not dirty[node]:
                    continue
                dirty[node] = 0
                bits = bad[node]
                for exit_ in graph.out[node]:
                    if deliberate[exit_]:
                        bits |= (bad[head[exit_]] | sets.get(exit_, 0)) & lets[node]
                if bits != bad[node]:
                    bad[node] = bits
                    changed = True
                    for exit_ in into[node]:
                        dirty[tail[exit_]] = 1
        for node in self.collects:
            step = graph.steps[node]
            assert isinstance(step, Collect)  # noqa: S101 - narrows the type
            result[node].bad_walk = bool(bad[head[graph.out[node][0]]] & name_bit[step.variable])
