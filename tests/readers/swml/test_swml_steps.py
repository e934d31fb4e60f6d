from __future__ import annotations

import json

import pytest
from swml_scripts import document, flow, flow_of, in_json, refusal, to

from ivrlint.analysis import analyse
from ivrlint.flow import Check, Collect, HangUp, Message, Return, Run, Say, Set, Transfer, Unknown, Visit
from ivrlint.graph import connect
from ivrlint.readers.swml.conditions import holds, parse


def test_the_call_begins_in_main_and_ends_behind_its_last_step():
    found = flow("""
        - answer: {}
        - play: {url: "say:Hello"}
    """)
    assert [(entry.start, entry.mark.line) for entry in found.entries] == [("main: play", 3)]
    step = found.steps["main: play"]
    assert isinstance(step, HangUp)
    assert step.prompt
    assert step.prompt.text == "Hello"


def test_words_and_recordings_are_steps_of_their_own():
    found = flow("""
        - play:
            urls: ["say:Welcome to <b>us</b> {today}", "silence:2", "https://me:pw@example.com/a.mp3?key=1", "https://example.com/b.mp3"]
        - hangup: {}
    """)
    words, audio = found.steps["main: play"], found.steps["main: play, part 2"]
    assert isinstance(words, Say)
    assert isinstance(audio, Say)
    assert words.prompt
    assert words.prompt.text == "Welcome to us {{today}}"
    assert to(words.next) == "main: play, part 2"
    assert audio.prompt
    assert (audio.prompt.text, audio.prompt.audio) == (
        "",
        "https://example.com/a.mp3 & https://example.com/b.mp3",
    )
    assert to(audio.next) == "main: hangup"


@pytest.mark.parametrize(
    "value", ['"say: Hello ${call.from}"', '["say: Hello ${call.from}"]', '{url: "say: Hello %{call.from}"}']
)
def test_play_is_written_in_three_ways(value):
    step = flow(f"- play: {value}\n- hangup").steps["main: play"]
    assert step.prompt
    assert (step.prompt.text, step.prompt.reads, step.prompt.complete) == ("Hello {call.from}", ("call.from",), False)


def test_a_play_without_sounds_is_a_step_without_words():
    assert isinstance(flow("- play: {url: 'silence:3'}\n- hangup").steps["main: play"], Set)


def test_functions_in_a_variable_are_no_part_of_its_name():
    step = flow("""- play: {url: "say: ${call.from.split('').join(' ')} and ${parseInt(params.a) + vars.b}"}""").steps[
        "main: play"
    ]
    assert step.prompt
    assert step.prompt.reads == ("call.from", "params.a", "b")


def test_execute_comes_back_where_something_follows():
    found = flow(
        """
        - execute: {dest: hours}
        - play: "say:Back"
        """,
        """
        hours:
          - play: "say:We are open"
        """,
    )
    visit = found.steps["main: execute"]
    assert isinstance(visit, Visit)
    assert (to(visit.flow), to(visit.next)) == ("hours: play", "main: play")
    assert isinstance(found.steps["hours: return"], Return)
    assert to(found.steps["hours: play"].next) == "hours: return"  # type: ignore[union-attr]


def test_execute_as_the_last_step_goes_there():
    found = flow("- execute: sales", "sales:\n  - connect: {to: '+15550100100'}")
    assert found.entries[0].start == "sales: connect"


def test_a_section_that_is_executed_and_gone_to_is_there_twice():
    found = flow(
        """
        - execute: news
        - transfer: news
        """,
        """
        news:
          - play: "say:News"
        """,
    )
    assert {"news: play", "news (executed): play"} <= found.steps.keys() or {"news: play", "news: play 2"} <= found.steps.keys()
    assert sum(isinstance(step, HangUp) for step in found.steps.values()) == 1


def test_a_section_that_is_only_executed_is_there_once():
    found = flow(
        """
        - execute: {dest: sum, params: {a: 1}}
        - play: "say:${return_value}"
        """,
        """
        sum:
          - return: "${params.a}"
        """,
    )
    assert [type(step) for step in found.steps.values() if step.name.startswith("sum")] == [Return]


