"""The strongly connected parts of a graph, and what spreads over it where nothing stops it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ivrlint.flow.tuples import NamedTuple

Heads = Sequence[Sequence[int]]
"""For each node those that it leads to."""


class Answer(NamedTuple):
    """Bits by node: `bits[of[node]]`, as many nodes have the same."""

    of: Sequence[int]
    bits: Sequence[int]

    def at(self, node: int) -> int:
        """The bits of a node."""
        return self.bits[self.of[node]]


class Parts(NamedTuple):
    """The parts of a graph: inside of one, every node can be reached from every other.

    `of` is the number of the part of each node, `nodes` are those of each part, `onward` the parts that a part leads to,
    which have smaller numbers. `post_order` holds all nodes, most of them after those that they lead to.
    """

    of: list[int]
    nodes: list[list[int]]
    onward: list[set[int]]
    post_order: list[int]


def parts(heads: Heads) -> Parts:
    """The parts of a graph, by Tarjan's algorithm with stacks of its own."""
    closed = len(heads) + 1  # in `low`, of nodes whose part is known
    first, low, of = [0] * len(heads), [0] * len(heads), [0] * len(heads)
    nodes: list[list[int]] = []
    onward: list[set[int]] = []
    post_order: list[int] = []
    path: list[int] = []
    met = 0
    for root in range(len(heads)):
        work, ahead = ([root], [iter(heads[root])]) if not low[root] else ([], [])
        while work:
            node = work[-1]
            if not low[node]:
                met += 1
                first[node] = low[node] = met
                path.append(node)
            lowest = low[node]
            for head in ahead[-1]:
                if not low[head]:
                    low[node] = lowest
                    work.append(head)
                    ahead.append(iter(heads[head]))
                    break
                if low[head] < lowest:  # noqa: PLR1730 - min() takes longer
                    lowest = low[head]
            else:
                work.pop()
                ahead.pop()
                post_order.append(node)
                if lowest < first[node]:
                    low[work[-1]] = min(low[work[-1]], lowest)
                    low[node] = lowest
                    continue
                part: list[int] = []
                while not part or part[-1] != node:
                    part.append(path.pop())
                    of[part[-1]], low[part[-1]] = len(nodes), closed
                leads_to = {of[head] for each in part for head in heads[each]}
                leads_to.discard(len(nodes))
                nodes.append(part)
                onward.append(leads_to)
    return Parts(of, nodes, onward, post_order)


def parts_without(whole: Parts, heads: Heads, stops: Sequence[int]) -> Parts:
    """The parts of a graph in which some nodes lead nowhere; the same ones when none of these nodes is in a loop."""
    if any(len(whole.nodes[whole.of[node]]) > 1 for node in stops):
        heads = list(heads)
        for node in stops:
            heads[node] = ()
        return parts(heads)
    onward = list(whole.onward)
    for node in stops:
        onward[whole.of[node]] = set()
    return whole._replace(onward=onward)


def spread(graph: Parts, seeds: Mapping[int, int]) -> Answer:
    """For each node the bits of all `seeds` (by node) from which a walk comes to it, those that begin at it included."""
    bits = [0] * len(graph.nodes)
    for node, seed in seeds.items():
        bits[graph.of[node]] |= seed
    for part in range(len(bits) - 1, -1, -1):
        here = bits[part]
        for to in graph.onward[part] if here else ():
            there = bits[to]
            bits[to] = here | there if there else here
    return Answer(graph.of, bits)
