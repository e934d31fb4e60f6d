"""Frames around the steps of other files, and names inside them."""

import pytest
from pictures import taken_apart

from ivrlint.analysis import analyse
from ivrlint.diagram import dot
from ivrlint.diagram.frames import frames_of
from ivrlint.flow import Entry, Flow, Mark, Say, Target, replace
from ivrlint.graph import connect

AGENT = {
    "Start": "bank/agent.json",
    "Cards / Hello": "bank/flows/Cards & more/Cards %26 more.json",
    "Cards & more / Lost?": "bank/flows/Cards & more/pages/Lost%3f.json",
    "Cards & more / Lost? / say": "bank/flows/Cards & more/pages/Lost%3f.json",
    "Cards & more / Stolen / say": "bank/flows/Cards & more/pages/Stolen.json",
    "Dates / Day": "bank/flows/Dates/pages/Day.json",
    "Dates / Day / 100%": "bank/flows/Dates/pages/Day.json",
}


def analysis_of(files, flow_file="bank/agent.json"):
    """A call through steps of these names in these files, one after the other."""
    names = list(files)
    steps = {}
    for name, following in zip(names, [*names[1:], None], strict=True):
        mark = Mark(files[name], 1, 1, 1, 2)
        steps[name] = Say(name=name, mark=mark, next=Target(following, mark) if following else None)
    mark = Mark(flow_file, 1, 1, 1, 2)
    flow = Flow(file=flow_file, format="x", mark=mark, name="Bank", entries=(Entry("Bank", names[0], mark),), steps=steps)
    return analyse(connect(flow), flow.entries[0])


def framed(files, flow_file="bank/agent.json", shown=None):
    graph = analysis_of(files, flow_file).graph
    return graph, frames_of(graph, range(len(graph.steps)) if shown is None else shown)


def outline(frames):
    return {frame.title: [inner.title for inner in frame.inner] for frame in frames.frames}


def test_files_of_one_folder_stand_in_one_frame_with_decoded_titles():
    _, frames = framed(AGENT)
    assert outline(frames) == {"Cards & more": ["Lost?", "Stolen"], "Dates / Day": []}


def test_the_file_that_is_named_like_its_folder_needs_no_frame_of_its_own():
    graph, frames = framed(AGENT)
    assert [graph.names[node] for node in frames.frames[0].nodes] == ["Cards / Hello"]


def test_names_leave_out_what_their_frames_say():
    graph, frames = framed(AGENT)
    assert [frames.name(graph, node) for node in range(len(graph.steps))] == [
        "Start",
        "Cards / Hello",
        "Lost?",
        "say",
        "say",
        "Day",
        "100%",
    ]


def test_places_are_named_as_far_as_the_frames_around_both_steps_do_not_say_it():
    graph, frames = framed(AGENT)
    lost, stolen, day = graph.number["Cards & more / Lost? / say"], graph.number["Cards & more / Stolen / say"], 5
    assert frames.name(graph, stolen, lost) == "Stolen / say"
    assert frames.name(graph, stolen, day) == "Cards & more / Stolen / say"
    assert frames.name(graph, lost, graph.number["Cards & more / Lost?"]) == "say"
    assert frames.name(graph, lost, 0) == "Cards & more / Lost? / say"


def test_only_frames_with_steps_that_are_shown_remain():
    graph, frames = framed(AGENT, shown={0, 3})
    assert outline(frames) == {"Cards & more / Lost?": []}
    assert frames.name(graph, 4, 3) == "Stolen / say"


def test_files_beside_the_flow_are_named_as_they_are():
    files = {"a": "x/main.conf", "b": "x/extra.conf", "c": "x/100%.conf", "d": "y/other.conf", "e": "x/queues/sales.conf"}
    _, frames = framed(files, "x/main.conf")
    assert outline(frames) == {"extra.conf": [], "100%.conf": [], "../y/other.conf": [], "queues / sales": []}


def test_files_of_one_folder_that_end_differently_or_are_named_alike_keep_what_tells_them_apart():
    _, frames = framed({"a": "x/main.xml", "b": "x/inc/one.xml", "c": "x/inc/one.conf"}, "x/main.xml")
    assert outline(frames) == {"inc": ["one.xml", "one.conf"]}
    _, frames = framed({"a": "m.json", "b": "d/1/x/p.json", "c": "d/1/y/p.json", "d": "d/q.json", "e": "d/2/p.json"}, "m.json")
    assert outline(frames) == {"1": ["x/p.json", "y/p.json"], "d / q": [], "2 / p": []}


def test_frames_lie_within_each_other_and_titles_fit_their_steps():
    long = {**AGENT, "Dates / " + "very long " * 30: "bank/flows/Dates/pages/" + "very%20long%20" * 30 + ".json"}
    source = dot(analysis_of(long))
    diagram = taken_apart(source)
    assert diagram.nodes["Start"].cluster == ""
    clusters = {node.cluster for node in diagram.nodes.values()} - {""}
    assert len(clusters) >= 4
    assert ">Lost?<" in source
    assert "%20" not in "".join(text for node in diagram.nodes.values() for text in node.words)
    assert "very%20" not in source


@pytest.mark.parametrize(
    "file", ["", "/", "..", "../..", "a/../../b", "%", "%00%0a.json", "%ff/%zz.json", "C:\\x\\y.json", "a//b#c"]
)
def test_no_path_is_too_odd_for_a_frame(file):
    for own in ("flow.yaml", file, "/abs/flow.yaml", "../flow.yaml"):
        diagram = taken_apart(dot(analysis_of({"a": own, "b": file, "b / c": file + "x"}, own)))
        assert len(diagram.nodes) == 4


def test_steps_of_another_flow_are_named_with_their_file_from_outside():
    one, two = analysis_of({"a": "x.yaml"}, "x.yaml").graph.flow, analysis_of({"a": "y.yaml", "b": "y.yaml"}, "y.yaml").graph.flow
    mark = Mark("x.yaml", 1, 1, 1, 2)
    linked = replace(one, steps={"a": replace(one.steps["a"], next=Target("y.yaml", mark))}, others={"y.yaml": two})
    graph = connect(linked)
    frames = frames_of(graph, range(3))
    assert frames.name(graph, 1, 0) == "y.yaml#a"
    assert frames.name(graph, 1, 2) == "a"
