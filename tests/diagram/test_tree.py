"""The backbone of the picture."""

from pictures import SHOP, council

from ivrlint.diagram.tree import grow, leading_to, near
from ivrlint.graph import connect
from ivrlint.readers import read


def graph_of(text):
    return connect(read(text.encode(), "flow.yaml"))


def named(graph, nodes):
    return {graph.names[node] for node in nodes}


def test_every_step_hangs_where_it_is_first_met():
    graph = graph_of(SHOP)
    tree = grow(graph, range(len(graph.steps)), [graph.number["main"]], ())
    parents = {graph.names[node]: graph.names[above] for node, above in tree.parent.items()}
    assert parents == {"orders": "main", "times": "main", "people": "main", "look": "orders", "message": "people"}
    assert {graph.names[node]: depth for node, depth in tree.depth.items()}["look"] == 2


def test_a_step_hangs_on_a_mistake_only_when_nothing_else_leads_there():
    text = """\
ivr: 1
start: a
steps:
  a: {menu: Choose., options: {1: b}, no_input: {then: c}, no_match: {then: d}}
  b: {say: B., next: c}
  c: {hang_up: Bye.}
  d: {hang_up: Bye.}
"""
    graph = graph_of(text)
    tree = grow(graph, range(4), [0], ())
    assert {graph.names[node]: graph.label[e] for node, e in tree.by.items()} == {"b": "1", "c": "next", "d": "no_match"}


def test_the_route_belongs_to_the_tree():
    text = "ivr: 1\nstart: a\nsteps:\n  a: {menu: M., options: {1: b, 2: c}}\n  b: {say: B., next: c}\n  c: {transfer: x}\n"
    graph = graph_of(text)
    long_way = [e for e, label in enumerate(graph.label) if label in ("1", "next")]
    tree = grow(graph, range(3), [0], long_way)
    assert sorted(tree.by.values()) == long_way
    assert grow(graph, range(3), [0], ()).depth[2] == 1


def test_children_hang_in_the_order_of_their_keys():
    graph = graph_of(council(5, 3))
    tree = grow(graph, range(len(graph.steps)), [0], ())
    assert [graph.names[node] for node in tree.children[0]][:3] == ["topic1", "topic2", "topic3"]


def test_above_means_on_the_way():
    graph = graph_of(SHOP)
    tree = grow(graph, range(len(graph.steps)), range(len(graph.steps)), ())
    number = graph.number
    assert tree.above(number["main"], number["look"])
    assert tree.above(number["orders"], number["orders"])
    assert not tree.above(number["look"], number["main"])
    assert not tree.above(number["times"], number["look"])


def test_steps_that_the_start_does_not_lead_to_have_roots_of_their_own():
    graph = graph_of(SHOP + "  old: {say: Old., next: older}\n  older: {say: Older., next: old}\n")
    tree = grow(graph, range(len(graph.steps)), [0, *range(len(graph.steps))], ())
    assert set(tree.depth) == set(range(len(graph.steps)))
    assert graph.number["old"] not in tree.by
    assert graph.names[tree.parent[graph.number["older"]]] == "old"


def test_near_counts_exits_before_and_behind():
    graph = graph_of(SHOP)
    look = graph.number["look"]
    assert named(graph, near(graph, [look], 0)) == {"look"}
    assert named(graph, near(graph, [look], 1)) == {"look", "orders", "times", "people"}
    assert named(graph, near(graph, [look], 2)) == {"look", "orders", "times", "people", "main", "message"}


def test_leading_to_goes_back_by_any_exit():
    graph = graph_of(SHOP)
    assert named(graph, leading_to(graph, [graph.number["look"]])) == {"look", "orders", "main", "times"}


def test_a_chain_of_many_steps_is_no_recursion():
    lines = ["ivr: 1", "start: s0", "steps:"]
    lines += [f"  s{number}: {{say: Hello., next: s{number + 1}}}" for number in range(3000)]
    graph = graph_of("\n".join([*lines, "  s3000: {hang_up: Bye.}"]))
    tree = grow(graph, range(len(graph.steps)), [0], ())
    assert tree.depth[graph.number["s3000"]] == 3000
    assert tree.above(0, graph.number["s3000"])
