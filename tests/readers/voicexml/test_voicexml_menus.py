from __future__ import annotations

import pytest
from voicexml_documents import cases, flow, form, options, steps, to, words

from ivrlint.flow import Check, Collect, HangUp, Menu, Say, Set, Unknown

PLACES = "<form id='a'><block>A</block></form><form id='b'><block>B</block></form><form id='c'><block>C</block></form>"


def test_choices_lead_where_they_say():
    made = steps(
        f"<menu id='m'><prompt>Hi</prompt><choice dtmf='1' next='#a'>sales</choice><choice dtmf='*' next='#b'/></menu>{PLACES}"
    )
    menu = made["m"]
    assert isinstance(menu, Menu)
    assert options(menu) == {"1": "a", "*": "b"}
    assert [(option.label, option.phrases) for option in menu.options] == [("sales", ("sales",)), ("", ())]
    assert menu.options[0].mark.line == 2
    assert menu.next_digit == 0


def test_choices_without_keys_are_numbered_where_the_menu_says_so():
    inner = "<choice next='#a'>x</choice><choice dtmf='0' next='#b'>y</choice><choice next='#c'>z</choice>"
    assert options(steps(f"<menu id='m' dtmf='true'>{inner}</menu>{PLACES}")["m"]) == {"1": "a", "0": "b", "2": "c"}
    assert options(steps(f"<menu id='m'>{inner}</menu>{PLACES}")["m"]) == {"x": "a", "0": "b", "z": "c"}


def test_only_nine_choices_are_numbered():
    inner = "".join(f"<choice next='#a'>word{number}</choice>" for number in range(11))
    assert list(options(steps(f"<menu id='m' dtmf='true'>{inner}</menu>{PLACES}")["m"]))[8:] == ["9", "word9", "word10"]


def test_keys_of_several_digits_wait_for_another():
    menu = "<menu id='m'>{}<choice dtmf='1 2' next='#a'/><choice dtmf='3' next='#b'/></menu>" + PLACES
    assert steps(menu.format(""))["m"].next_digit == 2
    assert steps(menu.format("<property name='interdigittimeout' value='3500ms'/>"))["m"].next_digit == 3.5
    assert "12" in options(steps(menu.format(""))["m"])


def test_where_only_keys_or_only_speech_is_listened_to():
    menu = "<property name='inputmodes' value='{}'/><menu id='m'><choice dtmf='1' next='#a'>sales</choice></menu>" + PLACES
    keys, voice = steps(menu.format("dtmf"))["m"].options[0], steps(menu.format("voice"))["m"].options[0]
    assert (keys.key, keys.phrases) == ("1", ())
    assert (voice.key, voice.phrases) == ("", ("sales",))


def test_a_choice_that_throws_an_event_leads_to_what_catches_it():
    made = steps(
        "<catch event='done'><prompt>Bye</prompt><exit/></catch><menu id='m'><choice dtmf='1' event='done'/>"
        "<choice dtmf='2' eventexpr=\"'done.now'\"/><choice dtmf='3'/></menu>"
    )
    assert next(iter(options(made["m"]).values())) == "m: done"
    bye = made["m: done"]
    assert isinstance(bye, HangUp)
    assert words(bye) == "Bye"
    assert options(made["m"])["2"] == "m: done.now"
    assert options(made["m"])["3"] == ""


def test_phrases_and_keys_of_a_choice_may_stand_in_its_grammar():
    made = steps(
        f"<menu id='m'><choice next='#a'>word<grammar>[sales (new orders)]</grammar></choice>"
        f"<choice next='#b'><grammar mode='dtmf'>7</grammar></choice></menu>{PLACES}"
    )
    assert options(made["m"]) == {"sales / new orders": "a", "7": "b"}


def test_a_choice_whose_address_is_made_in_the_call_is_not_known():
    made = steps("<menu id='m'><choice dtmf='1' expr=\"base + 'x.vxml'\"/><choice dtmf='2' expr=\"'#m'\"/></menu>")
    assert isinstance(made[options(made["m"])["1"]], Unknown)
    assert options(made["m"])["2"] == "m"


def test_choices_are_enumerated():
    made = steps(
        f"<menu id='m' dtmf='true'><prompt>Say <enumerate/></prompt><choice next='#a'>one</choice>"
        f"<choice next='#b'>two</choice></menu>"
        f"<menu id='n'><prompt><enumerate>For <value expr='_prompt'/> press <value expr='_dtmf'/>.</enumerate></prompt>"
        f"<choice dtmf='4' next='#a'>one {{x}}</choice></menu>{PLACES}"
    )
    assert words(made["m"]) == "Say one, two."
    assert words(made["n"]) == "For one {{x}} press 4 ."
    assert made["n"].prompt.complete


