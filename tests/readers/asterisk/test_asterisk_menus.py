"""Menus of a dialplan: Background and WaitExten with the extensions of the context."""

import pytest
from dialplans import after, call, first, flow_of, names, ways

from ivrlint.flow import Check, Collect, HangUp, Menu, Say, Transfer

ASKS = call("Background(menu)\nWaitExten(7)")
PEOPLE = "exten => 1,1,Dial(SIP/1)\nexten => 2,1,Queue(sales)\n"


def test_the_extensions_of_the_context_are_the_keys():
    flow = flow_of(ASKS + PEOPLE + "exten => #,1,Goto(s,1)\nexten => i,1,Goto(s,1)\nexten => t,1,Hangup()\n")
    menu = first(flow)
    assert isinstance(menu, Menu)
    assert menu.name == "from-trunk s"
    assert menu.prompt.audio == "menu"
    assert menu.prompt.barge_in
    assert ways(menu) == {
        "1": "from-trunk 1",
        "2": "from-trunk 2",
        "#": "from-trunk s",
        "no_input": "from-trunk t",
        "no_match": "from-trunk s",
    }
    assert (menu.no_input.after, menu.no_input.tries, menu.no_match.tries, menu.next_digit) == (7.0, 1, 1, 0.0)


def test_silence_goes_on_in_the_extension_unless_waitexten_is_its_last_line():
    flow = flow_of(
        call("Background(menu)\nWaitExten(5)\nPlayback(bye)\nHangup()") + PEOPLE + "exten => t,1,Playback(still there)\n"
    )
    menu = first(flow)
    assert isinstance(after(flow, menu, "no_input"), HangUp)
    assert after(flow, menu, "no_input").prompt.audio == "bye"
    assert "from-trunk t" in flow.steps  # written, and dead: a step that no call comes to
    assert "from-trunk t" not in ways(menu).values()


def test_e_stands_for_t_and_i():
    flow = flow_of(ASKS + PEOPLE + "exten => e,1,Playback(oops)\n same => n,Goto(s,1)\n")
    assert ways(first(flow))["no_input"] == ways(first(flow))["no_match"] == "from-trunk e"


def test_without_any_of_them_the_caller_is_cut_off():
    menu = first(flow_of(ASKS + PEOPLE))
    assert (menu.no_input.then, menu.no_input.tries) == (None, 1)
    assert (menu.no_match.then, menu.no_match.tries) == (None, 1)


def test_keys_of_included_contexts_count_and_own_ones_come_first():
    text = ASKS + "include => common\nexten => 1,1,Dial(SIP/own)\n[common]\nexten => 1,1,Hangup()\nexten => 0,1,Dial(SIP/desk)\n"
    flow = flow_of(text)
    assert after(flow, first(flow), "1").who == "SIP/own"
    assert after(flow, first(flow), "0").who == "SIP/desk"


def test_an_included_key_jumps_in_the_context_of_the_caller():
    text = ASKS + "include => common\nexten => i,1,Hangup()\n[common]\nexten => 9,1,Goto(s,1)\nexten => 1,1,Dial(SIP/1)\n"
    assert ways(first(flow_of(text)))["9"] == "from-trunk s"


def test_exact_numbers_win_over_patterns_and_small_choices_over_large_ones():
    text = (
        ASKS + "exten => _X,1,Dial(SIP/any)\nexten => _[12],1,Dial(SIP/few)\nexten => 1,1,Dial(SIP/one)\nexten => _.,1,Hangup()\n"
    )
    flow = flow_of(text)
    assert [after(flow, first(flow), key).who for key in "123"] == ["SIP/one", "SIP/few", "SIP/any"]
    assert not first(flow).no_match.possible


