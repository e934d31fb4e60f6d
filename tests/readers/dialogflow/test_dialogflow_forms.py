"""Forms, mistakes, and the settings that count for them."""

from __future__ import annotations

from typing import Any

import pytest
from cx_agents import AGENT, START, asks, handler, page, route, said, steps, to

from ivrlint.flow import Check, Collect, Menu, Say, Set, Unknown

DONE = route(condition="$page.params.status = FINAL", targetPage="End Session")
GO = route(condition="true", targetPage="P")


def entry(*parameters: Any, **members: Any) -> Collect:
    """The first entry of a page."""
    agent = members.pop("agent", AGENT)
    found = steps([GO], [page("P", **{"form": list(parameters), "transitionRoutes": [DONE], **members})], agent=agent)
    return next(step for step in found.values() if isinstance(step, Collect))


def test_a_required_parameter_is_asked_for_with_its_prompt() -> None:
    step = entry(asks("account", "Your account number, please."), {"displayName": "extra", "entityType": "@sys.any"})
    assert step.variable == "account"
    assert step.prompt
    assert step.prompt.text == "Your account number, please."
    assert (step.by, step.digits, step.finish_on) == (("speech",), None, "")


def test_what_is_said_before_the_question_is_a_step_of_its_own() -> None:
    question = asks("n", "How many?")
    question["fillBehavior"]["initialPromptFulfillment"]["setParameterActions"] = [{"parameter": "asked", "value": True}]
    found = steps([GO], [page("P", form=[question], transitionRoutes=[DONE])])
    assert to(found[f"{START} / P"].next) == f"{START} / P / n"  # type: ignore[union-attr]


def test_several_parameters_are_asked_for_one_after_the_other() -> None:
    found = steps([GO], [page("P", form=[asks("day"), asks("time")], transitionRoutes=[DONE])])
    first, second = found[f"{START} / P"], found[f"{START} / P / time"]
    assert isinstance(first, Collect)
    assert isinstance(second, Collect)
    assert (to(first.next), to(second.next)) == (second.name, f"{START} / End Session")


def test_a_value_that_something_else_sets_may_be_known_and_is_then_passed_over() -> None:
    entry_sets = {"setParameterActions": [{"parameter": "$session.params.n", "value": 3}]}
    found = steps([{**GO, "triggerFulfillment": entry_sets}], [page("P", form=[asks("n")], transitionRoutes=[DONE])])
    guard = found[f"{START} / P"]
    assert isinstance(guard, Check)
    assert ([(case.name, to(case.target)) for case in guard.cases], to(guard.otherwise)) == (
        [("known", f"{START} / End Session")],
        f"{START} / P / n",
    )


@pytest.mark.parametrize(
    ("sets", "says", "asks_again"),
    [
        ([("n", None)], "", True),
        ([("n", None)], "Once more.", True),
        ([("n", 3)], "Once more.", False),
        ([("m", None)], "Once more.", False),
    ],
)
def test_what_was_just_cleared_is_not_known(sets, says, asks_again) -> None:
    entry_sets = {"setParameterActions": [{"parameter": "n", "value": 3}]}
    actions = {"setParameterActions": [{"parameter": name, "value": value} for name, value in sets]}
    words = {"messages": [{"text": {"text": [says]}}]} if says else {}
    again = route(intent="again", targetPage="P")
    found = steps(
        [{**GO, "triggerFulfillment": entry_sets}],
        [
            page("P", form=[asks("n")], transitionRoutes=[route(condition="true", targetPage="Q")]),
            page("Q", says="Again?", transitionRoutes=[{**again, "triggerFulfillment": {**actions, **words}}]),
        ],
    )
    ((before, last),) = [
        (name, step) for name, step in found.items() if "again" in name and isinstance(step, Say if says else Set)
    ]
    assert to(last.next) == (f"{START} / P / n" if asks_again else f"{START} / P"), before


def test_a_form_that_is_met_again_is_passed_over_unless_its_value_was_cleared() -> None:
    again = [route(intent="again", targetPage="P")]
    kept = steps(
        [GO],
        [
            page("P", form=[asks("n")], transitionRoutes=[route(condition="true", targetPage="Q")]),
            page("Q", says="Again?", transitionRoutes=again),
        ],
    )
    assert isinstance(kept[f"{START} / P"], Check)
    clears = {"setParameterActions": [{"parameter": "n", "value": None}]}
    cleared = steps(
        [GO],
        [
            page("P", form=[asks("n")], transitionRoutes=[route(condition="true", targetPage="Q")]),
            page("Q", says="Again?", transitionRoutes=[{**again[0], "triggerFulfillment": clears}]),
        ],
    )
    assert isinstance(cleared[f"{START} / P"], Collect)