def test_what_is_done_on_return_and_with_the_result_follows():
    found = flow(
        """
        - execute:
            dest: sum
            params: {a: 2, b: "${x}"}
            on_return:
              - play: "say:Done"
            result: {case: {"5": [{play: "say:Five"}]}, default: [hangup]}
        """,
        "sum:\n  - return: 5\n",
    )
    params = found.steps["main: execute"]
    assert isinstance(params, Set)
    assert [(value.name, value.value, value.reads) for value in params.values] == [
        ("params.a", "2", ()),
        ("params.b", "{x}", ("x",)),
    ]
    check = found.steps["main: switch"]
    assert isinstance(check, Check)
    assert (check.uses, [case.name for case in check.cases]) == (("return_value",), ["5"])
    assert isinstance(found.steps["sum: return"], Return)


def test_transfer_with_parameters_sets_them():
    found = flow("- transfer: [{dest: sales}, {params: {who: me}}]", "sales:\n  - play: 'say:%{params.who}'")
    step = found.steps["main: transfer"]
    assert isinstance(step, Set)
    assert to(step.next) == "sales: play"


def test_other_documents_are_not_known():
    found = flow("""
        - execute: {dest: "https://me:pw@example.com/x.yaml?key=1", params: {a: "${b}"}}
        - transfer: {dest: "${next}"}
    """)
    visit = found.steps["main: execute"]
    assert isinstance(visit, Visit)
    assert visit.flow is None
    assert visit.passes == ("b",)
    unknown = found.steps["main: transfer"]
    assert isinstance(unknown, Unknown)
    assert (unknown.what, unknown.uses) == ("the document {next}", ("next",))


@pytest.mark.parametrize(
    "dest",
    [
        json.dumps({"sections": {"main": [{"connect": {"to": "+15550100100"}}]}}),
        json.dumps([{"connect": {"to": "+15550100100"}}]),
        "sections:\n  main:\n    - connect: {to: '+15550100100'}\n",
    ],
)
def test_a_document_in_a_text_is_read(dest):
    found = in_json([{"play": "say:x"}, {"transfer": {"dest": dest}}])
    connects = [step for step in found.steps.values() if isinstance(step, Transfer)]
    assert [step.name for step in connects] == ["main inline: main: connect"]
    assert connects[0].mark.line == found.steps["main: transfer"].mark.line + 1


def test_a_broken_document_in_a_text_is_a_problem():
    found = in_json([{"play": "say:x"}, {"transfer": {"dest": '{"sections": {"main": ['}}])
    assert len(found.problems) == 1
    assert isinstance(found.steps["main: transfer"], Unknown)


def test_sections_and_labels_that_do_not_exist_are_targets_without_a_step():
    found = flow("""
        - prompt: {play: "say:Press 1 or 2"}
        - switch:
            variable: prompt_value
            case: {"1": [{transfer: nowhere}], "2": [{goto: lost}]}
            default: [{goto: {label: gone, max: 2}}]
        - execute: {dest: away, params: {a: 1}}
    """)
    graph = connect(found)
    missing = {graph.to[exit_] for exit_ in range(len(graph.to)) if not graph.exists[exit_]}
    assert missing == {"nowhere", "lost", "gone", "away"}


def test_a_call_that_begins_nowhere_is_a_problem():
    found = flow("- transfer: nowhere")
    assert [problem.message for problem in found.problems] == ["calls come in at 'nowhere', which does not exist"]


def test_a_goto_with_a_condition_or_a_limit_is_a_check():
    found = flow("""
        - label: again
        - play: "say:Hello"
        - goto: {label: again, when: "do_loop === true", max: 3}
        - goto: {label: again, max: 2}
    """)
    first, second = found.steps["main: goto"], found.steps["main: goto 2"]
    assert isinstance(first, Check)
    assert isinstance(second, Check)
    assert (first.uses, first.cases[0].name, to(first.cases[0].target)) == (
        ("do_loop",),
        "go to again, at most 3 times",
        "main: again",
    )
    assert first.limited == first.cases[0].name
    assert to(first.otherwise) == "main: goto 2"
    assert to(second.otherwise) == "main: end"


def test_circles_without_anything_in_them_come_to_an_end():
    found = flow(
        """
        - play: "say:Hello"
        - label: a
        - goto: a
        """,
        """
        one:
          - transfer: two
        two:
          - transfer: one
        """,
    )
    facts = analyse(connect(found), found.entries[0]).facts
    assert [loop.doomed for loop in facts.loops] == [True]


