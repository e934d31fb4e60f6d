"""Words, checks, lookups, transfers and ends of Amazon Connect."""

import pytest

from ivrlint.flow import Check, HangUp, Message, Return, Run, Say, Set, Transfer, Unknown, Visit
from tests.readers.amazon_connect.building import BYE, action, flow_of, read, steps, to

ERROR = (("NoMatchingError", "oops"),)


def say(name, next_="bye", **parameters):
    return action(name, "MessageParticipant", parameters or {"Text": "Hello."}, next_)


def test_words_are_heard_to_their_end_and_their_faults_are_no_way():
    found = steps(action("hi", "MessageParticipant", {"Text": "Hello."}, "bye", (), ERROR), say("oops"), BYE)
    assert isinstance(found["hi"], Say)
    assert (found["hi"].prompt.text, found["hi"].prompt.barge_in, to(found["hi"].next)) == ("Hello.", False, "bye")
    assert "oops" not in found


def test_what_nothing_leads_to_stays_with_all_that_it_leads_to():
    found = steps(
        action("hi", "MessageParticipant", {"Text": "Hello."}, "bye", (), ERROR), say("oops"), say("orphan", "oops"), BYE
    )
    assert {"orphan", "oops"} <= found.keys()
    assert [name for name in found if found[name].shared] == ["oops"]  # the file does lead there, though no call does


def test_what_a_script_fills_in_it_may_lead_to_as_well():
    found = steps(say("hi"), say("orphan"), say("template", Text="{{message}}"), BYE)
    assert [name for name in found if found[name].shared] == ["template"]
    assert not any(step.shared for step in steps(say("hi", Text="{{message}}"), BYE).values())
    left_out = action("queue", "UpdateContactTargetQueue", {"QueueId": ""}, "bye", (), ERROR)
    assert [name for name, step in steps(say("hi"), left_out, BYE).items() if step.shared] == ["queue"]


@pytest.mark.parametrize(
    ("parameters", "text", "audio", "reads", "complete"),
    [
        ({"SSML": '<speak>Hi <break time="1s"/>there &amp; you</speak>'}, "Hi there & you", "", (), True),
        ({"Text": "a < b <foo> {x}"}, "a < b <foo> {{x}}", "", (), True),
        (
            {"Text": "Hi $.External.Name, {{greeting}} ${Env} %%X%%"},
            "Hi {External.Name}, {greeting} {Env} {X}",
            "",
            ("External.Name", "greeting", "Env", "X"),
            False,
        ),
        ({"Text": "$.Attributes.['a b'].c"}, "{Attributes.a b.c}", "", ("Attributes.a b.c",), False),
        ({"Text": "${a.${b}:c} ${open"}, "{a. b :c} ${{open", "", ("a. b :c",), False),
        ({"PromptId": "arn:aws:connect:x:1:instance/i/prompt/12345678-1234-1234-1234-123456789012"}, "", "recording", (), True),
        ({"PromptId": "$.External.arn"}, "", "External.arn", ("External.arn",), True),
        ({"Media": {"Uri": "s3://bucket/hi.wav", "SourceType": "S3"}}, "", "s3://bucket/hi.wav", (), True),
    ],
)
def test_words_and_recordings(parameters, text, audio, reads, complete):
    prompt = steps(say("hi", **parameters), BYE)["hi"].prompt
    assert (prompt.text, prompt.audio, prompt.reads, prompt.complete) == (text, audio, reads, complete)


def test_a_prompt_has_the_name_that_the_editor_shows():
    shown = {"ActionMetadata": {"hi": {"parameters": {"PromptId": {"displayName": "Beep.wav"}}}}}
    assert steps(say("hi", PromptId="arn:x/prompt/1"), BYE, metadata=shown)["hi"].prompt.audio == "Beep.wav"


def test_nothing_to_say_is_no_prompt():
    assert steps(say("hi", Text=" "), BYE)["hi"].prompt is None
    assert steps(say("hi", Text=["x"]), BYE)["hi"].prompt is None


