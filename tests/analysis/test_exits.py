"""Facts of exits and steps that need the ways around them."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.dialling import takes_several_keys
from ivrlint.flow import Mark, Option
from ivrlint.graph import connect
from ivrlint.readers.files import read_text

HEAD = "ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n"
PEOPLE = "people: {transfer: desk, no_answer: message}", "message: {voicemail: desk, say: Please leave your name.}"


def facts_of(*steps):
    text = HEAD + "".join(f"  {step}\n" for step in (*steps, *PEOPLE))
    (flow,) = read_text(text, "flow.yaml").flows.values()
    assert flow.problems == ()
    return analyse(connect(flow), flow.entries[0]).facts


def exits(facts, holds):
    return sorted(f"{exit_.step} {exit_.label}" for exit_ in facts.exits if holds(exit_))


def losing(*steps):
    return exits(facts_of(*steps), lambda exit_: exit_.loses_call)


def test_a_failure_loses_the_call_where_nothing_but_its_end_comes_behind():
    told = "told: {say: Your number is found., next: people}"
    assert losing("main: {run: find, next: told}", told) == ["main failed"]
    assert losing("main: {run: find, next: told, failed: end}", told, "end: {hang_up: Goodbye.}") == ["main failed"]
    sorry = "sorry: {say: Sorry., next: end}", "end: {hang_up: Goodbye.}"
    assert losing("main: {run: find, next: told, failed: sorry}", told, *sorry) == ["main failed"]
    assert losing("main: {run: find, next: told, failed: people}", told) == []
    assert losing("main: {run: find, next: told, failed: message}", told) == []


def test_a_failure_loses_nothing_where_the_call_ends_anyway():
    end = "end: {hang_up: true}"
    assert losing("main: {run: count, next: end}", end) == []
    assert losing("main: {run: count, next: note}", "note: {set: {counted: 1}, next: end}", end) == []
    assert losing("main: {run: count, next: bye, failed: bye}", "bye: {hang_up: Goodbye.}") == []
    assert losing("main: {run: count, next: bye}", "bye: {hang_up: Your number is 5. Goodbye.}") == ["main failed"]
    assert losing("main: {run: count}") == []


def test_behind_a_survey_callers_have_what_they_called_for():
    retry = "no_input: {then: end}, no_match: {then: end}"
    keep, end = "keep: {run: keep, next: end}", "end: {hang_up: Thank you.}"
    for words, after in (("How was your service today?", ["keep failed", "keep next"]), ("Please enter your number.", [])):
        ask = "main: {run: x, next: ask}", f"ask: {{collect: a, say: '{words}', next: keep, {retry}}}"
        facts = facts_of(*ask, keep, end)
        assert exits(facts, lambda exit_: exit_.after_survey) == after
        assert exits(facts, lambda exit_: exit_.lets_down) == (["main failed"] if after else ["keep failed", "main failed"])


@pytest.mark.parametrize(
    ("options", "nothing"),
    [
        ("{9: end}", True),
        ("{8: note, 9: end}", True),
        ("{9: {to: null}}", True),
        ("{8: people, 9: end}", False),
        ("{8: hours, 9: end}", False),
        ("{8: gone, 9: end}", False),
    ],
)
def test_on_a_menu_that_only_ends_calls_a_mistake_costs_nothing(options, nothing):
    main = f"main: {{menu: Please choose., options: {options}, no_input: {{then: end}}, no_match: {{then: end}}}}"
    note, hours = "note: {set: {said: 8}, next: end}", "hours: {say: We are open., next: end}"
    facts = facts_of(main, note, hours, "gone: {hang_up: We are open.}", "end: {hang_up: true}")
    assert [step.step for step in facts.steps if step.offers_nothing] == (["main"] if nothing else [])
    assert exits(facts, lambda exit_: exit_.no_loss) == (["main no_input", "main no_match"] if nothing else [])


def test_a_transfer_that_only_ends_when_nobody_answers_loses_the_call():
    end = "end: {hang_up: Goodbye.}"
    assert losing("main: {transfer: shop, busy: end, no_answer: end, closed: end}", end) == ["main busy", "main no_answer"]
    assert losing("main: {transfer: shop, busy: people, no_answer: end}", end) == ["main no_answer"]


def test_failures_of_one_step_that_lead_to_the_same_step_are_one():
    facts = facts_of("main: {transfer: shop, busy: end, no_answer: end, failed: people}", "end: {hang_up: Goodbye.}")
    assert exits(facts, lambda exit_: exit_.as_failure) == ["main no_answer"]


def test_failures_that_come_to_the_same_end_are_one_loss():
    ends = "sorry: {say: Sorry., next: end}", "end: {hang_up: Goodbye.}", "other: {hang_up: Bye.}"
    two = "two: {transfer: shop, busy: end, failed: sorry}"
    three, four = "three: {transfer: shop, busy: other}", "lost: {transfer: shop, busy: end}"
    facts = facts_of("main: {run: find, next: look, failed: sorry}", "look: {check: x, cases: {a: two}, otherwise: three}",
                     two, three, four, *ends)  # fmt: skip
    assert {(e.step, e.label, e.loss) for e in facts.exits if e.loses_call} == {
        ("main", "failed", "end"),
        ("two", "busy", "end"),
        ("two", "failed", "end"),
        ("three", "busy", "other"),
        ("lost", "busy", ""),
    }


def test_failures_with_the_same_words_before_the_end_are_one_loss():
    def losses(*words):
        steps = []
        for number, last in enumerate(words):
            onward = f"r{number + 1}" if number + 1 < len(words) else "people"
            steps += [f"r{number}: {{run: find, next: {onward}, failed: f{number}}}", f"f{number}: {last}"]
            steps.append(f"e{number}: {{hang_up: true}}")
        facts = facts_of("main: {set: {a: 1}, next: r0}", *steps, "same: {hang_up: Bye.}")
        return [e.loss for e in facts.exits if e.loses_call and e.kind == "run"]

    sorry, bye = "{say: Sorry., next: e%d}", "{say: Sorry., next: same}"
    assert losses(sorry % 0, sorry % 1, "{say: Oh., next: e2}", "{set: {b: 1}, next: e3}", "{hang_up: true}") == [
        "e0",
        "e0",
        "e2",
        "e3",
        "f4",
    ]
    assert losses(sorry % 0, "{say: Oh., next: same}", bye, sorry % 3) == ["e0", "same", "same", "e0"]
    assert losses("{hang_up: Sorry.}", sorry % 1) == ["f0", "f0"]
    assert losses(sorry % 0, "{say: Oh., next: e1}", "{say: Sorry., next: e1}", "{say: Oh., next: e3}") == ["e0"] * 4


def again(*steps):
    return exits(facts_of(*steps), lambda exit_: exit_.starts_again)


MENU = "main: {menu: 'For bills, press 1. For a person, press 0.', options: {1: one, 0: people}, no_match: {then: people}}"


def test_a_mistake_starts_again_where_an_entry_lies_on_every_way_back():
    two = "two: {collect: b, say: And the other., no_input: {then: main}, no_match: {then: oops}, next: people}"
    oops = "oops: {say: Let us begin again., next: main}"
    one = "one: {collect: a, say: Your number, no_input: {then: main}, next: two}"
    assert again(MENU, one, two, oops) == ["two no_input", "two no_match"]
    way_round = "one: {collect: a, say: Your number, no_input: {then: two}, next: two}"
    assert again(MENU, way_round, two, oops) == []


def test_asking_to_correct_an_entry_is_not_starting_again():
    confirm = "confirm: {menu: 'You entered {a}. If so, press 1.', options: {1: people}, no_match: {then: main}}"
    assert again("main: {collect: a, say: Your number, next: confirm}", confirm) == []
    other = "confirm: {menu: 'For a person, press 1.', options: {1: people}, no_match: {then: main}}"
    assert again("main: {collect: a, say: Your number, next: confirm}", other) == ["confirm no_match"]


def test_a_menu_in_the_middle_is_no_beginning():
    middle = "one: {menu: 'For a bill, press 1.', options: {1: two}}"
    two = "two: {collect: a, next: three}"
    three = "three: {collect: b, no_match: {then: one}, next: people}"
    assert again(MENU, middle, two, three) == []


@pytest.mark.parametrize(("first", "then", "more"), [(2, 3, 1), (3, 2, 0), (2, 2, 0)])
def test_a_mistake_may_lead_to_more_choices(first, then, more):
    def menu(name, most, wrong):
        words = " ".join(f"For the room number {key}, press {key}." for key in range(1, most + 1))
        options = ", ".join(f"{key}: people" for key in range(1, most + 1))
        return f"{name}: {{menu: '{words}', options: {{{options}}}, no_match: {{then: {wrong}}}}}"

    facts = facts_of(menu("main", first, "sorry"), "sorry: {say: Sorry., next: all}", menu("all", then, "people"))
    (found,) = [exit_ for exit_ in facts.exits if exit_.step == "main" and exit_.label == "no_match"]
    assert (found.more_choices, found.comes_to) == (more, "all")


def test_a_bigger_menu_that_callers_come_from_is_not_counted():
    first = "main: {menu: 'For bills, press 1. For a desk, press 2.', options: {1: one, 2: people}, no_match: {then: people}}"
    one = "one: {menu: 'For this bill, press 1.', options: {1: people}, no_match: {then: main}}"
    facts = facts_of(first, one)
    assert [exit_ for exit_ in facts.exits if exit_.more_choices] == []


def test_silence_at_a_menu_of_languages_leads_to_no_bigger_menu():
    words = "For English, press 1. Para español, marque 2."
    first = f"main: {{menu: '{words}', options: {{1: all, 2: all}}, no_input: {{then: big}}}}"
    all_ = "all: {say: Hello., next: big}"
    big = "big: {menu: 'For a, press 1. For b, press 2. For c, press 3.', options: {1: people, 2: people, 3: people}}"
    assert [exit_ for exit_ in facts_of(first, all_, big).exits if exit_.more_choices] == []


def test_what_is_left_to_a_mailbox_alone_is_told():
    facts = facts_of(
        "main: {collect: a, no_input: {then: people}, no_match: {then: sorry}}", "sorry: {say: Sorry., next: message}"
    )
    assert exits(facts, lambda exit_: exit_.to_mailbox) == ["main no_match", "people no_answer", "sorry next"]


def heads(*steps):
    return [step.step for step in facts_of(*steps).steps if step.unreached_head]


def test_of_what_no_call_comes_to_the_head_is_told():
    assert heads("main: {say: Hello., next: people}") == []
    assert heads("main: {say: Hello., next: people}", "a: {say: A., next: b}", "b: {say: B., next: people}") == ["a"]
    assert heads("main: {say: Hello., next: people}", "b: {say: B., next: people}", "a: {say: A., next: b}") == ["a"]
    circle = "b: {check: c, cases: {x: d}, otherwise: people}", "d: {say: D., next: b}"
    assert heads("main: {say: Hello., next: people}", *circle) == ["b"]
    assert heads("main: {say: Hello., next: people}", *circle, "e: {say: E., next: d}") == ["e"]


def silent(*steps):
    return [step.step for step in facts_of(*steps).steps if step.in_silence]


def test_silence_lasts_from_the_last_choice_or_entry_to_the_next_words():
    ask = "main: {collect: a, say: Your number., no_match: {then: people}, next: find}"
    assert silent(
        ask, "find: {run: find, next: told, failed: sorry}", "told: {say: Found., next: people}", "sorry: {hang_up: Oh.}"
    ) == [
        "find",
        "told",
    ]
    moment = "find: {say: One moment., next: look}", "look: {run: look, next: people}"
    assert silent(ask, *moment) == ["find"]
    assert silent("main: {run: find, next: people}") == []
    closed = "find: {check: hours, cases: {open: people, closed: shut}}", "shut: {say: Closed., next: message}"
    assert silent(ask, *closed) == ["find", "people"]


@pytest.mark.parametrize(
    ("key", "pattern", "several"),
    [
        ("1", "", False),
        ("12", "", True),
        ("", "1XX", True),
        ("", "X", False),
        ("", "[1-5]", False),
        ("", "_X.", True),
        ("", ".", False),
    ],
)
def test_some_choices_take_several_keys(key, pattern, several):
    mark = Mark("flow.yaml", 1, 1, 1, 2)
    assert takes_several_keys(Option(key, None, mark, pattern=pattern)) is several


NO_MORE = """
  ok: {say: All right., next: bye}
  which: {check: more, cases: {"yes": main}, otherwise: ok}
  d: {transfer: d}
