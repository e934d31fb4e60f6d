"""Facts of what callers are asked for."""

from __future__ import annotations

from collections import Counter

from ivrlint import facts
from ivrlint.analysis.data import Fate
from ivrlint.analysis.study import Study
from ivrlint.flow import Collect, Menu, Say
from ivrlint.graph import Graph


def describe_collects(s: Study, fates: dict[int, Fate]) -> list[facts.Collect]:
    """The facts of all collects."""
    corrected = _corrected(s) if fates else set()
    named = _Named(s.graph)
    return [_collect(s, node, fates[node], node in corrected, named) for node in sorted(fates)]


def _collect(s: Study, node: int, fate: Fate, corrected: bool, named: _Named) -> facts.Collect:
    graph = s.graph
    step = graph.steps[node]
    assert isinstance(step, Collect)  # noqa: S101 - narrows the type
    always = not fate.used_at and not fate.passed_at
    least, most = step.digits or (0, 0)
    return facts.Collect(
        mark=step.mark,
        node=node,
        step=graph.names[node],
        reachable=bool(s.reachable[node]),
        variable=step.variable,
        kind=step.what,
        digits_least=least,
        digits_most=most,
        by=step.by,
        confirm=step.confirm,
        used_at=named.of(fate.used_at),
        passed_at=named.of(fate.passed_at),
        lost_at=named.of(fate.lost_at),
        thrown_away="always" if always else "sometimes" if fate.bad_walk else "never",
        asked_before=named.of(fate.asked_before),
        asked_needlessly=fate.asked_needlessly,
        asked_before_always=fate.asked_before_always,
        corrected=corrected,
        reaches_unknown=fate.reaches_unknown,
    )


def _corrected(s: Study) -> set[int]:
    """The collects to which a menu leads back that has read out what was entered, or follows the words that do.

    A menu that reads out what was made of the only entry of its name, and leads back, offers to do it once more.
    """
    graph, words, made_of = s.graph, s.words, s.names.made_of
    heard: dict[int, set[str]] = {}
    asking = Counter(step.variable for step in graph.steps if isinstance(step, Collect))
    for node, step in enumerate(graph.steps):
        if isinstance(step, Say) and step.prompt and step.prompt.reads:
            heard.setdefault(words[node], set()).update(step.prompt.reads)
    result = set()
    for node, step in enumerate(graph.steps):
        if isinstance(step, Menu):
            own = set(step.prompt.reads if step.prompt else ())
            read = heard.get(node, set()) | own
            for e in graph.out[node] if read else ():
                back = words[graph.head[e]]
                collect = graph.steps[back] if 0 <= back < len(graph.steps) else None
                if not isinstance(collect, Collect):
                    continue
                once = asking[collect.variable] == 1
                if collect.variable in read or (once and any(collect.variable in made_of.get(name, ()) for name in own)):
                    result.add(back)
    return result


class _Named:
    """The sorted names of nodes; thousands of collects often share one answer."""

    def __init__(self, graph: Graph) -> None:
        self.names = graph.names
        self.known: dict[tuple[int, ...], tuple[str, ...]] = {}

    def of(self, nodes: tuple[int, ...]) -> tuple[str, ...]:
        """The names of some nodes, sorted."""
        if nodes not in self.known:
            self.known[nodes] = tuple(sorted(self.names[node] for node in nodes))
        return self.known[nodes]
