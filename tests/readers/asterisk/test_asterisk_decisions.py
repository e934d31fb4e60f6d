"""Jumps, conditions, loops, times and subroutines of a dialplan."""

import pytest
from dialplans import after, call, first, flow_of, names, result_of, run_of, ways

from ivrlint.flow import Check, Collect, HangUp, Menu, Refusal, Return, Say, Set, Transfer, Unknown, Visit
from ivrlint.readers.asterisk.expressions import GIVEN, MAYBE, calculate, expand, truth
from ivrlint.readers.asterisk.expressions import names as names_in
from ivrlint.readers.asterisk.hours import is_open
from ivrlint.readers.asterisk.patterns import cut, dialable, may_match, shown

SAY = "exten => x,1,Playback(x)\nexten => y,1,Playback(y)\n"


def value_of(name):
    if name.startswith("LEN("):
        return "0" if name == "LEN()" else MAYBE
    return {"ONE": "1", "EMPTY": "", "TYPED": GIVEN}.get(name, MAYBE)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('$["${ONE}"="1"]', True),
        ('$["${ONE}" == "2"]', False),
        ('$["${ONE}" != "2" & 3 > 2]', True),
        ("$[${ONE} + 2 * 3 = 7]", True),
        ("$[(${ONE} + 2) * 3 = 9]", True),
        ("$[7 % 4 - 1 / 1 >= 2]", True),
        ("$[-1 < 0]", True),
        ("$[!${EMPTY}]", False),
        ('$[!"${EMPTY}"]', True),
        ("$[[0+1]+1 = 2]", True),
        ("${EMPTY}", False),
        ("$[${EMPTY} = ]", False),
        ('$["${WHO}" = "x"]', None),
        ('$["${WHO}" = "x" | "${ONE}" = "1"]', True),
        ('$["${WHO}" = "x" & "${ONE}" = "2"]', False),
        ('$["${WHO}" = "x" & "${ONE}" = "1"]', None),
        ('$["${TYPED}" = ""]', False),
        ('$["${TYPED}" != ""]', True),
        ('$["" = "${TYPED}"]', False),
        ('$["foo${TYPED}" = "foo"]', False),
        ('$["${TYPED}" = "1234"]', None),
        ("$[${TYPED}]", True),
        ('$["${ONE}" =~ "[0-9]"]', None),
        ("$[1 2]", False),
        ("$[)]", False),
        ("$[(1]", False),
        ("$[1 +]", False),
        ("$[5 / 0]", False),
        ('$["b" > "a"]', True),
    ],
)
def test_a_condition_is_decided_as_far_as_it_is_known(text, holds):
    assert truth(text, value_of) is holds


def test_expressions_that_are_too_long_or_not_closed_are_not_known():
    assert expand("${" + "x" * 5000, value_of) == MAYBE
    assert expand("${ONE", value_of) == MAYBE
    assert calculate(" ".join(["1"] * 1000)) == MAYBE
    assert calculate(f'"a" {MAYBE}') == MAYBE


def test_the_names_that_a_text_reads_are_found():
    assert names_in("${CUT(A,*,1)} ${B:1:2} ${LEN(${__C})} ${CALLERID(num)} plain") == ("A", "B", "C")


@pytest.mark.parametrize(
    ("times", "yes", "no", "answer"),
    [
        ("09:00-17:00,mon-fri,*,*", "", "", True),
        ("17:00-08:00|*|*|*", "", "", False),
        ("18:00-23:59,*,*,*", "", "", False),
        ("*,sat-sun,*,*", "", "", False),
        ("*,mon-fri,*,*", "", "", True),
        ("*,*,25,dec", "", "", False),
        ("09:00-12:00,*,24,dec", "", "", False),
        ("09:00-17:00,*,*,*", "closed,s,1", "", False),
        ("19:00-23:00,*,*,*", "open", "", True),
        ("19:00-23:00,*,*,*", "", "fermé", True),
        ("09:00-17:00,*,*,*", "x", "abierto", False),
        ("06:00-12:00,*,*,*", "goodmorning", "", None),
    ],
)
def test_what_a_time_means_is_told_by_its_names_and_its_hours(times, yes, no, answer):
    assert is_open(times, yes, no) is answer


