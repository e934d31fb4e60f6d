"""What the applications of a dialplan become."""

import pytest
from dialplans import after, call, first, flow_of, ways

from ivrlint.flow import Check, Collect, HangUp, Menu, Message, Run, Say, Set, Transfer, Unknown


def only(lines, extra=""):
    """The first step of a call of some lines, behind something that is said."""
    flow = flow_of(call(f"Playback(start)\n{lines}") + extra)
    step = first(flow)
    return after(flow, step, "next") if isinstance(step, Say) and ways(step)["next"] else step


def test_an_entry_of_several_digits_is_a_collect():
    flow = flow_of(call("Read(ACCOUNT,ask,8,,3,7)\nSet(DB(x)=${ACCOUNT})\nDial(SIP/1)"))
    step = first(flow)
    assert isinstance(step, Collect)
    assert (step.variable, step.digits, step.finish_on, step.prompt.audio) == ("ACCOUNT", (1, 8), "#", "ask")
    assert (step.no_input.after, step.no_input.tries, step.no_match.possible) == (7.0, 3, False)
    assert ways(step)["next"] == ways(step)["no_input"]


def test_nothing_typed_goes_where_the_lines_behind_it_say():
    lines = (
        'Read(ID,ask,8)\nGotoIf($["${READSTATUS}"="TIMEOUT"]?x,1)\nGotoIf($["${ID}"=""]?y,1)\n'
        "GotoIf($[${LEN(${ID})}=0]?y,1)\nDial(SIP/1)"
    )
    flow = flow_of(call(lines) + "exten => x,1,Playback(x)\nexten => y,1,Playback(y)\n")
    assert ways(first(flow))["no_input"] == "from-trunk x"
    assert isinstance(after(flow, first(flow), "next"), Transfer)


def test_an_entry_that_is_checked_is_a_collect_and_a_check():
    flow = flow_of(call('Read(PIN,ask,4)\nGotoIf($["${PIN}"="1234"]?x,1)\nHangup()') + "exten => x,1,Dial(SIP/1)\n")
    check = after(flow, first(flow), "next")
    assert isinstance(check, Check)
    assert (check.asks, check.uses) == ("PIN", ("PIN",))


def test_a_key_that_the_lines_behind_it_look_at_is_a_menu():
    lines = (
        'Read(K,ask,1,,2,6)\nGotoIf($["${K}"="1"]?x,1)\nGotoIf($[${K} = 2]?y,1)\nGotoIf($["${K}"=""]?z,1)\n'
        "Playback(wrong)\nGoto(s,1)"
    )
    flow = flow_of(call(lines) + "exten => x,1,Dial(SIP/1)\nexten => y,1,Queue(q)\nexten => z,1,Playback(nothing)\n")
    menu = first(flow)
    assert isinstance(menu, Menu)
    assert [option.key for option in menu.options] == ["1", "2"]
    assert (ways(menu)["1"], ways(menu)["2"], ways(menu)["no_input"]) == ("from-trunk x", "from-trunk y", "from-trunk z")
    assert after(flow, menu, "no_match").prompt.audio == "wrong"
    assert (menu.no_input.after, menu.no_input.tries, menu.next_digit) == (6.0, 2, 0.0)
    assert menu.options[0].mark.line == 4


def test_a_key_that_is_jumped_to_is_a_menu():
    flow = flow_of(
        call("Read(K,ask,1)\nGoto(sub,${K},1)")
        + "[sub]\nexten => 1,1,Dial(SIP/1)\nexten => 2,1,Queue(q)\nexten => i,1,Goto(from-trunk,s,1)\n"
    )
    assert ways(first(flow)) == {"1": "sub 1", "2": "sub 2", "no_input": "from-trunk s", "no_match": "from-trunk s"}


def test_conditional_applications_behind_a_key_belong_to_it():
    lines = (
        'Read(K,ask,1)\nExecIf($["${K}"="1"]?Playback(yes))\nExecIf($["${K}"="1"]?Hangup())\n'
        'ExecIf($["${K}"="2"]?Dial(SIP/2))\nPlayback(no)'
    )
    flow = flow_of(call(lines))
    menu = first(flow)
    assert after(flow, menu, "1").prompt.audio == "yes"
    assert isinstance(after(flow, menu, "1"), HangUp)
    assert after(flow, menu, "2").who == "SIP/2"
    assert after(flow, menu, "no_match").prompt.audio == "no"


