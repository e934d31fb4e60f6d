from __future__ import annotations

import pytest
from voicexml_documents import cases, flow, form, steps, to, words

from ivrlint.flow import Check, Collect, HangUp, Return, Run, Say, Set, Unknown, Visit

# the order of items


def test_items_follow_one_another_and_the_call_ends_behind_the_last_words():
    made = form("<block>Hello</block><field name='n' type='digits'><prompt>Number?</prompt></field><block>Bye</block>")
    assert to(made["form"].next) == "form.n"
    assert to(made["form.n"].next) == "form: prompt"
    assert isinstance(made["form: prompt"], HangUp)


def test_a_form_that_ends_without_a_word_behind_an_answer_is_a_dead_end():
    assert form("<field name='n' type='digits'/>")["form"].next is None


def test_words_before_exit_and_disconnect_belong_to_the_end():
    for end in ("<exit/>", "<disconnect/>"):
        made = form(f"<block><prompt>Bye</prompt>{end}</block>")
        assert list(made) == ["form"]
        assert isinstance(made["form"], HangUp)


def test_a_condition_that_always_holds_is_none():
    made = form("<block cond=' true '>Hello</block><block>Bye</block>")
    assert not any(isinstance(step, Check) for step in made.values())


@pytest.mark.parametrize("cond", ["false", "1 == 2", "!true"])
def test_an_item_whose_condition_never_holds_is_not_visited(cond):
    never = f"<block name='a' cond='{cond}'>Never</block>"
    made = form(f"{never}<block>Always</block>")
    assert [words(step) for step in made.values()] == ["Always"]
    assert [words(step) for step in form(f"{never}<block name='b'>Always<clear/></block>").values()] == ["Always"]


def test_an_item_whose_condition_never_holds_is_reached_by_a_jump():
    made = form("<block>One<goto nextitem='a'/></block><block name='a' cond='false'>Two</block>")
    assert [words(step) for step in made.values()] == ["One", "Two"]


def test_an_item_with_a_condition_is_asked_for():
    made = form("<block cond='vip'>Hello you</block><block>Bye</block>")
    check = made["form"]
    assert isinstance(check, Check)
    assert cases(check) == {"vip": "form: prompt", "otherwise": "form: prompt 2"}
    assert check.uses == ("vip",)


def test_what_is_cleared_is_asked_again_and_what_is_not_is_not():
    made = form(
        "<field name='a' type='digits'/><field name='b' type='digits'/><field name='ok' type='boolean'><filled><if cond='!ok'>"
        "<clear namelist='a ok'/></if></filled></field><block>Done</block>"
    )
    again = made["form.ok: clear"]
    assert [value.name for value in again.values] == ["a", "ok"]
    assert to(again.next) == "form"
    check = made[to(made["form"].next)]
    assert check.name == "form.b: open?"
    assert cases(check) == {"not known yet": "form.b", "otherwise": "form.ok"}
    assert check.uses == ("b",)


def test_clear_without_names_clears_all_items():
    made = form("<field name='a' type='digits'/><field name='b' type='digits'><filled><clear/></filled></field>")
    assert {value.name for value in made["form.b: clear"].values} == {"a", "b"}
    assert to(made["form.b: clear"].next) == "form"


def test_clear_of_what_nobody_entered_is_nothing():
    made = form("<block name='x'>Hi<clear namelist='other'/></block><field name='a' type='digits'/>")
    assert to(made["form"].next) == "form.a"


def test_a_block_that_clears_itself_comes_again():
    made = form("<block name='x'>Hi<clear namelist='x'/></block>")
    assert to(made["form"].next) == "form"


def test_an_item_whose_variable_is_assigned_is_not_visited():
    made = form("<block><assign name='a' expr='1'/></block><field name='a' type='digits'/><block>Bye</block>")
    assert to(made["form"].next) == "form: prompt"
    again = form("<field name='a' type='digits'><filled><assign name='a' expr='undefined'/></filled></field>")
    assert to(again["form.a: set a"].next) == "form"


def test_an_item_that_was_passed_over_gets_its_turn_when_its_condition_may_have_changed():
    made = form(
        "<block cond='late'>Sorry</block><field name='a' type='digits'><filled><assign name='late' expr='true'/></filled></field>"
    )
    assert to(made["form.a: set late"].next) == "form"
    assert cases(made["form"]) == {"late": "form: prompt", "otherwise": "form.a: open?"}
    assert cases(made["form.a: open?"]) == {"not known yet": "form.a", "otherwise": ""}


