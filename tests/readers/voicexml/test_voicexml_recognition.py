from __future__ import annotations

import pytest
from voicexml_documents import cases, flow, flows, refusal, to, words

from ivrlint.flow import Flow, Refusal
from ivrlint.readers import read, recognised


@pytest.mark.parametrize(
    "text",
    [
        "<vxml><form/></vxml>",
        "\ufeff<?xml version='1.0'?>\n<!-- a -- b --><!DOCTYPE vxml PUBLIC 'x' [<!ELEMENT a ANY>]>\n<vxml version='2.1'>",
        '<?xml version="1.0" encoding="UTF-8">\n<vxml version="2.0">',
        "<v:vxml xmlns:v='http://www.w3.org/2001/vxml'/>",
        "<%@ page contentType='x' %>\n<?php echo 1 > 0; ?><vxml\n version='2.0'><form>",
        "<grammar xmlns='http://www.w3.org/2001/06/grammar'/>",
        "<grammar root='a'><rule id='a'>b</rule></grammar>",
        "#JSGF V1.0; grammar a; public <a> = b;",
        "#ABNF 1.0 UTF-8;\nroot $a;",
    ],
)
def test_documents_and_their_grammars_are_recognised(text):
    assert recognised(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "<vxmlx/>",
        "<Answer><Say>vxml</Say></Answer>",
        "<xsl:stylesheet><vxml/></xsl:stylesheet>",
        "<grammar>books about vxml</grammar>",
        "vxml: 2.0",
        "JSGF V1.0 grammar",
    ],
)
def test_other_files_are_not(text):
    found = read(text.encode(), "x.xml")
    assert isinstance(found, Refusal)
    assert found.foreign


def test_a_grammar_holds_no_calls():
    found = refusal("#JSGF V1.0; grammar a; public <a> = b;")
    assert found.no_calls
    assert "grammar" in found.message


def test_a_root_document_without_dialogs_holds_no_calls():
    found = refusal("<vxml>\n<var name='a'/><catch event='x'><exit/></catch></vxml>")
    assert found.no_calls
    assert (found.line, found.column) == (1, 1)


def test_a_subdialog_that_nothing_visits_holds_no_calls():
    found = refusal("<vxml>\n<form>\n<block><return namelist='a'/></block></form></vxml>")
    assert found.no_calls
    assert found.line == 3


def test_a_document_that_breaks_before_its_first_dialog_is_refused_at_that_place():
    found = refusal("<vxml>\n<var name=a/>")
    assert not found.no_calls
    assert found.line == 2


def test_a_document_that_breaks_later_keeps_what_stands_before():
    made = flows({"a.vxml": "<vxml><form id='a'><block>Hello</block></form>\n<form id='b'><block>Bye</blok>"})["a.vxml"]
    assert isinstance(made, Flow)
    assert "a" in made.steps
    assert [problem.mark.line for problem in made.problems] == [2]


def test_what_is_not_even_an_element_is_refused():
    assert isinstance(read(b"<vxml", "a.vxml", "voicexml"), Refusal)
    assert isinstance(read(b"<a/>", "a.vxml", "voicexml"), Refusal)


def test_a_document_beside_another_element_is_found():
    made = flow('<form id="a"><block>Hi</block></form></vxml><vxml>')
    assert "a" in made.steps


def test_the_language_and_the_entry_of_a_document():
    made = flow('<form id="a"><block>Hi</block></form>', 'xml:lang="en-gb"')
    assert made.language == "en-GB"
    assert [(entry.name, entry.start) for entry in made.entries] == [("a", "a")]


def test_version_1_says_its_language_in_lang():
    assert flow('<form id="a"><block>Hi</block></form>', 'lang="fr"').language == "fr"
    assert flow('<form id="a"><block>Hi</block></form>', 'lang="x-klingon-1"').language == ""


@pytest.mark.parametrize(
    ("dialogs", "message"),
    [
        ("<field name='a'/>", "<field> must stand in a form"),
        ("<form><prompt>Hi</prompt></form>", "<prompt> must stand in a block"),
        ("<form>Hi</form>", "words must stand in a block"),
        ("<form><block/><choice/></form>", "<choice> must not stand directly in a form"),
        ("<menu><block/></menu>", "<block> must not stand in a menu"),
        ("<assign name='a' expr='1'/><form/>", "<assign> must not stand directly in <vxml>"),
        ("<form id='a'/><form id='a'/>", 'the id "a" is taken by an earlier dialog (line 2)'),
        ("<menu><form id='x'/></menu>", "<form> must not stand in <menu>"),
        ("<form><block><prompt>Hi<goto next='#a'/></prompt></block></form>", "<goto> must not stand among the words of a prompt"),
        ("<form><block><transfer dest='1'/></block></form>", "<transfer> must stand in a form, not among actions"),
        ("<form><field name='a'><prompt>Hi<exit/></prompt></field></form>", "<exit> must not stand among the words"),
        ("<menu><choice dtmf='1' next='#a'/><choice dtmf='1' next='#b'/></menu>", "key 1 is taken by an earlier choice"),
    ],
)
def test_what_stands_in_a_wrong_place_is_told(dialogs, message):
    assert any(problem.message.startswith(message) for problem in flow(dialogs).problems)


