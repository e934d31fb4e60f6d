"""What the words of a prompt offer."""

import itertools
from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.analysis.accents import without_accents
from ivrlint.analysis.prompts import Spoken, base_language, names_language, parse, repeats
from ivrlint.analysis.speech import Pace, seconds

PROMPTS = yaml.safe_load(Path(__file__).with_name("prompts.yaml").read_text(encoding="utf-8"))
ALL = [(language, row["say"], row["offers"]) for language, rows in PROMPTS.items() for row in rows]


def told(spoken: Spoken) -> str:
    return " | ".join(f"{option.key}{' <' if option.key_first else ':'} {option.label}".strip() for option in spoken.options)


@pytest.mark.parametrize(("language", "text", "offers"), ALL, ids=[f"{language}-{text[:50]}" for language, text, _ in ALL])
def test_a_prompt_offers_what_a_caller_understands(language, text, offers):
    spoken = parse(text, language)
    assert told(spoken) == offers
    assert spoken.language == language


@pytest.mark.parametrize(("language", "text", "offers"), ALL, ids=[f"{language}-{text[:50]}" for language, text, _ in ALL])
def test_a_prompt_offers_the_same_when_nobody_declared_its_language(language, text, offers):
    assert told(parse(text)) == offers


@pytest.mark.parametrize(("language", "text", "offers"), ALL, ids=[f"{language}-{text[:50]}" for language, text, _ in ALL])
def test_a_prompt_that_is_typed_without_accents_offers_the_same(language, text, offers):
    assert told(parse(without_accents(text.lower()), language)) == without_accents(offers.lower())


def test_each_language_has_a_dozen_prompts_with_options_in_both_orders_and_traps():
    assert set(PROMPTS) == {"en", "es", "pt", "fr", "de", "it", "nl"}
    for rows in PROMPTS.values():
        assert sum(bool(row["offers"]) for row in rows) >= 12
        assert any("<" in row["offers"] for row in rows)
        assert any(":" in row["offers"] for row in rows)
        assert sum(not row["offers"] for row in rows) >= 8


@pytest.mark.parametrize(
    ("text", "declared"),
    [("For sales, press 1. For service, press 2.", "fr"), ("Para ventas, pulse 1. Para servicio, pulse 2.", "en-GB")],
)
def test_words_that_are_not_in_the_declared_language_are_read_in_their_own(text, declared):
    spoken = parse(text, declared)
    assert [option.key for option in spoken.options] == ["1", "2"]
    assert spoken.language == ("en" if declared == "fr" else "es")


def test_options_are_found_in_a_prompt_whose_language_has_no_table_but_the_language_stays_unknown():
    spoken = parse("Dla polskiego, nacisnij 1. For English, press 2.", "pl-PL")
    assert told(spoken) == "2: English"
    assert spoken.language == ""
    assert spoken.mentioned == {"1"}


def test_a_text_of_no_known_language_has_no_language():
    assert parse("Zadzwoniles do firmy Kowalski").language == ""
    assert parse("").language == ""


def test_letters_that_grow_in_lower_case_do_no_harm():
    assert told(parse("For İzmir, press 1.", "en")) == "1: i\u0307zmir"


def test_words_without_options_keep_their_declared_language():
    assert parse("Goodbye.", "en-US").language == "en"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("Spanish", "es"),
        ("Français", "fr"),
        ("DE", "de"),
        ("nl-BE", "nl"),
        ("sv", ""),
        ("", ""),
    ],
)
def test_authors_may_write_a_language_in_several_ways(name, code):
    assert base_language(name) == code


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("For sales, press 1. To rate us, press a number from 2 to 4.", {"2", "3", "4"}),
        ("For sales, press 1. Press star to hash.", {"*", "#"} | set("023456789")),
        ("For sales, press 1. Dla polskiego nacisnij 7.", {"7"}),
        ("You have 2 hours left. For sales, press 1.", set()),
        ("For sales, press 1.", set()),
        ("We open at 9.", set()),
    ],
)
def test_keys_that_are_named_but_not_understood_are_listed_apart(text, mentioned):
    assert parse(text, "en").mentioned == mentioned


def test_a_key_that_is_offered_twice_is_listed_once_with_what_it_is_for():
    assert told(parse("Press 1. For sales, press 1. For service, press 1.", "en")) == "1: sales"


def test_the_end_of_an_option_comes_after_its_key_and_its_action():
    text = "Welcome to the library. To renew a loan, press 1. To reserve a book, press 2."
    first, second = parse(text, "en").options
    assert first.seconds == pytest.approx(
        seconds("Welcome to the library. To renew a loan, press 1", "en") + 0.25 - 0.18, abs=0.02
    )
    assert second.seconds - first.seconds == pytest.approx(
        seconds("To reserve a book, press 2", "en") + 0.5 + 0.25 - 0.18 + 0.053 * 2, abs=0.02
    )


