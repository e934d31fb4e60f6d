"""Facts of menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isinf

from ivrlint import facts
from ivrlint.analysis.ahead import BIT, kinds_ahead
from ivrlint.analysis.choosing import EARLY, MAY, Ground, Said, always_reserved, describe_option
from ivrlint.analysis.dialling import takes
from ivrlint.analysis.first_menus import before_people, chooses_language, is_first, leads_to_main_menu_elsewhere, subjects
from ivrlint.analysis.hearing import choices_heard, heard, only_options, says_nothing
from ivrlint.analysis.keys import Role, changed, nearest, operator_key, role
from ivrlint.analysis.labels import letters_to_press, most_alike, purposes_of, said_twice
from ivrlint.analysis.leaving import asks_one_thing, goes_back, says_again, silence_offers_person, ways_on
from ivrlint.analysis.levels import levels
from ivrlint.analysis.menu_words import Words, choices_of, words_of
from ivrlint.analysis.nesting import LESS, together
from ivrlint.analysis.openness import openness
from ivrlint.analysis.promised_keys import works_as_mistake
from ivrlint.analysis.prompts import SpokenOption
from ivrlint.analysis.reach import weights_of_menus
from ivrlint.analysis.returning import after_values, least_next, next_menus
from ivrlint.analysis.shares import Share, saved
from ivrlint.analysis.staying import any_time_missing, silence, told_to_stay
from ivrlint.analysis.study import Study, waited
from ivrlint.flow import Menu
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph


class _Company(NamedTuple):
    """What is known of a menu only when all menus of the call are looked at."""

    first: frozenset[int]
    choices: dict[int, int]
    levels: dict[int, float]
    known: dict[int, bool]
    heard: bytearray
    choices_heard: list[float]
    only_options: dict[int, int]
    together: dict[int, int]
    operator_key: dict[int, str]
    works_at: int
    changed: dict[int, tuple[str, ...]]
    says: dict[int, tuple[str, ...]]
    any_time_missing: Mapping[int, tuple[str, ...]]


def describe_menus(
    s: Study, prompts: Sequence[facts.Prompt], entered: frozenset[str] = frozenset()
) -> tuple[list[facts.Menu], list[facts.Option]]:
    """The facts of all menus and of all their options. `entered` are steps that other flows lead to."""
    graph = s.graph
    nodes = [node for node, step in enumerate(graph.steps) if isinstance(step, Menu)]
    if not nodes:
        return [], []
    g = _ground(s, nodes, frozenset(prompt.node for prompt in prompts if prompt.sends_elsewhere))
    words = {node: words_of(s, node) for node in nodes}
    options = {node: _options(g, node, words[node]) for node in nodes}
    company = _company(g, nodes, words, options, entered, prompts)
    return [_menu(g, company, node, words[node], options[node]) for node in nodes], [o for node in nodes for o in options[node]]


def _ground(s: Study, nodes: list[int], elsewhere: frozenset[int]) -> Ground:
    graph = s.graph
    languages = {node for node in nodes if chooses_language(graph, node, s.spoken[node])}
    weights = weights_of_menus(graph)
    depth = s.ways.least_from(s.start, weights, s.ways.deliberate)
    if any(isinf(depth[node]) for node in nodes):
        by_error = s.ways.least_from(s.start, weights, s.ways.every)
        for node in nodes:
            depth[node] = by_error[node] if isinf(depth[node]) else depth[node]
    counted = bytearray(weight and graph.tail[e] not in languages for e, weight in enumerate(weights))
    return Ground(
        study=s,
        ahead=s.ahead,
        beyond=kinds_ahead(s.ways, past_runs=True),
        depth=depth,
        first=s.ways.least_from(s.start, counted, before_people(s.ways)),
        waited=waited(s),
        languages=languages,
        next_menu=next_menus(s.ways),
        least_next=least_next(s.ways, depth),
        kept=after_values(graph),
        openness=openness(s.ways, s.start, s.may_reach),
        elsewhere=elsewhere,
    )


def _company(
    g: Ground,
    nodes: list[int],
    words: dict[int, Words],
    options: dict[int, list[facts.Option]],
    entered: frozenset[str],
    prompts: Sequence[facts.Prompt],
) -> _Company:
    s, graph = g.study, g.study.graph
    choices = {node: choices_of(options[node], words[node]) for node in nodes}
    order = sorted((node for node in nodes if s.reachable[node]), key=lambda node: g.depth[node])
    does = {node: operator_key(g, node) for node in nodes}
    others = [graph.number[name] for name in entered if name in graph.number]
    others += [node for node in range(len(graph.steps)) if graph.others_lead_to(node)]
    known = {node: words[node].known for node in nodes}
    ways_in = only_options(s.ways, s.reachable, [s.start, *others])
    parents = {node: graph.tail[e] for node, e in ways_in.items()}
    foldable = {node: ways_in[node] for node, up in parents.items() if known[node] and known[up] and up not in g.languages}
    elsewhere = any(leads_to_main_menu_elsewhere(g, options[node]) for node in nodes if s.reachable[node])
    return _Company(
        first=frozenset() if elsewhere else frozenset(node for node in nodes if is_first(g, node, options[node])),
        choices=choices,
        levels=levels(g, options),
        known=known,
        heard=heard(s.ways, s.reachable, others),
        choices_heard=choices_heard(s.ways, s.start, choices),
        only_options=ways_in,
        together=together(graph, foldable, options, choices),
        operator_key=does,
        works_at=nearest(order, does, "person"),
        changed=changed(order, {node: _roles(graph, options[node]) for node in nodes}),
        any_time_missing=any_time_missing(s),
        says={prompt.node: prompt.says for prompt in prompts},
    )


def _menu(g: Ground, c: _Company, node: int, words: Words, options: list[facts.Option]) -> facts.Menu:
    s, graph = g.study, g.study.graph
    step = _menu_at(graph, node)
    spoken, known, said, length, text, language, _ = words
    wired = {key for key in said if any(takes(option, key) for option in step.options)}
    mentioned = said.keys() | (spoken.mentioned if spoken else set())
    ordinary = [key for key in said if not always_reserved(graph, key) and not any(o.key == key and o.reserved for o in options)]
    parent = graph.tail[c.only_options[node]] if node in c.only_options else -1
    offers = any(option.offers_person for option in options)
    promised = [option.opened for key, (_, option) in said.items() if key not in wired]
    likeness, *pair = most_alike(_ordinary_labels(options), language)
    purposes = tuple(sorted({p for o in options for p in o.purposes}.union(*(purposes_of(one, language) for one in promised))))
    unspoken = [o for o in options if o.key and known and o.key not in mentioned and not o.reserved]
    return facts.Menu(
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
        depth=g.depth[node] + 1,
        first=node in c.first,
        chooses_language=node in g.languages,
        levels=c.levels[node],
        options=len(options),
        choices=c.choices[node],
        subjects=subjects(g, options),
        words_known=known,
        spoken=len(said),
        promised_missing=tuple(key for key in said if key not in wired and not works_as_mistake(g, node, said[key][1], c.first)),
        never_spoken=tuple(o.key for o in unspoken),
        spoken_in_order=ordinary == sorted(ordinary, key=lambda key: (len(key), key)),
        key_first=sum(option.key_first for _, option in said.values()),
        offers_person=offers,
        may_offer_person=offers
        or any(option.spoken and g.beyond[graph.head[option.node]] & BIT["person"] for option in options)
        or any(g.ahead[graph.head[e]] & MAY for e in graph.out[node][: len(step.options)])
        or silence_offers_person(g, node, step),
        operator_key_does=c.operator_key[node],
        first_choice_after=g.waited[node] + spoken.options[0].seconds if spoken and known and g.waited[node] < inf else 0.0,
        seconds=length,
        leaves_people_behind=bool(g.openness.behind[node]),
        silent=bool(says_nothing(step.prompt) and s.reachable[node] and not c.heard[node]),
        choices_heard=c.choices_heard[node] + c.choices[node],
        parent=graph.names[parent] if parent >= 0 else "",
        choices_with_parent=c.together.get(node, 0),
        ways_on=len(ways_on(g, node)),
        asks_one_thing=asks_one_thing(g, node, step, options),
        goes_back=goes_back(g, node) or "back" in purposes or "main_menu" in purposes,
        says_again=says_again(g, node, step, options) or "repeat" in purposes,
        changed_keys=c.changed.get(node, ()),
        operator_key_elsewhere=graph.names[c.works_at] if c.works_at >= 0 else "",
        purposes=purposes,
        says=c.says.get(node, ()),
        likeness=likeness,
        most_alike=tuple(pair) if likeness else (),
        said_twice=said_twice(spoken.twice, language) if spoken and spoken.twice and known else (),
        letters=letters_to_press(text, language) if text and not any(o.phrases for o in step.options) else (),
        silence=silence(s, node),
        told_to_stay=told_to_stay(text, language) if text else False,
        any_time_missing=c.any_time_missing.get(node, ()),
        reserved_spoken=sum(o.position > 0 and _is_less(graph, o) for o in options),
        person_position=min((o.position for o in options if o.position and "person" in o.purposes), default=0),
        words_mark=step.prompt.mark if step.prompt and step.prompt.text else None,
        unspoken_mark=unspoken[0].mark if unspoken else None,
    )


def _menu_at(graph: Graph, node: int) -> Menu:
    step = graph.steps[node]
    assert isinstance(step, Menu)  # noqa: S101 - narrows the type
    return step


def _options(g: Ground, node: int, words: Words) -> list[facts.Option]:
    graph = g.study.graph
    before: dict[str, list[SpokenOption]] = {}
    ordinary: list[SpokenOption] = []
    for key, (_, spoken) in words.said.items():
        before[key] = list(ordinary)
        if not always_reserved(graph, key) and EARLY.isdisjoint(purposes_of(spoken.opened, words.language)):
            ordinary.append(spoken)
    result = []
    for option, exit_ in zip(_menu_at(graph, node).options, graph.out[node], strict=False):
        at, said = words.said.get(option.key, (0, None)) if option.key else (0, None)
        earlier = before.get(option.key, [])
        lost = _lost(graph, node, words, earlier, said) if option.share and said else 0.0
        told = Said(at, said, words.known, words.length, len(earlier), words.language, lost)
        result.append(describe_option(g, node, option, exit_, told))
    return result


def _is_less(graph: Graph, option: facts.Option) -> bool:
    """Whether an option is no choice of this menu, but one that many menus have."""
    return always_reserved(graph, option.key) or not LESS.isdisjoint(option.purposes)


def _ordinary_labels(options: list[facts.Option]) -> list[str]:
    """The labels of what may be chosen, one for each step that it leads to."""
    found: dict[str, str] = {}
    for option in options:
        if option.spoken and not option.reserved:
            found.setdefault(option.target, option.label)
    return list(found.values())


def _lost(graph: Graph, node: int, words: Words, before: list[SpokenOption], option: SpokenOption) -> float:
    """What a call to a menu would save on average, were one of its options spoken before less wanted ones."""
    share = {other.key: other.share for other in _menu_at(graph, node).options if other.share}
    ends = [0.0, *(other.seconds for _, other in words.said.values())]
    takes_time = {other.key: other.seconds - end for (_, other), end in zip(words.said.values(), ends, strict=False)}
    known = [Share(share[other.key], takes_time[other.key]) for other in before if other.key in share]
    if always_reserved(graph, option.key) or not EARLY.isdisjoint(purposes_of(option.opened, words.language)):
        return 0.0
    return saved(known, Share(share[option.key], takes_time[option.key]))


def _roles(graph: Graph, options: list[facts.Option]) -> dict[str, Role]:
    """The roles of the keys of a menu, the operator key apart."""
    found = {option.key: role(option) for option in options if option.key and option.key != graph.flow.operator_key}
    return {key: its for key, its in found.items() if its.what}
