"""How a menu is left: on to somewhere, back to where the caller came from, or not at all."""

from __future__ import annotations

from ivrlint import facts
from ivrlint.analysis.ahead import BIT
from ivrlint.analysis.choosing import MAY, Ground
from ivrlint.exits import MISTAKE
from ivrlint.flow import Menu

_ENDS = BIT["hang_up"] | BIT["cut_off"] | BIT["dead_end"]


def ways_on(g: Ground, node: int) -> set[int]:
    """The steps that a menu leads to, however it is left, apart from itself and from the ends of calls."""
    graph = g.study.graph
    heads = {graph.head[e] for e in graph.out[node]} - {node}
    return {head for head in heads if g.ahead[head] & ~_ENDS}


def asks_one_thing(g: Ground, node: int, menu: Menu, options: list[facts.Option]) -> bool:
    """Whether all choices lead to one step: the answer is kept, and nothing else depends on it."""
    graph = g.study.graph
    ordinary = [e for e, option in zip(graph.out[node][: len(menu.options)], options, strict=True) if not option.reserved]
    places = {g.kept[graph.head[e]] for e in ordinary}
    return len(ordinary) > 1 and len(places) == 1 and min(places) >= 0 and not graph.ends[min(places)]


def goes_back(g: Ground, node: int) -> bool:
    """Whether something that the caller does or leaves leads to a menu or step before this one, or may."""
    graph, depth, part = g.study.graph, g.depth, g.study.ways.parts.of
    heads = {graph.head[e] for e in graph.out[node]} - {node}
    return any(
        g.beyond[head] & MAY or (part[head] == part[node] and min(depth[head], g.least_next[head]) <= depth[node])
        for head in heads
    )


def says_again(g: Ground, node: int, menu: Menu, options: list[facts.Option]) -> bool:
    """Whether the menu may be heard again, or it is not known."""
    graph = g.study.graph
    if menu.no_input is None or menu.no_input.then is None or menu.no_input.tries > 1:
        return True
    mistakes = [e for e in graph.out[node] if graph.how[e] is MISTAKE]
    if all(graph.label[e] != "no_input" for e in mistakes) or any(o.repeats for o in options):
        return True
    wrong = menu.no_match is not None and menu.no_match.possible and menu.no_match.then is not None and menu.no_match.tries > 1
    return wrong or any(g.beyond[graph.head[e]] & (BIT["menu"] | MAY) for e in mistakes)


def silence_offers_person(g: Ground, node: int, menu: Menu) -> bool:
    """Whether who stays on the line is put through at once."""
    graph = g.study.graph
    silence = menu.no_input is not None and menu.no_input.tries == 1
    return silence and any(
        g.ahead[graph.head[e]] & BIT["person"]
        for e in graph.out[node]
        if graph.how[e] is MISTAKE and graph.label[e] == "no_input"
    )
