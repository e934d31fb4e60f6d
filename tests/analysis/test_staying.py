"""What happens to callers who press nothing, or a key that was said to work at any time."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.staying import told_to_stay
from ivrlint.analysis.topics import any_time_keys
from ivrlint.graph import connect
from ivrlint.readers.files import read_text

HEAD = "ivr: 1\nlanguage: en-GB\nstart: one\nsteps:\n"
PEOPLE = "people: {transfer: desk, no_answer: message}", "message: {voicemail: desk, say: Please leave your name.}"
BYE = "bye: {hang_up: Goodbye.}"


def menus(*steps):
    text = HEAD + "".join(f"  {step}\n" for step in (*steps, *PEOPLE))
    (flow,) = read_text(text, "flow.yaml").flows.values()
    assert flow.problems == ()
    return {menu.step: menu for menu in analyse(connect(flow), flow.entries[0]).facts.menus}


def menu(name, no_input="no_input: {then: people}", options="1: people", no_match="no_match: {then: bye}"):
    handlers = ", ".join(filter(None, [no_input, no_match]))
    return f"{name}: {{menu: 'For bills, press 1.', options: {{{options}}}, {handlers}}}"


def silent(no_input, *steps):
    found = menus(menu("one", no_input), *steps, BYE)["one"]
    return found.silence, found.silence_ends, found.silence_blocks


def test_silence_leads_to_what_comes_next():
    assert silent("no_input: {then: people}") == (("person",), False, False)
    assert silent("no_input: {then: sorry}", "sorry: {say: Sorry., next: people}") == (("person",), False, False)


def test_silence_ends_the_call_where_nothing_is_written_or_the_phone_is_put_down():
    assert silent("") == (("cut_off",), True, True)
    assert silent("no_input: {then: sorry}", "sorry: {say: Sorry., next: bye}") == (("hang_up",), True, True)


def test_silence_leads_to_the_menu_again():
    assert silent("no_input: {tries: 2, then: one}") == (("again",), False, True)
    assert silent("no_input: {then: sorry}", "sorry: {say: Sorry., next: one}") == (("again",), False, True)


def test_silence_may_end_the_call_or_not():
    check = "luck: {check: luck, cases: {good: people}, otherwise: bye}"
    assert silent("no_input: {then: luck}", check) == (("person", "hang_up"), False, False)


WELCOME = "one: {say: Press 0 at any time to speak to a person., next: main}"


def missing(*steps):
    return {name: found.any_time_missing for name, found in menus(*steps, BYE).items() if found.any_time_missing}


def test_a_key_that_works_at_any_time_is_missing_where_no_option_takes_it():
    assert missing(WELCOME, menu("main")) == {"main": ("0",)}
    assert missing(WELCOME, menu("main", options="1: people, 0: people")) == {}
    assert missing(WELCOME, menu("main", options="1: later, 0: people"), menu("later")) == {"later": ("0",)}


def test_a_key_works_where_one_wrong_key_leads_on():
    assert missing(WELCOME, menu("main", no_match="no_match: {then: people}")) == {}
    assert missing(WELCOME, menu("main", no_match="no_match: {tries: 2, then: people}")) == {"main": ("0",)}
    assert missing(WELCOME, menu("main", no_match="no_match: {then: main}")) == {"main": ("0",)}


def test_a_menu_before_the_words_has_promised_nothing():
    told = "told: {say: Press 0 at any time to speak to a person., next: people}"
    assert missing(menu("one", options="1: told"), told) == {}


def test_a_menu_that_says_it_itself_is_not_judged_by_its_own_words():
    own = "one: {menu: 'For bills, press 1. Press 0 at any time for a person.', options: {1: people}, no_input: {then: people}}"
    assert missing(own) == {}
    later = own.replace("1: people", "1: later")
    assert missing(later, menu("later")) == {"later": ("0",)}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Press 0 at any time to speak to a person."),
        ("en", "At any time, press zero for a person."),
        ("en", "You can press 0 at anytime to speak to a person."),
        ("es", "Pulse 0 en cualquier momento para hablar con una persona."),
        ("pt", "Digite 0 a qualquer momento para falar com um atendente."),
        ("fr", "Appuyez sur 0 à tout moment pour parler à une personne."),
        ("de", "Drücken Sie jederzeit die 0, um mit einem Menschen zu sprechen."),
        ("it", "Prema 0 in qualsiasi momento per parlare con un operatore."),
        ("nl", "Toets op elk moment een 0 voor een medewerker."),
        ("nl", "Toets op elk moment een nul voor een medewerker."),
    ],
)
def test_a_key_is_said_to_work_at_any_time_in_seven_languages(language, words):
    assert any_time_keys(words, language) == ("0",)


@pytest.mark.parametrize("words", ["Press star at any time during this message to skip it.", "Press 0 to speak to a person."])
def test_a_key_that_works_during_a_message_works_there_alone(words):
    assert any_time_keys(words, "en") == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("For bills, press 1. For anything else, stay on the line.", True),
        ("For bills, press 1, or stay on the line.", True),
        ("For bills, press 1. To hear this again, stay on the line.", False),
        ("For bills, press 1. Stay on the line if you want to hear the menu again.", False),
        ("For bills, press 1.", False),
    ],
)
def test_callers_are_told_to_stay_for_something_else_than_to_hear_it_again(words, told):
    assert told_to_stay(words, "en") == told
