"""Pages: what they say on entry, conditions, listening, and where routes lead."""

from __future__ import annotations

import pytest
from cx_agents import START, asks, flow, handler, page, read_agent, route, said, steps, to

from ivrlint.flow import Check, Collect, HangUp, Menu, Return, Run, Say, Set, Transfer, Unknown, Visit

END = {"targetPage": "End Session"}


def test_a_call_begins_with_what_the_welcome_intent_says() -> None:
    agent = read_agent(
        [route(intent="Default Welcome Intent", says="Welcome.", targetPage="Main")], [page("Main", says="Ask me.")]
    )
    first = agent.steps[agent.entries[0].start]
    assert isinstance(first, Say)
    assert first.prompt
    assert first.prompt.text == "Welcome."
    assert to(first.next) == f"{START} / Main"


def test_the_welcome_intent_is_known_by_its_number_too() -> None:
    intent = {"intents/Hallo/Hallo.json": {"name": "00000000-0000-0000-0000-000000000000", "displayName": "Hallo"}}
    agent = read_agent([route(intent="other", says="No."), route(intent="Hallo", says="Hi.")], others=intent)
    assert agent.entries[0].start == f"{START} / Hallo"
    menu = agent.steps[START]
    assert isinstance(menu, Menu)
    assert [option.label for option in menu.options] == ["other"]


def test_an_event_that_begins_the_call_comes_before_the_welcome_intent() -> None:
    agent = read_agent(
        [route(intent="Default Welcome Intent", says="Hello.")],
        [page("Main", says="Ask me.")],
        eventHandlers=[handler("call_started", says="Good day.", targetPage="Main")],
    )
    first = agent.steps[agent.entries[0].start]
    assert isinstance(first, Say)
    assert first.prompt
    assert first.prompt.text == "Good day."


def test_without_any_greeting_a_call_begins_at_the_start_page() -> None:
    agent = read_agent([route(condition="true", targetPage="Main")], [page("Main", says="Ask me.")])
    assert agent.entries[0].start == START
    assert isinstance(agent.steps[START], Set)
    assert to(agent.steps[START].next) == f"{START} / Main"


def test_an_entry_fulfilment_sets_then_speaks_then_calls_the_webhook() -> None:
    entry = {**said("One moment."), "webhook": "crm", "tag": "find", "setParameterActions": [{"parameter": "tries", "value": 0}]}
    found = steps(
        [route(condition="true", targetPage="P")],
        [page("P", entryFulfillment=entry, transitionRoutes=[route(condition="true", **END)])],
    )
    first, words, webhook = (found[f"{START} / P{behind}"] for behind in ("", " / say", " / webhook"))
    assert isinstance(first, Set)
    assert first.values[0][:3] == ("tries", "0", ())
    assert isinstance(words, Say)
    assert isinstance(webhook, Run)
    assert webhook.service == "crm: find"
    assert (to(first.next), to(words.next), to(webhook.next)) == (words.name, webhook.name, webhook.failed and webhook.failed.to)


def test_conditions_are_cases_in_their_order_and_true_is_otherwise() -> None:
    found = steps(
        [
            route(condition="$session.params.kind = 1", targetPage="A"),
            route(condition="$session.params.kind = 2", targetPage="B"),
            route(condition='"TRUE"', targetPage="C"),
            route(condition="$session.params.kind = 3", targetPage="D"),
        ],
        [page(name, says=name) for name in "ABCD"],
    )
    check = found[START]
    assert isinstance(check, Check)
    assert [(case.name, to(case.target)) for case in check.cases] == [("kind = 1", f"{START} / A"), ("kind = 2", f"{START} / B")]
    assert to(check.otherwise) == f"{START} / C"
    assert check.uses == ("kind",)


