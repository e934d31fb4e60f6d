import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.readers.asterisk.comments import Comments as Taken
from ivrlint.readers.asterisk.source import Source
from ivrlint.readers.remarks.comments import comments

CONF = "[a]\nexten => 1,1,Answer()\n"
AEL = "context a {\n  1 => {\n    Answer();\n  };\n};\n"


def found(text, format_="asterisk"):
    return [text[each.start + each.opens : each.end - each.closes] for each in comments(text, format_).found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("same => n,Hangup() ; one", [" one"]),
        (";;; one", [" one"]),
        (";", [""]),
        (r"same => n,NoOp(a\; b) ; one", [" one"]),
        (";-- one --;", [" one "]),
        ("same => n,NoOp(a) ;-- one --; ; two", [" one --; ; two"]),
        (";-- one\ntwo\n --; same => n,Hangup()", [" one", "two", ""]),
        ("same => n,NoOp(;-- one --; a)", [" one "]),
    ],
)
def test_comments_of_extensions_conf_are_what_its_reader_takes_away(line, expected):
    assert found(f"{CONF}{line}\n") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("NoOp(a); // one", [" one"]),
        ("/* one\n two */ NoOp(a);", [" one\n two "]),
        ('NoOp("// no"); // one', [" one"]),
        (r'NoOp("a \" /* no"); /* one */', [" one "]),
        ("/* one", [" one\n"]),
        ("NoOp(a;b); // it's \"one", [" it's \"one"]),
    ],
)
def test_comments_of_ael_are_none_in_quotes(line, expected):
    assert found(f"{AEL}{line}\n") == expected


@given(st.text("a;-\\ \n", max_size=60))
def test_no_code_of_extensions_conf_is_ever_in_a_comment(text):
    text = CONF + text
    blanked = text
    for each in comments(text, "asterisk").found:
        blanked = blanked[: each.start] + " " * (each.end - each.start) + blanked[each.end :]
    code = "\n".join(line for _, line in Taken(Source(text, "")).code)
    assert [line.rstrip() for line in blanked.split("\n")] == [line.rstrip() for line in code.split("\n")]
