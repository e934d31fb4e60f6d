import sys

import pytest

from ivrlint.flow import Refusal
from ivrlint.readers import strict_yaml


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def parser(request, monkeypatch):
    """Every test is run with both parsers."""
    if request.param == "python":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    return request.param


def refusal(text):
    result = strict_yaml.parse(text, "f.yaml")
    assert isinstance(result, Refusal), result
    assert result.file == "f.yaml"
    assert not result.foreign
    return result.message, result.line, result.column


NO_KEY = "this does not fit what comes before: check the indentation, or put the whole value in quotes"
NO_COLON = 'this line should be a key, ": " and a value, or belong to the value before it by its indentation'
TABS = "tabs cannot be used for indentation: use spaces"
ENDED = "the flow has ended before this: check the indentation and the brackets before it"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        (
            "a: x\nsay: Hello: world\n",
            'a second ": " in one line: put the whole value in quotes, or correct the indentation',
            2,
            11,
        ),
        ("a:\n\tb: 1\n", TABS, 2, 1),
        ("a:\n  b: 1\n\tc: 1\n", TABS, 3, 1),
        ('a: 1\nsay: "Hello\nb: 2\n', "this quotation mark is never closed", 2, 6),
        ("a: 1\nsay: 'Hello\nb: 2\n", "this quotation mark is never closed", 2, 6),
        ('say: "Hello" world\n', NO_KEY, 1, 14),
        ("a: 1\nfoo\nb: 2\n", NO_COLON, 2, 1),
        ("a: 1\nfoo", NO_COLON, 2, 1),
        ("a: 1\nb:2\n", f'{NO_COLON}; a space is missing after "b:"', 2, 1),
        ("ivr:1\nname: x\n", 'a space is missing after "ivr:"', 1, 1),
        ("a: 1\n  b: 2\n", "a key is not possible here: check the indentation of this line and of the one before", 2, 4),
        ("a:\n  1: x\n  *: y\n", '* begins an alias in YAML: for the character itself, write "*" in quotes', 3, 3),
        ("a: & b\n", '& begins an anchor in YAML: for the character itself, write "&" in quotes', 1, 4),
        ("a: @x\n", 'a value cannot begin with "@": put it in quotes', 1, 4),
        ("a: %x\n", 'a value cannot begin with "%": put it in quotes', 1, 4),
        ("a: {b: 1, c: 2\nd: 3\n", 'a "," or the closing "}" is missing before this; the "{" is in line 1', 2, 2),
        ("a: {b: 1", 'a "," or the closing "}" is missing before this; the "{" is in line 1', 1, 9),
        ("a: [1, 2\nd: 3\n", 'a "," or the closing "]" is missing before this; the "[" is in line 1', 2, 2),
        ("a: }\n", 'a value is missing before "}"', 1, 4),
        ("a:\n  b: 1\n c: 2\n", NO_KEY, 3, 2),
        ("a:\n  - 1\n - 2\n", NO_KEY, 3, 2),
        ("- 1\na: 2\n", NO_KEY, 2, 1),
        ("a: - b\n", 'a list cannot begin in the line of its key: put "- " in a line of its own', 1, 4),
        ("a: ? b\n", 'a value cannot begin with "? ": put it in quotes', 1, 4),
        ('a: "\\q"\n', "\\q is not an escape that YAML knows: write \\\\ for a backslash, or use single quotes", 1, 5),
        ('a: "\\xZZ"\n', "\\x is not followed by the code of a character", 1, 5),
        ("a: > foo\n  b\n", "the text after > or | must begin in the next line", 1, 6),
        ("a: !e!x 1\n", "tags that begin with ! are not supported: put the value in quotes", 1, 4),
        ("a: 1\nb: x\x07y\n", "holds a control character (U+0007), which is not allowed in YAML", 2, 5),
        ("a: 1\n...\nfoo: 2\n", ENDED, 3, 1),
        ("{a: 1}\nb: 2", ENDED, 2, 1),
        ("%YAML 3.0\n---\na: 1", "only YAML 1.1 and 1.2 are known", 1, 1),
    ],
)
def test_a_broken_text_is_refused_with_the_place_and_a_plain_sentence(text, message, line, column):
    assert refusal(text) == (message, line, column)


def test_a_complaint_that_is_not_foreseen_is_passed_on(parser):
    expected = {"libyaml": "did not find the expected '>'", "python": "expected '>', but found ' '"}[parser]
    assert refusal("a: !<foo b\n") == (f"is not YAML: {expected}", 1, 9)


def test_a_missing_value_at_the_end_is_told_at_the_end(parser):
    message, line, column = refusal("a: 1\nsteps: {b: [\n\n")
    assert (message, line, column) == ("a value is missing", 2, 13)


def test_unknown_directives_are_told(parser):
    message, line, _ = refusal("%foo\na: 1\n")
    if parser == "libyaml":
        assert (message.partition(",")[0], line) == ("a line that begins with % is a directive", 1)
    else:
        assert message == ENDED