def test_a_condition_without_a_target_goes_on_with_the_next_ones() -> None:
    found = steps(
        [
            route(condition="$session.params.new = true", says="Welcome back."),
            route(condition="true", says="Now then."),
            route(condition="$session.params.kind = 2", targetPage="B"),
            route(condition="true", targetPage="C"),
        ],
        [page("B", says="B"), page("C", says="C")],
    )
    check = found[START]
    assert isinstance(check, Check)
    words = found[to(check.cases[0].target)]
    assert isinstance(words, Say)
    assert words.prompt
    assert words.prompt.text == "Welcome back."
    assert to(words.next) == to(check.otherwise) == f"{START} / true"
    second = found[to(found[f"{START} / true"].next)]  # type: ignore[union-attr]
    assert isinstance(second, Check)
    assert [case.name for case in second.cases] == ["kind = 2"]


def test_a_condition_that_is_false_or_does_nothing_is_no_case() -> None:
    found = steps(
        [route(condition="false", targetPage="A"), route(condition="$flow.x = 1"), route(condition="true", targetPage="B")],
        [page("B", says="B")],
    )
    assert to(found[START].next) == f"{START} / B"  # type: ignore[union-attr]


def test_the_last_condition_stands_for_all_others_where_a_page_does_not_listen() -> None:
    checks = [route(condition=f"$session.params.n = {n}", targetPage=name) for n, name in enumerate("AB")]
    found = steps(
        [route(condition="true", targetPage="P")], [page("P", transitionRoutes=checks), page("A", says="A"), page("B", says="B")]
    )
    check = found[f"{START} / P"]
    assert isinstance(check, Check)
    assert ([case.name for case in check.cases], to(check.otherwise)) == (["n = 0"], f"{START} / B")


def test_conditions_of_the_flow_count_at_its_start_page_only() -> None:
    found = steps(
        [route(condition="true", targetPage="P")], [page("P", says="Ask me.", transitionRoutes=[route(intent="bye", **END)])]
    )
    menu = found[f"{START} / P"]
    assert isinstance(menu, Menu)
    assert [option.label for option in menu.options] == ["bye"]


def test_a_page_that_speaks_and_listens_is_one_menu_with_an_option_for_each_intent() -> None:
    found = steps(
        [route(condition="true", targetPage="P")],
        [
            page(
                "P",
                says="Bills or a person?",
                transitionRoutes=[route(intent="bills", targetPage="B"), route(intent="person", says="Right.")],
            ),
            page("B", says="Your bill.", transitionRoutes=[route(condition="true", **END)]),
        ],
    )
    menu = found[f"{START} / P"]
    assert isinstance(menu, Menu)
    assert menu.prompt
    assert menu.prompt.text == "Bills or a person?"
    assert [(option.key, option.label, to(option.target)) for option in menu.options] == [
        ("", "bills", f"{START} / B"),
        ("", "person", f"{START} / P / person"),
    ]
    assert to(found[f"{START} / P / person"].next) == menu.name  # type: ignore[union-attr]


def test_routes_of_one_intent_are_told_apart_by_their_conditions() -> None:
    routes = [
        route(intent="no", condition="$flow.n < 2", targetPage="A"),
        route(intent="no", condition="false", targetPage="C"),
        route(intent="no", targetPage="B"),
    ]
    found = steps(
        [route(condition="true", targetPage="P")],
        [page("P", says="Well?", transitionRoutes=routes), page("A", says="A"), page("B", says="B")],
    )
    check = found[f"{START} / P / no"]
    assert isinstance(check, Check)
    assert ([(case.name, to(case.target)) for case in check.cases], to(check.otherwise)) == (
        [("n < 2", f"{START} / A")],
        f"{START} / B",
    )
    assert check.uses == ("flow.n",)


def test_an_intent_whose_condition_is_not_met_is_asked_for_again() -> None:
    found = steps(
        [route(condition="true", targetPage="P")],
        [page("P", says="Well?", transitionRoutes=[route(intent="no", condition="$flow.n = 1", **END)])],
    )
    assert to(found[f"{START} / P / no"].otherwise) == f"{START} / P"  # type: ignore[union-attr]


def test_intents_of_the_flow_are_understood_on_every_page_when_they_lead_away() -> None:
    found = steps(
        [
            route(intent="person", targetPage="P"),
            route(intent="joke", says="Ha."),
            route(intent="bye", targetPage="P"),
            route(condition="true", targetPage="P"),
        ],
        [page("P", says="Well?", transitionRoutes=[route(intent="bye", **END)])],
    )
    menu = found[f"{START} / P"]
    assert isinstance(menu, Menu)
    assert [option.label for option in menu.options] == ["bye", "person"]
    assert not any("joke" in name for name in found)


