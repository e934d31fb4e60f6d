"""Where data is not used: walks on which nothing reads or passes what a caller has given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ivrlint.analysis.bits import Field, run
from ivrlint.analysis.reach import Ways
from ivrlint.analysis.sites import Sites


def wasted(
    w: Ways, behind: Sequence[Sequence[int]], found: Sites, own: Mapping[str, Field], entries: Sequence[int]
) -> list[bool]:
    """For each entry whether a deliberate walk from it comes to an ending, or to where its name is set anew, unused.

    A step that reads and sets a name reads it first. `behind` are the nodes from which a deliberate exit leads to each node,
    `own` the places in `entries` that belong to each name.
    """
    graph = w.graph
    bit: dict[str, int] = {}
    blocked: dict[int, int] = {}
    starts: list[tuple[int, int]] = []
    for name, field in own.items():
        touched = (*found.reads.get(name, ()), *found.passes.get(name, ()))
        if field.width and touched:
            bit[name] = 1 << len(bit)
            for node in touched:
                blocked[node] = blocked.get(node, 0) | bit[name]
            starts += [(graph.tail[exit_], bit[name]) for exit_ in found.sets[name] if w.deliberate[exit_]]
    every = (1 << len(bit)) - 1
    starts += [(node, every) for node, end in enumerate(graph.ends) if end and bit]
    lets = {node: [(before, ~bits) for before in behind[node]] for node, bits in blocked.items()}
    bad = run(w.parts.post_order, behind, lets, starts)
    result = [True] * len(entries)
    for name, field in own.items():
        for place in range(field.low, field.low + field.width if name in bit else field.low):
            after = graph.head[entries[place]]
            result[place] = bool(bad[after] & ~blocked.get(after, 0) & bit[name])
    return result
