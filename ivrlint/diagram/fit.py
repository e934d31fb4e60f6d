"""Making a wide tree fit a sheet: what is below a menu is stacked in columns instead of laid side by side.

The engine would set all steps of one depth in one row, many times wider than a sheet of paper. Here some
ways are made longer, so that one branch comes to lie under another; the size of the whole is estimated for
several column heights, and the one with the largest letters on the sheet is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ivrlint.diagram.tree import Tree
from ivrlint.flow.tuples import NamedTuple

SHEET = (1162.0, 813.0)
"""Points of a landscape sheet of A3 within margins of 5 mm."""
A3 = ",".join(f"{side / 72:.2f}" for side in SHEET)
"""The same in inches, as Graphviz wants it."""
FEW = 3
"""Up to so many calls stand side by side."""
MANY = 600
"""More steps than this are stacked in one way only."""
START = 45.0
"""The height of the box where a call begins."""
ENOUGH = 0.8
"""A scale at which nothing is stacked that need not be."""


class Size(NamedTuple):
    """The size of a step, and the width of the label of the way that leads to it; in points."""

    width: float
    height: float
    label: float = 0.0


class Space(NamedTuple):
    """Points between two rows, for a way that passes a step, between two steps in a row, and below the picture."""

    row: float
    lane: float
    gap: float
    below: float


class Layout(NamedTuple):
    """How many rows down each step hangs under its parent (1 where nothing is said), and which steps keep in line.

    `stacked` are steps without a parent, behind those under which they come to lie.
    `scale` is how large the picture will be on the sheet, 1 for life size; `width` is its estimated width before that.
    """

    down: Mapping[int, int]
    lines: tuple[tuple[int, int], ...]
    stacked: tuple[tuple[int, int], ...]
    scale: float
    width: float


Outline = dict[int, tuple[float, float]]
Columns = dict[int, list[list[int]]]


def fit(tree: Tree, sizes: Mapping[int, Size], space: Space) -> Layout:
    """The best layout that was tried."""
    if len(tree.depth) > MANY:
        return _layout(tree, sizes, 8, 0, space, 40)
    best, chosen = _layout(tree, sizes, 0, 0, space), (0, 0)
    for leaves in (4, 6, 7, 8, 10, 13):
        for branches in (0, 8, 10, 12, 15):
            if best.scale < ENOUGH and (not branches or branches > leaves):
                layout = _layout(tree, sizes, leaves, branches, space)
                if layout.scale > best.scale * 1.03:
                    best, chosen = layout, (leaves, branches)
    if len(tree.depth) - len(tree.parent) > FEW:
        for rows in (8, 12, 16, 24, 40):
            layout = _layout(tree, sizes, *chosen, space, rows)
            if best.scale < ENOUGH and layout.scale > best.scale * 1.03:
                best = layout
    return best


def _layout(tree: Tree, sizes: Mapping[int, Size], leaves: int, branches: int, space: Space, rows: int = 0) -> Layout:
    """Stack single steps and straight branches down to row `leaves`, all branches down to row `branches`, calls to row `rows`."""
    columns: Columns = {}
    high: dict[int, int] = {}
    thin: dict[int, bool] = {}
    down: dict[int, int] = {}
    for node in reversed(tree.depth):
        children = tree.children[node]
        thin[node] = len(children) < 2 and all(thin[child] for child in children)
        depth = tree.depth[node]
        columns[node] = _columns(children, high, thin, leaves - depth, branches - depth)
        for column in columns[node]:
            row = 1
            for child in column:
                down[child] = row
                row += high[child]
        high[node] = 1 + max((sum(high[child] for child in column) for column in columns[node]), default=0)
    lines = tuple(
        (_foot(tree, columns, high, one), other)
        for node in tree.depth
        for column in columns[node]
        for one, other in pairwise(column)
    )
    roots = _roots(tree, high, rows)
    stacked = tuple((_foot(tree, columns, high, one), other) for column in roots for one, other in pairwise(column))
    width, height = _size(tree, columns, roots, down, sizes, space)
    scale = min(1.0, SHEET[0] / width, SHEET[1] / (height + space.below))
    return Layout(down, lines, stacked, scale, width)


def _roots(tree: Tree, high: Mapping[int, int], rows: int) -> list[list[int]]:
    """The steps without a parent in columns of at most so many rows, with a row above each for the box where calls begin."""
    result: list[list[int]] = []
    filled = 0
    for node in tree.depth:
        if node not in tree.parent:
            filled += high[node] + 1
            if filled > rows or not result:
                result.append([])
                filled = high[node] + 1
            result[-1].append(node)
    return result


def _columns(
    children: list[int], high: Mapping[int, int], thin: Mapping[int, bool], leaves: int, branches: int
) -> list[list[int]]:
    """The children in columns, each with branches of one sort, in the order of the keys."""
    result: list[list[int]] = []
    filling: dict[bool, list[int]] = {}
    for child in children:
        sort = thin[child]
        column = filling.get(sort)
        limit = leaves if sort else branches
        if column is None or sum(high[other] for other in column) + high[child] > limit:
            column = filling[sort] = []
            result.append(column)
        column.append(child)
    return result


def _foot(tree: Tree, columns: Columns, high: Mapping[int, int], node: int) -> int:
    """A step in the lowest row of a branch."""
    while tree.children[node]:
        column = max(columns[node], key=lambda column: sum(high[child] for child in column))
        node = column[-1]
    return node


def _size(
    tree: Tree,
    columns: Columns,
    roots: Sequence[Sequence[int]],
    down: Mapping[int, int],
    sizes: Mapping[int, Size],
    space: Space,
) -> tuple[float, float]:
    """The estimated width and height: branches are pushed together until they touch in some row."""
    row, heights = _rows(tree, roots, down, sizes)
    outlines: dict[int, Outline] = {}
    for node in reversed(tree.depth):
        children = tree.children[node]
        if len(children) == 1:
            outline = outlines.pop(children[0])
        else:
            outline = {}
            for column in columns[node]:
                parts = [outlines.pop(child) for child in column]
                outline = _beside(outline, _stacked(parts, row[node], space.lane), space.gap)
            outline = _centred(outline)
        half = max(sizes[node].width, sizes[node].label + space.lane) / 2
        outline[row[node]] = (-half, half)
        outlines[node] = outline
    whole: Outline = {}
    for nodes in roots:
        together: Outline = {}
        for node in nodes:
            together |= outlines.pop(node)
        whole = _beside(whole, together, space.gap)
    width = max(right for _, right in whole.values()) - min(left for left, _ in whole.values())
    return width, sum(heights.values()) + space.row * len(heights)


def _rows(
    tree: Tree, roots: Sequence[Sequence[int]], down: Mapping[int, int], sizes: Mapping[int, Size]
) -> tuple[dict[int, int], dict[int, float]]:
    """The row of each step, and how high each row is."""
    row: dict[int, int] = {}
    heights: dict[int, float] = {}
    above = {other: one for column in roots for one, other in pairwise(column)}
    lowest: dict[int, int] = {}
    root = -1
    for node in tree.depth:
        if node in tree.parent:
            row[node] = row[tree.parent[node]] + down[node]
        else:
            root = node
            row[node] = lowest[above[node]] + 2 if node in above else 0
            if node in above:
                heights[row[node] - 1] = max(heights.get(row[node] - 1, 0.0), START)
        lowest[root] = max(lowest.get(root, 0), row[node])
        heights[row[node]] = max(heights.get(row[node], 0.0), sizes[node].height)
    return row, heights


def _centred(outline: Outline) -> Outline:
    if not outline:
        return outline
    middle = (min(left for left, _ in outline.values()) + max(right for _, right in outline.values())) / 2
    return {at: (left - middle, right - middle) for at, (left, right) in outline.items()}


def _stacked(parts: list[Outline], above: int, lane: float) -> Outline:
    """Branches under each other, with a lane beside the upper ones for each way that passes them."""
    result: Outline = {}
    for number, part in enumerate(parts):
        lanes = lane * (len(parts) - 1 - number)
        result |= {at: (left, right + lanes) for at, (left, right) in part.items()}
    last = max(result)
    for at in range(above + 1, last):
        result.setdefault(at, (-lane / 2, lane / 2))
    return result


def _beside(one: Outline, other: Outline, gap: float) -> Outline:
    """Two branches side by side, as near as they go."""
    common = one.keys() & other.keys()
    if not common:
        return one | other
    shift = max(one[at][1] - other[at][0] for at in common) + gap
    result = dict(one)
    for at, (left, right) in other.items():
        result[at] = (one[at][0] if at in one else left + shift, right + shift)
    return result
