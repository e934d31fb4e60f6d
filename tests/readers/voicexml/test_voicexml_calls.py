"""Transfers, recordings, entries, and the documents of one application."""

from __future__ import annotations

import pytest
from voicexml_documents import flow, flows, form, options, steps, to, words

from ivrlint.exits import exits_of
from ivrlint.flow import Collect, Flow, HangUp, Menu, Message, Refusal, Run, Transfer, Unknown, Visit
from ivrlint.readers import read
from ivrlint.readers.files import read_paths

# transfers


def test_a_bridged_transfer_goes_on_by_its_results():
    made = form(
        "<transfer name='t' dest='tel:+1-555' bridge='true' connecttimeout='20s' aaiexpr='account'><prompt>Hold on"
        "</prompt><filled>"
        "<if cond=\"t == 'busy'\">Busy.<elseif cond=\"t=='noanswer'\"/><goto next='#box'/></if></filled></transfer>"
        "<block>Rate us.</block>".replace("#box", "#form")
    )
    person = made["form"]
    assert isinstance(person, Transfer)
    assert (person.to, person.number, person.wait, person.passes) == ("person", "+1-555", 20, ("account",))
    assert words(person) == "Hold on"
    assert (words(made[to(person.busy)]), to(person.no_answer), to(person.failed)) == ("Busy.", "form", "form: prompt")
    assert [(case.name, to(case.target)) for case in person.cases] == [("far_end_disconnect", "form: prompt")]
    assert not person.elsewhere


def test_a_bridged_transfer_behind_which_nothing_comes_has_no_fallback():
    person = form("<transfer name='t' dest='tel:1' bridge='true'/><block><disconnect/></block>")["form"]
    assert (person.busy, person.no_answer, person.failed, person.cases) == (None, None, None, ())


@pytest.mark.parametrize("kind", ["", "bridge='false'", "type='blind'"])
def test_of_a_blind_transfer_nothing_comes_back(kind):
    person = form(f"<transfer name='t' dest='tel:1' {kind}/><block>never</block>")["form"]
    assert person.elsewhere
    assert (person.busy, person.cases) == (None, ())


def test_a_consultation_comes_back_only_when_nobody_answers():
    person = form("<transfer dest='tel:1' type='consultation'/><block>Sorry</block>")["form"]
    assert (to(person.busy), person.cases, person.elsewhere) == ("form: prompt", (), False)
    assert person.name == "form"


def test_results_may_be_tested_behind_the_transfer():
    made = form(
        "<transfer name='t' dest='tel:1' type='bridge'/><block><if cond=\"t=='busy'\">Busy<exit/></if></block><block>Bye</block>"
    )
    person = made["form"]
    assert words(made[to(person.busy)]) == "Busy"
    assert words(made[to(person.no_answer)]) == "Bye"


def test_errors_of_a_transfer():
    made = form(
        "<transfer name='t' dest='tel:1' bridge='true'>"
        "<catch event='error.connection.noroute error.connection.baddestination'>Wrong"
        "<exit/></catch></transfer>"
    )
    assert words(made[to(made["form"].failed)]) == "Wrong"


def test_a_transfer_among_actions_is_found():
    made = flow(
        "<form id='f'><field name='ok' type='boolean'><filled><if cond='ok'>"
        "<transfer name='t' dest='phone://1' bridge='true'><filled><if cond=\"t=='busy'\">Busy</if></filled></transfer>"
        "<else/>Bye<exit/></if>Well</filled></field></form>"
    ).steps
    person = made[options(made["f"])["yes"]]
    assert isinstance(person, Transfer)
    assert words(made[to(person.busy)]) == "Busy"
    assert words(made[to(person.no_answer)]) == "Well"


