"""Diagrams of flows, for people who have never seen them: `dot` makes DOT text, `render` a picture of it."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.diagram.engines import KINDS, NotDrawn, render
from ivrlint.diagram.picture import Analysed, choose
from ivrlint.facts import Call
from ivrlint.finding import Finding
from ivrlint.flow.tuples import NamedTuple

__all__ = ["DIRECTIONS", "KINDS", "Analysed", "Drawing", "NotDrawn", "dot", "drawing", "render"]

DIRECTIONS = ("TB", "LR", "BT", "RL")
"""Where calls move in the picture: from top to bottom, from left to right, and the other way round."""


class Drawing(NamedTuple):
    """A diagram as DOT text, and in words what it leaves out, empty when it is complete."""

    source: str
    left_out: str


def dot(
    analysis: Analysed,
    findings: Sequence[Finding] = (),
    *,
    focus: str = "",
    within: int | None = None,
    direction: str = "TB",
    show_findings: bool = True,
    calls: Sequence[Call] = (),
) -> str | NotDrawn:
    """One call as DOT text; the same input gives the same text. With several `calls`, all that come into one flow are shown.

    With `focus` only the steps at most `within` exits (two) before or behind that step are shown; it may be a pattern such as
    `Billing / *`, then all steps of such names and what is at most `within` exits (none) around them. The result says
    why there is no picture when there is no such step or direction.
    """
    drawn = drawing(analysis, findings, focus=focus, within=within, direction=direction, show_findings=show_findings, calls=calls)
    return drawn if isinstance(drawn, NotDrawn) else drawn.source


def drawing(
    analysis: Analysed,
    findings: Sequence[Finding] = (),
    *,
    focus: str = "",
    within: int | None = None,
    direction: str = "TB",
    show_findings: bool = True,
    calls: Sequence[Call] = (),
    everything: bool = True,
) -> Drawing | NotDrawn:
    """The same as `dot`; but of very many steps only the first, as fit on a sheet, unless `everything` is wanted."""
    from ivrlint.diagram.parts import focus_on, near_name, parts_told
    from ivrlint.diagram.source import source

    if direction not in DIRECTIONS:
        return NotDrawn(f'"{direction}" is not a direction; choose one of {", ".join(DIRECTIONS)}')
    graph = analysis.graph
    focused = focus_on(graph, focus, within) if focus else None
    if focus and focused is None:
        near = near_name(graph, focus)
        return NotDrawn(f'there is no step "{focus}"' + (f'; did you mean "{near}"?' if near else ""))
    picture = choose(analysis, findings if show_findings else (), focused, calls, everything=everything)
    left_out = ""
    if picture.left_out:
        names = [graph.names[node] for node in sorted(focused.nodes)] if focused else graph.names
        which = f"{picture.size} of {picture.total} steps are drawn: {picture.left_out}"
        left_out = (
            f"{which}. Everything: --all. Parts: {parts_told(names)}{', or one call by --entry' if picture.several else ''}"
        )
    return Drawing(source(picture, direction), left_out)