def test_a_condition_on_the_clock_is_open_or_closed():
    flow = flow_of(call("Playback(hello)\nGotoIfTime(09:00-17:00,mon-fri,*,*?x,1)\nPlayback(closed)\nHangup()") + SAY)
    check = after(flow, first(flow), "next")
    assert (check.asks, ways(check)["open"], type(after(flow, check, "closed"))) == ("hours", "from-trunk x", HangUp)
    flow = flow_of(call("Playback(hi)\nGotoIf($[${IFTIME(08:00-18:00,mon-fri,*,*?1:0)}]?x,1:y,1)") + SAY)
    assert ways(after(flow, first(flow), "next")) == {"open": "from-trunk x", "closed": "from-trunk y"}
    flow = flow_of(call("Playback(hi)\nExecIfTime(06:00-11:00,*,*,*?Playback(good-morning))\nGoto(x,1)") + SAY)
    check = after(flow, first(flow), "next")
    assert (check.asks, sorted(ways(check))) == ("06:00-11:00,*,*,*", ["otherwise", "yes"])


def test_comparisons_of_one_variable_are_one_check():
    flow = flow_of(
        call('Playback(a)\nGotoIf($["${K}"="gold"]?x,1)\nGotoIf($["${K}" = "blue"]?y,1)\nGotoIf($["${K}"!=""]?x,1)\nBusy()') + SAY
    )
    check = after(flow, first(flow), "next")
    assert isinstance(check, Check)
    assert (check.asks, check.uses) == ("K", ("K",))
    assert ways(check)["gold"] == "from-trunk x"
    assert ways(check)["blue"] == "from-trunk y"
    assert ways(check)["otherwise"] == "from-trunk x"
    assert isinstance(after(flow, check, "(empty)"), HangUp)


@pytest.mark.parametrize(("compares", "same"), [('"${A}"="${B}"', "x"), ('"${B}" == "${A}"', "x"), ('"${A}" != "${B}"', "y")])
def test_who_enters_nothing_the_second_time_has_not_entered_the_same(compares, same):
    asked = f"Read(A,first)\nGotoIf($[${{LEN(${{A}})}}=5]?on:y,1)\nRead(B,again)\nGotoIf($[{compares}]?x,1:y,1)"
    flow = flow_of(call(asked).replace("n,Read(B", "n(on),Read(B") + SAY)
    again = next(step for step in flow.steps.values() if isinstance(step, Collect) and step.variable == "B")
    other = "from-trunk y" if same == "x" else "from-trunk x"
    assert ways(again)["no_input"] == other
    assert {*ways(after(flow, again, "next")).values()} == {"from-trunk x", "from-trunk y"}


def test_what_is_compared_with_no_entry_stays_a_check():
    flow = flow_of(call('Playback(a)\nGotoIf($["${A}"="${B}"]?x,1:y,1)') + SAY)
    assert {*ways(after(flow, first(flow), "next")).values()} == {"from-trunk x", "from-trunk y"}


def test_a_check_with_one_way_on_is_none():
    flow = flow_of(
        call('Playback(a)\nGotoIf($["${CHANNEL(state)}"="Up"]?skip)\nAnswer()\nNoOp()\nPlayback(b)').replace(
            "n,NoOp", "n(skip),NoOp"
        )
    )
    assert [type(step) for step in flow.steps.values()] == [HangUp]


def test_execif_runs_its_application_in_one_of_two_cases():
    flow = flow_of(call('Playback(a)\nExecIf($["${VIP}"="yes"]?Dial(SIP/vip):Playback(wait))\nDial(SIP/desk)'))
    check = after(flow, first(flow), "next")
    assert after(flow, check, "yes").who == "SIP/vip"
    assert isinstance(after(flow, check, "otherwise"), Say)
    assert after(flow, check, "otherwise", "next").who == "SIP/desk"


def test_execif_that_only_sets_is_no_check():
    flow = flow_of(call('Playback(a)\nExecIf($["${VIP}"="yes"]?Set(Q=gold):Set(Q=blue))\nQueue(${Q})'))
    assert [type(step).__name__ for step in flow.steps.values()] == ["Say", "Transfer"]


def test_a_guard_against_nothing_to_play_is_no_check():
    flow = flow_of(
        call('Set(MSG=hello)\nExecIf($["${MSG}"!=""]?Background(${MSG}))\nWaitExten(5)') + "exten => 1,1,Dial(SIP/1)\n"
    )
    assert isinstance(first(flow), Menu)
    assert first(flow).prompt.audio == "hello"