@pytest.mark.parametrize(
    ("dest", "who"),
    [
        ("dest='sip:support@example.com'", "person"),
        ("destexpr=\"'tel:' + number\"", "person"),
        ("dest='application:queue(sales,t)'", "person"),
        ("dest='application:Konference(1)'", "outside"),
        ("dest='exten:600@a'", "outside"),
        ("dest='sip:conference-1@a'", "outside"),
        ("dest='sip:voicebot@a'", "bot"),
    ],
)
def test_who_answers(dest, who):
    assert form(f"<transfer name='t' {dest} bridge='true'/>")["form"].to == who


def test_numbers_that_are_made_in_the_call_are_dialled_and_passed():
    person = form("<transfer name='t' destexpr=\"'tel:1' + ext\"/>")["form"]
    assert (person.number, person.dials, person.passes) == ("tel:1{ext}", ("ext",), ("ext",))
    assert form("<transfer name='t' destexpr=\"'tel:12'\"/>")["form"].number == "12"
    assert form("<transfer name='t' destexpr='f(ext)'/>")["form"].number == "f({ext})"
    queue = form("<transfer name='t' dest='application:queue(sales,t)' bridge='true'/>")["form"]
    assert (queue.who, queue.number, queue.elsewhere) == ("sales", "", True)


def test_what_only_looks_like_a_transfer():
    made = form("<transfer name='t' dest='execute:set(A)=1' bridge='true'/><block>Hi</block>")
    assert isinstance(made["form"], Run)
    assert to(made["form"].next) == "form: prompt"
    assert isinstance(form("<transfer dest='execute:hangup()'/>")["form"], HangUp)
    assert isinstance(form("<transfer dest='application:hangup' bridge='true'/><block>never</block>")["form"], HangUp)
    assert form("<transfer dest='originate:SIP/1=x' bridge='true'/><block>Hi</block>")["form"].service == "originate"


# recordings


RECORD = """<form id='form'><record name='msg'><prompt>After the beep.</prompt>{}</record>
<block><submit next='save.php' namelist='msg'/></block></form><form id='other'><block>Call again.<exit/></block></form>"""


@pytest.mark.parametrize(
    ("silence", "kind"),
    [
        ("", Message),
        ("<noinput>Please speak.</noinput>", Message),
        ("<noinput>Please speak.<assign name='a' expr='1'/><reprompt/></noinput>", Message),
        ("<noinput>We hear nothing.<goto next='#other'/></noinput>", Collect),
        ("<noinput>We hear nothing.<exit/></noinput>", Collect),
    ],
)
def test_a_recording_that_silence_leads_away_from_is_no_voicemail(silence, kind):
    made = flow(RECORD.format(silence))
    assert isinstance(made.steps["form"], kind)
    led = {target.to for step in made.steps.values() for _, _, target, _ in exits_of(step) if target}
    assert made.steps.keys() - led - {"form"} <= {"other"}


def test_a_recording_that_a_system_gets_at_the_end_is_a_voicemail():
    made = form(
        "<record name='r'><prompt>After the beep.</prompt><noinput>Hello?</noinput></record>"
        "<block><data src='save' namelist='r'/>Thanks<exit/></block>"
    )
    box = made["form"]
    assert isinstance(box, Message)
    assert (box.kind, words(box), to(box.next)) == ("voicemail", "After the beep.", "form: save")


@pytest.mark.parametrize(
    "after",
    [
        "<block>Thanks<exit/></block>",
        "<block><data src='save' namelist='r'/></block><field name='n' type='digits'/>",
    ],
)
def test_other_recordings_are_entries(after):
    ask = form(f"<record name='r'/>{after}")["form"]
    assert isinstance(ask, Collect)
    assert ask.by == ("recording",)
    assert not ask.no_match.possible


def test_a_recording_that_is_submitted_elsewhere_is_followed_only_so_far():
    made = form("<record name='r'/><block><submit next='x.php'/></block>")
    assert isinstance(made["form"], Message)


def test_what_the_caller_said_is_played():
    made = form("<record name='r'/><block>You said <audio expr='r'/><exit/></block>")
    assert words(made["form: prompt"]) == "You said {r}"
    assert made["form: prompt"].prompt.reads == ("r",)


# entries


