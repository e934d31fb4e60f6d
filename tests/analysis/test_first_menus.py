"""Which menus are first menus, and what their subjects are."""

import pytest
from test_menu_facts import RETRY, facts_of, menu

WAIT = "no_input: {then: people}, no_match: {tries: 2, then: main}"
BOX = "  box: {voicemail: x}\n"
KEYS = "options: {1: people, 2: people}"
ONE = f"  main: {{menu: 'For a, press 1.', options: {{1: people}}, {RETRY}}}\n"
THREE = "options: {1: people, 2: people, 3: people}"


@pytest.mark.parametrize(
    ("steps", "start", "first"),
    [
        (f"  main: {{menu: 'For a, press 1. For b, press 2.', {KEYS}, {RETRY}}}\n", "main", True),
        (f"  main: {{menu: 'If this is correct, press 1. If not, press 2.', {KEYS}, {RETRY}}}\n", "main", False),
        (
            f"  main: {{menu: '{{name}} To continue, press 1. For b, press 2.', complete: false, {KEYS}, {RETRY}}}\n",
            "main",
            False,
        ),
        (f"  main: {{menu: 'For a, press 1. For b, press 2. To continue, press 3.', {THREE}, {RETRY}}}\n", "main", True),
        (f"  main: {{menu: 'To leave a message, press 1.', options: {{1: box}}, {WAIT}}}\n{BOX}", "main", False),
        (f"  main: {{menu: 'To leave a message, press 1.', options: {{1: box}}, no_input: {{then: box}}}}\n{BOX}", "main", True),
        (f"  main: {{menu: 'For a, press 1.', options: {{1: people}}, {WAIT}}}\n", "main", True),
        (f"  desk: {{transfer: d, cases: {{then: main}}}}\n{ONE}", "desk", False),
        (f"  desk: {{transfer: d, closed: main}}\n{ONE}", "desk", True),
        (f"  desk: {{transfer: d, to: bot, cases: {{then: main}}}}\n{ONE}", "desk", True),
    ],
    ids=["list", "yes or no", "partly known", "three options", "wait or mailbox",
         "silence waits for nobody", "one subject", "after the call", "closed", "bot"],
)  # fmt: skip
def test_a_first_menu_asks_what_callers_want_before_they_talked_to_anybody(steps, start, first):
    assert menu(facts_of(steps, start=start), "main").first is first


@pytest.mark.parametrize(
    ("label", "to", "first"),
    [
        ("to return to the main menu", "{unknown: x}", False),
        ("to return to the main menu", "{visit: other.yaml}", False),
        ("to return to the main menu", "{set: {back: x}, next: other}\n  other: {unknown: x}", False),
        ("to return to the main menu", "{check: x, cases: {a: main}, otherwise: other}\n  other: {unknown: x}", True),
        ("for bills", "{unknown: x}", True),
    ],
)
def test_where_the_main_menu_is_elsewhere_no_menu_is_the_first(label, to, first):
    main = f"  main: {{menu: 'For a, press 1. For b, press 2.', options: {{1: deep, 2: people}}, {RETRY}}}\n"
    deep = f"  deep: {{menu: 'For c, press 1. {label.capitalize()}, press 9.', options: {{1: people, 9: gone}}, {RETRY}}}\n"
    found = facts_of(f"{main}{deep}  gone: {to}\n")
    assert [menu(found, name).first for name in ("main", "deep")] == [first, False]


def test_what_callers_listen_to_is_told_only_where_the_words_are_known():
    found = facts_of(f"  main: {{menu: 'For a, press 1. For b, press 2.', {KEYS}, {RETRY}}}\n")
    assert menu(found, "main").offers_choices == "makes the caller listen to 2 choices"
    found = facts_of(f"  main: {{menu: '', audio: menu.wav, options: {{1: main, 2: people}}, {RETRY}}}\n")
    assert menu(found, "main").offers_choices.startswith("has ")


@pytest.mark.parametrize(
    ("words", "targets", "subjects"),
    [
        ("For bills, press 1. To complain, press 2. For anything else, press 3.", ("people", "people", "people"), 3),
        ("For bills, press 1. To hear this again, press 2. To speak to a person, press 3.", ("people", "people", "people"), 1),
        ("For bills, press 1. To leave a message, press 2.", ("people", "box", "people"), 1),
    ],
)
def test_subjects_are_what_the_menu_alone_is_about(words, targets, subjects):
    options = ", ".join(f"{key}: {target}" for key, target in enumerate(targets, 1))
    found = facts_of(f"  main: {{menu: '{words}', options: {{{options}}}, {RETRY}}}\n{BOX}")
    assert menu(found, "main").subjects == subjects


@pytest.mark.parametrize(
    ("targets", "language"),
    [
        (("english", "spanish-menu"), True),
        (("english.vxml", "french.vxml#main"), True),
        (("english", "people"), False),
        (("english lessons", "spanish lessons"), False),
    ],
)
def test_where_the_words_are_not_known_the_steps_that_options_lead_to_may_name_languages(targets, language):
    options = ", ".join(f"{key}: '{target}'" for key, target in enumerate(targets, 1))
    steps = "".join(f"  '{name}': {{say: Hello., next: people}}\n" for name in targets if name != "people")
    found = facts_of(f"  main: {{menu: '', audio: a.wav, options: {{{options}}}, {RETRY}}}\n{steps}")
    assert menu(found, "main").chooses_language is language