@pytest.mark.parametrize(
    ("value", "to_whom", "who", "number"),
    [
        ('{to: "+15550100100"}', "person", "", "+15550100100"),
        ('{to: "sip:anna@example.com"}', "person", "", "sip:anna@example.com"),
        ('{to: "queue:support"}', "person", "support", ""),
        ('{to: "/private/anna"}', "outside", "/private/anna", ""),
        ('{to: "/public/voicebot"}', "bot", "/public/voicebot", ""),
        ('{to: "stream:wss://example.com/x?key=1"}', "bot", "stream:wss://example.com/x", ""),
        ('{serial: [{to: "/a"}, {to: "+15550100100"}]}', "person", "/a", "+15550100100"),
        ('{serial_parallel: [[{to: "+1555"}, {to: "+1556"}], [{to: "+1557"}]]}', "person", "", "+1555 / +1556 / +1557"),
        ("{}", "person", "", ""),
    ],
)
def test_connect_knows_who_answers(value, to_whom, who, number):
    step = flow(f"- connect: {value}").steps["main: connect"]
    assert isinstance(step, Transfer)
    assert (step.to, step.who, step.number, step.no_answer, step.cases) == (to_whom, who, number, None, ())


def test_what_follows_a_connect_comes_when_nobody_answers_and_after_the_conversation():
    step = flow("- connect: {to: '+1555', timeout: 20}\n- play: 'say:Nobody is there'").steps["main: connect"]
    assert isinstance(step, Transfer)
    assert (step.wait, to(step.no_answer), to(step.cases[0].target)) == (20, "main: play", "main: play")


def test_the_result_of_a_connect_tells_them_apart():
    for main in (
        """
        - connect: {to: "+1555", result: {case: {connected: [hangup]}, default: [{transfer: box}]}}
        """,
        """
        - connect: {to: "+1555", result: [{when: "connect_result == 'connected'", then: [hangup]}, {else: [{transfer: box}]}]}
        """,
        """
        - connect: {to: "+1555"}
        - cond: [{when: "connect_result != 'connected'", then: [{transfer: box}]}]
        """,
    ):
        found = flow(main, "box:\n  - record: {max_length: 60}\n")
        step = found.steps["main: connect"]
        assert isinstance(step, Transfer)
        assert (to(step.no_answer), step.cases) == ("box: record", ())
        assert len(found.steps) <= 3


def test_a_queue_is_people_and_another_document_may_decide_what_comes_then():
    found = flow("""
        - enter_queue: {queue_name: "support", wait_time: 600, execute_after_queue: "https://example.com/after"}
    """)
    step = found.steps["main: enter_queue"]
    assert isinstance(step, Transfer)
    assert (step.to, step.who, step.wait, step.elsewhere) == ("person", "support", 600, True)


def test_other_ways_to_put_a_call_through():
    found = flow("""
        - sip_refer: {to_uri: "sip:anna@example.com"}
        - join_conference: {name: team}
        - join_room: {name: daily}
        - play: "say:Bye"
    """)
    refer, conference, room = (found.steps[f"main: {name}"] for name in ("sip_refer", "join_conference", "join_room"))
    assert isinstance(refer, Transfer)
    assert isinstance(conference, Transfer)
    assert isinstance(room, Transfer)
    assert (refer.to, refer.elsewhere, to(refer.failed)) == ("person", True, "main: join_conference")
    assert (conference.to, conference.who, room.who) == ("outside", "team", "daily")
    assert to(room.cases[0].target) == "main: play"


def test_an_ai_agent_is_a_bot_whose_functions_may_put_callers_through():
    inner = {"sections": {"main": [{"connect": {"to": "+15550100100"}}]}}
    only_text = {"sections": {"main": [{"send_sms": {"body": "${args.x}"}}]}}
    functions = [
        {"function": "transfer_call", "data_map": {"expressions": [{"output": {"action": [{"SWML": inner}, {"SWML": inner}]}}]}},
        {"function": "text", "data_map": {"output": {"action": [{"SWML": only_text}]}}},
        "odd",
    ]
    found = in_json(
        [{"ai": {"prompt": {"text": "Be kind to ${call.from}"}, "SWAIG": {"functions": functions}}}, {"play": "say:Bye"}]
    )
    bot = found.steps["main: ai"]
    assert isinstance(bot, Transfer)
    assert bot.to == "bot"
    assert "call.from" in bot.passes
    assert [case.name for case in bot.cases] == ["transfer_call", "transfer_call 2", "the bot is done"]
    assert connect(found).exists.count(False) == 0


