"""Values: made by keywords, equal by their fields, never changed."""

from __future__ import annotations

import copy
import pickle

import pytest

from ivrlint.flow import Kind, Value, field, fields, replace
from ivrlint.flow.value import MANY


class Place(Value, metaclass=Kind):
    """Two fields without a default, one with, one that does not count, and one that is made anew."""

    name: str
    node: int
    far: float = 0.0
    beside: object = field(default=None, repr=False, compare=False)
    steps: dict[str, int] = field(default_factory=dict)


class Shop(Place, metaclass=Kind):
    """One field more than its base."""

    open: bool = field(metadata={"about": "hours"})

    @property
    def title(self) -> str:
        return self.name.title()


HERE = Place(name="here", node=3)


def test_what_is_not_given_has_its_default_and_a_made_one_is_made_for_each_value():
    assert (HERE.far, HERE.beside, HERE.steps) == (0.0, None, {})
    assert HERE.steps is not Place(name="here", node=3).steps
    assert Place(name="here", node=3, steps={"a": 1}).steps == {"a": 1}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"name": "x"}, "Place needs node"),
        ({}, "Place needs name, node"),
        ({"name": "x", "node": 1, "nod": 2}, "Place has no field nod"),
        ({"name": "x", "nod": 2}, "Place has no field nod"),
    ],
)
def test_a_field_that_is_missing_or_unknown_is_refused(given, wrong):
    with pytest.raises(TypeError, match=wrong):
        Place(**given)


def test_a_value_cannot_be_changed():
    with pytest.raises(AttributeError, match="'node' cannot be set"):
        HERE.node = 4
    with pytest.raises(AttributeError, match="'node' cannot be deleted"):
        del HERE.node
    assert not hasattr(HERE, "__dict__")


def test_values_are_equal_when_all_fields_that_count_are():
    assert Place(name="here", node=3, beside="x") == HERE
    assert replace(HERE, node=4) != HERE
    assert Shop(name="here", node=3, open=True) != HERE
    assert HERE != "here"
    one, other = (Shop(name="a", node=1, open=True, steps=()) for _ in range(2))
    assert len({one, other}) == 1


def test_a_value_is_shown_with_its_fields():
    assert repr(HERE) == "Place(name='here', node=3, far=0.0, steps={})"


def test_fields_are_those_of_the_base_and_then_its_own():
    assert [each.name for each in fields(Shop)] == ["name", "node", "far", "beside", "steps", "open"]
    assert fields(Shop(name="a", node=1, open=True)) == fields(Shop)
    last = fields(Shop)[-1]
    assert (last.type, last.metadata) == ("bool", {"about": "hours"})
    assert Shop(name="a", node=1, open=True).title == "A"


def test_a_class_of_values_says_that_it_is_one_and_is_a_plain_class():
    with pytest.raises(TypeError, match="Town is a kind of value: write metaclass=Kind"):

        class Town(Place):
            people: int

    assert type(Shop) is type


def test_a_copy_with_changes_keeps_the_rest():
    shop = Shop(name="a", node=1, open=True, beside="b")
    changed = replace(shop, node=2)
    assert (type(changed), changed.name, changed.node, changed.open, changed.beside) == (Shop, "a", 2, True, "b")
    with pytest.raises(TypeError, match="has no field nod"):
        replace(shop, nod=2)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301
def test_values_survive_being_copied_and_pickled(again):
    shop = Shop(name="a", node=1, open=True, steps={"x": 2})
    assert again(shop) == shop
    assert again(shop).steps == {"x": 2}


def test_a_kind_of_which_there_are_many_makes_the_same_values():
    class Stop(Place, metaclass=Kind):
        pass

    made = [Stop(name="a", node=number, beside=number) for number in range(MANY + 2)]
    assert [each.node for each in made] == list(range(MANY + 2))
    assert replace(made[0], node=5) == made[5]
    assert type(made[-1]) is Stop
    with pytest.raises(AttributeError, match="'node' cannot be set"):
        made[-1].node = 4
    assert made[-1].steps == {}
    assert made[-1].steps is not made[-2].steps
    assert Stop(name="a", node=1, steps={"x": 1}).steps == {"x": 1}
    assert Stop.__init__.__code__ is not Place.__init__.__code__
    with pytest.raises(TypeError, match="node"):
        Stop(name="a")
    with pytest.raises(TypeError, match="nod"):
        Stop(name="a", node=1, nod=2)


def test_values_without_anything_to_compare_are_equal():
    class Nothing(Value, metaclass=Kind):
        seen: int = field(default=0, compare=False)

    assert Nothing(seen=1) == Nothing(seen=2)
    assert hash(Nothing(seen=1)) == hash(Nothing(seen=2))