def test_many_intents_of_the_flow_are_one_choice_on_its_pages() -> None:
    routes = [route(intent=f"intent {n}", targetPage="P") for n in range(9)]
    found = steps([*routes, route(condition="true", targetPage="P")], [page("P", says="Well?"), page("Q", says="Q")])
    menu = found[f"{START} / P"]
    assert isinstance(menu, Menu)
    check = found[to(menu.options[0].target)]
    assert isinstance(check, Check)
    assert len(check.cases) == 8
    assert [option.label for option in menu.options] == ["anything that the flow understands"]


@pytest.mark.parametrize("written", ["End Session", "END_SESSION", "end session"])
def test_the_end_of_a_session_hangs_up(written: str) -> None:
    found = steps([route(condition="true", says="Bye.", targetPage=written)])
    assert isinstance(found[f"{START} / End Session"], HangUp)


@pytest.mark.parametrize("written", ["End Flow", "END_FLOW", "END_FLOW_WITH_FAILURE"])
def test_the_end_of_the_first_flow_ends_the_call(written: str) -> None:
    found = steps([route(condition="true", says="Bye.", targetPage=written)])
    (last,) = (step for step in found.values() if isinstance(step, HangUp))
    assert to(found[START].next) == last.name  # type: ignore[union-attr]


def test_start_page_and_current_page_lead_back() -> None:
    routes = [route(intent="again", targetPage="CURRENT_PAGE"), route(intent="menu", targetPage="Start Page")]
    found = steps([route(condition="true", targetPage="P")], [page("P", says="Well?", transitionRoutes=routes)])
    menu = found[f"{START} / P"]
    assert isinstance(menu, Menu)
    assert [to(option.target) for option in menu.options] == [f"{START} / P", START]


def test_the_previous_page_is_the_one_that_leads_here() -> None:
    found = steps(
        [route(condition="true", targetPage="P")],
        [
            page("P", says="Well?", transitionRoutes=[route(intent="help", targetPage="H")]),
            page("H", says="Help.", transitionRoutes=[route(condition="true", targetPage="Previous Page")]),
        ],
    )
    assert to(found[f"{START} / H"].next) == f"{START} / P"  # type: ignore[union-attr]


def test_one_of_several_previous_pages_is_a_check() -> None:
    helps = [route(intent="help", targetPage="H")]
    found = steps(
        [route(condition="$flow.a = 1", targetPage="P"), route(condition="true", targetPage="Q")],
        [
            page("P", says="P?", transitionRoutes=helps),
            page("Q", says="Q?", transitionRoutes=helps),
            page("H", says="Help.", transitionRoutes=[route(condition="true", targetPage="Previous Page")]),
        ],
    )
    check = found[f"{START} / H / Previous Page"]
    assert isinstance(check, Check)
    assert ([to(case.target) for case in check.cases], to(check.otherwise)) == ([f"{START} / P"], f"{START} / Q")


def test_a_previous_page_that_nobody_came_from_is_the_page_itself() -> None:
    found = steps(
        [route(condition="$flow.a = 1", targetPage="PREVIOUS_PAGE"), route(condition="true", targetPage="P")],
        [page("P", says="P.")],
    )
    assert to(found[START].cases[0].target) == START  # type: ignore[union-attr]


def test_a_page_that_does_not_exist_stays_a_target() -> None:
    found = steps([route(condition="true", says="Hello.", targetPage="Nowhere")])
    target = found[START].next  # type: ignore[union-attr]
    assert target
    assert target.to == f"{START} / Nowhere"
    assert target.to not in found
    assert target.mark.end_column - target.mark.column == len('"Nowhere"')


def test_another_flow_is_visited_and_comes_back_to_the_next_condition() -> None:
    found = steps(
        [route(condition="true", targetFlow="Identify"), route(condition="true", targetPage="P")],
        [page("P", says="Done.")],
        others=flow("Identify", transitionRoutes=[route(condition="true", says="Who are you?", targetPage="End Flow")]),
    )
    visit = found[START]
    assert isinstance(visit, Visit)
    assert (to(visit.flow), to(visit.next)) == ("Identify", f"{START} / P")
    assert isinstance(found["Identify / End Flow"], Return)