def test_nextitem_leads_to_an_item():
    made = form(
        "<block>Hi<goto nextitem='b'/></block><field name='a' type='digits'/><field name='b' type='digits'/><block>Bye</block>"
    )
    assert to(made["form"].next) == "form.b"
    assert to(made["form.b"].next) == "form.a"
    assert to(made["form.a"].next) == "form: prompt"


def test_nextitem_to_no_item_does_not_exist_and_one_made_in_the_call_is_not_known():
    assert to(form("<block>Hi<goto nextitem='no'/></block>")["form"].next) == "no"
    made = form("<block>Hi<goto expritem='x'/></block>")
    assert isinstance(made[to(made["form"].next)], Unknown)


def test_items_that_lead_to_one_another_and_do_nothing_are_one_step_that_goes_round():
    made = form("<block name='a'><goto nextitem='b'/></block><block name='b'><goto nextitem='a'/></block>")
    assert any(to(step.next) == step.name for step in made.values() if isinstance(step, Set))


def test_an_open_question_may_fill_several_fields():
    made = form(
        "<grammar src='pizza.grxml'/><initial name='start'><prompt>What?</prompt><noinput count='2'>"
        "<assign name='start' expr='true'/></noinput></initial><field name='size'/><field name='top'/>"
        "<field name='ok' modal='true' type='boolean'/>"
    )
    ask = made["form"]
    assert isinstance(ask, Collect)
    answers = made[to(ask.next)]
    assert isinstance(answers, Set)
    assert [(value.name, value.reads) for value in answers.values] == [("size", ("start",)), ("top", ("start",))]
    assert to(answers.next) == "form.size: open?"
    assert ask.no_input.tries == 2
    assert to(made[to(ask.no_input.then)].next) == "form.size"


def test_what_a_form_does_once_all_fields_are_filled():
    made = form(
        "<grammar src='pizza.grxml'/><field name='size'/><field name='top'/><filled namelist='size top'>Thanks<exit/></filled>"
    )
    check = made["form.size: all known?"]
    assert check.uses == ("top",)
    assert cases(check) == {"all known": "form.size: prompt", "otherwise": "form.top: open?"}


def test_filled_of_a_form_comes_behind_the_last_of_its_fields():
    made = form(
        "<field name='a' type='digits'/><field name='b' type='digits'/><filled>All<goto next='#form'/></filled>"
        "<filled mode='any' namelist='a'>One</filled>"
    )
    assert to(made["form"].next) == "form.a: prompt"
    assert words(made["form.a: prompt"]) == "One"
    assert to(made["form.a: prompt"].next) == "form.b"
    assert words(made[to(made["form.b"].next)]) == "All"


# actions


def test_conditions_are_checks_with_the_values_as_cases():
    made = form(
        "<block><if cond=\"x == 'a'\">A<elseif cond=\"x=='b' || x=='c'\"/>B<elseif cond='x &gt; 3'/>C<else/>D</if>E</block>"
    )
    check = made["form"]
    assert isinstance(check, Check)
    assert list(cases(check)) == ["a", "b or c", "x > 3", "otherwise"]
    assert check.uses == ("x",)
    assert check.cases[0].mark.line == 2
    assert all(to(made[name].next) == "form: prompt 5" or words(made[name]) == "E" for name in cases(check).values())


def test_an_else_that_is_not_empty_is_read_as_it_was_meant():
    made = form("<block><if cond='x'>A<exit/><else>B<exit/></else></if></block>")
    assert words(made[cases(made["form"])["otherwise"]]) == "B"


def test_cases_of_one_name_are_told_apart():
    made = form("<block><if cond='x'>A<exit/><elseif cond='x'/>B<exit/></if></block>")
    assert list(cases(made["form"]))[:2] == ["x", "x 2"]


def test_a_prompt_with_a_condition():
    made = form("<block><prompt cond='first'>Hello</prompt><prompt>Bye</prompt></block>")
    assert cases(made["form"]) == {"first": "form: prompt", "otherwise": "form: prompt 2"}


def test_assignments_beside_one_another_are_one_step():
    made = form(
        "<block><assign name='a' expr=\"'x'\"/><var name='b' expr='a + 1'/><var name='c'/>Hi<assign name='{}' expr='1'/></block>"
    )
    assert [(value.name, value.value, value.reads) for value in made["form"].values] == [("a", "x", ()), ("b", "{a} + 1", ("a",))]


def test_scripts_give_values_and_read_them():
    made = form(
        "<block><script>function f(q) { z = q; return 1; } x = f(y);</script><script>save(y)</script><script>f()"
        "</script>Hi</block>"
    )
    assert [(value.name, value.reads) for value in made["form"].values] == [("x", ("y",))]
    assert [value.name for value in made["form: script"].values] == ["script"]
    assert to(made["form: script"].next) == "form: prompt"


