"""Parts of flows: what a pattern names, and the beginning of a large flow."""

import pytest
from pictures import SHOP, analysed, council, finding, taken_apart

from ivrlint.diagram import Drawing, NotDrawn, dot, drawing
from ivrlint.diagram.parts import HUGE, LEAST, MOST, focus_on, named_parts, near_name, parts_told, without_settings
from ivrlint.graph import connect
from ivrlint.readers import read

LARGE = council(12, 14)


def settings(count, loop=""):
    """A call through so many steps that only set a value, with a say after each."""
    lines = ["ivr: 1", "start: set0", "steps:"]
    for number in range(count):
        lines.append(f"  set{number}: {{set: {{a: '{number}'}}, next: say{number}}}")
        lines.append(f"  say{number}: {{say: Hello., next: {f'set{number + 1}' if number + 1 < count else loop or 'bye'}}}")
    return "\n".join([*lines, "  bye: {hang_up: Bye.}"])


def beginning_of(text, **options):
    drawn = drawing(analysed(text), everything=False, **options)
    assert isinstance(drawn, Drawing)
    return taken_apart(drawn.source), drawn.left_out


def test_a_pattern_shows_the_steps_that_it_names_and_nothing_around_them():
    diagram = taken_apart(dot(analysed(council(4, 3)), focus="topic2*"))
    assert set(diagram.nodes) == {"topic2", "topic2_answer1", "topic2_answer2", "topic2_answer3"}
    assert "Council: topic2*" in diagram.words
    assert "from main" in diagram.nodes["topic2"].words
    assert all("peripheries" not in node.attributes for node in diagram.nodes.values())


def test_around_a_pattern_as_much_is_shown_as_is_asked_for():
    diagram = taken_apart(dot(analysed(council(4, 3)), focus="topic2_*", within=1))
    assert set(diagram.nodes) == {"(call)", "main", "topic2", "topic2_answer1", "topic2_answer2", "topic2_answer3"}
    assert "Council: near topic2_*" in [*diagram.words, *diagram.nodes["(call)"].words]
    assert diagram.nodes["topic2_answer1"].attributes["peripheries"] == "2"
    assert "peripheries" not in diagram.nodes["topic2"].attributes


def test_around_a_step_two_exits_are_shown_unless_another_number_is_asked_for():
    assert dot(analysed(SHOP), focus="look") == dot(analysed(SHOP), focus="look", within=2)
    assert dot(analysed(SHOP), focus="look") != dot(analysed(SHOP), focus="look", within=1)


def test_ways_out_of_a_part_are_told_in_its_steps():
    diagram = taken_apart(dot(analysed(council(4, 3)), focus="topic2*"))
    assert "then: to main" in diagram.nodes["topic2_answer1"].words


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("a [1] *", {"a [1] b", "a [1] c"}),
        ("a [1] b", {"a [1] b"}),
        ("a [[]1] b", {"a [1] b"}),
        ("* [cd]", {"a [1] c", "d d"}),
        ("?*b", {"a [1] b"}),
    ],
)
def test_square_brackets_in_names_are_no_obstacle(pattern, shown):
    text = "ivr: 1\nstart: 'a [1] b'\nsteps:\n  'a [1] b': {say: A., next: 'a [1] c'}\n  'a [1] c': {say: A., next: d d}\n"
    graph = connect(read((text + "  d d: {hang_up: Bye.}\n").encode(), "flow.yaml"))
    assert {graph.names[node] for node in focus_on(graph, pattern, 0).nodes} == shown


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("topic9*", "topic4_*"),
        ("Topic2_*", "topic2_*"),
        ("tpic2_answer3", "topic2_answer3"),
        ("ANSWER3", "topic1_answer3"),
        ("*mian*", "main"),
        ("*xyzzy*", ""),
        ("*", ""),
    ],
)
def test_a_near_name_or_pattern_is_told_when_nothing_matches(asked, near):
    graph = connect(read(council(4, 3).encode(), "flow.yaml"))
    assert near_name(graph, asked) == near


def test_a_pattern_that_matches_nothing_is_an_error():
    assert dot(analysed(council(4, 3)), focus="Topic2_*") == NotDrawn('there is no step "Topic2_*"; did you mean "topic2_*"?')


def test_of_a_large_flow_the_beginning_is_drawn_on_a_sheet():
    diagram, left_out = beginning_of(LARGE)
    assert LEAST <= len(diagram.nodes) - 1 <= MOST
    assert {"main", "people", *(f"topic{number}" for number in range(1, 13))} <= set(diagram.nodes)
    assert "size" in diagram.attributes
    which = f"{len(diagram.nodes) - 1} of 182 steps are"
    assert any(text.startswith(which + " shown: those nearest to the start") for text in diagram.words)
    assert left_out.startswith(which + " drawn: those nearest to the start")
    assert "Everything: --all. Parts: --focus " in left_out


