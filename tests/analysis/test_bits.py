"""Fields of bits, and how they run through a graph."""

from __future__ import annotations

from ivrlint.analysis.bits import Field, grouped, positions, run


def test_a_field_finds_its_bits():
    field = Field(3, 2)
    assert field.bits == 0b11000
    assert (field.of(0b10111), field.of(0b01111), field.of(0b100111)) == (2, 1, 0)


def test_positions_are_those_of_the_bits_that_are_set():
    assert positions(0) == []
    assert positions(0b1011 | 1 << 900) == [0, 1, 3, 900]


def test_nodes_are_grouped_by_the_bits_at_them():
    found = grouped([(0b01, 7), (0b11, 3), (0b01, 5), (0, 9)])
    assert found == {0: (3, 5, 7), 1: (3,)}


def test_equal_groups_are_one_tuple():
    found = grouped([(0b11, 3), (0b11, 5)])
    assert found[0] is found[1]


def test_bits_run_round_a_loop_and_on():
    heads = [[1], [2, 3], [1], []]
    assert run(range(4), heads, {}, [(0, 0b01), (2, 0b10)]) == [0b01, 0b11, 0b11, 0b11]


def test_bits_that_are_not_let_through_stay():
    heads = [[1, 2], [3], [3], []]
    arrives = run(range(4), heads, {0: [(1, ~0b01), (2, ~0b10)]}, [(0, 0b11)])
    assert arrives == [0b11, 0b10, 0b01, 0b11]


def test_the_order_of_the_nodes_does_not_matter():
    heads = [[1], [2], [0, 3], []]
    lets = {1: [(2, ~0b100)]}
    starts = [(0, 0b001), (2, 0b010), (1, 0b100)]
    assert run(range(4), heads, lets, starts) == run([3, 2, 1, 0], heads, lets, starts) == [0b011, 0b111, 0b011, 0b011]
