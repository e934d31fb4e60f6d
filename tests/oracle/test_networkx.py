"""A third opinion: reachability, loops and distances as networkx finds them in the exported graph."""

from __future__ import annotations

from comparing import analysed
from hypothesis import HealthCheck, given, settings
from page import Page
from strategies import Tried, flows
from third_opinion import by_networkx, same_by_ivrlint

sometimes = settings(max_examples=150, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))


@sometimes
@given(flows(native=False))
def test_networkx_finds_the_same_distances_and_loops(tried: Tried):
    assert same_by_ivrlint(analysed(tried.flow)) == by_networkx(tried.flow, tried.flow.entries[0].start)


@sometimes
@given(flows(native=False))
def test_the_exported_graph_has_the_exits_of_the_page(tried: Tried):
    page = Page(tried.flow)
    exported = {(tail, exit_["how"], head) for tail, head, exit_ in tried.flow.graph.edges(data=True)}
    ends = {"dead_end": "(dead end)", "cut_off": "(cut off)"}
    assert exported == {(way.step, way.how, way.to or ends[way.ends]) for ways in page.ways.values() for way in ways}
