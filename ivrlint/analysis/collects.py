"""Facts of what callers are asked for."""

from __future__ import annotations

from ivrlint import facts
from ivrlint.analysis.correcting import corrected
from ivrlint.analysis.data import Fate
from ivrlint.analysis.study import Study
from ivrlint.flow import Collect
from ivrlint.graph import Graph


def describe_collects(s: Study, fates: dict[int, Fate]) -> list[facts.Collect]:
    """The facts of all collects."""
    offered = corrected(s) if fates else set()
    named = _Named(s.graph)
    return [_collect(s, node, fates[node], node in offered, named) for node in sorted(fates)]


def _collect(s: Study, node: int, fate: Fate, offered: bool, named: _Named) -> facts.Collect:
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
        dropped_at=named.of(fate.dropped_at),
        unsaid_at=named.of(fate.unsaid_at),
        thrown_away="always" if always else "sometimes" if fate.bad_walk else "never",
        asked_before=named.of(fate.asked_before),
        asked_needlessly=fate.asked_needlessly and step.by != ("recording",),
        asked_before_always=fate.asked_before_always,
        corrected=offered,
        reaches_unknown=fate.reaches_unknown,
    )


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
