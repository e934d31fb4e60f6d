"""What goes wrong in the same way at several steps of one form, so that rules can tell of the habit once.

Steps are of one *form* when their names are the same up to the first dot, or the first behind the last `#`: `order`, `order.size`
and `order.topping`, or `menu.vxml#order` and `menu.vxml#order.size`. So the fields of a form of VoiceXML are named, and steps
that belong together may be in any flow.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ivrlint.analysis.study import Study


def told_at_first(s: Study, wrong: Iterable[tuple[int, int, Hashable]]) -> dict[int, int]:
    """Of what goes wrong at steps that can be reached: at the first how many other steps of its form there are, -1 for the rest.

    `wrong` are numbers with the node of each and the way in which it goes wrong; alike are those of one form and one way. The
    first is the first that is given.
    """
    graph = s.graph
    first: dict[Hashable, int] = {}
    nodes: dict[int, set[int]] = {}
    result: dict[int, int] = {}
    for number, node, way in wrong:
        if s.reachable[node]:
            file, _, own = graph.names[node].rpartition("#")
            leader = first.setdefault((file, own.partition(".")[0], way), number)
            nodes.setdefault(leader, set()).add(node)
            result[number] = -1
    return result | {leader: len(alike) - 1 for leader, alike in nodes.items()}