def test_a_recording_is_a_voicemail():
    found = flow("- record: {beep: true}\n- play: 'say:Thank you'\n- hangup")
    step = found.steps["main: record"]
    assert isinstance(step, Message)
    assert (step.kind, to(step.next)) == ("voicemail", "main: play")
    alone = flow("- record\n- hangup").steps["main: record"]
    assert isinstance(alone, Message)
    assert alone.next is None


def test_a_payment_asks_for_a_card_and_charges_it():
    found = flow("""
        - pay:
            payment_connector_url: "https://example.com/pay"
            max_attempts: 3
            prompts:
              - {for: expiration-date, actions: [{type: Say, phrase: When does it expire}]}
              - {for: payment-card-number, actions: [{type: Say, phrase: Your card number}, {type: Play, phrase: card.mp3}]}
        - pay: {}
    """)
    card, charge = found.steps["main: pay"], found.steps["main: pay (payment)"]
    assert isinstance(card, Collect)
    assert isinstance(charge, Run)
    assert card.prompt
    assert (card.prompt.text, card.prompt.complete) == ("Your card number", False)
    assert card.no_input
    assert (card.no_input.tries, card.what) == (3, "card number")
    assert charge.uses == (card.variable,)
    assert to(charge.next) == "main: pay 2"


def test_a_request_uses_what_it_sends_and_gives_its_response():
    found = flow("""
        - request: {url: "https://example.com/api/find", body: {phone: "${call.from}"}}
        - switch: {variable: request_response.kind, case: {vip: [{connect: {to: "+1555"}}]}}
    """)
    run, check = found.steps["main: request"], found.steps["main: switch"]
    assert isinstance(run, Run)
    assert isinstance(check, Check)
    assert (run.service, run.uses, run.gives) == ("find", ("call.from",), ("request_response",))
    assert to(run.next) == to(run.failed) == "main: switch"
    assert check.uses == ("request_response",)
    assert to(check.otherwise) == "main: end"


def test_a_method_that_nobody_notices_counts_when_it_reads_something():
    found = flow("""
        - send_sms: {to_number: "${call.from}", body: "Hello"}
        - record_call: {}
        - sleep: 3
        - user_event: {event: {x: "%{a}"}}
        - connect: {to: "+1555"}
    """)
    assert list(found.steps) == ["main: send_sms", "main: user_event", "main: connect"]


def test_a_method_that_is_not_known_goes_on():
    step = flow("- dance: {style: '${x}'}\n- connect: {to: '+1555'}").steps["main: dance"]
    assert isinstance(step, Unknown)
    assert (step.what, step.uses, to(step.cases[0].target)) == ("dance", ("x",), "main: connect")


def test_names_get_values():
    step = flow("- set: {vars.company: Harbour, n: 5, on: true, who: '${call.from}', deep: {a: 1}}\n- play: 'say:x'").steps[
        "main: set"
    ]
    assert isinstance(step, Set)
    assert [(value.name, value.value) for value in step.values] == [
        ("company", "Harbour"),
        ("n", "5"),
        ("on", "true"),
        ("who", "{call.from}"),
    ]


@pytest.mark.parametrize(
    "branch",
    [
        "- switch: {variable: office_hours, case: {open: [{connect: {to: '+1555'}}]}, default: [record]}",
        "- switch: {variable: is_open, case: {'true': [{connect: {to: '+1555'}}], 'false': [record]}}",
        "- cond: [{when: is_open, then: [{connect: {to: '+1555'}}]}, {else: [record]}]",
        "- cond: [{when: '!is_closed', then: [{connect: {to: '+1555'}}]}, {else: [record]}]",
        "- cond: [{when: \"hours.state == 'closed'\", then: [record]}, {else: [{connect: {to: '+1555'}}]}]",
    ],
)
def test_branches_on_opening_hours_are_known(branch):
    check = next(step for step in flow(branch).steps.values() if isinstance(step, Check))
    assert check.asks == "hours"
    assert {case.name: to(case.target) for case in check.cases} == {"open": "main: connect", "closed": "main: record"}