def test_values_of_globals_decide_and_values_that_are_set_do_not():
    text = "[globals]\nMODE=day\n" + call('Playback(a)\nGotoIf($["${MODE}"="day"]?x,1:y,1)') + SAY
    assert isinstance(after(flow_of(text), first(flow_of(text)), "next"), HangUp)
    text = call('Set(MODE=day)\nPlayback(a)\nGotoIf($["${MODE}"="day"]?x,1:y,1)') + SAY
    assert isinstance(after(flow_of(text), first(flow_of(text)), "next"), Check)


def test_chance_and_loops_are_checks():
    flow = flow_of(call("Playback(a)\nRandom(20:x,1)\nDial(SIP/1)") + SAY)
    check = after(flow, first(flow), "next")
    assert (check.asks, ways(check)["yes"]) == ("20 % of all calls", "from-trunk x")
    text = call("Set(i=0)\nWhile($[${i}<3])\nPlayback(again)\nSet(i=$[${i}+1])\nEndWhile()\nDial(SIP/1)")
    flow = flow_of(text)
    check = after(flow, first(flow), "next")  # the first round always comes
    assert (first(flow).prompt.audio, after(flow, check, "yes"), check.limited) == ("again", first(flow), "yes")
    assert isinstance(after(flow, check, "otherwise"), Transfer)


def test_a_number_that_was_just_set_decides_the_next_line_alone():
    lines = "Playback(a)\nSet(N=2)\nGotoIf($[${N} > 1]?x,1)\nDial(SIP/1)"
    flow = flow_of(call(lines) + "exten => x,1,Playback(x)\n same => n,GotoIf($[${N} > 1]?y,1)\nexten => y,1,Playback(y)\n")
    assert after(flow, first(flow), "next").prompt.audio == "x"
    assert isinstance(after(flow, first(flow), "next", "next"), Check)  # somebody may have set it since


def test_what_is_set_again_is_no_longer_known():
    lines = 'Read(K,ask,1)\nSet(K=${DB(a/b)})\nGotoIf($["${K}"="1"]?x,1)\nDial(SIP/1)'
    assert isinstance(first(flow_of(call(lines) + "exten => x,1,Hangup()\n")), Collect)


def test_a_phone_that_is_busy_before_it_rings_is_busy():
    lines = "GotoIf($[${DEVICE_STATE(SIP/1)} = BUSY]?box,1)\nDial(SIP/1)\nVoiceMail(1@a,u)"
    flow = flow_of(call(lines) + "exten => box,1,VoiceMail(1@a,b)\n")
    person = first(flow)
    assert (person.who, ways(person)["busy"]) == ("SIP/1", "from-trunk box")
    flow = flow_of(call(lines.replace(" = BUSY]?box,1", " != NOT_INUSE]?box,1")) + "exten => box,1,VoiceMail(1@a,b)\n")
    assert ways(first(flow))["busy"] == "from-trunk box"
    flow = flow_of(call(lines.replace("\nDial", "\nPlayback(x)\nDial")) + "exten => box,1,VoiceMail(1@a,b)\n")
    assert isinstance(first(flow), Check)  # more happens before it rings


def test_loops_can_be_left_and_begun_again():
    text = call('While(1)\nPlayback(a)\nGotoIf($["${X}"="1"]?more)\nExitWhile()\nContinueWhile()\nEndWhile()\nDial(SIP/1)')
    flow = flow_of(text.replace("n,ContinueWhile", "n(more),ContinueWhile"))
    check = after(flow, first(flow), "next")
    assert after(flow, check, "1") is first(flow)
    assert isinstance(after(flow, check, "otherwise"), Transfer)
    assert isinstance(first(flow_of(call("Playback(a)\nWhile(0)\nPlayback(b)"))), HangUp)


def test_a_jump_to_nowhere_is_kept_as_it_is_written():
    text = "[general]\nstatic=yes\n" + call("Playback(a)\nGoto(gone,s,1)")
    assert ways(first(flow_of(text))) == {"next": "gone s"}
    assert ways(first(flow_of(call("Playback(a)\nGoto(y,again)") + SAY))) == {"next": "from-trunk y again"}
    assert ways(first(flow_of(call("Playback(a)\nGoto(7777,1)") + SAY))) == {"next": "from-trunk 7777"}
    assert ways(first(flow_of(call("Playback(a)\nGoto(12)") + SAY))) == {"next": "from-trunk s 12"}
    assert ways(first(flow_of(call("Playback(a)\nGoto()") + SAY))) == {"next": None}