def test_a_key_that_only_has_to_lie_in_a_range_is_an_entry():
    flow = flow_of(
        call("Read(N,how-many,1)\nGotoIf($[${N} > 0 & ${N} < 6]?x,1)\nPlayback(wrong)\nGoto(s,1)")
        + "exten => x,1,Dial(SIP/${N})\n"
    )
    step = first(flow)
    assert isinstance(step, Collect)
    check = after(flow, step, "next")
    assert (ways(check)["yes"], after(flow, check, "otherwise").prompt.audio) == ("from-trunk x", "wrong")


def test_a_key_that_every_line_knows_has_no_wrong_answer():
    lines = "Read(K,ask,1)\n" + "\n".join(f'GotoIf($["{key}"="${{K}}"]?{"x" if key in "12" else "y"},1)' for key in "0123456789*")
    flow = flow_of(call(lines) + "exten => x,1,Dial(SIP/1)\nexten => y,1,Playback(y)\n")
    menu = first(flow)
    assert [option.key for option in menu.options] == list("1234567890*")
    assert not menu.no_match.possible


def test_a_key_that_the_prompt_names_and_no_line_asks_for_goes_the_usual_way():
    text = 'agi(googletts.agi,"To confirm press 1. To go back press 2.",en)\nRead(K,,1)\nGotoIf($["${K}"="1"]?x,1)\nGoto(s,1)'
    menu = first(flow_of(call(text) + "exten => x,1,Dial(SIP/1)\n"))
    assert ways(menu) == {"1": "from-trunk x", "2": "from-trunk s", "no_input": "from-trunk s", "no_match": "from-trunk s"}


def test_a_key_kept_under_a_name_that_elsewhere_holds_more_is_set():
    lines = 'Read(V,a,8)\nRead(V,b,1)\nGotoIf($["${V}"="1"]?x,1)\nHangup()'
    flow = flow_of(call(lines) + "exten => x,1,SayDigits(${V})\n")
    kept = after(flow, first(flow), "next", "1")
    assert isinstance(kept, Set)
    assert (kept.values[0].name, kept.values[0].value) == ("V", "1")


def test_readexten_is_an_entry():
    step = only("ReadExten(N,ask,phones)\nDial(SIP/${N})")
    assert isinstance(step, Collect)
    assert step.variable == "N"


def test_dial_rings_a_person_and_goes_on_where_nobody_answers():
    flow = flow_of(call("Playback(a)\nDial(SIP/desk&SIP/me,20,tTm)\nVoiceMail(100@default,u)\nHangup()"))
    step = after(flow, first(flow), "next")
    assert isinstance(step, Transfer)
    assert (step.to, step.who, step.number) == ("person", "SIP/desk & SIP/me", "")
    message = after(flow, step, "no_answer")
    assert isinstance(message, Message)
    assert (message.who, message.next) == ("100@default", None)


def test_nothing_behind_dial_but_the_end_is_no_fallback():
    for end in ("Hangup()", "NoOp()"):
        step = only(f"Dial(SIP/1)\n{end}")
        assert ways(step) == {}


def test_the_reason_why_nobody_answered_leads_to_different_places():
    text = "exten => s-BUSY,1,Playback(busy)\nexten => s-NOANSWER,1,VoiceMail(1)\nexten => _s-.,1,Playback(other)\n"
    flow = flow_of(call("Playback(a)\nDial(SIP/1,20)\nGoto(s-${DIALSTATUS},1)") + text)
    step = after(flow, first(flow), "next")
    assert ways(step) == {"busy": "from-trunk s-BUSY", "no_answer": "from-trunk s-NOANSWER", "failed": "from-trunk s-."}


def test_an_option_of_dial_lets_the_call_go_on():
    step = only("Dial(SIP/1,20,gL(1000:200))\nPlayback(survey)")
    assert [case.name for case in step.cases] == ["answered"]
    assert not only("Dial(SIP/1,20,tL(g))\nPlayback(survey)").cases


def test_numbers_and_names_of_dial_are_told_apart_and_passwords_left_out():
    step = only("Dial(IAX2/user:secret@host/0049${N})")
    assert step.who == "IAX2/host/0049N"
    assert step.dials == ("N",)
    assert only("Dial(PJSIP/+15551234567@trunk)").number == "+15551234567"
    assert len(only("Dial(" + "SIP/x&" * 200 + ")").who) == 60


def test_a_local_channel_leads_back_into_the_dialplan():
    text = (
        "[menu]\nexten => 100,1,Background(m)\n same => n,WaitExten(5)\nexten => 1,1,Dial(SIP/1)\n[phones]\n"
        "exten => 7,1,Dial(SIP/7)\n"
    )
    assert isinstance(only("Dial(Local/100@menu/n)", text), Menu)
    assert isinstance(only("Dial(Local/7@phones)", text), Transfer)
    assert isinstance(only("Dial(Local/7@not-here)", text), Transfer)


