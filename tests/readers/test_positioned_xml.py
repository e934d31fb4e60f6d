"""XML as a tree that knows where everything was written."""

import time

import pytest

from ivrlint.flow import Refusal
from ivrlint.readers.positioned_xml import FRAGMENT, MAX_DEPTH, Comment, Element, Text, parse


def root_of(text):
    document = parse(text, "a.xml")
    assert not isinstance(document, Refusal), document
    assert not document.problems
    return document.root


def problem_of(text):
    document = parse(text, "a.xml")
    (problem,) = document.problems
    return problem.message, problem.mark.line, problem.mark.column


def test_elements_have_their_names_attributes_words_and_children_in_order():
    root = root_of('<a x="1">one<b/>two<!-- three --><c>four</c></a>')
    assert (root.tag, root.attributes, root.text) == ("a", {"x": "1"}, "onetwo")
    assert [type(each) for each in root.content] == [Text, Element, Text, Comment, Element]
    assert [each.name for each in root.children] == ["b", "c"]
    assert [each.name for each in root.walk()] == ["a", "b", "c"]
    assert root.content[3].text == " three "


def test_children_are_found_by_name():
    root = root_of("<a><b/><c/><b/><d/></a>")
    assert [each.name for each in root.named("b", "d")] == ["b", "b", "d"]


def test_names_are_known_with_and_without_their_prefix():
    root = root_of('<x:a xmlns:x="u" x:href="v" href="w" y:z="1"/>')
    assert (root.tag, root.name) == ("x:a", "a")
    assert root.get("href") == "w"
    assert root.get("x:href") == "v"
    assert root.get("z") == "1"
    assert (root.get("ref"), root.get("none"), root.get("none", "else")) == ("", "", "else")


def test_everything_knows_its_place():
    text = "<a>\n  words\n  <b c = 'one'\n     d=\"two\"/><!-- x -->\n</a>"
    root = root_of(text)
    (b,) = root.children
    assert root.mark("a.xml")[1:] == (1, 1, 1, 3)
    assert b.at == (3, 3, 3, 5)
    assert b.value_at("c") == (3, 11, 3, 14)
    assert b.mark("a.xml", "d")[1:] == (4, 9, 4, 12)
    words, _, comment, _ = (each for each in root.content if not isinstance(each, Element) or each is b)
    assert words.at == (1, 4, 3, 3)
    assert comment.at[:2] == (4, 15)


def test_the_place_of_a_missing_attribute_is_that_of_the_tag():
    assert root_of('<a b="1"/>').value_at("c") == (1, 1, 1, 3)


def test_the_place_of_a_value_over_several_lines():
    assert root_of('<a b="1\n2"/>').value_at("b") == (1, 7, 2, 2)


def test_a_greater_than_in_a_value_does_not_end_the_tag():
    root = root_of('<a b="x>y" c="z"/>')
    assert (root.get("b"), root.value_at("c")) == ("x>y", (1, 15, 1, 16))


def test_columns_count_characters():
    root = root_of('<a ü="ä" b="🎉"><c d="x"/></a>')
    (inner,) = root.children
    assert root.value_at("b") == (1, 13, 1, 14)
    assert inner.at[:2] == (1, 16)


def test_words_in_cdata_are_words():
    assert root_of("<a>1<![CDATA[<b>&]]>2</a>").text == "1<b>&2"


def test_entities_of_xml_and_of_html_are_understood_and_others_kept():
    assert root_of("<a>&lt;&amp;&#65;&#x42;&nbsp;&eacute;&unheard;</a>").text == "<&AB\u00a0é&unheard;"


def test_entities_in_attributes():
    assert root_of('<a b="&lt;&amp;&quot;"/>').get("b") == '<&"'


def test_an_entity_outside_of_all_elements_is_no_word():
    assert isinstance(parse("<a/>&nbsp;", "a.xml"), Refusal) or parse("<a/>&nbsp;", "a.xml").problems


def test_a_stray_ampersand_is_a_problem_and_read_as_it_is_meant():
    document = parse('<a b="x?y=1&z=2">\n this & that &amp; more &</a>', "a.xml")
    assert document.root.get("b") == "x?y=1&z=2"
    assert document.root.text == "\n this & that & more &"
    assert [(each.message, each.mark.line, each.mark.column) for each in document.problems] == [
        ("this & should be written &amp;", 1, 12)
    ]
    assert not document.broken


def test_an_unfinished_declaration_is_a_problem_only():
    assert problem_of('<?xml version="1.0">\n<a/>') == ("the XML declaration should end in ?>", 1, 1)
    assert problem_of('\n <?xml version="1.0">\n<a/>') == ("the XML declaration should end in ?>", 2, 2)


def test_a_declaration_and_its_encoding_are_passed_over():
    assert root_of('<?xml version="1.0" encoding="no-such"?>\n<a/>').at == (2, 1, 2, 3)


def test_a_document_type_is_passed_over():
    assert (
        root_of('<!DOCTYPE vxml PUBLIC "-//W3C//DTD VOICEXML 2.1//EN" "http://www.w3.org/TR/voicexml21/vxml.dtd">\n<vxml/>').name
        == "vxml"
    )


