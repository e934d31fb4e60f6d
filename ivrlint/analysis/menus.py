"""Facts of menus and of their options."""

from __future__ import annotations

from math import inf, isinf
from typing import NamedTuple

from ivrlint import facts
from ivrlint.analysis.ahead import BIT, kinds_ahead
from ivrlint.analysis.dialling import takes
from ivrlint.analysis.prompts import Spoken, SpokenOption, names_language, repeats
from ivrlint.analysis.reach import weights_of_menus
from ivrlint.analysis.said import seconds_of
from ivrlint.analysis.study import Study, waited
from ivrlint.exits import MISTAKE
from ivrlint.flow import Menu, Option, Say
from ivrlint.graph import Graph

MAY = BIT["unknown"] | BIT["bot"] | BIT["outside"] | BIT["visit"] | BIT["return"]


class _Menus(NamedTuple):
    """What the facts of all menus need."""

    study: Study
    ahead: list[int]
    beyond: list[int]
    depth: list[float]
    first: list[float]
    waited: list[float]
    languages: set[int]


def describe_menus(s: Study) -> tuple[list[facts.Menu], list[facts.Option]]:
    """The facts of all menus and of all their options."""
    graph = s.graph
    nodes = [node for node, step in enumerate(graph.steps) if isinstance(step, Menu)]
    languages = {node for node in nodes if _chooses_language(graph, node, s.spoken[node])}
    weights = weights_of_menus(graph)
    depth = s.ways.least_from(s.start, weights, s.ways.deliberate)
    by_error = s.ways.least_from(s.start, weights, s.ways.every) if any(isinf(depth[node]) for node in nodes) else depth
    counted = bytearray(weight and graph.tail[e] not in languages for e, weight in enumerate(weights))
    first = s.ways.least_from(s.start, counted, s.ways.deliberate)
    shared = _Menus(
        s,
        s.ahead,
        kinds_ahead(s.ways, past_runs=True),
        [d if not isinf(d) else e for d, e in zip(depth, by_error, strict=True)],
        first,
        waited(s),
        languages,
    )
    menus: list[facts.Menu] = []
    options: list[facts.Option] = []
    for node in nodes:
        menu, its_options = _menu(shared, node)
        menus.append(menu)
        options.extend(its_options)
    return menus, options


def _menu(m: _Menus, node: int) -> tuple[facts.Menu, list[facts.Option]]:
    s, graph = m.study, m.study.graph
    step = graph.steps[node]
    assert isinstance(step, Menu)  # noqa: S101 - narrows the type
    spoken = s.spoken[node]
    known = bool(step.prompt and step.prompt.complete and spoken and spoken.language and spoken.options)
    said = {option.key: (at, option) for at, option in enumerate(spoken.options, 1)} if spoken and known else {}
    length = seconds_of(s, step.prompt, spoken)
    options = [
        _option(m, node, option, exit_, said.get(option.key) if option.key else None, known, length)
        for option, exit_ in zip(step.options, graph.out[node], strict=False)
    ]
    wired = {key for key in said if any(takes(option, key) for option in step.options)}
    mentioned = said.keys() | (spoken.mentioned if spoken else set())
    ordinary = [key for key in said if not _always_reserved(graph, key) and not any(o.key == key and o.reserved for o in options)]
    fact = facts.Menu(
        mark=step.mark,
        node=node,
        step=graph.names[node],
        reachable=bool(s.reachable[node]),
        reaches_person=bool(s.reaches[node]),
        may_reach_person=bool(s.may_reach[node]),
        person_is_certain=bool(s.certain[node]),
        person_may_be_certain=bool(s.may_be_certain[node]),
        person_only_by_error=bool(s.reaches[node] and not s.deliberately[node]),
        person_may_be_chosen=bool(s.may_choose[node]),
        menus_to_person=s.least_menus[node],
        presses_to_person=s.least_presses[node],
        entries_to_person=s.least_entries[node],
        seconds_to_person=s.least_seconds[node],
        depth=m.depth[node] + 1,
        first=m.first[node] == 0 and node not in m.languages,
        chooses_language=node in m.languages,
        options=len(options),
        choices=_choices(options, known),
        words_known=known,
        spoken=len(said),
        promised_missing=tuple(key for key in said if key not in wired and not _said_again(m, node, said[key][1])),
        never_spoken=tuple(o.key for o in options if o.key and known and o.key not in mentioned and not o.reserved),
        spoken_in_order=ordinary == sorted(ordinary, key=lambda key: (len(key), key)),
        key_first=sum(option.key_first for _, option in said.values()),
        offers_person=any(option.offers_person for option in options),
        may_offer_person=any(option.offers_person for option in options)
        or any(m.ahead[graph.head[e]] & MAY for e in graph.out[node][: len(step.options)])
        or _silence_offers_person(m, node, step),
        operator_key_does=_operator_key(m, node, step),
        first_choice_after=m.waited[node] + spoken.options[0].seconds if spoken and known and m.waited[node] < inf else 0.0,
        seconds=length,
    )
    return fact, options