def test_a_queue_is_people_who_are_waited_for():
    flow = flow_of(call("Playback(a)\nQueue(sales,tc,${URL},,300)\nPlayback(sorry)\nVoiceMail(1)"))
    step = after(flow, first(flow), "next")
    assert (step.who, step.to, ways(step)["no_answer"]) == ("sales", "person", "from-trunk s Playback")
    assert "URL" in step.passes
    assert [case.name for case in step.cases] == ["answered"]


def test_the_status_of_a_queue_leads_to_different_places():
    lines = (
        'Playback(a)\nQueue(sales)\nGotoIf($["${QUEUESTATUS}"="JOINEMPTY"]?x,1)\n'
        'GotoIf($["${QUEUESTATUS}"="FULL"]?y,1)\nVoiceMail(1)'
    )
    flow = flow_of(call(lines) + "exten => x,1,Playback(x)\nexten => y,1,Playback(y)\n")
    step = after(flow, first(flow), "next")
    assert (ways(step)["closed"], ways(step)["busy"]) == ("from-trunk x", "from-trunk y")
    assert isinstance(after(flow, step, "no_answer"), Message)


def test_what_is_set_for_whoever_answers_is_passed():
    lines = "Read(ID,ask,8)\nSet(CALLERID(name)=Customer ${ID})\nSIPAddHeader(X-Id: ${ID})\nSet(__KEY=${ID})\nQueue(q)"
    flow = flow_of(call(lines))
    step = after(flow, first(flow), "next", "next")
    assert isinstance(step, Transfer)
    assert {"CALLERID(name)", "sipaddheader X-Id", "KEY"} <= set(step.passes)
    values = {value.name: value for value in after(flow, first(flow), "next").values}
    assert values["CALLERID(name)"].reads == ("ID",)
    assert values["CALLERID(name)"].value == "{ID}"


def test_values_that_say_nothing_of_the_caller_are_no_steps():
    flow = flow_of(call("Set(X=1)\nSet(Y=${X})\nMSet(A=1,B=2)\nUserEvent(x)\nPlayback(a)\nWait(1)\nNoOp(${X})\nDial(SIP/1)"))
    assert [type(step).__name__ for step in flow.steps.values()] == ["Say", "Transfer"]


def test_what_is_made_of_an_entry_is_followed():
    flow = flow_of(
        call("Read(ID,ask,8)\nSet(SHORT=${ID:2})\nSet(LONG=${SHORT}x)\nGotoIf($[${LEN(${LONG})}>3]?x,1)\nHangup()")
        + "exten => x,1,Dial(SIP/1)\n"
    )
    values = after(flow, first(flow), "next").values
    assert [(value.name, value.reads) for value in values] == [("SHORT", ("ID",)), ("LONG", ("ID",))]
    assert after(flow, first(flow), "next", "next").uses == ("LONG", "ID")


@pytest.mark.parametrize(
    ("line", "kind", "detail"),
    [
        ("AGI(lookup.php,${ID})\nPlayback(b)", Run, "AGI lookup.php"),
        ("Set(NAME=${ODBC_NAME(1)})\nSayAlpha(${NAME})", Run, "ODBC_NAME"),
        ("MYSQL(Query r ${c} SELECT a FROM b)\nMYSQL(Fetch f ${r} x)\nPlayback(b)", Run, "MYSQL"),
        ("System(echo Channel: x > /var/spool/asterisk/outgoing/a.call)\nPlayback(b)", Run, "System"),
        ("Originate(SIP/1,exten,a,s,1)\nPlayback(b)", Run, "Originate"),
        ("Echo()\nPlayback(b)", Run, "Echo"),
    ],
)
def test_systems_are_run(line, kind, detail):
    step = only(line)
    assert isinstance(step, kind)
    assert step.service == detail
    assert ways(step)["next"] == ways(step)["failed"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("AGI(ivr.py)", "AGI ivr.py"),
        ("AGI(ivr.py)\nHangup()", "AGI ivr.py"),
        ("Stasis(app)\nHangup()", "Stasis"),
        ("VoiceMailMain(1)\nHangup()", "VoiceMailMain"),
        ("SomethingNew(1)", "SomethingNew"),
    ],
)
def test_what_has_a_dialogue_of_its_own_is_not_known(line, what):
    step = only(line)
    assert isinstance(step, Unknown)
    assert step.what == what


