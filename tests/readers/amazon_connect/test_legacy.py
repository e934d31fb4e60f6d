"""The older export of the editor."""

from ivrlint.flow import Check, Collect, HangUp, Menu, Run, Say, Set, Transfer
from tests.readers.amazon_connect.building import export, module, read, to, value

BYE = module("bye", "Disconnect")
FAILS = (("Error", "bye"),)


def steps(*modules, **more):
    flow = read(export(*modules, **more))
    assert not flow.problems
    return flow.steps


def ok(to_):
    return [("Success", to_), ("Error", "bye")]


def test_words_of_which_the_namespace_says_that_they_are_an_attribute():
    found = steps(
        module("a", "PlayPrompt", [value("Text", "greeting", "External"), value("TextToSpeechType", "text")], ok("b")),
        module("b", "PlayPrompt", [value("Text", "<speak>Hi</speak>"), value("TextToSpeechType", "ssml")], ok("c")),
        module("c", "PlayPrompt", [value("AudioPrompt", "arn:x/prompt/1", resourceName="Beep.wav")], ok("bye")),
        BYE,
    )
    assert found["a"].prompt.text == "{External.greeting}"
    assert (found["b"].prompt.text, found["b"].prompt.complete) == ("Hi", True)
    assert found["c"].prompt.audio == "Beep.wav"
    assert isinstance(found["a"], Say)
    assert isinstance(found["bye"], HangUp)


def test_a_menu():
    branches = [("Evaluate", "bye", "Equals", "1"), ("Timeout", "q"), ("NoMatch", "w"), ("Error", "bye")]
    found = steps(
        module(
            "m", "GetUserInput", [value("Text", "Press 1."), value("Timeout", "7"), value("MaxDigits", "1")], branches, "Digits"
        ),
        module("q", "PlayPrompt", [value("Text", "q")], ok("bye")),
        module("w", "PlayPrompt", [value("Text", "w")], ok("bye")),
        BYE,
    )["m"]
    assert isinstance(found, Menu)
    assert [(option.key, to(option.target)) for option in found.options] == [("1", "bye")]
    assert (found.no_input.after, to(found.no_input.then), to(found.no_match.then)) == (7, "q", "w")


def test_an_entry_that_is_kept_and_looked_at():
    found = steps(
        module(
            "ask",
            "StoreUserInput",
            [value("Text", "Enter it."), value("Timeout", "8"), value("MaxDigits", 6), value("TerminatorDigits", "*")],
            ok("keep"),
        ),
        module("keep", "SetAttributes", [value("Attribute", "Stored customer input", "System", key="pin")], ok("look")),
        module(
            "look",
            "CheckAttribute",
            [value("Attribute", "pin"), value("Namespace", "User Defined")],
            [("Evaluate", "f", "Equals", "1"), ("NoMatch", "bye")],
        ),
        module(
            "f",
            "InvokeExternalResource",
            [value("FunctionArn", "arn:x:function:f"), value("Parameter", "Customer Number", "System", key="n")],
            ok("bye"),
            "Lambda",
        ),
        BYE,
    )
    assert isinstance(found["ask"], Collect)
    assert (found["ask"].digits, found["ask"].finish_on, found["ask"].no_input.after) == ((1, 6), "*", 8)
    assert [(v.name, v.value) for v in found["keep"].values] == [("Attributes.pin", "{StoredCustomerInput}")]
    assert isinstance(found["look"], Check)
    assert found["look"].uses == ("Attributes.pin", "StoredCustomerInput")
    assert isinstance(found["f"], Run)
    assert (found["f"].service, found["f"].uses) == ("f", ("CustomerEndpoint.Address", "Attributes.pin"))


def test_a_bot():
    branches = [("Evaluate", "bye", "Equals", "SalesIntent"), ("NoMatch", "w"), ("Error", "w")]
    found = steps(
        module("m", "GetUserInput", [value("Text", "How can I help?"), value("BotName", "B")], branches, "Lex"),
        module("w", "PlayPrompt", [value("Text", "w")], ok("bye")),
        BYE,
    )["m"]
    assert [(option.key, option.label) for option in found.options] == [("", "sales")]