def test_the_language_is_that_of_the_voice():
    lupe = action("voice", "UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Lupe"}, "hola")
    flow = read(flow_of(lupe, say("hola", Text="Hola."), BYE))
    assert (flow.language, flow.steps["hola"].prompt.language) == ("es-US", "es-US")
    code = action("voice", "UpdateContactData", {"LanguageCode": "fr-CA"}, "hola")
    assert read(flow_of(code, say("hola", Text="Allo."), BYE)).language == "fr-CA"
    either = action(
        "x", "Compare", {"ComparisonValue": "$.Attributes.l"}, None, [("es", "voice")], [("NoMatchingCondition", "hola")]
    )
    flow = read(flow_of(either, lupe, say("hola"), BYE))
    assert (flow.language, flow.steps["hola"].prompt.language) == ("en-US", "")


def test_attributes_get_values_under_names_of_their_own():
    written = {"a": "$.External.x", "b": "text", "$.External.key": "lost"}
    found = steps(
        action("set", "UpdateContactAttributes", {"Attributes": written}, "flow", (), ERROR),
        say("oops"),
        action("flow", "UpdateFlowAttributes", {"FlowAttributes": {"f": {"Value": "1"}}}, "bye"),
        BYE,
    )
    assert [(v.name, v.value, v.reads) for v in found["set"].values] == [
        ("Attributes.a", "{External.x}", ("External.x",)),
        ("Attributes.b", "text", ()),
    ]
    assert [(v.name, v.value) for v in found["flow"].values] == [("FlowAttributes.f", "1")]


def test_an_attribute_that_is_set_to_what_it_was_is_not_set():
    written = {"order": "$.Attributes.order", "note": "about $.Attributes.note", "name": "$.Attributes.order"}
    found = steps(action("set", "UpdateContactAttributes", {"Attributes": written}, "bye"), BYE)
    assert [(v.name, v.value) for v in found["set"].values] == [
        ("Attributes.note", "about {Attributes.note}"),
        ("Attributes.name", "{Attributes.order}"),
    ]


def test_a_comparison_is_a_check_without_the_filler():
    conditions = [("gold", "vip"), ("gold", "bye")]
    tree = flow_of(
        action(
            "tier", "Compare", {"ComparisonValue": "$.Attributes.tier"}, "rest", conditions, [("NoMatchingCondition", "rest")]
        ),
        say("vip"),
        say("rest"),
        BYE,
    )
    tree["Actions"][0]["Transitions"]["Conditions"][1]["Condition"] = {"Operator": "NumberGreaterThan", "Operands": ["5"]}
    found = read(tree).steps["tier"]
    assert isinstance(found, Check)
    assert (found.asks, found.uses) == ("Attributes.tier", ("Attributes.tier",))
    assert [(case.name, to(case.target)) for case in found.cases] == [("gold", "vip"), ("above 5", "bye")]
    assert to(found.otherwise) == "rest"


def test_a_comparison_that_leaves_nothing_over_has_no_dead_end():
    found = steps(action("c", "CheckVoiceId", {}, None, [("True", "bye"), ("False", "hi")]), say("hi"), BYE)["c"]
    assert to(found.otherwise) == "hi"


def test_a_comparison_without_conditions_may_go_on_in_two_ways():
    found = steps(
        action("c", "Compare", {"ComparisonValue": "$.Attributes.x"}, "hi", (), [("NoMatchingCondition", "bye")]), say("hi"), BYE
    )["c"]
    assert [(case.name, to(case.target)) for case in found.cases] == [("next", "hi")]
    assert to(found.otherwise) == "bye"


def test_opening_hours():
    found = steps(
        action("h", "CheckHoursOfOperation", {}, "shut", [("True", "hi"), ("False", "shut")], [("NoMatchingError", "shut")]),
        say("hi"),
        say("shut"),
        BYE,
    )["h"]
    assert found.asks == "hours"
    assert [(case.name, to(case.target)) for case in found.cases] == [("open", "hi"), ("closed", "shut")]


def test_hours_that_nobody_answers_are_a_check():
    found = steps(action("h", "CheckHoursOfOperation", {}, "bye", [("Maybe", "hi")]), say("hi"), BYE)["h"]
    assert found.asks == ""
    assert [case.name for case in found.cases] == ["Maybe"]


