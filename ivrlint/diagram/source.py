"""The picture as DOT text, through the graphviz package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

from ivrlint.diagram import palette
from ivrlint.diagram.fit import A3, Layout, Size, Space, fit
from ivrlint.diagram.frames import Frame
from ivrlint.diagram.labels import BARE, DETAILS, NAME, SPARE, TITLE, WORDS, Detail, Part, above, edge_label, lines, step_label
from ivrlint.diagram.legend import legend
from ivrlint.diagram.metrics import NAMES, wrap
from ivrlint.diagram.parts import HUGE
from ivrlint.diagram.picture import LARGE, Box, Edge, Picture
from ivrlint.diagram.shapes import shaped, size
from ivrlint.diagram.words import heard, tidy
from ivrlint.facts import Call
from ivrlint.flow.tuples import NamedTuple

if TYPE_CHECKING:
    from graphviz import Digraph  # type: ignore[import-untyped]

FONTS = "Arial, Helvetica, sans-serif"
READABLE = 0.68
"""At this scale the smallest letters, of 9 points, are 6 points high on paper."""


class _Plan(NamedTuple):
    """The words of each step, the label of each edge, and where they go."""

    words: dict[int, Part]
    labels: dict[Edge, Part | None]
    layout: Layout
    dense: bool


def source(picture: Picture, direction: str) -> str:
    """DOT text; the same picture gives the same text."""
    import graphviz

    plan = _plan(picture, direction)
    ids = _ids(picture)
    sheet = {"size": A3} if picture.size <= LARGE else {"mclimit": "0.3", "nslimit": "2", "nslimit1": "2"}
    g = graphviz.Digraph(
        "ivr",
        graph_attr={
            "newrank": "true",
            "rankdir": direction,
            "ordering": "out",
            "fontname": FONTS,
            "fontsize": f"{WORDS:g}",
            "nodesep": "0.12" if plan.dense else "0.16",
            "ranksep": "0.2",
            "pad": "0.1",
            "margin": "0.19",
            "labelloc": "b",
            "labeljust": "l",
            "label": f"<{legend(picture, max(plan.layout.width, 640), dense=plan.dense).html}>",
            **sheet,
        },
        node_attr={"fontname": FONTS, "margin": "0"},
        edge_attr={"fontname": FONTS, "fontsize": f"{WORDS:g}", "color": palette.BLACK, "arrowsize": "0.7"},
    )
    calls = {node: f"(call {number})" if number > 1 else "(call)" for number, node in enumerate(picture.starts, 1)}
    _add_starts(g, picture, ids, calls)
    _add_boxes(g, picture, ids, plan)
    for edge in picture.edges:
        _add_edge(g, edge, ids, plan)
    for one, other in plan.layout.lines:
        g.edge(ids[one], ids[other], style="invis", weight="4" if picture.tree.children[other] else "30")
    for one, other in plan.layout.stacked:
        g.edge(ids[one], calls.get(other, ids[other]), style="invis", weight="20")
    return str(g.source)


def _plan(picture: Picture, direction: str) -> _Plan:
    """As much detail as is still readable on the sheet."""
    plans = (_planned(picture, detail) for detail in _details(picture.size))
    best = next(plans)
    for plan in plans:
        if best.layout.scale >= READABLE:
            break
        best = max(best, plan, key=lambda plan: plan.layout.scale)
    return best if direction in ("TB", "BT") else best._replace(layout=best.layout._replace(down={}, lines=(), stacked=()))


def _details(size: int) -> Sequence[Detail]:
    if size <= LARGE:
        return DETAILS
    return [SPARE] if size <= HUGE else [BARE]


def _planned(picture: Picture, detail: Detail) -> _Plan:
    steps = picture.graph.steps
    arriving = {edge.way.head: edge.way for edge in picture.edges if edge.in_tree} if detail.dense else {}
    words = {
        box.node: step_label(steps[box.node], picture.frames.name(picture.graph, box.node), box, arriving.get(box.node), detail)
        for box in picture.boxes
    }
    labels = {
        edge: edge_label(edge.way, detail)
        for edge in picture.edges
        if not (detail.dense and edge.way.head in arriving and edge.in_tree)
    }
    wide = {edge.way.head: label.width for edge, label in labels.items() if edge.in_tree and label}
    sizes = {node: Size(*size(steps[node], part), wide.get(node, 0.0)) for node, part in words.items()}
    below = legend(picture, 1400, dense=detail.dense).height + 80
    space = Space(17, 18, 10, below) if detail.dense else Space(32, 36, 13, below)
    return _Plan(words, labels, fit(picture.tree, sizes, space), detail.dense)


def _ids(picture: Picture) -> dict[int, str]:
    """A name for each node in the DOT text: the step's own where DOT and the graphviz package leave it as it is."""
    taken = {"(call)", *(f"(call {number})" for number in range(2, len(picture.starts) + 1))}
    result: dict[int, str] = {}
    for box in picture.boxes:
        plain = re.sub(r"[^\w #./()-]", "_", tidy(picture.graph.names[box.node])) or "_"
        name, count = plain, 1
        while name in taken:
            count += 1
            name = f"{plain} ({count})"
        taken.add(name)
        result[box.node] = name
    return result


