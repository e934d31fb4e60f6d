from __future__ import annotations

import pytest
from twiml_documents import flow, flows, to

from ivrlint.flow import Collect, Flow, Menu, Run, Unknown


def gather(verbs: str) -> Menu | Collect:
    step = flow(verbs).steps["Gather"]
    assert isinstance(step, Menu | Collect)
    return step


def test_the_keys_of_a_menu_are_those_that_its_words_offer():
    found = flow("""
        <Gather numDigits="1" timeout="8" action="https://me:pw@example.com/answer?step=1">
          <Say>For sales, press 1.</Say><Pause/><Say>For support, press 2.</Say>
        </Gather>
        <Say>Goodbye</Say>""")
    menu = found.steps["Gather"]
    assert isinstance(menu, Menu)
    assert [(option.key, to(option.target)) for option in menu.options] == [
        ("1", "https://example.com/answer"),
        ("2", "https://example.com/answer"),
    ]
    assert isinstance(found.steps["https://example.com/answer"], Unknown)
    assert menu.prompt
    assert (menu.prompt.text, menu.prompt.complete) == ("For sales, press 1. For support, press 2.", True)
    assert menu.no_input
    assert (menu.no_input.after, to(menu.no_input.then)) == (8, "Say")
    assert menu.no_match
    assert to(menu.no_match.then) == "https://example.com/answer"
    assert menu.next_digit == 0


def test_where_a_digit_may_be_a_key_nothing_is_concluded_from_the_words():
    menu = gather('<Gather action="x"><Say>Press 1 for sales. We are at 7 Main Street.</Say></Gather>')
    assert isinstance(menu, Menu)
    assert [option.key for option in menu.options] == ["1"]
    assert menu.prompt
    assert not menu.prompt.complete
    assert menu.next_digit == 5


def test_a_recorded_menu_has_one_option_for_any_key():
    menu = gather('<Gather numDigits="1" action="x"><Play>menu.mp3</Play></Gather>')
    assert isinstance(menu, Menu)
    assert [(option.key, option.label) for option in menu.options] == [("", "any key")]
    assert menu.prompt
    assert (menu.prompt.audio, menu.prompt.complete, menu.prompt.barge_in) == ("menu.mp3", False, True)


def test_silence_at_the_end_of_the_document_cuts_the_caller_off():
    menu = gather('<Gather numDigits="1" action="x"><Say>Press 1.</Say></Gather>')
    assert menu.no_input
    assert (menu.no_input.after, menu.no_input.then) == (5, None)


def test_an_empty_result_may_be_asked_for():
    menu = gather('<Gather numDigits="1" action="x" actionOnEmptyResult="true"><Say>Press 1.</Say></Gather><Say>Bye</Say>')
    assert menu.no_input
    assert to(menu.no_input.then) == "x"


def test_without_an_action_the_document_comes_again():
    found = flow('<Say>Hello</Say><Gather numDigits="1"><Say>Press 1.</Say></Gather>')
    menu = found.steps["Gather"]
    assert isinstance(menu, Menu)
    assert to(menu.options[0].target) == "Say"
    assert menu.no_match
    assert not menu.no_match.possible


def test_a_template_without_an_action_may_be_another_one_the_next_time():
    found = flow('<Say>{{ greeting }}</Say><Gather numDigits="1"><Say>Press 1.</Say></Gather>')
    menu = found.steps["Gather"]
    assert isinstance(menu, Menu)
    assert isinstance(found.steps[to(menu.options[0].target)], Unknown)


def test_data_is_an_entry():
    found = flow("""
        <Gather numDigits="8" finishOnKey="*" action="x" bargeIn="false"><Say>Enter your card number</Say></Gather>
        <Redirect/>""")
    entry = found.steps["Gather"]
    assert isinstance(entry, Collect)
    assert (entry.digits, entry.finish_on, entry.by, entry.what) == ((8, 8), "*", ("keys",), "card number")
    assert to(entry.next) == "x"
    assert entry.no_match
    assert not entry.no_match.possible
    assert entry.prompt
    assert not entry.prompt.barge_in
    assert to(found.steps["Redirect"].next) == "Gather"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("document", "digits"),
    [
        ('<Gather numDigits="8" action="x"><Say>Your number, then the hash key</Say></Gather>', (1, 8)),
        ('<Say>Your number, then the hash key</Say><Gather numDigits="8" action="x"/>', (1, 8)),
        ('<Gather numDigits="8" finishOnKey="*" action="x"><Say>Your number, then the hash key</Say></Gather>', (8, 8)),
        ('<Gather numDigits="8" finishOnKey="" action="x"><Say>Your number, then the hash key</Say></Gather>', (8, 8)),
        ('<Gather maxDigits="8" minDigits="5" action="x"><Say>Your number, then the hash key</Say></Gather>', (5, 8)),
        ('<Gather action="x"><Say>Your number, then the hash key</Say></Gather>', None),
    ],
)
def test_fewer_digits_are_taken_where_callers_are_told_of_the_key_that_ends_an_entry(document, digits):
    entry = flow(f"{document}<Redirect/>").steps["Gather"]
    assert isinstance(entry, Collect)
    assert entry.digits == digits


@pytest.mark.parametrize(
    ("attributes", "by"),
    [('input="speech"', ("speech",)), ('input="dtmf speech"', ("keys", "speech")), ('input="odd"', ("keys",)), ("", ("keys",))],
)
def test_entries_are_typed_or_spoken(attributes, by):
    entry = gather(f'<Gather {attributes} action="x"><Say>Why are you calling?</Say></Gather>')
    assert isinstance(entry, Collect)
    assert (entry.by, entry.digits, entry.finish_on) == (by, None, "#")


