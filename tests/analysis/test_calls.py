"""The facts of a call as a whole."""

import pytest

from ivrlint.analysis import analyse
from ivrlint.flow import Collect, Entry, Flow, Handler, Mark, Run, Target, Transfer
from ivrlint.graph import connect
from ivrlint.readers import read

M = Mark("flow.json", 1, 1, 1, 2)


def to(step):
    return Target(step, M)


def call(*transfers, after=None):
    """A caller enters an order number, of which a number is looked up; then comes the first transfer."""
    steps = (
        Collect(name="ask", mark=M, variable="order", next=to("find"), no_input=after and Handler(M, then=to(after))),
        Run(name="find", mark=M, uses=("order",), gives=("number",), next=to("desk")),
        *transfers,
    )
    entry = Entry("", "ask", M)
    flow = Flow(file=M.file, format="native", mark=M, entries=(entry,), steps={step.name: step for step in steps})
    return analyse(connect(flow), entry).facts.call


def desk(*dials, name="desk", **more):
    return Transfer(name=name, mark=M, dials=dials, **more)


RETRY = "no_input: {then: bye}, no_match: {then: bye}"
SURVEY = f"{{collect: a, say: How was our service?, next: bye, {RETRY}}}"
NUMBER = f"{{collect: a, say: Your number?, next: bye, {RETRY}}}"


@pytest.mark.parametrize(
    ("steps", "survey", "menus"),
    [
        (f"  main: {{say: Hello., next: ask}}\n  ask: {SURVEY}\n", True, 0),
        (f"  main: {NUMBER}\n", False, 0),
        (f"  main: {{check: x, cases: {{a: ask}}, otherwise: number}}\n  ask: {SURVEY}\n  number: {NUMBER}\n", False, 0),
        (f"  main: {{collect: a, say: Your number?, next: ask, {RETRY}}}\n  ask: {SURVEY}\n", False, 0),
        ("  main: {say: Hello., next: bye}\n", False, 0),
        (f"  main: {{say: Hello., next: bye}}\n  lost: {{menu: 'For a, press 1.', options: {{1: bye}}, {RETRY}}}\n", False, 0),
        (f"  main: {{menu: 'How was our service? Press 1 or 2.', options: {{1: bye}}, {RETRY}}}\n", True, 1),
    ],
    ids=["first a survey", "first a number", "either", "a number before", "nothing asked", "a menu without calls", "a menu"],
)
def test_a_call_begins_with_a_survey_when_nothing_else_is_asked_first(steps, survey, menus):
    text = f"ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n{steps}  bye: {{hang_up: Goodbye.}}\n"
    flow = read(text.encode(), "f.yaml")
    found = analyse(connect(flow), flow.entries[0]).facts.call
    assert (found.begins_with_survey, found.menus) == (survey, menus)


@pytest.mark.parametrize(
    ("name", "code"),
    [("from-internal *222#.", True), ("#31", True), ("*", False), ("* main", False), ("1234*5", False), ("", False)],
)
def test_a_number_that_only_extensions_dial_is_a_code(name, code):
    start = f"{{'{name}': main}}" if name else "main"
    text = f"ivr: 1\nlanguage: en-GB\nstart: {start}\nsteps:\n  main: {{hang_up: Bye.}}\n"
    flow = read(text.encode(), "f.yaml")
    assert not flow.problems
    assert analyse(connect(flow), flow.entries[0]).facts.call.is_code is code


def test_a_recording_that_is_named_a_survey_is_one():
    menu = f"{{menu: '', audio: customer-survey.wav, options: {{1: bye}}, {RETRY}}}"
    text = f"ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n  main: {menu}\n  bye: {{hang_up: Bye.}}\n"
    flow = read(text.encode(), "f.yaml")
    assert analyse(connect(flow), flow.entries[0]).facts.call.begins_with_survey


