"""Fulfilments: words, values, variants, webhooks and hand-offs."""

from __future__ import annotations

from typing import Any

import pytest
from cx_agents import AGENT, START, asks, page, read_agent, route, said, steps, to

from ivrlint.flow import AnyStep, Assignment, Check, HangUp, Prompt, Run, Say, Set, Transfer, Unknown
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.fulfilment import DEEPEST

END = {"condition": "true", "targetPage": "End Session"}


def doing(fulfilment: dict[str, Any], **members: Any) -> list[AnyStep]:
    """The steps of a fulfilment in the order of the call."""
    return list(steps([route(triggerFulfillment=fulfilment, **END)], **members).values())


def prompt(*messages: dict[str, Any], agent: dict[str, Any] = AGENT) -> Prompt:
    """The only prompt that some messages are."""
    (first, *_) = doing({"messages": list(messages)}, agent=agent)
    assert isinstance(first, Say)
    assert first.prompt
    return first.prompt


def text(*variants: str, code: str = "en") -> dict[str, Any]:
    """A message of words."""
    return {"text": {"text": list(variants)}, "languageCode": code}


def test_the_first_variant_of_a_text_is_said_and_messages_follow_one_another() -> None:
    assert prompt(text("Hello.", "Hi."), text("How are you?")).text == "Hello. How are you?"


def test_words_for_the_voice_replace_the_same_words_for_the_eye() -> None:
    spoken = {
        "outputAudioText": {
            "ssml": "<speak>Your bill is <say-as interpret-as='x'>five</say-as>&amp;ten <break time='1s'/>.</speak>"
        },
        "languageCode": "en",
    }
    assert prompt(text("Your bill: 5"), spoken).text == "Your bill is five &ten."
    assert prompt({"outputAudioText": {"text": "Plain."}}).text == "Plain."


def test_markup_inside_a_text_is_left_out_and_other_brackets_stay() -> None:
    assert prompt(text("<speak>Press < or >, <b>now</b>.</speak>")).text == "Press < or >, <b>now</b>."


@pytest.mark.parametrize(
    ("codes", "wanted", "heard"),
    [
        (("en", "es"), "es", "es"),
        (("en", "es-MX"), "es", "es-MX"),
        (("fr", "fr-ca"), "fr-CA", "fr-ca"),
        (("de", "en"), "it", "de"),
        (("de", ""), "it", ""),
    ],
)
def test_the_language_of_the_agent_comes_first(codes: tuple[str, str], wanted: str, heard: str) -> None:
    found = prompt(*(text(code or "none", code=code) for code in codes), agent={**AGENT, "defaultLanguageCode": wanted})
    assert found.text == (heard or "none")
    assert found.language == ("" if heard.lower() in (wanted.lower(), "") else heard)


def test_a_recording_is_named_as_it_is_written() -> None:
    played = prompt({"playAudio": {"audioUri": "gs://b/welcome.wav", "allowPlaybackInterruption": False}})
    assert (played.text, played.audio, played.barge_in) == ("", "gs://b/welcome.wav", False)
    mixed = prompt({"mixedAudio": {"segments": [{"uri": "a.wav"}, {"uri": "b.wav"}, {"audio": "UklG"}]}})
    assert mixed.audio == "a.wav & b.wav"
    assert prompt({"mixedAudio": {"segments": [{"audio": "UklG"}]}}).audio == "recording"


def test_a_recording_among_words_leaves_them_incomplete() -> None:
    both = prompt({"outputAudioText": {"ssml": '<speak>Please hold.<audio src="music.wav">music</audio></speak>'}})
    assert (both.text, both.audio, both.complete) == ("Please hold.", "music.wav", False)
    alone = prompt({"outputAudioText": {"ssml": "<speak><audio src='music.wav'/></speak>"}})
    assert (alone.text, alone.audio) == ("", "music.wav")
    assert prompt(text("<audio>Words.")).text == "Words."


def test_recordings_and_words_are_steps_one_after_the_other() -> None:
    found = doing({"messages": [text("One."), {"playAudio": {"audioUri": "two.wav"}}, text("Three."), text("Four.")]})
    assert [step.prompt and (step.prompt.text or step.prompt.audio) for step in found if isinstance(step, Say)] == [
        "One.",
        "two.wav",
        "Three. Four.",
    ]


def test_messages_that_say_nothing_are_no_steps() -> None:
    found = doing(
        {
            "messages": [
                text(),
                text(" "),
                {"payload": {"richContent": [[{"type": "chips"}]]}},
                {"knowledgeInfoCard": {}},
                {"outputAudioText": {"ssml": "<speak/>"}},
                "odd",
            ]
        }
    )
    assert [type(step) for step in found] == [Set, HangUp]


