"""How many levels of a tree of menus callers go through.

A menu is *no level* but a question on the way

- when one option answers yes and one no (see `yes_no.py`);
- when no two of its options, those for `*`, `#` and the operator key apart, lead on to different places, unless it has one such
  option only and that leads on: callers confirm, or may only go back, or the answer is kept and nothing else depends on it.
  Options lead to one place where the same step, no ending and neither this menu nor an earlier one, lies *behind* them, and
  something is kept: there is a `set`, an entry or a message on the way of one, or an option of the menu leads back a step;
- when such an option corrects: it leads, with nothing but `set` and `say` between, to what was asked for before, and the menu
  lies behind that; or its next menu (see `returning.py`) is an earlier one that is a question by what is said above.

*Behind* a place is the first step that neither says nor sets nor asks for an entry nor takes a message and goes on (what was
asked for is given); where that has a next menu, that menu.

*Asked for before* a menu is the variable of a collect, or the mailbox (`who`) of a message, where some collect for it, or
message to it, has no more menus before it than the menu.

An option *leads on* unless it is for repeating, going back, the first menu or ending the call, or leads back: with nothing but
`set` between to the menu itself or to an *earlier* one (fewer menus on the shortest deliberate walk there, on any walk where
none is deliberate) from where some walk comes to the menu again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isinf

from ivrlint import facts
from ivrlint.analysis.choosing import Ground, always_reserved
from ivrlint.analysis.yes_no import asks_yes_or_no
from ivrlint.flow import AnyStep, Collect, Menu, Message, Say, Set
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

_ELSEWHERE = frozenset({"repeat", "back", "main_menu", "end"})


class _Way(NamedTuple):
    """What lies behind each node (-1: it goes round), whether anything is kept on the way, and what was asked for first where."""

    behind: list[int]
    keeps: bytearray
    asked: dict[tuple[str, str], float]


def levels(g: Ground, options: Mapping[int, Sequence[facts.Option]]) -> dict[int, float]:
    """For each menu the least levels on a deliberate walk from the start that ends there, on any walk where none is deliberate.

    The menu itself is counted; a question has none.
    """
    s, graph = g.study, g.study.graph
    way = _way(g)
    plain = {node for node, its in options.items() if _is_question(g, way, node, its)}
    questions = plain | {node for node, its in options.items() if _corrects_a_choice(g, node, its, plain)}
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


def _is_question(g: Ground, way: _Way, node: int, options: Sequence[facts.Option]) -> bool:
    graph = g.study.graph
    menu = graph.steps[node]
    assert isinstance(menu, Menu)  # noqa: S101 - narrows the type
    if asks_yes_or_no(menu.options):
        return True
    ordinary = [option for option in options if not always_reserved(graph, option.key)]
    if any(_corrects(g, way, node, option) for option in ordinary):
        return True
    leading = [option for option in ordinary if _leads_on(g, node, option)]
    places = _places(g, way, node, leading, back=any(option.goes_back for option in options))
    return not ordinary or places <= min(1, len(ordinary) - 1)


def _places(g: Ground, way: _Way, menu: int, options: Sequence[facts.Option], *, back: bool) -> int:
    """How many places options lead on to; ways back, to an ending, or round and round, are counted each."""
    graph = g.study.graph
    to: dict[int, list[int]] = {}
    for option in options:
        head = graph.head[option.node]
        to.setdefault(way.behind[head], []).append(head)
    one = {place for place, heads in to.items() if back or any(way.keeps[head] for head in heads)}
    return sum(1 if place in one and _may_be_shared(g, place, menu) else len(heads) for place, heads in to.items())


def _may_be_shared(g: Ground, place: int, menu: int) -> bool:
    graph = g.study.graph
    back = place == menu or (_is_a(graph, place, Menu) and _is_earlier(g, place, menu))
    return place >= 0 and not graph.ends[place] and not back


def _leads_on(g: Ground, node: int, option: facts.Option) -> bool:
    if not _ELSEWHERE.isdisjoint(option.purposes):
        return False
    to = g.kept[g.study.graph.head[option.node]]
    return not (_is_a(g.study.graph, to, Menu) and (to == node or _is_earlier(g, to, node)))


def _is_earlier(g: Ground, menu: int, than: int) -> bool:
    part = g.study.ways.parts.of
    return g.depth[menu] < g.depth[than] and part[menu] == part[than]


def _corrects(g: Ground, way: _Way, node: int, option: facts.Option) -> bool:
    again = g.study.words[g.study.graph.head[option.node]]
    thing = _asked_for(g.study.graph, again)
    return thing is not None and way.asked[thing] <= g.depth[node] and way.behind[again] == node


def _corrects_a_choice(g: Ground, node: int, options: Sequence[facts.Option], questions: set[int]) -> bool:
    graph = g.study.graph
    nexts = {g.next_menu[graph.head[one.node]] for one in options if not always_reserved(graph, one.key)}
    return any(menu in questions and _is_earlier(g, menu, node) for menu in nexts)


def _way(g: Ground) -> _Way:
    graph = g.study.graph
    asked: dict[tuple[str, str], float] = {}
    for node in range(len(graph.steps)):
        if thing := _asked_for(graph, node):
            asked[thing] = min(asked.get(thing, inf), g.depth[node])
    found, behind, keeps = bytearray(len(graph.ends)), [-1] * len(graph.ends), bytearray(len(graph.ends))
    for root in range(len(graph.ends)):
        node, path = root, list[int]()
        while not found[node]:
            found[node] = 1
            path.append(node)
            if not _goes_on(graph, node):
                behind[node] = g.next_menu[node] if g.next_menu[node] >= 0 else node
                break
            node = graph.head[graph.out[node][0]]
        for passed in reversed(path):
            behind[passed] = behind[node]
            if _goes_on(graph, passed):
                keeps[passed] = keeps[graph.head[graph.out[passed][0]]] or not isinstance(graph.steps[passed], Say)
    return _Way(behind, keeps, asked)


def _goes_on(graph: Graph, node: int) -> bool:
    step = graph.steps[node] if node < len(graph.steps) else None
    return isinstance(step, Say | Set | Collect) or (isinstance(step, Message) and bool(graph.out[node]))


def _asked_for(graph: Graph, node: int) -> tuple[str, str] | None:
    """What a collect or a mailbox is for; None where the step is neither, or it is not known."""
    step = graph.steps[node] if 0 <= node < len(graph.steps) else None
    if isinstance(step, Collect):
        return "entry", step.variable
    return ("message", step.who) if isinstance(step, Message) and step.who and step.kind == "voicemail" else None


def _is_a(graph: Graph, node: int, kind: type[AnyStep]) -> bool:
    return 0 <= node < len(graph.steps) and isinstance(graph.steps[node], kind)
