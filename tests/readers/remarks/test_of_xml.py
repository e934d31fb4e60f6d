from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.readers.remarks.comments import comments


def found(text, format_="voicexml"):
    return [text[each.start + each.opens : each.end - each.closes] for each in comments(text, format_).found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a><!-- one --><b/></a>", [" one "]),
        ("<!-- one --><a/><!-- two -->", [" one ", " two "]),
        ("<a><![CDATA[ <!-- no --> ]]><!-- one --></a>", [" one "]),
        ("<a><![CDATA[ <!-- no --> ", []),
        ('<a b="<!-- no -->"/>', []),
        ("<a b='<!-- no -->'\n c='>'><!-- one --></a>", [" one "]),
        ("<?p <!-- no --> ?><a/>", []),
        ("<a><!-- one\n two --></a>", [" one\n two "]),
        ("<a><!-- one", [" one"]),
        ("<a>x < y <!-- one --></a>", [" one "]),
        ('<a>"<!-- one -->"</a>', [" one "]),
    ],
)
def test_a_comment_is_none_inside_of_data_instructions_and_values(text, expected):
    assert found(text) == expected


def test_comments_inside_of_what_a_server_replaces_are_none():
    assert found("<vxml><% /* <!-- no --> */ %><!-- one --></vxml>") == [" one "]
    assert found("<Response>{# <!-- no --> #}<!-- one --><Hangup/></Response>", "twiml") == [" one "]


def test_tags_of_several_lines_are_whole():
    text = '<a\n  b="c">\n<d/></a>'
    assert [text[start:end] for start, end in comments(text, "freeswitch").whole] == ['<a\n  b="c">']


def test_many_comments_that_never_end_take_no_time():
    text = "<a>" + "<!-" * 100_000 + "<!--" * 100_000
    assert len(comments(text, "twiml").found) == 1


PARTS = st.sampled_from(
    [
        "<b>x</b>",
        "<!-- c -->",
        "<![CDATA[<!-- d -->]]>",
        '<e f="&lt;!-- g --&gt;"/>',
        "<?h <!-- i --> ?>",
        "<j\n k='>'/>",
        "text",
        "<!---->",
    ]
)


@given(st.lists(PARTS, max_size=12))
def test_the_comments_are_those_that_a_parser_of_xml_finds(parts):
    text = f"<a>{''.join(parts)}</a>"
    expected = []
    parser = expat.ParserCreate()
    parser.CommentHandler = expected.append
    parser.Parse(text, True)
    assert found(text, "freeswitch") == expected