def test_contexts_of_other_files_are_not_known():
    step = after(
        flow_of(call("Playback(a)\nGoto(elsewhere,100,1)")), first(flow_of(call("Playback(a)\nGoto(elsewhere,100,1)"))), "next"
    )
    assert isinstance(step, Unknown)
    assert step.what == "goes on at elsewhere 100"
    text = call("Playback(a)\nGoto(100,1)") + "switch => Realtime/x@y\n"
    assert isinstance(after(flow_of(text), first(flow_of(text)), "next"), Unknown)
    text = call("Playback(a)\nGoto(100,1)") + "include => not-here\n"
    assert isinstance(after(flow_of(text), first(flow_of(text)), "next"), Unknown)


def test_places_that_are_worked_out_lead_where_they_may():
    text = call("Playback(a)\nGoto(lang-${L},1)") + "exten => lang-en,1,Playback(x)\nexten => lang-de,1,Playback(y)\n"
    step = after(flow_of(text), first(flow_of(text)), "next")
    assert isinstance(step, Unknown)
    assert sorted(ways(step)) == ["lang-de", "lang-en"]
    text = call("Playback(a)\nGoto(menu-${L},s,1)") + "[menu-en]\nexten => s,1,Playback(x)\n[menu-de]\nexten => s,1,Playback(y)\n"
    assert sorted(ways(after(flow_of(text), first(flow_of(text)), "next"))) == ["menu-de", "menu-en"]
    text = call("Playback(a)\nGoto(${L},1)") + SAY
    assert ways(after(flow_of(text), first(flow_of(text)), "next")) == {}
    text = (
        "[from-trunk]\nexten => _X.,1,Playback(a)\n same => n,Goto(dids,${EXTEN},1)\n[dids]\n"
        "exten => 100,1,Dial(SIP/1)\nexten => 20,1,Busy()\n"
    )
    assert sorted(ways(after(flow_of(text), first(flow_of(text)), "next"))) == ["100", "20"]


def test_parts_of_what_was_dialled_are_known_as_patterns():
    text = (
        "[from-trunk]\nexten => _55512XX,1,Playback(a)\n same => n,Goto(phones,${EXTEN:5},1)\n[phones]\n"
        "exten => _XX,1,Dial(SIP/${EXTEN})\n"
    )
    flow = flow_of(text)
    assert after(flow, first(flow), "next").who == "SIP/XX"
    assert [cut("12345", 1, None), cut("12345", -2, None), cut("12345", 1, 2), cut("12345", 0, -2)] == ["2345", "45", "23", "123"]
    assert [cut("_9XZ[1-3].", 1, None), cut("_X.", -2, None), cut("_XXXN", 1, 2), cut("_X!", 1, None)] == [
        "_XZ[123].",
        None,
        "_XX",
        "_!",
    ]
    assert [shown("_1XX"), dialable("_1XX"), dialable("s"), dialable("_!"), dialable("")] == ["1XX", True, False, True, False]
    assert [may_match("_1XX", "_X."), may_match("_1XX", "_2X."), may_match("1", "_XX"), may_match("_X!", "_XXX")] == [
        True,
        False,
        False,
        True,
    ]


def test_relative_priorities_count_from_the_line():
    flow = flow_of(call("Playback(a)\nGotoIf($[${X}]?+2)\nPlayback(b)\nDial(SIP/1)"))
    assert isinstance(after(flow, first(flow), "next", "yes"), Transfer)


def test_a_call_that_goes_round_without_a_word_is_a_loop():
    flow = flow_of(
        "[from-trunk]\nexten => s,1,Playback(a)\n same => n,Goto(round,1)\nexten => round,1,NoOp()\n same => n,Goto(round,1)\n"
    )
    step = after(flow, first(flow), "next")
    assert after(flow, step, "next") is step


SUB = "[talk]\nexten => s,1,Playback(${ARG1})\n same => n,Return(${ARG2})\n"


def test_a_small_subroutine_is_gone_through_with_its_arguments():
    flow = flow_of(call("Gosub(talk,s,1(hello,1))\nGosub(talk,s,1(bye))\nDial(SIP/1)") + SUB)
    assert first(flow).prompt.audio == "hello & bye"
    assert isinstance(after(flow, first(flow), "next"), Transfer)


