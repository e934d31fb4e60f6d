"""The strongly connected parts of a graph, and what spreads over it where nothing stops it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Parts(NamedTuple):
    """The parts of a graph: inside of one, every node can be reached from every other.

    `of` is the number of the part of each node, `nodes` are those of each part; a part has a higher number than all
    that it leads to. `order` holds all nodes in reverse post-order, so that a forward pass meets most nodes after those
    before them. `out` are the exits of each node that count.
    """

    of: list[int]
    nodes: list[list[int]]
    order: list[int]
    out: Sequence[Sequence[int]]


def parts(out: Sequence[Sequence[int]], head: Sequence[int]) -> Parts:
    """The parts of the graph of these exits, by Tarjan's algorithm with stacks of its own."""
    closed = len(out) + 1  # in `low`, of nodes whose part is known
    first, low, of = [0] * len(out), [0] * len(out), [0] * len(out)
    nodes: list[list[int]] = []
    order: list[int] = []
    path: list[int] = []
    met = 0
    for root in range(len(out)):
        work, exits = ([root], [iter(out[root])]) if not low[root] else ([], [])
        while work:
            node = work[-1]
            if not low[node]:
                met += 1
                first[node] = low[node] = met
                path.append(node)
            lowest = low[node]
            for exit_ in exits[-1]:
                to = head[exit_]
                if not low[to]:
                    low[node] = lowest
                    work.append(to)
                    exits.append(iter(out[to]))
                    break
                if low[to] < lowest:  # noqa: PLR1730 - min() takes longer
                    lowest = low[to]
            else:
                work.pop()
                exits.pop()
                order.append(node)
                if lowest < first[node]:
                    low[work[-1]] = min(low[work[-1]], lowest)
                    low[node] = lowest
                    continue
                part: list[int] = []
                while not part or part[-1] != node:
                    part.append(path.pop())
                    of[part[-1]], low[part[-1]] = len(nodes), closed
                nodes.append(part)
    order.reverse()
    return Parts(of, nodes, order, out)


def parts_without(whole: Parts, head: Sequence[int], stops: Sequence[int]) -> Parts:
    """The parts of the graph without the exits of some nodes; the same ones when these nodes are in no loop."""
    out = list(whole.out)
    for node in stops:
        out[node] = ()
    alone = all(len(whole.nodes[whole.of[node]]) == 1 for node in stops)
    return whole._replace(out=out) if alone else parts(out, head)


def spread(graph: Parts, head: Sequence[int], seeds: Mapping[int, int]) -> list[int]:
    """For each node the bits of all `seeds` (by node) from which a walk comes to it, those that begin at it included."""
    of, out = graph.of, graph.out
    bits = [0] * len(graph.nodes)
    for node, seed in seeds.items():
        bits[of[node]] |= seed
    for part in range(len(bits) - 1, -1, -1):
        here = bits[part]
        for node in graph.nodes[part] if here else ():
            for exit_ in out[node]:
                to = of[head[exit_]]
                if here & ~bits[to]:
                    bits[to] |= here
    return [bits[part] for part in of]
