"""Fitting a wide tree on a sheet."""

import subprocess

import pytest
from pictures import SHOP, analysed, council

from ivrlint.diagram import dot
from ivrlint.diagram.engines import engines_for
from ivrlint.diagram.fit import SHEET, Size, Space, fit
from ivrlint.diagram.picture import choose
from ivrlint.diagram.source import READABLE, _plan
from ivrlint.diagram.tree import grow
from ivrlint.graph import connect
from ivrlint.readers import read

SPACE = Space(20, 20, 13, 100)


def tree_of(text):
    graph = connect(read(text.encode(), "flow.yaml"))
    return grow(graph, range(len(graph.steps)), range(len(graph.steps)), ())


def natural_size(source):
    """Width and height in points that an engine gives to a picture when no sheet shrinks it."""
    free = "\n".join(line.replace('size="16.14,11.29"', "") for line in source.splitlines())
    done = subprocess.run([engines_for("svg")[0].path, "-Tplain"], input=free.encode(), capture_output=True, check=True)
    _, _, width, height = done.stdout.decode().splitlines()[0].split()
    return float(width) * 72, float(height) * 72


def test_a_small_tree_is_left_alone():
    tree = tree_of(SHOP)
    layout = fit(tree, dict.fromkeys(tree.depth, Size(100, 50)), SPACE)
    assert layout.scale == 1.0
    assert set(layout.down.values()) == {1}
    assert layout.lines == ()


def test_a_wide_tree_is_stacked_until_it_fits_better():
    tree = tree_of(council(8, 6))
    layout = fit(tree, dict.fromkeys(tree.depth, Size(120, 60)), SPACE)
    flat = SHEET[0] / (48 * 133)
    assert layout.scale > 2 * flat
    assert max(layout.down.values()) > 1
    assert layout.lines


def test_steps_in_one_column_follow_each_other():
    tree = tree_of(council(8, 6))
    layout = fit(tree, dict.fromkeys(tree.depth, Size(120, 60)), SPACE)
    row = {node: 0 for node in tree.depth if node not in tree.parent}
    for node in tree.depth:
        if node in tree.parent:
            row[node] = row[tree.parent[node]] + layout.down[node]
    assert all(row[other] == row[one] + 1 for one, other in layout.lines)


@pytest.mark.parametrize(("menus", "children"), [(3, 4), (6, 5), (9, 5), (4, 12), (1, 50)])
def test_up_to_sixty_steps_are_large_enough_to_read_on_a_sheet_of_a3(menus, children):
    source = dot(analysed(council(menus, children)))
    width, height = natural_size(source)
    scale = min(1.0, SHEET[0] / width, SHEET[1] / height)
    assert 9 * scale > 5.5


@pytest.mark.parametrize(("menus", "children"), [(6, 5), (9, 5), (2, 25)])
def test_the_engine_needs_about_as_much_room_as_was_estimated(menus, children):
    analysis = analysed(council(menus, children))
    layout = _plan(choose(analysis, (), None), "TB").layout
    width, height = natural_size(dot(analysis))
    assert min(1.0, SHEET[0] / width, SHEET[1] / height) == pytest.approx(layout.scale, rel=0.2)
    assert layout.scale > READABLE


def test_very_many_steps_are_stacked_in_one_way():
    tree = tree_of(council(20, 40))
    layout = fit(tree, dict.fromkeys(tree.depth, Size(120, 60)), SPACE)
    assert 1 < max(layout.down.values()) < 8


def test_a_chain_of_many_steps_is_one_column():
    lines = ["ivr: 1", "start: s0", "steps:"]
    lines += [f"  s{number}: {{say: Hello., next: s{number + 1}}}" for number in range(5000)]
    tree = tree_of("\n".join([*lines, "  s5000: {hang_up: Bye.}"]))
    layout = fit(tree, dict.fromkeys(tree.depth, Size(100, 50)), SPACE)
    assert (layout.width, layout.lines) == (100, ())


def calls_of(count, steps):
    lines = ["ivr: 1", "start: c0s0", "steps:"]
    for call in range(count):
        lines += [f"  c{call}s{step}: {{say: Hello., next: c{call}s{step + 1}}}" for step in range(steps - 1)]
        lines.append(f"  c{call}s{steps - 1}: {{hang_up: Bye.}}")
    return "\n".join(lines)


@pytest.mark.parametrize(("count", "steps"), [(40, 1), (25, 2), (12, 5), (200, 4)])
def test_many_calls_lie_under_each_other_in_columns(count, steps):
    tree = tree_of(calls_of(count, steps))
    sizes = dict.fromkeys(tree.depth, Size(150, 60))
    layout = fit(tree, sizes, SPACE)
    flat = SHEET[0] / (count * 163)
    assert layout.scale > 1.3 * flat
    below = {other for _, other in layout.stacked}
    roots = {node for node in tree.depth if node not in tree.parent}
    assert below < roots
    assert all(not tree.children[one] for one, _ in layout.stacked)
    assert layout.width == pytest.approx(len(roots - below) * 163, rel=0.05)


def test_few_calls_stand_side_by_side():
    tree = tree_of(calls_of(3, 4))
    assert fit(tree, dict.fromkeys(tree.depth, Size(900, 60)), SPACE).stacked == ()
