"""What the words before an entry tell of its digits and of the key that ends it."""

from __future__ import annotations

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.asked_words import names_key, tells_length
from ivrlint.facts import Collect
from ivrlint.graph import connect
from ivrlint.readers import read


@pytest.mark.parametrize(
    "words",
    [
        "Enter your 8 digit number.",
        "Enter your eight-digit number.",
        "Enter the date as DDMMYYYY.",
        "Two digits for the day, two for the month, four for the year.",
        "For example, 1 2 3 4 5 6 7 8.",
        "It looks like 12345678.",
    ],
)
def test_words_tell_that_a_number_has_eight_digits(words):
    assert tells_length(words, "en", 8)


@pytest.mark.parametrize("words", ["Enter your number.", "Enter the date that is written there.", "Press 1 for help."])
def test_words_tell_nothing_of_its_length(words):
    assert not tells_length(words, "en", 8)


def test_a_german_compound_tells_the_length():
    assert tells_length("Ihre achtstellige Kundennummer bitte.", "de", 8)
    assert not tells_length("Ihre Kundennummer bitte.", "de", 8)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "Marque los ocho dígitos."),
        ("pt", "Digite os oito dígitos."),
        ("fr", "Saisissez les huit chiffres."),
        ("it", "Digiti le otto cifre."),
        ("nl", "Toets de acht cijfers in."),
    ],
)
def test_other_languages_tell_the_length(language, words):
    assert tells_length(words, language, 8)
    assert tells_length(words, language, 0)
    assert not tells_length(words.split()[0], language, 8)


@pytest.mark.parametrize(
    ("words", "language", "keys", "named"),
    [
        ("then press the pound key", "en", "#", True),
        ("then press #", "en", "#", True),
        ("drücken Sie dann die Raute-Taste", "de", "#", True),
        ("then press star", "en", "#", False),
        ("then press star", "en", "*#", True),
        ("and wait", "en", "#", False),
    ],
)
def test_words_name_a_key(words, language, keys, named):
    assert names_key(words, language, keys) is named


def collect(rest: str, before: str = "") -> Collect:
    text = f"ivr: 1\nlanguage: en\nstart: {'hello' if before else 'ask'}\nsteps:\n"
    if before:
        text += f"  hello: {{say: {before}, next: ask}}\n"
    text += f"  ask: {{collect: x, {rest}, next: people}}\n  people: {{transfer: sales, with: [x]}}\n"
    flow = read(text.encode(), "flow.yaml")
    return analyse(connect(flow), flow.entries[0]).facts.collects[0]


def test_what_is_said_in_the_step_before_belongs_to_the_question():
    assert not collect("say: Enter it now., digits: 10").length_said
    assert collect("say: Enter it now., digits: 10", "We need your ten digit number.").length_said
    assert collect('say: Enter it now., finish_on: "#"', "End with the hash key.").end_key_said


def test_nothing_is_missed_in_words_that_are_not_known():
    assert collect("audio: ask.wav, digits: 10").length_said
    assert collect('say: "{question}", finish_on: "#"').end_key_said or collect('audio: ask.wav, finish_on: "#"').end_key_said
    assert collect("say: Enter it now., digits: 10, audio: other.wav", "").digits_most == 10


def test_no_key_has_to_be_named_that_nobody_needs():
    assert collect('say: Enter it., finish_on: "#", digits: 10').end_key_said
    assert collect('say: Say it., finish_on: "#", by: speech').end_key_said
    assert collect("say: Enter it.").end_key_said
    assert not collect('say: Enter it., finish_on: "#"').end_key_said
    assert not collect('say: Enter it., finish_on: "#", digits: 4-10').end_key_said


def test_letters_are_asked_for_where_they_can_only_be_typed():
    assert collect("say: Please enter your last name.").letters
    assert not collect("say: Please say your last name., by: [keys, speech]").letters
    assert not collect("say: Please enter your account number.").letters


def test_the_digits_of_a_phone_number_are_seven_at_least():
    assert collect("say: Please enter your phone number.").sure_digits == 7
    assert collect("say: Please enter your phone number., digits: 1-15").sure_digits == 7
    assert collect("say: Please enter your phone number., digits: 10").sure_digits == 10
    assert collect("say: Please say your phone number., by: speech").sure_digits == 0
    assert collect("say: Please enter your account number.").sure_digits == 0


@pytest.mark.parametrize(
    ("rest", "said", "taken"),
    [
        ("say: Your eight-digit number please., digits: 10", 8, "10"),
        ("say: Your 8 digit number please., digits: 8-12", 8, "8 to 12"),
        ("say: Your eight-digit number please.", 0, "0"),
        ("say: The last four digits of your nine-digit number please., digits: 4", 0, "4"),
        ("say: Your nine-digit number please. We need the last 4 of it., digits: 4", 0, "4"),
        ("say: Two digits for the month please., digits: 4", 0, "4"),
        ("say: Say the eight digits please., digits: 10, by: speech", 0, "10"),
        ("say: 'Die zehnstellige Nummer bitte.', language: de, digits: 8", 10, "8"),
        ("say: 'Les dix chiffres de votre contrat.', language: fr, digits: 8", 10, "8"),
    ],
)
def test_the_number_of_digits_is_named(rest, said, taken):
    found = collect(rest)
    assert (found.digits_said, found.digits_taken) == (said, taken)
