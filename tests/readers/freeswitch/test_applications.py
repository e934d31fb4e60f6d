"""What becomes of the applications of FreeSWITCH, in menus and in the dialplan."""

import pytest
from run_of import action, app, context, entry, extension, flow_of, menu, messages, run_of, ways

from ivrlint.flow import Collect, HangUp, Message, Run, Say, Set, Transfer, Unknown


def step_of(line, *, before=(), after=(), **attributes):
    """The step that an application becomes behind key 1 of a menu."""
    entries = "".join(app("1", each) for each in (*before, line, *after))
    flow = flow_of(menu(entries, **attributes))
    name = flow.steps["main"].options[0].target.to
    return flow.steps[name]


@pytest.mark.parametrize(
    ("dial", "to"),
    [
        ("user/1000", "person"),
        ("user/1000@${domain_name}", "person"),
        ("group/sales@${domain}", "person"),
        ("${group_call(sales@${domain})}", "person"),
        ("sofia/internal/1000%192.168.0.1", "person"),
        ("sofia/internal/1000@10.0.0.5", "person"),
        ("sofia/gateway/provider/+442071838750", "person"),
        ("sofia/gateway/provider/$1", "outside"),
        ("sofia/internal/${number}", "outside"),
        ("sofia/external/888@example.com", "outside"),
        ("sofia/external/888@conference.example.com", "outside"),
        ("sofia/external/voice-bot@example.com", "bot"),
        ("verto.rtc/1000@${domain}", "person"),
        ("sofia/external/888@example.com|user/1000", "person"),
    ],
)
def test_who_answers_follows_from_the_dial_string(dial, to):
    assert step_of(f"bridge {dial}").to == to


def test_the_number_and_the_wait_of_a_call_are_told():
    step = step_of("bridge {leg_timeout=20}[x=y]sofia/gateway/provider/+442071838750,user/12")
    assert (step.number, step.wait) == ("+442071838750", 20.0)
    assert step.who == "sofia/gateway/provider/+442071838750 & user/12"


def test_the_names_that_a_number_is_made_of_are_told():
    assert step_of("bridge user/${ext}@${domain}").dials == ("ext", "domain")


def exits(step):
    return {name for name in ("busy", "no_answer", "failed") if getattr(step, name)} | {case.name for case in step.cases}


@pytest.mark.parametrize(
    ("settings", "ways_on"),
    [
        ((), {"no_answer", "after the call"}),
        (("set hangup_after_bridge=true",), {"no_answer"}),
        (("set continue_on_fail=true",), {"busy", "no_answer", "failed", "after the call"}),
        (("set continue_on_fail=true", "set hangup_after_bridge=true"), {"busy", "no_answer", "failed"}),
        (("set continue_on_fail=USER_BUSY", "set hangup_after_bridge=1"), {"busy", "failed"}),
        (("set continue_on_fail=NO_ANSWER,USER_BUSY", "set hangup_after_bridge=yes"), {"busy", "no_answer", "failed"}),
        (("set continue_on_fail=false", "export nolocal:hangup_after_bridge=true"), set()),
        (("multiset hangup_after_bridge=true continue_on_fail=ALLOTTED_TIMEOUT",), {"no_answer", "failed"}),
        (("multiset ^^:hangup_after_bridge=true:continue_on_fail=true",), {"busy", "no_answer", "failed"}),
    ],
)
def test_what_follows_a_call_depends_on_the_settings_before_it(settings, ways_on):
    assert exits(step_of("bridge user/1", before=settings)) == ways_on


def test_settings_in_the_dial_string_count_too():
    assert exits(step_of("bridge {hangup_after_bridge=true,continue_on_fail='true'}user/1")) == {"busy", "no_answer", "failed"}


def test_a_call_to_nowhere_goes_on():
    assert step_of("bridge error/user_busy", after=("playback a.wav",)).name == "playback a.wav (main 1)"


def test_loopback_leads_into_the_dialplan_and_to_applications():
    assert isinstance(step_of("bridge loopback/app=voicemail:default ${domain} 1000"), Message)
    assert step_of("bridge loopback/app=park:x").what == "application park"
    assert step_of("bridge loopback/1000/default").what == "extension 1000 of the dialplan"


