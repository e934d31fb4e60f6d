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


@pytest.mark.parametrize("code", [code for code, table in languages().items() if table.words and "asked" in table.words])
def test_every_table_has_a_list_for_every_sort(code):
    table = languages()[code].words
    assert list(table["asked"]) == list(SORTS)
    assert table["asked_in_part"]
    assert table["asked_of_another"]
    assert table["digits"]
