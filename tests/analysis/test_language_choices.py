"""Which language options choose, in which language they say so, and which language words sound like."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.language_options import named, said_in
from ivrlint.analysis.sounding import sounds_like
from ivrlint.graph import connect
from ivrlint.readers.files import read_text

HEAD = "ivr: 1\nlanguage: en-GB\nstart: one\nsteps:\n"
PEOPLE = "people: {transfer: desk, no_answer: message}", "message: {voicemail: desk, say: Please leave your name.}"


def facts_of(*steps):
    text = HEAD + "".join(f"  {step}\n" for step in (*steps, *PEOPLE))
    (flow,) = read_text(text, "flow.yaml").flows.values()
    assert flow.problems == ()
    return analyse(connect(flow), flow.entries[0]).facts


@pytest.mark.parametrize(
    ("label", "language", "spoken"),
    [
        ("Spanish", "es", ("en",)),
        ("para español", "es", ("es",)),
        ("Englisch", "en", ("de",)),
        ("pour le français", "fr", ("fr",)),
        ("Voor Nederlands", "nl", ("nl",)),
        ("Spanish, para español", "es", ("en", "es")),
        ("Hindi", "", ("en",)),
        ("English or Spanish", "", ("en",)),
        ("Spanish classes", "", ("en",)),
        ("bills", "", ()),
        ("", "", ()),
    ],
)
def test_a_label_names_a_language_in_the_words_of_one(label, language, spoken):
    assert (named(label), said_in(label)) == (language, spoken)


def offer(words, **options):
    wired = ", ".join(f"{key[1:]}: {step}" for key, step in options.items())
    return f"one: {{menu: '{words}', options: {{{wired}}}, no_input: {{then: bye}}, no_match: {{then: bye}}}}"


BYE = "bye: {hang_up: true}"
BOTH = "For English, press 1. Para español, oprima 2."


def test_an_option_is_said_as_the_menu_says_it():
    options = facts_of(offer("If you are calling about bills, press 1.", _1="people", _2="people"), BYE).options
    assert [(o.key, o.said, o.words, o.said_in) for o in options] == [
        ("1", "if you are calling about bills", 6, ()),
        ("2", "", 0, ()),
    ]


def test_another_language_reaches_a_person():
    options = facts_of(offer(BOTH, _1="people", _2="bye"), BYE).options
    assert [(o.language, o.said_in, o.another_reaches_person) for o in options] == [
        ("en", ("en",), False),
        ("es", ("es",), True),
    ]


def test_an_option_for_something_else_is_no_other_language():
    options = facts_of(offer("Para español, oprima 1. To speak to a person, press 2.", _1="bye", _2="people"), BYE).options
    assert [o.another_reaches_person for o in options] == [False, False]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for calling. Please hold.", "en"),
        ("Gracias por llamar. Para hablar con un asesor, pulse 0.", "es"),
        ("Obrigado por ligar. Para falar com um atendente, digite 0.", "pt"),
        ("Merci de votre appel. Pour parler à une personne, tapez 0.", "fr"),
        ("Vielen Dank für Ihren Anruf. Bitte warten Sie.", "de"),
        ("Grazie per la chiamata. Un operatore è con Lei tra poco.", "it"),
        ("Welkom bij de bank. Een ogenblik, u wordt verbonden.", "nl"),
        ("Con la informacion, la entrada le costara diez euros.", ""),
        ("Welcome. Bienvenido. For English, press 1. Para español, oprima 2.", ""),
        ("Press 1.", ""),
        ("", ""),
    ],
)
def test_words_sound_like_a_language_when_enough_of_them_are_of_no_other(text, language):
    assert sounds_like(text) == language


def test_words_are_in_another_language_than_was_chosen():
    told = "hola: {say: We are working on the lines in your street., next: people}", "hello: {say: Hello., next: people}"
    prompts = facts_of(offer(BOTH, _1="hello", _2="hola"), *told, BYE).prompts
    assert {p.step for p in prompts if p.other_language} == {"hola"}


def test_words_that_callers_in_both_languages_hear_are_in_neither():
    told = "hola: {say: We are working on the lines in your street., next: people}"
    prompts = facts_of(offer(BOTH, _1="hola", _2="hola"), told, BYE).prompts
    assert {p.step for p in prompts if p.other_language} == set()