@pytest.mark.parametrize(
    ("field", "digits", "by", "finish"),
    [
        ("type='digits'", None, ("keys", "speech"), "#"),
        ("type='digits?length=4'", (4, 4), ("keys", "speech"), ""),
        ("type='digits?minlength=3;maxlength=5'", (3, 5), ("keys", "speech"), "#"),
        ("type='digits?minlength=3'", None, ("keys", "speech"), "#"),
        ("type='digits?length=x'", None, ("keys", "speech"), "#"),
        ("type='phone'", None, ("keys", "speech"), "#"),
        ("type='currency'", None, ("keys", "speech"), "#"),
        ("type='x-name'", None, ("speech",), ""),
    ],
)
def test_types_that_every_platform_has(field, digits, by, finish):
    ask = form(f"<field name='n' {field}/><block><value expr='n'/></block>")["form"]
    assert (ask.digits, ask.by, ask.finish_on) == (digits, by, finish)


@pytest.mark.parametrize(
    ("grammar", "digits", "by"),
    [
        ("<grammar type='application/grammar+regex'>[0-9][0-9]\\d</grammar>", (3, 3), ("keys",)),
        ("<grammar type='regex'>[0-9]{4,6}</grammar>", (4, 6), ("keys",)),
        ("<grammar type='regex'>\\d+</grammar>", None, ("keys",)),
        ("<grammar type='regex'>[a-z]</grammar>", None, ("keys",)),
        ("<grammar src='builtin:dtmf/digits?length=5'/>", (5, 5), ("keys", "speech")),
        ("<grammar src='builtin:grammar/date'/>", None, ("keys", "speech")),
        ("<grammar src='far.grxml'/>", None, ("speech",)),
        ("<grammar src='far.grxml' mode='dtmf'/>", None, ("keys",)),
        ("<grammar srcexpr='x'/>", None, ("speech",)),
        ("<grammar expr='x' src='a'/>", None, ("speech",)),
        ("<grammar mode='dtmf'>{{keys}}</grammar>", None, ("keys",)),
        ("<dtmf>1 2 3</dtmf>", None, ("keys",)),
    ],
)
def test_entries_by_grammar(grammar, digits, by):
    ask = form(f"<field name='n'>{grammar}</field><block><value expr='n'/></block>")["form"]
    assert isinstance(ask, Collect)
    assert (ask.digits, ask.by) == (digits, by)


@pytest.mark.parametrize(
    ("modes", "by"), [("dtmf", ("keys",)), ("voice", ("speech",)), ("dtmf voice", ("speech",)), ("", ("speech",))]
)
def test_what_a_document_listens_to_counts_more_than_a_grammar_that_is_not_at_hand(modes, by):
    properties = f"<property name='inputmodes' value='{modes}'/>" if modes else ""
    entry = form(f"{properties}<field name='n'><prompt>Please say your name.</prompt><grammar src='far.grxml'/></field>")["form"]
    assert isinstance(entry, Collect)
    assert entry.by == by


DEAF = "<form id='form'><field name='n'><prompt>Your name?</prompt>{}</field><block>Thank you.<exit/></block></form>"


@pytest.mark.parametrize("inside", ["", "<grammar mode='voice'/>", "<prompt>x<grammar type='text/plain'/></prompt>"])
def test_a_field_that_no_answer_can_fill_is_told_and_not_judged(inside):
    made = flow(DEAF.format(inside))
    asked = made.steps["form"]
    told = "nothing that callers say or press is an answer here: no grammar, no type, no option"
    assert told in [problem.message for problem in made.problems]
    assert isinstance(asked, Unknown)
    assert asked.prompt.text.startswith("Your name?")
    assert isinstance(made.steps[to(asked.cases[0].target)], HangUp)


