"""Named tuples are those of Python's own `typing`."""

from __future__ import annotations

import pickle
import typing
from typing import get_type_hints

import pytest

from ivrlint.flow.tuples import NamedTuple


class Point(NamedTuple):
    """A place."""

    name: str
    far: float
    steps: tuple[str, ...] = ()
    above: Point | None = None

    @property
    def title(self) -> str:
        return self.name.title()


class Usual(typing.NamedTuple):
    """A place."""

    name: str
    far: float
    steps: tuple[str, ...] = ()
    above: Point | None = None

    @property
    def title(self) -> str:
        return self.name.title()


class Long(NamedTuple):
    a: int
    b: int
    c: int
    d: int
    e: int
    f: int
    g: int
    h: int
    i: int
    j: int = 10


class Empty(NamedTuple):
    """Nothing."""


POINT = Point("here", 2.0)


def test_they_are_made_unpacked_and_compared_as_usual():
    assert POINT == ("here", 2.0, (), None) == Point(far=2.0, name="here")
    assert POINT.title == "Here"
    assert POINT._replace(far=3.0)[1] == 3.0
    assert repr(POINT) == "Point(name='here', far=2.0, steps=(), above=None)"
    assert pickle.loads(pickle.dumps(POINT)) == POINT  # noqa: S301
    with pytest.raises(TypeError, match="far"):
        Point("here")
    with pytest.raises(AttributeError):
        POINT.far = 1.0


@pytest.mark.parametrize("name", ["_fields", "_field_defaults", "__doc__", "__module__", "__bases__", "__slots__"])
def test_their_classes_have_what_those_of_typing_have(name):
    assert getattr(Point, name) == getattr(Usual, name)


def test_their_annotations_can_be_understood():
    assert get_type_hints(Point) == get_type_hints(Usual)


def test_they_are_made_of_as_many_values_as_they_have_fields():
    assert Point._make(["here", 2.0, (), None]) == POINT
    with pytest.raises(TypeError, match="Expected 4 arguments, got 2"):
        Point._make(["here", 2.0])


def test_only_what_is_a_field_can_be_replaced():
    with pytest.raises(ValueError, match="near"):
        POINT._replace(near=1)


def test_they_are_given_by_name():
    assert POINT._asdict() == {"name": "here", "far": 2.0, "steps": (), "above": None}


def test_a_pattern_takes_them_apart():
    match POINT:
        case Point(name, far, steps=steps):
            assert (name, far, steps) == ("here", 2.0, ())


@pytest.mark.parametrize("given", [(), (1, 2, 3, 4, 5)])
def test_a_wrong_number_of_values_is_told_as_usual(given):
    with pytest.raises(TypeError) as usual:
        Usual(*given)
    with pytest.raises(TypeError) as mine:
        Point(*given)
    assert str(mine.value) == str(usual.value).replace("Usual", "Point")


def test_there_may_be_many_fields_or_none():
    assert Long(1, 2, 3, 4, 5, 6, 7, h=8, i=9) == tuple(range(1, 11))
    assert Empty() == ()


def test_a_field_without_a_default_stands_before_those_that_have_one():
    with pytest.raises(TypeError, match="without a default"):

        class _Wrong(NamedTuple):
            a: int = 1
            b: int