def test_data_is_a_system_that_may_fail():
    made = form("<block><data name='d' src='http://a/check.php?x=1' namelist='n m'/>Hi</block>")
    run = made["form"]
    assert isinstance(run, Run)
    assert (run.service, run.uses, run.gives, run.failed) == ("check.php", ("n", "m"), ("d",), None)
    made = form("<error>Sorry<exit/></error><block><data name='d' srcexpr=\"base + 'check'\"/>Hi</block>")
    assert made["form"].service == "check"
    assert made["form"].uses == ("base",)
    assert words(made[to(made["form"].failed)]) == "Sorry"


def test_objects_of_the_platform():
    made = form("<object name='o' classid='speech://city'><param name='a' expr='b'/></object><block>Hi</block>")
    assert (made["form"].service, made["form"].uses, made["form"].gives) == ("speech://city", ("b",), ("o",))
    made = form("<object classid='property:maxtime' data='x'/><block><object classid='property:x'/>Hi</block>")
    assert isinstance(made["form"], Set)


def test_submit_hands_values_to_a_page_that_is_not_known():
    made = form(
        "<field name='a' type='digits'/><field name='b' type='digits'/><block><submit next='http://x/save.jsp?a=1'/></block>"
    )
    run = made[to(made["form.b"].next)]
    assert (run.service, run.uses) == ("save.jsp", ("a", "b"))
    assert isinstance(made[to(run.next)], Unknown)
    assert made[to(run.next)].what == "http://x/save.jsp?a=1"
    made = form("<block><submit expr='page' namelist='q'/></block>")
    assert made["form"].uses == ("q",)


def test_one_place_outside_is_one_step():
    made = form("<block><if cond='a'><goto next='t.php'/><else/><goto next='t.php'/></if></block>")
    assert cases(made["form"]) == {"a": "t.php", "otherwise": "t.php"}


def test_addresses_that_are_made_in_the_call():
    made = form("<block>Hi<goto expr=\"'menu_' + language + '.vxml'\"/></block>")
    away = made[to(made["form"].next)]
    assert (away.name, away.uses) == ("menu_(language).vxml", ("language",))
    made = form("<block>Hi<goto expr='next()'/></block>")
    assert to(made["form"].next) == "next()"
    made = form("<block>Hi<goto expr=\"'#form'\"/></block>")
    assert to(made["form"].next) == "form"
    assert isinstance(flow("<form id='f'><block>Hi<goto/></block></form>").steps["(somewhere)"], Unknown)


def test_a_goto_to_a_dialog_that_does_not_exist_stays_a_target():
    assert to(form("<block>Hi<goto next='#nowhere'/></block>")["form"].next) == "nowhere"


def test_results_that_are_handed_over_are_used():
    made = form("<block><exit namelist='a b'/></block>")
    assert made["form"].values[0].reads == ("a", "b")
    assert isinstance(made["form (end)"], HangUp)


def test_foreach_is_gone_through_once():
    assert (
        words(form("<block><foreach item='i' array='all'>One <value expr='i'/></foreach>Done</block>")["form"]) == "One {i}Done"
    )


def test_tests_of_the_w3c_end_where_they_pass_or_fail():
    made = steps("<form id='f'><block><conf:pass/></block></form>", 'xmlns:conf="http://www.w3.org/2002/vxml-conformance"')
    assert made["f"].what == "conf:pass"


# subdialogs


def test_a_subdialog_of_the_same_document_comes_back():
    made = steps(
        "<form id='main'><subdialog name='r' src='#ask'><param name='p' expr='q'/></subdialog><block>Back</block></form>"
        "<form id='ask'><block>Hi<return namelist='x'/></block></form>"
    )
    visit = made["main"]
    assert isinstance(visit, Visit)
    assert (to(visit.flow), visit.passes, to(visit.next)) == ("ask", ("q",), "main: prompt")
    assert isinstance(made["ask: return (end)"], Return)


@pytest.mark.parametrize("source", ["src='far.php'", "srcexpr='x'", ""])
def test_a_subdialog_elsewhere_is_not_known(source):
    visit = form(f"<subdialog name='r' {source}/><block>Back</block>")["form"]
    assert isinstance(visit, Visit)
    assert visit.flow is None


def test_a_subdialog_that_returns_only_when_something_fails_is_not_followed():
    made = steps(
        "<form id='main'><subdialog name='r' src='#ask'/><block>Back</block></form>"
        "<form id='ask'><catch event='error'><return/></catch><block>Hi<submit next='x.php'/></block></form>"
    )
    assert made["main"].flow is None


