"""Keys that do one thing in one menu and another thing in the next.

A key has a *role* in a menu when it is known to be more than a number in a list: it goes back, says the menu again, or
asks for a person. The first menu with a role for a key (the one nearest to the start, then the one first in the
file) gives the key its meaning; where it has another role later, the key has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ivrlint import facts


def role(option: facts.Option) -> str:
    """The role of the key of an option; empty when it has none."""
    return "back" if option.goes_back else "repeat" if option.repeats else "person" if "person" in option.purposes else ""


def changed(order: Iterable[int], roles: Mapping[int, Mapping[str, str]]) -> dict[int, tuple[str, ...]]:
    """The keys of each menu that have another role there than in the first menu in which they have one.

    `order` are the menus, nearest first; `roles` says for each the role of its keys.
    """
    meaning: dict[str, str] = {}
    result: dict[int, tuple[str, ...]] = {}
    for menu in order:
        its = roles.get(menu, {})
        for key, role in its.items():
            meaning.setdefault(key, role)
        others = tuple(sorted(key for key, role in its.items() if meaning[key] != role))
        if others:
            result[menu] = others
    return result


def nearest(order: Sequence[int], does: Mapping[int, str], what: str) -> int:
    """The first of some menus in which the operator key does `what`; -1 for none."""
    return next((menu for menu in order if does[menu] == what), -1)
