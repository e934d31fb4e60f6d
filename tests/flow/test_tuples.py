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