@pytest.mark.parametrize(
    ("document", "attributes"),
    [
        (DEAF.format("<option>Ann</option>"), ""),
        (DEAF.format("<grammar expr='names'/>"), ""),
        (DEAF.format("<grammar>ann | bob</grammar>"), ""),
        (DEAF.format("{{ grammar }}"), ""),
        (DEAF.format("<p:grammar/>"), "xmlns:p='urn:p'"),
        (DEAF.format("").replace("<field", "<grammar src='far.grxml'/><field"), ""),
        ("<link next='#form'><grammar>help</grammar></link>" + DEAF.format(""), ""),
        (
            DEAF.format("") + "<form id='wide' scope='document'><grammar src='far.grxml'/><field name='o'/></form>",
            "",
        ),
        (
            DEAF.format("") + "<form id='wide'><grammar src='far.grxml' scope='document'/><field name='o'/></form>",
            "",
        ),
        (DEAF.format(""), "application='root.vxml'"),
    ],
)
def test_a_field_listens_where_a_grammar_may_be_active(document, attributes):
    made = flow(document, attributes)
    assert isinstance(made.steps["form"], Collect | Menu)
    assert not any("no grammar" in problem.message for problem in made.problems)


def test_only_keys_where_only_keys_are_listened_to():
    made = form("<property name='inputmodes' value='dtmf'/><property name='termchar' value='*'/><field name='n' type='digits'/>")
    assert (made["form"].by, made["form"].finish_on) == (("keys",), "*")


def test_secrets_are_told_by_their_names():
    assert form("<field name='pin' type='digits'/>")["form"].what == "pin"


def test_a_grammar_of_the_form_is_that_of_its_only_field():
    made = form(
        "<grammar>yes | no</grammar><field name='a'><filled><if cond=\"a=='yes'\"><exit/></if></filled></field><block>Hi</block>"
    )
    assert options(made["form"]) == {"yes": "form.a: exit", "no": "form: prompt"}
    made = form("<grammar>yes | no</grammar><field name='a'/><field name='b'/>")
    assert made["form"].what == ""


# documents of one application


def test_documents_lead_to_one_another():
    made = flows(
        {
            "a/main.vxml": "<vxml><menu id='m'><choice dtmf='1' next='x/one.vxml'/><choice dtmf='2' next='two.vxml#late'/>"
            "<choice dtmf='3' next='main.vxml#m'/><choice dtmf='4' next='far.vxml'/>"
            "<choice dtmf='5' next='two.vxml?a=1'/></menu></vxml>",
            "a/x/one.vxml": "<vxml><var name='v' expr='1'/><form id='f'><block><assign name='v' expr='2'/>Hi</block>"
            "</form></vxml>",
            "a/two.vxml": "<vxml><form id='early'><block>Hi</block></form><form id='late'><block>Hi</block></form></vxml>",
        }
    )
    main, one = made["a/main.vxml"], made["a/x/one.vxml"]
    assert isinstance(main, Flow)
    assert isinstance(one, Flow)
    assert list(options(main.steps["m"]).values()) == [
        "a/x/one.vxml#f (variables)",
        "a/two.vxml#late",
        "m",
        "far.vxml",
        "two.vxml?a=1",
    ]
    assert isinstance(main.steps["far.vxml"], Unknown)
    assert (main.part, one.part) == (False, True)


def test_documents_that_lead_to_one_another_in_a_circle_are_all_entries():
    made = flows(
        {
            "a.vxml": "<vxml><form id='f'><block>Hi<goto next='b.vxml'/></block></form></vxml>",
            "b.vxml": "<vxml><form id='f'><block>Hi<goto next='a.vxml'/></block></form></vxml>",
            "c.vxml": "<vxml><form id='f'><block>Hi</block></form></vxml>",
        }
    )
    assert all(isinstance(each, Flow) and not each.part for each in made.values())


