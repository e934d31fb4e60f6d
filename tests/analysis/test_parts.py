"""Strongly connected parts and what spreads over them, held to networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.analysis.parts import parts, parts_without, spread


@st.composite
def graphs(draw):
    """For each of up to nine nodes the nodes that it leads to, some of them twice."""
    size = draw(st.integers(1, 9))
    return [draw(st.lists(st.integers(0, size - 1), max_size=4)) for _ in range(size)]


def directed(heads):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(heads)))
    graph.add_edges_from((tail, head) for tail, of_tail in enumerate(heads) for head in of_tail)
    return graph


@given(graphs())
def test_the_parts_are_those_of_networkx(heads):
    found = parts(heads)
    assert {frozenset(part) for part in found.nodes} == set(map(frozenset, nx.strongly_connected_components(directed(heads))))
    assert all(found.of[node] == number for number, part in enumerate(found.nodes) for node in part)
    assert sorted(found.post_order) == list(range(len(heads)))


@given(graphs())
def test_a_part_leads_to_parts_with_smaller_numbers(heads):
    found = parts(heads)
    for number, onward in enumerate(found.onward):
        assert onward == {found.of[head] for node in found.nodes[number] for head in heads[node]} - {number}
        assert all(other < number for other in onward)


@given(graphs(), st.data())
def test_bits_spread_to_all_that_can_be_reached(heads, data):
    nodes = st.integers(0, len(heads) - 1)
    seeds = data.draw(st.dictionaries(nodes, st.integers(0, 7)))
    stops = data.draw(st.lists(nodes, max_size=3))
    answer = spread(parts_without(parts(heads), heads, stops), seeds)
    graph = directed([[] if node in stops else of_node for node, of_node in enumerate(heads)])
    for node in range(len(heads)):
        expected = 0
        for seed, bits in seeds.items():
            expected |= bits if nx.has_path(graph, seed, node) else 0
        assert answer.at(node) == expected


def test_a_long_chain_and_a_long_ring_need_no_recursion():
    chain = parts([[node + 1] for node in range(30_000)] + [[]])
    ring = parts([[(node + 1) % 30_000] for node in range(30_000)])
    assert (len(chain.nodes), len(ring.nodes)) == (30_001, 1)
