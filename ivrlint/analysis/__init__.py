"""The analyses: from a graph to the facts of its calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrlint import facts
from ivrlint.analysis.asked_again import asked_at, kin
from ivrlint.analysis.callers import Outcome, after_hours, behave, lost, silent, zero
from ivrlint.analysis.calls import describe_call, describe_callers, describe_loop, describe_promises
from ivrlint.analysis.collects import describe_collects
from ivrlint.analysis.data import Fate, fates
from ivrlint.analysis.endings import describe_endings
from ivrlint.analysis.handoffs import describe_handoffs
from ivrlint.analysis.loops import loops
from ivrlint.analysis.menus import describe_menus
from ivrlint.analysis.places import describe_exits, describe_steps
from ivrlint.analysis.said import describe_prompts
from ivrlint.analysis.silences import silences
from ivrlint.analysis.study import Study, study
from ivrlint.analysis.timing import Times
from ivrlint.analysis.whole import whole
from ivrlint.flow import Entry, Flow, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph, as_networkx, connect

if TYPE_CHECKING:
    import networkx as nx


class Analysis(NamedTuple):
    """The facts of one call, and what is needed to tell and to draw it.

    `outcomes` holds what can come of each caller that the system answers in every way.
    """

    entry: Entry
    facts: facts.Facts
    study: Study
    fates: dict[int, Fate]
    outcomes: dict[str, Outcome]

    @property
    def graph(self) -> Graph:
        """The graph of the flow."""
        return self.study.graph

    @property
    def seconds_to_person(self) -> list[float]:
        """Least seconds from each node to a person by deliberate walks; infinite when there is none."""
        return self.study.least_seconds

    @property
    def route(self) -> list[int]:
        """The exits of a newcomer's quickest walk to a person."""
        return self.study.route(self.study.start)


def analyse(
    graph: Graph, entry: Entry, entered: frozenset[str] = frozenset(), times: Times | None = None, *, part: bool = False
) -> Analysis:
    """All facts of the calls that come in at `entry`, which must name a step of the flow.

    `entered` are the steps that other flows of the run lead to. In a `part` of a larger flow no menu is the first one.
    """
    s = study(graph, graph.number[entry.start], times or Times())
    asked = asked_at(graph, s.words)
    fate, unset = fates(s.ways, s.names, s.words, s.start, s.reachable, kin(graph, asked))
    outcomes = {
        name: behave(graph, s.start, s.seconds, takes(graph), counts_loops=name != "after_hours")
        for name, takes in (("zero", zero), ("silent", silent), ("lost", lost), ("after_hours", after_hours))
    }
    prompts = describe_prompts(s, entered, part=part)
    menus, options = describe_menus(s, prompts, entered | {entry.start} if part else entered)
    if part:
        menus = [replace(menu, first=False) for menu in menus]
    call = describe_call(s, entry, unset, whole(s, menus, prompts))
    hushed = silences(s)
    said = {prompt.node: prompt for prompt in prompts}
    all_facts = facts.Facts(
        call=call,
        steps=tuple(describe_steps(s, unset, entered, hushed)),
        menus=tuple(menus),
        options=tuple(options),
        prompts=tuple(prompts),
        collects=tuple(describe_collects(s, fate, asked)),
        handoffs=tuple(describe_handoffs(s, prompts, entered, part=part)),
        exits=tuple(describe_exits(s, menus, prompts, part=part, survey=call.begins_with_survey)),
        endings=tuple(describe_endings(s, hushed)),
        loops=tuple(describe_loop(s, nodes, doomed, said) for nodes, doomed in loops(s.ways, s.reachable)),
        callers=tuple(describe_callers(s, outcomes)),
        promises=tuple(describe_promises(s, call)),
    )
    return Analysis(entry, all_facts, s, fate, outcomes)


def networkx_graph(flow: Flow, times: Times | None = None) -> nx.MultiDiGraph[str]:
    """The graph of a flow for other tools, with the seconds of each exit."""
    graph = connect(flow)
    if not flow.entries:
        return as_networkx(graph, [0.0] * len(graph.tail))
    return as_networkx(graph, study(graph, graph.number[flow.entries[0].start], times or Times()).seconds)
