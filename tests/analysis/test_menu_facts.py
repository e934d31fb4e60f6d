"""Facts of menus and options that are about where keys lead, and about the company of other menus."""

from math import inf

import pytest

from ivrlint.analysis import analyse
from ivrlint.graph import connect
from ivrlint.readers import read

RETRY = "no_input: {tries: 2, then: people}, no_match: {tries: 2, then: people}"


def facts_of(steps, head="", start="main"):
    """The facts of a flow with these steps; each menu leads mistakes to `people`."""
    text = f"ivr: 1\nlanguage: en-GB\nstart: {start}\n{head}steps:\n{steps}"
    if "\n  people:" not in f"\n{steps}":
        text += "  people: {transfer: desk, always_open: true}\n"
    flow = read(text.encode(), "f.yaml")
    assert [str(problem) for problem in flow.problems] == []
    return analyse(connect(flow), flow.entries[0]).facts


def menu(facts, name):
    return next(found for found in facts.menus if found.step == name)


def option(facts, name, key):
    return next(found for found in facts.options if (found.step, found.key) == (name, key))


TREE = f"""\
  main: {{menu: "For a, press 1. For b, press 2.", options: {{1: sub, 2: say, 9: main, "*": tell}}, {RETRY}}}
  sub: {{menu: "For c, press 1.", options: {{1: say, 2: main, 3: look, 4: both, 5: sub2, 6: hello}}, {RETRY}}}
  sub2: {{menu: "For d, press 1.", options: {{1: people, 2: sub}}, {RETRY}}}
  say: {{say: Some words., next: main}}
  tell: {{say: Some words., next: tell2}}
  tell2: {{set: {{a: 1}}, next: main}}
  look: {{run: thing, next: sub, failed: people}}
  both: {{check: x, cases: {{one: main}}, otherwise: sub}}
  hello: {{say: Hello., next: people}}
"""


@pytest.mark.parametrize(
    ("name", "key", "next_menu", "repeats", "back", "nothing"),
    [
        ("main", "1", "sub", False, False, False),
        ("main", "2", "main", True, False, False),
        ("main", "9", "main", True, False, True),
        ("main", "*", "main", True, False, False),
        ("sub", "2", "main", False, True, False),
        ("sub", "1", "main", False, True, False),
        ("sub", "3", "sub", True, False, False),
        ("sub", "4", "", False, False, False),
        ("sub", "5", "sub2", False, False, False),
        ("sub", "6", "", False, False, False),
        ("sub2", "2", "sub", False, True, False),
    ],
)
def test_the_next_menu_of_an_option_and_whether_it_leads_back(name, key, next_menu, repeats, back, nothing):
    found = option(facts_of(TREE), name, key)
    assert (found.next_menu, found.repeats, found.goes_back, found.does_nothing) == (next_menu, repeats, back, nothing)


def test_a_menu_from_which_no_walk_returns_is_not_one_to_go_back_to():
    facts = facts_of(f"""\
  main: {{menu: "For a, press 1. For b, press 2.", options: {{1: deep, 2: other}}, {RETRY}}}
  deep: {{menu: "For c, press 1.", options: {{1: other, 2: people}}, {RETRY}}}
  other: {{menu: "For d, press 1.", options: {{1: people, 2: people}}, {RETRY}}}
""")
    assert not option(facts, "deep", "1").goes_back
    assert not menu(facts, "deep").goes_back


def test_an_earlier_entry_is_a_step_back_for_the_menu_though_it_is_no_menu():
    facts = facts_of(f"""\
  main: {{menu: "For a, press 1.", options: {{1: number, 0: people}}, {RETRY}}}
  number: {{collect: n, say: Your number., digits: 4, next: right, {RETRY}}}
  right: {{menu: "If it is right, press 1.", options: {{1: people, 2: number}}, {RETRY}}}
""")
    assert menu(facts, "right").goes_back
    assert not option(facts, "right", "2").goes_back