def test_the_root_document_has_handlers_links_and_values_for_all():
    made = flows(
        {
            "app/root.vxml": "<vxml><var name='n' expr='0'/><noinput count='2'>Bye<exit/></noinput>"
            "<link next='#help'><grammar>help me</grammar></link></vxml>",
            "app/leaf.vxml": "<vxml application='root.vxml'><menu id='m'><choice dtmf='1' next='#m'/></menu>"
            "<form id='help'><block><assign name='n' expr='1'/>Help</block></form></vxml>",
        }
    )
    leaf = made["app/leaf.vxml"]
    assert isinstance(leaf, Flow)
    assert isinstance(made["app/root.vxml"], Refusal)
    menu = leaf.steps["m"]
    assert menu.no_input.tries == 2
    bye = leaf.steps[to(menu.no_input.then)]
    assert (words(bye), bye.mark.file) == ("Bye", "app/root.vxml")
    assert options(menu) == {"1": "m", "help me": "help"}
    first = leaf.steps[leaf.entries[0].start]
    assert (first.values[0].name, first.values[0].mark.file) == ("n", "app/root.vxml")


REVIEW = (
    "<form id='f'><block>You chose <value expr='application.size'/></block>"
    "<block><var name='size' expr='application.size'/><submit next='x' namelist='size'/></block></form>"
)


def test_a_variable_of_a_root_document_that_is_not_at_hand_is_not_that_of_a_form():
    made = flow(REVIEW, 'application="root.vxml"').steps
    assert made["f"].prompt.reads == ("application.size",)
    given = made[to(made["f"].next)].values[0]
    assert (given.name, given.reads) == ("size", ("application.size",))


def test_documents_of_a_root_document_that_is_not_at_hand_share_its_variables():
    other = "<form id='f'><block><assign name='application.size' expr='1'/><goto next='main.vxml'/></block></form>"
    made = flows(
        {
            "main.vxml": f"<vxml application='root.vxml'>{REVIEW}</vxml>",
            "other.vxml": f"<vxml application='root.vxml'>{other}</vxml>",
            "third.vxml": f"<vxml application='third/root.vxml'>{other}</vxml>",
        }
    )
    names = {file: [value.name for value in made[file].steps["f"].values] for file in ("other.vxml", "third.vxml")}
    assert names == {"other.vxml": ["application.size"], "third.vxml": ["size"]}


def test_where_the_root_document_is_at_hand_its_variables_have_their_own_names():
    made = flow(REVIEW).steps
    assert made["f"].prompt.reads == ("size",)
    made = flow("<var name='a' expr='application.b'/><form id='f'><block><assign name='application.a' expr='1'/></block></form>")
    assert made.steps["f (variables)"].values[0].reads == ("b",)


def test_a_document_that_is_its_own_root():
    made = flows({"a.vxml": "<vxml application='a.vxml'><form id='f'><field name='n' type='digits'/></form></vxml>"})["a.vxml"]
    assert isinstance(made, Flow)
    assert to(made.steps["f"].no_input.then) == "f"


def test_a_subdialog_in_another_document():
    made = flows(
        {
            "a.vxml": "<vxml><form id='f'><subdialog name='r' src='b.vxml'/><block>Bye</block></form></vxml>",
            "b.vxml": "<vxml><form id='g'><block>Hi<return/></block></form></vxml>",
        }
    )
    main, ask = made["a.vxml"], made["b.vxml"]
    assert isinstance(main, Flow)
    assert isinstance(ask, Flow)
    visit = main.steps["f"]
    assert isinstance(visit, Visit)
    assert to(visit.flow) == "b.vxml#g"
    assert ask.part


def test_grammars_of_the_run_are_read():
    text = (
        "<vxml><form id='f'><field name='a'><grammar src='g/{}'/><filled><if cond=\"a=='x'\"><exit/></if></filled></field>"
        "<block>Hi</block></form></vxml>"
    )
    xml = (
        "<grammar xmlns='http://www.w3.org/2001/06/grammar' root='r' mode='dtmf'><rule id='r'><one-of><item>1"
        "<tag>'x'</tag></item>"
    )
    xml += "<item>2</item></one-of></rule></grammar>"
    made = flows({"f.vxml": text.format("a.grxml"), "g/a.grxml": xml})["f.vxml"]
    assert isinstance(made, Flow)
    assert options(made.steps["f"]) == {"1": "f.a: exit", "2": "f: prompt"}
    made = flows({"f.vxml": text.format("a.gram"), "g/a.gram": "#JSGF V1.0;\ngrammar g;\npublic <r> = ex {x} | why;"})["f.vxml"]
    assert isinstance(made, Flow)
    assert options(made.steps["f"]) == {"ex": "f.a: exit", "why": "f: prompt"}


