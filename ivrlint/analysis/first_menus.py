"""Which menus are the first ones that callers meet, and how many subjects a menu offers.

A menu is a *first menu* where some deliberate walk from the start comes to it that leaves no other menu (those that only choose a
language apart) and takes no case of a transfer to a person: who comes by such a case waits in the queue, or has talked to
somebody. It must also ask what callers want. These do not:

- a menu that only chooses a language, by the labels of its options, or where these are not known, by the names of the steps
  that they lead to;
- a question of yes and no: at most two options that are not reserved, one of them for `continue`;
- a question of who waits: one silence leads to a person, and each option that is not reserved, at least one, to a mailbox or a
  promise to call back and to nothing else (both with nothing but say, set and check between).

Where an option that is for the main menu leads to another flow or what is not known, and to nothing else (with nothing but say,
set and check between), the main menu is there: no menu of this flow is the first one.

A *subject* is an option that is spoken, not reserved, for something of its own (no person, repeat, back, main_menu, end, continue
or language), and leads to something else than a mailbox or a promise to call back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ivrlint import facts
from ivrlint.analysis.ahead import BIT
from ivrlint.analysis.choosing import Ground, always_reserved
from ivrlint.analysis.labels import purposes_of
from ivrlint.analysis.leaving import silence_offers_person
from ivrlint.analysis.prompts import Spoken, names_language
from ivrlint.analysis.reach import Ways
from ivrlint.exits import CASE
from ivrlint.flow import Menu
from ivrlint.graph import Graph

_PART = r"[#/._-]+"
_COMMON = frozenset({"person", "repeat", "back", "main_menu", "end", "continue", "language"})
_ELSEWHERE = BIT["unknown"] | BIT["visit"] | BIT["return"]
_MAILBOX = BIT["voicemail"] | BIT["callback"]


def before_people(w: Ways) -> bytearray:
    """One byte an exit: the deliberate ones, but for the cases of transfers to a person."""
    allowed = bytearray(w.deliberate)
    for node in w.people:
        for e in w.graph.out[node]:
            if w.graph.how[e] is CASE:
                allowed[e] = 0
    return allowed


def is_first(g: Ground, node: int, options: Sequence[facts.Option]) -> bool:
    """Whether a menu is the first one, and asks what callers want."""
    if g.first[node] != 0 or node in g.languages:
        return False
    ordinary = [option for option in options if not option.reserved]
    if len(ordinary) <= 2 and any(
        "continue" in purposes for purposes in (*(o.purposes for o in ordinary), *_spoken_for(g, node))
    ):
        return False
    waits = silence_offers_person(g, node, menu_at(g.study.graph, node))
    return not (waits and ordinary and all(_to_mailbox(g, option) for option in ordinary))


def _spoken_for(g: Ground, node: int) -> list[tuple[str, ...]]:
    """What the options are for that the words of a menu offer, parts of which may be made elsewhere."""
    spoken = g.study.spoken[node]
    return [purposes_of(option.label, spoken.language) for option in spoken.options] if spoken else []


def leads_to_main_menu_elsewhere(g: Ground, options: Sequence[facts.Option]) -> bool:
    """Whether one of some options is for the main menu, and that is no menu of this flow."""
    heads = [g.study.graph.head[option.node] for option in options if "main_menu" in option.purposes]
    return any(g.ahead[head] and not g.ahead[head] & ~_ELSEWHERE for head in heads)


def subjects(g: Ground, options: Sequence[facts.Option]) -> int:
    """How many options of a menu are for a subject."""
    return sum(o.spoken and not o.reserved and _COMMON.isdisjoint(o.purposes) and not _to_mailbox(g, o) for o in options)


def chooses_language(graph: Graph, node: int, spoken: Spoken | None) -> bool:
    """Whether a menu does nothing but choose a language."""
    menu = menu_at(graph, node)
    said = {option.key: option.label for option in spoken.options} if spoken else {}
    ordinary = [
        (option.label or said.get(option.key, ""), graph.to[exit_])
        for option, exit_ in zip(menu.options, graph.out[node], strict=False)
        if not always_reserved(graph, option.key)
    ]
    return len(ordinary) > 1 and all(names_language(label) if label else _named_for_language(to) for label, to in ordinary)


def _named_for_language(step: str) -> bool:
    """Whether a part of the name of a step is a language: `english.vxml#menu`."""
    return any(names_language(part) for part in re.split(_PART, step))


def menu_at(graph: Graph, node: int) -> Menu:
    """The menu that a node is."""
    step = graph.steps[node]
    assert isinstance(step, Menu)  # noqa: S101 - narrows the type
    return step


def _to_mailbox(g: Ground, option: facts.Option) -> bool:
    ahead = g.ahead[g.study.graph.head[option.node]]
    return bool(ahead) and not ahead & ~_MAILBOX
