"""Bits in long integers: fields of them, and how they run through a graph to a fixpoint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ivrlint.flow.tuples import NamedTuple


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


def run(
    order: Sequence[int],
    heads: Sequence[Sequence[int]],
    lets: Mapping[int, Sequence[tuple[int, int]]],
    starts: Iterable[tuple[int, int]],
) -> list[int]:
    """The bits that may arrive at each node, of those that begin at some nodes (`starts`).

    They run to the `heads` of each node, but from a node in `lets` only to the nodes there, and only the bits given there.
    Most nodes stand in `order` after those before them. Nodes with equal bits share one integer wherever that is easily
    seen, since to find out that there is nothing new at a node is then fast.
    """
    arrives = [0] * len(heads)
    dirty = bytearray(len(heads))
    for node, bits in starts:
        arrives[node] |= bits
        dirty[node] = 1
    while any(dirty):
        for node in order:
            if not dirty[node]:
                continue
            dirty[node] = 0
            here = arrives[node]
            if node in lets:
                for head, let in lets[node]:
                    if here & let & ~arrives[head]:
                        arrives[head] |= here & let
                        dirty[head] = 1
                continue
            for head in heads[node]:
                there = arrives[head]
                if here is not there:
                    both = here | there
                    if both != there:
                        arrives[head] = here if both == here else both
                        dirty[head] = 1
    return arrives


def positions(bits: int) -> list[int]:
    """The places of the bits that are set, ascending."""
    text = bin(bits)[:1:-1]
    found = []
    at = text.find("1")
    while at >= 0:
        found.append(at)
        at = text.find("1", at + 1)
    return found


def grouped(found: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """From the bits at some nodes to the nodes, ascending, at which each bit is; equal answers are one tuple."""
    nodes_of: dict[int, list[int]] = {}
    for bits, node in found:
        nodes_of.setdefault(bits, []).append(node)
    groups: dict[int, list[int]] = {}
    many = list(nodes_of.values())
    for group, bits in enumerate(nodes_of):
        for place in positions(bits):
            groups.setdefault(place, []).append(group)
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    result = {}
    for place, members in groups.items():
        key = tuple(members)
        if key not in shared:
            shared[key] = tuple(sorted(node for group in members for node in many[group]))
        result[place] = shared[key]
    return result
