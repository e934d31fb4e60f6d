from __future__ import annotations

import pytest
from voicexml_documents import cases, flow, form, options, steps, to, words

from ivrlint.flow import HangUp, Set, Unknown

FIELD = "<field name='n' type='digits'><prompt>Number?</prompt>{}</field><block>Thanks</block>"


def test_without_handlers_callers_are_asked_again_for_ever():
    ask = form(FIELD.format(""))["form"]
    assert (ask.no_input.tries, to(ask.no_input.then)) == (1, "form")
    assert (ask.no_match.tries, to(ask.no_match.then)) == (1, "form")


def test_words_before_asking_again_are_heard():
    made = form(FIELD.format("<noinput>Pardon?<reprompt/></noinput><nomatch><reprompt/></nomatch>"))
    again = made[to(made["form"].no_input.then)]
    assert (words(again), to(again.next)) == ("Pardon?", "form")
    assert again.name == "form.n: noinput"
    assert to(made["form"].no_match.then) == "form"


def test_the_first_handler_that_leads_elsewhere_comes_after_so_many_tries():
    made = form(FIELD.format("<noinput>Pardon?</noinput><noinput count='3'>Bye<exit/></noinput>"))
    assert made["form"].no_input.tries == 3
    bye = made[to(made["form"].no_input.then)]
    assert isinstance(bye, HangUp)
    assert words(bye) == "Bye"


@pytest.mark.parametrize(
    "document",
    [
        "<catch event='noinput nomatch' count='3'><exit/></catch><form id='form'>{}</form>",
        "<form id='form'><catch event='nomatch noinput' count='3'><exit/></catch>{}</form>",
        "<form id='form'><catch count='3'><exit/></catch>{}</form>",
        "<form id='form'><catch event='.' count='3'><exit/></catch>{}</form>",
    ],
)
def test_handlers_are_inherited_and_the_highest_count_wins(document):
    ask = steps(document.format(FIELD.format("<noinput>Pardon?</noinput>")))["form"]
    assert ask.no_input.tries == ask.no_match.tries == 3


def test_the_innermost_handler_of_a_count_wins_then_the_first():
    made = steps(
        f"<noinput>far<exit/></noinput>"
        f"<form id='form'>{FIELD.format('<noinput>near<exit/></noinput><noinput>later<exit/></noinput>')}</form>"
    )
    assert words(made[to(made["form"].no_input.then)]) == "near"


def test_a_count_that_is_none_is_the_first():
    assert form(FIELD.format("<noinput count='x'>Bye<exit/></noinput>"))["form"].no_input.tries == 1


def test_a_handler_that_sometimes_leads_elsewhere_is_where_it_goes():
    made = form(FIELD.format("<nomatch><if cond='x'><exit/></if></nomatch>"))
    check = made[to(made["form"].no_match.then)]
    assert cases(check) == {"x": "form.n: nomatch, exit", "otherwise": "form"}


def test_a_handler_may_ask_a_system_before_it_asks_again():
    made = form(FIELD.format("<nomatch><data src='log'/></nomatch>"))
    assert to(made[to(made["form"].no_match.then)].next) == "form"


def test_a_handler_may_fill_the_item():
    made = form(FIELD.format("<noinput count='2'><assign name='n' expr='0'/></noinput>"))
    given = made[to(made["form"].no_input.then)]
    assert isinstance(given, Set)
    assert (made["form"].no_input.tries, to(given.next)) == (2, "form: prompt")


def test_seconds_of_silence():
    assert form(FIELD.format("<property name='timeout' value='7s'/>"))["form"].no_input.after == 7
    made = form("<property name='timeout' value='7s'/><field name='n' type='date'><prompt timeout='500ms'>N?</prompt></field>")
    assert made["form"].no_input.after == 0.5
    assert form("<property name='timeout' value='soon'/>" + FIELD.format(""))["form"].no_input.after == 0


def test_the_place_of_the_seconds_of_silence():
    def place(items):
        mark = form(items)["form"].no_input.after_mark
        return mark and (mark.line, mark.column, mark.end_column - mark.column)

    (line, column, length) = place(FIELD.format("<property name='timeout' value='7s'/>"))
    assert length == len("7s")
    set_ = "<property name='timeout' value='7s'/>"
    asked = f"{set_}<field name='n' type='date'><prompt>A</prompt><prompt timeout='500ms'>N?</prompt></field>"
    assert place(asked) == (
        line,
        column + asked.index("500ms") - FIELD.format(set_).index("7s"),
        5,
    )
    assert place(FIELD.format("<property name='timeout' value='soon'/>")) is None
    assert place(FIELD.format("")) is None


