"""Menus whose choices could be offered in the menu before.

A menu *could be offered* in its parent, the menu of which one option is the only way to it, where the words of both are known,
the parent chooses no language, and it has two choices of its own or more: spoken, not reserved, that neither lead back nor
repeat the menu or end the call. Together they are the choices of the parent, without the option, and its own.

Other menus may be offered there as well, and all of them have to fit. So those with fewer choices of their own, or as many, are
taken to be offered in the same parent already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from ivrlint import facts
from ivrlint.graph import Graph

LESS = frozenset({"repeat", "back", "main_menu", "end"})
"""Purposes of options that are no choice of one menu, but of many."""


def own_choices(options: Sequence[facts.Option]) -> int:
    """The choices that a menu has of its own."""
    return sum(o.spoken and not (o.reserved or o.goes_back or o.repeats) and LESS.isdisjoint(o.purposes) for o in options)


def together(
    graph: Graph, ways_in: Mapping[int, int], options: Mapping[int, Sequence[facts.Option]], choices: Mapping[int, int]
) -> dict[int, int]:
    """The choices of a menu, of smaller ones beside it and of their parent in one list, for each that could be offered there.

    `ways_in` are the options that alone lead to menus, of menus and parents whose words are known; `choices` are those of menus.
    """
    counted = {option.node: option.spoken and not option.reserved for each in options.values() for option in each}
    own = {node: own_choices(options[node]) for node in ways_in}
    beside: dict[int, list[int]] = {}
    for node, exit_ in ways_in.items():
        if own[node] > 1:
            beside.setdefault(graph.tail[exit_], []).append(node)
    result: dict[int, int] = {}
    for parent, nodes in beside.items():
        total = choices[parent]
        for _, alike in groupby(sorted(nodes, key=own.__getitem__), own.__getitem__):
            as_many = list(alike)
            total += sum(own[node] - counted[ways_in[node]] for node in as_many)
            result.update(dict.fromkeys(as_many, total))
    return result
