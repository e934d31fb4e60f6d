"""What a Gather Input On Call of Twilio Studio is: a menu with the split behind it, or an entry."""

from __future__ import annotations

import pytest
from studio import State, digits, event, exits, gather, match, read, said, say, speech, split, text, widget

from ivrlint.flow import Check, Collect, Flow, Menu, Unknown


def menu_of(flow: Flow, name: str = "menu") -> Menu:
    step = flow.steps[name]
    assert isinstance(step, Menu), step
    return step


def collect_of(flow: Flow, name: str = "ask") -> Collect:
    step = flow.steps[name]
    assert isinstance(step, Collect), step
    return step


def words(*names: str) -> list[State]:
    return [say(name) for name in names]


# Menus


def test_a_gather_and_the_split_behind_it_are_one_menu() -> None:
    flow = read(
        gather("menu", "keys", "again", number_of_digits=1, timeout="7", language="en-GB"),
        split("keys", {"1": "sales", "2": None}, "wrong", digits("menu")),
        *words("sales", "wrong", "again"),
    )
    menu = menu_of(flow)
    assert list(flow.steps) == ["menu", "sales", "wrong", "again"]
    assert exits(flow, "menu") == [
        "choice 1 -> sales",
        "choice 2 -> (dead_end)",
        "mistake no_input -> again",
        "mistake no_match -> wrong",
    ]
    assert menu.prompt
    assert (menu.prompt.text, menu.prompt.language, menu.prompt.barge_in) == ("Hello.", "en-GB", True)
    assert menu.no_input
    assert menu.no_match
    assert (menu.no_input.after, menu.no_input.tries, menu.no_match.tries, menu.next_digit) == (7.0, 1, 1, 0.0)


def test_everything_in_a_menu_stands_where_the_file_has_it() -> None:
    widgets = [
        gather("menu", "keys", "again"),
        split("keys", {"1": "sales"}, "wrong", digits("menu")),
        *words("sales", "wrong", "again"),
    ]
    lines = text(*widgets).split("\n")
    menu = menu_of(read(*widgets))
    assert menu.no_input
    assert menu.no_match
    marks = [menu.mark, menu.options[0].mark, menu.no_input.mark, menu.no_match.mark]
    shown = [lines[mark.line - 1][mark.column - 1 : mark.end_column - 1] for mark in marks]
    assert shown == ['"menu"', '"1"', '"again"', '"wrong"']
    target = menu.options[0].target
    assert target
    assert lines[target.mark.line - 1].strip() == '"next": "sales",'


def test_a_menu_with_nothing_connected_cuts_callers_off() -> None:
    flow = read(gather("menu", "keys"), split("keys", {"1": "sales"}, None, digits("menu")), *words("sales"))
    assert exits(flow, "menu")[1:] == ["mistake no_input -> (cut_off)", "mistake no_match -> (cut_off)"]
    bare = read(
        widget("menu", "gather-input-on-call", [event("keypress", "keys")]),
        widget("keys", "split-based-on", [match("sales", "1", digits("menu"))]),
        *words("sales"),
    )
    assert exits(bare, "menu")[1:] == ["mistake no_input -> (cut_off)", "mistake no_match -> (cut_off)"]
    assert menu_of(bare).no_match is None
    assert menu_of(bare).no_input is not None


def test_without_a_number_of_digits_the_system_waits_for_another_key() -> None:
    flow = read(gather("menu", "keys", silence="menu"), split("keys", {"1": "sales"}, None, digits("menu")), *words("sales"))
    assert menu_of(flow).next_digit == 5.0


@pytest.mark.parametrize(
    ("kind", "value", "keys"),
    [
        ("equal_to", "1", "1"),
        ("equal_to", " * ", "*"),
        ("contains", "2", "2"),
        ("matches_any_of", "3, 1,#", "31#"),
        ("regex", "[1-3]", "123"),
        ("regex", "^(7|8)$", "78"),
        ("regex", "\\d", "1234567890"),
        ("regex", "[0-9*#]", "1234567890*#"),
    ],
)
def test_a_branch_may_take_several_keys(kind: str, value: str, keys: str) -> None:
    flow = read(gather("menu", "keys"), split("keys", {value: "sales"}, None, digits("menu"), kind), *words("sales"))
    assert "".join(option.key for option in menu_of(flow).options) == keys


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("equal_to", "1234"),
        ("equal_to", "yes"),
        ("matches_any_of", "1, 22"),
        ("contains", "12"),
        ("regex", "[0-9]{4}"),
        ("regex", "\\d+"),
        ("regex", "[0-9]*"),
        ("regex", "((1|2)+)+"),
        ("regex", "(1"),
        ("regex", "[3-1]"),
        ("regex", "10"),
        ("regex", "\\d\\d"),
        ("regex", "1" * 200),
        ("greater_than", "3"),
        ("is_not_blank", ""),
        ("not_equal_to", "1"),
    ],
)
def test_a_branch_that_judges_an_entry_is_no_choice(kind: str, value: str) -> None:
    flow = read(gather("ask", "keys"), split("keys", {value: "sales"}, None, digits("ask"), kind), *words("sales"))
    assert collect_of(flow).variable == "ask"
    assert isinstance(flow.steps["keys"], Check)


