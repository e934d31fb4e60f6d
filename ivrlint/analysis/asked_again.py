"""Asking for the same again: because the caller chose so, or under another name.

A collect is asked again *by choice* when no other collect's data is still known where it asks, when some step reads or passes
what was entered, or one that is not known may, and when neither from its entry nor from such a step a walk without a choice
leads back to it: whoever was served may choose the same service for something else. Walks may take any exit but an option of a
menu.

Two collects are *kin* when they ask for the same sort of thing under different names, a thing of which a caller has one, and
when neither name nor words say that it is another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ivrlint.analysis.asked import may_be_anothers, sort_of
from ivrlint.analysis.asked_words import Before, words_before
from ivrlint.analysis.bits import run
from ivrlint.analysis.reach import Ways
from ivrlint.exits import CHOICE
from ivrlint.flow import Collect
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

OF_ONE = ("account number", "customer number", "policy number", "card number", "national number", "date of birth", "postcode")
"""Sorts of things of which a caller has one, as far as a company is concerned."""
_MOST = 12
"""Names for the same sort: where there are more, they are not the same after all."""


class Asked(NamedTuple):
    """For each collect the words before it and what it asks for, as `sort_of`."""

    before: dict[int, Before]
    sorts: dict[int, str]


def asked_at(graph: Graph, after_words: Sequence[int]) -> Asked:
    """What the collects ask for; `after_words` is the answer of the function of this name."""
    before = words_before(graph, after_words)
    result = {}
    for node, heard in before.items():
        step = graph.steps[node]
        assert isinstance(step, Collect)  # noqa: S101 - narrows the type
        most = step.digits[1] if step.digits else 0
        result[node] = sort_of(step.what, step.variable, heard.words, heard.language, most)
    return Asked(before, result)


def kin(graph: Graph, asked: Asked) -> dict[str, list[int]]:
    """For each name the collects of other names that ask for the same as some collect of this name."""
    alike: dict[str, dict[str, list[int]]] = {}
    for node, sort in asked.sorts.items():
        step, heard = graph.steps[node], asked.before[node]
        if sort in OF_ONE and isinstance(step, Collect) and not may_be_anothers(step.variable, heard.words, heard.language):
            alike.setdefault(sort, {}).setdefault(step.variable, []).append(node)
    result: dict[str, list[int]] = {}
    for names in alike.values():
        for name in names if 1 < len(names) <= _MOST else ():
            result.setdefault(name, []).extend(node for other, nodes in names.items() if other != name for node in nodes)
    return {name: sorted(nodes) for name, nodes in result.items()}


def by_choice(w: Ways, asked: Iterable[tuple[int, Sequence[int]]]) -> set[int]:
    """The collects, each with the steps that are known to read or pass its data, to which only a choice leads back."""
    graph = w.graph
    bits = {node: (1 << place, used) for place, (node, used) in enumerate(asked)}
    if not bits:
        return set()
    behind = [[graph.tail[e] for e in exits if graph.how[e] is not CHOICE] for exits in w.into]
    leads = run(w.parts.post_order, behind, {}, [(node, bit) for node, (bit, _) in bits.items()])
    result = set()
    for node, (bit, used) in bits.items():
        entered = graph.head[graph.out[node][0]]
        if not leads[entered] & bit and not any(leads[reader] & bit for reader in used):
            result.add(node)
    return result