def test_what_a_subroutine_returns_is_known():
    text = call('Gosub(talk,s,1(hello,yes))\nGotoIf($["${GOSUB_RETVAL}"="yes"]?x,1:y,1)') + SAY + SUB
    assert after(flow_of(text), first(flow_of(text)), "next").name == "from-trunk x"


def test_a_macro_comes_back_at_its_end_or_before():
    flow = flow_of(call("Macro(say,hello)\nDial(SIP/1)") + "[macro-say]\nexten => s,1,Playback(${ARG1})\n")
    assert isinstance(after(flow, first(flow), "next"), Transfer)
    flow = flow_of(
        call("Macro(say,hello)\nDial(SIP/1)")
        + "[macro-say]\nexten => s,1,Playback(${ARG1})\n same => n,MacroExit\n same => n,Hangup\n"
    )
    assert isinstance(after(flow, first(flow), "next"), Transfer)


def test_a_large_subroutine_with_several_callers_is_a_visit():
    big = "[talk]\nexten => s,1,Playback(${ARG1})\n" + " same => n,Read(X,ask,4)\n" * 15 + " same => n,Return()\n"
    flow = flow_of(call("Gosub(talk,s,1(a))\nGosub(talk,s,1(b))\nDial(SIP/1)") + big)
    visit = first(flow)
    assert isinstance(visit, Visit)
    assert visit.flow.to == "talk s"
    assert isinstance(after(flow, visit, "visit"), Say)
    assert after(flow, visit, "visit").prompt.reads == ("ARG1",)
    assert any(isinstance(step, Return) for step in flow.steps.values())


def test_a_subroutine_that_a_caller_does_not_notice_is_no_step():
    log = (
        "[log]\nexten => s,1,Set(X=1)\n same => n,GotoIf($[${X}=2]?n(end))\n same => n(end),NoOp()\n"
        " same => n,Macro(user-callerid)\n same => n,Return()\n"
    )
    flow = flow_of(call("Gosub(log,s,1)\nPlayback(a)\nDial(SIP/1)") + log)
    assert [type(step).__name__ for step in flow.steps.values()] == ["Say", "Transfer"]


def test_a_subroutine_that_never_comes_back_is_a_jump():
    flow = flow_of(
        call("Gosub(menu,s,1)") + "[menu]\nexten => s,1,Background(m)\n same => n,WaitExten(5)\nexten => 1,1,Dial(SIP/1)\n"
    )
    assert first(flow).name == "menu s"


def test_subroutines_that_are_not_at_hand_are_passed_through():
    flow = flow_of(call("Playback(a)\nGosub(not-here,s,1(x))\nMacro(nor-this,1)\nDial(SIP/1)"))
    visit = after(flow, first(flow), "next")
    assert isinstance(visit, Visit)
    assert visit.flow is None
    assert isinstance(after(flow, visit, "next", "next"), Transfer)


def test_a_subroutine_that_is_nowhere_in_a_whole_dialplan_is_a_broken_target():
    flow = flow_of("[general]\nstatic=yes\n" + call("Playback(a)\nGosub(not-here,s,1)"))
    assert ways(first(flow)) == {"next": "not-here s"}


def test_subroutines_that_call_themselves_are_read_once():
    text = (
        call("Macro(a,1)")
        + "[macro-a]\nexten => s,1,Playback(x)\n same => n,Macro(b,${ARG1}1)\n[macro-b]\nexten => s,1,Playback(y)\n"
        " same => n,Macro(a)\n"
    )
    assert len(flow_of(text).steps) < 20


def test_conditional_calls_go_either_way():
    flow = flow_of(call('Playback(a)\nGosubIf($["${X}"="1"]?talk,s,1(one):talk,s,1(two))\nDial(SIP/1)') + SUB)
    check = after(flow, first(flow), "next")
    assert [after(flow, check, way).prompt.audio for way in ("1", "otherwise")] == ["one", "two"]


def test_return_outside_of_a_subroutine_ends_the_call():
    flow = flow_of("[ivr-x]\nexten => s,1,Background(m)\n same => n,WaitExten(5)\nexten => 1,1,Return()\n")
    assert isinstance(after(flow, first(flow), "1"), HangUp)


