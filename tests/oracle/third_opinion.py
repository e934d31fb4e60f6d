"""Facts that networkx can compute too, from the graph that ivrlint gives to other tools."""

from __future__ import annotations

import math
from typing import Any

import networkx as nx

from ivrlint.facts import Facts
from ivrlint.flow import Flow

NOT_MEANT = {"mistake", "failure"}
FAR = math.inf


def _costs(graph: nx.MultiDiGraph, *, stop: bool, deliberate: bool) -> nx.MultiDiGraph:
    """The graph without what a question leaves out, each exit with what it costs in each currency."""
    kept = nx.MultiDiGraph()
    kept.add_nodes_from(graph.nodes(data=True))
    for tail, head, exit_ in graph.edges(data=True):
        if stop and graph.nodes[tail]["ending"] == "person":
            continue
        if deliberate and exit_["how"] in NOT_MEANT:
            continue
        is_menu, was_menu = (int(graph.nodes[node]["kind"] == "menu") for node in (head, tail))
        counts = {"presses": int(exit_["how"] == "choice"), "entries": int(exit_["how"] == "entry")}
        kept.add_edge(tail, head, into=is_menu, out_of=was_menu, seconds=exit_["seconds"], **counts)
    return kept


def _nearest(graph: nx.MultiDiGraph, weight: str) -> dict[str, float]:
    """From each node the least weight to a person."""
    persons = {node for node, kind in graph.nodes(data="ending") if kind == "person"}
    if not persons:
        return {}
    return nx.multi_source_dijkstra_path_length(graph.reverse(copy=False), persons, weight=weight)


def by_networkx(flow: Flow, start: str) -> dict[str, Any]:
    """What networkx finds, in the shape of `same_by_ivrlint`."""
    graph = flow.graph
    reached = nx.descendants(graph, start) | {start}
    loops = {
        frozenset(part)
        for part in nx.strongly_connected_components(graph)
        if part & reached and (len(part) > 1 or graph.has_edge(*(list(part) * 2)))
    }
    meant = _costs(graph, stop=False, deliberate=True)
    depth = nx.single_source_dijkstra_path_length(meant, start, weight="into")
    depth_anyhow = nx.single_source_dijkstra_path_length(_costs(graph, stop=False, deliberate=False), start, weight="into")
    first = int(graph.nodes[start]["kind"] == "menu")
    until = _costs(graph, stop=True, deliberate=True)
    far = {
        fact: _nearest(until, weight)
        for fact, weight in (
            ("menus_to_person", "out_of"),
            ("presses_to_person", "presses"),
            ("entries_to_person", "entries"),
            ("seconds_to_person", "seconds"),
        )
    }
    anyhow = _nearest(_costs(graph, stop=True, deliberate=False), "into")
    asked = {node: node for node, kind in graph.nodes(data="kind") if kind == "menu"} | {"the call": start}
    menus = {
        name: {fact: round(least.get(node, FAR), 6) for fact, least in far.items()}
        | {"reaches_person": node in anyhow, "person_only_by_error": node in anyhow and node not in far["menus_to_person"]}
        for name, node in asked.items()
    }
    return {
        "reachable": {node for node in reached if not node.startswith("(")},
        "loops": loops,
        "depth": {name: depth.get(name, depth_anyhow.get(name, FAR)) + first for name in asked if name != "the call"},
        "to person": menus,
    }


def same_by_ivrlint(facts: Facts) -> dict[str, Any]:
    """The same facts as ivrlint found them."""
    asked = {menu.step: menu for menu in facts.menus} | {"the call": facts.call}
    names = ("menus_to_person", "presses_to_person", "entries_to_person", "seconds_to_person")
    return {
        "reachable": {step.step for step in facts.steps if step.reachable},
        "loops": {frozenset(loop.steps) for loop in facts.loops},
        "depth": {menu.step: menu.depth for menu in facts.menus},
        "to person": {
            name: {fact: round(getattr(one, fact), 6) for fact in names}
            | {"reaches_person": one.reaches_person, "person_only_by_error": one.person_only_by_error}
            for name, one in asked.items()
        },
    }
