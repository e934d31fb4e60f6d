"""Flows of Twilio Studio as calls: how a file is recognised, where a call comes in, and which widgets become which steps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from studio import Steps, digits, document, event, exits, gather, match, read, refused, said, say, split, text, widget

from ivrlint.analysis import analyse
from ivrlint.flow import Check, Collect, Flow, HangUp, Message, Refusal, Run, Say, Set, Transfer, Unknown, Visit
from ivrlint.graph import connect
from ivrlint.readers import twilio_studio


def step(flow: Flow, name: str, kind: type[Steps]) -> Steps:
    found = flow.steps[name]
    assert isinstance(found, kind), found
    return found


# How a file is recognised


def test_an_export_is_recognised() -> None:
    assert twilio_studio.recognise(text(say("hello")))


def test_a_file_is_recognised_though_it_breaks_further_down() -> None:
    source = text(say("hello"))
    assert twilio_studio.recognise(source[: source.index('"hello"')])
    assert twilio_studio.recognise(source.replace('"states": [', '// the states\n"states": ['))


def test_an_answer_of_the_rest_api_is_recognised_in_both_forms() -> None:
    inner = document(say("hello"))
    assert twilio_studio.recognise(json.dumps({"sid": "FW1", "definition": inner}))
    assert twilio_studio.recognise(json.dumps({"sid": "FW1", "definition": json.dumps(inner, indent=2)}))


@pytest.mark.parametrize(
    "other",
    [
        "",
        "ivr: 1\nsteps: {}\n",
        '{"Comment": "Amazon States Language", "StartAt": "a", "States": {"a": {"Type": "Pass", "End": true}}}',
        '{"states": {"a": {"type": "trigger"}}, "transitions": []}',
        '{"states": [{"name": "red", "type": "state", "transitions": [{"event": "go", "next": "green"}]}]}',
        'module.exports = {"states": [{"name": "Trigger", "type": "trigger", "transitions": []}]}',
        '["states", "trigger", "transitions"]',
    ],
)
def test_other_files_are_not_recognised(other: str) -> None:
    assert not twilio_studio.recognise(other)


# Where a call comes in


def test_a_call_comes_in_where_the_trigger_sends_incoming_calls() -> None:
    flow = read(say("first"), say("second"), start="second")
    assert flow.format == "twilio-studio"
    assert flow.name == "Harbour Energy"
    (entry,) = flow.entries
    assert entry.start == "second"
    lines = text(say("first"), say("second"), start="second").split("\n")
    assert lines[entry.mark.line - 1][entry.mark.column - 1 : entry.mark.end_column - 1] == '"second"'


def test_the_title_that_studio_gives_to_every_new_flow_is_no_name() -> None:
    assert read(say("hello"), description="A New Flow").name == ""


def test_an_answer_of_the_rest_api_is_read_with_its_friendly_name() -> None:
    source = json.dumps({"friendly_name": "Front desk", "definition": document(say("hello"))}, indent=1)
    flow = twilio_studio.read(source, "answer.json")
    assert isinstance(flow, Flow)
    assert flow.name == "Front desk"
    hello = flow.steps["hello"].mark
    assert source.split("\n")[hello.line - 1][hello.column - 1 : hello.end_column - 1] == '"hello"'


def test_a_definition_that_is_a_text_is_read_and_everything_stands_where_the_text_stands() -> None:
    source = json.dumps({"sid": "FW1", "definition": json.dumps(document(say("hello"), gather("menu")))}, indent=1)
    flow = twilio_studio.read(source, "answer.json")
    assert isinstance(flow, Flow)
    marks = {item.mark[1:] for item in flow.steps.values()} | {flow.mark[1:], flow.entries[0].mark[1:]}
    assert marks == {(3, 16, 3, len(source.split("\n")[2]) + 1)}


def test_a_definition_that_is_no_json_is_refused_at_its_place() -> None:
    refusal = refused('{"sid": "FW1",\n "definition": "{states: \\"transitions\\"}"}')
    assert (refusal.line, refusal.column) == (2, 16)
    assert (
        refusal.message == "the text here is not JSON, see its line 1: states is neither a JSON value nor a text in double quotes"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[]", "a flow must be an object"),
        ("{}", "there are no `states` at the top of this Studio file, nor in its `definition`"),
        ('{"definition": 7}', "`definition` must be an object"),
        ('{"definition": "7"}', "`definition` must be an object"),
        ('{"states": {}}', "`states` must be a list of widgets"),
        ('{"states": []}', "this flow has no trigger: nothing tells where a call comes in"),
        ('{"states": [{"name": "a", "type": "say-play"}]}', "this flow has no trigger: nothing tells where a call comes in"),
        ('{"states": [{"name": "T", "type": "trigger"}]}', "no incoming call is connected: this flow is not answered by phone"),
        ('{"states": [], }', "a comma stands before the closing bracket"),
    ],
)
def test_what_is_no_phone_flow_is_refused_in_one_sentence(source: str, message: str) -> None:
    refusal = refused(source)
    assert refusal.message == message
    assert refusal.line == 1
    assert not refusal.foreign


def test_a_flow_for_messages_is_refused_where_the_incoming_call_is_not_connected() -> None:
    source = text(widget("reply", "send-message"), start="")
    refusal = refused(source)
    assert refusal.message == "no incoming call is connected: this flow is not answered by phone"
    assert refusal.no_calls
    assert '"event": "incomingCall"' in source.split("\n")[refusal.line - 1]


def test_the_trigger_is_found_whatever_it_is_called() -> None:
    trigger = widget("start", "trigger", {"incomingCall": "hello"})
    flow = read(say("hello"), states=[trigger, say("hello")], initial_state="start")
    assert flow.entries[0].start == "hello"
    assert flow.problems == ()


def test_an_initial_state_that_does_not_exist_is_a_problem_and_the_trigger_counts() -> None:
    flow = read(say("hello"), initial_state="trigger")
    assert flow.entries[0].start == "hello"
    assert [message.partition(": ")[2] for message in said(flow)] == ["`initial_state` must be the name of a widget"]
    assert read(say("hello"), initial_state=[1]).entries[0].start == "hello"


def test_an_initial_state_chooses_among_several_triggers() -> None:
    states = [widget("a", "trigger", {"incomingCall": "x"}), widget("b", "trigger", {"incomingCall": "y"}), say("x"), say("y")]
    assert read(say("x"), states=states, initial_state="b").entries[0].start == "y"


def test_calls_that_come_in_at_nothing_are_a_problem() -> None:
    flow = read(say("hello"), start="helo")
    assert said(flow) == [f"{flow.entries[0].mark.line}: calls come in at 'helo', which does not exist"]


def test_the_language_is_the_one_that_callers_hear_first() -> None:
    flow = read(say("b", language="fr-FR"), say("a", "b"), start="a")
    assert flow.language == "fr-FR"
    assert read(say("a", "b"), say("b", "a")).language == "en-US"
    assert read(say("a"), start="nowhere").language == "en-US"


def test_the_old_dialect_is_read_with_its_types_and_its_targets_by_sid() -> None:
    states: list[dict[str, Any]] = [
        {**widget("Trigger", "InitialState", [event("incomingMessage", next=None), event("incomingCall", "FF1")]), "sid": "FF0"},
        {**gather("ask", "FF2"), "type": "Gather", "sid": "FF1"},
        {**split("choose", {"1": "FF3"}, tests=digits("ask")), "type": "Branch", "sid": "FF2"},
        {**say("bye", "FF4"), "type": "SayPlay", "sid": "FF3"},
        {**widget("text", "Message", {"sent": "FF5"}, say=None), "sid": "FF4"},
        {**widget("queue", "EnqueueCall", queue_name="support"), "sid": "FF5"},
    ]
    source = json.dumps({"description": "Old", "states": states})
    assert twilio_studio.recognise(source)
    flow = twilio_studio.read(source, "old.json")
    assert isinstance(flow, Flow)
    assert flow.problems == ()
    assert list(flow.steps) == ["ask", "bye", "text", "queue"]
    assert exits(flow, "ask")[0] == "choice 1 -> bye"
    assert exits(flow, "bye") == ["follows next -> text"]
    assert step(flow, "queue", Transfer).who == "support"


# What belongs to a call


def test_widgets_that_only_messages_come_to_are_no_part_of_the_call() -> None:
    trigger = widget("Trigger", "trigger", {"incomingMessage": "ask", "incomingCall": "hello", "incomingParent": "sub"})
    states = [
        trigger,
        widget("ask", "send-and-wait-for-reply", {"incomingMessage": "answer"}),
        widget("answer", "send-message", {"sent": "shared"}),
        say("hello", "shared"),
        say("shared"),
        say("sub"),
    ]
    assert list(read(say("hello"), states=states).steps) == ["hello", "shared"]


def test_widgets_that_nothing_leads_to_stay_unless_they_lead_to_messages() -> None:
    trigger = widget("Trigger", "trigger", {"incomingMessage": "text", "incomingCall": "hello"})
    states = [trigger, say("hello"), widget("text", "send-message"), say("lost"), say("left", "text"), say("more", "left")]
    assert list(read(say("hello"), states=states).steps) == ["hello", "lost"]


def test_what_runs_when_the_caller_has_hung_up_is_no_part_of_the_call() -> None:
    flow = read(
        widget("desk", "connect-call-to", {"callCompleted": None, "hangup": "log"}, to="+15550100"),
        widget("log", "make-http-request"),
    )
    assert list(flow.steps) == ["desk"]


def test_a_target_that_does_not_exist_stays_for_the_graph_to_report() -> None:
    flow = read(say("hello", "helo"))
    assert step(flow, "hello", Say).next is not None
    assert exits(flow, "hello") == ["follows next -> (dead_end)"]
    assert flow.problems == ()


# Words


def test_words_with_nothing_behind_them_end_the_call() -> None:
    flow = read(say("hello", "bye", language="en-GB"), say("bye", words="Goodbye."))
    hello, bye = step(flow, "hello", Say), step(flow, "bye", HangUp)
    assert hello.prompt
    assert (hello.prompt.text, hello.prompt.language, hello.prompt.barge_in, hello.prompt.complete) == (
        "Good morning.",
        "en-GB",
        False,
        True,
    )
    assert bye.prompt
    assert bye.prompt.text == "Goodbye."
    assert exits(flow, "hello") == ["follows next -> bye"]


def test_a_step_stands_at_its_name_and_its_words_at_the_value_of_say() -> None:
    lines = text(say("hello", words="Good \n evening")).split("\n")
    hello = read(say("hello", words="Good \n evening")).steps["hello"]
    assert lines[hello.mark.line - 1][hello.mark.column - 1 : hello.mark.end_column - 1] == '"hello"'
    assert hello.prompt
    assert hello.prompt.mark.line == hello.prompt.mark.end_line
    assert (
        lines[hello.prompt.mark.line - 1][hello.prompt.mark.column - 1 : hello.prompt.mark.end_column - 1] == '"Good \\n evening"'
    )


def test_a_recording_and_tones_have_no_words() -> None:
    flow = read(
        widget("a", "say-play", {"audioComplete": "b"}, play="https://example.org/a.mp3"),
        widget("b", "say-play", {"audioComplete": "c"}, digits="12", say=""),
        widget("c", "say-play"),
    )
    a, b, c = (flow.steps[name].prompt for name in "abc")
    assert a
    assert (a.text, a.audio) == ("", "https://example.org/a.mp3")
    assert b
    assert (b.text, b.audio) == ("", "tones 12")
    assert c is None


def test_words_that_are_filled_in_are_not_complete_and_read_their_names() -> None:
    flow = read(
        widget("crm", "run-function", {"success": "hello"}),
        say("hello", "only", "Hello {{widgets.crm.parsed.name}}, of {{flow.variables.city | upcase}}."),
        say("only", None, "{{widgets.crm.parsed.news}}"),
    )
    hello, only = flow.steps["hello"].prompt, flow.steps["only"].prompt
    assert hello
    assert (hello.text, hello.complete, hello.reads) == ("Hello {name}, of {city}.", False, ("crm", "flow.variables.city"))
    assert only
    assert (only.text, only.audio) == ("", "{news}")


def test_marks_for_the_voice_are_not_spoken() -> None:
    prompt = (
        read(say("a", words='<speak>Hello<break time="1s"/> <say-as interpret-as="digits">12</say-as> <3</speak>'))
        .steps["a"]
        .prompt
    )
    assert prompt
    assert " ".join(prompt.text.split()) == "Hello 12 <3"


def test_a_name_that_may_be_unknown_is_read_only_when_a_caller_gave_it() -> None:
    flow = read(
        gather("city", "crm"),
        widget("crm", "run-function", {"success": "hello"}),
        say("hello", None, '{{ widgets.crm.parsed.say | default: "Hello" }} {% if widgets.city.Digits %}you{% endif %}'),
    )
    prompt = flow.steps["hello"].prompt
    assert prompt
    assert prompt.reads == ("city",)


# Systems and variables


@pytest.mark.parametrize(
    ("type_", "well", "badly"),
    [
        ("make-http-request", "success", "failed"),
        ("run-function", "success", "fail"),
        ("run-function-v2", "success", "fail"),
        ("send-message", "sent", "failed"),
        ("record-call", "success", "failed"),
        ("create-task", "created", "failedToCreate"),
        ("update-sync-object", "success", "failed"),
        ("create-chat-channel", "success", "failed"),
        ("add-member-to-chat-channel", "success", "failed"),
    ],
)
def test_a_system_that_works_leads_on_and_one_that_fails_elsewhere(type_: str, well: str, badly: str) -> None:
    flow = read(widget("work", type_, {well: "yes", badly: "no"}), say("yes"), say("no"))
    assert step(flow, "work", Run).gives == ("work",)
    assert exits(flow, "work") == ["case next -> yes", "failure failed -> no"]


def test_a_system_with_nothing_connected_cuts_callers_off() -> None:
    flow = read(widget("work", "make-http-request", {"success": None, "failed": None}))
    assert exits(flow, "work") == ["case next -> (dead_end)", "failure failed -> (cut_off)"]


@pytest.mark.parametrize("type_", ["send-message", "update-sync-object", "create-task", "record-call"])
def test_a_widget_that_only_acts_ends_the_call_when_nothing_is_connected(type_: str) -> None:
    flow = read(widget("act", type_, {"sent": None, "failed": None}))
    assert exits(flow, "act") == ["case next -> act (end)", "failure failed -> act (end)"]
    assert isinstance(flow.steps["act (end)"], HangUp)
    assert exits(read(widget("act", type_, {"failed": "bye"}), say("bye")), "act")[0] == "case next -> (dead_end)"


def test_a_system_uses_the_names_in_its_address_its_body_and_its_parameters() -> None:
    flow = read(
        widget(
            "crm",
            "make-http-request",
            {"success": None},
            url="https://{{flow.variables.host}}/v1/find-account?n={{widgets.account.Digits}}",
            body='{"from": "{{trigger.call.From}}", "city": "{{ widgets.set.variables.city }}"}',
            parameters=[{"key": "a", "value": "{{flow.data.a.b}}"}, {"key": "b", "value": 7}],
        )
    )
    crm = step(flow, "crm", Run)
    assert crm.uses == ("flow.variables.host", "account", "trigger.call.From", "flow.variables.city", "flow.data.a.b")
    assert crm.service == "find-account"


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://example.org/", "example.org"),
        ("{{flow.variables.url}}", "run function"),
        ("", "run function"),
        (None, "run function"),
    ],
)
def test_a_system_without_an_address_is_called_by_its_type(url: str | None, service: str) -> None:
    assert step(read(widget("work", "run-function", url=url)), "work", Run).service == service


def test_variables_are_set_under_the_names_that_liquid_uses() -> None:
    flow = read(
        widget(
            "note",
            "set-variables",
            {"next": "bye"},
            variables=[
                {"key": "city", "value": "{{widgets.ask.SpeechResult | downcase}}"},
                {
                    "key": "tries",
                    "value": "{% if flow.variables.tries %}{{flow.variables.tries | plus: 1}}{% else %}0{% endif %}",
                },
                {"key": "limit", "value": 3},
                {"key": "nothing"},
            ],
        ),
        say("bye"),
    )
    values = step(flow, "note", Set).values
    assert [(value.name, value.reads) for value in values] == [
        ("flow.variables.city", ("ask",)),
        ("flow.variables.tries", ()),
        ("flow.variables.limit", ()),
        ("flow.variables.nothing", ()),
    ]
    assert values[2].value == "3"
    assert values[3].value == ""
    assert exits(flow, "note") == ["follows next -> bye"]


def test_a_stream_that_is_forked_is_not_noticed() -> None:
    assert exits(read(widget("fork", "fork-stream", {"next": "bye"}), say("bye")), "fork") == ["follows next -> bye"]


# Decisions


def test_a_split_is_a_check_with_a_case_a_branch() -> None:
    branches = [
        event("noMatch", "none"),
        match("gold", "gold", "{{widgets.crm.parsed.tier}}"),
        match("many", "3", "{{widgets.crm.parsed.orders}}", "greater_than"),
        match("text", "a, b", "{{widgets.crm.parsed.tier}}", "matches_any_of"),
        match(None, "x", "{{flow.variables.x}}", "is_not_blank"),
        match("text", "{{widgets.other.parsed.size}}", "{{widgets.crm.parsed.orders}}", "less_than"),
        event("match", "text"),
    ]
    flow = read(
        widget("tier", "split-based-on", branches, input="{{widgets.crm.parsed.tier}}"),
        *(say(name) for name in ("none", "gold", "many", "text")),
    )
    tier = step(flow, "tier", Check)
    assert tier.asks == "tier"
    assert tier.uses == ("crm", "flow.variables.x", "other")
    assert exits(flow, "tier") == [
        "case gold -> gold",
        "case greater than 3 -> many",
        "case a, b -> text",
        "case is not blank -> (dead_end)",
        "case less than {size} -> text",
        "case match -> text",
        "case otherwise -> none",
    ]


@pytest.mark.parametrize(
    "branches",
    [
        [match("yes", "true", "{{widgets.crm.parsed.ok}}"), match("no", "False", "{{widgets.crm.parsed.ok}}")],
        [match("yes", "", "{{widgets.crm.parsed.ok}}", "is_not_blank"), match("no", "", "{{widgets.crm.parsed.ok}}", "is_blank")],
    ],
)
def test_branches_that_leave_nothing_over_need_no_other(branches: list[dict[str, Any]]) -> None:
    flow = read(widget("ok", "split-based-on", [event("noMatch"), *branches]), say("yes"), say("no"))
    assert exits(flow, "ok")[2] == "case otherwise -> no"


def test_a_check_of_what_a_system_made_of_an_entry_is_a_check_of_the_entry() -> None:
    flow = read(
        gather("zip", "area"),
        widget("area", "run-function", {"success": "note"}, parameters=[{"key": "zip", "value": digits("zip")}]),
        widget("note", "set-variables", {"next": "known"}, variables=[{"key": "area", "value": "{{widgets.area.parsed.name}}"}]),
        split("known", {"north": "north"}, "zip", "{{flow.variables.area}}"),
        say("north"),
    )
    assert step(flow, "known", Check).uses == ("flow.variables.area", "zip")


EITHER = "{% if x %}en{% else %}es{% endif %}"


@pytest.mark.parametrize(
    ("value", "branches", "otherwise"),
    [
        (EITHER, {"en": "north", "es": "south"}, "south"),
        (EITHER, {"en": "north", "fr": "south"}, "other"),
        ("en", {"en": "north"}, "north"),
        ("{{widgets.area.parsed.name}}", {"en": "north", "es": "south"}, "other"),
    ],
)
def test_branches_for_all_values_of_a_variable_leave_nothing_over(value: str, branches: dict[str, str], otherwise: str) -> None:
    flow = read(
        widget("note", "set-variables", {"next": "known"}, variables=[{"key": "area", "value": value}]),
        split("known", branches, "other", "{{flow.variables.area}}"),
        *(say(name) for name in ("north", "south", "other")),
    )
    target = step(flow, "known", Check).otherwise
    assert target
    assert target.to == otherwise


def test_a_value_that_was_set_elsewhere_may_be_any() -> None:
    flow = read(
        widget("note", "set-variables", {"next": "hello"}, variables=[{"key": "area", "value": EITHER}]),
        say("hello", "known"),
        split("known", {"en": "hello", "es": "hello"}, "other", "{{flow.variables.area}}"),
        say("other"),
    )
    target = step(flow, "known", Check).otherwise
    assert target
    assert target.to == "other"


# Opening hours


def hours(branches: dict[str, str | None], other: str | None, tests: str, source: str = "check_schedule") -> Flow:
    return read(
        widget(source, "run-function", {"success": "is_it"}),
        split("is_it", branches, other, tests),
        *(say(name) for name in ("desk", "late", "feast")),
    )


@pytest.mark.parametrize(
    ("branches", "other", "tests", "expected"),
    [
        ({"true": "desk"}, "late", "{{widgets.check_schedule.parsed.isOpen}}", ["hours open -> desk", "hours closed -> late"]),
        ({"false": "late"}, "desk", "{{widgets.check_schedule.parsed.is_open}}", ["hours open -> desk", "hours closed -> late"]),
        ({"true": "late"}, "desk", "{{widgets.check_schedule.parsed.isClosed}}", ["hours open -> desk", "hours closed -> late"]),
        (
            {"open": "desk", "closed": "late"},
            None,
            "{{widgets.check_schedule.body}}",
            ["hours open -> desk", "hours closed -> late"],
        ),
        (
            {"open": "desk", "closed": "late", "holiday": "late"},
            None,
            "{{widgets.check_schedule.parsed.state}}",
            ["hours open -> desk", "hours closed -> late"],
        ),
    ],
)
def test_a_clear_question_for_opening_hours_is_one(
    branches: dict[str, str | None], other: str | None, tests: str, expected: list[str]
) -> None:
    assert exits(hours(branches, other, tests), "is_it") == expected


@pytest.mark.parametrize(
    ("branches", "other", "tests", "source"),
    [
        ({"true": "desk"}, None, "{{widgets.check_schedule.parsed.isOpen}}", "check_schedule"),
        ({"true": "desk"}, "late", "{{widgets.check_schedule.parsed.found}}", "check_schedule"),
        ({"open": "desk", "closed": "late", "holiday": "feast"}, None, "{{widgets.check_schedule.body}}", "check_schedule"),
        ({"open": "desk", "pending": "late"}, "feast", "{{widgets.check_schedule.body}}", "check_schedule"),
        ({"open": "desk", "closed": "late"}, None, "{{widgets.ticket.parsed.state}}", "ticket"),
        ({}, "late", "{{widgets.check_schedule.parsed.isOpen}}", "check_schedule"),
    ],
)
def test_a_question_that_may_mean_something_else_is_not(
    branches: dict[str, str | None], other: str | None, tests: str, source: str
) -> None:
    assert step(hours(branches, other, tests, source), "is_it", Check).asks != "hours"


def test_a_comparison_is_no_question_for_opening_hours() -> None:
    branch = match("desk", "9", "{{widgets.check_schedule.parsed.open}}", "greater_than")
    flow = read(widget("is_it", "split-based-on", [event("noMatch", "desk"), branch]), say("desk"))
    assert step(flow, "is_it", Check).asks == "open"


# Handing over


def test_a_queue_passes_what_its_attributes_read() -> None:
    city = "{{ flow.variables.city | default: 0 }}"
    attributes = f'{{"account": "{digits("account")}", "city": "{city}", "from": "{{{{trigger.call.From}}}}"}}'
    flow = read(
        widget(
            "queue", "enqueue-call", {"callComplete": None}, queue_name="{{flow.variables.team}}_desk", task_attributes=attributes
        )
    )
    queue = step(flow, "queue", Transfer)
    assert (queue.to, queue.who) == ("person", "{team}_desk")
    assert queue.passes == ("flow.variables.team", "account", "flow.variables.city", "trigger.call.From")
    assert exits(flow, "queue") == []
    flex = step(read(widget("flex", "send-to-flex", workflow="WW1", attributes=attributes)), "flex", Transfer)
    assert flex.passes == queue.passes[1:]


def test_what_chooses_who_is_called_has_reached_them() -> None:
    flow = read(widget("desk", "connect-call-to", noun="number", to="+1555{{widgets.ask.Digits}}"))
    desk = step(flow, "desk", Transfer)
    assert (desk.to, desk.passes, desk.dials) == ("person", ("ask",), ("ask",))
    queue = step(read(widget("desk", "enqueue-call", queue_name="{{widgets.ask.Digits}}")), "desk", Transfer)
    assert (queue.to, queue.passes, queue.dials) == ("person", ("ask",), ())


@pytest.mark.parametrize(
    ("type_", "properties", "elsewhere"),
    [
        ("enqueue-call", {"queue_name": "desk", "workflow_sid": None, "wait_url": None, "wait_url_method": "POST"}, False),
        ("enqueue-call", {"queue_name": "desk", "wait_url": "https://example.org/wait"}, True),
        ("enqueue-call", {"workflow_sid": "WW1"}, True),
        ("send-to-flex", {"workflow": "WW1"}, True),
        ("connect-call-to", {"noun": "number", "to": "+15550100"}, False),
    ],
)
def test_a_workflow_or_what_callers_hear_while_waiting_decides_elsewhere_what_follows(
    type_: str, properties: dict[str, object], elsewhere: bool
) -> None:
    assert step(read(widget("desk", type_, **properties)), "desk", Transfer).elsewhere is elsewhere


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ({"failedToEnqueue": "a"}, ["failure failed -> a"]),
        ({"callFailure": "a"}, ["failure failed -> a"]),
        ({"failedToEnqueue": "a", "callFailure": "a"}, ["failure failed -> a"]),
        ({"failedToEnqueue": "a", "callFailure": "b"}, ["failure busy -> a", "failure failed -> b"]),
        ({"callComplete": "a"}, ["case callComplete -> a"]),
        ({"callComplete": "log"}, []),
        ({"callComplete": "gone"}, ["case callComplete -> (dead_end)"]),
    ],
)
def test_a_queue_leads_on_when_it_fails_and_when_the_caller_notices_what_follows(
    then: dict[str, str | None], expected: list[str]
) -> None:
    flow = read(
        widget("queue", "enqueue-call", then, queue_name="desk"),
        say("a"),
        say("b"),
        widget("log", "make-http-request", {"success": "more"}),
        widget("more", "send-message"),
    )
    assert exits(flow, "queue") == expected
    assert ("log" in flow.steps) == ("more" in flow.steps) == ("log" not in then.values())


def test_a_call_that_is_connected_goes_on_the_same_way_when_nobody_answers() -> None:
    flow = read(
        widget(
            "desk",
            "connect-call-to",
            {"callCompleted": "survey", "hangup": "survey"},
            noun="number",
            to="+15550100",
            timeout="20",
        ),
        say("survey"),
    )
    desk = step(flow, "desk", Transfer)
    assert (desk.to, desk.number, desk.wait, desk.passes) == ("person", "+15550100", 20.0, ())
    assert exits(flow, "desk") == ["failure no_answer -> survey", "case callCompleted -> survey"]


@pytest.mark.parametrize(
    ("noun", "to", "expected"),
    [
        ("number", "+15550100", "person"),
        ("number-multi", "+15550100,+15550101", "person"),
        ("client", "anna", "person"),
        ("sip", "sip:desk@example.org", "person"),
        ("sip", "sip:voicebot@example.org", "bot"),
        ("sip", "sip:robotics-desk@example.org", "person"),
        ("conference", "CF1", "outside"),
        (None, None, "person"),
    ],
)
def test_who_answers_is_told_by_the_kind_of_number(noun: str | None, to: str | None, expected: str) -> None:
    assert step(read(widget("desk", "connect-call-to", noun=noun, to=to)), "desk", Transfer).to == expected


@pytest.mark.parametrize("type_", ["connect-virtual-agent", "connect-virtual-agent-v2"])
def test_a_virtual_agent_is_a_bot_that_may_hand_over(type_: str) -> None:
    flow = read(
        widget(
            "bot",
            type_,
            {"completed": "bye", "live-agent-handoff": "desk", "hangup": None, "failed": "sorry"},
            connector_name="Trip helper",
            parameters=[{"key": "city", "value": "{{flow.variables.city}}"}],
        ),
        say("bye"),
        say("sorry"),
        widget("desk", "send-to-flex"),
    )
    bot = step(flow, "bot", Transfer)
    assert (bot.to, bot.who, bot.passes) == ("bot", "Trip helper", ("flow.variables.city",))
    assert exits(flow, "bot") == ["failure failed -> sorry", "case completed -> bye", "case live-agent-handoff -> desk"]


def test_a_voicemail_leads_on_when_the_caller_notices_what_follows() -> None:
    flow = read(
        widget("mail", "record-voicemail", {"recordingComplete": "thanks", "noAudio": "other", "hangup": "log"}),
        say("thanks"),
        widget("other", "record-voicemail", {"recordingComplete": "log"}),
        widget("log", "make-http-request"),
    )
    assert list(flow.steps) == ["mail", "thanks"]
    assert exits(flow, "mail") == ["follows next -> thanks"]
    silent = read(widget("mail", "record-voicemail", {"recordingComplete": "log"}), widget("log", "make-http-request"))
    assert step(silent, "mail", Message).kind == "voicemail"
    assert exits(silent, "mail") == []


def test_a_subflow_is_a_visit_of_a_flow_that_is_not_known() -> None:
    flow = read(
        widget("sub", "run-subflow", {"completed": "bye", "failed": "sorry"}, parameters=[{"key": "a", "value": digits("ask")}]),
        say("bye"),
        say("sorry"),
    )
    sub = step(flow, "sub", Visit)
    assert (sub.flow, sub.passes) == (None, ("ask",))
    assert exits(flow, "sub") == ["follows next -> bye", "failure failed -> sorry"]


def test_a_payment_asks_for_a_card_and_then_charges_it() -> None:
    then: dict[str, str | None] = {
        "success": "thanks",
        "maxFailedAttempts": "desk",
        "providerError": "sorry",
        "payInterrupted": "menu",
        "hangup": None,
        "validationError": "sorry",
    }
    flow = read(
        widget("pay", "capture-payments", then, timeout="7", max_attempts=3),
        *(say(name) for name in ("thanks", "desk", "sorry", "menu")),
    )
    pay = step(flow, "pay", Collect)
    assert (pay.variable, pay.what) == ("pay", "card number")
    assert pay.no_input
    assert (pay.no_input.after, pay.no_input.tries) == (7.0, 3)
    assert exits(flow, "pay") == ["entry next -> pay (payment)", "mistake no_input -> desk", "mistake no_match -> menu"]
    assert step(flow, "pay (payment)", Run).uses == ("pay",)
    assert exits(flow, "pay (payment)") == ["case next -> thanks", "failure failed -> sorry"]


def test_a_payment_that_no_call_comes_to_is_left_out_as_a_whole() -> None:
    trigger = widget("Trigger", "trigger", {"incomingRequest": "pay", "incomingCall": "hello"})
    assert list(read(say("hello"), states=[trigger, say("hello"), widget("pay", "capture-payments")]).steps) == ["hello"]


# What is not known


@pytest.mark.parametrize(
    "type_", ["add-twiml-redirect", "make-outgoing-call-v2", "send-and-wait-for-reply", "understand", "brand-new", "Brand"]
)
def test_a_widget_without_a_counterpart_keeps_its_ways_on(type_: str) -> None:
    flow = read(
        widget(
            "odd",
            type_,
            {"return": "bye", "timeout": None, "fail": "sorry"},
            url="https://example.org/{{flow.variables.page}}",
            say="Hm.",
        ),
        say("bye"),
        say("sorry"),
    )
    odd = step(flow, "odd", Unknown)
    assert (odd.what, odd.uses) == (type_, ("flow.variables.page",))
    assert odd.prompt
    assert [case.name for case in odd.cases] == ["return", "timeout", "fail"]
    assert exits(flow, "odd") == ["case return -> bye", "case fail -> sorry"]
    assert flow.problems == ()


@pytest.mark.parametrize(
    ("type_", "message"),
    [
        ("hangup", "odd: Studio has no widget of type `hangup`: leave the event unconnected where the call shall end"),
        ("hang-up", "odd: Studio has no widget of type `hang-up`: leave the event unconnected where the call shall end"),
        ("http-request", "odd: Studio has no widget of type `http-request`: its name is `make-http-request`"),
    ],
)
def test_a_type_that_people_invent_is_a_problem_and_does_what_its_name_says(type_: str, message: str) -> None:
    flow = read(widget("odd", type_, {"success": "bye"}), say("bye"))
    if type_ == "http-request":
        assert step(flow, "odd", Run).gives == ("odd",)
        assert exits(flow, "odd") == ["case next -> bye", "failure failed -> (cut_off)"]
    else:
        assert isinstance(flow.steps["odd"], HangUp)
        assert list(flow.steps) == ["odd"]
    assert [problem.message for problem in flow.problems] == [message]
    assert (
        text(widget("odd", type_, {"success": "bye"})).split("\n")[flow.problems[0].mark.line - 1].strip()
        == f'"type": "{type_}",'
    )


def test_conditions_on_what_a_system_answers_are_a_check_of_their_own() -> None:
    tests = "{{widgets.a.parsed.ok}}"
    then = [match("yes", "true", tests, name="success"), event("success", "no"), event("failed", "no")]
    flow = read(gather("ask", "a"), widget("a", "make-http-request", then, body=digits("ask")), say("yes"), say("no"))
    assert list(flow.steps) == ["ask", "a", "a (answer)", "yes", "no"]
    assert exits(flow, "a") == ["case next -> a (answer)", "failure failed -> no"]
    assert exits(flow, "a (answer)") == ["case true -> yes", "case otherwise -> no"]
    answer = step(flow, "a (answer)", Check)
    assert (answer.asks, answer.uses, answer.mark) == ("ok", ("a", "ask"), flow.steps["a"].mark)
    alone = read(widget("a", "run-function", then[:1]), say("yes"))
    assert exits(alone, "a (answer)") == ["case true -> yes", "case otherwise -> (dead_end)"]
    hours_ = [match("yes", "true", "{{widgets.hours.parsed.isOpen}}", name="success"), event("success", "no")]
    assert step(read(widget("hours", "run-function", hours_), say("yes"), say("no")), "hours (answer)", Check).asks == "hours"


def test_an_event_that_leads_to_two_places_makes_a_widget_unknown() -> None:
    flow = read(widget("a", "make-http-request", [event("success", "b"), event("success", "c")]), say("b"), say("c"))
    assert exits(flow, "a") == ["case success -> b", "case success -> c"]
    assert step(read(widget("a", "run-function", {"success": "b", "done": "c"}), say("b"), say("c")), "a", Unknown)
    odd = [match("b", "1", "{{widgets.a.body}}", name="success"), event("done", "c")]
    assert step(read(widget("a", "run-function", odd), say("b"), say("c")), "a", Unknown)
    queue = [event("callComplete", "b"), event("callComplete", "c")]
    assert step(read(widget("a", "enqueue-call", queue), say("b"), say("c")), "a", Unknown)


# What is wrong


def test_a_name_that_two_widgets_have_is_a_problem_and_the_first_counts() -> None:
    flow = read(say("a", "b"), say("b", words="First."), say("b", words="Second."))
    assert flow.steps["b"].prompt
    assert flow.steps["b"].prompt.text == "First."
    assert [message.partition(": ")[2] for message in said(flow)] == [
        "there are two widgets with the name 'b': only the first one counts"
    ]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (7, "a widget must be an object"),
        ({"type": "say-play"}, "a widget must have a name"),
        ({"name": 7, "type": "say-play"}, "a widget must have a name"),
        ({"name": "", "type": "say-play"}, "a widget must have a name"),
        ({"name": "x"}, "x: a widget must have a `type`"),
        ({"name": "x", "type": ["say-play"]}, "x: a widget must have a `type`"),
        ({"name": "x", "type": "say-play", "properties": []}, "x: `properties` must be an object"),
        ({"name": "x", "type": "say-play", "transitions": {}}, "x: `transitions` must be a list"),
        ({"name": "x", "type": "say-play", "transitions": [7]}, "x: a transition must be an object with an `event`"),
        ({"name": "x", "type": "say-play", "transitions": [{"next": "a"}]}, "x: a transition must be an object with an `event`"),
        ({"name": "x", "type": "say-play", "transitions": [{"event": "a", "next": 7}]}, "x: `next` must be the name of a widget"),
        ({"name": "x", "type": "say-play", "transitions": [{"event": "a", "conditions": 7}]}, "x: `conditions` must be a list"),
        (
            {"name": "x", "type": "say-play", "transitions": [{"event": "a", "conditions": [7]}]},
            "x: a condition must be an object",
        ),
        ({"name": "x", "type": "say-play", "properties": {"say": []}}, "x: `say` must be text"),
        ({"name": "x", "type": "record-voicemail", "properties": None, "transitions": None}, ""),
        (
            {"name": "x", "type": "set-variables", "properties": {"variables": 7}},
            "x: `variables` must be a list of objects with a `key`",
        ),
        (
            {"name": "x", "type": "set-variables", "properties": {"variables": [{"value": 7}]}},
            "x: `variables` must be a list of objects with a `key`",
        ),
        ({"name": "x", "type": "gather-input-on-call", "properties": {"timeout": {}}}, "x: `timeout` must be a number"),
    ],
)
def test_a_wrong_type_is_a_problem_with_its_place_and_the_rest_is_read(broken: object, message: str) -> None:
    good = document(say("hello"))
    source = json.dumps({**good, "states": [*good["states"], broken]}, indent=2)
    flow = twilio_studio.read(source, "flow.json")
    assert isinstance(flow, Flow)
    assert flow.entries[0].start == "hello"
    assert isinstance(flow.steps["hello"], HangUp)
    assert [problem.message for problem in flow.problems] == ([message] if message else [])
    assert all(source[: source.rindex('"name": "hello"')].count("\n") < problem.mark.line for problem in flow.problems)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(7, 7.0), ("7", 7.0), ("", 5.0), (None, 5.0), ("auto", 5.0), (-1, 5.0), (10**350, 5.0), (True, 5.0)]
)
def test_numbers_are_read_from_text_too_and_nonsense_counts_as_absent(seconds: object, expected: float) -> None:
    flow = read({**gather("ask", "ask"), "properties": {"timeout": seconds}})
    handler = step(flow, "ask", Collect).no_input
    assert handler
    assert handler.after == expected


def test_what_is_wrong_is_listed_in_the_order_of_the_file() -> None:
    flow = read(say("a", "b"), widget("b", "hangup"), widget("c", "http-request"), {**say("d"), "transitions": 7})
    lines = [problem.mark.line for problem in flow.problems]
    assert lines == sorted(lines)
    assert len(lines) == 3


def test_a_name_written_twice_in_json_is_a_problem() -> None:
    source = text(say("hello")).replace('"name": "hello",', '"name": "x", "name": "hello",')
    flow = twilio_studio.read(source, "flow.json")
    assert isinstance(flow, Flow)
    assert list(flow.steps) == ["hello"]
    assert [problem.message for problem in flow.problems] == ["the name 'name' stands here twice: only the last one counts"]


def test_a_broken_file_is_refused_as_such() -> None:
    refusal = refused(text(say("hello")) + ",")
    assert isinstance(refusal, Refusal)
    assert refusal.message == "something follows the end of the JSON"


@pytest.mark.parametrize(
    ("silence", "wrong", "told"),
    [
        ("menu", "bye", "up to 10 times when a caller presses nothing, and then the call is cut off"),
        ("menu", "menu", "again for ever when a caller presses nothing or makes a mistake, and never leads on"),
        ("sorry", "bye", "again for ever when a caller presses nothing, and never leads on"),
    ],
    ids=["straight back", "a wrong key too, behind its split", "with another widget between"],
)
def test_a_widget_that_is_run_ten_times_in_a_row_ends_the_call(silence: str, wrong: str, told: str) -> None:
    flow = read(
        gather("menu", "keys", silence),
        split("keys", {"1": "bye"}, wrong, digits("menu")),
        say("sorry", "menu"),
        say("bye"),
    )
    found = analyse(connect(flow), flow.entries[0]).facts
    assert [exit_.again for exit_ in found.exits if exit_.label == "no_input"] == [told]