def test_a_choice_among_entries_of_several_digits_is_an_entry() -> None:
    flow = read(gather("ask", "keys", number_of_digits="4"), split("keys", {"0": "desk"}, "ask", digits("ask")), *words("desk"))
    assert collect_of(flow).digits == (4, 4)
    assert exits(flow, "keys") == ["case 0 -> desk", "case otherwise -> ask"]


def test_a_split_on_the_keys_of_another_gather_is_no_menu() -> None:
    flow = read(gather("ask", "keys"), split("keys", {"1": "sales"}, None, digits("other")), *words("sales"))
    assert collect_of(flow).next
    assert isinstance(flow.steps["keys"], Check)


def copied(
    tests: str = digits("first"), words_: str = "Type your 6 digit number.", more: str = "Thank you.", silence: str | None = None
) -> list[str]:
    """What is wrong with a split behind the gather `second` that looks at the text `tests`."""
    flow = read(
        gather("first", "choose"),
        split("choose", {"1": "second"}, None, digits("first")),
        gather("second", "judge", silence, say=words_),
        split("judge", {"1": "bye"}, "bye", tests),
        say("bye", words=more),
    )
    return [problem.message for problem in flow.problems]


def test_a_split_that_still_looks_at_the_gather_it_was_copied_from_is_a_problem() -> None:
    told = "judge: looks at the answer of first, but follows second, whose answer nothing looks at"
    assert copied() == [told]
    wrong = split("judge", {"1": "bye"}, "again", digits("first"))
    second = gather("second", "judge", say="Type your 6 digit number.")
    flow = read(
        gather("first", "choose"), split("choose", {"1": "second"}, None, digits("first")), second, wrong, *words("bye", "again")
    )
    assert isinstance(flow.steps["judge"], Unknown)
    assert exits(flow, "judge") == ["case 1 -> bye", "case otherwise -> again"]
    states = gather("other"), gather("first", "judge", say="Press 1."), split("judge", {"1": None}, None, digits("other"))
    (problem,) = read(*states).problems
    assert text(*states).split("\n")[problem.mark.line - 1].strip() == '"input": "{{widgets.other.Digits}}"'


@pytest.mark.parametrize(
    "fine",
    [
        {"tests": digits("second")},
        {"tests": "{{flow.variables.x}}"},
        {"tests": "{{widgets.gone.Digits}}"},
        {"tests": digits("first") + digits("second")},
        {"words_": "Press any key to go on."},
        {"more": f"You typed {digits('second')}."},
        {"silence": "judge"},
    ],
)
def test_a_split_that_may_well_look_at_an_earlier_answer_is_left_alone(fine: dict[str, str]) -> None:
    assert copied(**fine) == []


@pytest.mark.parametrize(
    "tests", ["{{widgets.ask.Digits}}{{flow.variables.x}}", "{{flow.variables.x}}", "{{widgets.ask.Other}}", "ask"]
)
def test_a_split_on_something_else_is_no_menu(tests: str) -> None:
    assert collect_of(read(gather("ask", "keys"), split("keys", {"1": "sales"}, None, tests), *words("sales")))


def test_a_split_with_two_conditions_on_a_branch_is_no_menu() -> None:
    both = match("sales", "1", digits("ask"))["conditions"] + match("sales", "2", "{{flow.variables.x}}")["conditions"]
    flow = read(
        gather("ask", "keys"), widget("keys", "split-based-on", [event("match", "sales", conditions=both)]), *words("sales")
    )
    assert collect_of(flow)
    assert exits(flow, "keys")[0] == "case 1, 2 -> sales"


def test_a_split_that_something_else_leads_to_stays_a_check_too() -> None:
    flow = read(
        gather("menu", "keys", "hello"),
        split("keys", {"1": "sales"}, None, digits("menu")),
        say("hello", "keys"),
        *words("sales"),
    )
    assert exits(flow, "menu")[0] == "choice 1 -> sales"
    assert exits(flow, "hello") == ["follows next -> keys"]
    assert exits(flow, "keys")[0] == "case 1 -> sales"


