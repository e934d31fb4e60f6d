"""Colours that all readers can tell apart."""

from itertools import combinations, pairwise

import pytest

from ivrlint.diagram import palette

ALL = [look for _, look in palette.SCALE] + [
    palette.PERSON,
    palette.BY_MISTAKE,
    palette.NOT_KNOWN,
    palette.NOBODY,
    palette.UNREACHABLE,
]

# Machado, Oliveira and Fernandes 2009, full deficiency: what red, green and blue become.
DEFICIENCIES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen(colour, deficiency):
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(row[0] * red + row[1] * green + row[2] * blue for row in DEFICIENCIES[deficiency])


@pytest.mark.parametrize("look", ALL, ids=lambda look: look.says)
def test_words_can_be_read_on_their_ground(look):
    assert palette.contrast(look.fill, look.ink) >= 4.5


@pytest.mark.parametrize(("ground", "figure"), palette.BADGES.values())
def test_numbers_can_be_read_on_their_badges(ground, figure):
    assert palette.contrast(ground, figure) >= 4.5


@pytest.mark.parametrize("colour", [palette.GREY, palette.BLACK, palette.NOBODY.line])
def test_chips_can_be_read(colour):
    assert palette.contrast(colour, palette.WHITE) >= 4.5


def test_the_scale_grows_darker_with_the_seconds():
    steps = [palette.contrast(look.fill, palette.WHITE) for _, look in palette.SCALE]
    assert all(later > earlier * 1.2 for earlier, later in pairwise(steps))
    assert [palette.by_seconds(seconds).says for seconds in (0, 15, 15.1, 60, 120.5, 9e9)] == [
        "up to 15 s",
        "up to 15 s",
        "30 s",
        "1 min",
        "longer",
        "longer",
    ]


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_looks_differ_in_colour_or_line_for_every_colour_sight(deficiency):
    for one, other in combinations(ALL, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen(one.fill, deficiency), seen(other.fill, deficiency), strict=True)) ** 0.5
        assert apart > 0.1 or (one.style, one.width) != (other.style, other.width), (one.says, other.says)


def test_contrast_is_that_of_the_standard():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