def test_what_is_behind_a_way_out_of_the_beginning_is_counted():
    lines = [f"  s{number}: {{say: Hello., next: s{number + 1}}}" for number in range(HUGE + 50)]
    diagram, _ = beginning_of("\n".join(["ivr: 1", "start: s0", "steps:", *lines, f"  s{HUGE + 50}: {{hang_up: Bye.}}"]))
    assert len(diagram.nodes) == MOST + 1
    assert diagram.nodes[f"s{MOST - 1}"].words[-1] == f"then: to s{MOST} ({HUGE + 50 - MOST} more steps)"


def test_the_quickest_way_to_a_person_belongs_to_the_beginning():
    chain = "\n".join(
        f"  c{number}: {{say: Hello., next: {f'c{number + 1}' if number < 99 else 'people'}}}" for number in range(100)
    )
    text = LARGE.replace("0: people", "0: c0").replace("then: people", "then: c0") + "\n" + chain
    diagram, _ = beginning_of(text)
    assert {"main", "c0", "c99", "people"} <= set(diagram.nodes)


def test_steps_that_only_set_values_are_passed_by_in_large_flows():
    diagram, left_out = beginning_of(settings(100))
    assert len(diagram.nodes) == 1 + 1 + 100 + 1
    assert diagram.between("say0", "say1")
    assert "set0" in diagram.nodes
    assert "set1" not in diagram.nodes
    assert left_out.startswith("102 of 201 steps are drawn: all but those that only set values. Everything: --all.")


def test_everything_is_drawn_when_it_is_asked_for_and_of_smaller_flows_always():
    assert drawing(analysed(LARGE)).left_out == ""
    assert drawing(analysed(LARGE)).source == dot(analysed(LARGE))
    small = drawing(analysed(council(9, 14)), everything=False)
    assert (small.source, small.left_out) == (dot(analysed(council(9, 14))), "")


def test_findings_on_steps_that_are_not_shown_are_not_listed():
    findings = [finding("main", "is deaf"), finding("topic12_answer14", "is far away"), finding("set1", "sets")]
    diagram, _ = beginning_of(LARGE, findings=findings)
    assert "warning, main: is deaf" in diagram.words
    assert not any("is far away" in text for text in diagram.words)


def test_a_large_part_has_a_beginning_too_and_names_its_own_parts():
    names = [f"Bank / {page} / {number}" for page in ("Cards", "Dates") for number in range(100)]
    lines = [f"  {name}: {{say: Hello., next: {after}}}" for name, after in zip(names, [*names[1:], "bye"], strict=True)]
    text = "\n".join(["ivr: 1", "start: hello", "steps:", "  hello: {say: Hello., next: Bank / Cards / 0}", *lines])
    diagram, left_out = beginning_of(text + "\n  bye: {hang_up: Bye.}", focus="Bank / *")
    assert len(diagram.nodes) == MOST
    assert "from hello" in diagram.nodes["Bank / Cards / 0"].words
    assert left_out.endswith("Parts: --focus 'Bank / Cards / *' (100 steps), --focus 'Bank / Dates / *' (100 steps)")


def test_the_same_large_flow_gives_the_same_text():
    assert drawing(analysed(LARGE), everything=False) == drawing(analysed(LARGE), everything=False)


@pytest.mark.parametrize("loop", ["set0", "set7", "say3"])
def test_circles_are_passed_by_as_well(loop):
    diagram, _ = beginning_of(settings(100, loop))
    assert len(diagram.nodes) >= 100


def test_of_a_circle_of_settings_one_stays():
    text = "ivr: 1\nstart: a\nsteps:\n  a: {say: A., next: b}\n  b: {set: {x: y}, next: c}\n  c: {set: {x: y}, next: b}\n"
    graph = connect(read((text + "  d: {set: {x: y}, next: c}\n").encode(), "flow.yaml"))
    passed, left_out = without_settings(graph, ())
    assert {graph.names[node] for node in left_out} == {"c", "d"}
    assert [graph.names[passed.head[passed.out[graph.number[name]][0]]] for name in "ab"] == ["b", "b"]


def test_a_long_chain_of_settings_takes_no_longer_than_its_length():
    lines = [f"  s{number}: {{set: {{x: y}}, next: s{number + 1}}}" for number in range(5000)]
    graph = connect(read("\n".join(["ivr: 1", "start: s0", "steps:", *lines, "  s5000: {hang_up: Bye.}"]).encode(), "flow.yaml"))
    passed, left_out = without_settings(graph, [0])
    assert len(left_out) == 4999
    assert passed.head[passed.out[0][0]] == graph.number["s5000"]


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (["a / b"] * 5 + ["c / d"] * 6, [("c / *", 6), ("a / *", 5)]),
        (["x / a / b"] * 5 + ["x / c / d"] * 6, [("x / c / *", 6), ("x / a / *", 5)]),
        (["main s"] * 5 + ["other [1"] * 5, [("main *", 5), ("other *", 5)]),
        (["m[1].a"] * 5 + ["n.b"] * 5, [("m?1].*", 5), ("n.*", 5)]),
        (["one", "two"], []),
        ([], []),
        (["a / b"] * 20, []),
    ],
)
def test_parts_are_named_after_what_stands_before_a_joint(names, parts):
    assert named_parts(names) == parts


def test_without_parts_by_name_a_step_is_proposed():
    assert parts_told(["a", "b"]) == "--focus STEP --within 3"