def test_files_that_include_one_another_are_one_dialplan():
    run = run_of(
        {
            "d/extensions.conf": '#include "more/menu.conf"\n' + call("Playback(a)\nGoto(menu,s,1)"),
            "d/more/menu.conf": "[menu]\nexten => s,1,Background(m)\n same => n,WaitExten(5)\n"
            "exten => 1,1,Goto(from-trunk,s,1)\n",
        }
    )
    main, menu = run["d/extensions.conf"], run["d/more/menu.conf"]
    assert ways(main.steps["from-trunk s"]) == {"next": "d/more/menu.conf#menu s"}
    assert ways(menu.steps["menu s"])["1"] == "d/extensions.conf#from-trunk s"
    assert names(menu) == {"menu s": "menu s"}


def test_wanted_files_are_looked_for_beside_the_file():
    from ivrlint import readers

    flow = readers.read(('#include "a/b.conf"\n#include /etc/asterisk/c.conf\n' + call("Hangup()")).encode(), "d/x.conf")
    assert flow.wants == ("d/a/b.conf", "d/c.conf")


def test_dialplans_of_a_folder_that_lead_into_one_another_belong_together():
    run = run_of(
        {
            "d/a.conf": call("Playback(a)\nGoto(menu,s,1)"),
            "d/b.conf": "[menu]\nexten => s,1,Background(m)\n same => n,WaitExten(5)\nexten => 1,1,Dial(SIP/1)\n",
            "e/c.conf": "[menu]\nexten => s,1,Background(other)\n same => n,WaitExten(5)\nexten => 1,1,Dial(SIP/2)\n",
        }
    )
    assert ways(run["d/a.conf"].steps["from-trunk s"]) == {"next": "d/b.conf#menu s"}
    assert names(run["e/c.conf"]) == {"menu s": "menu s"}


def test_two_machines_in_one_folder_stay_apart():
    run = run_of(
        {
            "a.conf": call("Playback(a)\nGoto(menu,s,1)"),
            "b.conf": call("Playback(b)\nHangup()") + "[menu]\nexten => s,1,Hangup()\n",
        }
    )
    assert isinstance(run["a.conf"].steps["from-trunk s Goto"], Unknown)


def test_names_of_steps_are_what_the_author_wrote():
    flow = flow_of(call("Read(PIN,ask,4)\nSet(DB(x/${PIN})=1)\nDial(SIP/1)\nVoiceMail(1)").replace("n,Read", "n(ask),Read"))
    assert list(flow.steps) == ["from-trunk s", "from-trunk s ask Set", "from-trunk s ask Dial", "from-trunk s ask VoiceMail"]
    assert isinstance(flow.steps["from-trunk s ask Set"], Set)


def test_contexts_inside_the_house_are_no_calls_without_a_dialogue():
    text = "[from-internal]\nexten => _1XX,1,Dial(SIP/${EXTEN})\nexten => *98,1,VoiceMailMain()\n"
    assert isinstance(result_of(text), Refusal)
    text += (
        "exten => 500,1,Goto(menu,s,1)\n[menu]\nexten => s,1,Background(m)\n same => n,WaitExten(5)\nexten => 1,1,Dial(SIP/1)\n"
    )
    assert names(flow_of(text)) == {"from-internal 500": "menu s"}


def test_samples_of_the_software_are_calls_only_where_there_is_nothing_else():
    demo = "[demo]\nexten => s,1,Background(demo)\n same => n,WaitExten(5)\nexten => 1,1,Hangup()\n"
    assert names(flow_of(demo)) == {"demo s": "demo s"}
    own = (
        call("Background(menu)\nWaitExten(5)")
        + "exten => 1,1,Dial(SIP/1)\n[default]\ninclude => demo\nexten => 9000,1,Goto(demo,s,1)\n"
    )
    assert names(flow_of(own + demo)) == {"from-trunk s": "from-trunk s"}


SURVEY = "[rate]\nexten => s,1,Background(rate)\n same => n,WaitExten(5)\nexten => 1,1,Hangup()\n"