@pytest.mark.parametrize("line", ["ConfBridge(100)", "MeetMe(1)", "Park()", "Page(SIP/1&SIP/2,d)"])
def test_conferences_are_outside(line):
    step = only(line)
    assert isinstance(step, Transfer)
    assert (step.to, step.elsewhere) == ("outside", True)


@pytest.mark.parametrize("line", ["Hangup(16)", "Busy(5)", "Congestion()", "Macro(hangupcall)"])
def test_the_end_of_a_call(line):
    assert isinstance(only(line), HangUp)


def test_a_wrapped_application_is_what_it_wraps():
    assert only("TryExec(Dial(SIP/1))").who == "SIP/1"
    assert only("Exec(Queue(q))").who == "q"
    assert isinstance(only("Exec(Exec(Dial(SIP/1)))"), HangUp)


def test_a_recording_is_kept():
    flow = flow_of(call("Playback(speak)\nRecord(/var/tmp/${UNIQUEID}-note%d.wav,5)\nDial(SIP/1)"))
    step = first(flow)
    assert isinstance(step, Collect)
    assert (step.variable, step.by, step.prompt.audio) == ("recording note.wav", ("recording",), "speak")
    kept = after(flow, step, "next")
    assert isinstance(kept, Set)
    assert kept.values[0].reads == ("recording note.wav",)
    assert isinstance(after(flow, kept, "next"), Transfer)


MESSAGE = call("Playback(speak)\nSet(recording=1)\nMixMonitor(/var/${UNIQUEID}-order.wav)\nWait(1)\nWaitExten(120)")
STOP = 'exten => #,1,GotoIf($["${recording}" = "1"]?done)\n same => n,WaitExten(9)\n same => n(done),StopMixMonitor()\n'


def test_waiting_while_the_call_is_recorded_is_speaking():
    flow = flow_of(MESSAGE + STOP + " same => n,Dial(SIP/1)\nexten => 0,1,Goto(s,1)\nexten => t,1,Playback(bye)\n")
    step = first(flow)
    assert isinstance(step, Collect)
    assert (step.variable, step.by, step.no_input.after) == ("recording order.wav", ("recording",), 120.0)
    assert after(flow, step, "no_input").prompt.audio == "bye"
    assert isinstance(after(flow, step, "next", "next"), Transfer)  # what was set before it is still known


def test_a_recording_that_runs_out_without_a_word_for_it_is_cut_off():
    assert first(flow_of(MESSAGE + STOP)).no_input.then is None


def test_a_choice_in_a_call_that_is_recorded_from_its_beginning_is_a_menu():
    lines = "MixMonitor(a.wav)\nBackground(menu)\nWaitExten(5)"
    assert isinstance(first(flow_of(call(lines) + STOP)), Menu)
    assert isinstance(first(flow_of(MESSAGE + "exten => #,1,Dial(SIP/1)\n")), Menu)  # nothing stops it


def test_a_value_that_may_be_jumped_past_is_not_known_when_a_recording_ends():
    flow = flow_of(MESSAGE + STOP + " same => n,Dial(SIP/1)\nexten => 5,1,Goto(s,4)\n")
    assert isinstance(after(flow, first(flow), "next", "next", "next"), Check)


def test_a_password_is_asked_for_three_times():
    flow = flow_of(call("Authenticate(1234)\nDial(SIP/1)"))
    step = first(flow)
    assert (step.what, step.no_match.tries, step.finish_on) == ("pin", 3, "#")
    assert not step.no_match.possible  # who does not know it is meant to be let down
    assert not step.no_input.possible
    assert isinstance(after(flow, step, "next"), Run)
    assert isinstance(after(flow, step, "next", "next"), Transfer)


def test_the_directory_asks_for_a_name_and_rings():
    flow = flow_of(
        call("Playback(a)\nDirectory(default,phones)\nPlayback(sorry)")
        + "[phones]\nexten => o,1,Dial(SIP/operator)\nexten => _1XX,1,Dial(SIP/${EXTEN})\n"
    )
    step = first(flow)
    assert isinstance(step, Collect)
    pressed = after(flow, step, "next")
    assert (pressed.asks, pressed.uses) == ("what was pressed", (step.variable,))
    operator = after(flow, pressed, "0", "next")
    assert (type(operator), operator.who) == (Transfer, "SIP/operator")
    person = after(flow, pressed, "otherwise")
    assert isinstance(person, Transfer)
    assert person.elsewhere
    assert ways(step)["no_match"] == ways(step)["no_input"]
    assert isinstance(after(flow, step, "no_input"), HangUp)
    flow = flow_of(call("Directory(default)"))
    assert ways(first(flow))["no_match"] == ways(first(flow))["no_input"]
    assert isinstance(after(flow, first(flow), "next"), Transfer)


