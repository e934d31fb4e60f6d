import sys

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from ivrlint.readers.remarks.comments import comments


@pytest.fixture(params=["libyaml", "python"])
def parser(request, monkeypatch):
    """Every test is run with both scanners."""
    if request.param == "python":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)


def found(text, format_="native"):
    return [text[comment.start : comment.end] for comment in comments(text, format_).found]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b # one\n", ["# one"]),
        ("# one\na: b\n# two", ["# one", "# two"]),
        ("a: b#c\n", []),
        ("a: 'b # c' # one\n", ["# one"]),
        ('a: "b # c\n  # d" # one\n', ["# one"]),
        ("a: >- # one\n  b # c\n\n  # d\n# two\ne: f\n", ["# one", "# two"]),
        ("a: |2 # one\n   # d\n  e\n # two\n", ["# one", "# two"]),
        ("a: |\n  # d\n", []),
        ('"#": b\n"#c": d # one\n', ["# one"]),
        ("a: {b: c, # one\n  d: [e, # two\n  f]} # three\n", ["# one", "# two", "# three"]),
        ("a: &x b # one\nc: *x # two\n", ["# one", "# two"]),
        ("a:\r\n  b: c # one\r\n# two\r\n", ["# one", "# two"]),
        ("%YAML 1.2 # one\n--- # two\na: b\n... # three\n", ["# one", "# two", "# three"]),
        ("a: é😀 # one\n", ["# one"]),
        ('a: "\\ud83d\\ude00 # b" # one\n', ["# one"]),
        ("a: b\u2028c # one\n", ["# one"]),
        ("a: b # one\nc: 'd # e\n", ["# one"]),
    ],
)
def test_a_comment_is_what_the_scanner_passes_over(text, expected):
    assert found(text) == expected


def test_placeholders_of_archy_are_no_mistake_before_a_comment():
    assert found("inboundCall:\n  name: {{a}} b # one\n  c: d # two\n", "genesys-architect") == ["# one", "# two"]


@pytest.mark.parametrize("format_", ["swml", "amazon-connect", "genesys-architect", "twilio-studio", "dialogflow-cx"])
def test_json_has_no_comments(format_):
    assert comments('{"a": "b" # one\n}', format_).found == ()


def test_a_flow_of_the_native_format_in_brackets_has_comments():
    assert found('{"ivr": 1, # one\n}') == ["# one"]


def test_values_of_several_lines_are_whole_and_others_are_not():
    text = 'a: "b\n  c"\nd: >-\n  e\n  f\ng: h\n'
    assert [text[start:end] for start, end in comments(text, "native").whole] == ['"b\n  c"', ">-\n  e\n  f\n"]


STYLES = st.sampled_from(["'", '"', "|", ">", ""])


@given(
    st.lists(st.tuples(st.text("ab# \n:'\"-é,[{", min_size=1, max_size=20), STYLES, st.booleans()), min_size=1, max_size=5),
    st.booleans(),
)
@example([("# ivrlint: ignore[a] b", "|", True)], False)
def test_no_comment_is_ever_found_in_a_value_and_every_comment_is_found(values, flow):
    dumped = []
    wanted = []
    for number, (value, style, commented) in enumerate(values):
        text = yaml.dump({f"k{number}": value}, default_style=style, allow_unicode=True, default_flow_style=flow, width=40)
        dumped.append(text)
        if commented:
            dumped.append(f"# comment {number}\n")
            wanted.append(f"# comment {number}")
    text = "".join(dumped) if not flow else "".join(f"- {part}" if part[0] != "#" else part for part in dumped)
    assert found(text) == wanted