@pytest.mark.parametrize(
    ("written", "words", "reads"),
    [
        ("Hello $session.params.name.", "Hello {name}.", ("name",)),
        ("$flow.n of $page.params.day.original", "{flow.n} of {day}", ("flow.n", "day")),
        ("It is $sys.func.FORMAT_DATE($sys.func.NOW(), $session.params.zone) now.", "It is {zone} now.", ("zone",)),
        ("$sys.func.NOW() {x}", "{now} {{x}}", ("now",)),
        (
            "$request.knowledge.answers[0] and $page.params.status",
            "{request.knowledge.answers} and {status}",
            ("request.knowledge.answers", "status"),
        ),
        ("$sys.func.ADD($flow.n, (1", "{flow.n}", ("flow.n",)),
        ("That is $5.", "That is $5.", ()),
    ],
)
def test_values_in_words_are_names_in_braces(written: str, words: str, reads: tuple[str, ...]) -> None:
    found = prompt(text(written))
    assert (found.text, found.reads) == (words, reads)
    assert found.complete is (not reads)


def test_values_are_kept_as_they_are_written() -> None:
    values = {
        "a": None,
        "b": True,
        "$flow.c": "$session.params.x {y}",
        "d": {"inner": ["$flow.z"]},
        "$session.params.e": ["$intent.params.q.resolved"],
        "f": "long " * 60 + "$session.params.tail",
        "7 g": 1.5,
        "$h.{i}": "",
        "$": "",
        " ": "nothing",
    }
    (step, *_) = doing({"setParameterActions": [{"parameter": name, "value": value} for name, value in values.items()]})
    assert isinstance(step, Set)
    found = {value.name: (value.value, value.reads) for value in step.values}
    assert {name: found[name] for name in ("a", "b", "flow.c", "d", "e", "g", "h. i", "value")} == {
        "a": ("null", ()),
        "b": ("true", ()),
        "flow.c": ("{x} {{y}}", ("x",)),
        "d": ("an object {flow.z}", ("flow.z",)),
        "e": ("a list {q}", ("q",)),
        "g": ("1.5", ()),
        "h. i": ("", ()),
        "value": ("", ()),
    }
    assert found["f"][0].endswith("… {tail}")


def test_variants_are_a_check_with_the_words_of_each() -> None:
    cases = [
        {"condition": "$flow.n = 1", "caseContent": [{"message": text("One.")}]},
        {"condition": "false", "caseContent": [{"message": text("Never.")}]},
        {
            "condition": "$flow.n = 2",
            "caseContent": [
                {"message": text("Two.")},
                {"additionalCases": {"cases": [{"condition": "$flow.m = 1", "caseContent": [{"message": text("And one.")}]}]}},
            ],
        },
        {"caseContent": [{"message": text("Many.")}]},
    ]
    (check, *found) = doing({"conditionalCases": [{"cases": cases}, {"cases": []}]})
    assert isinstance(check, Check)
    assert [case.name for case in check.cases] == ["n = 1", "n = 2"]
    assert check.uses == ("flow.n",)
    by_name = {step.name: step for step in found}
    two = by_name[to(check.cases[1].target)]
    assert isinstance(two, Say)
    assert isinstance(by_name[to(two.next)], Check)
    many = by_name[to(check.otherwise)]
    assert isinstance(many, Say)
    assert many.prompt
    assert many.prompt.text == "Many."


def test_a_variant_that_puts_through_ends_the_call() -> None:
    cases = [
        {"condition": "$flow.n = 1", "caseContent": [{"message": {"liveAgentHandoff": {}}}, {"message": {"endInteraction": {}}}]}
    ]
    (check, *found) = doing({"conditionalCases": [{"cases": cases}]})
    assert isinstance(check, Check)
    assert isinstance(next(step for step in found if step.name == to(check.cases[0].target)), Transfer)


def test_variants_within_variants_are_read_down_to_a_depth() -> None:
    cases: dict[str, Any] = {"cases": [{"caseContent": [{"message": text("Deep.")}]}]}
    for _ in range(DEEPEST + 40):
        cases = {"cases": [{"condition": "$flow.n = 1", "caseContent": [{"additionalCases": cases}]}]}
    assert sum(isinstance(step, Check) for step in doing({"conditionalCases": [cases]})) == DEEPEST


def test_a_webhook_gets_what_callers_gave_and_may_not_be_known() -> None:
    found = steps(
        [route(triggerFulfillment={"webhook": "crm"}, condition="true", targetPage="P")],
        [page("P", form=[asks("n", "How many?")], transitionRoutes=[route(**END)])],
    )
    (run,) = (step for step in found.values() if isinstance(step, Run))
    assert (run.service, run.uses, run.gives) == ("crm", ("n",), ())


@pytest.mark.parametrize("inner", [False, True])
def test_a_flexible_webhook_uses_and_gives_what_it_says(inner: bool) -> None:
    service = {"uri": "https://x/$session.params.id", "webhookType": "FLEXIBLE", "requestBody": '{"n": "$flow.n"}'}
    pairs = [{"key": "$flow.card", "value": "c"}, {"value": "d"}]
    web: dict[str, Any] = {"genericWebService": {**service, "parameterMapping": pairs}}
    if inner:
        web = {"serviceDirectory": {"genericWebService": {**service, "parameterMapping": {"$flow.card": "c"}}}}
    found = doing({"webhook": "crm"}, others={"webhooks/crm.json": {"displayName": "crm", **web}})
    assert [(step.uses, step.gives) for step in found if isinstance(step, Run)] == [(("flow.n", "id"), ("flow.card",))]