@pytest.mark.parametrize(
    ("target", "back"),
    [
        ("sure", True),
        ("{check: sure, cases: {one: hello}, otherwise: look}", True),
        ("{check: sure, cases: {one: sub}, otherwise: people}", False),
        ("{check: sure, cases: {one: later}, otherwise: people}", False),
        ("{run: thing, next: people, failed: sure}", False),
        ("{check: hours, cases: {open: people, closed: hello}}", False),
    ],
)
def test_on_some_way_without_a_question_an_earlier_menu_or_entry_may_come_next(target, back):
    behind = target if target.startswith("{") else "{check: sure, cases: {one: number}, otherwise: sub}"
    facts = facts_of(f"""\
  main: {{menu: "For a, press 1.", options: {{1: number, 0: people}}, {RETRY}}}
  number: {{collect: n, say: Your number., digits: 4, next: sub, {RETRY}}}
  sub: {{menu: "For c, press 1.", options: {{1: sure, 2: people}}, {RETRY}}}
  sure: {behind}
  hello: {{say: Hello., next: main}}
  look: {{run: thing, next: hello, failed: people}}
  later: {{collect: m, say: Your year., digits: 4, next: sub, {RETRY}}}
""")
    assert menu(facts, "sub").goes_back is back


def test_an_option_that_the_words_are_for_going_back_or_repeating_counts_wherever_it_leads():
    facts = facts_of(f"""\
  main: {{menu: "For a, press 1.", options: {{1: sub}}, {RETRY}}}
  sub:
    menu: To go back to the main menu, press 1. To hear this again, press 2.
    options: {{1: people, 2: people}}
    no_input: {{tries: 1, then: people}}
    no_match: {{tries: 1, then: people}}
""")
    assert menu(facts, "sub").goes_back
    assert menu(facts, "sub").says_again


@pytest.mark.parametrize(
    ("no_match", "again"),
    [
        ("{tries: 2, then: people}", True),
        ("{tries: 1, then: people}", False),
        ("{tries: 1, then: sorry}", True),
        ("{tries: 2}", False),
        ("{possible: false}", False),
    ],
)
def test_a_menu_is_said_again_when_a_wrong_key_does_so(no_match, again):
    facts = facts_of(f"""\
  main: {{menu: "For a, press 1.", options: {{1: people}}, no_input: {{tries: 1, then: people}}, no_match: {no_match}}}
  sorry: {{say: Sorry., next: main}}
""")
    assert menu(facts, "main").says_again is again


def test_an_option_that_is_for_repeating_and_nothing_else_is_reserved_wherever_it_leads():
    facts = facts_of("""\
  main:
    menu: For a, press 1. To repeat this menu, press 2.
    options: {1: people, 2: gone}
    no_input: {tries: 2, then: people}
    no_match: {tries: 2, then: people}
  gone: {say: Goodbye.}
""")
    assert [option(facts, "main", key).reserved for key in "12"] == [False, True]
    assert menu(facts, "main").choices == 1


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ("menu: '{offers}', complete: false", 0),
        ("menu: 'Hello {name}. For a, press 1.', complete: false", 2),
        ("menu: 'Please choose.'", 2),
        ("menu: '', audio: menu.wav", 2),
    ],
)
def test_words_that_are_made_elsewhere_may_offer_any_number_of_choices(words, choices):
    facts = facts_of(f"""\
  main:
    {words.replace(", ", chr(10) + "    ")}
    options: {{1: people, 2: gone}}
    no_input: {{tries: 2, then: people}}
    no_match: {{tries: 2, then: people}}
  gone: {{say: Goodbye.}}
""")
    assert menu(facts, "main").choices == choices


@pytest.mark.parametrize(
    ("no_input", "again"),
    [
        ("{tries: 2, then: people}", True),
        ("{tries: 1, then: people}", False),
        ("{tries: 1, then: main}", True),
        ("{tries: 1, then: sorry}", True),
        ("{tries: 1}", True),
    ],
)
def test_a_menu_is_said_again_when_silence_does_so_or_nobody_knows_what_it_does(no_input, again):
    facts = facts_of(f"""\
  main: {{menu: "For a, press 1.", options: {{1: people}}, no_input: {no_input}, no_match: {{then: people}}}}
  sorry: {{say: Sorry., next: main}}
""")
    assert menu(facts, "main").says_again is again


