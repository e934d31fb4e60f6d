"""Facts of what callers are asked for."""

from __future__ import annotations

from ivrlint import facts
from ivrlint.analysis.asked_again import Asked, by_choice
from ivrlint.analysis.asked_words import digits_said, end_key_said, length_said, wants_letters
from ivrlint.analysis.collect_uses import uses
from ivrlint.analysis.correcting import corrected
from ivrlint.analysis.data import Fate
from ivrlint.analysis.study import Study
from ivrlint.flow import Collect
from ivrlint.graph import Graph

PHONE = 7
"""Digits that phone numbers have at least, area codes and short ones apart."""


def describe_collects(s: Study, fates: dict[int, Fate], asked: Asked) -> list[facts.Collect]:
    """The facts of all collects."""
    if not fates:
        return []
    offered = corrected(s)
    again = {node: fate for node, fate in sorted(fates.items()) if fate.asked_before == (node,)}
    used = {node: (*fate.used_at, *fate.passed_at) for node, fate in again.items()}
    chosen = by_choice(s.ways, ((node, its) for node, its in used.items() if its or again[node].reaches_unknown))
    named = _Named(s.graph)
    return [_collect(s, node, fates[node], asked, node in offered, node in chosen, named) for node in sorted(fates)]


def _collect(s: Study, node: int, fate: Fate, asked: Asked, offered: bool, chosen: bool, named: _Named) -> facts.Collect:
    graph = s.graph
    step = graph.steps[node]
    assert isinstance(step, Collect)  # noqa: S101 - narrows the type
    always = not fate.used_at and not fate.passed_at
    least, most = step.digits or (0, 0)
    use = uses(graph, step.variable, fate)
    before, sort = asked.before[node], asked.sorts[node]
    return facts.Collect(
        mark=step.mark,
        node=node,
        step=graph.names[node],
        reachable=bool(s.reachable[node]),
        variable=step.variable,
        kind=step.what,
        sort=sort,
        digits_least=least,
        digits_most=most,
        sure_digits=_sure_digits(step, sort),
        length_said=length_said(step, before),
        digits_said=digits_said(step, before),
        finish_on=step.finish_on,
        end_key_said=end_key_said(step, before),
        letters=wants_letters(step, sort, before),
        by=step.by,
        confirm=step.confirm,
        used_at=named.of(fate.used_at),
        passed_at=named.of(fate.passed_at),
        lost_at=named.of(fate.lost_at),
        dropped_at=named.of(fate.dropped_at),
        unsaid_at=named.of(fate.unsaid_at),
        read_out_at=named.of(use.read_out),
        shown_at=named.of(use.seen),
        checked=use.checked or step.confirm != "none" or offered,
        thrown_away="always" if always else "sometimes" if fate.bad_walk else "never",
        asked_before=named.of(fate.asked_before),
        asked_needlessly=fate.asked_needlessly and step.by != ("recording",),
        asked_by_choice=chosen,
        asked_as=named.of(tuple(other for other in fate.asked_as if asked.sorts[other] == sort)),
        asked_before_always=fate.asked_before_always,
        corrected=offered,
        reaches_unknown=fate.reaches_unknown,
    )


def _sure_digits(step: Collect, sort: str) -> int:
    if "keys" not in step.by:
        return 0
    return step.digits[0] if step.digits and step.digits[0] > 1 else PHONE if sort == "phone number" else 0


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