def test_words_that_mean_something_else_are_heard_at_an_entry() -> None:
    found = steps(
        [GO, route(intent="bye", targetPage="End Session")],
        [page("P", form=[asks("n")], transitionRoutes=[DONE, route(intent="agent", says="Sorry.")])],
    )
    step = found[f"{START} / P"]
    assert isinstance(step, Collect)
    heard = found[to(step.next)]
    assert isinstance(heard, Check)
    assert ([case.name for case in heard.cases], to(heard.otherwise)) == (["agent", "bye"], f"{START} / End Session")
    assert heard.uses == ("n",)


def test_a_value_that_the_webhook_finds_wrong_may_lead_away() -> None:
    found = steps(
        [GO],
        [
            page(
                "P",
                form=[asks("n", "", [handler("sys.invalid-parameter", says="Wrong.", targetPage="End Session")])],
                transitionRoutes=[DONE],
            )
        ],
    )
    heard = found[to(found[f"{START} / P"].next)]  # type: ignore[union-attr]
    assert isinstance(heard, Check)
    assert [case.name for case in heard.cases] == ["sys.invalid-parameter"]
    asked_again = steps(
        [GO], [page("P", form=[asks("n", "", [handler("sys.invalid-parameter", says="Wrong.")])], transitionRoutes=[DONE])]
    )
    assert to(asked_again[f"{START} / P"].next) == f"{START} / End Session"  # type: ignore[union-attr]


def test_numbered_events_are_tries_and_the_first_that_leads_away_ends_them() -> None:
    reprompts = [
        handler("sys.no-match-1", says="Pardon?"),
        handler("sys.no-match-2", says="Sorry?"),
        handler("sys.no-match-default", says="Enough.", targetPage="End Session"),
    ]
    step = entry(asks("n", "How many?", reprompts))
    assert step.no_match
    assert step.no_match.tries == 3
    assert to(step.no_match.then) == f"{START} / P / n / sys.no-match-default"


def test_a_numbered_event_that_leads_away_comes_before_the_default() -> None:
    events = [handler("sys.no-input-default", says="Hello?"), handler("sys.no-input-2", targetPage="End Session")]
    step = entry(asks("n"), eventHandlers=events)
    assert step.no_input
    assert (step.no_input.tries, to(step.no_input.then)) == (2, f"{START} / End Session")


def test_an_event_that_leads_nowhere_asks_again_for_ever() -> None:
    step = entry(
        asks("n", "", [handler("sys.no-input-default", says="Hello?"), handler("sys.no-match-1", targetPage="Current Page")])
    )
    assert step.no_input
    assert (step.no_input.tries, to(step.no_input.then)) == (1, step.name)
    assert step.no_match
    assert to(step.no_match.then) == step.name


def test_the_handlers_of_the_flow_count_where_the_page_has_none() -> None:
    found = steps(
        [GO],
        [page("P", says="Well?"), page("Q", says="Q.", transitionRoutes=[DONE])],
        eventHandlers=[
            handler("sys.no-match-default", says="Enough.", targetPage="Q"),
            handler("sys.no-input-default", targetPage="Q"),
        ],
    )
    menu = found[f"{START} / P"]
    assert isinstance(menu, Menu)
    assert menu.no_match
    assert menu.no_input
    words = found[to(menu.no_match.then)]
    assert isinstance(words, Say)
    assert words.name == f"{START} / sys.no-match-default"
    assert to(menu.no_input.then) == f"{START} / Q"


def test_without_any_handler_the_page_waits_again() -> None:
    menu = steps([GO], [page("P", says="Well?")])[f"{START} / P"]
    assert isinstance(menu, Menu)
    assert menu.no_match
    assert to(menu.no_match.then) == menu.name


def test_a_handler_that_puts_the_caller_through_ends_the_tries() -> None:
    gives_up = {"event": "sys.no-match-2", "triggerFulfillment": {"messages": [{"liveAgentHandoff": {}}]}}
    found = steps([GO], [page("P", says="Well?", eventHandlers=[handler("sys.no-match-default"), gives_up])])
    menu = found[f"{START} / P"]
    assert isinstance(menu, Menu)
    assert menu.no_match
    assert menu.no_match.tries == 2
    assert to(menu.no_match.then) == f"{START} / P / sys.no-match-2"


def test_a_webhook_that_answers_mistakes_may_lead_elsewhere() -> None:
    asks_webhook = {"webhook": "crm", "tag": "again"}
    own = {"event": "sys.no-match-default", "triggerFulfillment": asks_webhook}
    of_flow = {"event": "sys.no-input-default", "triggerFulfillment": asks_webhook}
    found = steps([GO], [page("P", says="Well?", eventHandlers=[own])], eventHandlers=[of_flow])
    menu = found[f"{START} / P"]
    assert isinstance(menu, Menu)
    assert menu.no_match
    assert menu.no_input
    answer, shared = found[to(menu.no_match.then)], found[to(menu.no_input.then)]
    assert isinstance(answer, Unknown)
    assert [case.name for case in answer.cases] == ["asks again"]
    assert isinstance(shared, Unknown)
    assert not shared.cases


