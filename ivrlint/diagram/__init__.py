"""Diagrams of flows, for people who have never seen them: `dot` makes DOT text, `render` a picture of it."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.diagram.engines import KINDS, NotDrawn, render
from ivrlint.diagram.picture import Analysed, choose
from ivrlint.facts import Call
from ivrlint.finding import Finding

__all__ = ["DIRECTIONS", "KINDS", "Analysed", "NotDrawn", "dot", "render"]

DIRECTIONS = ("TB", "LR", "BT", "RL")
"""Where calls move in the picture: from top to bottom, from left to right, and the other way round."""


def dot(
    analysis: Analysed,
    findings: Sequence[Finding] = (),
    *,
    focus: str = "",
    within: int = 0,
    direction: str = "TB",
    show_findings: bool = True,
    calls: Sequence[Call] = (),
) -> str | NotDrawn:
    """One call as DOT text; the same input gives the same text. With several `calls`, all that come into one flow are shown.

    With `focus` only the steps at most `within` exits before or behind that step are shown. The result says
    why there is no picture when there is no such step or direction.
    """
    from ivrlint.diagram.source import source

    if direction not in DIRECTIONS:
        return NotDrawn(f'"{direction}" is not a direction; choose one of {", ".join(DIRECTIONS)}')
    if focus and focus not in analysis.graph.number:
        return NotDrawn(_no_step(focus, list(analysis.graph.number)))
    return source(choose(analysis, findings if show_findings else (), focus, max(within, 0), calls), direction)


def _no_step(name: str, names: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, names, 1)
    return f'there is no step "{name}"' + (f'; did you mean "{near[0]}"?' if near else "")