@pytest.mark.parametrize(
    ("name", "value", "case"), [("isOpen", "true", "open"), ("isOpen", "no", "closed"), ("isHoliday", "1", "closed")]
)
def test_hours_that_a_system_knows(name, value, case):
    split = action(
        "c", "Compare", {"ComparisonValue": f"$.External.{name}"}, None, [(value, "hi")], [("NoMatchingCondition", "bye")]
    )
    found = steps(split, say("hi"), BYE)["c"]
    assert (found.asks, [c.name for c in found.cases]) == ("hours", [case])


def test_other_answers_of_a_system_are_no_hours():
    split = action(
        "c", "Compare", {"ComparisonValue": "$.External.isOpen"}, None, [("soon", "hi")], [("NoMatchingCondition", "bye")]
    )
    assert steps(split, say("hi"), BYE)["c"].asks == "External.isOpen"


@pytest.mark.parametrize(
    ("type_", "parameters", "operator", "operand", "case"),
    [
        ("CheckMetricData", {"MetricType": "NumberOfAgentsStaffed"}, "NumberGreaterThan", "0", "open"),
        ("CheckMetricData", {"MetricType": "NumberOfAgentsOnline"}, "NumberLessThan", "1", "closed"),
        ("Compare", {"ComparisonValue": "$.Metrics.Agents.Online.Count"}, "Equals", "0", "closed"),
        ("CheckMetricData", {"MetricType": "NumberOfAgentsAvailable"}, "NumberGreaterThan", "0", None),
        ("CheckMetricData", {"MetricType": "NumberOfAgentsStaffed", "AgentId": "x"}, "NumberGreaterThan", "0", None),
        ("CheckMetricData", {"MetricType": "NumberOfAgentsStaffed"}, "NumberGreaterThan", "5", None),
        ("Compare", {"ComparisonValue": "$.Metrics.Queue.Size"}, "Equals", "0", None),
    ],
)
def test_whether_anybody_is_at_work_is_a_matter_of_hours(type_, parameters, operator, operand, case):
    split = action("c", type_, parameters, None, [(operand, "hi")], [("NoMatchingCondition", "bye")])
    split["Transitions"]["Conditions"][0]["Condition"]["Operator"] = operator
    found = steps(split, say("hi"), BYE)["c"]
    assert (found.asks == "hours") is (case is not None)
    assert case is None or ([each.name for each in found.cases], to(found.otherwise)) == ([case], "bye")


ANALYSED = {"AnalyticsBehavior": {"ChannelConfiguration": {"Chat": {"AnalyticsModes": ["x"]}, "Voice": {"AnalyticsModes": []}}}}


def test_a_flow_that_has_chats_analysed_and_no_calls_is_for_chats():
    heard = action("r", "UpdateContactRecordingBehavior", ANALYSED, "hi")
    assert read(flow_of(heard, say("hi"), BYE)).no_calls
    voiced = action("v", "UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Joanna"}, "r")
    assert "hi" in steps(voiced, heard, say("hi"), BYE)


def test_answers_that_only_chats_give_are_left_out():
    split = action("c", "Compare", {"ComparisonValue": "$.Channel"}, None, [("CHAT", "chat")], [("NoMatchingCondition", "hi")])
    found = steps(split, say("chat"), say("hi"), BYE)
    assert "chat" not in found
    assert to(found["c"].otherwise) == "hi"
    split = action("c", "Compare", {"ComparisonValue": "$.Channel"}, None, [("VOICE", "hi")], [("NoMatchingCondition", "chat")])
    found = steps(split, say("chat"), say("hi"), BYE)
    assert "chat" not in found


def test_a_flow_for_chats_alone_takes_no_calls():
    split = action("c", "Compare", {"ComparisonValue": "$.Channel"}, None, [("CHAT", "chat")], [("NoMatchingCondition", "bye")])
    refusal = read(flow_of(split, say("chat"), BYE))
    assert refusal.no_calls
    assert refusal.message == "this flow is for chats: with a call it does nothing but end it"