@pytest.mark.parametrize(
    ("steps", "asks", "puts_through"),
    [
        ("  main: {say: Hello., next: bye}\n", False, False),
        (f"  main: {{say: Hello., next: bye}}\n  lost: {NUMBER}\n", False, False),
        (f"  main: {NUMBER}\n", True, False),
        (f"  main: {{menu: 'For a, press 1.', options: {{1: bye}}, {RETRY}}}\n", True, False),
        ("  main: {collect: note, say: Please speak., by: recording, next: bye}\n", False, False),
        ("  main: {say: I am connecting you now., next: bye}\n", False, False),
        ("  main: {run: x, next: on, failed: bye}\n  on: {say: I am connecting you now., next: bye}\n", False, True),
    ],
)
def test_a_call_may_ask_and_a_system_may_put_through(steps, asks, puts_through):
    flow = read(f"ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n{steps}  bye: {{hang_up: Goodbye.}}\n".encode(), "f.yaml")
    found = analyse(connect(flow), flow.entries[0]).facts.call
    assert (found.asks, found.puts_through) == (asks, puts_through)


def test_who_is_called_by_what_the_caller_entered_needs_it():
    assert not call(desk("number")).person_needs_data
    assert not call(desk("order", "area")).person_needs_data
    assert call(desk()).person_needs_data
    assert call(desk("area")).person_needs_data
    assert not call(desk(to="outside")).person_needs_data


@pytest.mark.parametrize(
    ("words", "needs"),
    [("Please enter your number.", True), ("Please enter your number, or press pound to talk to an agent.", False)],
)
def test_who_is_told_of_a_key_for_a_person_at_an_entry_needs_no_data(words, needs):
    steps = f"  main: {{collect: a, say: '{words}', next: desk, {RETRY}}}\n  desk: {{transfer: x}}\n"
    flow = read(f"ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n{steps}  bye: {{hang_up: Goodbye.}}\n".encode(), "f.yaml")
    assert analyse(connect(flow), flow.entries[0]).facts.call.person_needs_data is needs


def test_with_one_person_who_needs_no_data_to_be_called_the_data_is_in_the_way_of_all():
    through = Collect(name="ask again", mark=M, variable="other", next=to("front"))
    assert call(desk("number"), through, desk(name="front"), after="ask again").person_needs_data
    assert not call(desk("number"), desk(name="front")).person_needs_data
    assert not call(desk("number"), desk(name="front"), after="front").person_needs_data
    assert not call(desk("number"), desk(name="front", to="bot"), after="front").person_needs_data


def looping(steps):
    text = f"ivr: 1\nlanguage: en-GB\nstart: main\nsteps:\n{steps}  bye: {{hang_up: Goodbye.}}\n"
    flow = read(text.encode(), "f.yaml")
    (found,) = analyse(connect(flow), flow.entries[0]).facts.loops
    return found


AGAIN = "  main: {{menu: 'For a song, press 1.', options: {{1: song}}{}}}\n  song: {{say: La la la., next: main}}\n"


@pytest.mark.parametrize(
    ("handlers", "left_by", "how_long"),
    [
        (", no_input: {then: main}, no_match: {then: main}", (), "for ever"),
        (", no_input: {then: bye}, no_match: {then: bye}", ("mistake",), "unless they make a mistake or press nothing"),
        (", no_input: {then: bye}, no_match: {possible: false}", ("mistake",), "unless they press nothing"),
        (", no_match: {then: main}", ("mistake",), "unless they press nothing"),
        (", no_input: {then: main}", ("mistake",), "unless they make a mistake"),
    ],
)
def test_how_a_loop_is_left(handlers, left_by, how_long):
    found = looping(AGAIN.format(handlers))
    assert found.doomed
    assert (found.left_by, found.how_long, found.only_plays) == (left_by, how_long, False)


def test_a_loop_may_be_left_where_something_fails():
    found = looping("  main: {run: a, next: said, failed: bye}\n  said: {say: One moment., next: main}\n")
    assert (found.left_by, found.how_long) == (("failure",), "unless something fails")


@pytest.mark.parametrize(("words", "only"), [('say: "", audio: a.wav', True), ("say: One moment.", False)])
def test_a_loop_of_recordings_alone_may_be_what_callers_called_for(words, only):
    assert looping(f"  main: {{{words}, next: other}}\n  other: {{set: {{a: b}}, next: main}}\n").only_plays is only
