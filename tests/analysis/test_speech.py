"""How long it takes to say a text."""

from pathlib import Path
from statistics import mean

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.analysis.speech import Pace, measure, pause_of, seconds

MEASURED = yaml.safe_load(Path(__file__).with_name("speech.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "error"), [("en", 0.05), *((code, 0.07) for code in ("es", "pt", "fr", "de", "it", "nl"))])
def test_estimates_are_near_what_a_synthesiser_takes(language, error):
    rows = MEASURED[language]
    errors = [abs(seconds(row["say"], language) / row["seconds"] - 1) for row in rows]
    assert mean(errors) <= error
    assert max(errors) <= 0.15


def test_the_english_sample_is_large_enough_to_mean_something():
    assert len(MEASURED["en"]) >= 20
    assert all(len(rows) >= 6 for rows in MEASURED.values())


def test_plain_words_follow_the_formula():
    text = "Hello, and welcome. Please hold."
    assert seconds(text) == pytest.approx(0.053 * len(text) + 0.40 + 0.18)


def test_no_words_take_no_time():
    assert seconds("") == 0
    assert seconds("  \n ") == 0


def test_the_last_full_stop_is_no_pause():
    assert seconds("Please hold.") - seconds("Please hold") == pytest.approx(0.053)


def test_white_space_does_not_count_twice():
    assert seconds("Please \n  hold.") == seconds("Please hold.")


def test_half_the_rate_takes_twice_as_long():
    assert seconds("Please hold.", "en", 85) == pytest.approx(2 * seconds("Please hold."))


def test_a_number_takes_the_time_of_its_words():
    assert seconds("You are number 14.") == seconds("You are number fourteen.")
    assert seconds("Sie sind Nummer 14.", "de-DE") == seconds("Sie sind Nummer vierzehn.", "de")


def test_a_language_without_a_table_is_taken_for_english():
    assert seconds("Vänligen vänta 2 minuter.", "sv") == seconds("Vänligen vänta 2 minuter.", "en")


def test_french_letters_take_less_time_than_english_ones():
    assert seconds("Veuillez patienter", "fr") < seconds("Veuillez patienter", "en")


def test_pieces_add_up_to_the_whole():
    text = "For loans, press 1. For books: press 2; or hold."
    cuts = [9, 18, 29]
    pieces = [text[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert sum(measure(piece, "en") for piece in pieces) == pytest.approx(measure(text, "en"))


@pytest.mark.parametrize(("mark", "pause"), [(".", 0.40), ("?", 0.40), (",", 0.18), (":", 0.18), ("a", 0), ("", 0)])
def test_marks_stand_for_pauses(mark, pause):
    assert pause_of(mark) == pause


def test_the_usual_pace_is_170_words_a_minute_with_pauses_in_menus():
    assert Pace() == (170, 0.5, 0.25)


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäé,.;:?!' ", min_size=1, max_size=8), max_size=12).map(" ".join)


@given(WORDS, WORDS, st.sampled_from(["en", "fr", ""]))
def test_more_words_never_take_less_time(first, second, language):
    assert seconds(f"{first} {second}", language) >= seconds(first, language) - 1e-9


@given(st.text(max_size=40))
def test_any_text_takes_a_time(text):
    assert seconds(text, "es") >= 0