@pytest.mark.parametrize(
    "lead",
    [
        "[macro-talk]\nexten => s,1,Queue(${ARG1})\n same => n,Goto(rate,s,1)\n",
        "[later]\nexten => 5,1,System(printf 'Channel: SIP/1\\nContext: rate\\nExtension: s\\n' > /tmp/a.call)\n",
    ],
    ids=["a macro", "a call file"],
)
def test_what_only_subroutines_or_the_system_lead_to_is_a_call_only_where_there_is_nothing_else(lead):
    assert names(flow_of(lead + SURVEY)) == {"rate s": "rate s"}
    own = call("Background(menu)\nWaitExten(5)") + "exten => 1,1,Dial(SIP/1)\n"
    assert names(flow_of(own + lead + SURVEY)) == {"from-trunk s": "from-trunk s"}
    again = own + "exten => 2,1,Goto(rate,s,1)\n"
    assert "rate s" in flow_of(again + lead + SURVEY).steps


def test_numbers_that_only_ring_somebody_are_calls_only_where_there_is_nothing_else():
    text = "[from-trunk]\nexten => 5551000,1,Dial(SIP/1)\nexten => 5552000,1,Queue(sales)\n"
    assert names(flow_of(text)) == {"from-trunk 5551000": "from-trunk 5551000", "from-trunk 5552000": "from-trunk 5552000"}
    text += "exten => 5553000,1,Playback(hello)\n same => n,Queue(sales)\n"
    assert names(flow_of(text)) == {"from-trunk 5553000": "from-trunk 5553000"}


def test_numbers_that_lead_to_the_same_menu_are_one_call():
    text = (
        "[from-trunk]\nexten => 5551000,1,Goto(m,s,1)\nexten => 5552000,1,Goto(m,s,1)\n[m]\n"
        "exten => s,1,Background(m)\n same => n,WaitExten(5)\nexten => 1,1,Busy()\n"
    )
    assert names(flow_of(text)) == {"from-trunk 5551000": "m s"}


QUIET = """[log]
exten => s,1,Set(X=${ARG1})
 same => n,GotoIf($["${X}"=""]?done,1)
 same => n,Gosub(again,s,1)
 same => n,ExecIf($["${X}"="a"]?Set(Y=1))
 same => n,GosubIf($[${X}]?again,s,1:sub-record-check,s,1)
 same => n,MYSQL(Query r ${c} INSERT INTO log SET a='${X}')
 same => n,Return()
exten => done,1,Return()
[again]
exten => s,1,System(touch /tmp/x)
 same => n,Macro(blkvm-clr)
 same => n,Return()
"""


def kinds(text):
    return [type(step).__name__ for step in flow_of(text).steps.values()]


def test_quiet_subroutines_may_call_and_jump_to_quiet_ones():
    assert kinds(call("Gosub(log,s,1(a))\nPlayback(a)\nDial(SIP/1)") + QUIET) == ["Say", "Transfer"]


@pytest.mark.parametrize(
    "line",
    [
        "Playback(beep)",
        "Goto(${WHERE},1)",
        "Goto(loud,s,1)",
        "Goto(nowhere,s,1)",
        "Gosub(nowhere,s,1)",
        "Macro(nowhere)",
        "Hangup()",
        "System(echo > /var/spool/asterisk/outgoing/x)",
        "Set(Z=${TYPED})",
        "GotoIf($[${X}]?${WHERE})",
    ],
)
def test_a_subroutine_that_does_more_is_not_quiet(line):
    text = call("Read(TYPED,a,5)\nGosub(log,s,1(a))\nDial(SIP/1)") + QUIET.replace("System(touch /tmp/x)", line)
    text += "[loud]\nexten => s,1,Playback(x)\n"
    assert kinds(text) != kinds(call("Read(TYPED,a,5)\nGosub(log,s,1(a))\nDial(SIP/1)") + QUIET)


def test_a_context_in_two_files_is_one():
    run = run_of(
        {
            "a.conf": '#include "b.conf"\n' + call("Background(m)\nWaitExten(5)") + "exten => 1,1,Dial(SIP/1)\n",
            "b.conf": "[from-trunk]\nexten => 2,1,Dial(SIP/2)\nexten => s,1,Hangup()\ninclude => more\n[more]\n"
            "exten => 3,1,Busy()\n",
        }
    )
    assert ways(run["a.conf"].steps["from-trunk s"])["2"] == "b.conf#from-trunk 2"
    assert ways(run["a.conf"].steps["from-trunk s"])["3"] == "b.conf#from-trunk 3"


def test_files_that_include_each_other_are_read_once():
    run = run_of(
        {
            "a.conf": '#include "b.conf"\n' + call("Playback(a)\nHangup()"),
            "b.conf": '#include "a.conf"\n[b]\nexten => s,1,Hangup()\n',
        }
    )
    assert isinstance(run["b.conf"], Refusal)
    assert names(run["a.conf"]) == {"from-trunk s": "from-trunk s"}


