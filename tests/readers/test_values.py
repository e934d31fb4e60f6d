import pytest

from ivrlint.readers.values import digits, listed, names_read, seconds


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Hello", ()),
        ("Hello {customer_name}.", ("customer_name",)),
        ("{a}{b} {a}", ("a", "b")),
        ("{{a}} and {{ b }}", ()),
        ("{{{a}}}", ("a",)),
        ("{ a }", ()),
        ("{}", ()),
        ("{1}", ()),
        ("{a", ()),
        ("a}", ()),
        ("{a{b}", ("b",)),
        ("{crm.name} {größe} {due date}", ("crm.name", "größe", "due date")),
        ("{a\nb}", ()),
    ],
)
def test_names_in_braces_are_reads_and_malformed_braces_are_not(text, reads):
    assert names_read(text) == reads


@pytest.mark.parametrize(
    ("text", "value"),
    [("500ms", 0.5), ("7s", 7.0), ("1.5s", 1.5), ("3m", 180.0), ("2h", 7200.0), ("0s", 0.0), ("1ms", 0.001), ("1h\n", 3600.0)],
)
def test_durations_become_seconds(text, value):
    assert seconds(text) == value


def test_the_smallest_notations_are_read():
    assert digits(10) == (10, 10)
    assert digits(10.0) == (10, 10)
    assert digits("4-10") == (4, 10)
    assert listed(None) == ()
    assert listed("a") == ("a",)
    assert listed(["a", 1]) == ("a", "1")
