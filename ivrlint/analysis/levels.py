"""How many levels of a tree of menus callers go through.

A menu is *no level* but a question on the way

- when one option answers yes and one no (see `yes_no.py`);
- when it asks one thing (see `leaving.py`) and keeps some answer: a `set` lies between, and nothing else depends on it;
- when at most one of its options leads on and another does not, for a key other than `*`, `#` and the operator key, as where
  callers confirm what they have entered, or may only go back.

An option *leads on* unless it is for `*`, `#` or the operator key, or for repeating, going back, the first menu or ending the
call, or leads back: with nothing but `set` between to the menu itself or to an earlier one (fewer menus on the shortest
deliberate walk there, on any walk where none is deliberate) from where some walk comes to the menu again; or with nothing but
`set` and `say` between to a collect with no more menus before it, whose entry, or that of the collects straight behind it, has
the menu as its next menu (see `returning.py`): the entry is corrected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isinf

from ivrlint import facts
from ivrlint.analysis.choosing import Ground, always_reserved
from ivrlint.analysis.leaving import asks_one_thing
from ivrlint.analysis.yes_no import asks_yes_or_no
from ivrlint.flow import AnyStep, Collect, Menu
from ivrlint.graph import Graph

_ELSEWHERE = frozenset({"repeat", "back", "main_menu", "end"})


def levels(g: Ground, options: Mapping[int, Sequence[facts.Option]]) -> dict[int, float]:
    """For each menu the least levels on a deliberate walk from the start that ends there, on any walk where none is deliberate.

    The menu itself is counted; a question has none.
    """
    s, graph = g.study, g.study.graph
    questions = {node for node, its in options.items() if _is_question(g, node, list(its))}
    if not questions:
        return {node: g.depth[node] + 1 for node in options}
    counted = bytearray(len(graph.steps))
    for node in options:
        counted[node] = node not in questions
    weights = bytearray(counted[tail] for tail in graph.tail)
    before = s.ways.least_from(s.start, weights, s.ways.deliberate)
    if any(isinf(before[node]) for node in options):
        by_error = s.ways.least_from(s.start, weights, s.ways.every)
        before = [by_error[node] if isinf(least) else least for node, least in enumerate(before)]
    return {node: 0.0 if node in questions else before[node] + 1 for node in options}


def _is_question(g: Ground, node: int, options: list[facts.Option]) -> bool:
    menu = g.study.graph.steps[node]
    assert isinstance(menu, Menu)  # noqa: S101 - narrows the type
    if asks_yes_or_no(menu.options) or (asks_one_thing(g, node, menu, options) and _keeps_an_answer(g, options)):
        return True
    ordinary = [option for option in options if not always_reserved(g.study.graph, option.key)]
    leading = sum(_leads_on(g, node, option) for option in ordinary)
    return leading <= 1 and leading < len(ordinary)


def _keeps_an_answer(g: Ground, options: list[facts.Option]) -> bool:
    heads = [g.study.graph.head[option.node] for option in options if not option.reserved]
    return any(g.kept[head] != head for head in heads)


def _leads_on(g: Ground, node: int, option: facts.Option) -> bool:
    if not _ELSEWHERE.isdisjoint(option.purposes):
        return False
    graph = g.study.graph
    head = graph.head[option.node]
    entry = g.study.words[head]
    if _is_a(graph, entry, Collect):
        return not (g.depth[entry] <= g.depth[node] and _is_asked_about(g, node, entry))
    to, part = g.kept[head], g.study.ways.parts.of
    if not _is_a(graph, to, Menu):
        return True
    return to != node and not (g.depth[to] <= g.depth[node] - 1 and part[to] == part[node])


def _is_asked_about(g: Ground, menu: int, entry: int) -> bool:
    """Whether the menu is what comes next when this has been entered, or this and what is asked for straight behind it."""
    graph, seen = g.study.graph, set[int]()
    while entry not in seen:
        seen.add(entry)
        behind = graph.head[graph.out[entry][0]]
        entry = g.study.words[behind]
        if not _is_a(graph, entry, Collect):
            return g.next_menu[behind] == menu
    return False


def _is_a(graph: Graph, node: int, kind: type[AnyStep]) -> bool:
    return 0 <= node < len(graph.steps) and isinstance(graph.steps[node], kind)
