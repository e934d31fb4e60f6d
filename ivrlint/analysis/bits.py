"""Fields of bits in long integers, and how bits run along the exits of a graph to a fixpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ivrlint.analysis.reach import Ways


class Field(NamedTuple):
    """Some neighbouring bits of an integer."""

    low: int
    width: int

    @property
    def bits(self) -> int:
        """All its bits, in their place."""
        return (1 << self.width) - 1 << self.low

    def of(self, bits: int) -> int:
        """What an integer holds in this field."""
        return bits >> self.low & (1 << self.width) - 1


def positions(bits: int) -> list[int]:
    """The places of the bits that are set, ascending."""
    text = bin(bits)[:1:-1]
    found = []
    at = text.find("1")
    while at >= 0:
        found.append(at)
        at = text.find("1", at + 1)
    return found


def forward(w: Ways, starts: Mapping[int, int], stop: Mapping[int, int], begin: Mapping[int, int]) -> list[int]:
    """The bits that may arrive at each node.

    They begin at nodes (`starts`) and on exits (`begin`), and run along all exits but those that stop them. What begins
    on an exit is not stopped there.
    """
    graph = w.graph
    head, out, order = graph.head, graph.out, w.parts.order
    arrives = [0] * len(out)
    dirty = bytearray(len(out))
    for node, bits in starts.items():
        arrives[node] = bits
        dirty[node] = 1
    for exit_ in begin:
        dirty[graph.tail[exit_]] = 1
    changed = True
    while changed:
        changed = False
        for node in order:
            if not dirty[node]:
                continue
            dirty[node] = 0
            here = arrives[node]
            for exit_ in out[node]:
                bits = here
                if exit_ in stop:
                    bits &= ~stop[exit_]
                if exit_ in begin:
                    bits |= begin[exit_]
                to = head[exit_]
                there = arrives[to]
                if bits is not there and bits & ~there:
                    arrives[to] = bits | there if there else bits
                    dirty[to] = 1
                    changed = True
    return arrives


def backward(w: Ways, every: int, blocked: Mapping[int, int], begin: Mapping[int, int]) -> list[int]:
    """The bits with which a deliberate walk from each node comes to an ending, or to an exit on which they `begin`.

    No walk goes through a node at which they are blocked.
    """
    graph, into, deliberate = w.graph, w.into, w.deliberate
    head, tail, out = graph.head, graph.tail, graph.out
    order: Sequence[int] = w.parts.order[::-1]
    found = [0] * len(out)
    dirty = bytearray(b"\1") * len(out)
    changed = True
    while changed:
        changed = False
        for node in order:
            if not dirty[node]:
                continue
            dirty[node] = 0
            bits = every if graph.ends[node] else 0
            if not bits:
                for exit_ in out[node]:
                    if deliberate[exit_]:
                        bits |= found[head[exit_]]
                        if exit_ in begin:
                            bits |= begin[exit_]
            if node in blocked:
                bits &= ~blocked[node]
            if bits != found[node]:
                found[node] = bits
                changed = True
                for exit_ in into[node]:
                    dirty[tail[exit_]] = 1
    return found