def test_a_menu_without_an_id_is_called_menu():
    assert list(steps("<menu><choice dtmf='1' next='#a'/></menu><form id='a'><block>Hi</block></form>")) == ["menu", "a"]


# fields as menus


def test_a_field_whose_answers_the_document_branches_on_is_a_menu():
    made = form(
        "<field name='what'><prompt>Red or blue?</prompt><option dtmf='1' value='r'>red</option>"
        "<option dtmf='2' value='b'>blue</option>"
        "<filled><if cond=\"what=='r'\"><goto next='#form'/><else/>Blue it is.<exit/></if></filled></field>"
    )
    menu = made["form"]
    assert isinstance(menu, Menu)
    assert options(menu) == {"1": "form", "2": "form.what: prompt"}
    assert [option.phrases for option in menu.options] == [("red",), ("blue",)]


def test_answers_that_lead_the_same_way_are_one_option():
    made = form(
        "<field name='what'><grammar>yes | yeah | sure {yes} | no</grammar><filled>"
        "<if cond=\"what=='no'\"><exit/></if></filled></field><block>Well</block>"
    )
    assert options(made["form"]) == {"yes / yeah / sure": "form: prompt", "no": "form.what: exit"}


def test_what_stands_before_the_branches_is_written_for_each_way():
    made = form(
        "<field name='what'><option dtmf='1' value='a'/><option dtmf='2' value='b'/><filled>You chose <value expr='what'/>"
        "<if cond=\"what=='a'\"><goto next='#form'/></if></filled></field><block>Well</block>"
    )
    assert options(made["form"]) == {"1": "form.what: prompt (a)", "2": "form.what: prompt (b)"}
    assert to(made["form.what: prompt (a)"].next) == "form"
    assert to(made["form.what: prompt (b)"].next) == "form: prompt"


def test_a_condition_that_the_answer_does_not_decide_stays_a_check():
    made = form(
        "<field name='what'><option dtmf='1' value='a'/><option dtmf='2' value='b'/><filled>"
        "<if cond=\"what=='a' &amp;&amp; what$.confidence &gt; 0.5\"><exit/></if></filled></field><block>Well</block>"
    )
    name = options(made["form"])["1"]
    assert isinstance(made[name], Check)
    assert cases(made[name])["otherwise"] == "form: prompt"
    assert options(made["form"])["2"] == "form: prompt"


def test_branches_behind_the_field_count_too():
    made = form(
        "<field name='what'><option dtmf='1' value='a'/><option dtmf='2' value='b'/></field>"
        "<block><if cond=\"what=='a'\"><exit/></if></block><block>Well</block>"
    )
    assert options(made["form"]) == {"1": "form: exit", "2": "form: prompt"}


def test_a_field_that_nothing_branches_on_is_an_entry_of_the_kind_choice():
    made = form("<field name='what'><option dtmf='1' value='a'>red</option></field><block><value expr='what'/></block>")
    collect = made["form"]
    assert isinstance(collect, Collect)
    assert (collect.what, collect.by, collect.variable) == ("choice", ("keys", "speech"), "what")


def test_yes_and_no_are_said_unless_the_words_name_keys():
    field = (
        "<field name='ok' type='boolean{}'><prompt>{}</prompt><filled><if cond='ok'><exit/></if></filled></field>"
        "<block>Well</block>"
    )
    assert options(form(field.format("", "Right?"))["form"]) == {"yes": "form.ok: exit", "no": "form: prompt"}
    assert list(options(form(field.format("", "Press 1 for yes"))["form"])) == ["1", "2"]
    assert list(options(form(field.format("?y=7;n=9", "Right?"))["form"])) == ["7", "9"]
    assert list(options(steps(f"<form id='form'>{field.format('', 'Ja?')}</form>", "xml:lang='de'")["form"])) == ["ja", "nein"]


@pytest.mark.parametrize("cond", ["!ok", "ok == false", "ok=='false'", "false == ok", "dialog.ok != true", "!(ok || false)"])
def test_conditions_on_yes_and_no_are_understood(cond):
    made = form(f'<field name="ok" type="boolean"><filled><if cond="{cond}"><exit/></if></filled></field><block>Well</block>')
    assert options(made["form"]) == {"yes": "form: prompt", "no": "form.ok: exit"}