def run(name, next_="bye", errors=ERROR, **inputs):
    arn = "arn:aws:lambda:eu-west-1:1:function:find-customer"
    return action(
        name, "InvokeLambdaFunction", {"LambdaFunctionARN": arn, "LambdaInvocationAttributes": inputs}, next_, (), errors
    )


def test_a_function_gives_what_is_read_until_the_next_one():
    found = steps(
        run("one", "hi", phone="$.CustomerEndpoint.Address"),
        say("hi", "two", Text="Hello $.External.Name."),
        run("two", "amount"),
        say("amount", Text="You owe $.External.Amount."),
        say("oops"),
        BYE,
    )
    assert isinstance(found["one"], Run)
    assert (found["one"].service, found["one"].uses, found["one"].gives) == (
        "find-customer",
        ("CustomerEndpoint.Address",),
        ("External.Name",),
    )
    assert found["two"].gives == ("External.Amount",)
    assert to(found["one"].failed) == "oops"


def test_what_is_read_before_any_function_comes_from_another_flow():
    found = steps(
        say("hi", "one", Text="$.External.Name"),
        run("one", "again"),
        say("again", Text="$.External.Name $.External.b"),
        say("oops"),
        BYE,
    )
    assert found["one"].gives == ("External.b",)


def test_a_function_gets_the_attributes_that_entries_were_kept_in():
    ask = action("ask", "GetParticipantInput", {"StoreInput": "True", "Text": "Number?"}, "keep")
    keep = action("keep", "UpdateContactAttributes", {"Attributes": {"number": "$.StoredCustomerInput", "x": "1"}}, "one")
    found = steps(ask, keep, run("one"), say("oops"), BYE)
    assert found["one"].uses == ("Attributes.number",)


def test_a_profile_that_is_not_found_is_an_answer():
    errors = (("NoMatchingError", "bye"), ("NoneFoundError", "hi"), ("MultipleFoundError", "bye"))
    found = steps(action("who", "GetCustomerProfile", {}, "bye", (), errors), say("hi"), BYE)
    assert (to(found["who"].next), to(found["who"].failed)) == ("who (answer)", "bye")
    assert [(case.name, to(case.target)) for case in found["who (answer)"].cases] == [
        ("none found", "hi"),
        ("multiple found", "bye"),
    ]
    assert to(found["who (answer)"].otherwise) == "bye"


FULL = (("QueueAtCapacity", "full"), ("NoMatchingError", "bye"))


def test_a_transfer_to_a_queue_names_the_queue_that_was_set_and_passes_all_attributes():
    shown = {"ActionMetadata": {"queue": {"queue": {"text": "Sales"}}}}
    found = steps(
        action("a", "UpdateContactAttributes", {"Attributes": {"why": "x"}}, "queue"),
        action("queue", "UpdateContactTargetQueue", {"QueueId": "arn:x/queue/1"}, "go", (), ERROR),
        action("go", "TransferContactToQueue", None, "full", (), FULL),
        say("full"),
        say("oops"),
        BYE,
        metadata=shown,
    )
    go = found["go"]
    assert isinstance(go, Transfer)
    assert (go.to, go.who, go.passes, to(go.busy), to(go.failed), go.cases) == (
        "person",
        "Sales",
        ("Attributes.why",),
        "full",
        "bye",
        (),
    )
    assert isinstance(found["queue"], Set)


def test_a_few_queues_are_all_named():
    split = action("c", "Compare", {"ComparisonValue": "$.Attributes.x"}, None, [("a", "q1")], [("NoMatchingCondition", "q2")])
    found = steps(
        split,
        action("q1", "UpdateContactTargetQueue", {"QueueId": "One"}, "go"),
        action("q2", "UpdateContactTargetQueue", {"QueueId": "Two"}, "go"),
        action("go", "TransferContactToQueue", None, "bye"),
        BYE,
    )
    assert found["go"].who == "One or Two"
    assert [case.name for case in found["go"].cases] == ["next"]


