"""Menus, entries, bots and counters of Amazon Connect."""

import pytest

from ivrlint.flow import Check, Collect, HangUp, Menu, Message, Say, Set, Unknown
from tests.readers.amazon_connect.building import BYE, action, flow_of, read, steps, to

CHOICE = (("1", "one"), ("2", "bye"))
WRONG = (("InputTimeLimitExceeded", "quiet"), ("NoMatchingCondition", "wrong"), ("NoMatchingError", "bye"))


def say(name, next_="bye", text="Hello."):
    return action(name, "MessageParticipant", {"Text": text}, next_)


def menu(name="menu", errors=WRONG, next_="bye", conditions=CHOICE, **more):
    parameters = {"Text": "For sales, press 1. To end, press 2.", "StoreInput": "False", "InputTimeLimitSeconds": "7", **more}
    return action(name, "GetParticipantInput", parameters, next_, conditions, errors)


def entry(name="ask", next_="bye", errors=(), text="Enter it.", **more):
    parameters = {"Text": text, "StoreInput": "True", "InputTimeLimitSeconds": "6", **more}
    return action(name, "GetParticipantInput", parameters, next_, (), errors)


def lookup(name="find", next_="bye", errors=(("NoMatchingError", "bye"),), **inputs):
    return action(name, "InvokeLambdaFunction", {"LambdaInvocationAttributes": inputs}, next_, (), errors)


def test_an_input_with_conditions_is_a_menu_by_key():
    found = steps(menu(), say("one"), say("quiet"), say("wrong"), BYE)["menu"]
    assert isinstance(found, Menu)
    assert [(option.key, to(option.target)) for option in found.options] == [("1", "one"), ("2", "bye")]
    assert (found.no_input.after, found.no_input.tries, to(found.no_input.then)) == (7, 1, "quiet")
    assert to(found.no_match.then) == "wrong"
    assert found.prompt.barge_in
    assert found.prompt.complete


def test_an_input_that_is_stored_and_has_conditions_is_a_menu_all_the_same():
    assert isinstance(steps(menu(StoreInput="True"), say("one"), say("quiet"), say("wrong"), BYE)["menu"], Menu)


def test_an_input_with_a_bot_is_one_of_the_bot():
    found = steps(
        menu(LexV2Bot={"AliasArn": "x"}, conditions=(("A", "one"), ("B", "bye"))), say("one"), say("quiet"), say("wrong"), BYE
    )
    assert [option.label for option in found["menu"].options] == ["a", "b"]


def test_a_key_that_was_taken_before_is_a_problem():
    flow = read(flow_of(menu(conditions=(("1", "bye"), ("1", "one"))), say("one"), say("quiet"), say("wrong"), BYE))
    assert [problem.message for problem in flow.problems] == [
        "menu: key 1 is taken by an earlier condition: this one is never chosen"
    ]
    assert len(flow.steps["menu"].options) == 1


def test_words_among_the_conditions_can_only_be_said():
    found = steps(menu(conditions=(("1", "one"), ("sales", "bye"))), say("one"), say("quiet"), say("wrong"), BYE)["menu"]
    assert [(option.key, option.phrases) for option in found.options] == [("1", ()), ("", ("sales",))]


def test_a_menu_without_errors_cuts_callers_off():
    found = steps(menu(errors=()), say("one"), BYE)["menu"]
    assert found.no_input is None
    assert found.no_match is None


def test_an_unknown_patience_is_that_of_the_editor_and_a_looked_up_one_is_not_known():
    assert steps(menu(InputTimeLimitSeconds=""), say("one"), say("quiet"), say("wrong"), BYE)["menu"].no_input.after == 5
    assert (
        steps(menu(InputTimeLimitSeconds="$.Attributes.t"), say("one"), say("quiet"), say("wrong"), BYE)["menu"].no_input.after
        == 0
    )


def test_an_entry_goes_on_with_the_text_timeout_when_nothing_is_entered():
    found = steps(entry(next_="find", errors=(("NoMatchingError", "bye"),)), lookup(number="$.StoredCustomerInput"), BYE)
    ask = found["ask"]
    assert isinstance(ask, Collect)
    assert (ask.variable, to(ask.next), ask.no_match.possible) == ("StoredCustomerInput", "find", False)
    assert to(ask.no_input.then) == "ask (no entry)"
    silent = found["ask (no entry)"]
    assert [(value.name, value.value) for value in silent.values] == [("StoredCustomerInput", "Timeout")]
    assert to(silent.next) == "find"
    assert found["find"].uses == ("StoredCustomerInput",)


@pytest.mark.parametrize(("digits", "told", "kind"), [("1", True, "choice"), ("2", True, ""), ("1", False, "")])
def test_one_digit_that_a_function_gets_is_a_choice(digits, told, kind):
    length = {"CustomValidation": {"MaximumLength": digits}}
    ask = entry(next_="find", errors=(("NoMatchingError", "bye"),), InputValidation=length)
    read_as = {"number": "$.StoredCustomerInput"} if told else {}
    assert steps(ask, lookup(**read_as), BYE)["ask"].what == kind