def test_whoever_answers_sees_what_the_switch_sends_along():
    step = step_of("bridge user/1", before=("set effective_caller_id_name=${account}", "export sip_h_X-Account=${account}"))
    assert isinstance(step, Set)
    assert [value.name for value in step.values] == ["effective_caller_id_name", "sip_h_X-Account"]
    flow = flow_of(menu(app("1", "set sip_h_X-Account=${account}") + app("1", "bridge {x=${y}}user/1")))
    assert set(flow.steps["bridge user/1 (main 1)"].passes) == {"sip_h_X-Account", "y"}


def test_settings_of_the_switch_are_no_steps():
    assert isinstance(
        step_of("bridge user/1", before=("set ringback=x", "answer", "sleep 500", "log hi", "set x=${x}")), Transfer
    )


def test_a_set_that_reads_another_one_is_a_step_of_its_own():
    flow = flow_of(menu(app("1", "set a=1") + app("1", "set b=${a}") + app("1", "say en number iterated ${b}")))
    assert ways(flow, "set a (main 1)") == {"next": "set b (main 1)"}
    assert flow.steps["set b (main 1)"].values[0].reads == ("a",)


def test_queues_are_people():
    step = step_of("callcenter support@default")
    assert isinstance(step, Transfer)
    assert (step.to, step.who, step.no_answer.to) == ("person", "support@default", "main")
    assert step_of("fifo sales in").who == "sales"
    assert step_of("fifo sales out nowait").what == "an agent takes calls out of a queue"


def test_a_queue_may_lead_on_to_an_extension():
    plan = context(
        "default",
        extension("q", "^1$", ("playback", "a.wav"), ("set", "fifo_orbit_exten=2:60"), ("fifo", "sales in")),
        extension("desk", "^2$", ("bridge", "user/1")),
    )
    flow = flow_of(plan, "conf/dialplan/default.xml")
    assert ways(flow, "fifo sales (q)")["no_answer"] == "bridge user/1 (desk)"
    assert [each.name for each in flow.entries] == ["q (1)"]


def test_a_queue_without_a_word_before_it_is_where_calls_are_parked():
    refusal = run_of({"conf/dialplan/default.xml": context("default", extension("park", "^1$", ("fifo", "lot in")))})
    assert refusal["conf/dialplan/default.xml"].no_calls


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("conference room@default", "outside"),
        ("deflect sip:1@example.com", "outside"),
        ("redirect sip:1@example.com", "outside"),
        ("att_xfer user/1", "person"),
    ],
)
def test_further_ways_to_others(line, kind):
    step = step_of(line)
    assert isinstance(step, Transfer)
    assert step.to == kind
    assert step.elsewhere == (kind == "outside")


def test_voicemail_takes_a_message_unless_it_is_the_owner_of_the_box():
    step = step_of("voicemail default ${domain} 1000")
    assert isinstance(step, Message)
    assert (step.who, step.next.to) == ("1000", "main")
    assert step_of("voicemail check default ${domain}").what == "the voicemail box of the caller"


def test_a_recording_is_a_message():
    assert step_of("record /var/recordings/name.wav 20 200").who == "name.wav"


@pytest.mark.parametrize(
    "line", ["park", "eavesdrop all", "intercept x", "valet_park lot 1", "directory default x", "nonsense x"]
)
def test_what_nobody_can_know_is_a_step_that_is_not_known(line):
    assert isinstance(step_of(line), Unknown)


@pytest.mark.parametrize("line", ["lua greet.lua a", "javascript x.js", "socket 127.0.0.1:8084 async", "python a.b"])
def test_programs_may_read_what_callers_gave_and_come_back(line):
    step = step_of(line, after=("play_and_get_digits 1 1 1 5000 # a.wav b.wav choice",))
    assert isinstance(step, Unknown)
    assert "choice" in step.uses
    assert len(step.cases) == 1


def test_a_request_goes_on_whatever_comes_of_it():
    step = step_of("curl http://example.com/${account}", after=("playback a.wav",))
    assert isinstance(step, Run)
    assert (step.uses, step.next.to, step.failed.to) == (("account",), "playback a.wav (main 1)", "playback a.wav (main 1)")