def test_a_queue_that_is_set_on_some_calls_only_or_is_one_of_many_is_not_named():
    cases = [(name, name) for name in ("a", "b", "c", "d")]
    split = action("split", "Compare", {"ComparisonValue": "$.Attributes.x"}, None, cases, [("NoMatchingCondition", "bye")])
    sets = [action(name, "UpdateContactTargetQueue", {"QueueId": name}, "go") for name, _ in cases]
    assert steps(split, *sets, action("go", "TransferContactToQueue"), BYE)["go"].who == ""
    split = action("split", "Compare", {"ComparisonValue": "$.Attributes.x"}, None, [("a", "a")], [("NoMatchingCondition", "go")])
    assert steps(split, sets[0], action("go", "TransferContactToQueue"), BYE)["go"].who == ""


def test_an_agent_whom_a_system_names_may_not_exist():
    found = steps(
        action("agent", "UpdateContactTargetQueue", {"AgentId": "$.External.User"}, "go", (), ERROR),
        action("go", "TransferContactToQueue"),
        say("oops"),
        BYE,
    )
    assert isinstance(found["agent"], Check)
    assert [(case.name, to(case.target)) for case in found["agent"].cases] == [("yes", "go")]
    assert to(found["agent"].otherwise) == "oops"
    assert "External.User" in found["go"].passes


def test_a_transfer_to_a_number():
    parameters = {
        "ThirdPartyPhoneNumber": "$.External.n",
        "ThirdPartyConnectionTimeLimitSeconds": "30",
        "ContinueFlowExecution": "True",
    }
    errors = (("CallFailed", "busy"), ("ConnectionTimeLimitExceeded", "late"), ("NoMatchingError", "bye"))
    found = steps(
        action("out", "TransferParticipantToThirdParty", parameters, "after", (), errors),
        say("busy"),
        say("late"),
        say("after"),
        BYE,
    )["out"]
    assert (found.to, found.number, found.dials, found.wait, found.passes) == ("person", "{External.n}", ("External.n",), 30, ())
    assert (to(found.busy), to(found.no_answer), to(found.failed)) == ("busy", "late", "bye")
    assert [(case.name, to(case.target)) for case in found.cases] == [("after the call", "after")]
    parameters["ContinueFlowExecution"] = "False"
    assert not steps(action("out", "TransferParticipantToThirdParty", parameters, "bye"), BYE)["out"].cases


def test_a_callback():
    wrong = (("InvalidCallbackNumber", "oops"), ("CallbackNumberNotDialable", "oops"))
    found = steps(
        action("number", "UpdateContactCallbackNumber", {"CallbackNumber": "$.Attributes.n"}, "call", (), wrong),
        action("call", "CreateCallbackContact", {"QueueId": "Sales"}, "thanks", (), ERROR),
        say("thanks"),
        say("oops"),
        BYE,
    )
    assert [(case.name, to(case.target)) for case in found["number"].cases] == [
        ("invalid callback number", "oops"),
        ("callback number not dialable", "oops"),
    ]
    assert to(found["number"].otherwise) == "call"
    assert isinstance(found["call"], Message)
    assert (found["call"].kind, found["call"].who, to(found["call"].next)) == ("callback", "Sales", "thanks")
    assert isinstance(steps(action("number", "UpdateContactCallbackNumber", {}, "bye"), BYE)["number"], Set)


def test_another_flow_that_is_not_in_the_run_is_not_known():
    found = steps(
        action("go", "TransferToFlow", {"ContactFlowId": "{{contactFlows.Main.arn}}"}, "oops", (), ERROR), say("oops"), BYE
    )
    assert isinstance(found["go"], Unknown)
    assert (found["go"].what, found["go"].cases) == ("flow Main", ())
    found = steps(action("go", "TransferToFlow", {"ContactFlowId": "$.External.next"}, "oops", (), ERROR), say("oops"), BYE)
    assert [(case.name, to(case.target)) for case in found["go"].cases] == [("error", "oops")]


def test_a_module_that_is_not_in_the_run_comes_back():
    found = steps(action("m", "InvokeFlowModule", {"FlowModuleId": "1"}, "bye", (), ERROR), say("oops"), BYE)["m"]
    assert isinstance(found, Visit)
    assert (found.flow, to(found.next), to(found.failed)) == (None, "bye", "oops")
    found = steps(action("m", "InvokeFlowModule", {}, "bye", [("Done", "hi")], ERROR), say("hi"), say("oops"), BYE)
    assert to(found["m"].next) == "m (answer)"
    assert [(case.name, to(case.target)) for case in found["m (answer)"].cases] == [("Done", "hi")]


