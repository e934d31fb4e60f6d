from __future__ import annotations

import pytest
from voicexml_documents import cases, flow, flows, options, to, words

from ivrlint.flow import Check, Menu, Unknown

STRUTS = 'xmlns:s="/struts-tags"'
JSTL = 'xmlns:c="http://java.sun.com/jsp/jstl/core"'


def test_an_item_that_a_server_may_put_in_is_visited_on_some_calls():
    made = flow("<form id='f'><s:if test='%{a == 0}'><block>None</block></s:if><block>Bye</block></form>", STRUTS).steps
    check = made["f"]
    assert isinstance(check, Check)
    assert not check.uses
    assert {name: words(made[step]) for name, step in cases(check).items()} == {"'a == 0'": "None", "otherwise": "Bye"}


def test_an_item_that_has_a_condition_keeps_it():
    made = flow("<form id='f'><s:if test='a'><block cond='x'>None</block></s:if><block>Bye</block></form>", STRUTS).steps
    assert made["f"].uses == ("x",)


@pytest.mark.parametrize(
    ("attributes", "inner"),
    [
        (STRUTS, "<s:if test='a'>One</s:if> <s:elseif test='b'>Two</s:elseif><s:else>More</s:else>"),
        (JSTL, "<c:choose><c:when test='a'>One</c:when><c:when test='b'>Two</c:when><c:otherwise>More</c:otherwise></c:choose>"),
    ],
)
def test_branches_of_a_server_among_actions_are_a_check(attributes, inner):
    made = flow(f"<form id='f'><block>{inner}<goto next='#f'/></block></form>", attributes)
    assert not made.problems
    found = {name: words(made.steps[step]) for name, step in cases(made.steps["f"]).items()}
    assert found == {"'a'": "One", "'b'": "Two", "otherwise": "More"}


def test_one_choice_of_a_server_does_not_belong_to_another():
    inner = "<c:choose><c:when test='{}'><goto next='#{}'/></c:when></c:choose>"
    made = flow(f"<form id='f'><block>{inner.format('a', 'f')}{inner.format('b', 'g')}</block></form>", JSTL).steps
    assert cases(made["f"])["'a'"] == "f"
    assert cases(made[cases(made["f"])["otherwise"]])["'b'"] == "g"


def test_an_else_of_a_server_without_an_if_is_there_on_some_calls():
    made = flow("<form id='f'><block><s:else>One</s:else></block><block>Bye</block></form>", STRUTS).steps
    assert cases(made["f"]).keys() == {"'else'", "otherwise"}


def test_choices_in_a_loop_of_a_server_lead_to_what_is_not_known():
    made = flow(
        "<menu id='m' dtmf='true'><prompt>For <enumerate><value expr='_prompt'/> press <value expr='_dtmf'/></enumerate></prompt>"
        "<s:iterator value='stops'><s:url/><choice next='${url}'><s:property value='name'/></choice></s:iterator></menu>",
        STRUTS,
    ).steps
    menu = made["m"]
    assert isinstance(menu, Menu)
    assert not menu.prompt.complete
    assert isinstance(made[options(menu)["1"]], Unknown)


def test_words_of_a_server_are_not_known():
    made = flow("<form id='f'><c:set var='x'>no</c:set><block>Hello <c:out value='name'>you</c:out></block></form>", JSTL)
    assert not made.problems
    prompt = made.steps["f"].prompt
    assert (prompt.text, prompt.complete) == ("Hello", False)


def test_a_prompt_under_a_condition_of_a_server_is_heard_on_some_calls():
    made = flow(
        "<form id='f'><field name='n' type='digits'><c:if test='new'><prompt>Number?</prompt></c:if></field></form>", JSTL
    ).steps
    assert (words(made["f"]), made["f"].prompt.complete) == ("Number?", False)


def test_the_head_of_a_page_names_the_library():
    page = '<%@ taglib prefix="x" uri="/mine" %><vxml version="2.1"><x:body><form id="f"><block>Hi</block></form></x:body></vxml>'
    assert words(flows({"main.jsp": page})["main.jsp"].steps["f"]) == "Hi"


def test_a_menu_inside_a_form_comes_behind_the_items_of_the_form():
    made = flow("<form id='f'><block>Hi</block><menu id='m'><choice dtmf='1' next='#f'>again</choice></menu></form>")
    assert [problem.message for problem in made.problems] == ["<menu> must not stand in <form>"]
    assert to(made.steps["f"].next) == "m"