def test_a_check_for_the_text_timeout_is_where_silence_leads():
    split = action(
        "split",
        "Compare",
        {"ComparisonValue": "$.Attributes.number"},
        None,
        [("Timeout", "quiet")],
        [("NoMatchingCondition", "bye")],
    )
    keep = action("keep", "UpdateContactAttributes", {"Attributes": {"number": "$.StoredCustomerInput"}}, "split")
    found = steps(entry(next_="keep"), keep, split, say("quiet"), BYE)
    assert to(found[to(found["ask"].no_input.then)].next) == "quiet"
    assert found["split"].uses == ("Attributes.number", "StoredCustomerInput")


def test_entries_that_are_read_at_one_place_have_one_name_and_others_their_own():
    split = action(
        "which", "Compare", {"ComparisonValue": "$.Attributes.x"}, None, [("a", "text")], [("NoMatchingCondition", "ssml")]
    )
    found = steps(
        split,
        entry("text", "find"),
        entry("ssml", "find"),
        lookup(number="$.StoredCustomerInput", next_="pin"),
        entry("pin", "check", text="Enter your PIN."),
        lookup("check", pin="$.StoredCustomerInput"),
        BYE,
    )
    assert found["text"].variable == found["ssml"].variable == "StoredCustomerInput (text)"
    assert found["find"].uses == ("StoredCustomerInput (text)",)
    assert found["pin"].variable == "StoredCustomerInput (pin)"
    assert found["check"].uses == ("StoredCustomerInput (pin)",)
    assert found["pin"].what == "pin"
    assert to(found["text"].no_input.then) == to(found["ssml"].no_input.then) == "text (no entry)"