def test_ends():
    assert isinstance(steps(say("hi"), BYE)["bye"], HangUp)
    assert isinstance(steps(action("end", "EndFlowExecution"))["end"], HangUp)
    flow = read(flow_of(action("end", "EndFlowModuleExecution"), Settings={}))
    assert isinstance(flow.steps["end"], Return)
    assert [entry.name for entry in flow.entries] == ["module"]
    assert isinstance(read(flow_of(action("end", "EndFlowExecution"), Settings={})).steps["end"], Return)


def test_who_waits_in_a_queue_may_be_answered_meanwhile():
    hold = action(
        "hold",
        "MessageParticipantIteratively",
        {"Messages": [{"Text": "Please hold."}, {"PromptId": "jazz.wav"}]},
        None,
        [("MessagesInterrupted", "end")],
        ERROR,
    )
    flow = read(flow_of(hold, action("end", "EndFlowExecution"), say("oops"), BYE, start="hold"))
    assert flow.entries[0].start == "(waiting in the queue)"
    wait = flow.steps["(waiting in the queue)"]
    assert (wait.to, wait.elsewhere, [to(case.target) for case in wait.cases]) == ("person", True, ["hold"])
    assert to(flow.steps["end"].next) == "(waiting in the queue)"
    assert (flow.steps["hold"].prompt.text, flow.steps["hold"].prompt.audio) == ("Please hold.", "jazz.wav")
    assert not flow.steps["hold"].prompt.complete
    quiet = action("hold", "MessageParticipantIteratively", {"Messages": [{"Text": "Please hold."}]}, None, (), ERROR)
    assert to(read(flow_of(quiet, say("oops"), BYE)).steps["hold"].next) == "(waiting in the queue)"


@pytest.mark.parametrize(
    "kind", ["agentWhisper", "customerWhisper", "outboundWhisper", "agentHold", "customerHold", "AGENT_TRANSFER", "queueTransfer"]
)
def test_flows_in_which_nobody_finds_a_way_take_no_calls(kind):
    refusal = read(flow_of(say("hi"), BYE, metadata={"type": kind}))
    assert refusal.no_calls
    assert refusal.message.startswith("no call comes in at this flow: it is what a")


def test_actions_that_the_caller_does_not_notice_are_passed_by():
    for type_ in (
        "UpdateFlowLoggingBehavior",
        "UpdateContactRoutingBehavior",
        "TagContact",
        "GetMetricData",
        "StartVoiceIdStream",
        "UnTagContact",
        "AssociateContactToCustomerProfile",
        "CreatePersistentContactAssociation",
        "CreateWisdomSession",
        "CompleteOutboundCall",
        "ResumeContact",
        "StartOutboundChatContact",
    ):
        found = steps(action("x", type_, {}, "bye", (), ERROR), say("oops"), BYE)
        assert isinstance(found["x"], Set)
        assert to(found["x"].next) == "bye"
        assert "oops" not in found


def test_errors_that_only_chats_have_are_no_way():
    mismatch = [*ERROR, ("ChannelMismatch", "oops"), ("InFlightRedactionConfigurationFailed", "oops")]
    found = steps(action("x", "UpdateContactRecordingAndAnalyticsBehavior", {}, "bye", (), mismatch), say("oops"), BYE)
    assert isinstance(found["x"], Set)
    assert "oops" not in found


@pytest.mark.parametrize(
    ("type_", "conditions"),
    [
        ("Loop", [("ContinueLooping", "bye"), ("DoneLooping", "bye")]),
        ("Compare", [("a", "bye"), ("b", "bye")]),
        ("DistributeByPercentage", [("50", "bye"), ("60", "bye")]),
        ("Wait", [("WaitCompleted", "bye"), ("CustomerReturned", "bye")]),
    ],
)
def test_a_decision_that_breaks_down_is_no_way(type_, conditions):
    found = steps(action("x", type_, {}, None, conditions, ERROR), say("oops"), BYE)
    assert "oops" not in found