def test_transfers_hours_and_staffing():
    found = steps(
        module("h", "CheckHoursOfOperation", [], [("True", "s"), ("False", "bye"), ("Error", "bye")]),
        module("s", "CheckStaffing", [value("Status", "Available")], [("True", "q"), ("False", "bye"), ("Error", "bye")]),
        module("q", "SetQueue", [value("Queue", "arn:x/queue/1", resourceName="Sales")], ok("t")),
        module("t", "Transfer", [], [("AtCapacity", "n"), ("Error", "bye")], "Queue"),
        module(
            "n",
            "Transfer",
            [value("PhoneNumber", "+441"), value("TimeLimit", "20"), value("BlindTransfer", False)],
            [("Success", "bye"), ("CallFailure", "f"), ("Timeout", "f"), ("Error", "bye")],
            "PhoneNumber",
        ),
        module("f", "Transfer", [value("ContactFlowId", "arn:x/contact-flow/9", resourceName="Next flow")], FAILS, "Flow"),
        BYE,
    )
    assert [(case.name, to(case.target)) for case in found["h"].cases] == [("open", "s"), ("closed", "bye")]
    assert [(case.name, to(case.target)) for case in found["s"].cases] == [("True", "q"), ("False", "bye")]
    assert isinstance(found["t"], Transfer)
    assert (found["t"].who, to(found["t"].busy), to(found["t"].failed)) == ("Sales", "n", "bye")
    assert (found["n"].number, found["n"].wait, to(found["n"].busy), to(found["n"].no_answer)) == ("+441", 20, "f", "f")
    assert [to(case.target) for case in found["n"].cases] == ["bye"]
    assert found["f"].what == "flow Next flow"


def test_a_queue_flow_with_a_loop_of_prompts():
    found = steps(
        module(
            "l",
            "LoopPrompts",
            [
                value("Text", "Hold on.", key="text"),
                value("AudioPrompt", "arn:x/prompt/1", key="a"),
                value("InterruptSeconds", 60),
            ],
            [("Timeout", "r"), ("Error", "bye")],
            audio=[{"id": "arn:x/prompt/1", "text": "Jazz.wav"}],
        ),
        module("r", "Resume"),
        BYE,
        kind="customerQueue",
    )
    assert (found["l"].prompt.text, found["l"].prompt.audio, to(found["l"].next)) == ("Hold on.", "Jazz.wav", "r")
    assert to(found["r"].next) == "(waiting in the queue)"


def test_settings_and_counters():
    found = steps(
        module("v", "SetVoice", [value("GlobalVoice", "Amy")], ok("e")),
        module(
            "e", "SetEventHook", [value("Type", "CustomerQueue"), value("ContactFlowId", "arn:x", resourceName="Hold")], ok("s")
        ),
        module("s", "StartMediaStreaming", [], ok("l")),
        module("l", "Loop", [value("LoopCount", "3")], [("Looping", "p"), ("Complete", "bye")]),
        module("p", "PlayPrompt", [value("Text", "Again.")], [("Success", "l")]),
        BYE,
    )
    assert all(isinstance(found[name], Set) for name in "ves")
    assert found["p"].prompt.language == "en-GB"
    assert to(found["s"].next) == "p"
    assert to(found["p"].next) == "l"
    assert to(found["l"].otherwise) == "bye"


def test_what_is_wrong_with_modules():
    tree = export(module("a", "Disconnect"), module("a", "Disconnect"))
    tree["modules"] += [5, {"type": "Disconnect"}, {"id": "b", "type": "PlayPrompt", "branches": 5}, {"id": "c", "branches": [5]}]
    assert [problem.message for problem in read(tree).problems] == [
        "there are two modules with the id 'a': only the first one counts",
        "a module must be an object",
        "a module must have an `id`",
        "`branches` must be a list",
        "each of the `branches` must be an object",
    ]


def test_a_flow_is_named_as_its_author_did():
    assert read(export(BYE, name="Main line")).name == "Main line"