def test_an_intent_that_the_other_flow_knows_too_is_matched_there_once_more() -> None:
    found = steps(
        [route(intent="bill", targetFlow="Bills")],
        others=flow("Bills", transitionRoutes=[route(intent="bill", says="Your bill.", **END), route(condition="true", **END)]),
    )
    visit = found[f"{START} / Bills"]
    assert isinstance(visit, Visit)
    assert to(visit.flow) == "Bills / bill"


def test_a_flow_that_leads_to_itself_begins_again() -> None:
    found = steps([route(intent="again", targetFlow=START)])
    assert to(found[START].options[0].target) == START  # type: ignore[union-attr]


def test_a_flow_that_does_not_exist_stays_a_target() -> None:
    visit = steps([route(condition="true", targetFlow="Nowhere")])[START]
    assert isinstance(visit, Visit)
    assert to(visit.flow) == "Nowhere"


def test_how_a_flow_ended_is_checked_where_the_caller_of_it_hears_of_that() -> None:
    found = steps(
        [route(condition="true", targetFlow="Pay"), route(condition="true", targetPage="P")],
        [page("P", says="Paid."), page("Sorry", says="Sorry.", transitionRoutes=[route(condition="true", **END)])],
        eventHandlers=[handler("flow-failed", says="That failed.", targetPage="Sorry")],
        others=flow(
            "Pay",
            transitionRoutes=[
                route(condition="$flow.ok = true", targetPage="END_FLOW"),
                route(condition="true", targetPage="END_FLOW_WITH_FAILURE"),
            ],
        ),
    )
    visit = found[START]
    assert isinstance(visit, Visit)
    check = found[to(visit.next)]
    assert isinstance(check, Check)
    assert ([case.name for case in check.cases], to(check.otherwise)) == (["flow-failed"], f"{START} / P")
    words = found[to(check.cases[0].target)]
    assert isinstance(words, Say)
    assert to(words.next) == f"{START} / Sorry"
    assert isinstance(found["Pay / End Flow With Failure"], Return)


def test_asking_for_a_person_ends_the_flow_with_a_transfer() -> None:
    found = steps(
        [route(condition="true", targetFlow="Pay")],
        others=flow(
            "Pay",
            page(
                "P",
                says="Pay?",
                form=[asks("amount", "How much?")],
                transitionRoutes=[
                    route(intent="agent", targetPage="END_FLOW_WITH_HUMAN_ESCALATION"),
                    route(condition="$page.params.status = FINAL", **END),
                ],
            ),
            transitionRoutes=[route(condition="true", targetPage="P")],
        ),
    )
    person = found["Pay / End Flow With Human Escalation"]
    assert isinstance(person, Transfer)
    assert (person.to, person.elsewhere, person.passes) == ("person", True, ("amount",))


def test_a_page_that_hears_of_the_escalation_decides_what_follows() -> None:
    found = steps(
        [route(condition="true", targetPage="P")],
        [
            page(
                "P",
                transitionRoutes=[route(condition="$flow.a = 1", targetFlow="Pay"), route(condition="true", targetPage="Q")],
                eventHandlers=[handler("flow-failed-human-escalation", targetPage="Desk")],
            ),
            page("Q", transitionRoutes=[route(condition="true", targetFlow="Pay")]),
            page("Desk", entryFulfillment={"messages": [{"liveAgentHandoff": {"metadata": {"queue": "desk"}}}]}),
        ],
        others=flow("Pay", transitionRoutes=[route(condition="true", says="Well.", targetPage="END_FLOW_WITH_HUMAN_ESCALATION")]),
    )
    assert isinstance(found["Pay / End Flow With Human Escalation"], Return)
    check = found[f"{START} / P / Pay / how it ended"]
    assert isinstance(check, Check)
    assert to(check.cases[0].target) == f"{START} / Desk"
    desk, other = found[f"{START} / Desk"], found[f"{START} / End Flow With Human Escalation"]
    assert isinstance(desk, Transfer)
    assert desk.who == "desk"
    assert isinstance(other, Transfer)


