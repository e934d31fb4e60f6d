"""The shape of each kind of step, and how much larger than its words it must be."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.diagram.labels import Part
from ivrlint.flow import AnyStep
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import kind_of


class Shape(NamedTuple):
    """A shape of Graphviz around words: `wider` and `higher` as factors, then points added to both."""

    attributes: Mapping[str, str]
    wider: float = 1.0
    higher: float = 1.0
    more_wide: float = 10.0
    more_high: float = 6.0
    fixed: bool = True


SHAPES: dict[str, Shape] = {
    "say": Shape({"shape": "box", "style": "filled,rounded"}),
    "menu": Shape({"shape": "polygon", "sides": "4", "distortion": "-.1", "style": "filled"}, 1.14, 1.0, 8, 6),
    "collect": Shape({"shape": "polygon", "sides": "4", "skew": ".1", "style": "filled"}, 1.11, 1.0, 8, 6),
    "check": Shape({"shape": "hexagon", "style": "filled"}, 1.45, 1.6, 4, 0),
    "run": Shape({"shape": "component", "style": "filled"}, 1.0, 1.0, 20, 8),
    "set": Shape({"shape": "note", "style": "filled"}, 1.0, 1.0, 18, 8),
    "transfer": Shape({"shape": "box3d", "style": "filled"}, 1.0, 1.0, 18, 14),
    "voicemail": Shape({"shape": "cylinder", "style": "filled", "margin": "0.1,0.03"}, 1.0, 1.2, 16, 6, fixed=False),
    "callback": Shape({"shape": "cylinder", "style": "filled", "margin": "0.1,0.03"}, 1.0, 1.2, 16, 6, fixed=False),
    "visit": Shape({"shape": "folder", "style": "filled"}, 1.0, 1.0, 14, 14),
    "hang_up": Shape({"shape": "octagon", "style": "filled"}, 1.2, 1.72, 0, 0),
    "return": Shape({"shape": "house", "style": "filled", "margin": "0.02,0.02"}, 1.8, 1.8, 4, 4, fixed=False),
    "unknown": Shape({"shape": "ellipse", "style": "filled"}, 1.25, 1.67, 2, 2),
}


def size(step: AnyStep, words: Part) -> tuple[float, float]:
    """The width and height in points of a step around these words."""
    shape = SHAPES[kind_of(step)]
    return words.width * shape.wider + shape.more_wide, words.height * shape.higher + shape.more_high


def shaped(step: AnyStep, words: Part) -> dict[str, str]:
    """The attributes of the node around these words."""
    shape = SHAPES[kind_of(step)]
    if not shape.fixed:
        return dict(shape.attributes)
    wide, high = size(step, words)
    return {**shape.attributes, "width": f"{wide / 72:.2f}", "height": f"{high / 72:.2f}", "fixedsize": "true"}
