"""The quick frozen dataclasses behave as those of Python."""

import copy
import dataclasses
import pickle

import pytest

from ivrlint import frozen

# The decorator as it is at run time; type checkers take it for that of Python.
MAKERS = {"ours": frozen.dataclass, "python": dataclasses.dataclass}


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    name: str
    at: int = dataclasses.field(default=3, compare=False, repr=False)


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Child(Base):
    parts: list[int] = dataclasses.field(default_factory=list)


@pytest.fixture(params=MAKERS)
def pair(request):
    @MAKERS[request.param](frozen=True, slots=True)
    class Pair:
        first: int
        second: tuple = (1,)

    return Pair


def test_values_are_given_by_place_or_name(pair):
    assert (pair(1).first, pair(1, second=2).second, pair(first=1).second) == (1, 2, (1,))
    with pytest.raises(TypeError, match="first"):
        pair()
    with pytest.raises(TypeError, match="third"):
        pair(1, third=2)


def test_nothing_can_be_changed(pair):
    made = pair(1)
    for change in (lambda: setattr(made, "first", 2), lambda: delattr(made, "first"), lambda: setattr(made, "new", 2)):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            change()
    assert (type(made), made.first) == (pair, 1)


def test_equal_values_are_equal(pair):
    assert pair(1) == pair(1) != pair(2)
    assert hash(pair(1)) == hash(pair(1))
    assert pair(1) != (1, (1,))


def test_it_is_shown_with_its_fields(pair):
    assert repr(pair(1)).endswith("Pair(first=1, second=(1,))")


def test_fields_are_inherited_and_taken_by_name():
    child = Child(name="a")
    assert (child.name, child.at, child.parts) == ("a", 3, [])
    assert Child(name="a").parts is not child.parts
    with pytest.raises(TypeError, match="positional"):
        Child("a")


def test_a_field_may_stay_out_of_comparing_and_showing():
    assert Base(name="a", at=1) == Base(name="a", at=2) != Child(name="a", at=1)
    assert repr(Base(name="a", at=1)) == "Base(name='a')"


def test_it_is_a_dataclass_to_others():
    child = Child(name="a", at=4, parts=[1])
    assert dataclasses.replace(child, name="b") == Child(name="b", at=4, parts=[1])
    assert [field.name for field in dataclasses.fields(Child)] == ["name", "at", "parts"]
    assert not hasattr(child, "__dict__")


def test_it_can_be_copied_and_pickled():
    child = Child(name="a", at=4, parts=[1])
    again = pickle.loads(pickle.dumps(child))  # noqa: S301 - our own
    assert (again, again.at) == (child, 4)
    assert copy.deepcopy(child).parts is not child.parts


def test_identity_can_be_kept():
    @frozen.dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        value: int

    assert Alone(1) != Alone(1)
