"""What callers are told around mailboxes and closed doors."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.reply_times import reply_days
from ivrlint.graph import connect
from ivrlint.readers.files import read_text

HEAD = "ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n"


def facts_of(*steps):
    (flow,) = read_text(HEAD + "".join(f"  {step}\n" for step in steps), "flow.yaml").flows.values()
    assert flow.problems == ()
    return analyse(connect(flow), flow.entries[0]).facts


def told(*steps):
    (found,) = [handoff.reply_told for handoff in facts_of(*steps).handoffs if handoff.kind != "transfer"]
    return found


PEOPLE = "main: {transfer: desk, no_answer: box}"
PLAIN = "box: {voicemail: desk, say: Please leave your name.}"


def test_a_reply_is_told_where_it_is_written_or_said_anywhere_on_the_way():
    assert told(PEOPLE, "box: {voicemail: desk, reply_within: 1 day}") == "said"
    assert told(PEOPLE, "box: {voicemail: desk, say: We call you back within two days.}") == "said"
    assert (
        told("main: {say: We answer messages within two days., next: people}", PEOPLE.replace("main", "people"), PLAIN) == "said"
    )
    behind = "box: {voicemail: desk, say: Please leave your name., next: bye}"
    assert told(PEOPLE, behind, "bye: {hang_up: We call you back on the next working day.}") == "said"


def test_a_reply_is_missing_where_all_words_are_known_and_none_says_it():
    assert told(PEOPLE, PLAIN) == "missing"
    sorry = "main: {transfer: desk, no_answer: sorry}", "sorry: {say: Nobody is here., next: box}"
    assert told(*sorry, "box: {voicemail: desk}") == "missing"
    assert told("main: {say: Hello., next: people}", PEOPLE.replace("main", "people"), "box: {callback: desk}") == "missing"


MENU = "main: {menu: 'To speak to us, press 0. To tell a joke, press 1.', options: {0: people, 1: before}}"
JOKES = "box: {voicemail: jokes, say: Tell your joke.}"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((MENU, "people: {transfer: desk}", "before: {say: Hello., next: box}", JOKES), False),
        ((MENU, "people: {transfer: desk}", "before: {say: Hello., next: box}", PLAIN), True),
        ((MENU, "people: {transfer: desk}", "before: {say: Please leave your number., next: box}", JOKES), True),
        ((MENU, "people: {transfer: desk}", "before: {say: We will call you back., next: box}", JOKES), True),
        ((MENU, "people: {transfer: desk}", "before: {say: Hello., next: box}", "box: {callback: desk}"), True),
        ((MENU, "people: {transfer: desk, busy: before}", "before: {say: Hello., next: box}", JOKES), True),
        ((MENU, "people: {transfer: desk, cases: {done: before}}", "before: {say: Hello., next: box}", JOKES), False),
        ((MENU, "people: {check: hours, cases: {open: box, closed: before}}", "before: {say: Hello., next: box}", JOKES), True),
        ((MENU, "people: {check: luck, cases: {closed: box}, otherwise: box}", "before: {say: Hello., next: box}", JOKES), False),
        ((MENU, "people: {transfer: desk, busy: main}", "before: {say: Hello., next: box}", JOKES), False),
    ],
)
def test_who_leaves_a_message_because_nobody_is_there_or_is_asked_for_one_expects_a_reply(steps, expected):
    assert [found.reply_expected for found in facts_of(*steps).handoffs if found.kind != "transfer"] == [expected]


def test_a_mailbox_without_any_words_is_silent():
    assert told(PEOPLE, "box: {voicemail: desk}") == "silent"
    menu = "main: {menu: 'To leave a message, press 1.', options: {1: box}}"
    assert told(menu, "box: {voicemail: desk}") == "silent"


@pytest.mark.parametrize(
    ("box", "wordless"),
    [
        ("box: {voicemail: desk}", True),
        ("box: {voicemail: desk, reply_within: 1 day}", True),
        ("box: {voicemail: desk, elsewhere: true}", False),
        ("box: {voicemail: desk, audio: box.wav}", False),
        ("box: {voicemail: desk, say: Hello.}", False),
    ],
)
def test_a_mailbox_is_wordless_whatever_is_noted_of_replies(box, wordless):
    (found,) = [handoff.wordless for handoff in facts_of(PEOPLE, box).handoffs if handoff.kind == "voicemail"]
    assert found is wordless


@pytest.mark.parametrize(
    "box",
    [
        "box: {voicemail: desk, elsewhere: true}",
        "box: {voicemail: desk, audio: box.wav}",
        "box: {voicemail: desk, say: Hello, complete: false}",
        "box: {voicemail: desk, say: 'Hello {name}.'}",
        "box: {voicemail: desk, say: Olá., language: xx}",
        "box: {voicemail: desk, say: Please leave your name., next: bye}\n  bye: {hang_up: true, audio: bye.wav}",
    ],
)
def test_whether_a_reply_is_told_is_unknown_where_words_are(box):
    assert told(PEOPLE, box) == "unknown"


def test_unknown_words_count_close_to_a_mailbox_only():
    recorded = "main: {say: '', audio: hello.wav, next: people}"
    assert told(recorded, PEOPLE.replace("main", "people"), PLAIN) == "unknown"
    menu = "people: {menu: 'For a person, press 1.', options: {1: desk}}", "desk: {transfer: desk, no_answer: box}"
    assert told(recorded, *menu, PLAIN) == "missing"
    unspoken = "main: {menu: '', audio: menu.wav, options: {1: box}}"
    assert told(unspoken, PLAIN) == "unknown"


def hours(*steps):
    return [exit_.hours_told for exit_ in facts_of(*steps).exits if exit_.when_closed]


CHECK = "main: {check: hours, cases: {open: people, closed: shut}}", "people: {transfer: desk}"


def test_opening_hours_are_missing_where_words_say_that_it_is_closed_and_not_when_it_is_open():
    assert hours(*CHECK, "shut: {hang_up: We are closed. Please call again later.}") == ["missing"]
    assert hours(*CHECK, "shut: {hang_up: 'We are closed. We are open from nine to five, Monday to Friday.'}") == ["said"]
    assert hours(*CHECK, "shut: {hang_up: Goodbye.}") == ["silent"]
    assert hours(*CHECK, "shut: {voicemail: desk, say: We are closed., next: bye}", "bye: {hang_up: Goodbye.}") == ["missing"]


def test_opening_hours_may_be_said_before_or_on_some_walk_behind():
    start = "main: {say: 'We are open from nine to five, Monday to Friday.', next: hours}"
    check = CHECK[0].replace("main", "hours"), CHECK[1]
    assert hours(start, *check, "shut: {hang_up: We are closed.}") == ["said"]
    menu = "shut: {menu: 'We are closed. For more, press 1.', options: {1: times}}"
    assert hours(*CHECK, menu, "times: {hang_up: 'We are open from nine to five, Monday to Friday.'}") == ["said"]


def test_opening_hours_are_unknown_where_the_words_are():
    assert hours(*CHECK, "shut: {say: '', audio: closed.wav, next: bye}", "bye: {hang_up: We are closed.}") == ["unknown"]
    assert hours(*CHECK, "shut: {hang_up: 'We are closed. We open again {day}.'}") == ["unknown"]


def desk(*steps, name="desk"):
    (found,) = [handoff for handoff in facts_of(*steps).handoffs if handoff.step == name]
    return found


def test_a_wait_is_told_by_an_announcement_or_by_words_close_before_it():
    assert not desk("main: {say: Please hold., next: desk}", "desk: {transfer: x, wait: 3m}").wait_told
    assert desk("main: {say: Please hold., next: desk}", "desk: {transfer: x, wait: 3m, announces: position}").wait_told
    assert desk("main: {say: 'You wait {minutes} minutes.', next: desk}", "desk: {transfer: x, wait: 3m}").wait_told
    assert desk("main: {say: '', audio: hold.wav, next: desk}", "desk: {transfer: x, wait: 3m}").wait_told
    assert desk("main: {say: Please hold., next: desk}", "desk: {transfer: x, wait: 3m, elsewhere: true}").wait_told


@pytest.mark.parametrize(
    ("transfer", "seconds"),
    [
        ("transfer: x, wait: 3m, no_answer: other", 180),
        ("transfer: x, wait: 3m, always_open: true", 180),
        ("transfer: x, wait: 3m, no_answer: box", 0),
        ("transfer: x, wait: 3m, busy: box, no_answer: other", 0),
        ("transfer: x, wait: 3m", 0),
        ("transfer: x, wait: 3m, elsewhere: true, no_answer: other", 0),
    ],
)
def test_a_wait_is_without_a_message_where_none_can_be_left_and_something_is_written(transfer, seconds):
    steps = f"main: {{{transfer}}}", "other: {transfer: y, always_open: true}", PLAIN
    assert desk(*steps, name="main").wait_without_message == seconds


@pytest.mark.parametrize(
    ("transfer", "unanswered"),
    [
        ("transfer: x, busy: box", True),
        ("transfer: x, failed: box", True),
        ("transfer: x", False),
        ("transfer: x, busy: box, closed: box", False),
        ("transfer: x, busy: box, no_answer: box", False),
        ("transfer: x, busy: box, always_open: true", False),
        ("transfer: x, busy: box, elsewhere: true", False),
        ("transfer: x, busy: box, to: bot", False),
    ],
)
def test_a_closed_office_goes_unanswered_where_only_other_ways_of_failing_are_written(transfer, unanswered):
    assert desk(f"main: {{{transfer}}}", PLAIN, name="main").closed_unanswered is unanswered


def test_a_closed_office_may_have_been_found_before():
    steps = "desk: {transfer: x, busy: box}", PLAIN
    assert desk("main: {say: Hello., next: desk}", *steps).closed_unanswered
    assert not desk("main: {check: hours, cases: {open: desk, closed: box}}", *steps).closed_unanswered
    assert not desk("main: {run: find, next: desk, failed: desk}", *steps).closed_unanswered
    assert not desk("main: {unknown: a program, cases: {on: desk}}", *steps).closed_unanswered


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 working day", 1),
        ("2 business days", 2),
        ("48 hours", 2),
        ("24h", 1),
        ("24 h", 1),
        ("two days", 2),
        ("next working day", 1),
        ("within a week", 5),
        ("1-2 working days", 2),
        ("30 minutes", 30 / 1440),
        ("1.5 days", 1.5),
        ("dos días hábiles", 2),
        ("48 horas", 2),
        ("três dias úteis", 3),
        ("deux jours ouvrés", 2),
        ("zwei Werktage", 2),
        ("einer Woche", 5),
        ("cinque giorni", 5),
        ("24 uur", 1),
        ("drie werkdagen", 3),
        ("soon", 0),
        ("", 0),
    ],
)
def test_the_days_of_a_promised_reply(text, days):
    assert reply_days(text) == pytest.approx(days)
