"""Circles in what leads to what."""

from ivrlint.readers.circles import circles, come_to

WAYS = {"a": ["b", "x"], "b": ["c"], "c": ["b", "d"], "d": [], "e": ["e"], "f": ["a", "g"], "g": ["f"]}


def test_those_that_lead_to_one_another_have_the_same_number():
    found = circles(WAYS)
    assert found.keys() == WAYS.keys()
    assert found["b"] == found["c"]
    assert found["f"] == found["g"]
    assert len(set(found.values())) == 5


def test_a_circle_that_only_leads_to_itself_is_not_come_to():
    found = circles(WAYS)
    assert come_to(WAYS, found) == {found["a"], found["b"], found["d"]}


def test_a_long_way_is_followed_without_recursion():
    ways = {str(number): [str(number + 1)] for number in range(50_000)}
    assert len(set(circles(ways).values())) == 50_000