@pytest.mark.parametrize(
    ("target", "arrives_at"),
    [
        ("people", "somebody"),
        ("bot", "somebody"),
        ("box", "message"),
        ("bye", "nobody"),
        ("hours", "message"),
        ("far", "somebody"),
    ],
)
def test_where_an_option_arrives_in_opening_hours(target, arrives_at):
    facts = facts_of(f"""\
  main: {{menu: "For a, press 1.", options: {{1: {target}}}, {RETRY}}}
  bot: {{transfer: helper, to: bot}}
  box: {{voicemail: desk, say: Please speak.}}
  bye: {{hang_up: true}}
  hours: {{check: hours, cases: {{open: box, closed: people}}}}
  far: {{collect: n, say: Your number., digits: 4, next: people, {RETRY}}}
""")
    assert option(facts, "main", "1").arrives_at == arrives_at


def test_a_menu_for_when_nobody_is_there_is_not_judged_by_whom_it_reaches():
    facts = facts_of(f"""\
  main: {{check: hours, cases: {{open: people, closed: night}}}}
  night: {{menu: "For a, press 1.", options: {{1: box, 2: box}}, {RETRY.replace("people", "box")}}}
  box: {{voicemail: desk, say: Please speak.}}
""")
    assert option(facts, "night", "1").arrives_at == ""
    assert not menu(facts, "night").leaves_people_behind


BEHIND = """\
  main: {{menu: "For a, press 1.", options: {{1: {target}, 0: people}}, no_input: {{then: people}}, no_match: {{then: {wrong}}}}}
  words: {{say: Some words., next: trap}}
  closed: {{check: hours, cases: {{open: people, closed: trap}}}}
  box: {{voicemail: desk, say: Please speak., next: trap}}
  trap: {{menu: "For b, press 1.", options: {{1: bye, 2: trap2}}, no_input: {{then: bye}}, no_match: {{then: bye}}}}
  trap2: {{menu: "For c, press 1.", options: {{1: bye, 2: bye}}, no_input: {{then: bye}}, no_match: {{then: bye}}}}
  bye: {{hang_up: true}}
"""


@pytest.mark.parametrize(
    ("target", "wrong", "found"),
    [
        ("trap", "people", {"trap"}),
        ("words", "people", {"trap"}),
        ("box", "people", set()),
        ("closed", "people", set()),
        ("people", "trap", set()),
        ("trap2", "people", {"trap2"}),
    ],
)
def test_only_a_choice_leads_to_a_menu_that_leaves_people_behind_and_only_the_first_such_menu_counts(target, wrong, found):
    facts = facts_of(BEHIND.format(target=target, wrong=wrong))
    assert {its.step for its in facts.menus if its.leaves_people_behind} == found


@pytest.mark.parametrize(
    ("before", "silent"),
    [
        ("set: {a: 1}", True),
        ("say: Hello.", False),
        ("run: thing", False),
    ],
)
def test_a_menu_is_silent_when_nothing_was_heard_since_the_call_began(before, silent):
    facts = facts_of(f"""\
  main: {{{before}, next: quiet}}
  quiet: {{menu: "", options: {{1: people, 2: main}}, {RETRY}}}
""")
    assert menu(facts, "quiet").silent is silent


@pytest.mark.parametrize(
    ("words", "silent"),
    [
        ('menu: ""', True),
        ('menu: "", language: es', True),
        ('menu: "", audio: a.wav', False),
        ('menu: "", complete: false', False),
        ("menu: Choose.", False),
    ],
)
def test_a_recording_and_words_that_are_made_elsewhere_are_heard(words, silent):
    assert menu(facts_of(f"  main: {{{words}, options: {{1: people, 2: people}}, {RETRY}}}\n"), "main").silent is silent


def test_what_was_heard_before_a_choice_does_not_count_but_before_a_mistake_it_does():
    steps = """\
  main: {{menu: "For a, press 1.", options: {{1: {one}, 2: people}}, no_input: {{then: {silence}}}, no_match: {{then: people}}}}
  quiet: {{menu: "", options: {{1: people, 2: people}}, no_input: {{then: people}}, no_match: {{then: people}}}}
"""
    assert menu(facts_of(steps.format(one="quiet", silence="people")), "quiet").silent
    assert not menu(facts_of(steps.format(one="people", silence="quiet")), "quiet").silent
    assert not menu(facts_of(steps.format(one="quiet", silence="quiet")), "quiet").silent