def test_an_event_is_not_noticed_and_reads_what_it_sends():
    step = step_of("event Event-Name=CUSTOM,Event-Subclass=x::y,number=${account}")
    assert isinstance(step, Set)
    assert step.name == "event CUSTOM x::y (main 1)"
    assert step.values[0].reads == ("account",)
    assert step_of("event").values[0].value == "sent"


def test_asking_for_digits_has_tries_limits_and_a_way_on():
    step = step_of("play_and_get_digits 10 10 2 11000 # ask.wav wrong.wav reg_num \\d{10}")
    assert isinstance(step, Collect)
    assert (step.variable, step.digits, step.finish_on) == ("reg_num", (10, 10), "#")
    assert (step.no_input.after, step.no_input.tries, step.no_match.tries) == (11.0, 2, 2)
    assert step.no_match.possible
    assert step.prompt.audio == "ask.wav"
    assert {step.next.to, step.no_input.then.to, step.no_match.then.to} == {"main"}


def test_asking_for_any_digit_cannot_go_wrong():
    assert not step_of("play_and_get_digits 1 4 1 5000 # ask.wav wrong.wav choice").no_match.possible


def test_the_pattern_of_an_answer_narrows_its_length():
    assert step_of("play_and_get_digits 1 9 1 5000 # ask.wav wrong.wav code ^\\d{4,6}$").digits == (4, 6)


def test_a_failure_target_is_where_it_goes_after_the_last_try():
    plan = context(
        "default",
        extension("in", "^1$", ("play_and_get_digits", "4 4 3 5000 # a.wav b.wav pin \\d+ 3000 'desk XML default'"), ("hangup",)),
        extension("desk", "^desk$", ("bridge", "user/1")),
    )
    flow = flow_of(plan, "conf/dialplan/default.xml")
    step = flow.steps["play_and_get_digits pin (in)"]
    assert (step.what, step.no_input.then.to, step.next.to) == ("pin", "bridge user/1 (desk)", "hangup (in)")


def test_a_failure_target_that_is_not_known_has_a_name_of_its_own():
    asks = extension("in", "^1$", ("play_and_get_digits", "4 4 3 5000 # a.wav b.wav pin \\d+ 3000 'desk XML other'"), ("hangup",))
    step = flow_of(context("default", asks), "conf/dialplan/default.xml").steps["play_and_get_digits pin (in)"]
    assert step.no_input.then.to == "play_and_get_digits pin (in) (failed)"


def test_a_question_whose_answer_nobody_keeps_is_only_heard():
    assert isinstance(step_of("play_and_get_digits 1 1 1 1000 # ask.wav"), Say)
    assert isinstance(step_of("play_and_get_digits", after=("hangup",)), HangUp)


def test_read_asks_once_and_goes_on():
    step = step_of("read 2 6 ask.wav card_number 5000 *")
    assert isinstance(step, Collect)
    assert (step.digits, step.finish_on, step.no_input.tries, step.what) == ((2, 6), "*", 1, "card number")


def test_numbers_that_are_none_are_no_limits():
    step = step_of("read x y ask.wav answer z")
    assert (step.digits, step.no_input.after) == (None, 1.0)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("say en number iterated 1234", "1234"),
        ("say en number iterated feminine ${account}", "{account}"),
        ("speak flite|kal|Good {day}", "Good {{day}}"),
        ("speak Good day", "Good day"),
        ("playback say:Good day", "Good day"),
        ("playback say:flite:kal:Good day", "Good day"),
        ("playback tts://flite|kal|Good day", "Good day"),
    ],
)
def test_words_that_are_read_out(line, words):
    assert step_of(line).prompt.text == words


def test_words_that_are_not_known_are_not_complete():
    step = step_of("say en number iterated ${db(select/x)}")
    assert step.prompt.audio == "say"
    assert not step_of("speak You are ${db(select/x)}").prompt.complete