def test_calls_that_come_in_at_a_split_keep_it() -> None:
    flow = read(gather("menu", "keys"), split("keys", {"1": "sales"}, "menu", digits("menu")), *words("sales"), start="keys")
    assert list(flow.steps) == ["menu", "keys", "sales"]


def test_a_split_that_several_gathers_share_is_part_of_each() -> None:
    branches = [
        event("noMatch", "wrong"),
        match("sales", "1", digits("a")),
        match("desk", "1", digits("b")),
        match("desk", "0", digits("b")),
    ]
    flow = read(
        gather("a", "keys", "b"),
        gather("b", "keys"),
        widget("keys", "split-based-on", branches),
        *words("sales", "desk", "wrong"),
    )
    assert exits(flow, "a")[0] == "choice 1 -> sales"
    assert exits(flow, "b")[:2] == ["choice 1 -> desk", "choice 0 -> desk"]
    assert "keys" not in flow.steps


def test_conditions_on_the_key_presses_themselves_make_a_menu() -> None:
    then = [match("sales", "1", None, name="keypress", label="Digit 1"), event("keypress", "menu"), event("timeout", "menu")]
    flow = read(widget("menu", "gather-input-on-call", then, number_of_digits=1, say="Press 1."), *words("sales"))
    assert exits(flow, "menu") == ["choice 1 -> sales", "mistake no_input -> menu", "mistake no_match -> menu"]
    assert menu_of(flow).options[0].label == ""


def test_conditions_on_key_presses_that_are_no_single_keys_keep_all_ways() -> None:
    then = [match("gold", "1234", None, name="keypress"), event("keypress", "other"), event("timeout", "other")]
    flow = read(widget("ask", "gather-input-on-call", then), *words("gold", "other"))
    assert isinstance(flow.steps["ask"], Unknown)
    assert exits(flow, "ask") == ["case keypress -> gold", "case keypress -> other", "case timeout -> other"]


def test_a_key_that_is_taken_twice_is_a_problem_and_the_first_branch_counts() -> None:
    branches = [
        event("noMatch"),
        match("sales", "1", digits("menu")),
        match("desk", "1", digits("menu")),
        match("sales", "1", digits("menu")),
    ]
    flow = read(gather("menu", "keys", "desk"), widget("keys", "split-based-on", branches), *words("sales", "desk"))
    assert exits(flow, "menu")[0] == "choice 1 -> sales"
    (problem,) = said(flow)
    assert problem.endswith("menu: key 1 is taken by an earlier branch: this one is never chosen")


def test_a_branch_for_all_other_keys_takes_what_is_left() -> None:
    branches = [event("noMatch"), match("desk", "0", digits("menu")), match("sales", "[0-3]", digits("menu"), "regex")]
    flow = read(gather("menu", "keys"), widget("keys", "split-based-on", branches), *words("sales", "desk"))
    assert exits(flow, "menu")[:4] == ["choice 0 -> desk", "choice 1 -> sales", "choice 2 -> sales", "choice 3 -> sales"]
    assert flow.problems == ()


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Sales", "Sales"),
        ("If value equal_to 1", ""),
        ("1", ""),
        ("Digit 1", ""),
        ("press 1, 2", ""),
        ("1 sales", "1 sales"),
        ("", ""),
    ],
)
def test_a_branch_is_called_by_its_name_where_that_says_more_than_its_key(name: str, label: str) -> None:
    branches = [event("noMatch"), match("sales", "1", digits("menu"), label=name)]
    flow = read(gather("menu", "keys"), widget("keys", "split-based-on", branches), *words("sales"))
    assert menu_of(flow).options[0].label == label


# Menus that listen


def test_phrases_that_lead_where_a_key_leads_belong_to_its_option() -> None:
    flow = read(
        gather("menu", "keys", speech="phrases"),
        split("keys", {"1": "sales", "2": "desk"}, "wrong", digits("menu")),
        split("phrases", {"sales, buy": "sales", "shop": "shop"}, "wrong", speech("menu"), "matches_any_of"),
        *words("sales", "desk", "shop", "wrong"),
    )
    assert [(option.key, option.phrases) for option in menu_of(flow).options] == [
        ("1", ("sales", "buy")),
        ("2", ()),
        ("", ("shop",)),
    ]
    assert exits(flow, "menu")[2] == "choice shop -> shop"
    assert "keys" not in flow.steps
    assert "phrases" not in flow.steps