WIDE = f"""\
  main: {{menu: "For a, press 1. For b, press 2. For c, press 3.", options: {{1: words, 2: sub, 3: people}}, {RETRY}}}
  words: {{say: One moment., next: sub}}
  sub: {{menu: "For d, press 1. For e, press 2. To go back, press 3.", options: {{1: deep, 2: people, 3: main}}, {RETRY}}}
  deep: {{menu: "For f, press 1. For g, press 2.", options: {{1: people, 2: number}}, {RETRY}}}
  number: {{collect: n, say: Your number., digits: 4, next: deep, {RETRY}}}
"""


def test_menus_beside_each_other_have_to_fit_into_their_parent_together():
    steps = f"""\
  main: {{menu: "For a, press 1. For b, press 2. For c, press 3.", options: {{1: one, 2: two, 3: three}}, {RETRY}}}
  one: {{menu: "For d, press 1. For e, press 2.", options: {{1: people, 2: people}}, {RETRY}}}
  two: {{menu: "For f, press 1. For g, press 2.", options: {{1: people, 2: people}}, {RETRY}}}
  three: {{menu: "For h, press 1. For i, press 2. For j, press 3.", options: {{1: people, 2: people, 3: people}}, {RETRY}}}
"""
    facts = facts_of(steps)
    assert [menu(facts, name).choices_with_parent for name in ("one", "two", "three")] == [5, 5, 7]


def test_choices_heard_add_up_on_the_way_with_the_fewest():
    facts = facts_of(WIDE)
    assert [menu(facts, name).choices_heard for name in ("main", "sub", "deep")] == [3, 6, 8]
    assert [menu(facts, name).choices_before for name in ("main", "sub", "deep")] == [0, 3, 6]


def test_a_menu_to_which_no_deliberate_walk_leads_hears_infinitely_many_choices():
    facts = facts_of("""\
  main: {menu: "For a, press 1.", options: {1: people}, no_input: {then: lost}, no_match: {then: people}}
  lost: {menu: "For b, press 1.", options: {1: people}, no_input: {then: people}, no_match: {then: people}}
""")
    assert menu(facts, "lost").choices_heard == inf


def test_the_parent_is_the_menu_of_which_one_option_alone_leads_here():
    facts = facts_of(WIDE)
    assert [menu(facts, name).parent for name in ("main", "sub", "deep")] == ["", "", ""]
    facts = facts_of(WIDE.replace("1: words, 2: sub", "1: words, 2: people").replace("next: deep", "next: people"))
    assert [menu(facts, name).parent for name in ("main", "sub", "deep")] == ["", "main", "sub"]
    assert [menu(facts, name).choices_with_parent for name in ("sub", "deep")] == [4, 4]


def test_choices_are_not_put_together_below_a_choice_of_languages_or_where_words_are_not_known():
    languages = WIDE.replace("For a, press 1. For b, press 2. For c, press 3.", "For English, press 1. For Spanish, press 2.")
    languages = languages.replace("1: words, 2: sub, 3: people", "1: words, 2: people")
    assert menu(facts_of(languages), "sub").choices_with_parent == 0
    recorded = f"""\
  main: {{menu: "", audio: a.wav, options: {{1: sub, 2: people}}, {RETRY}}}
  sub: {{menu: "For d, press 1. For e, press 2.", options: {{1: people, 2: people}}, {RETRY}}}
"""
    assert menu(facts_of(recorded), "sub").parent == "main"
    assert menu(facts_of(recorded), "sub").choices_with_parent == 0


def test_the_ways_on_of_a_menu_leave_out_itself_and_the_ends_of_calls():
    facts = facts_of("""\
  main: {menu: "For a, press 1.", options: {1: sub, 2: main, 3: bye}, no_input: {then: main}, no_match: {then: goodbye}}
  sub: {menu: "For b, press 1.", options: {1: people, 2: people}, no_input: {then: bye}, no_match: {then: main}}
  goodbye: {say: Goodbye., next: bye}
  bye: {hang_up: true}
""")
    assert [menu(facts, name).ways_on for name in ("main", "sub")] == [1, 2]


