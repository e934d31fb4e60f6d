"""Flows as the editor exports them: base64 around percent signs around JSON, and the same steps as from Archy's YAML."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, unquote

import pytest
from architect import action, audio, choice, choices, container, document, encoded, goes, read, refused, said, step, value

from ivrlint.flow import Check, Collect, HangUp, Menu, Run, Say, Set, Transfer, Unknown, Visit
from ivrlint.readers import genesys

HELLO = container(
    "T",
    action("a", "PlayAudioAction", "b", name="Hello", prompts=audio('AudioPlaybackOptions(ToAudioTTS("Good morning."), false)')),
    action("b", "DisconnectAction", name="Bye"),
)


# How a file is recognised and decoded


def test_an_export_is_recognised_by_what_it_holds_also_cut_off_or_in_several_lines() -> None:
    text = encoded(document(HELLO))
    assert genesys.recognise(text)
    assert genesys.recognise(text[:301])
    assert genesys.recognise("\n".join(text[at : at + 76] for at in range(0, len(text), 76)))
    assert genesys.recognise(quote(json.dumps(document(HELLO))))
    assert genesys.recognise(json.dumps(document(HELLO)))


@pytest.mark.parametrize(
    "other",
    [
        base64.b64encode(quote('{"name": "no flow at all", "items": [1, 2, 3]}').encode()).decode(),
        "JTdC",
        "eyJhbGciOiJIUzI1NiJ9",
        "JTdC is how it begins",
        "%7Bnothing%7D",
        '{"flowSequence": []}',
        '["flowSequenceItemList", "initialSequence"]',
    ],
)
def test_other_files_are_not_recognised(other: str) -> None:
    assert not genesys.recognise(other)


@pytest.mark.parametrize("width", [0, 60])
def test_everything_is_marked_in_the_base64_text(width: int) -> None:
    text = encoded(document(container("T", action("ä", "DisconnectAction", name="Adiós — Ende"))))
    lines = [text[at : at + width] for at in range(0, len(text), width)] if width else [text]
    mark = step(read("\n".join(lines)), "Adiós — Ende", HangUp).mark
    assert mark.end_line == mark.line
    assert mark.end_column > mark.column
    start = sum(len(line) for line in lines[: mark.line - 1]) + mark.column - 1
    inside = unquote(base64.b64decode(text[start // 4 * 4 : start // 4 * 4 + 40]).decode(), errors="ignore")
    assert "Adi" in inside


def test_plain_json_is_marked_where_it_stands() -> None:
    text = json.dumps(document(HELLO), indent=1)
    mark = step(read(text), "Hello", Say).mark
    assert text.splitlines()[mark.line - 1][mark.column - 1 : mark.end_column - 1] == '"Hello"'


def test_percent_signs_without_base64_are_read() -> None:
    assert read(quote(json.dumps(document(HELLO)))).entries[0].start == "Hello"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (encoded(document(HELLO))[:-7] + "*", "is not whole: this is no base64"),
        (encoded(document(HELLO))[:400], "what this export holds is not whole"),
        (base64.b64encode(quote('{"defaultLanguage": 1, "initialSequence": ').encode() + b"\xff\xff").decode(), "is no text"),
        (base64.b64encode(b"%7B%22%FF%FE").decode(), "no text in UTF-8"),
        (encoded(document(HELLO, flowSequenceItemList=3)), "no `flowSequenceItemList`"),
        (base64.b64encode(b"%5B1%5D").decode(), "must hold an object"),
    ],
)
def test_what_is_broken_is_refused_with_one_line(text: str, message: str) -> None:
    refusal = refused(text)
    assert message in refusal.message
    assert refusal.line == 1
    assert 1 <= refusal.column <= len(text) + 1
    assert not refusal.no_calls


def test_an_export_that_is_too_large_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivrlint.readers.genesys.encoding.LARGEST", 10)
    assert "is too large" in refused(encoded(document(HELLO))).message


@pytest.mark.parametrize(
    ("type_", "message"),
    [("workflow", "this is a workflow"), ("digitalbot", "this is a digital bot flow"), ("dance", "of the type 'dance'")],
)
def test_flows_that_nobody_calls_are_refused_politely(type_: str, message: str) -> None:
    refusal = refused(encoded(document(HELLO, type_=type_)))
    assert message in refusal.message
    assert refusal.no_calls


def test_a_configuration_inside_an_answer_of_the_api_is_read() -> None:
    assert read(json.dumps({"id": "x", "configuration": document(HELLO)})).name == "Harbour"


# Tasks


def test_actions_follow_one_another_by_their_ids() -> None:
    flow = read(encoded(document(HELLO, initialPrompts=audio('ToAudioTTS("Welcome.")'))))
    assert flow.entries[0].start == "Initial Greeting"
    assert goes(step(flow, "Initial Greeting", Say).next) == "Hello"
    hello = step(flow, "Hello", Say)
    assert goes(hello.next) == "Bye"
    assert hello.prompt is not None
    assert (hello.prompt.text, hello.prompt.barge_in) == ("Good morning.", False)
    assert flow.language == "en-US"


def test_a_way_that_leads_nowhere_goes_on_where_its_block_does() -> None:
    flow = read(
        encoded(
            document(
                container(
                    "T",
                    action("d", "DecisionAction", "end", {"Yes": "play", "No": ""}, expression=value("Flow.Open", "bln")),
                    action("play", "PlayAudioAction", prompts=audio('ToAudioTTS("Open.")')),
                    action("end", "DisconnectAction"),
                )
            )
        )
    )
    check = step(flow, "d", Check)
    assert (goes(check.cases[0].target), goes(check.otherwise), check.asks, check.uses) == (
        "play",
        "end",
        "Flow.Open",
        ("Flow.Open",),
    )
    assert goes(step(flow, "play", Say).next) == "end"


def test_values_are_read_and_given() -> None:
    look = action(
        "look",
        "DataAction",
        "bye",
        {"Success": "set", "Failure": "", "Timeout": ""},
        actionName="Find order",
        inputs=[{"name": "n", "value": value("Flow.Number")}, {"name": "secret", "value": value("abc", literal=True)}],
        outputs=[{"name": "s", "value": value("Task.State")}],
        errorBindings=[{"name": "e", "value": value("Task.Error")}],
    )
    sets = action(
        "set",
        "UpdateVariableAction",
        variables=[{"variable": value("Flow.A"), "expression": value("Flow.Number")}, {"nothing": 1}],
    )
    tell = action(
        "tell",
        "SetAttributesAction",
        attributes=[
            {"name": value('"Order"'), "value": value("Flow.Number")},
            {"name": "Plain", "value": value("x", literal=True)},
        ],
    )
    put = action("put", "TransferPureMatchAction", paths={"Failure": ""}, queues=[value("Sales", "que", literal=True)])
    flow = read(encoded(document(container("T", {**look, "nextAction": "tell"}, sets, {**tell, "nextAction": "put"}, put))))
    run = step(flow, "look", Run)
    assert (run.service, run.uses, run.gives) == ("Find order", ("Flow.Number",), ("Task.State",))
    assert (goes(run.next), goes(run.failed)) == ("set", "tell")
    assert [(each.name, each.reads) for each in step(flow, "set", Set).values] == [("Flow.A", ("Flow.Number",))]
    transfer = step(flow, "put", Transfer)
    assert (transfer.who, transfer.passes, transfer.failed) == ("Sales", ("Order", "Plain"), None)


def test_entries_and_their_settings() -> None:
    ask = action(
        "ask",
        "CollectInputAction",
        "bye",
        {"Success": "", "Failure": "cut"},
        verification=True,
        numberOfDigitsMin=value("4", "int", literal=True),
        numberOfDigitsMax=value("6", "int", literal=True),
        noEntryTimeout=value("", "dur"),
        resultData=value("Flow.Pin"),
        prompts=audio('ToAudioTTS("Your PIN, please.")'),
    )
    items = container("T", ask, action("cut", "DisconnectAction"), action("bye", "DisconnectAction"))
    defaults = {"CollectInputAction": {"noEntryTimeout": value("P0D0H0M8S500F", "dur", literal=True)}}
    collect = step(read(encoded(document(items, defaultSettings=defaults))), "ask", Collect)
    assert (collect.variable, collect.digits, collect.confirm, collect.what) == ("Flow.Pin", (4, 6), "read_back", "pin")
    assert collect.no_input is not None
    assert (collect.no_input.after, goes(collect.no_input.then), goes(collect.next)) == (8.5, "cut", "bye")


def test_loops_and_switches() -> None:
    flow = read(
        encoded(
            document(
                container(
                    "T",
                    action("loop", "LoopAction", "which", {"Loop": "in"}),
                    action("in", "DecisionAction", "", {"Yes": "out", "No": "next"}, expression=value("Flow.X")),
                    action("out", "ExitLoopAction"),
                    action("next", "NextLoopAction"),
                    action("which", "SwitchAction", "end", {"Case A": "a", "Default": ""}),
                    action("a", "TeleportAction"),
                    action("end", "DisconnectAction"),
                )
            )
        )
    )
    loop, inside, which = (step(flow, name, Check) for name in ("loop", "in", "which"))
    assert (goes(loop.cases[0].target), goes(loop.otherwise)) == ("in", "which")
    assert (goes(inside.cases[0].target), goes(inside.otherwise)) == ("which", "loop")
    assert ([(case.name, goes(case.target)) for case in which.cases], goes(which.otherwise)) == ([("case 1", "a")], "end")
    assert step(flow, "a", Unknown).what == "teleport"


def test_an_empty_loop_goes_round() -> None:
    flow = read(
        encoded(document(container("T", action("loop", "LoopAction", "end", {"Loop": ""}), action("end", "DisconnectAction"))))
    )
    assert goes(step(flow, "loop", Check).cases[0].target) == "loop"


def test_a_bot_goes_on_by_its_intents() -> None:
    robot = action("robot", "CallDialogflowBotAction", "end", {"Failure": ""}, botName="Helper")
    robot["paths"].append({"label": "order.pizza", "outputId": "1-2-3", "nextActionId": "end"})
    flow = read(encoded(document(container("T", robot, action("end", "DisconnectAction")))))
    bot = step(flow, "robot", Transfer)
    assert (bot.to, bot.who, [(case.name, goes(case.target)) for case in bot.cases]) == (
        "bot",
        "Helper",
        [("order.pizza", "end")],
    )


def test_what_is_missing_is_a_problem_and_no_error() -> None:
    broken = container(
        "T", action("a", "PlayAudioAction", "gone", {"Success": "lost"}), {"__type": "DisconnectAction"}, 7, startAction="nothing"
    )  # type: ignore[arg-type]
    flow = read(encoded(document(broken, choices("M", {"id": "x"}, "words"))))  # type: ignore[arg-type]
    assert said(flow) == [
        "the task where calls come in does nothing",
        "T: the first action does not exist",
        "a: what follows does not exist",
        "a: what follows does not exist",
        "M: a choice must have an `action`",
        "M: a choice must have an `action`",
    ]


def test_a_flow_that_begins_nowhere_is_a_problem() -> None:
    assert said(read(encoded(document()))) == ["there is no `initialSequence`: nothing tells where a call comes in"]
    assert said(read(encoded(document(HELLO, initialSequence="gone")))) == ["calls come in at 'gone', which does not exist"]


# Menus


SALES = choice(1, action("s", "TransferPureMatchAction", queues=[value("Sales", "que", literal=True)], name="Sales"))


def test_a_menu_has_its_choices_settings_and_default() -> None:
    menus = {
        "promptRepeatCount": value("2", "int", literal=True),
        "promptRepeatDelay": value("P0D0H0M7S0F", "dur", literal=True),
        "useExtensionDialing": value("false", "bln", literal=True),
    }
    back = choice("star", action("r", "RepeatMenuAction", name="Again"), globalDtmf=True)
    spoken = choice(None, action("x", "DisconnectAction", name="Stop"), speechRecTerms={"en-US": ["stop", {"term": "end"}]})
    main = choices("M", SALES, back, spoken, defaultMenuChoice="choice 1")
    flow = read(encoded(document(main, choices("Other", SALES), defaultSettings={"Menu": menus})))
    found = step(flow, "M", Menu)
    assert [(option.key, option.phrases, goes(option.target)) for option in found.options] == [
        ("1", (), "Sales (M)"),
        ("*", (), "M"),
        ("", ("stop", "end"), "Stop"),
    ]
    assert found.no_input is not None
    assert (found.no_input.after, found.no_input.tries, goes(found.no_input.then), found.next_digit) == (7, 2, "Sales (M)", 0)
    assert [(option.key, goes(option.target)) for option in step(flow, "Other", Menu).options] == [
        ("1", "Sales (Other)"),
        ("*", "M"),
    ]


def test_choices_lead_to_tasks_and_menus() -> None:
    task = choice(1, action("t", "TaskAction", taskReference="T", name="Opening hours"))
    jump = choice(2, action("j", "TransferTaskAction", taskReference="T", name="Jump"))
    sub = choice(3, action("m", "MenuAction", menuReference="Sub", name="More"))
    previous = choice(9, action("p", "PreviousMenuAction", name="Back"))
    flow = read(encoded(document(choices("M", task, jump, sub), choices("Sub", previous), HELLO)))
    assert [goes(option.target) for option in step(flow, "M", Menu).options] == ["Hello", "Hello", "Sub"]
    assert goes(step(flow, "Back", Set).next) == "M"


def test_a_task_that_is_called_comes_back() -> None:
    call = action("c", "TaskAction", "end", {"Default": ""}, taskReference="Inner")
    inner = container("Inner", action("i", "PlayAudioAction", prompts=audio('ToAudioTTS("x")')))
    flow = read(encoded(document(container("T", call, action("end", "DisconnectAction")), inner)))
    visit = step(flow, "c", Visit)
    assert visit.flow is not None
    assert (visit.flow.to, goes(visit.next), goes(step(flow, "i", Say).next)) == ("i", "end", "Inner (end)")


@pytest.mark.parametrize(
    ("handling", "kind", "leads"),
    [
        ({"handlingType": "Queue", "queue": value("Desk", "que", literal=True)}, Transfer, "-"),
        ({"handlingType": "Menu", "menuReference": "M"}, Say, "M"),
        ({"handlingType": "Task", "taskReference": "T"}, Say, "Hello"),
        ({"handlingType": "Disconnect"}, HangUp, "-"),
    ],
)
def test_mistakes_lead_to_the_event_handling_of_the_flow(handling: dict[str, object], kind: type, leads: str) -> None:
    flow = read(encoded(document(choices("M", SALES), HELLO, errorHandling={"audio": audio('ToAudioTTS("Sorry.")'), **handling})))
    found = step(flow, "(event handling)", kind)
    assert found.prompt is not None
    assert (found.prompt.text, goes(getattr(found, "next", None))) == ("Sorry.", leads)


def test_what_callers_hear_in_a_queue() -> None:
    music = action("Music", "HoldMusicAction", prompt=value("on_hold_music", "pmt", literal=True))
    flow = read(encoded(document(container("In-Queue Task", music, type_="LoopTask"), type_="inqueuecall")))
    found = step(flow, "Music", Transfer)
    assert [(case.name, goes(case.target)) for case in found.cases] == [("the music ends", "(waiting in the queue)")]
    assert flow.entries[0].start == "(waiting in the queue)"
    assert found.prompt is not None
    assert found.prompt.audio == "on_hold_music"
