"""Keys that do one thing in one menu and another thing in the next.

A key has a *role* in a menu when it is known to be more than a number in a list: it goes back, says the menu again, or
asks for a person. The first menu with a role for a key (the one nearest to the start, then the one first in the
file) gives the key its meaning; where it has another role later and leads to another menu than there, the key has changed.
So a key that leads to the first menu everywhere has not changed, though it says the first menu again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ivrlint import facts
from ivrlint.analysis.ahead import BIT
from ivrlint.analysis.choosing import MAY, Ground
from ivrlint.analysis.dialling import takes
from ivrlint.flow import Menu
from ivrlint.flow.tuples import NamedTuple


class Role(NamedTuple):
    """What a key is for, empty where it is but a number in a list, and the menu it leads to, if it is one alone."""

    what: str
    to: str


def role(option: facts.Option) -> Role:
    """The role of the key of an option."""
    asks = "person" if "person" in option.purposes else ""
    return Role("back" if option.goes_back else "repeat" if option.repeats else asks, option.next_menu)


def changed(order: Iterable[int], roles: Mapping[int, Mapping[str, Role]]) -> dict[int, tuple[str, ...]]:
    """The keys of each menu that have another role there than in the first menu in which they have one.

    `order` are the menus, nearest first; `roles` says for each the role of its keys.
    """
    meaning: dict[str, Role] = {}
    result: dict[int, tuple[str, ...]] = {}
    for menu in order:
        its = roles.get(menu, {})
        for key, what in its.items():
            meaning.setdefault(key, what)
        others = (key for key, what in its.items() if meaning[key].what != what.what and meaning[key].to != what.to)
        if found := tuple(sorted(others)):
            result[menu] = found
    return result


def nearest(order: Sequence[int], does: Mapping[int, str], what: str) -> int:
    """The first of some menus in which the operator key does `what`; -1 for none."""
    return next((menu for menu in order if does[menu] == what), -1)


def operator_key(g: Ground, node: int) -> str:
    """What the operator key does in a menu: person, unknown, other, nothing or spoken; see the fact."""
    graph = g.study.graph
    menu = graph.steps[node]
    assert isinstance(menu, Menu)  # noqa: S101 - narrows the type
    key = graph.flow.operator_key
    pressed = [e for e, option in zip(graph.out[node], menu.options, strict=False) if takes(option, key)]
    if not pressed and menu.no_match and menu.no_match.tries == 1 and menu.no_match.then:
        pressed = [e for e in graph.out[node] if graph.label[e] == "no_match"]
        if not any(g.beyond[graph.head[e]] & (BIT["person"] | MAY) for e in pressed):
            pressed = []
    if not pressed:
        return "nothing" if any(option.key or option.pattern for option in menu.options) or not menu.options else "spoken"
    kinds = g.beyond[graph.head[pressed[0]]]
    if kinds & BIT["person"]:
        return "person"
    return "unknown" if kinds & MAY else "other"