def test_data_for_another_document_is_sent_there():
    found = flows(
        {"a.xml": '<Gather numDigits="5" action="/b.xml"><Say>Your zip code</Say></Gather>', "b.xml": "<Dial>+1555</Dial>"}
    )
    first = found["a.xml"]
    assert isinstance(first, Flow)
    entry, sent = first.steps["Gather"], first.steps["Gather (sent)"]
    assert isinstance(entry, Collect)
    assert isinstance(sent, Run)
    assert to(entry.next) == "Gather (sent)"
    assert (sent.uses, to(sent.next), to(sent.failed)) == ((entry.variable,), "b.xml#Dial", "b.xml#Dial")


def test_texml_tells_what_is_done_on_wrong_keys():
    menu = gather('<Gather numDigits="1" action="x" invalidDigitsAction="y"><Say>Press 1.</Say></Gather>')
    assert menu.no_match
    assert to(menu.no_match.then) == "y"
    entry = gather('<Gather minDigits="2" maxDigits="6" action="x" invalidDigitsAction="y"><Say>Your code</Say></Gather>')
    assert isinstance(entry, Collect)
    assert entry.digits == (2, 6)
    assert entry.no_match
    assert to(entry.no_match.then) == "y"


def test_bandwidth_goes_where_it_is_told_in_any_case():
    menu = gather("""
        <Gather gatherUrl="x" maxDigits="1" firstDigitTimeout="9" repeatCount="2" terminatingDigits="">
          <SpeakSentence locale="en_US">Press 1 for sales.</SpeakSentence>
        </Gather>
        <SpeakSentence>Never heard</SpeakSentence>""")
    assert isinstance(menu, Menu)
    assert menu.no_input
    assert (menu.no_input.after, menu.no_input.tries, to(menu.no_input.then)) == (9, 2, "x")
    assert menu.prompt
    assert menu.prompt.language == "en-US"


def test_without_an_address_bandwidth_goes_on_with_the_next_verb():
    entry = gather(
        '<Gather maxDigits="4"><PlayAudio>pin.wav</PlayAudio></Gather><Transfer><PhoneNumber>+1555</PhoneNumber></Transfer>'
    )
    assert isinstance(entry, Collect)
    assert (to(entry.next), entry.finish_on) == ("Transfer", "")
    assert entry.no_input
    assert to(entry.no_input.then) == "Transfer"


def test_numbers_that_are_none_are_passed_over():
    menu = gather('<Gather numDigits="one" maxDigits="1" timeout="99999999" action="x"><Say>Press 1</Say></Gather>')
    assert isinstance(menu, Menu)
    assert menu.no_input
    assert menu.no_input.after == 5


def test_of_the_words_under_conditions_only_the_first_variant_counts():
    step = gather(
        """<Gather numDigits="1" action="x">{% if es %}<Say>Pulse 1</Say>{% for a in b %}<Say>Pulse 2.</Say>{% endfor %}
        {% else %}<Say>Press 3</Say>{% endif %}<Play>beep.wav</Play></Gather>"""
    )
    assert isinstance(step, Menu)
    assert [option.key for option in step.options] == ["1", "2"]
    assert step.prompt
    assert (step.prompt.text, step.prompt.complete) == ("Pulse 1 Pulse 2.", False)


def test_the_keys_may_be_told_directly_before():
    found = flow('<Dial/><Say>Press 1.</Say><Pause/><Say>Or press 2.</Say><Gather action="x"/>').steps["Gather"]
    assert isinstance(found, Menu)
    assert ([option.key for option in found.options], found.prompt) == (["1", "2"], None)
    waits = flow('<Say>Press 1.</Say><Gather numDigits="1" action="x"><Say>Waiting.</Say></Gather>').steps["Gather"]
    assert isinstance(waits, Menu)
    assert [option.key for option in waits.options] == ["1"]
    assert waits.prompt
    assert not waits.prompt.complete


@pytest.mark.parametrize(
    "verbs",
    [
        '<Say>Press 1.</Say><Dial/><Gather action="x"/>',
        '<Say>Press 1.</Say><Gather action="x"><Say>Your zip code.</Say></Gather>',
        '<Say>Press 1.</Say><Gather numDigits="5" action="x"/>',
        '{% if a %}<Say>Press 1.</Say>{% endif %}<Gather action="x"/>',
    ],
)
def test_keys_that_are_told_for_something_else_are_none_of_it(verbs):
    assert isinstance(gather(verbs), Collect)


def test_a_program_that_sends_this_document_decides_what_it_sends_for_the_answer():
    verbs = '<Gather numDigits="1" action="/{0}"><Say>Press 1.</Say></Gather>'
    found = flow(verbs.format("menu?x=1.5"), "menu.xml").steps
    assert isinstance(found["(this document, as it is sent the next time)"], Unknown)
    assert to(found["Gather"].options[0].target) == "(this document, as it is sent the next time)"  # type: ignore[union-attr]
    again = flow(verbs.format("menu.xml"), "menu.xml").steps["Gather"]
    assert isinstance(again, Menu)
    assert to(again.options[0].target) == "Gather"
    template = flow(verbs.format("menu.xml") + "{{ x }}", "menu.xml").steps["Gather"]
    assert isinstance(template, Menu)
    assert to(template.options[0].target).startswith("(this document")