def test_items_without_a_form_come_first_and_lead_to_the_next_dialog():
    made = flow("<block>Welcome</block><field name='who' type='digits'/><form id='rest'><block>Bye</block></form>")
    assert made.entries[0].start == "beginning"
    assert to(made.steps["beginning"].next) == "who"
    assert to(made.steps["who"].next) == "rest"


def test_words_without_a_block_are_heard():
    made = flow("<form id='a'>Hello <audio src='b.wav'>there</audio><exit/></form>")
    assert made.steps["a"].prompt.text == "Hello there"


def test_a_field_in_a_block_is_an_item_of_the_form():
    made = flow(
        "<form id='f'><block name='b'>Hello<field name='size' type='digits'>Which size?<noinput>Pardon?</noinput></field>"
        "Thanks</block><filled><submit next='http://x/order'/></filled></form>"
    )
    assert [problem.message for problem in made.problems] == ["<field> must stand in a form, not among actions"]
    ask = made.steps[to(made.steps["f"].next)]
    assert to(made.steps[to(ask.no_input.then)].next) == ask.name == "f.size"
    assert made.steps[to(ask.next)].uses == ("size",)


def test_what_stands_behind_a_field_in_a_block_comes_behind_it():
    made = flow("<form id='f'><block><record name='size'>Which size?</record>Thanks</block></form>").steps
    assert words(made[to(made["f"].next)]) == "Thanks"


def test_a_goto_among_words_is_followed():
    made = flow("<form id='a'><block><prompt>Hi<goto next='#b'/></prompt></block></form><form id='b'><block>Bye</block></form>")
    assert to(made.steps["a"].next) == "b"


def test_a_dialog_inside_a_menu_is_one_of_its_own():
    made = flow("<menu id='m'><choice dtmf='1' next='#f'/><form id='f'><block>Hi</block></form></menu>")
    assert set(made.steps) == {"m", "f"}


def test_elements_of_other_languages_are_passed_over():
    made = flow(
        "<form id='a'><x:block xmlns:x='y'/><block><x:log xmlns:x='y'>no</x:log>Hi</block></form><x:form/>", 'xmlns:x="y"'
    )
    assert made.steps["a"].prompt.text == "Hi"
    assert not made.problems


def test_an_element_with_the_prefix_of_the_document_is_its_own():
    text = "<v:vxml xmlns:v='http://www.w3.org/2001/vxml'><v:form id='a'><v:block>Hi</v:block></v:form></v:vxml>"
    made = flows({"a.vxml": text})["a.vxml"]
    assert isinstance(made, Flow)
    assert made.steps["a"].prompt.text == "Hi"


def test_only_so_many_items_of_a_form_are_read():
    made = flow("<form id='a'>" + "<block>x</block>" * 1100 + "</form>")
    assert len(made.steps) == 1000
    assert "only the first 1000 items" in made.problems[0].message


@pytest.mark.parametrize("mark", ["<%= url %>", "<?php echo $url; ?>", "${url}", "{{ url }}", "%%url%%"])
def test_what_a_server_puts_in_is_not_known(mark):
    made = flow(f"<form id='a'><block>Dear {mark} friend<goto next=\"{mark}\"/></block></form>")
    assert not made.problems
    assert made.steps["a"].prompt.text == "Dear friend"
    assert not made.steps["a"].prompt.complete
    assert type(made.steps[to(made.steps["a"].next)]).__name__ == "Unknown"


def test_a_server_mark_that_never_ends_breaks_the_document():
    assert refusal("<vxml><%= a <form/></vxml>").line == 1


def test_hidden_branches_of_a_server_are_a_step_that_is_not_known():
    made = flow(
        "<form id='a'><block><if cond=\"x == 'a'\"><goto next='#b'/>%%more%%</if></block></form>"
        "<form id='b'><block>Hi</block></form>"
    )
    check = made.steps["a"]
    assert to(check.cases[0].target) == "b"
    assert type(made.steps[to(check.otherwise)]).__name__ == "Unknown"


BRANCHES = "<form id='f'><field name='n' type='digits'><filled>{}</filled></field></form>"


@pytest.mark.parametrize(
    ("inner", "problems", "heard"),
    [
        (
            "<if cond='k==1'>One</if> <elseif cond='k==2'>Two</elseif> <else>More</else> Bye",
            2,
            {"1": "One", "2": "Two", "otherwise": "More"},
        ),
        ("<if cond='k==1'>One</if><else/>More", 1, {"1": "One", "otherwise": "More"}),
        ("<elseif cond='k==1'/>One<else/>More", 2, {"1": "One", "otherwise": "More"}),
        ("<foreach><if cond='k==1'>One</if><else>More</else></foreach>", 1, {"1": "One", "otherwise": "More"}),
    ],
)
def test_branches_behind_their_if_belong_to_it(inner, problems, heard):
    made = flow(BRANCHES.format(inner))
    assert len(made.problems) == problems
    assert made.problems[0].message.endswith("must stand in an <if>, with nothing in itself")
    check = made.steps[to(made.steps["f"].next)]
    assert {name: words(made.steps[step]) for name, step in cases(check).items()} == heard


@pytest.mark.parametrize("inner", ["<else>Hello</else>", "<else/>Hello", "<if cond='k==1'>One</if>More<else>Hello</else>"])
def test_an_else_without_an_if_is_read_as_if_it_were_none(inner):
    made = flow(BRANCHES.format(inner))
    assert len(made.problems) == 1
    assert any("Hello" in words(step) for step in made.steps.values() if getattr(step, "prompt", None))