def test_a_playbook_is_not_known_and_may_go_on_to_flows_that_nothing_else_leads_to() -> None:
    found = steps(
        [
            route(intent="balance", targetPlaybook="Look up"),
            route(intent="pay", targetPlaybook="Look up"),
            route(intent="lost", targetFlow="Lost"),
        ],
        others={
            **flow("Lost", transitionRoutes=[route(condition="true", says="Oh.", **END)]),
            **flow("Inner", transitionRoutes=[route(condition="true", says="In.", targetPage="End Flow")]),
            **flow("Cards", transitionRoutes=[route(condition="true", targetFlow="Inner")]),
        },
    )
    playbook = found["playbook / Look up"]
    assert isinstance(playbook, Unknown)
    assert [(case.name, to(case.target)) for case in playbook.cases] == [("Cards", "Cards")]
    assert "Inner" in found


def test_flows_that_no_call_comes_to_are_left_out() -> None:
    found = steps(
        [route(condition="true", says="Bye.", **END)],
        others=flow("Unused", page("P", says="P."), transitionRoutes=[route(condition="true", targetPage="P")]),
    )
    assert not any(name.startswith("Unused") for name in found)


def test_a_page_that_nothing_leads_to_stays_unless_a_webhook_may_lead_there() -> None:
    quiet = steps([route(condition="true", says="Bye.", **END)], [page("P", says="P.")])
    assert not quiet[f"{START} / P"].shared
    found = steps([route(condition="true", triggerFulfillment={"webhook": "crm"}, **END)], [page("P", says="P.")])
    assert found[f"{START} / P"].shared


WAITS = [handler("ANSWERED", targetPage="Q"), handler("RINGING"), handler("sys.no-match-default")]


def test_events_from_outside_lead_on_while_a_page_listens() -> None:
    listens = page("P", says="Please hold.", transitionRoutes=[route(intent="stop", **END)], eventHandlers=WAITS)
    found = steps([route(condition="true", targetPage="P")], [listens, page("Q", says="Here you are.")])
    waits = found[to(found[f"{START} / P"].next)]  # type: ignore[union-attr]
    assert isinstance(waits, Unknown)
    assert [case.name for case in waits.cases] == ["ANSWERED", "nothing from outside"]
    assert isinstance(found[to(waits.cases[1].target)], Menu)


def test_a_page_that_only_waits_for_events_from_outside_is_no_menu() -> None:
    waiting = page("P", says="Please hold.", eventHandlers=WAITS)
    found = steps([route(condition="true", targetPage="P")], [waiting, page("Q", says="Here you are.")])
    waits = found[to(found[f"{START} / P"].next)]  # type: ignore[union-attr]
    assert isinstance(waits, Unknown)
    assert [case.name for case in waits.cases] == ["ANSWERED"]


def test_what_the_flow_understands_is_understood_on_a_page_that_waits_for_events() -> None:
    begins = [route(condition="true", targetPage="P"), route(intent="stop", **END)]
    found = steps(begins, [page("P", eventHandlers=WAITS), page("Q", says="Here you are.")])
    (waits,) = [step for step in found.values() if isinstance(step, Unknown)]
    assert [case.name for case in waits.cases] == ["ANSWERED", "stop"]
    spoken = steps(begins, [page("P", says="Well?", eventHandlers=WAITS), page("Q", says="Here you are.")])
    (waits,) = [step for step in spoken.values() if isinstance(step, Unknown)]
    assert [case.name for case in waits.cases] == ["ANSWERED", "nothing from outside"]


def test_groups_of_routes_come_behind_the_routes_of_the_page() -> None:
    found = steps(
        [route(condition="true", targetPage="P")],
        [
            page(
                "P",
                says="Well?",
                transitionRoutes=[route(intent="yes", **END)],
                transitionRouteGroups=["own", "projects/x/agents/y/transitionRouteGroups/shared"],
            )
        ],
        others={
            f"flows/{START}/transitionRouteGroups/own.json": {
                "displayName": "own",
                "transitionRoutes": [route(intent="no", **END)],
            },
            "agentTransitionRouteGroups/shared/shared.json": {
                "displayName": "shared",
                "transitionRoutes": [route(intent="help", **END)],
            },
        },
    )
    assert [option.label for option in found[f"{START} / P"].options] == ["yes", "no", "help"]  # type: ignore[union-attr]