def test_keys_and_phrases_may_be_judged_by_one_split() -> None:
    branches = [
        event("noMatch", "wrong"),
        match("sales", "1, one", digits("menu"), "matches_any_of"),
        match("sales", "buy", speech("menu"), "contains"),
        match("desk", ".*(desk|help).*", speech("menu"), "regex", label="help"),
        match("desk", "", speech("menu"), "is_not_blank"),
    ]
    flow = read(
        gather("menu", "both", speech="both"), widget("both", "split-based-on", branches), *words("sales", "desk", "wrong")
    )
    assert [(option.key, option.label, option.phrases) for option in menu_of(flow).options] == [
        ("1", "", ("one", "buy")),
        ("", "help", ()),
        ("", "anything", ()),
    ]
    assert "both" not in flow.steps


def test_speech_that_fails_elsewhere_than_keys_keeps_its_split() -> None:
    flow = read(
        gather("menu", "keys", speech="phrases"),
        split("keys", {"1": "sales"}, None, digits("menu")),
        split("phrases", {"sales": "sales"}, "wrong", speech("menu")),
        *words("sales", "wrong"),
    )
    assert exits(flow, "menu")[:2] == ["choice 1 -> sales", "choice anything -> phrases"]
    assert exits(flow, "phrases") == ["case sales -> sales", "case otherwise -> wrong"]


def test_speech_that_leads_to_no_split_is_an_option_that_can_only_be_said() -> None:
    flow = read(
        gather("menu", "keys", speech="desk"), split("keys", {"1": "sales"}, None, digits("menu")), *words("sales", "desk")
    )
    assert exits(flow, "menu")[1] == "choice anything -> desk"
    assert menu_of(flow).options[1].key == ""


def test_speech_that_a_split_of_keys_cannot_know_is_a_mistake_like_any_other() -> None:
    flow = read(
        gather("menu", "keys", speech="keys"), split("keys", {"1": "sales"}, "wrong", digits("menu")), *words("sales", "wrong")
    )
    assert exits(flow, "menu") == ["choice 1 -> sales", "mistake no_input -> (cut_off)", "mistake no_match -> wrong"]
    assert "keys" not in flow.steps


# Entries


def test_one_key_that_nothing_looks_at_is_the_choice_of_any_key() -> None:
    flow = read(gather("menu", "on", "back", number_of_digits=1), *words("on", "back"))
    menu = menu_of(flow)
    assert exits(flow, "menu") == ["choice any key -> on", "mistake no_input -> back"]
    assert [(option.key, option.label, option.phrases) for option in menu.options] == [("", "any key", ())]
    assert menu.no_match
    assert not menu.no_match.possible


@pytest.mark.parametrize(
    ("keys", "silence", "length", "words_of_it"),
    [
        ("on", "on", 1, "Hello."),
        ("on", None, 1, "Hello."),
        ("on", "back", 4, "Hello."),
        ("on", "back", 1, "You pressed {{widgets.ask.Digits}}."),
    ],
)
def test_one_key_is_an_entry_where_it_counts_what_it_is_or_silence_leads_on_too(
    keys: str, silence: str | None, length: int, words_of_it: str
) -> None:
    flow = read(gather("ask", keys, silence, number_of_digits=length), say("on", words=words_of_it), say("back"))
    assert collect_of(flow).variable == "ask"


def test_an_entry_accepts_everything_and_is_kept_under_the_name_of_the_gather() -> None:
    flow = read(gather("ask", "crm", "sorry", number_of_digits=10), widget("crm", "run-function"), *words("sorry"))
    ask = collect_of(flow)
    assert (ask.variable, ask.digits, ask.finish_on, ask.by) == ("ask", (10, 10), "#", ("keys",))
    assert exits(flow, "ask") == ["entry next -> crm", "mistake no_input -> sorry"]


@pytest.mark.parametrize(
    ("properties", "finish_on", "length"),
    [
        ({}, "#", None),
        ({"finish_on_key": "*"}, "*", None),
        ({"finish_on_key": ""}, "", None),
        ({"finish_on_key": None}, "#", None),
        ({"finish_on_key": "#", "stop_gather": "false"}, "", None),
        ({"finish_on_key": "#", "stop_gather": False}, "", None),
        ({"stop_gather": True, "num_digits": "6"}, "#", (6, 6)),
        ({"number_of_digits": "", "num_digits": 6}, "#", (6, 6)),
        ({"number_of_digits": 0}, "#", None),
        ({"number_of_digits": 6, "say": "Your number, followed by the pound key."}, "#", (1, 6)),
        ({"number_of_digits": 6, "say": "Your number, then #."}, "#", (1, 6)),
        ({"number_of_digits": 6, "say": "Introduzca su número y pulse asterisco.", "finish_on_key": "*"}, "*", (1, 6)),
        ({"number_of_digits": 6, "say": "Your number, followed by the pound key.", "stop_gather": "false"}, "", (6, 6)),
        ({"number_of_digits": 6, "say": "What would you like in a compound of pounds?"}, "#", (6, 6)),
    ],
)
def test_how_an_entry_ends(properties: dict[str, object], finish_on: str, length: tuple[int, int] | None) -> None:
    ask = collect_of(read(gather("ask", "ask", **properties)))
    assert (ask.finish_on, ask.digits) == (finish_on, length)