@pytest.mark.parametrize(
    ("options", "one"),
    [
        ("{1: a, 2: b, 3: n}", True),
        ("{1: a, 2: b, 3: c}", False),
        ("{1: n, 2: n}", True),
        ("{1: n}", False),
        ("{1: bye, 2: bye}", False),
        ("{1: a, 2: b, '*': c}", True),
    ],
)
def test_a_menu_asks_one_thing_when_all_choices_only_set_something_and_meet_again(options, one):
    facts = facts_of(f"""\
  main: {{menu: "", audio: a.wav, options: {options}, {RETRY}}}
  a: {{set: {{x: 1}}, next: n}}
  b: {{set: {{x: 2}}, next: b2}}
  b2: {{set: {{y: 2}}, next: n}}
  c: {{say: Words., next: n}}
  n: {{collect: n, say: Your number., digits: 4, next: people, {RETRY}}}
  bye: {{hang_up: true}}
""")
    assert menu(facts, "main").asks_one_thing is one


def test_the_operator_key_elsewhere_is_that_of_the_nearest_menu_where_it_works():
    facts = facts_of(f"""\
  main: {{menu: "For a, press 1.", options: {{1: sub, 0: main}}, {RETRY}}}
  sub: {{menu: "For b, press 1.", options: {{1: deep, 0: people}}, {RETRY}}}
  deep: {{menu: "For c, press 1.", options: {{1: main, 0: people}}, {RETRY}}}
""")
    assert {its.operator_key_elsewhere for its in facts.menus} == {"sub"}
    facts = facts_of(f'  main: {{menu: "For a, press 1.", options: {{1: people, 0: main}}, {RETRY}}}\n')
    assert menu(facts, "main").operator_key_elsewhere == ""


KEYS = """\
  main: {{menu: "{words}", options: {{1: sub, {main}}}, no_input: {{then: people}}, no_match: {{then: people}}}}
  sub: {{menu: "For b, press 1.", options: {{1: deep, {sub}}}, no_input: {{then: people}}, no_match: {{then: people}}}}
  deep: {{menu: "For c, press 1.", options: {{1: people, {deep}}}, no_input: {{then: people}}, no_match: {{then: people}}}}
"""


@pytest.mark.parametrize(
    ("words", "main", "sub", "deep", "changed"),
    [
        ("For a, press 1.", "9: main", "9: sub", "9: deep", ()),
        ("For a, press 1.", "9: main", "9: sub", "9: sub", ("9",)),
        ("For a, press 1.", "9: main", "9: main", "9: main", ()),
        ("For a, press 1.", "9: people", "9: sub", "9: sub", ()),
        ("For a, press 1.", "9: people", "9: sub", "9: deep", ()),
        ("For a, press 1. To speak to a person, press 9.", "9: people", "8: sub", "9: sub", ("9",)),
        ("For a, press 1.", "0: main", "0: sub", "0: sub", ()),
        ("For a, press 1.", "'*': main, '#': main", "'*': main", "'*': sub, '#': sub", ("#", "*")),
    ],
)
def test_a_key_has_changed_when_it_had_another_role_in_the_nearest_menu_with_one(words, main, sub, deep, changed):
    facts = facts_of(KEYS.format(words=words, main=main, sub=sub, deep=deep))
    assert menu(facts, "deep").changed_keys == changed
    assert menu(facts, "main").changed_keys == ()


@pytest.mark.parametrize(
    ("words", "silence", "once"),
    [
        ("For a, press 1.", "{then: people}", True),
        ("For a, press 1.", "{tries: 2, then: people}", False),
        ("For a, press 1.", "{then: bye}", False),
        ("", "{then: people}", False),
    ],
)
def test_a_menu_is_said_once_when_silence_leads_on_at_once(words, silence, once):
    facts = facts_of(f"""\
  main: {{menu: "{words}", options: {{1: people}}, no_input: {silence}, no_match: {{then: people}}}}
  bye: {{hang_up: true}}
""")
    assert menu(facts, "main").said_once is once


