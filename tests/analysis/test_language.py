"""The tables of the languages."""

import pytest

from ivrlint.analysis.language import ROLES, TOKEN, code_of, language_of, languages

ALLOWED_TWICE = [{"openers", "through"}, {"press", "press_after"}, {"pressing", "press_after"}, {"beside_key", "counted"}]


@pytest.fixture(params=["de", "en", "es", "fr", "it", "nl", "pt"])
def language(request):
    return languages()[request.param]


def test_there_are_seven_languages():
    assert list(languages()) == ["de", "en", "es", "fr", "it", "nl", "pt"]


def test_a_word_has_one_role(language):
    roles = {}
    for name in ROLES:
        for word in {**language._head, **language._rest}[name]:
            roles.setdefault(word, set()).add(name)
    for key, names in language._rest["keys"].items():
        for word in names:
            roles.setdefault(word, set()).add(key)
    assert {word: names for word, names in roles.items() if len(names) > 1 and names not in ALLOWED_TWICE} == {}


def test_all_words_are_in_lower_case(language):
    table = {**language._head, **language._rest}
    for name in [*ROLES, "common", "names", "languages", "with_language"]:
        assert [word for word in table[name] if word != word.lower()] == []


def test_every_key_has_a_name(language):
    keys = language._rest["keys"]
    assert list(keys) == [*"0123456789*#"]
    assert all(keys.values())
    assert set(language.grammar.keys.values()) == set("0123456789*#")


def test_numbers_are_complete(language):
    assert len(language.numbers.below_hundred) == 100
    assert len(language.numbers.hundreds) == 9
    assert set(language.numbers.money) == {"$", "£", "€"}


def test_a_character_takes_a_twentieth_of_a_second_or_so(language):
    assert 0.04 <= language.seconds_per_character <= 0.07


def test_a_language_is_called_by_its_code_with_a_country_or_by_name():
    assert code_of("EN-us") == code_of("English") == code_of(" en ") == "en"
    assert code_of("Klingon") == ""
    assert language_of("Klingon") is None
    assert language_of("nederlands") is languages()["nl"]


@pytest.mark.parametrize(
    "text",
    ["Press 1, or 2; at 5.30 p.m. on www.example.com.", "l'étoile, s'il vous plaît: 1-800-555 *#", "re-enter 12:30 a.b c_d", ""],
)
def test_tokens_are_the_whole_text(text):
    assert "".join(TOKEN.findall(text)) == text


def test_tokens_keep_web_addresses_times_and_abbreviations_together():
    assert TOKEN.findall("at 5.30 p.m. see my.example.com, l'étoile 24-hour") == [
        "at", " 5.30", " p.m.", " see", " my", ".", "example.com", ",", " l'étoile", " 24-hour",
    ]  # fmt: skip
