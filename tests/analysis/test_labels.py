"""What options are called: purposes, tasks, labels that are alike, letters, shares."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.labels import letters_to_press, most_alike, purposes_of, said_twice, wording
from ivrlint.analysis.shares import Share, saved
from ivrlint.graph import connect
from ivrlint.readers import read


def facts_of(words, options="{1: people, 2: info, 3: info, 0: people}", sub="For x, press 1.", head=""):
    """The facts of a flow with one menu of these words, and of one below it."""
    text = f"""ivr: 1
language: en-GB
start: main
steps:
  main: {{menu: "{words}", options: {options}, no_input: {{tries: 2, then: info}}, no_match: {{tries: 2, then: info}}{head}}}
  info: {{say: Some words., next: main}}
  sub: {{menu: "{sub}", options: {{1: people, 2: people}}}}
  people: {{transfer: desk, always_open: true}}
"""
    flow = read(text.encode(), "f.yaml")
    return analyse(connect(flow), flow.entries[0]).facts


def menu(words, options="{1: people, 2: info, 3: info, 0: people}", head=""):
    return next(found for found in facts_of(words, options, head=head).menus if found.step == "main")


def option(words, key, options="{1: people, 2: info, 3: info, 0: people}"):
    return next(found for found in facts_of(words, options).options if (found.step, found.key) == ("main", key))


def test_the_content_of_a_label_leaves_out_grammar_and_keeps_numbers():
    assert wording("questions about your bill", "en").content == {"questions", "bill"}
    assert wording("to go to page 2", "en").content == {"page", "2"}
    assert wording("page 2", "").content == wording("page 2", "xx").content == frozenset()


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("bills", 1),
        ("bills and payments", 2),
        ("bills, payments and refunds", 3),
        ("bills, payments, and refunds", 3),
        ("bills, or to pay", 2),
        ("", 0),
    ],
)
def test_tasks_are_counted_between_commas_and_the_words_for_and_or(label, number):
    assert wording(label, "en").tasks == number


def test_tasks_are_not_counted_in_a_language_without_a_table():
    assert wording("bills, payments and refunds", "").tasks == 0
    assert wording("facturas, pagos y devoluciones", "es").tasks == 3


@pytest.mark.parametrize(
    ("labels", "likeness"),
    [
        (["billing questions", "questions about your billing"], 1),
        (["mobile contract renewal", "mobile contract"], 2 / 3),
        (["sales", "service"], 0),
        (["page 1", "page 2"], 0),
        (["repair of a car", "car repair at night"], 2 / 3),
        (["repair of a car in winter", "car repair at night"], 0),
        (["to have us call you on the number that you have", "to have us call you on another number"], 0),
        ([], 0),
    ],
)
def test_labels_are_as_alike_as_the_words_they_share(labels, likeness):
    found, *pair = most_alike(labels, "en")
    assert found == pytest.approx(likeness)
    assert pair == (labels if likeness else ["", ""])


def test_an_option_that_only_names_a_language_chooses_it():
    assert purposes_of("Español", "en") == ("language",)
    assert purposes_of("", "en") == ()


def test_what_an_option_is_for_is_told_by_the_word_that_opens_it_too():
    assert "person" in option("For bills, press 1. To speak to a librarian, press 2.", "2").purposes
    assert option("For bills, press 1. For a librarian, press 2.", "2").purposes == ()
    assert option("For bills, press 1. For an agent, press 2.", "2").purposes == ("person",)


def test_what_callers_may_say_tells_what_an_option_is_for_where_nothing_else_does():
    options = "[{phrases: [an agent], to: people}, {phrases: [something else], for: bills, to: info}]"
    first, second = facts_of("How can we help?", options).options[:2]
    assert (first.purposes, second.purposes) == (("person",), ())


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("For cats, press 1. For dogs, press 1.", ("1",)),
        ("For cats, press 1. For old cats, press 1.", ()),
        ("To accept, press 1. If this is correct, press 1.", ()),
        ("For English, press 1. Para pedidos, oprima el 1.", ()),
        ("For cats, press 1. For dogs, press 2. For birds, press 2. For fish, press 2.", ("2",)),
        ("Press 1. For cats, press 1.", ()),
    ],
)
def test_a_key_is_said_twice_when_the_two_things_have_nothing_in_common(words, keys):
    assert menu(words).said_twice == keys


def test_a_word_is_enough_for_two_things_to_be_one():
    assert said_twice([("1", "cats", "feeding cats")], "en") == ()
    assert said_twice([("1", "cats", "dogs"), ("1", "cats", "birds"), ("2", "a", "b")], "en") == ("1",)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Press S for sales.", ("S",)),
        ("For sales, press S, for parts, press P.", ("P", "S")),
        ("Press a key. Press A KEY. Dial A number.", ()),
        ("For block A, press 1.", ()),
        ("press s for sales", ()),
    ],
)
def test_letters_that_are_to_be_pressed(text, letters):
    assert letters_to_press(text, "en") == letters


def test_letters_are_not_looked_for_where_callers_may_say_them():
    assert menu("Press S for sales.", "[{phrases: [s], to: people}]").letters == ()
    assert menu("Press S for sales.", "{7: people}").letters == ("S",)


def test_reserved_keys_are_counted_when_they_are_spoken():
    words = "For cats, press 1. To hear this again, press 2. To go back, press star. To speak to a person, press 0."
    assert menu(words, "{1: people, 2: main, '*': info, '#': info, 0: people}").reserved_spoken == 3
    assert menu("For cats, press 1.", "{1: people, 2: main, '*': info, 0: people}").reserved_spoken == 0


def test_the_place_of_the_person_in_spoken_order():
    assert menu("For cats, press 2. To speak to a person, press 0. To talk to an agent, press 1.").person_position == 2
    assert menu("For cats, press 1. For dogs, press 2.").person_position == 0


def test_only_ordinary_choices_count_as_spoken_before_an_emergency():
    words = (
        "For English, press 1. In an emergency, press 2. To repeat this, press star. For cats, press 3. In an emergency, press 4."
    )
    options = "{1: info, 2: people, 3: info, 4: people, '*': main}"
    assert [option(words, key, options).choices_before for key in "1234"] == [0, 0, 0, 1]


CLOSED = "For cats, press 1. For dogs, press 2. For birds, press 3."


@pytest.mark.parametrize(
    ("words", "to", "worth"),
    [
        ("For cats, press 1.", "more", "and whoever does not press the key gets nowhere"),
        ("To end the call, press 1.", "end", "to end the call, which every caller can do by hanging up"),
    ],
)
def test_what_the_only_choice_of_a_menu_is_worth(words, to, worth):
    text = f"""ivr: 1