@pytest.mark.parametrize(
    ("validation", "ends", "digits", "finish"),
    [
        ({"CustomValidation": {"MaximumLength": "4"}}, None, (4, 4), "#"),
        ({"CustomValidation": {"MaximumLength": "20"}}, "*", (1, 20), "*"),
        ({"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "US"}}, None, (10, 10), "#"),
        ({"PhoneNumberValidation": {"NumberFormat": "E164"}}, "abc", None, "#"),
        ({}, None, None, "#"),
    ],
)
def test_the_digits_of_an_entry(validation, ends, digits, finish):
    more = {"DTMFConfiguration": {"InputTerminationSequence": ends}} if ends else {}
    found = steps(entry(InputValidation=validation, **more), BYE)["ask"]
    assert (found.digits, found.finish_on) == (digits, finish)


def test_a_wrong_phone_number_and_an_error_that_asks_again_are_mistakes():
    again = say("sorry", "ask", "That is no number.")
    found = steps(entry(errors=(("InvalidPhoneNumber", "sorry"), ("NoMatchingError", "bye"))), again, BYE)
    assert to(found["ask"].no_match.then) == "sorry"
    found = steps(entry(errors=(("NoMatchingError", "sorry"),)), again, BYE)
    assert to(found["ask"].no_match.then) == "sorry"


def test_one_digit_and_a_check_of_it_are_a_menu():
    split = action(
        "split",
        "Compare",
        {"ComparisonValue": "$.StoredCustomerInput"},
        None,
        [("1", "one"), ("2", "bye")],
        [("NoMatchingCondition", "ask")],
    )
    one_digit = {"CustomValidation": {"MaximumLength": "1"}}
    found = steps(entry(next_="split", InputValidation=one_digit), split, say("one"), BYE)
    assert isinstance(found["ask"], Menu)
    assert [option.key for option in found["ask"].options] == ["1", "2"]
    assert to(found["ask"].no_input.then) == to(found["ask"].no_match.then) == "ask"
    assert "split" not in found


def test_one_digit_that_is_read_elsewhere_too_is_data():
    split = action(
        "split",
        "Compare",
        {"ComparisonValue": "$.StoredCustomerInput"},
        None,
        [("1", "find"), ("2", "bye")],
        [("NoMatchingCondition", "ask")],
    )
    one_digit = {"CustomValidation": {"MaximumLength": "1"}}
    found = steps(entry(next_="split", InputValidation=one_digit), split, lookup(key="$.StoredCustomerInput"), BYE)
    assert isinstance(found["ask"], Collect)
    assert isinstance(found["split"], Check)


def test_an_input_without_conditions_that_is_recorded_is_a_voicemail():
    start = action("record", "UpdateContactMediaStreamingBehavior", {"MediaStreamingState": "Enabled"}, "listen")
    wait = {"InputTimeLimitExceeded": "bye", "NoMatchingCondition": "bye", "NoMatchingError": "bye"}
    listen = action(
        "listen",
        "GetParticipantInput",
        {"Text": "<speak><break time='5s'/></speak>", "StoreInput": "False"},
        "bye",
        (),
        wait.items(),
    )
    found = steps(start, listen, BYE)
    assert isinstance(found["listen"], Message)
    assert found["listen"].kind == "voicemail"
    assert found["listen"].prompt is None
    assert isinstance(steps(listen, BYE)["listen"], Say)


def test_an_input_without_conditions_tells_silence_from_any_key():
    listen = menu("any", conditions=())
    found = steps(listen, say("quiet"), say("wrong"), BYE)["any"]
    assert isinstance(found, Menu)
    assert not found.options
    assert to(found.no_input.then) == "quiet"


def counter(name="count", again="menu", done="bye", count="2"):
    conditions = (("ContinueLooping", again), ("DoneLooping", done))
    return action(name, "Loop", {"LoopCount": count}, done, conditions)


RETRY = (("InputTimeLimitExceeded", "count"), ("NoMatchingCondition", "count"), ("NoMatchingError", "bye"))


def test_a_counter_behind_the_mistakes_of_a_menu_is_its_tries():
    found = steps(menu(errors=RETRY), say("one"), counter(), BYE)
    assert (found["menu"].no_input.tries, to(found["menu"].no_input.then)) == (3, "bye")
    assert (found["menu"].no_match.tries, to(found["menu"].no_match.then)) == (3, "bye")
    assert "count" not in found


def test_a_counter_before_a_menu_counts_its_first_round():
    flow = read(flow_of(say("hello", "count"), counter(), menu(errors=RETRY), say("one"), BYE))
    assert to(flow.steps["hello"].next) == "menu"
    assert flow.steps["menu"].no_input.tries == 2
    assert read(flow_of(counter(), menu(errors=RETRY), say("one"), BYE)).entries[0].start == "menu"


def test_a_counter_with_words_before_it_stays_a_check():
    errors = (("InputTimeLimitExceeded", "sorry"), ("NoMatchingCondition", "sorry"))
    found = steps(menu(errors=errors), say("one"), say("sorry", "count"), counter(), BYE)
    assert isinstance(found["count"], Check)
    assert [(case.name, to(case.target)) for case in found["count"].cases] == [("again", "menu")]
    assert to(found["count"].otherwise) == "bye"
    assert found["menu"].no_input.tries == 1


def test_a_counter_that_an_option_leads_to_stays_as_well():
    found = steps(menu(errors=RETRY, conditions=(("1", "one"), ("9", "count"))), say("one"), counter(), BYE)
    assert found["menu"].no_input.tries == 3
    assert "count" in found


def test_a_counter_to_which_nothing_comes_back_and_one_of_unknown_length_are_checks():
    assert isinstance(steps(counter(again="hi"), say("hi"), BYE)["count"], Check)
    found = steps(menu(errors=RETRY), say("one"), counter(count="$.Attributes.n"), BYE)
    assert found["count"].asks == "fewer than Attributes.n rounds"
    assert found["count"].limited == "again"
    assert to(found["menu"].no_input.then) == "count"


INTENTS = (("SalesIntent", "one"), ("BillingQuestionIntent", "bye"))


def bot(text, conditions=INTENTS, errors=(("NoMatchingCondition", "sorry"), ("NoMatchingError", "bye"))):
    return action(
        "bot", "ConnectParticipantWithLexBot", {"Text": text, "LexV2Bot": {"AliasArn": "arn:x"}}, "bye", conditions, errors
    )


def test_a_bot_is_a_menu_by_intent_whose_keys_its_words_tell():
    found = steps(bot("For sales, press 1. For billing questions, press 2."), say("one"), say("sorry"), BYE)["bot"]
    assert [(option.key, option.label, option.phrases) for option in found.options] == [
        ("1", "sales", ("sales",)),
        ("2", "billing question", ("billing question",)),
    ]
    assert found.prompt.complete
    assert to(found.no_input.then) == to(found.no_match.then) == "sorry"


def test_where_the_words_of_a_bot_do_not_tell_its_keys_nothing_is_concluded():
    found = steps(bot("For refunds, press 1. For sales, press 2."), say("one"), say("sorry"), BYE)["bot"]
    assert [option.key for option in found.options] == ["2", ""]
    assert not found.prompt.complete
    assert steps(bot(" "), say("one"), say("sorry"), BYE)["bot"].prompt is None


def test_a_bot_after_which_the_call_goes_on_in_one_way_is_not_known():
    one_way = bot("Enter your zip code.", (("valid", "bye"),), (("NoMatchingCondition", "bye"),))
    found = steps(one_way, BYE)
    assert isinstance(found["bot"], Say)
    assert isinstance(found["bot (bot)"], Unknown)
    assert [case.name for case in found["bot (bot)"].cases] == ["valid", "NoMatchingCondition"]
    assert isinstance(steps(bot("", (), ()), BYE)["bot"], Unknown)


def test_silence_leads_no_further_than_the_entry_where_nothing_reads_it():
    found = steps(entry(), BYE)
    assert to(found["ask"].no_input.then) == "bye"
    assert isinstance(found["bye"], HangUp)
    assert not any(isinstance(step, Set) for step in found.values())
