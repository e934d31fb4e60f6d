"""What an entry asks for is told by its kind, its name and its words, and by nothing that is not certain."""

from __future__ import annotations

import pytest

from ivrlint.analysis.asked import SORTS, may_be_anothers, sort_of
from ivrlint.analysis.language import languages


@pytest.mark.parametrize(
    ("kind", "sort"),
    [
        ("cvv", "card code"),
        ("CSC", "card code"),
        ("security_code", "card code"),
        ("card number", "card number"),
        ("password", "pin"),
        ("PIN code", "pin"),
        ("OTP", "one-time code"),
        ("choice", "choice"),
        ("meter reading", "meter reading"),
    ],
)
def test_a_kind_that_is_written_counts(kind, sort):
    assert sort_of(kind, "x", "", "en", 0) == sort


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("card_number", "card number"),
        ("cardNumber", "card number"),
        ("SSN", "national number"),
        ("callback_phone_number", "phone number"),
        ("dob", "date of birth"),
        ("MemberID", "customer number"),
        ("emailAddress", "e-mail"),
        ("account", "account number"),
        ("account_type", ""),
        ("code", ""),
        ("pincode", ""),
        ("spin", ""),
        ("file_name", ""),
        ("ip_address", ""),
    ],
)
def test_a_name_tells_what_it_holds(name, sort):
    assert sort_of("", name, "", "", 0) == sort


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("Please enter your account number, followed by the pound sign.", "account number"),
        ("Enter the three digits on the back of your card.", "card code"),
        ("Please enter the long number on the front of your card.", "card number"),
        ("Please enter your six-digit verification code.", "one-time code"),
        ("Please enter the last four digits of your social security number.", ""),
        ("Please enter your account number or your phone number.", ""),
        ("Please enter your order number.", ""),
        ("Please say the name of the station.", ""),
    ],
)
def test_words_tell_what_is_asked_for_where_they_name_one_thing(words, sort):
    assert sort_of("", "answer", words, "en", 0) == sort


def test_the_name_counts_before_the_words():
    assert sort_of("", "pin", "We found your account number. Now the secret.", "en", 4) == "pin"


def test_a_secret_that_was_sent_just_now_is_no_pin():
    assert sort_of("pin", "otp", "", "en", 6) == "one-time code"


def test_a_few_digits_are_no_card_number():
    assert [sort_of("card number", "x", "", "en", most) for most in (0, 4, 9, 16)] == ["card number", "", "", "card number"]


def test_words_in_a_language_without_a_table_tell_nothing():
    assert sort_of("", "answer", "Please enter your account number.", "", 0) == ""


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("account", "Please enter your account number.", False),
        ("new_account", "Please enter the number.", True),
        ("account", "Now enter the account number of the payee.", True),
        ("account", "Please enter your account number again.", True),
    ],
)
def test_another_one_of_the_same_sort_is_told_by_name_or_words(name, words, expected):
    assert may_be_anothers(name, words, "en") is expected


@pytest.mark.parametrize(
    ("language", "words", "sort"),
    [
        ("es", "Por favor, marque su número de cuenta.", "account number"),
        ("es", "Introduzca los tres dígitos al reverso de su tarjeta.", "card code"),
        ("es", "Marque los últimos cuatro dígitos de su tarjeta de crédito.", ""),
        ("es", "Introduzca el número de su tarjeta sanitaria.", ""),
        ("es", "Marque los ocho dígitos de la fecha.", ""),
        ("es", "Ingrese su contraseña.", "pin"),
        ("pt", "Digite os onze números do seu CPF.", "national number"),
        ("pt", "Digite a sua senha.", "pin"),
        ("pt", "Digite o código do produto.", ""),
        ("pt", "Digite o número do seu cartão de crédito.", "card number"),
        ("fr", "Saisissez votre numéro de client.", "customer number"),
        ("fr", "Saisissez le numéro de votre chambre.", ""),
        ("fr", "Entrez votre code confidentiel à quatre chiffres.", "pin"),
        ("fr", "Saisissez votre adresse e-mail.", "e-mail"),
        ("de", "Bitte geben Sie Ihre Kundennummer ein.", "customer number"),
        ("de", "Bitte geben Sie Ihre Geheimzahl ein.", "pin"),
        ("de", "Geben Sie den Code ein, den wir Ihnen geschickt haben.", ""),
        ("de", "Bitte geben Sie die Nummer Ihrer Filiale ein.", ""),
        ("it", "Digiti il codice fiscale.", "national number"),
        ("it", "Digiti la data di scadenza della bolletta.", ""),
        ("it", "Digiti il numero della sua carta di credito.", "card number"),
        ("nl", "Toets uw klantnummer in.", "customer number"),
        ("nl", "Toets uw pincode in.", "pin"),
        ("nl", "Toets het nummer van uw kamer in.", ""),
    ],
)
def test_words_in_other_languages_tell_it_too(language, words, sort):
    assert sort_of("", "answer", words, language, 0) == sort


@pytest.mark.parametrize("code", languages())
def test_every_table_has_a_list_for_every_sort(code):
    table = languages()[code].words
    assert list(table["asked"]) == list(SORTS)
    assert table["asked_in_part"]
    assert table["asked_of_another"]
    assert table["digits"]