def levels(*steps):
    return [found.levels for found in facts_of("".join(f"  {step}\n" for step in steps)).menus]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("{1: people, 2: sub}", [1, 2]),
        ("[{key: 1, to: people, for: 'Yes'}, {key: 2, to: sub, for: 'no'}]", [0, 1]),
        ("[{to: people, phrases: [yes, yeah]}, {to: sub, phrases: [nope]}]", [0, 1]),
        ("[{to: people, phrases: [yes, bills]}, {to: sub, phrases: [nope]}]", [1, 2]),
        ("[{to: people, for: confirmation_yes}, {to: sub, for: int_no}, {to: people, for: escalate}]", [0, 1]),
        ("[{key: 1, to: people, for: 'yes'}, {key: 2, to: sub, for: sales}]", [1, 2]),
        ("{1: sub, 2: sub}", [1, 2]),
        ("{1: sub, 2: keep}", [0, 1]),
        ("{1: sub, 2: told}", [1, 2]),
        ("{1: sub, 2: asked}", [0, 1]),
        ("{1: sub, 2: sub, 3: hint}", [1, 2]),
        ("{1: sub, 2: other, 3: people}", [1, 2]),
        ("{2: hint, 3: hint, '*': sub}", [1, 2]),
        ("{0: people, '*': sub}", [0, 1]),
        ("{1: sub}", [1, 2]),
        ("{1: sub, 0: people, '*': people, '#': people}", [1, 2]),
        ("[{key: 1, to: people, for: go back}, {key: 2, to: sub}]", [0, 1]),
        ("{1: sub, 2: main}", [0, 1]),
        ("{1: sub, 2: hint}", [1, 2]),
        ("{1: sub, 2: set}", [0, 1]),
        ("[{key: 1, to: people, for: go back}, {key: 2, to: people, for: the main menu}, {key: 0, to: sub}]", [0, 1]),
    ],
)
def test_a_question_on_the_way_is_no_level(options, expected):
    main = f"main: {{menu: '', options: {options}, {RETRY}}}"
    sub = f"sub: {{menu: '', options: {{1: people, 2: other}}, {RETRY}}}"
    others = "hint: {say: Hello., next: main}", "set: {set: {a: 1}, next: main}", "other: {say: Hello., next: people}"
    others = (*others, "keep: {set: {kind: b}, next: sub}", "told: {say: Thank you., next: sub}")
    others = (*others, "asked: {collect: number, say: Your number?, no_input: {then: people}, next: told}")
    assert levels(main, sub, *others) == expected


@pytest.mark.parametrize(("again", "expected"), [("main", [0, 0]), ("message", [0, 0]), ("sub", [0, 1]), ("hint", [0, 1])])
def test_who_may_correct_a_choice_or_a_message_has_come_to_no_further_level(again, expected):
    steps = [
        f"main: {{menu: '', options: {{1: keep, 2: keep}}, {RETRY}}}",
        "keep: {set: {day: monday}, next: message}",
        "message: {voicemail: orders, next: right}",
        f"right: {{menu: '', options: {{1: sub, 2: {again}, 3: other}}, {RETRY}}}",
        "sub: {say: Hello., next: people}",
        "hint: {say: Hello., next: right}",
        "other: {say: Hello., next: people}",
    ]
    assert levels(*steps) == expected


@pytest.mark.parametrize(("again", "expected"), [("number", [0, 1]), ("sorry", [0, 1]), ("other", [1, 2]), ("look", [1, 2])])
def test_who_may_correct_an_entry_has_come_to_no_further_level(again, expected):
    steps = [
        "main: {collect: number, say: Your number?, no_input: {then: people}, next: right}",
        f"right: {{menu: '', options: {{1: sub, 2: {again}}}, {RETRY}}}",
        f"sub: {{menu: '', options: {{1: people, 2: other}}, {RETRY}}}",
        "sorry: {say: Sorry., next: main}",
        "number: {set: {tries: 1}, next: main}",
        "look: {run: thing, next: main, failed: people}",
        "other: {say: Hello., next: people}",
    ]
    assert levels(*steps) == expected