def test_numbers_of_several_digits_are_options_and_make_the_system_wait():
    text = call("Set(TIMEOUT(digit)=3)\nSet(TIMEOUT(response)=8)\nBackground(menu)\nWaitExten()") + PEOPLE
    menu = first(
        flow_of(text + "exten => _1XX,1,Dial(SIP/${EXTEN})\nexten => 88,1,Dial(SIP/88)\nexten => 5551234567,1,Hangup()\n")
    )
    assert [(option.key, option.pattern) for option in menu.options] == [("1", ""), ("2", ""), ("", "1XX"), ("88", "")]
    assert menu.next_digit == 3.0
    assert (menu.no_input.after, menu.no_input.then) == (8.0, None)  # nothing is written for silence, and yet it takes its time


def test_the_waits_of_asterisk_hold_where_the_file_says_nothing():
    menu = first(flow_of(call("Background(menu)\nWaitExten()") + PEOPLE + "exten => 77,1,Hangup()\nexten => t,1,Hangup()\n"))
    assert (menu.no_input.after, menu.next_digit) == (10.0, 5.0)
    menu = first(flow_of(call("ResponseTimeout(4)\nBackground(menu)\nWaitExten()") + PEOPLE + "exten => t,1,Hangup()\n"))
    assert menu.no_input.after == 4.0
    menu = first(flow_of(call("Background(menu)\nWaitExten(${T})") + PEOPLE + "exten => t,1,Hangup()\n"))
    assert menu.no_input.after == 0.0


def test_many_numbers_that_are_alike_are_one_pattern():
    phones = "".join(f"exten => 1{number},1,Dial(SIP/{number})\n same => n,VoiceMail({number})\n" for number in range(10, 40))
    menu = first(flow_of(ASKS + PEOPLE + phones))
    assert [option.pattern for option in menu.options if option.pattern] == ["1XX"]


def test_a_pattern_whose_keys_are_looked_up_is_one_option():
    text = ASKS + "exten => _[0-9#*],1,Set(ACTION=${ODBC_ACTION(${EXTEN})})\n same => n,Goto(do-${ACTION},1)\n"
    menu = first(flow_of(text))
    assert [(option.key, option.pattern) for option in menu.options] == [("", "[0-9#*]")]
    assert not menu.no_match.possible
    assert menu.next_digit == 0.0


def test_keys_of_a_pattern_that_only_keeps_them_are_answers_to_one_question():
    thanks = " same => n,Playback(thanks)\n same => n,Hangup()\n"
    menu = first(flow_of(ASKS + "exten => _[1-5],1,Set(RATING()=4,${EXTEN})\n" + thanks + "exten => 9,1,Dial(SIP/9)\n"))
    assert len({ways(menu)[key] for key in "12345"}) == 1
    menu = first(flow_of(ASKS + "exten => _[1-5],1,Dial(SIP/10${EXTEN})\n"))
    assert len({ways(menu)[key] for key in "12345"}) == 5  # five people
    menu = first(flow_of(ASKS + 'exten => _[1-5],1,Set(N=${EXTEN})\n same => n,GotoIf($["${N}" = "1"]?9,1)\n' + thanks))
    assert len({ways(menu)[key] for key in "12345"}) == 5


def test_a_pattern_that_does_not_look_at_the_key_is_a_key_each():
    flow = flow_of(ASKS + "exten => _[3-5#],1,Goto(s,1)\nexten => 1,1,Dial(SIP/1)\n")
    assert sorted(ways(first(flow))) == ["#", "1", "3", "4", "5", "no_input", "no_match"]


def test_background_without_waitexten_is_a_menu_where_the_call_ends_or_comes_back():
    menu = first(flow_of(call("Background(menu)") + PEOPLE + "exten => t,1,Hangup()\n"))
    assert isinstance(menu, Menu)
    assert menu.no_input.then is None
    menu = first(flow_of(call("Background(menu)\nGoto(s,1)") + PEOPLE))
    assert ways(menu)["no_input"] == "from-trunk s"
    flow = flow_of(call("Background(menu)\nDial(SIP/desk)") + PEOPLE)
    assert after(flow, first(flow), "no_input").who == "SIP/desk"
    flow = flow_of(call("Background(menu)\nPlayback(bye)\nHangup()") + PEOPLE)
    assert isinstance(after(flow, first(flow), "no_input"), HangUp)