language: en-GB
start: main
steps:
  main: {{menu: "{words}", options: {{1: {to}}}}}
  more: {{collect: cats, say: How many cats?, next: end}}
  end: {{hang_up: Goodbye.}}
"""
    flow = read(text.encode(), "f.yaml")
    (found,) = analyse(connect(flow), flow.entries[0]).facts.menus
    assert (found.one_choice, found.only_choice) == (True, worth)


@pytest.mark.parametrize(
    ("words", "options", "closed"),
    [
        (CLOSED, "{1: info, 2: tell, 3: tell}", True),
        (CLOSED, "{1: info, 2: info, 3: info}", False),
        (CLOSED, "{1: info, 2: people, 3: tell}", False),
        (CLOSED, "{1: info, 2: tell, 3: tell, 0: people}", False),
        (CLOSED, "{1: ask, 2: ask, 3: ask}", False),
        (f"{CLOSED} For anything else, press 4.", "{1: info, 2: tell, 3: tell, 4: tell}", False),
        (f"{CLOSED} Or stay on the line.", "{1: info, 2: tell, 3: tell}", False),
        ("Cats and dogs.", "{1: info, 2: tell, 3: tell}", False),
    ],
)
def test_a_closed_list_leaves_nothing_to_do_for_who_wants_something_else(words, options, closed):
    text = f"""ivr: 1
language: en-GB
start: main
steps:
  main: {{menu: "{words}", options: {options}, no_input: {{tries: 2, then: info}}, no_match: {{tries: 2, then: info}}}}
  info: {{say: Some words., next: main}}
  tell: {{say: Other words., next: further}}
  further: {{menu: "To speak to a person, press 1.", options: {{1: people}}, no_input: {{then: main}}, no_match: {{then: main}}}}
  ask: {{collect: n, say: Your number., digits: 4, next: info}}
  people: {{transfer: desk, always_open: true}}
"""
    flow = read(text.encode(), "f.yaml")
    assert analyse(connect(flow), flow.entries[0]).facts.menus[0].closed_list is closed


@pytest.mark.parametrize(
    ("words", "options", "one"),
    [
        ("For cats, press 1.", "{1: info}", True),
        ("For cats, press 1.", "{1: people}", False),
        ("For cats, press 1.", "{1: info, 2: info}", False),
        ("For cats, press 1. For dogs, press 2.", "{1: info}", False),
        ("To continue, press 1.", "{1: info}", False),
        ("Cats.", "{1: info}", False),
    ],
)
def test_one_choice_is_no_choice(words, options, one):
    assert menu(words, options).one_choice is one


def test_what_is_saved_by_saying_a_wanted_option_first():
    rare, wanted = Share(10, 4), Share(60, 3)
    assert saved([rare], wanted) == pytest.approx((60 * 4 - 10 * 3) / 100)
    assert saved([wanted], rare) == 0
    assert saved([Share(60, 4)], wanted) == 0
    assert saved([Share(59, 1)], Share(60, 10)) == 0
    assert saved([wanted, rare, rare], Share(20, 5)) == pytest.approx((20 * 8 - 20 * 5) / 100)


def test_the_seconds_lost_come_from_the_words_of_the_menu():
    words = "For cats, press 1. For dogs and birds, press 2. For fish, press 3. To speak to a person, press 0."
    options = "{1: {to: info, share: 5}, 2: info, 3: {to: info, share: 80}, 0: {to: people, share: 90}}"
    one, two, three, zero = (option(words, key, options) for key in "1230")
    assert (one.share, two.share, three.share) == (5, 0, 80)
    assert (one.seconds_lost, two.seconds_lost, zero.seconds_lost) == (0, 0, 0)
    assert three.seconds_lost == pytest.approx((80 * one.seconds - 5 * (three.seconds - two.seconds)) / 100)


def test_an_option_that_says_something_before_its_menu_comes_again_is_a_choice_unless_it_asks_to_repeat():
    words = "For cats, press 1. For dogs, press 2. To hear this again, press 3. For fish, press 4."
    options = "{1: people, 2: info, 3: info, 4: main}"
    assert [option(words, key, options).reserved for key in "1234"] == [False, False, True, True]
    assert menu(words, options).choices == 2