def _add_starts(g: Digraph, picture: Picture, ids: dict[int, str], names: Mapping[int, str]) -> None:
    """A black box for each way in. Calls that begin at the same step share one."""
    for node, calls in picture.starts.items():
        title = ", ".join(tidy(call.title) for call in calls) if picture.several else picture.title
        parts = [
            lines(wrap(title, TITLE, 420, 2, bold=True, after=NAMES, middle=True), TITLE, palette.WHITE, bold=True),
            lines([_summary(calls[0])], WORDS, palette.WHITE),
        ]
        words = above(parts, 2)
        size = {"width": f"{(words.width + 24) / 72:.2f}", "height": f"{(words.height + 12) / 72:.2f}", "fixedsize": "true"}
        look = {"shape": "box", "style": "filled,rounded", "fillcolor": palette.BLACK, "color": palette.BLACK}
        g.node(names[node], label=f"<{words.html}>", **look, **size)
        g.edge(names[node], ids[node], penwidth="3", weight="20")


def _summary(call: Call) -> str:
    if call.seconds_to_person != float("inf"):
        presses = int(call.presses_to_person)
        pressing = f"{presses} key{'s' * (presses != 1)}" if presses else "nothing"
        return f"A newcomer reaches a person after {call.seconds_to_person:.0f} s, pressing {pressing}"
    if call.person_only_by_error:
        return "A person is reached only after a mistake or failure"
    if call.may_reach_person:
        return "No person in this flow; whether there is one where it leads on is not known"
    return "No caller can reach a person"


def _add_boxes(g: Digraph, picture: Picture, ids: dict[int, str], plan: _Plan) -> None:
    boxes = {box.node: box for box in picture.boxes}
    framed = picture.frames.around
    _add_steps(g, picture, (box for box in picture.boxes if box.node not in framed), ids, plan)
    numbers = count()
    for frame in picture.frames.frames:
        _add_frame(g, picture, frame, boxes, ids, plan, numbers)


def _add_frame(
    g: Digraph, picture: Picture, frame: Frame, boxes: Mapping[int, Box], ids: dict[int, str], plan: _Plan, numbers: Iterator[int]
) -> None:
    """A frame no wider than its widest step, and those in it."""
    nodes = [*frame.nodes, *(node for inner in frame.inner for node in inner.nodes)]
    room = max(plan.words[node].width for node in nodes)
    with g.subgraph(name=f"cluster_{next(numbers)}") as part:
        title = wrap(frame.title, NAME, max(room, 60), 2, bold=True, after=NAMES, middle=True)
        label = lines(title, NAME, palette.GREY, bold=True)
        part.attr(label=f"<{label.html}>", labelloc="t", labeljust="l", style="rounded,filled", color=palette.DIM)
        part.attr(margin="8", fillcolor=palette.WHITE if frame.inner else palette.PAPER)
        _add_steps(part, picture, (boxes[node] for node in frame.nodes), ids, plan)
        for inner in frame.inner:
            _add_frame(part, picture, inner, boxes, ids, plan, numbers)


def _add_steps(g: Digraph, picture: Picture, boxes: Iterable[Box], ids: dict[int, str], plan: _Plan) -> None:
    from graphviz import escape

    graph = picture.graph
    for box in boxes:
        step = graph.steps[box.node]
        words = plan.words[box.node]
        attributes = shaped(step, words)
        look = box.look
        if look.style != "solid":
            attributes["style"] += f",{look.style}"
        if picture.focus and picture.focus.marked(box.node):
            attributes["peripheries"] = "2"
        g.node(
            ids[box.node],
            label=f"<{words.html}>",
            fillcolor=look.fill,
            color=look.line,
            penwidth=f"{look.width:g}",
            tooltip=escape(f"{tidy(step.name)} {heard(step)}"),
            **attributes,
        )


def _add_edge(g: Digraph, edge: Edge, ids: dict[int, str], plan: _Plan) -> None:
    way = edge.way
    attributes = {}
    label = plan.labels.get(edge)
    if label:
        attributes["label"] = f"<{label.html}>"
    if edge.in_tree and plan.layout.down.get(way.head, 1) > 1:
        attributes["minlen"] = str(plan.layout.down[way.head])
    if edge.on_route:
        attributes |= {"penwidth": "3.5", "weight": "10", "arrowsize": "0.9"}
    elif way.quiet:
        attributes |= {"style": "dashed", "color": palette.DIM, "weight": "1" if edge.in_tree else "0"}
    else:
        attributes["weight"] = "3" if edge.in_tree else "1"
    g.edge(ids[way.tail], ids[way.head], **attributes)
