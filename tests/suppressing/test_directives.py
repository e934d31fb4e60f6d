import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.suppressing.directives import NO_RULES, Directive, directives, is_day


def asked(text):
    (directive,) = directives(text)
    return directive


@pytest.mark.parametrize(
    "text",
    [
        " ivrlint: ignore[no-repeat] it is short",
        "ivrlint:ignore[no-repeat] it is short",
        "  ivrlint: ignore [ no-repeat, ] -- it is short  ",
        "ivrlint: ignore[no-repeat]: it is short",
        "ivrlint: ignore[no-repeat] – it is short",
        "# ivrlint: ignore[no-repeat] it\n   is short",
        " noqa # ivrlint: ignore[no-repeat] it is short",
    ],
)
def test_the_rules_stand_in_brackets_and_the_reason_behind_them(text):
    assert asked(text) == Directive(("no-repeat",), "it is short")


def test_several_rules_are_named_each_once():
    assert asked("ivrlint: ignore[a, b,a c] d").rules == ("a", "b", "c")


def test_a_whole_file_may_be_meant():
    assert asked("ivrlint: ignore-file[a] b") == Directive(("a",), "b", whole_file=True)


@pytest.mark.parametrize(
    ("behind", "reason"),
    [
        ("until 2027-01-31 b c", "b c"),
        ("until: 2027-01-31, b c", "b c"),
        ("b c until 2027-01-31", "b c"),
        ("b c, until 2027-01-31.", "b c"),
        ("b (until 2027-01-31) c", "b c"),
        ("-- until 2027-01-31 -- b c", "b c"),
        ("until 2027-01-31", ""),
    ],
)
def test_the_day_stands_before_or_behind_the_reason(behind, reason):
    assert asked(f"ivrlint: ignore[a] {behind}") == Directive(("a",), reason, "2027-01-31")


@pytest.mark.parametrize(
    ("behind", "wrong"),
    [
        ("until tomorrow", "until tomorrow is no day: it is written as until 2027-01-31"),
        ("until the new menu is live", "until the is no day: it is written as until 2027-01-31"),
        ("until", "until is no day: it is written as until 2027-01-31"),
        ("until 31.1.2027 b", "until 31.1.2027 is no day: it is written as until 2027-01-31"),
        ("until 2027-02-30 b", "there is no day 2027-02-30; a day is written as 2027-01-31"),
        ("b until 2027-1-31", "there is no day 2027-1-31; a day is written as 2027-01-31"),
    ],
)
def test_a_day_that_is_none_is_told(behind, wrong):
    assert asked(f"ivrlint: ignore[a] {behind}").wrong == wrong


def test_the_word_until_may_stand_in_a_reason():
    assert asked("ivrlint: ignore[a] closed until the new menu is live").reason == "closed until the new menu is live"


@pytest.mark.parametrize("reason", ["", " -- ", ".", ":", "until 2027-01-31 --"])
def test_signs_are_no_reason(reason):
    assert asked(f"ivrlint: ignore[a]{reason}").reason == ""


@pytest.mark.parametrize("text", ["ivrlint: ignore", "ivrlint: ignore[] a", "ivrlint: ignore because", "ivrlint: ignore[ , ] a"])
def test_a_comment_without_rules_is_not_understood(text):
    assert asked(text) == Directive(wrong=NO_RULES)
    assert asked(text.replace("ignore", "ignore-file")) == Directive(wrong=NO_RULES, whole_file=True)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("ivrlint: disable[a] b", "'disable' asks for nothing that ivrlint knows"),
        ("ivrlint: ignore-next-line[a] b", "'ignore-next-line' asks for nothing that ivrlint knows"),
        ("ivrlint: Ignore[a] b", "'Ignore' asks for nothing that ivrlint knows"),
        ("ivrlint: see the manual", "'see' asks for nothing that ivrlint knows"),
        ("ivrlint: [a] b", "nothing is asked of ivrlint here"),
        ("ivrlint:", "nothing is asked of ivrlint here"),
        ("ivrlint: ignore[a b", "the bracket before the rules is never closed"),
        ("the usual ivrlint: disable[a]", "'disable' asks for nothing that ivrlint knows"),
    ],
)
def test_what_is_not_understood_says_why(text, wrong):
    assert asked(text) == Directive(wrong=wrong)


def test_who_only_mentions_ivrlint_asks_for_nothing():
    assert list(directives("as told by ivrlint: callers are lost")) == []


def test_one_comment_may_ask_for_several_things():
    first, second = directives("ivrlint: ignore[a] b # ivrlint: ignore[c] until 2027-01-31 d")
    assert first == Directive(("a",), "b")
    assert second == Directive(("c",), "d", "2027-01-31")


@given(st.text("ivrlnt: gore-fs[]a,untl2027-1\n#", max_size=40))
def test_nothing_that_begins_with_the_word_is_passed_over_in_silence(text):
    found = list(directives(f" ivrlint:{text}"))
    assert found
    assert all(each.wrong or each.rules for each in found)


@pytest.mark.parametrize(
    ("text", "expected"), [("2027-01-31", True), ("2027-02-29", False), ("20270131", False), ("2028-02-29", True)]
)
def test_days_are_those_of_the_calendar(text, expected):
    assert is_day(text) is expected