def test_contexts_that_include_each_other_are_searched_once():
    flow = flow_of(
        call("Background(m)\nWaitExten(5)") + "include => b\n[b]\ninclude => from-trunk\ninclude => b\nexten => 1,1,Dial(SIP/1)\n"
    )
    assert ways(first(flow))["1"] == "from-trunk 1"


def test_extensions_that_ask_who_calls_stand_in_where_there_is_no_other():
    flow = flow_of(call("Playback(a)\nGoto(100,1)") + "exten => 100/5551234,1,Dial(SIP/1)\n")
    assert isinstance(after(flow, first(flow), "next"), Transfer)


def test_values_are_put_in_where_they_are_set_nearest():
    lines = (
        "Set(A=one)\nPlayback(${A})\nSet(A=two)\nSet(B=${A}-x)\nPlayback(${B})\nSet(GLOBAL(C)=c)\n"
        "Playback(${C}/${CUT(X,-,1)})\nDial(SIP/1)"
    )
    prompt = first(flow_of(call(lines))).prompt
    assert prompt.audio == "one & two-x & ${C}/${CUT(X,-,1)}"
    assert prompt.reads == ("C", "X")


def test_a_choice_between_two_values_is_made_where_it_is_known():
    lines = 'Set(A=${IF($["1"="1"]?yes:no)})\nPlayback(${A})\nSet(B=${IF($[${U}]?yes:no)})\nPlayback(${B})\nDial(SIP/1)'
    assert first(flow_of(call(lines))).prompt.audio == "yes & ${B}"


def test_functions_of_entries_decide_whether_there_is_one():
    text = (
        call("Read(ID,a,8)\nGotoIf(${ISNULL(${ID})}?x,1)\nGotoIf(${EXISTS(${ID})}?y,1)\nHangup()")
        + "exten => x,1,Playback(x)\nexten => y,1,Dial(SIP/1)\n"
    )
    flow = flow_of(text)
    assert (ways(first(flow))["no_input"], ways(first(flow))["next"]) == ("from-trunk x", "from-trunk y")


def test_a_switch_of_many_lines_is_not_remembered_for_ever():
    lines = "\n".join(f'GotoIf($["${{Q}}"="{number}"]?s,1)' for number in range(200))
    flow = flow_of(call(f"Playback(a)\n{lines}\nDial(SIP/1)"))
    assert len(flow.steps) < 100


def test_calls_that_begin_in_a_great_many_ways_are_not_all_read():
    text = "[from-trunk]\n" + "".join(
        f"exten => 555{number:04},1,Playback(p{number})\n same => n,Hangup()\n" for number in range(150)
    )
    flow = flow_of(text)
    assert len(flow.entries) == 100
    assert "more than 100" in flow.problems[0].message


@pytest.mark.parametrize(
    ("condition", "limited"),
    [
        ("${SET(one=${SHIFT(list,&)})}", "yes"),
        ("${SET(one=${pop(list)})}", "yes"),
        ("${SET(one=${UNSHIFT(list)})}", ""),
        ("${DB(more/work)}", ""),
    ],
)
def test_a_loop_that_uses_up_a_list_goes_round_a_limited_number_of_times(condition, limited):
    flow = flow_of(call(f'While($["{condition}" != ""])\nPlayback(again)\nEndWhile()\nDial(SIP/1)'))
    (check,) = (step for step in flow.steps.values() if isinstance(step, Check))
    assert check.limited == limited


@pytest.mark.parametrize(
    ("condition", "asks"),
    [
        ('$["${digits}" = "${sent${EXTEN}:0:-2}"]', '"digits" = "${sent${EXTEN}:0:-2}"'),
        ('$["${${name}}" = "${CUT(list,-,${n})}"]', '"${${name}}" = "CUT(list,-,n)"'),
        ('$[$["${a}" = "1"] | $["${b}" = "2"]]', '("a" = "1") | ("b" = "2")'),
    ],
)
def test_a_name_that_is_made_of_a_value_is_shown_as_written(condition, asks):
    flow = flow_of(call(f"Playback(a)\nGotoIf({condition}?x,1:y,1)") + SAY)
    assert after(flow, first(flow), "next").asks == asks