@pytest.mark.parametrize("tag", ["transferCall", "hand-off", "escalate", "live_agent"])
def test_a_webhook_that_may_transfer_is_followed_by_what_nobody_knows(tag: str) -> None:
    run, answer, end = doing({"webhook": "crm", "tag": tag})
    assert isinstance(run, Run)
    assert isinstance(answer, Unknown)
    assert to(answer.cases[0].target) == end.name


def test_a_webhook_on_a_route_that_stays_decides_itself_unless_the_agent_puts_callers_through() -> None:
    stays = route(intent="find", triggerFulfillment={"webhook": "crm"})
    assert any(isinstance(step, Unknown) for step in steps([stays]).values())
    agent = route(intent="agent", triggerFulfillment={"messages": [{"liveAgentHandoff": {}}]})
    assert not any(isinstance(step, Unknown) for step in steps([stays, agent]).values())


def test_a_hand_off_passes_the_session_and_a_number_only_what_it_is_made_of() -> None:
    form = [asks("account", "Your account?")]
    pages = [
        page(
            "P",
            form=form,
            transitionRoutes=[route(condition="true", targetPage="Q")],
            entryFulfillment={
                "setParameterActions": [
                    {"parameter": "$flow.x", "value": 1},
                    {"parameter": "gone", "value": None},
                    {"parameter": "kind", "value": "a"},
                ]
            },
        ),
        page(
            "Q", entryFulfillment={"messages": [text("One moment."), {"liveAgentHandoff": {"metadata": {"department": "Bills"}}}]}
        ),
    ]
    (person,) = (step for step in steps([route(condition="true", targetPage="P")], pages).values() if isinstance(step, Transfer))
    assert (person.to, person.who, person.elsewhere, person.passes) == ("person", "Bills", True, ("account", "kind"))
    (called,) = (
        step
        for step in doing({"messages": [{"telephonyTransferCall": {"phoneNumber": "$session.params.number"}}]})
        if isinstance(step, Transfer)
    )
    assert (called.number, called.passes, called.dials) == ("{number}", ("number",), ("number",))


@pytest.mark.parametrize(
    "payload", [{"ujet": {"action": "escalation"}}, {"activities": [{"name": "transfer"}]}, {"liveAgent": True}]
)
def test_a_payload_that_speaks_of_a_transfer_is_one(payload: dict[str, Any]) -> None:
    assert any(isinstance(step, Transfer) for step in doing({"messages": [{"payload": payload}]}))


@pytest.mark.parametrize("payload", [{"liveAgent": False}, {"text": "x" * 300 + "transfer"}, {"list": [[1]] * 3000}])
def test_other_payloads_are_passed_over(payload: dict[str, Any]) -> None:
    assert not any(isinstance(step, Transfer) for step in doing({"messages": [{"payload": payload}]}))


def test_a_message_that_ends_the_interaction_hangs_up() -> None:
    words, end = doing({"messages": [text("Bye."), {"endInteraction": {}}], "webhook": ""})
    assert isinstance(words, Say)
    assert isinstance(end, HangUp)
    assert end.name.endswith(" / end")


def test_a_generator_gives_what_it_writes() -> None:
    generator = {
        "generator": "summary",
        "inputParameters": {"a": "$session.params.text"},
        "outputParameter": "$session.params.short",
    }
    found = [step for step in doing({"generators": [generator, {}]}) if isinstance(step, Run)]
    assert [(step.service, step.uses, step.gives) for step in found] == [
        ("generator", ("text",), ("short",)),
        ("generator", (), ()),
    ]


def test_long_conditions_are_cut_and_names_fit_on_a_line() -> None:
    assert names.shown("$session.params.a != null AND " * 9).endswith("…")
    assert len(names.shown("x" * 500)) == names.LONGEST
    assert names.tidy(" a\nb\x07c.yaml ") == "a b c yaml"
    assert (names.shown("\x07"), names.shown(" ")) == ("a condition", "")


def test_everything_that_is_said_is_marked_in_the_file_of_its_page() -> None:
    agent = read_agent([route(condition="true", targetPage="P")], [page("P", says="Hello.", transitionRoutes=[route(**END)])])
    words = agent.steps[f"{START} / P"]
    assert words.mark.file == f"agent/flows/{START}/pages/0.json"
    assert words.mark.file in agent.texts
    assert isinstance(words, Say)
    assert words.prompt
    line = agent.texts[words.mark.file].decode().splitlines()[words.prompt.mark.line - 1]
    assert line[words.prompt.mark.column - 1 : words.prompt.mark.end_column - 1] == '"Hello."'


def test_an_assignment_says_where_it_stands() -> None:
    (step, *_) = doing(said("x", setParameterActions=[{"parameter": "n", "value": 1}]))
    assert isinstance(step, Set)
    assert isinstance(step.values[0], Assignment)
    assert step.values[0].mark.line > 1
