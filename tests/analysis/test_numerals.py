"""Numbers as they are spoken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.analysis.language import languages
from ivrlint.analysis.numerals import cardinal, spell_out


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Your balance is $1,284.56.", "Your balance is one thousand two hundred eighty-four dollars and fifty-six cents."),
        ("en", "It costs £5 or 7€.", "It costs five pounds or seven euros."),
        ("en", "It costs $2.00", "It costs two dollars"),
        ("en", "Call 1-800-555-0199 now", "Call one, eight zero zero, five five five, zero one nine nine now"),
        ("en", "Call 0345 600 0700", "Call zero three four five, six zero zero, zero seven zero zero"),
        ("en", "+44 20 7946 0000", "plus four four, two zero, seven nine four six, zero zero zero zero"),
        ("en", "code 4 4 1 7", "code four four one seven"),
        ("en", "code 004512 and 123456", "code zero zero four five one two and one two three four five six"),
        ("en", "open 24/7", "open twenty-four seven"),
        ("en", "from 8:30 am to 5pm", "from eight thirty ay em to five pee em"),
        ("en", "at 14:45 or 8:00", "at fourteen forty-five or eight o'clock"),
        ("en", "the 4th of May", "the fourth of May"),
        ("en", "the 21xy", "the twenty-one xy"),
        ("en", "a 3.5% fee", "a three point five percent fee"),
        ("en", "version 1.2.3", "version one two three"),
        ("en", "in 2026", "in two thousand twenty-six"),
        ("en", "100 or 200 of 1,000,000", "one hundred or two hundred of one million"),
        ("en", "7 2026", "seven two thousand twenty-six"),
        ("en", "visit www.acme.com/help", "visit double-u double-u double-u dot acme dot com slash help"),
        ("en", "press * or # & hold", "press star or hash and hold"),
        ("en", "Hello {name}, {{x.y}} and ${z}", "Hello something, something and something"),
        ("en", "<b>Bold</b> {% if a %}words{% endif %}.", "Bold words."),
        ("en", "an open { brace 5", "an open { brace five"),
        ("en", "1,234,567,890", "one two three four five six seven eight nine zero"),
        ("en", "$1,234,567,890.505", "one two three four five six seven eight nine zero dollars and fifty cents"),
        ("en", "1234567890123", "one two three four five six seven eight nine zero one two three"),
        ("en", "£12.3.4", "one thousand two hundred thirty-four pounds"),
        ("es", "Son 1.284,56 €", "Son mil doscientos ochenta y cuatro euros y cincuenta y seis céntimos"),
        ("es", "de 8:30 a 17:00", "de ocho y treinta a diecisiete en punto"),
        ("fr", "de 9h30 à 18h", "de neuf heures trente à dix-huit heures"),
        ("de", "von 8:00 bis 17:30 Uhr", "von acht Uhr bis siebzehn Uhr dreißig"),
        ("de", "um 8 Uhr", "um acht Uhr"),
        ("de", "2.500.000 Kunden", "zwei Millionen fünfhunderttausend Kunden"),
        ("it", "il 50% di 1001", "il cinquanta per cento di mille uno"),
        ("nl", "€ 21", "eenentwintig euro"),
        ("pt", "125 opções", "cento e vinte e cinco opções"),
        ("en", "until 7 pm. Press 1.", "until seven pee em. Press one."),
        ("en", "until 7:30 p.m. on Friday", "until seven thirty pee em on Friday"),
        ("en", "US$ 20 a year", "twenty dollars a year"),
        ("en", "VIRUS$20", "VIRUStwenty dollars"),
        ("en", "codes 12 500", "codes twelve five hundred"),
        ("pt", "taxa de R$ 49,90.", "taxa de quarenta e nove reais e noventa centavos."),
        ("fr", "nos 12 500 clients", "nos douze mille cinq cent clients"),
        ("fr", "soit 1 284,56 €", "soit mille deux cent quatre-vingt-quatre euros et cinquante-six centimes"),
        ("fr", "au 0 800 12 34 56", "au zéro, huit cent, douze, trente-quatre, cinquante-six"),
        ("fr", "au 01 23 45 67 89", "au zéro un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf"),
        ("es", "al 900 123 456", "al nueve cero cero, uno dos tres, cuatro cinco seis"),
        ("de", "am 15. Juni im 3. Stock", "am fünfzehnte Juni im dreite Stock"),
        ("de", "die 15. Oder 3.", "die fünfzehn. Oder drei."),
    ],
)
def test_a_text_is_spelled_out(language, text, words):
    assert spell_out(text, languages()[language].numbers) == words


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr", "de", "it", "nl"])
def test_every_number_has_words_of_its_own(language):
    numbers = languages()[language].numbers
    said = [cardinal(value, numbers) for value in range(2101)]
    assert len(set(said)) == len(said)
    assert all(said)


@given(st.integers(0, 10**9 - 1))
def test_any_number_can_be_said(value):
    assert not any(character.isdigit() for character in cardinal(value, languages()["en"].numbers))


@given(st.text("0123456789.,:/-+ $€%h#ap mMai{}<>", max_size=25), st.sampled_from(sorted(languages())))
def test_any_mix_of_digits_and_signs_can_be_said(text, language):
    said = spell_out(text, languages()[language].numbers)
    assert not any(character.isdigit() for character in said)