def test_background_before_something_else_lets_keys_interrupt_it():
    flow = flow_of(call("Background(welcome)\nRead(ID,ask,8)\nDial(SIP/${ID})") + PEOPLE)
    say = first(flow)
    assert isinstance(say, Say)
    check = after(flow, say, "next")
    assert isinstance(check, Check)
    assert (after(flow, check, "1").who, type(after(flow, check, "otherwise"))) == ("SIP/1", Collect)


def test_background_behind_a_key_is_only_said():
    flow = flow_of(ASKS + "exten => 1,1,Background(wait)\n same => n,Goto(desk,s,1)\n[desk]\nexten => s,1,Dial(SIP/1)\n")
    assert isinstance(after(flow, first(flow), "1"), Say)
    assert isinstance(after(flow, first(flow), "1", "next"), Transfer)


def test_waitexten_without_keys_only_waits():
    flow = flow_of("[from-trunk]\nexten => s,1,Playback(a)\n same => n,WaitExten(5)\n same => n,Dial(SIP/1)\n")
    assert isinstance(after(flow, first(flow), "next"), Transfer)
    flow = flow_of("[from-trunk]\nexten => s,1,Playback(a)\n same => n,WaitExten(5)\nexten => t,1,Dial(SIP/1)\n")
    assert isinstance(after(flow, first(flow), "next"), Transfer)
    assert isinstance(first(flow_of("[from-trunk]\nexten => s,1,Playback(a)\n same => n,WaitExten(5)\n")), HangUp)


def test_what_is_said_before_is_the_prompt_and_labels_split_it():
    text = call("Playback(welcome)\nBackground(one&silence/1&two)\nBackground(three)\nWaitExten(5)") + PEOPLE
    flow = flow_of(text)
    assert first(flow).prompt.audio == "welcome"
    assert after(flow, first(flow), "next").prompt.audio == "one & two & three"
    text = "[from-trunk]\nexten => s,1,Background(hello)\n same => n(again),Background(menu)\n same => n,WaitExten(5)\n"
    flow = flow_of(text + PEOPLE + "exten => i,1,Goto(s,again)\n")
    assert after(flow, first(flow), "next").name == "from-trunk s again"


@pytest.mark.parametrize(
    ("lines", "tries"),
    [
        ("Set(N=$[${N}+1])|GotoIf($[${N}>=3]?bye,1)|Goto(s,1)", 3),
        ("Set(N=$[${N} + 1])|GotoIf($[${N} > 3]?bye,1:s,1)", 4),
        ("Set(N=$[${N}+1])|GotoIf($[${N} < 3]?s,1:bye,1)", 3),
        ("Set(N=$[${N}+1])|GotoIf($[${N} <= 3]?s,1)|Goto(bye,1)", 4),
        ("GotoIf($[${N} = 2]?bye,1)|Set(N=$[${N}+1])|Goto(s,1)", 3),
        ("Set(N=[${N}+1])|Playback(wrong)|GotoIf($[${N}=3]?bye,1)|Goto(s,1)", 3),
        ("Set(N=${INC(N)})|GotoIf($[${N}>${MOST}]?bye,1)|Goto(s,1)", 3),
    ],
)
def test_a_plain_counter_is_the_tries_of_the_menu(lines, tries):
    handler = "".join(f" same => n,{line}\n" for line in lines.split("|"))
    text = (
        "[globals]\nMOST=2\n"
        + ASKS
        + PEOPLE
        + f"exten => i,1,NoOp()\n{handler}exten => bye,1,Playback(bye)\n same => n,Hangup()\n"
    )
    menu = first(flow_of(text))
    assert (menu.no_match.tries, ways(menu)["no_match"]) == (tries, "from-trunk bye")