@pytest.mark.parametrize(
    ("keys", "spoken", "by"),
    [("a", None, ("keys",)), (None, "a", ("speech",)), ("a", "a", ("keys", "speech")), (None, None, ("keys",))],
)
def test_an_entry_is_given_by_what_is_connected(keys: str | None, spoken: str | None, by: tuple[str, ...]) -> None:
    flow = read(gather("ask", keys, speech=spoken), *words("a"))
    assert collect_of(flow).by == by
    assert exits(flow, "ask") == [f"entry next -> {'a' if keys or spoken else '(dead_end)'}", "mistake no_input -> (cut_off)"]


def test_a_key_where_speech_is_wanted_is_a_mistake() -> None:
    flow = read(gather("ask", "ask", "ask", speech="a"), *words("a"))
    assert collect_of(flow).by == ("speech",)
    assert exits(flow, "ask") == ["entry next -> a", "mistake no_input -> ask", "mistake no_match -> ask"]


@pytest.mark.parametrize(
    ("words_of_a", "keys_count"),
    [
        (f"You said {speech('ask')}.", False),
        (f"You typed {digits('ask')}.", True),
        (f"{digits('ask')} {speech('ask')}", True),
        ("", True),
    ],
)
def test_where_keys_and_speech_part_the_one_counts_that_somebody_looks_at(words_of_a: str, keys_count: bool) -> None:
    flow = read(gather("ask", "a", speech="b"), say("a", words=words_of_a or "Well."), *words("b"))
    expected = ["entry next -> a", "mistake no_match -> b"] if keys_count else ["entry next -> b", "mistake no_match -> a"]
    assert [exits(flow, "ask")[0], exits(flow, "ask")[2]] == expected
    assert collect_of(flow).by == (("keys",) if keys_count else ("speech",))


def test_speech_that_is_asked_again_is_a_mistake_where_keys_are_wanted() -> None:
    flow = read(gather("ask", "a", speech="ask"), say("a", words=speech("ask")))
    assert exits(flow, "ask")[0] == "entry next -> a"


@pytest.mark.parametrize(
    ("name", "words_", "kind"),
    [
        ("enter_pin", "Hello.", "pin"),
        ("cardPin", "Hello.", "pin"),
        ("ask", "Please enter the one-time code.", "pin"),
        ("otp", "", "pin"),
        ("ask", "Enter the CVV on the back.", "cvv"),
        ("ask", "Please type your card number.", "card number"),
        ("ask", "Enter the 14 digit of the card you received.", "card number"),
        ("ask", "Enter the sixteen-digit number on the front of your card.", "card number"),
        ("ask", "Type all the digits on your credit card.", "card number"),
        ("ask", "Enter the last 4 digits of your credit card.", ""),
        ("ask", "Enter the 8 digits on your library card.", ""),
        ("card_expiry_gather", "Hello.", "card expiry"),
        ("ask", "Please enter the expiration date.", "card expiry"),
        ("ask", "Enter the month and year your credit card expires.", "card expiry"),
        ("ask", "Your password has expired. Enter your account number.", "pin"),
        ("ask", "The offer has expired. Enter your account number.", ""),
        ("shipping", "Please type your shopping list.", ""),
        ("ask", "Please enter your account number.", ""),
    ],
)
def test_secrets_are_told_by_their_names(name: str, words_: str, kind: str) -> None:
    assert collect_of(read(gather(name, name, say=words_)), name).what == kind


def test_a_spoken_answer_that_only_decides_is_a_choice() -> None:
    asked = gather("ask", None, speech="yes")
    decide = split("yes", {"yes": "a"}, "b", speech("ask"), "contains")
    assert collect_of(read(asked, decide, *words("a", "b"))).what == "choice"
    assert collect_of(read(asked, decide, say("a", words=speech("ask")), *words("b"))).what == ""
    assert collect_of(read(gather("ask", "yes", speech="yes"), decide, *words("a", "b"))).what == ""