def test_a_key_said_first_is_over_when_its_action_has_been_said():
    text = "Press 1 to renew a loan, or 2 to reserve a book."
    first, second = parse(text, "en").options
    assert first.seconds == pytest.approx(seconds("Press 1 to renew a loan", "en"), abs=0.02)
    assert second.seconds == pytest.approx(parse(text, "en").seconds, abs=0.06)


def test_pauses_between_options_are_half_a_second_at_least():
    without = parse("Press 1 for a loan press 2 for a book", "en")
    with_comma = parse("Press 1 for a loan, press 2 for a book", "en")
    assert without.options[1].seconds + 0.053 == pytest.approx(with_comma.options[1].seconds, abs=0.001)
    slow = parse("Press 1 for a loan, press 2 for a book", "en", Pace(between_options=2.0))
    assert slow.options[1].seconds - with_comma.options[1].seconds == pytest.approx(1.5, abs=0.001)


def test_a_slower_voice_takes_longer_in_proportion():
    text = "For loans, press 1. For books, press 2."
    assert parse(text, "en", Pace(rate=85)).seconds == pytest.approx(2 * parse(text, "en").seconds)


def test_all_the_words_take_longer_than_those_of_the_last_option():
    spoken = parse("For loans, press 1. You can also stay on the line.", "en")
    assert spoken.seconds > spoken.options[-1].seconds + 1


@pytest.mark.parametrize(
    "label",
    [
        "English",
        "Español",
        "español",
        "for Spanish",
        "service in English",
        "continue in Portuguese",
        "le français",
        "Deutsch",
        "atención en español",
        "l'italiano",
        "verder in het Nederlands",
        "português",
        "English or Spanish",
        "Choose English",
    ],
)
def test_a_label_may_name_a_language(label):
    assert names_language(label)


@pytest.mark.parametrize("label", ["", "sales", "English lessons", "the in", "French restaurant bookings", "1"])
def test_most_labels_name_no_language(label):
    assert not names_language(label)


@pytest.mark.parametrize(
    "words", ["press ", "or ", "press 1 ", "1, ", "press 1. ", "{{ ", "< {% ", "9" * 50, "1,000", "for, ", ". . "]
)
def test_a_prompt_without_measure_is_read_at_once(words):
    start = perf_counter()
    assert parse(words * 20_000, "en").seconds > 0
    assert perf_counter() - start < 5


WORDS = """press pulse drücken sie die für for to para 1 2 9 0 one uno star # * , . ? ; : or and the key number say any from
800 5.5 sales enter your please at any time press or say 'x' (zero) {name} toets een marque appuyez sur otherwise"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=30), st.sampled_from(["en", "es", "de", "nl", "", "xx"]))
def test_any_words_are_read_without_failing_and_options_come_in_order(words, language):
    text = " ".join(words)
    spoken = parse(text, language)
    assert len({option.key for option in spoken.options}) == len(spoken.options)
    times = [option.seconds for option in spoken.options]
    assert all(0 < earlier <= later for earlier, later in itertools.pairwise(times))
    assert not times or times[-1] <= spoken.seconds
    assert all(word.strip(",.;:") in text for option in spoken.options for word in option.label.split())


@given(st.text(max_size=60), st.text(max_size=5))
def test_any_text_is_read_without_failing(text, language):
    assert parse(text, language).seconds >= 0


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("hear this again", "en"),
        ("repeat this menu", "en"),
        ("escuchar de nuevo", "es"),
        ("ouvir novamente", "pt"),
        ("réécouter ce menu", "fr"),
        ("die Ansage zu wiederholen", "de"),
        ("riascoltare", "it"),
        ("het menu opnieuw te horen", "nl"),
    ],
)
def test_an_option_that_asks_to_hear_the_menu_again_is_known(label, language):
    assert repeats(label, language)


@pytest.mark.parametrize(("label", "language"), [("billing", "en"), ("repeal", "en"), ("hear this again", ""), ("again", "de")])
def test_other_options_do_not_ask_for_the_menu_again(label, language):
    assert not repeats(label, language)


def test_it_is_known_without_accents_too():
    assert repeats("repeter ce menu", "fr")


@pytest.mark.parametrize(
    "words",
    [
        "Say appointment, or press 1 to schedule a visit.",
        "Diga citas o oprima 1 para una cita.",
        "Sagen Sie Termin oder drücken Sie die 1 für einen Termin.",
    ],
)
def test_a_word_that_may_be_said_instead_tells_what_the_key_is_for(words):
    assert [(option.key, option.key_first) for option in parse(words).options] == [("1", False)]