@pytest.mark.parametrize(
    ("line", "text", "audio", "reads"),
    [
        ("SayDigits(104)", "104", "", ()),
        ("SayNumber(${COUNT})", "{COUNT}", "", ("COUNT",)),
        ("SayAlpha(${CALLERID(num)})", "{CALLERID(num)}", "", ("CALLERID(num)",)),
        ("Playback(custom/${LANG_}/hello)", "", "custom/${LANG_}/hello", ("LANG_",)),
        ("Playback(a&silence/2&b)", "", "a & b", ()),
        ('AGI(googletts.agi,"Hello ${NAME}, you are {1}",en)', "Hello {NAME}, you are {{1}}", "", ("NAME",)),
        ("AGI(text-to-speech.php,'Guten Tag',de)", "Guten Tag", "", ()),
        ('Flite("Please hold")', "Please hold", "", ()),
        ('Espeak("costs $5 and ${MATH(1+1)}")', "costs $5 and {MATH(1+1)}", "", ("MATH(1+1)",)),
    ],
)
def test_what_is_said(line, text, audio, reads):
    step = first(flow_of(call(f"{line}\nRead(X,ask,3)\nSayDigits(${{X}})")))
    assert isinstance(step, Say | Collect)
    assert (step.prompt.text, step.prompt.audio, step.prompt.reads) == (text, audio, reads)


def test_spoken_texts_know_their_language_and_whether_keys_interrupt_them():
    prompt = first(flow_of(call('AGI(googletts.agi,"Hello there",en_GB,any)\nRead(X,ask,3)\nSayDigits(${X})'))).prompt
    assert (prompt.language, prompt.barge_in) == ("en-GB", True)
    prompt = first(flow_of(call('AGI(googletts.agi,"Hello there",en)\nRead(X,ask,3)\nSayDigits(${X})'))).prompt
    assert (prompt.language, prompt.barge_in) == ("en", False)


def test_lines_that_are_spoken_are_the_sentences_of_a_menu():
    lines = 'AGI(googletts.agi,"For sales press 1",en,any)\nAGI(googletts.agi,"For help press 2",en,any)\nWaitExten()'
    menu = first(flow_of(call(lines) + "exten => 1,1,Dial(SIP/1)\nexten => 2,1,Dial(SIP/2)\n"))
    assert menu.prompt.text == "For sales press 1. For help press 2"
    assert menu.prompt.language == "en"


def test_scripts_that_listen_do_not_speak():
    assert isinstance(only('AGI(speech-to-text.agi,"en us")\nPlayback(x)'), Run)
    assert isinstance(only("Flite()\nDial(SIP/1)"), Transfer)


def test_words_in_a_comment_are_what_a_recording_says():
    text = (
        "[from-trunk]\nexten => s,1,Background(menu)\t; For sales press 1, for help press 2.\n"
        " same => n,WaitExten(5) ; five seconds\n"
    )
    menu = first(flow_of(text + "exten => 1,1,Dial(SIP/1)\nexten => 2,1,Dial(SIP/2)\n"))
    assert (menu.prompt.text, menu.prompt.audio, menu.prompt.complete) == ("For sales press 1, for help press 2.", "menu", False)


def test_words_of_a_recording_may_go_on_in_the_lines_below():
    far = " " * 40
    text = f"[from-trunk]\nexten => s,1,Read(K,menu,1)\t;\n{far}; for sales press one\n{far}; for help press two\n"
    text += " same => n,GotoIf($[${K}=1]?x,1)\nexten => x,1,Dial(SIP/1)\n"
    assert first(flow_of(text)).prompt.text == "for sales press one for help press two"


def test_the_language_of_a_file_is_the_one_that_it_sets():
    assert flow_of(call("Set(CHANNEL(language)=es)\nPlayback(a)")).language == "es"
    assert flow_of(call("Set(CHANNEL(language)=es)\nSet(CHANNEL(language)=en)\nPlayback(a)")).language == ""
    assert flow_of(call("Set(CHANNEL(language)=${L})\nPlayback(a)")).language == ""


def test_more_than_can_be_followed_is_said():
    flow = flow_of(call("\n".join(f"Playback(a{number})\nRead(X{number},b,5)" for number in range(5000))))
    assert "the rest is not read" in flow.problems[-1].message