def test_several_outermost_elements_are_put_into_one():
    root = root_of('<a b="1"/>\n<c/><!-- d -->')
    assert root.name == FRAGMENT
    assert [each.name for each in root.children] == ["a", "c"]
    assert next(root.children).at == (1, 1, 1, 3)
    assert next(root.children).value_at("b") == (1, 7, 1, 8)


def test_words_and_breaks_after_the_first_of_several_elements():
    document = parse("<a/><b><c></b>", "a.xml")
    assert document.broken
    assert document.root.name == FRAGMENT
    assert document.problems[0].mark[1:3] == (1, 11)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("<a>\n<b></a>", "this end tag belongs to no element that is open here", 2, 4),
        ("<a>\n <b>", "<b> is never closed", 2, 2),
        ("<a/>\n<b>", "<b> is never closed", 2, 1),
        ("<a>\n<b c='1' c='2'/></a>", "an attribute stands here twice", 2, 10),
        ("<a>\n<b c=1/></a>", "this is not as XML is written", 2, 6),
        ("<a>\n<b ", "this tag is never finished", 2, 1),
        ("<a>\n<b c='", "this tag is never finished", 2, 1),
        ("<a>\n&#0;</a>", "this number stands for no character", 2, 1),
        ("<a>\n<![CDATA[ x", "this CDATA section is never finished", 2, 1),
        ("<a>\n<?xml version='1.0'?></a>", "an XML declaration stands only at the beginning of a file", 2, 1),
    ],
)
def test_of_a_text_that_breaks_what_stands_before_is_kept(text, message, line, column):
    document = parse(text, "a.xml")
    assert document.broken
    assert next(document.root.walk()).name in ("a", FRAGMENT)
    problem = document.problems[-1]
    assert (problem.message, problem.mark.line, problem.mark.column) == (message, line, column)
    assert problem.mark.end_column > problem.mark.column


def test_the_words_before_a_break_are_kept():
    assert parse("<a>words<b", "a.xml").root.text == "words"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "holds no XML element", 1, 1),
        ("<!-- only -->", "holds no XML element", 1, 14),
        ("<a b", "this tag is never finished", 1, 1),
        ("words", "this is not as XML is written", 1, 1),
        ("</a>", "this is not as XML is written", 1, 2),
    ],
)
def test_a_text_without_a_first_element_is_refused(text, message, line, column):
    assert parse(text, "a.xml") == Refusal("a.xml", message, line, column)


def test_entities_that_a_file_declares_are_refused():
    refusal = parse('<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', "a.xml")
    assert isinstance(refusal, Refusal)
    assert 'declares the entity "x"' in refusal.message


def test_entities_from_outside_are_refused():
    assert isinstance(parse('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "a.xml"), Refusal)


def test_parameter_entities_are_refused():
    assert isinstance(parse('<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>', "a.xml"), Refusal)


def test_a_bomb_of_entities_takes_no_time():
    lines = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    assert isinstance(parse(f'<!DOCTYPE a [<!ENTITY a0 "x">{lines}]><a>&a12;</a>', "a.xml"), Refusal)


def test_elements_may_stand_deep_but_not_without_end():
    assert len(list(root_of("<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH).walk())) == MAX_DEPTH
    refusal = parse("<a>\n" * (MAX_DEPTH + 1), "a.xml")
    assert refusal == Refusal("a.xml", f"elements stand more than {MAX_DEPTH} deep", MAX_DEPTH + 1, 1)


def test_control_characters_and_halves_of_characters_do_no_harm():
    assert root_of("<a>\x00\x0b\ud800\uffff</a>").text == "\ufffd" * 4


@pytest.mark.parametrize(
    "text",
    [
        "<a>" + "<b/>" * 100_000 + "</a>",
        "<a " + " ".join(f'b{n}="1"' for n in range(20_000)) + "/>",
        "<a>" + "&" * 200_000 + "</a>",
        "<a>" + "& " * 100_000 + "</a>",
        "<!--" * 100_000,
        "<a>" + "<" * 100_000,
        "<a b='" + "<a b='" * 50_000,
        "<a/>" * 50_000,
        "<?xml " * 50_000,
        "<a>" + "<![CDATA[" * 50_000,
        "<a>" + "&nbsp;" * 50_000 + "</a>",
        "<a>" + "\n" * 200_000 + "<b></a>",
    ],
    ids=range(12),
)
def test_much_of_anything_takes_little_time(text):
    start = time.perf_counter()
    document = parse(text, "a.xml")
    if not isinstance(document, Refusal):
        for element in document.root.walk():
            element.mark("a.xml")
    assert time.perf_counter() - start < 20


def test_a_text_that_is_cut_anywhere_is_read_or_refused():
    text = '<?xml version="1.0"?>\n<!-- x --><a b="1 &amp; 2">words &nbsp; <c d=\'2\'/><![CDATA[<]]></a>\n'
    for end in range(len(text)):
        document = parse(text[:end], "a.xml")
        assert isinstance(document, Refusal) or document.broken or end >= text.index("</a>") + 4


def test_an_attribute_of_an_element_with_an_endless_name_is_found_at_once():
    document = parse(f"<{'a' * 200_000} b='1'/>", "f")
    started = time.process_time()
    assert document.root.value_at("b") == (1, 200_006, 1, 200_007)
    assert time.process_time() - started < 1