# opening hours


@pytest.mark.parametrize(
    ("cond", "spoken", "case"),
    [
        ("new Date().getHours() &lt; 8", "We are closed now.", "closed"),
        ("isOpen", "Hello", "open"),
        ("!is_open", "Call later", "closed"),
        ("office_hours == 'closed'", "Call later", "closed"),
        ("status == 'after_hours'", "Call later", "closed"),
        ("open == false", "Call later", "closed"),
    ],
)
def test_conditions_about_opening_hours(cond, spoken, case):
    check = form(f'<block><if cond="{cond}">{spoken}<exit/></if>Welcome</block>')["form"]
    assert check.asks == "hours"
    assert [each.name for each in check.cases] == [case, {"open": "closed", "closed": "open"}[case]]
    assert to(check.cases[0].target) == "form: prompt"


def test_the_time_of_day_alone_is_no_opening_hours():
    check = form("<block><if cond='new Date().getHours() &lt; 12'>Good morning<else/>Good day</if>Welcome</block>")["form"]
    assert check.asks != "hours"


def test_an_item_that_is_visited_while_closed():
    check = form("<block cond='new Date().getDay() == 0'><assign name='x' expr='1'/>Closed.<exit/></block><block>Hi</block>")[
        "form"
    ]
    assert [case.name for case in check.cases] == ["closed", "open"]


# names and variables


def test_forms_without_ids_are_called_after_their_first_item():
    made = steps("<form><field name='n' type='digits'/></form><form><block>Hi</block></form>")
    assert list(made) == ["n", "form"]


def test_fields_of_one_name_that_ask_for_different_things_are_different_variables():
    made = steps(
        "<form id='f'><field name='n' type='digits'><prompt>Account?</prompt></field><block><value expr='n'/>"
        "<goto next='#g'/></block></form>"
        "<form id='g'><field name='n' type='digits'><prompt>Amount?</prompt></field><block><value expr='n'/></block></form>"
    )
    assert (made["f"].variable, made["g"].variable) == ("f.n", "g.n")
    assert made["f: prompt"].prompt.reads == ("f.n",)
    assert words(made["g: prompt"]) == "{g.n}"


def test_fields_that_ask_the_same_are_one_variable():
    made = steps(
        "<form id='f'><field name='n' type='digits'><prompt>Account?</prompt></field></form>"
        "<form id='g'><field name='n' type='digits'><prompt>Account?</prompt></field></form>"
    )
    assert made["f"].variable == made["g"].variable == "n"


def test_variables_that_begin_with_a_value_and_change_are_set_first():
    made = flow(
        "<var name='a' expr=\"'x'\"/><var name='b' expr='1'/><form id='f'><block><assign name='a' expr='2'/>Hi</block></form>"
    )
    first = made.steps[made.entries[0].start]
    assert isinstance(first, Set)
    assert (first.name, to(first.next)) == ("f (variables)", "f")
    assert [(value.name, value.value) for value in first.values] == [("a", "x")]


def test_variables_of_a_form_are_set_when_it_begins():
    made = form("<var name='n' expr='0'/><var name='k' expr='0'/><block><assign name='n' expr='n+1'/>Hi</block>")
    assert [(value.name, value.value) for value in made["form"].values] == [("n", "0")]
    assert to(made["form"].next) == "form: set n"


def test_data_at_the_beginning_of_a_form():
    made = form("<data name='d' src='a'/><block>Hi</block>")
    assert isinstance(made["form"], Run)


def test_what_a_form_that_only_leads_on_is():
    made = steps("<form id='f'><block><goto next='#g'/></block></form><form id='g'><block>Hi</block></form>")
    assert isinstance(made["f"], Set)
    assert to(made["f"].next) == "g"


def test_names_do_not_look_like_files():
    made = steps("<form id='a.yaml'><block>Hi</block></form>")
    assert list(made) == ["a.yaml (file)"]
    long = "x" * 200
    assert len(next(iter(steps(f"<form id='{long}'><block>Hi</block></form>")))) == 90
    assert isinstance(made["a.yaml (file)"], Say | HangUp)


@pytest.mark.parametrize("deep", [1, 5, 200])
def test_items_inside_what_is_done_about_items_do_not_go_round(deep):
    inside = "<filled><field name='b' type='digits'><prompt>Again?</prompt>" * deep + "</field></filled>" * deep
    made = flow(f"<form id='form'><field name='a' type='digits'><prompt>First?</prompt></field>{inside}</form>")
    assert made.problems[0].message.startswith("<field> must stand in a form")
    assert 1 < len(made.steps) < 200