@pytest.mark.parametrize(
    "type_", ["EvaluateDataTableValues", "ListDataTableValues", "UpsertDataTableValues", "LoadContactContent"]
)
def test_tables_and_contents_are_looked_up(type_):
    found = steps(action("x", type_, {"DataTableId": "t"}, "hi", (), ERROR), say("hi", Text="$.DataTables.q.a"), say("oops"), BYE)
    assert isinstance(found["x"], Run)
    assert (to(found["x"].next), to(found["x"].failed)) == ("hi", "oops")
    assert found["x"].gives == (("DataTables.q.a",) if type_.startswith(("Evaluate", "List")) else ())


def test_an_action_that_is_not_known_keeps_all_its_ways():
    made = action(
        "x",
        "FrobnicateContact",
        {"Text": "Say it $.External.a.", "b": "$.Attributes.c"},
        "last",
        [("yes", "hi"), ("yes", "bye")],
        ERROR,
    )
    found = steps(made, say("hi"), say("oops"), say("last"), BYE)
    assert found["x"].prompt.text == "Say it {External.a}."
    unknown = found["x (unknown)"]
    assert (unknown.what, unknown.uses) == ("FrobnicateContact", ("External.a", "Attributes.c"))
    assert [(case.name, to(case.target)) for case in unknown.cases] == [
        ("yes", "hi"),
        ("yes (2)", "bye"),
        ("next", "last"),
        ("error", "oops"),
    ]


def test_words_of_the_editor_are_a_problem_and_mean_what_they_say():
    flow = read(
        flow_of(
            action("hi", "PlayPrompt", {"Text": "Hello."}, "ask"),
            action("ask", "GetUserInput", {"Text": "What?"}, "f"),
            action("f", "InvokeExternalResource", {"FunctionArn": "arn:x:function:f"}, "end", (), [("Lambda", "end")]),
            action("end", "Disconnect"),
        )
    )
    assert [problem.message for problem in flow.problems] == [
        "`PlayPrompt` is no action of the Flow language: its name there is `MessageParticipant`",
        "`GetUserInput` is no action of the Flow language: its name there is `GetParticipantInput`",
        "`InvokeExternalResource` is no action of the Flow language: its name there is `InvokeLambdaFunction`",
        "`Disconnect` is no action of the Flow language: its name there is `DisconnectParticipant`",
    ]
    assert isinstance(flow.steps["hi"], Say)
    assert isinstance(flow.steps["ask (unknown)"], Unknown)
    assert (flow.steps["f"].service, to(flow.steps["f"].failed)) == ("f", "end")
    assert isinstance(flow.steps["end"], HangUp)


def test_steps_without_a_name_of_their_own_are_named_after_what_they_are():
    one, two = "c782111c-1b48-4c4c-8249-9ac2afd1acd4", "c782111c-1b48-4c4c-8249-9ac2afd1acd5"
    ids = ["11111111-1b48-4c4c-8249-9ac2afd1acd4", "22222222-1b48-4c4c-8249-9ac2afd1acd4", "33333333-1b48-4c4c-8249-9ac2afd1acd4"]
    found = steps(
        action(one, "MessageParticipant", {"Text": "a"}, two),
        action(two, "MessageParticipant", {"Text": "b"}, ids[0]),
        action(ids[0], "Compare", {"ComparisonValue": "$.External.vip"}, ids[1]),
        action(ids[1], "UpdateContactAttributes", {"Attributes": {"tier": "gold"}}, ids[2]),
        action(
            ids[2],
            "InvokeLambdaFunction",
            {"LambdaFunctionARN": "{{lambdaFunctions.find.arn}}"},
            "a.json",
            (),
            [("NoMatchingError", "a.json")],
        ),
        action("a.json", "DisconnectParticipant"),
    )
    assert list(found) == [
        "Play prompt c782111c",
        f"Play prompt {two}",
        "Check vip 11111111",
        "Set tier 22222222",
        "Lambda find 33333333",
        "a.json (step)",
    ]
