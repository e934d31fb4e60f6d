"""Failures that cost callers the call."""

from __future__ import annotations

from ivrlint.analysis.ahead import BIT
from ivrlint.analysis.study import Study
from ivrlint.exits import FAILURE
from ivrlint.flow import HangUp, Menu, Set, Transfer
from ivrlint.graph import Graph

ENDS = BIT["hang_up"] | BIT["cut_off"]


def loses_call(s: Study, exit_: int) -> bool:
    """Whether a failure ends a call that would have gone on.

    Behind the failure nothing comes but the end of the call: `leads_to` holds `hang_up` or `cut_off` and nothing else. At a
    transfer that is always a loss: the caller wanted somebody. At any other step it is one if the step has an exit that is
    neither a mistake nor a failure, leads to another step than the failure does, and to more than the bare end: to a missing
    target or a `hang_up` without words, perhaps behind steps that set names.
    """
    graph = s.graph
    head = graph.head[exit_]
    if graph.how[exit_] is not FAILURE or not s.ahead[head] or s.ahead[head] & ~ENDS:
        return False
    if isinstance(graph.steps[graph.tail[exit_]], Transfer):
        return True
    others = (graph.head[e] for e in graph.out[graph.tail[exit_]] if s.ways.deliberate[e])
    return any(other != head and not bare_end(graph, other) for other in others)


def losses_alike(s: Study) -> dict[int, str]:
    """The failures that lose the call, each with the `hang_up` that the first of those comes to that are alike.

    Exits are alike when they lose the call (see above), can be taken, stand in one file, and come to the same `hang_up` with
    nothing but say and set between; or to others where callers hear the same words (or recordings) from the exit to the end, any
    at all. What is alike to the same is alike. The first is the first in the flow.
    """
    graph = s.graph
    leader: dict[tuple[str, object], int] = {}
    groups: dict[int, list[int]] = {}
    for e, how in enumerate(graph.how):
        node, end = graph.tail[e], s.words[graph.head[e]]
        hangs_up = 0 <= end < len(graph.steps) and isinstance(graph.steps[end], HangUp)
        if how is not FAILURE or not hangs_up or not s.reachable[node] or not loses_call(s, e):
            continue
        keys: list[tuple[str, object]] = [(graph.files[node], end)]
        keys += [(graph.files[node], words) for words in (_last_words(graph, graph.head[e]),) if words]
        known = sorted({leader[key] for key in keys if key in leader})
        group = [exit_ for old in known for exit_ in groups.pop(old)]
        first = known[0] if known else e
        groups[first] = [*group, e]
        leader.update(dict.fromkeys(keys, first))
        if len(known) > 1:
            leader.update({key: first for key, old in leader.items() if old in known})
    ends = {first: graph.names[s.words[graph.head[first]]] for first in groups}
    return {e: ends[first] for first, alike in groups.items() for e in alike}


def _last_words(graph: Graph, node: int) -> tuple[tuple[str, str], ...]:
    """What is heard from a node to the `hang_up` to which it leads with nothing but say and set between."""
    heard: list[tuple[str, str]] = []
    while True:
        step = graph.steps[node]
        if step.prompt is not None and (step.prompt.text or step.prompt.audio):
            heard.append((step.prompt.text, step.prompt.audio))
        if isinstance(step, HangUp):
            return tuple(heard)
        node = graph.head[graph.out[node][0]]


def offers_nothing(graph: Graph, node: int) -> bool:
    """Whether a node is a menu on which callers can only end the call: each option leads to its bare end."""
    step = graph.steps[node]
    if not isinstance(step, Menu) or not step.options:
        return False
    return all(bare_end(graph, graph.head[e]) for e in graph.out[node][: len(step.options)])


def bare_end(graph: Graph, node: int) -> bool:
    """Whether the call just ends at a node, without any words."""
    seen: set[int] = set()
    while node not in seen:
        seen.add(node)
        step = graph.steps[node] if node < len(graph.steps) else None
        if step is None or (isinstance(step, HangUp) and step.prompt is None):
            return True
        if not isinstance(step, Set):
            return False
        node = graph.head[graph.out[node][0]]
    return False