def test_a_recording_cannot_be_cut_short_unless_its_terminators_say_so():
    assert not step_of("playback a.wav").prompt.barge_in
    assert step_of("playback a.wav", before=("set playback_terminators=any",)).prompt.barge_in
    assert step_of("playback a.wav", before=("set playback_terminators=0123456789*#",)).prompt.barge_in


def test_silence_and_tones_are_no_steps():
    lines = ("playback silence_stream://2000", "gentones %(100,0,640)", "playback tone_stream://%(100,0,640)", "phrase")
    assert isinstance(step_of(lines[0], after=(*lines[1:3], "hangup")), HangUp)


def test_loops_and_phrases_are_heard():
    assert step_of("loop_playback +3 a.wav").prompt.audio == "a.wav"
    assert step_of("phrase welcome,1").prompt.audio == "phrase:welcome"


def test_recordings_in_the_end_of_a_call_are_the_last_that_is_heard():
    flow = flow_of(
        context("default", extension("in", "^1$", ("callcenter", "q"), ("playback", "bye.wav"))), "conf/dialplan/default.xml"
    )
    step = flow.steps["playback bye.wav (in)"]
    assert isinstance(step, HangUp)
    assert step.prompt.audio == "bye.wav"


def test_a_call_that_ends_behind_a_set_is_hung_up():
    flow = flow_of(context("default", extension("in", "^1$", ("callcenter", "q"), ("event", "x=y"))), "conf/dialplan/default.xml")
    assert isinstance(flow.steps["event (in) (end)"], HangUp)


@pytest.mark.parametrize("line", ["hangup", "respond 486", "reject"])
def test_ways_to_hang_up(line):
    assert isinstance(step_of(line), HangUp)


def test_a_transfer_of_the_other_side_goes_on():
    assert step_of("transfer -bleg 100 XML default", after=("playback a.wav",)).name == "playback a.wav (main 1)"
    assert step_of("transfer -both 100 XML default").what == "extension 100 of the dialplan"


@pytest.mark.parametrize(
    "chain",
    [
        "playback:a.wav,hangup",
        "'playback:a.wav,hangup'",
        "m:^:playback:a.wav^hangup",
        "playback:'a.wav',,hangup",
        "'playback:a.wav',hangup",
    ],
)
def test_inline_chains_in_all_their_forms(chain):
    flow = flow_of(menu(app("1", f"execute_extension {chain} inline")))
    assert ways(flow, "main")["1"] == "playback a.wav (main 1)"
    assert ways(flow, "playback a.wav (main 1)") == {"next": "hangup (main 1)"}


def test_a_chain_to_which_a_call_is_transferred_does_not_come_back():
    flow = flow_of(menu(app("1", "transfer playback:a.wav inline")))
    assert isinstance(flow.steps["hangup (main 1)"], HangUp)


def test_menu_actions_outside_of_a_menu_do_nothing():
    actions = [action(name, "x") for name in ("menu-top", "menu-back", "menu-exit")]
    for each in actions:
        flow = flow_of(context("default", extension("in", "^1$", ("callcenter", "q"), each)), "conf/dialplan/default.xml")
        assert list(flow.steps) == ["callcenter q (in)"]
    flow = flow_of(
        context("default", extension("in", "^1$", ("callcenter", "q"), ("menu-sub", "x"))), "conf/dialplan/default.xml"
    )
    assert isinstance(flow.steps["menu-sub x (in)"], Unknown)


def test_a_number_in_the_place_of_an_application_of_the_dialplan_goes_on():
    flow = flow_of(
        context("default", extension("in", "^1$", ("callcenter", "q"), ("5000", ""), ("hangup",))), "conf/dialplan/default.xml"
    )
    assert messages(flow) == ['there is no application "5000"; did you mean "transfer 5000"?']
    assert ways(flow, "callcenter q (in)")["after the call"] == "hangup (in)"


def test_names_of_steps_are_one_line_without_signs_that_lead_elsewhere():
    flow = flow_of(menu(app("1", "playback a#b.yaml&#10;x.json") + entry("#", "menu-exit"), name="a.yaml"))
    assert "a yaml" in flow.steps
    assert all("#" not in name and "\n" not in name for name in flow.steps)
