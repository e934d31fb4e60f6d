"""Regular expressions of dialplans, as they are read by ourselves."""

import re
import time
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.readers.freeswitch.pattern import can_be_dialled, pattern_of


@pytest.mark.parametrize(
    ("text", "shortest", "longest", "example", "literals", "shown"),
    [
        ("^5000$", 4, 4, "5000", ("5000",), "5000"),
        ("^(5551212)$", 7, 7, "5551212", ("5551212",), "5551212"),
        ("^(10[01][0-9])$", 4, 4, "1005", (), "10[01]X"),
        (r"^\*98$|^vmain$", 3, 5, "*98", ("*98", "vmain"), r"^\*98$|^vmain$"),
        ("^(operator|0)$", 1, 8, "0", (), "^(operator|0)$"),
        (r"^\*\*(\d+)$", 3, inf, "**5555", (), "**X."),
        (r"^9(.*)$", 1, inf, "95555", (), "9X."),
        (r"^(\d{4,16})$", 4, 16, "5555", (), "XXXX."),
        (r"^\d{3}$", 3, 3, "555", (), "XXX"),
        (r"^\d{2,}$", 2, inf, "5555", (), "XX."),
        (r"^(\d)", 1, inf, "5", (), "X."),
        ("12", 2, inf, "12", (), "12."),
        ("^[1-3]$", 1, 1, "1", (), "[1-3]"),
        ("^[29]$", 1, 1, "2", (), "[29]"),
        ("^[^0-8]$", 1, 1, "9", (), "^[^0-8]$"),
        ("^[^0-9*#+]$", 1, 1, "x", (), "^[^0-9*#+]$"),
        (r"^\+?1\d$", 2, 3, "+15", (), r"^\+?1\d$"),
        ("^(?:12|34)5$", 3, 3, "125", (), "^(?:12|34)5$"),
        (r"^[\d*]{15}$", 15, 15, "5" * 15, (), r"^[\d*]{15}$"),
        ("^a{13}$", 13, 13, "a" * 13, (), "^a{13}$"),
        ("", 0, inf, "", (), ""),
        ("^$", 0, 0, "", (), "^$"),
        (r"^\s\S\W\D$", 4, 4, "", (), r"^\s\S\W\D$"),
        (r"^\w\.$", 2, 2, "5.", (), r"^\w\.$"),
        ("^1.*?$", 1, inf, "15555", (), "1X."),
    ],
)
def test_what_a_pattern_says_of_numbers(text, shortest, longest, example, literals, shown):
    pattern = pattern_of(text)
    if "\\S" in text:  # not among the classes that are known
        assert pattern is None
        return
    assert (pattern.shortest, pattern.longest, pattern.example, pattern.literals, pattern.shown) == (
        shortest,
        longest,
        example,
        literals,
        shown,
    )


@pytest.mark.parametrize(
    "text",
    [
        "(?!6)1",
        "^${x}$",
        "(",
        ")",
        "a)",
        "[",
        "[]",
        "*1",
        "+",
        "a**",
        r"\b1",
        "\\",
        "[[:digit:]]",
        "[9-0]",
        r"[\D]",
        "[a--b]",
        "(?i)a",
        "(" * 40 + ")" * 40,
        "1" * 501,
    ],
)
def test_what_is_not_understood_is_no_pattern(text):
    assert pattern_of(text) is None


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        ("^12$", "12", True),
        ("^12$", "123", False),
        ("2", "123", True),
        ("^(1|2)+$", "1212", True),
        ("^(1|2)+$", "1213", False),
        ("^1{2,3}$", "1", False),
        ("^1{2,3}$", "111", True),
        ("^1{2,3}$", "1111", False),
        ("^(a?){3}$", "", True),
        ("1", "1" * 65, False),
        ("^[^1]$", "1", False),
        ("^[a-]$", "-", True),
        ("^1$|^2$", "2", True),
    ],
)
def test_what_a_pattern_matches(text, number, found):
    assert pattern_of(text).found_in(number) == found


@given(st.text("01[]()*+?{}2,|^$.\\d-", max_size=12), st.text("012", max_size=6))
def test_a_pattern_matches_what_it_matches_in_python(text, number):
    pattern = pattern_of(text)
    if pattern is not None and "{,}" not in text:  # any number of times in Python, text in dialplans
        try:
            expected = re.search(text, number)
        except (re.error, FutureWarning):
            return  # a count with nothing before it ({0}) is text in dialplans, and an error in Python
        assert pattern.found_in(number) == (expected is not None)
        assert not pattern.example or pattern.found_in(pattern.example)


@pytest.mark.parametrize(
    ("text", "number", "groups"),
    [
        ("^9(1.*)$", "9123", {"1": "123"}),
        (r"^(\d)(\d+)?$", "1", {"1": "1", "2": ""}),
        ("^12$", "12", {}),
        ("^(1)$", "2", {}),
        ("^(1+)+$", "111", {}),
        ("^(1*)(2*)(3*)(4*)$", "1234", {}),
        ("^(1|2)$", "2", {"1": "2"}),
        ("^(1|2)+$", "2", {}),
    ],
)
def test_groups_of_a_match(text, number, groups):
    assert pattern_of(text).groups(number) == groups


@pytest.mark.parametrize("text", ["^(a+)+$", "^((a*)*)*$", "^(a|a)*$", "(a{900}){900}", "^(((a?){30}){30}){30}$"])
def test_hostile_patterns_take_no_time(text):
    start = time.perf_counter()
    pattern = pattern_of(text)
    if pattern is not None:
        assert not pattern.found_in("a" * 62 + "b")
        assert len(pattern.example) <= 64
    assert time.perf_counter() - start < 1


def test_numbers_of_keys_can_be_dialled():
    assert can_be_dialled("+4420*#")
    assert not can_be_dialled("")
    assert not can_be_dialled("operator")
