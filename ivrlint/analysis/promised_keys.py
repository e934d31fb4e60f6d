"""Keys that words offer, that are no option, and that work all the same, because a wrong key does what they are for.

So it is where the label of the key

- asks to hear the menu again, and the `no_match` leads back to it (with nothing but saying, as `comes_back` says);
- is for the main menu, and one wrong key leads straight to a first menu;
- is for a person, and one wrong key leads straight to a transfer to one.

*Straight* is with nothing but steps that set between: who is told first that the key was wrong was promised something else.
"""

from __future__ import annotations

from collections.abc import Container

from ivrlint.analysis.choosing import Ground, comes_back
from ivrlint.analysis.labels import purposes_of
from ivrlint.analysis.prompts import SpokenOption, repeats
from ivrlint.exits import MISTAKE
from ivrlint.flow import Menu


def works_as_mistake(g: Ground, node: int, option: SpokenOption, first: Container[int]) -> bool:
    """Whether a wrong key at a menu does what an option is for that its words offer; `first` are the first menus."""
    graph, spoken = g.study.graph, g.study.spoken[node]
    wrong = [graph.head[e] for e in graph.out[node] if graph.label[e] == "no_match" and graph.how[e] is MISTAKE]
    if spoken is None or not wrong:
        return False
    if repeats(option.label, spoken.language):
        return any(head == node or comes_back(graph, head, node) for head in wrong)
    menu = graph.steps[node]
    if not isinstance(menu, Menu) or menu.no_match is None or menu.no_match.tries > 1:
        return False
    purposes = purposes_of(option.opened, spoken.language)
    there = {g.kept[head] for head in wrong}
    return ("main_menu" in purposes and any(at in first for at in there)) or (
        "person" in purposes and any(at in g.study.ways.people for at in there)
    )