def test_files_that_a_document_names_are_read_with_it(tmp_path):
    (tmp_path / "main.vxml").write_text(
        "<vxml application='root.vxml'><menu id='m'><choice dtmf='1' next='next.vxml'/>"
        "<choice dtmf='2' next='http://x/y.vxml'/><choice dtmf='3' next='/z.vxml'/></menu></vxml>"
    )
    (tmp_path / "root.vxml").write_text("<vxml><noinput><exit/></noinput></vxml>")
    (tmp_path / "next.vxml").write_text("<vxml><form id='f'><block>Hi</block></form></vxml>")
    reading = read_paths([str(tmp_path / "main.vxml")])
    assert not reading.problems
    assert [path.rpartition("/")[2] for path in reading.linked] == ["next.vxml"]
    draft = read((tmp_path / "main.vxml").read_bytes(), "d/main.vxml")
    assert isinstance(draft, Flow)
    assert draft.wants == ("d/root.vxml", "d/next.vxml")


def test_a_document_of_very_many_steps_is_cut():
    made = steps("<form id='f'><block>" + "<if cond='a'>x<else/>y</if>" * 10 + "</block></form>")
    assert len(made) == 30


# what comes when nobody listens any more

_HUNG_UP = '<catch event="connection.disconnect.hangup"><goto next="#after"/></catch>'
_LOG = '<form id="after"><block>log<goto next="#end"/></block></form><form id="end"><block>end<exit/></block></form>'


def test_dialogs_that_only_a_hang_up_leads_to_are_no_part_of_the_call():
    assert {*steps(f'{_HUNG_UP}<form id="a"><block>Hello<disconnect/></block></form>{_LOG}')} == {"a"}


def test_dialogs_behind_a_transfer_that_hangs_up_are_no_part_of_the_call():
    hangs_up = "<transfer bridge='true' dest='execute:hangup()'/><block><goto next='#after'/></block>"
    made = steps(f'<form id="a"><block>Hello</block>{hangs_up}</form>{_LOG}')
    assert not {"after", "end"} & {*made}


def test_what_a_call_comes_to_as_well_stays_part_of_it():
    made = steps(f'{_HUNG_UP}<form id="a"><block>Hello<goto next="#end"/></block></form>{_LOG}')
    assert {*made} == {"a", "end"}
    thrown = '<block>Hello<throw event="connection.disconnect.hangup"/></block>'
    assert {"after", "end"} <= {*steps(f'{_HUNG_UP}<form id="a">{thrown}</form>{_LOG}')}


def test_a_handler_of_more_than_a_hang_up_leads_on():
    both = '<catch event="connection.disconnect nomatch"><goto next="#after"/></catch>'
    field = '<field name="n" type="digits"><prompt>Number</prompt></field>'
    assert {"after", "end"} <= {*steps(f'{both}<form id="a">{field}</form>{_LOG}')}


def test_a_dialog_after_a_hang_up_that_another_document_leads_to_is_kept():
    doc = '<vxml version="2.1">{}</vxml>'
    log = doc.format(f'{_HUNG_UP}<form id="a"><block>Hello<disconnect/></block></form>{_LOG}')
    other = doc.format('<form id="b"><block>Hi<goto next="log.vxml#after"/></block></form>')
    log_flow = flows({"log.vxml": log, "b.vxml": other})["log.vxml"]
    assert isinstance(log_flow, Flow)
    assert "after" in log_flow.steps


def test_a_dialog_that_nothing_leads_to_is_still_read():
    assert "lost" in steps(f'{_HUNG_UP}<form id="a"><block>Hi<exit/></block></form><form id="lost"><block>x</block></form>{_LOG}')