def test_a_field_for_one_digit_is_a_menu_of_the_keys_that_its_conditions_name():
    made = form(
        "<field name='d' type='digits?length=1'><prompt>Press</prompt><filled><if cond=\"d=='1'\"><exit/>"
        "<elseif cond='d == 2'/>Two<else/>Wrong<clear namelist='d'/></if></filled></field>"
    )
    menu = made["form"]
    assert isinstance(menu, Menu)
    assert list(options(menu)) == ["1", "2"]
    wrong = made[to(menu.no_match.then)]
    assert isinstance(wrong, Say)
    assert words(wrong) == "Wrong"


@pytest.mark.parametrize(
    "field",
    [
        "<field name='d' type='digits?length=4'><filled><if cond=\"d=='1'\"><exit/></if></filled></field>",
        "<field name='d' type='digits'><filled><if cond=\"d=='0'\"><exit/></if></filled></field>",
        "<field name='d' type='digits?length=1'><filled><if cond='d.length == 2'><exit/></if></filled></field>",
        "<field name='d' type='digits'><filled><if cond=\"d=='1' || d=='2'\"><data src='a' namelist='d'/></if></filled></field>",
        "<field name='d' type='digits'><filled><if cond=\"d=='1' || d=='2'\"><submit next='a'/></if></filled></field>",
        "<field name='d'><grammar src='far.grxml'/><filled><if cond=\"d=='yes'\"><exit/></if></filled></field>",
    ],
)
def test_other_fields_are_entries_with_a_check(field):
    made = form(field + "<block>Well</block>")
    assert isinstance(made["form"], Collect)
    assert any(isinstance(step, Check) for step in made.values())


def test_answers_with_too_many_ways_are_an_entry():
    branches = "".join(f"<elseif cond=\"w=='o{number}'\"/><goto next='#form'/>" for number in range(60))
    choices = "".join(f"<option value='o{number}'>word {number}</option>" for number in range(60))
    prompts = "<if cond='x'>Hi</if>" * 60
    made = form(f"<field name='w'>{choices}<filled>{prompts}<if cond=\"w=='x'\"><exit/>{branches}</if></filled></field>")
    assert isinstance(made["form"], Collect)


def test_an_answer_behind_which_too_much_happens_is_an_entry():
    made = form(
        "<field name='w' type='boolean'><filled>" + "<if cond='x'>Hi</if>" * 300 + "<if cond='w'><exit/></if></filled></field>"
    )
    assert isinstance(made["form"], Collect)


# links


def test_links_are_options_of_menus_and_commands_at_entries():
    made = steps(
        "<link next='#people' dtmf='0'><grammar>operator | agent</grammar></link>"
        "<menu id='m'><choice dtmf='1' next='#f'>one</choice></menu>"
        "<form id='f'><field name='n' type='digits'><prompt>Number?</prompt></field><block><value expr='n'/></block></form>"
        "<form id='people'><transfer name='t' dest='tel:1'/></form>"
    )
    assert options(made["m"]) == {"1": "f", "0": "people"}
    assert made["m"].options[1].phrases == ("operator", "agent")
    check = made[to(made["f"].next)]
    assert cases(check) == {"operator": "f: operator", "otherwise": "f: prompt"}
    forgotten = made["f: operator"]
    assert isinstance(forgotten, Set)
    assert [(value.name, value.value) for value in forgotten.values] == [("n", "")]
    assert to(forgotten.next) == "people"


def test_a_link_that_only_helps_is_left_out_at_entries():
    made = steps(
        "<link event='help'><grammar>help</grammar></link><help>Say it.</help>"
        "<form id='f'><field name='n' type='digits'/><field name='ok' type='boolean'><filled><if cond='ok'><exit/>"
        "</if></filled></field>"
        "<block>Well</block></form>"
    )
    assert to(made["f"].next) == "f.ok"
    assert options(made["f.ok"])["help"] == "f.ok: help"


def test_a_link_that_leads_straight_back_is_no_option():
    made = steps("<link event='help'><grammar src='far.gram'/></link><menu id='m'><choice dtmf='1' next='#m'>x</choice></menu>")
    assert options(made["m"]) == {"1": "m"}


def test_a_link_whose_words_are_not_known_is_called_after_where_it_leads():
    made = flow(
        "<catch event='bye'><exit/></catch><link eventexpr=\"'bye'\" dtmf='1'/><link dtmf='1' next='#m'/><link eventexpr='x'/>"
        "<menu id='m'><choice dtmf='1' next='#f'/></menu><form id='f'><field name='a' type='digits'/></form>"
    ).steps
    assert [option.label for option in made["m"].options] == ["", "bye", "command"]
    assert set(cases(made["f: command?"])) == {"bye", "#m", "command", "otherwise"}