def test_a_counter_begins_where_it_is_set():
    text = call("Set(N=1)\nGoto(menu,s,1)") + "[menu]\nexten => s,1,Background(menu)\n same => n,WaitExten(5)\n" + PEOPLE
    text += "exten => i,1,Set(N=$[${N}+1])\n same => n,GotoIf($[${N}>3]?bye,1)\n same => n,Goto(s,1)\nexten => bye,1,Hangup()\n"
    assert first(flow_of(text)).no_match.tries == 3


def test_a_limit_that_the_context_sets_always_alike_is_known():
    text = ASKS.replace("Background", "Set(MOST=2)\n same => n,Background", 1) + PEOPLE
    text += "exten => i,1,Set(N=$[${N}+1])\n same => n,GotoIf($[${N} <= ${MOST}]?s,1)\n same => n,Playback(bye)\n"
    text += "[elsewhere]\nexten => s,1,Set(MOST=7)\n"
    menu = first(flow_of(text))
    assert (menu.no_match.tries, after(flow_of(text), menu, "no_match").prompt.audio) == (3, "bye")


def test_a_counter_against_something_unknown_stays_a_check():
    text = (
        ASKS + PEOPLE + "exten => i,1,Set(N=$[${N}+1])\n same => n,GotoIf($[${N}>${MOST}]?bye,1)\n same => n,Goto(s,1)\n"
        "exten => bye,1,Hangup()\n"
    )
    flow = flow_of(text)
    assert isinstance(after(flow, first(flow), "no_match"), Check)


def test_a_condition_that_leaves_at_once_is_no_counter():
    text = (
        ASKS
        + PEOPLE
        + "exten => i,1,Set(N=$[${N}+1])\n same => n,GotoIf($[${N}<3]?bye,1)\n same => n,Goto(s,1)\nexten => bye,1,Hangup()\n"
    )
    flow = flow_of(text)
    assert isinstance(after(flow, first(flow), "no_match"), Check)


def test_the_context_of_the_call_names_the_menu_not_that_of_the_file():
    text = (
        "[from-trunk]\ninclude => main\n[main]\nexten => 5551234,1,Background(m)\n same => n,WaitExten(5)\n"
        "exten => 1,1,Dial(SIP/1)\n"
    )
    flow = flow_of(text)
    assert names(flow) == {"from-trunk 5551234": "from-trunk 5551234"}


def test_timed_includes_ask_the_clock():
    text = ASKS + "include => day,09:00-17:00,mon-fri,*,*\ninclude => night\n"
    flow = flow_of(text + "[day]\nexten => 1,1,Dial(SIP/1)\n[night]\nexten => 1,1,VoiceMail(1)\n")
    check = after(flow, first(flow), "1")
    assert isinstance(check, Check)
    assert check.asks == "hours"
    assert ways(check) == {"open": "day 1", "closed": "night 1"}
    flow = flow_of(ASKS + "include => day|09:00-17:00|mon-fri|*|*\n[day]\nexten => 1,1,Dial(SIP/1)\n")
    assert ways(after(flow, first(flow), "1")) == {"open": "day 1", "closed": None}


def test_a_context_may_be_included_at_several_times():
    text = "[from-trunk]\ninclude => open|09:00-17:00|mon-fri|*|*\ninclude => open|09:00-14:00|sat|*|*\ninclude => closed\n"
    text += "[open]\nexten => 5551234,1,Playback(hello)\n same => n,Dial(SIP/1)\n[closed]\nexten => 5551234,1,VoiceMail(1)\n"
    flow = flow_of(text)
    weekdays = first(flow)
    assert weekdays.asks == "hours"
    saturday = after(flow, weekdays, "closed")
    assert (ways(weekdays)["open"], ways(saturday)) == ("open 5551234", {"open": "open 5551234", "closed": "closed 5551234"})