def _option(
    m: _Menus, node: int, option: Option, exit_: int, said: tuple[int, SpokenOption] | None, known: bool, length: float
) -> facts.Option:
    graph = m.study.graph
    head = graph.head[exit_]
    spoken = said is not None or not known or not option.key
    repeats = head == node or (m.ahead[head] == BIT["menu"] and _comes_back(graph, head, node))
    return facts.Option(
        mark=option.mark,
        node=exit_,
        step=graph.names[node],
        reachable=bool(m.study.reachable[node]),
        key=option.key,
        label=option.label or (said[1].label if said else ""),
        target=graph.to[exit_],
        spoken=spoken,
        position=said[0] if said else 0,
        seconds=said[1].seconds if said else length,
        key_first=bool(said and said[1].key_first),
        reserved=_always_reserved(graph, option.key) or repeats or not (option.key or option.phrases),
        offers_person=spoken and bool(m.ahead[head] & BIT["person"]),
    )


def _choices(options: list[facts.Option], known: bool) -> int:
    """What callers have to listen to: the options that are spoken, or the places they lead to where the words are not known."""
    ordinary = [option for option in options if not option.reserved]
    return sum(option.spoken for option in ordinary) if known else len({option.target for option in ordinary})


def _said_again(m: _Menus, node: int, option: SpokenOption) -> bool:
    """Whether an option that is not wired works all the same: it asks to hear the menu again, and a wrong key does that."""
    graph = m.study.graph
    spoken = m.study.spoken[node]
    no_match = [e for e in graph.out[node] if graph.label[e] == "no_match" and graph.how[e] is MISTAKE]
    back = any(graph.head[e] == node or _comes_back(graph, graph.head[e], node) for e in no_match)
    return back and spoken is not None and repeats(option.label, spoken.language)


def _silence_offers_person(m: _Menus, node: int, menu: Menu) -> bool:
    """Whether who stays on the line is put through at once."""
    graph = m.study.graph
    silence = menu.no_input is not None and menu.no_input.tries == 1
    return silence and any(
        m.ahead[graph.head[e]] & BIT["person"]
        for e in graph.out[node]
        if graph.how[e] is MISTAKE and graph.label[e] == "no_input"
    )


def _always_reserved(graph: Graph, key: str) -> bool:
    return key in {"*", "#", graph.flow.operator_key}


def _comes_back(graph: Graph, node: int, menu: int) -> bool:
    """Whether only words lead from a node back to the menu; at most a few steps, as a repeat does."""
    for _ in range(3):
        if not isinstance(graph.steps[node] if node < len(graph.steps) else None, Say):
            return False
        node = graph.head[graph.out[node][0]]
        if node == menu:
            return True
    return False


def _operator_key(m: _Menus, node: int, menu: Menu) -> str:
    graph = m.study.graph
    key = graph.flow.operator_key
    pressed = [e for e, option in zip(graph.out[node], menu.options, strict=False) if takes(option, key)]
    if not pressed and menu.no_match and menu.no_match.tries == 1 and menu.no_match.then:
        pressed = [e for e in graph.out[node] if graph.label[e] == "no_match"]
        if not any(m.beyond[graph.head[e]] & (BIT["person"] | MAY) for e in pressed):
            pressed = []
    if not pressed:
        return "nothing" if any(option.key or option.pattern for option in menu.options) or not menu.options else "spoken"
    kinds = m.beyond[graph.head[pressed[0]]]
    if kinds & BIT["person"]:
        return "person"
    return "unknown" if kinds & MAY else "other"


def _chooses_language(graph: Graph, node: int, spoken: Spoken | None) -> bool:
    step = graph.steps[node]
    assert isinstance(step, Menu)  # noqa: S101 - narrows the type
    said = {option.key: option.label for option in spoken.options} if spoken else {}
    labels = [option.label or said.get(option.key, "") for option in step.options]
    ordinary = [label for option, label in zip(step.options, labels, strict=True) if not _always_reserved(graph, option.key)]
    return len(ordinary) > 1 and all(names_language(label) for label in ordinary)