def test_events_that_are_thrown_lead_to_what_catches_them():
    made = steps(
        "<catch event='bye'><prompt>Bye</prompt><exit/></catch><form id='f'><block>Hi<throw event='bye.now'/></block></form>"
    )
    assert to(made["f"].next) == "f: bye.now"


def test_behind_a_handler_the_form_goes_on_with_the_next_item():
    made = form("<catch event='x'>Oh</catch><block>Hi<throw event='x'/>never</block><block>Bye</block>")
    assert to(made["form"].next) == "form: x"
    assert to(made["form: x"].next) == "form: prompt"


def test_an_event_that_is_caught_differently_each_time_is_a_check():
    made = form(
        "<catch event='x'>One</catch><catch event='x' count='2'>Two</catch><block name='b'>Hi<throw event='x'/>"
        "</block><block>Bye</block>"
    )
    check = made[to(made["form"].next)]
    assert check.asks == "how often x"
    assert words(made[cases(check)["1"]]) == "One"
    assert words(made[cases(check)["otherwise"]]) == "Two"


def test_an_event_that_nothing_catches_does_not_exist():
    assert to(form("<block>Hi<throw event='exitt'/></block>")["form"].next) == "exitt"
    made = flow("<form id='f'><block>Hi<throw event='f'/></block></form>")
    assert to(made.steps["f"].next) == "event f"
    made = flow("<form id='f'><block>Hi<throw eventexpr='x'/></block></form>")
    assert isinstance(made.steps[to(made.steps["f"].next)], Unknown)


def test_events_that_platforms_catch():
    made = form("<block>Hi<throw event='error.bad'/></block>")
    assert isinstance(made[to(made["form"].next)], HangUp)
    made = form("<block>Hi<throw event='cancel'/>Well</block>")
    assert words(made[to(made["form"].next)]) == "Well"
    made = form(
        "<field name='n' type='digits'><filled><if cond='n == 1'><throw event='nomatch'/></if></filled></field><block>Bye</block>"
    )
    check = made[to(made["form"].next)]
    assert cases(check) == {"1": "form: prompt", "otherwise": "form: prompt"}


def test_handlers_that_throw_what_they_catch_come_to_an_end():
    made = form(
        "<catch event='a'><throw event='b'/></catch><catch event='b'><throw event='a'/></catch><block>Hi"
        "<throw event='a'/></block>"
    )
    assert "form" in made


def test_a_root_document_that_is_not_at_hand_may_have_handlers():
    made = flow(f"<form id='form'>{FIELD.format('')}</form>", 'application="root.vxml"').steps
    away = made[to(made["form"].no_input.then)]
    assert isinstance(away, Unknown)
    assert away.what == "root.vxml"
    made = flow("<form id='form'><block>Hi<throw event='bye'/></block></form>", 'application="root.vxml"').steps
    assert isinstance(made[to(made["form"].next)], Unknown)
    made = flow("<form id='form'><block>Hi<throw event='nomatch'/></block></form>", 'application="root.vxml"').steps
    assert isinstance(made[to(made["form"].next)], Unknown)


def test_a_handler_of_a_root_that_is_not_at_hand_may_come_after_those_that_are():
    field = FIELD.format("<noinput>Please answer.</noinput>")
    again = flow(f"<form id='form'>{field}</form>").steps["form"].no_input
    assert to(again.then) != "root.vxml"
    handler = flow(f"<form id='form'>{field}</form>", 'application="root.vxml"').steps["form"].no_input
    assert (handler.tries, to(handler.then)) == (2, "root.vxml")


def test_so_many_handlers_of_so_many_items_are_not_written_for_each():
    handler = "<noinput>" + "a<assign name='x' expr='1'/>" * 3000 + "</noinput>"
    fields = "".join(f"<form id='f{number}'><field name='n{number}' type='digits'/></form>" for number in range(40))
    made = steps(handler + fields)
    assert len(made) < 100_000
    assert to(made["f39"].no_input.then) == "f39"


def test_menus_have_handlers_too():
    made = steps(
        "<menu id='m'><choice dtmf='1' next='#m'/><noinput>Hey</noinput><nomatch count='2'><goto next='#m'/></nomatch></menu>"
    )
    assert to(made["m"].no_input.then) == "m: noinput"
    assert made["m"].no_match.tries == 2
    assert options(made["m"]) == {"1": "m"}
