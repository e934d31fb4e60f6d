"""What words are about, held against sentences in all languages; a speaker extends them in topics/<language>.yaml."""

import re
from pathlib import Path

import pytest
import yaml

from ivrlint.analysis.accents import without_accents
from ivrlint.analysis.guess import heard
from ivrlint.analysis.language import languages
from ivrlint.analysis.phrases import pieces
from ivrlint.analysis.sounding import sounds_like
from ivrlint.analysis.topics import PURPOSES, TOPICS, any_time_keys, purposes, says

SENTENCES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("topics/*.yaml"))}
LISTS = ("topics", "purposes")
FIND = {"topics": says, "purposes": purposes}
NAMES = {"topics": TOPICS, "purposes": PURPOSES}
EVERYWHERE = Path(__file__).parents[2] / "ivrlint" / "analysis" / "languages" / "every" / "words.yaml"


def sentences(which):
    return [
        pytest.param(code, kind, name, text, id=f"{code} {name}: {text}")
        for code, lists in SENTENCES.items()
        for kind in LISTS
        for name, texts in lists[kind].items()
        for text in texts[which].splitlines()
    ]


def phrases(code):
    words = languages()[code].words
    return [(f"{kind}.{name}", phrase) for kind in (*LISTS, "except") for name, own in words[kind].items() for phrase in own]


@pytest.mark.parametrize(("code", "kind", "name", "text"), sentences("says"))
def test_what_is_said_is_found(code, kind, name, text):
    assert name in FIND[kind](text, code)


@pytest.mark.parametrize(("code", "kind", "name", "text"), sentences("not"))
def test_what_only_looks_alike_is_not_found(code, kind, name, text):
    assert name not in FIND[kind](text, code)


def test_every_language_has_all_four_parts_and_a_file_of_sentences():
    assert [code for code, language in languages().items() if not language.words] == []
    assert list(SENTENCES) == sorted(languages())


@pytest.mark.parametrize("code", languages())
def test_every_language_has_sentences_of_every_topic_and_purpose(code):
    for kind in LISTS:
        assert list(SENTENCES[code][kind]) == list(NAMES[kind])
        few = [name for name, texts in SENTENCES[code][kind].items() if texts["says"].count("\n") < 2 or not texts["not"]]
        assert few == []


@pytest.mark.parametrize("code", languages())
def test_every_language_has_phrases_of_every_topic_and_purpose(code):
    words = languages()[code].words
    for kind in LISTS:
        assert list(words[kind]) == list(NAMES[kind])
        assert [name for name, own in words[kind].items() if not own] == []
    assert set(words["except"]) <= {*TOPICS, *PURPOSES}
    assert len(words["days"]) >= 7


@pytest.mark.parametrize("code", languages())
def test_no_phrase_of_a_list_is_there_twice(code):
    every = phrases(code)
    assert sorted(one for one in every if every.count(one) > 1) == []


@pytest.mark.parametrize("code", languages())
def test_phrases_are_plain_words_in_lower_case(code):
    for name, phrase in phrases(code):
        assert phrase == " ".join(phrase.lower().split()), name
        assert "\u2019" not in phrase, name
        assert set(re.findall("<[^>]*>", phrase)) <= {"<word>", "<words>", "<number>", "<key>", "<day>", "<web>"}, (name, phrase)
        assert phrase.count("(") == phrase.count(")"), (name, phrase)


@pytest.mark.parametrize("code", languages())
def test_a_phrase_is_never_one_little_word_that_must_be_there(code):
    """What stands in parentheses may be absent: a phrase must have more than such words."""
    for name, phrase in phrases(code):
        must = [piece for piece in pieces(phrase) if piece[0] != "(" and piece not in "?,"]
        assert must, (name, phrase)
        assert len(must) > 1 or all(len(word) > 2 for word in must[0].split("|")), (name, phrase)


def test_words_for_every_language_belong_to_topics():
    assert set(yaml.safe_load(EVERYWHERE.read_text("utf-8"))) <= set(TOPICS)


def test_words_in_a_language_without_a_table_are_about_nothing():
    assert says("Your call is important to us.", "") == says("Your call is important to us.", "pl") == ()
    assert purposes("operator", "pl") == ()


def test_a_phrase_holds_whole_words_and_does_not_reach_over_the_end_of_a_sentence():
    assert purposes("personal", "en") == purposes("operatorship", "en") == ()
    assert says("We do not know about your call. Is important to us what you think.", "en") == ()


def test_capitals_commas_hyphens_and_markup_do_not_matter():
    for text in (
        "YOUR CALL, is important to us!",
        "<speak>Your <b>call</b> is important</speak> to us",
        "your call\nis important to us",
    ):
        assert says(text, "en") == ("call_matters",)
    assert "promotion" in says("our award-winning service", "en")


@pytest.mark.parametrize(("code", "kind", "name", "text"), sentences("says"))
def test_accents_do_not_matter(code, kind, name, text):
    assert name in FIND[kind](without_accents(text.lower()), code)


def test_accents_may_be_left_out_of_a_single_word():
    assert says("Ecoutez attentivement, car nos options ont changé.", "fr") == ("options_changed",)
    assert says("Per migliorare il servizio, la chiamata puo' essere registrata.", "it") == ("recording_notice",)
    assert says("Sie rufen ausserhalb unserer Öffnungszeiten an.", "de") == ("closed",)


def test_a_number_may_have_a_word_between_its_parts_but_that_word_is_no_number():
    assert says("El tiempo de espera es de treinta y cinco minutos.", "es") == ("fixed_wait",)
    assert says("Deixe o seu nome e telefone e ligaremos.", "pt") == ("call_back", "leave_message")


def test_what_is_put_in_is_a_word_that_is_not_known():
    assert says("The wait time is 5 minutes.", "en") == ("fixed_wait",)
    for text in ("{minutes}", "${minutes}", "{{flow.minutes}}", "$.Attributes.minutes"):
        assert says(f"The wait time is {text} minutes.", "en") == ()


def test_a_sentence_that_says_what_a_key_is_for_does_not_advertise():
    assert "promotion" in says("Ask us about our travel cover.", "en")
    assert says("To hear our special offers on our website, press 5.", "en") == ()


def test_each_sentence_is_read_in_its_own_language():
    both = "Thank you for calling Acme. Su llamada es muy importante para nosotros. For billing, press 1."
    assert says(both, "en") == says(both, "es") == ("call_matters", "greeting")


def test_the_keys_that_work_at_any_time():
    assert any_time_keys("Press 0 at any time to speak to a person. For sales, press 1.", "en") == ("0",)
    assert any_time_keys("You may press star or zero. Press pound at any time.", "en") == ("#",)
    assert any_time_keys("Oprima cero en cualquier momento.", "es") == ("0",)
    assert any_time_keys("For sales, press 1.", "en") == ()


@pytest.mark.parametrize("code", languages())
def test_no_sentence_sounds_like_another_language(code):
    texts = [
        text for kind in LISTS for own in SENTENCES[code][kind].values() for lines in own.values() for text in lines.splitlines()
    ]
    assert len(texts) > 100
    assert [(text, sounds_like(text)) for text in texts if sounds_like(text) not in ("", code)] == []


def test_words_are_heard_in_the_declared_language_unless_they_sound_like_another():
    assert heard("OK.", "en-US") == heard("Acme 24.", "en") == "en"
    assert heard("Por favor, introduzca el número de su tarjeta.", "en-US") == "es"
    assert heard("Thank you for calling. Please enter your card number.", "de") == "en"
    assert heard("Please enter your card number.", "") == "en"
    assert heard("Please enter your card number.", "pl-PL") == ""