"""


@pytest.mark.parametrize(
    ("steps", "is_done"),
    [
        ("  main: {menu: 'For a, press 1.', options: {1: bye}, no_input: {then: bye}, no_match: {then: main}}\n", False),
        ("  main: {menu: 'For a, press 1. Otherwise, you may hang up.', options: {1: bye}, no_input: {then: bye}}\n", True),
        ("  main: {collect: a, say: 'How was our service?', next: bye, no_input: {then: bye}}\n", True),
        ("  desk: {transfer: d, cases: {then: main}}\n  main: {menu: 'For a, press 1.', options: {1: bye}}\n", True),
        ("  desk: {transfer: d, cases: {while waiting: main}}\n  main: {menu: 'For a, press 1.', options: {1: bye}}\n", False),
        ("  desk: {transfer: d, closed: main}\n  main: {menu: 'For a, press 1.', options: {1: bye}}\n", False),
        (
            "  desk: {transfer: d, closed: main, cases: {then: main}}\n  main: {menu: 'For a, press 1.', options: {1: bye}}\n",
            False,
        ),
        (
            "  main: {menu: 'Would you like another one? Press 1 or 2.', options: {1: main, 2: ok}, no_input: {then: bye}}\n",
            True,
        ),
        ("  main: {collect: a, say: 'Is there anything else?', next: which, no_input: {then: bye}}\n", True),
        ("  main: {menu: 'Is there anything else? Press 1.', options: {1: main}, no_input: {then: bye}}\n", False),
        ("  main: {menu: 'Is there anything else? Press 1 or 2.', options: {1: main, 2: bye}, no_input: {then: d}}\n", False),
        ("  main: {menu: 'For anything else, press 1; to end, 2.', options: {1: main, 2: bye}, no_input: {then: bye}}\n", False),
    ],
    ids=[
        *("a choice", "may hang up", "a survey", "after the call", "while waiting", "closed", "either"),
        *("another, no", "another, or no", "another, without no", "another, silence to a person", "something else by key"),
    ],
)
def test_who_stays_silent_is_done_when_told_so_or_when_somebody_has_helped(steps, is_done):
    start = "desk" if "desk" in steps else "main"
    text = f"ivr: 1\nlanguage: en-GB\nstart: {start}\nsteps:\n{steps}  bye: {{hang_up: Goodbye.}}\n{NO_MORE}"
    (flow,) = read_text(text, "f.yaml").flows.values()
    exits = analyse(connect(flow), flow.entries[0]).facts.exits
    (silent,) = [each for each in exits if each.step == "main" and each.label == "no_input"]
    assert silent.is_done is is_done
    assert not any(each.is_done for each in exits if each.label != "no_input")


@pytest.mark.parametrize(
    ("step", "words", "done"),
    [
        ("customer survey", "{menu: '', audio: q1.wav", True),
        ("q1", "{menu: '', audio: pesquisa_satisfacao.wav", True),
        ("q1", "{menu: 'Press 1 or 2.', audio: survey.wav", False),
        ("q1", "{menu: '', audio: q1.wav", False),
    ],
)
def test_silence_is_meant_at_what_is_named_a_survey(step, words, done):
    found = facts_of(
        f"main: {{say: Hello., next: {step}}}",
        f"{step}: {words}, options: {{1: people, 2: bye}}, no_input: {{then: bye}}, no_match: {{then: bye}}}}",
        "bye: {hang_up: Goodbye.}",
    )
    assert exits(found, lambda one: one.is_done) == ([f"{step} no_input"] if done else [])


@pytest.mark.parametrize(
    ("silence", "no_match", "on"),
    [
        ("{then: other}", "{then: bye}", True),
        ("{then: notes}", "{then: notes}", True),
        ("{then: notes}", "{then: bye}", False),
        ("{tries: 2, then: other}", "{then: bye}", False),
        ("{then: first}", "{then: first}", False),
        ("{then: people}", "{then: people}", False),
        ("{then: bye}", "{then: bye}", False),
    ],
    ids=["to an option", "to the other mistake", "elsewhere", "asked again", "back", "to a person", "to the end"],
)
def test_who_presses_nothing_may_go_on(silence, no_match, on):
    found = facts_of(
        "main: {say: Hello., next: first}",
        f"first: {{menu: Press 1., options: {{1: other}}, no_input: {silence}, no_match: {no_match}}}",
        "other: {menu: Press 2., options: {2: people}, no_input: {then: people}, no_match: {then: people}}",
        "notes: {say: Please speak., next: note}",
        "note: {collect: note, say: Now., by: recording, next: bye}",
        "bye: {hang_up: Goodbye.}",
    )
    assert exits(found, lambda one: one.way_on) == (["first no_input"] if on else [])


@pytest.mark.parametrize(
    ("second", "on"),
    [
        ("menu: 'Para español, oprima 2.', options: {1: people, 2: other}", True),
        ("menu: 'Para español, oprima 1.', options: {1: people}", True),
        ("menu: 'For Spanish, press 2.', options: {1: people, 2: other}", True),
        ("menu: 'Sorry? For English, press 1.', options: {1: people, 2: other}", False),
        ("menu: 'Para español, oprima 2.', options: {2: other}", False),
        ("menu: 'Para español, oprima 2.', options: {1: desk, 2: people}", False),
        ("menu: '', audio: 'espanol.wav', options: {1: people, 2: other}", False),
        ("collect: key, digits: 1, say: 'Para español, oprima 2.', next: people", False),
    ],
    ids=["another language", "the same key", "other keys", "once more", "without", "elsewhere", "not known", "no menu"],
)
def test_silence_between_two_parts_of_one_offer_goes_on(second, on):
    found = facts_of(
        "main: {menu: 'For English, press 1.', options: {1: people}, no_input: {after: 3s, then: pause}}",
        "pause: {say: '', audio: gap.wav, next: second}",
        f"second: {{{second}, no_input: {{then: bye}}, no_match: {{then: bye}}}}",
        "other: {say: Hola., next: people}",
        "desk: {transfer: desk}",
        "bye: {hang_up: Goodbye.}",
    )
    assert exits(found, lambda one: one.way_on) == (["main no_input"] if on else [])


@pytest.mark.parametrize(
    ("collect", "on"),
    [("lengua, digits: 1", True), ("lengua, digits: 2", False), ("language, digits: 2", False)],
    ids=["one digit", "another entry", "more digits"],
)
def test_silence_between_two_collects_goes_on_where_either_takes_the_answer(collect, on):
    found = facts_of(
        "main: {collect: language, digits: 1, say: 'For English, press 1.', next: people, no_input: {after: 3s, then: second}}",
        f"second: {{collect: {collect}, say: 'Para español, oprima 2.', next: people, no_input: {{then: bye}}}}",
        "bye: {hang_up: Goodbye.}",
    )
    assert exits(found, lambda one: one.way_on) == (["main no_input"] if on else [])


@pytest.mark.parametrize(
    ("words", "silence", "announced"),
    [
        ("Press 1, or any other key to listen to music.", "music", ["first no_input", "first no_match"]),
        ("Press 1, or any other key to listen to music.", "bye", ["first no_match"]),
        ("For music, press 1.", "music", []),
    ],
    ids=["silence counts as another key", "silence does not", "not said"],
)
def test_what_is_said_of_other_keys_is_said_of_silence_that_comes_to_the_same(words, silence, announced):
    found = facts_of(
        "main: {say: Hello., next: first}",
        f"first: {{menu: '{words}', options: {{1: people}}, no_input: {{then: {silence}}}, no_match: {{then: music}}}}",
        "music: {say: '', audio: music.mp3, next: people}",
        "bye: {hang_up: Goodbye.}",
    )
    assert exits(found, lambda one: one.announced) == announced


@pytest.mark.parametrize(
    ("following", "on"),
    [("again", True), ("thanks", False), ("other", False)],
    ids=["checked", "said", "an entry for its own sake"],
)
def test_who_may_pass_over_an_entry_goes_on(following, on):
    found = facts_of(
        "main: {say: Hello., next: first}",
        f"first: {{collect: key, digits: 1, say: '', audio: own.wav, no_input: {{then: other}}, next: {following}}}",
        "again: {check: is there a key, uses: [key], cases: {yes: first}, otherwise: other}",
        "thanks: {say: Thank you., next: other}",
        "other: {menu: Press 2., options: {2: people}, no_input: {then: people}, no_match: {then: people}}",
    )
    assert exits(found, lambda one: one.way_on) == (["first no_input"] if on else [])


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("peeple", "people"),
        ("people", ""),
        ("desk operatr", "desk operator"),
        ("desk 1250", ""),
        ("dekk 2565551250", "desk 2565551250"),
        ("desk helpers", ""),
        ("front 2565551251", ""),
    ],
)
def test_a_step_is_meant_when_its_own_words_are_alike(target, near):
    named = ("desk operator", "desk 2565551250", "front door")
    steps = [f'"{name}": {{say: Hello., next: people}}' for name in named]
    found = facts_of(f'main: {{say: Hello., next: "{target}"}}', *steps)
    (exit_,) = (one for one in found.exits if one.step == "main")
    assert exit_.near == near


def test_failures_that_lead_to_the_same_step_are_told_together():
    found = facts_of(
        "main: {transfer: desk, busy: bye, no_answer: box, failed: bye}",
        "box: {voicemail: desk}",
        "bye: {hang_up: Goodbye.}",
    )
    by = {one.label: (one.other_failures, one.as_failure, one.occasion) for one in found.exits if one.how == "failure"}
    assert by == {
        "busy": (("failed",), False, "when the line is busy or it fails"),
        "no_answer": ((), False, "when nobody answers"),
        "failed": ((), True, "when it fails"),
    }


def test_three_failures_that_lead_to_the_same_step_are_told_together():
    found = facts_of("main: {transfer: desk, busy: bye, no_answer: bye, failed: bye}", "bye: {hang_up: Goodbye.}")
    assert [one.occasion for one in found.exits if one.other_failures] == ["when the line is busy, nobody answers or it fails"]


@pytest.mark.parametrize(
    ("how", "wrong"),
    [("by: recording", False), ("by: recording, no_match: {then: bye}", True), ("by: [recording, keys]", True)],
    ids=["recorded", "as the flow says", "keys too"],
)
def test_nothing_is_wrong_in_a_recording_unless_the_flow_says_so(how, wrong):
    found = facts_of(f"main: {{collect: note, say: Speak., {how}, next: bye}}", "bye: {hang_up: Goodbye.}")
    assert exits(found, lambda one: one.label == "no_match") == (["main no_match"] if wrong else [])


@pytest.mark.parametrize(
    ("shut", "back"),
    [("{hang_up: Closed.}", True), ("{say: Closed., next: message}", True), ("{say: Closed., next: people}", False)],
    ids=["the end", "a mailbox", "a person"],
)
def test_a_mistake_comes_back_past_opening_hours_that_only_turn_callers_away(shut, back):
    found = facts_of(
        "main: {say: Hello., next: hours}",
        "hours: {check: hours, cases: {open: first, closed: shut}}",
        f"shut: {shut}",
        "first: {menu: Press 1., options: {1: people}, no_input: {tries: 20, then: hours}, no_match: {then: people}}",
    )
    assert exits(found, lambda one: one.returns) == (["first no_input"] if back else [])


def test_opening_hours_that_are_asked_for_ever_lead_nowhere():
    found = facts_of(
        "main: {menu: Press 1., options: {1: people}, no_input: {then: hours}, no_match: {then: again}}",
        "hours: {check: hours, cases: {open: later, closed: bye}}",
        "later: {check: hours, cases: {open: hours, closed: bye}}",
        "again: {check: what day it is, cases: {sunday: bye}, otherwise: main}",
        "bye: {hang_up: Goodbye.}",
    )
    assert exits(found, lambda one: one.returns) == []


@pytest.mark.parametrize(
    ("silence", "like"),
    [
        ("no_input: {then: people},", True),
        ("no_input: {then: wait},", True),
        ("no_input: {tries: 2, then: people},", False),
        ("no_input: {then: desk},", False),
        ("", False),
    ],
    ids=["the same transfer", "with words before", "asked again", "another transfer", "cut off"],
)
def test_silence_is_as_chosen_where_both_are_put_through(silence, like):
    found = facts_of(
        "main: {say: Hello., next: first}",
        f"first: {{menu: Press 1., options: {{1: now}}, {silence} no_match: {{then: people}}}}",
        "now: {say: One moment., next: people}",
        "wait: {say: Please hold., next: people}",
        "desk: {transfer: the other desk}",
    )
    assert exits(found, lambda one: one.as_chosen) == (["first no_input"] if like else [])


def test_who_merely_goes_on_is_not_hurried():
    found = facts_of(
        "main: {menu: Press 1., options: {1: other}, no_input: {after: 3s, then: other}, no_match: {then: people}}",
        "other: {menu: Press 2., options: {2: people}, no_input: {after: 4s, then: people}, no_match: {then: people}}",
    )
    assert [(one.step, one.pause) for one in found.exits if one.label == "no_input"] == [("main", 0), ("other", 4)]


@pytest.mark.parametrize(
    ("words", "missed"),
    [
        ("Thank you for taking part, goodbye.", True),
        ("Goodbye.", True),
        ("Your order is placed. Goodbye.", False),
        ("Your order is placed.", False),
        ("Goodbye, your number is {number}.", False),
    ],
)
def test_a_failure_may_miss_nothing_but_a_goodbye(words, missed):
    steps = "main: {run: count, gives: [number], next: note}", "note: {set: {counted: 1}, next: bye}"
    for last in (f"bye: {{say: '{words}', next: end}}", "end: {hang_up: true}"), (f"bye: {{hang_up: '{words}'}}",):
        found = facts_of(*steps, *last)
        assert exits(found, lambda one: one.loses_call) == ["main failed"]
        assert exits(found, lambda one: one.misses_goodbye) == (["main failed"] if missed else [])


def test_who_wanted_a_person_or_something_else_misses_more_than_a_goodbye():
    bye = "bye: {hang_up: Goodbye.}"
    assert exits(facts_of("main: {run: count, next: people}"), lambda one: one.misses_goodbye) == []
    found = facts_of("main: {transfer: desk, busy: end, cases: {done: bye}}", bye, "end: {hang_up: true}")
    assert exits(found, lambda one: one.loses_call) == ["main busy"]
    assert exits(found, lambda one: one.misses_goodbye) == []