def test_an_entry_that_accepts_every_word_knows_no_mistake() -> None:
    step = entry(asks("message", "Your message?", entityType="@sys.any"))
    assert step.no_match
    assert not step.no_match.possible


def test_silence_lasts_as_long_as_the_nearest_setting_says() -> None:
    def waits(seconds: object) -> dict[str, Any]:
        return {"speechSettings": {"noSpeechTimeout": seconds}}

    agent = {**AGENT, "advancedSettings": waits({"seconds": 5})}
    assert entry(asks("n"), agent=agent).no_input[1] == 5.0  # type: ignore[index]
    assert entry(asks("n"), agent=agent, advancedSettings=waits("7.5s")).no_input[1] == 7.5  # type: ignore[index]
    exact = asks("n", advancedSettings=waits({"nanos": 500_000_000, "seconds": 2}))
    assert entry(exact, agent=agent).no_input[1] == 2.5  # type: ignore[index]
    assert entry(asks("n", advancedSettings=waits({}))).no_input[1] == 0.0  # type: ignore[index]
    assert entry(asks("n", advancedSettings=waits("soon"))).no_input[1] == 0.0  # type: ignore[index]
    assert entry(asks("n", advancedSettings=waits(7))).no_input[1] == 0.0  # type: ignore[index]


def test_keys_are_taken_where_the_nearest_setting_says_so() -> None:
    keys = {"dtmfSettings": {"enabled": True, "maxDigits": 10, "finishDigit": "#"}}
    step = entry(asks("n", advancedSettings=keys))
    assert (step.by, step.digits, step.finish_on) == (("speech", "keys"), (1, 10), "#")
    off = entry(asks("n", advancedSettings={"dtmfSettings": {"enabled": False, "maxDigits": 3}}), advancedSettings=keys)
    assert (off.by, off.digits) == (("speech",), None)
    odd = entry(asks("n", advancedSettings={"dtmfSettings": {"enabled": True, "maxDigits": -1, "finishDigit": "##"}}))
    assert (odd.digits, odd.finish_on) == (None, "")


def test_one_key_that_only_conditions_look_at_is_a_choice() -> None:
    def kind(most: int, words: str = "Good.") -> str:
        keys = {"dtmfSettings": {"enabled": True, "maxDigits": most}}
        routes = [
            route(condition='$session.params.n = "1"', targetPage="End Session"),
            route(condition="true", targetPage="End Session", triggerFulfillment=said(words)),
        ]
        return entry(asks("n", advancedSettings=keys), transitionRoutes=routes).what

    assert kind(1) == "choice"
    assert kind(2) == ""
    assert kind(1, "You pressed $session.params.n.") == ""


def test_secrets_are_known_by_their_names_and_questions() -> None:
    kinds = {
        "pin_code": "",
        "collectOtp": "",
        "x": "What is your credit card number?",
        "cvv": "",
        "y": "Your card's expiration date?",
        "z": "How many?",
    }
    found = {name: entry(asks(name, question)).what for name, question in kinds.items()}
    assert found == {"pin_code": "pin", "collectOtp": "pin", "x": "card number", "cvv": "cvv", "y": "card expiry", "z": ""}


def test_a_scoped_parameter_keeps_its_scope_as_a_name_only() -> None:
    step = entry(asks("$flow.channel"))
    assert (step.variable, step.name) == ("flow.channel", f"{START} / P")


def test_a_webhook_that_fails_leads_to_its_handler_where_no_target_is_written() -> None:
    on_entry = {**said("One moment."), "webhook": "crm"}
    failing = [handler("webhook.error.timeout", says="Sorry.", targetPage="End Session")]
    found = steps(
        [GO],
        [
            page(
                "P",
                entryFulfillment=on_entry,
                eventHandlers=failing,
                transitionRoutes=[{**DONE, "condition": "true", "triggerFulfillment": {"webhook": "crm"}}],
            )
        ],
    )
    first, second = found[f"{START} / P / webhook"], found[f"{START} / P / true"]
    assert to(first.failed) == f"{START} / P / webhook.error.timeout"  # type: ignore[union-attr]
    assert to(second.failed) == f"{START} / End Session"  # type: ignore[union-attr]


def test_a_handler_of_the_flow_that_leads_nowhere_lets_the_webhook_fail_in_silence() -> None:
    on_entry = {"webhook": "crm"}
    found = steps(
        [GO],
        [page("P", entryFulfillment=on_entry, transitionRoutes=[DONE])],
        eventHandlers=[handler("webhook.error", says="Hm.")],
    )
    assert to(found[f"{START} / P"].failed) == to(found[f"{START} / P"].next)  # type: ignore[union-attr]