@pytest.mark.parametrize(
    "branch",
    [
        "- switch: {variable: hours, case: {'3': [record], open: [hangup]}}",
        "- cond: [{when: \"is_open == 'maybe'\", then: [record]}]",
        "- cond: [{when: 'is_open && vip', then: [record]}]",
        "- cond: [{when: \"['open'].includes(shop)\", then: [record]}]",
        "- switch: {variable: hours, case: {open: [record], OPEN: [hangup]}}",
    ],
)
def test_other_branches_are_not_taken_for_opening_hours(branch):
    check = next(step for step in flow(branch).steps.values() if isinstance(step, Check))
    assert check.asks != "hours"


def test_branches_without_an_end_go_on_behind():
    found = flow("""
        - cond:
            - {when: "a == 1", then: [{play: "say:one"}]}
            - {when: "a == 1", then: [{play: "say:again"}]}
            - {when: "b", then: }
        - connect: {to: "+1555"}
    """)
    check = found.steps["main: cond"]
    assert isinstance(check, Check)
    assert [(case.name, to(case.target)) for case in check.cases] == [("a == 1", "main: play"), ("b", "main: connect")]
    assert to(check.otherwise) == "main: connect"


def test_a_switch_without_cases_is_told():
    found = flow("- switch: {variable: a}\n- cond: [5]\n- play: {url: 'say:x'}\n- 7\n- []")
    assert [problem.message for problem in found.problems] == [
        "a `switch` must have a `case` with the answers",
        "a `cond` must be a list of `when` with `then`, and `else`",
        "a step must be a mapping with the name of a method",
        "a step must be a mapping with the name of a method",
    ]


def test_a_section_must_be_a_list():
    text = document("- play: 'say:x'", "odd: 5\nempty:\n")
    assert [problem.message for problem in flow_of(text).problems] == ["the section 'odd' must be a list of methods"]


def test_steps_that_no_call_comes_to_are_there_too():
    found = flow("- hangup\n- play: 'say:never'", "lonely:\n  - play: 'say:nobody'")
    assert {"main: play", "lonely: play"} <= found.steps.keys()


def test_a_label_may_stand_in_the_same_step_as_a_method():
    found = flow("- label: top\n  play: 'say:Hello'\n- goto: top")
    step = found.steps["main: top"]
    assert isinstance(step, Say)
    assert to(step.next) == "main: top"


def test_names_of_steps_do_not_look_like_files():
    found = flow("- label: menu.yaml\n- play: 'say:x'\n- hangup")
    assert "main: menu yaml" in found.steps


def test_the_language_is_the_first_that_is_spoken():
    assert flow("- play: {url: 'say:Hola', say_language: es-MX}\n- hangup").language == "es-MX"


def test_documents_that_callers_do_not_hear_are_refused():
    for main, words in (
        ("- reply: {body: Hello}", "messages"),
        ("- answer\n- set: {a: 1}", "nothing in this document"),
        (
            "- prompt: {play: 'say:Press 1 to accept this call'}\n- switch: {variable: prompt_value, case: {'1': [return]}}",
            "take a call",
        ),
    ):
        found = refusal(document(main))
        assert found.no_calls
        assert words in found.message


@pytest.mark.parametrize(
    ("text", "known", "verdict"),
    [
        ("a == 1", {"a": "1"}, True),
        ("a == 1", {"a": "2"}, False),
        ("a == 1", {}, None),
        ("'1' === %{vars.a}", {"a": "1"}, True),
        ("(a != 'x')", {"a": "y"}, True),
        ("!a", {"a": ""}, True),
        ("a && b", {"a": "1"}, None),
        ("a && b", {"a": ""}, False),
        ("b || a == 'one'", {"a": "ONE"}, True),
        ("parseInt(a, 10) == 7", {"a": "7"}, True),
        ("['1', 'one'].includes(a)", {"a": "one"}, True),
    ],
)
def test_conditions_hold_or_not_or_are_not_known(text, known, verdict):
    condition = parse(text)
    assert condition is not None
    assert holds(condition, known) is verdict


@pytest.mark.parametrize("text", ["a > 3", "f(a)", "[].includes(a)", "a == b", "a ? b : c", "x" * 600])
def test_other_conditions_are_not_understood(text):
    assert parse(text) is None


def test_a_hangup_behind_a_call_or_a_message_is_no_step_of_its_own():
    found = flow(
        """
        - connect: {to: "+15550100"}
        - record: {max_length: 60}
        - hangup: {}
        """
    )
    assert [type(step).__name__ for step in found.steps.values()] == ["Transfer", "Message"]
    assert found.steps["main: record"].next is None
