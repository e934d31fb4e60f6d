"""Mistakes that send callers back to the beginning, or on to a menu with more choices.

A mistake *starts again* when it leads, with nothing but say and set between, to a step t that is not its own, where t is the
first step of the call that is neither a say nor a set, or a menu that is the first one; a walk leads from t back to the
mistake's step, and each such walk leaves some collect by its entry. Where t is a collect, a step that reads what is entered
there does not start again: it asks to correct that.
"""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint import facts
from ivrlint.analysis.study import Study
from ivrlint.exits import ENTRY, MISTAKE
from ivrlint.flow import Collect


def starting_again(s: Study, menus: Iterable[facts.Menu]) -> set[int]:
    """The exits by which mistakes start again."""
    graph, words = s.graph, s.words
    beginnings = {menu.node for menu in menus if menu.first and menu.reachable} | {words[s.start]}
    beginnings.discard(-1)
    candidates = [
        e
        for e, how in enumerate(graph.how)
        if how is MISTAKE and words[graph.head[e]] in beginnings and words[graph.head[e]] != graph.tail[e]
    ]
    if not candidates:
        return set()
    unasked = s.ways.mask(lambda how: how is not ENTRY)
    found: set[int] = set()
    for beginning in {words[graph.head[e]] for e in candidates}:
        without_entries = s.ways.forward([beginning], unasked)
        with_entries = s.ways.forward([beginning], s.ways.every)
        for e in candidates:
            node = graph.tail[e]
            if words[graph.head[e]] == beginning and with_entries[node] and not without_entries[node]:
                asked = graph.steps[beginning] if beginning < len(graph.steps) else None
                if not (isinstance(asked, Collect) and asked.variable in s.names.reads.get(node, ())):
                    found.add(e)
    return found


def more_choices(s: Study, menus: Iterable[facts.Menu]) -> dict[int, int]:
    """How many choices more there are where mistakes at menus lead, for the exits where there are more.

    A menu is not counted from which a deliberate walk leads to the menu of the mistake: callers know it already. What comes
    after a menu that chooses a language is where silence should lead.
    """
    graph, words = s.graph, s.words
    choices = {menu.node: menu.choices for menu in menus}
    own = {menu.node for menu in menus if not menu.chooses_language}
    found: dict[int, int] = {}
    onward: dict[int, bytearray] = {}
    for e, how in enumerate(graph.how):
        menu, other = graph.tail[e], words[graph.head[e]]
        if how is MISTAKE and menu in own and choices.get(other, 0) > choices[menu]:
            if other not in onward:
                onward[other] = s.ways.forward([other], s.ways.deliberate)
            if not onward[other][menu]:
                found[e] = choices[other] - choices[menu]
    return found