def test_a_group_of_routes_that_is_missing_is_a_problem() -> None:
    agent = read_agent([route(condition="true", says="Bye.", **END)], transitionRouteGroups=["gone"])
    assert [problem.message for problem in agent.problems] == ["there is no group of routes with the name 'gone'"]


def test_phrases_that_are_keys_make_options_with_keys() -> None:
    phrases = {
        "trainingPhrases": [
            {"parts": [{"text": "dtmf_digits_1"}]},
            {"parts": [{"text": "1"}, {"text": " bill"}]},
            {"parts": [{"text": "2"}], "repeatCount": 1},
        ]
    }
    found = steps(
        [route(intent="bills", **END), route(intent="more", **END)],
        others={
            "intents/bills/trainingPhrases/en.json": phrases,
            "intents/more/trainingPhrases/en.json": {"parts": [{"text": "2"}]},
        },
    )
    assert [(option.key, option.label) for option in found[START].options] == [("1", "bills"), ("2", "bills"), ("", "more")]  # type: ignore[union-attr]


def test_what_an_intent_takes_from_the_words_is_set() -> None:
    intent = {
        "intents/book/book.json": {"displayName": "book", "parameters": [{"id": "day", "entityType": "@sys.date"}, {"id": ""}]}
    }
    found = steps(
        [route(intent="book", triggerFulfillment={"setParameterActions": [{"parameter": "kind", "value": "x"}]}, **END)],
        others=intent,
    )
    step = found[f"{START} / book"]
    assert isinstance(step, Set)
    assert [value.name for value in step.values] == ["day", "kind"]


def test_what_is_taken_from_the_words_and_then_changed_is_set_twice() -> None:
    intent = {"intents/book/book.json": {"displayName": "book", "parameters": [{"id": "day"}]}}
    actions = [{"parameter": "day", "value": 1}, {"parameter": "day", "value": None}]
    changes = route(intent="book", triggerFulfillment={"setParameterActions": actions}, **END)
    found = steps([changes], others=intent)
    first, second = found[f"{START} / book"], found[f"{START} / book / set"]
    assert isinstance(first, Set)
    assert isinstance(second, Set)
    assert [[value[:2] for value in step.values] for step in (first, second)] == [
        [("day", "said by the caller")],
        [("day", "null")],
    ]


def test_what_may_be_known_before_the_call_is_set_by_a_first_step() -> None:
    agent = read_agent(
        [route(condition="true", says="Hello $session.params.name.", targetPage="P")],
        [page("P", form=[asks("name", "Who are you?")], transitionRoutes=[route(condition="true", **END)])],
    )
    first = agent.steps[agent.entries[0].start]
    assert isinstance(first, Set)
    assert ([value.name for value in first.values], to(first.next)) == (["name"], START)


def test_pages_behind_a_handoff_are_no_part_of_the_call() -> None:
    found = steps(
        [route(condition="true", triggerFulfillment={"messages": [{"liveAgentHandoff": {}}]}, targetPage="After")],
        [page("After", says="Still there?")],
    )
    assert list(found) == [START]
    assert isinstance(found[START], Transfer)


def test_googles_own_components_lose_their_common_beginning() -> None:
    found = steps([route(intent="prebuilt_components_confirmation_yes", says="Fine.", **END)])
    assert found[START].options[0].label == "confirmation_yes"  # type: ignore[union-attr]
    assert f"{START} / confirmation_yes" in found


def test_a_form_comes_before_the_conditions() -> None:
    found = steps(
        [route(condition="true", targetPage="P")],
        [page("P", form=[asks("n", "How many?")], transitionRoutes=[route(condition='$page.params.status = "FINAL"', **END)])],
    )
    entry = found[f"{START} / P"]
    assert isinstance(entry, Collect)
    assert to(entry.next) == f"{START} / End Session"
