"""Texts that mean something to Graphviz, to HTML or to the graphviz package."""

import subprocess

import pytest
from pictures import analysed, finding, taken_apart

from ivrlint.analysis import analyse
from ivrlint.diagram import dot
from ivrlint.diagram.engines import engines_for
from ivrlint.flow import Entry, Flow, Handler, Mark, Menu, Option, Prompt, Target, Transfer
from ivrlint.graph import connect

NASTY = [
    'a "quoted" text',
    "<b>bold</b> & <html>",
    "<html>",
    "&amp; &lt; &#92; &nosuch;",
    "back\\slash \\N \\G \\l \\\\ end\\",
    "port:n and a:b:c",
    "{record|field} [list] ; --> -- ->",
    "ñ ö 日本語 \N{GRINNING FACE} \N{COMBINING ACUTE ACCENT}x",
    "\u200b\u202e\ufeff\ufffe",
    "_",
    "(call)",
    "cluster_0",
    "graph",
    "Donaudampfschifffahrt" * 40,
    "100 % #1 'single' `tick` ${x} %s {name}",
]


def call_in(text):
    """A call through a flow in which everything that can be named or said is this text."""
    mark = Mark("flow.yaml", 1, 1, 1, 2)
    prompt = Prompt(text, mark)
    options = (
        Option("1", Target("other", mark), mark, text),
        Option("2", Target(f"no such {text}", mark), mark),
        Option("3", Target(text, mark), mark, text),
        Option("", Target(text, mark), mark, "", (text,)),
    )
    menu = Menu(name=text, mark=mark, prompt=prompt, options=options, no_input=Handler(mark, then=Target("other", mark)))
    other = Transfer(name="other", mark=mark, prompt=prompt, who=text, number=text, passes=(text,))
    flow = Flow(
        file="flow.yaml",
        format="native",
        mark=mark,
        name=text,
        entries=(Entry(text, text, mark),),
        steps={text: menu, "other": other},
    )
    return analyse(connect(flow), flow.entries[0])


@pytest.mark.parametrize("text", NASTY)
def test_any_text_can_be_drawn_and_is_shown_as_it_is(text):
    source = dot(call_in(text), [finding(text, text), finding("other", text)])
    diagram = taken_apart(source)
    assert len(diagram.nodes) == 3
    shown = [name for name in diagram.nodes if name not in ("(call)", "other")]
    assert len(shown) == 1
    assert diagram.between("(call)", shown[0])
    assert diagram.between(shown[0], "other")
    if text.isprintable() and len(text) < 20:
        assert text in diagram.nodes[shown[0]].words


@pytest.mark.parametrize("text", NASTY)
def test_every_engine_shows_the_text_and_no_name_in_the_place_of_an_escape(text):
    source = dot(call_in(text), [finding(text, text)])
    for engine in engines_for("svg"):
        done = subprocess.run([engine.path, "-Tsvg"], input=source.encode(), capture_output=True, check=True)
        svg = done.stdout.decode()
        assert "no such" in svg
        if "\\" in text:
            assert "\\N \\G \\l" in svg


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b[31m", "\x7f", "\ud800"])
def test_what_no_printer_knows_becomes_a_question_mark(control):
    source = dot(call_in("plain"), [finding("other", f"a{control}b")])
    diagram = taken_apart(source)
    assert f"warning, other: a?{control[1:]}b" in diagram.words


def test_names_that_would_look_alike_to_graphviz_stay_two_steps():
    text = 'ivr: 1\nstart: "a:b"\nsteps:\n  "a:b": {say: A., next: a_b}\n  a_b: {say: B., next: "a;b"}\n  "a;b": {hang_up: C.}\n'
    diagram = taken_apart(dot(analysed(text)))
    assert set(diagram.nodes) == {"(call)", "a_b", "a_b (2)", "a_b (3)"}


def test_empty_words_are_left_out():
    diagram = taken_apart(dot(analysed('ivr: 1\nstart: a\nsteps:\n  a: {say: "  ", next: b}\n  b: {hang_up: ""}\n')))
    assert diagram.nodes["a"].words == ["say", "a"]
    assert diagram.nodes["(call)"].words[0] == "flow"
