"""The calls that show findings, told for small flows."""

from __future__ import annotations

import pytest

from ivrlint import facts
from ivrlint.analysis import Analysis, analyse
from ivrlint.analysis.walks import LONGEST
from ivrlint.analysis.witness import SHOWS, transcript
from ivrlint.flow import Flow, replace
from ivrlint.graph import connect
from ivrlint.readers import read


def analysed(steps: str, start: str = "main") -> Analysis:
    indented = "\n".join(f"  {line}" for line in steps.strip("\n").splitlines())
    flow = read(f"ivr: 1\nlanguage: en-GB\nstart: {start}\nsteps:\n{indented}\n".encode(), "menu.yaml")
    assert isinstance(flow, Flow)
    assert flow.problems == ()
    return analyse(connect(flow), flow.entries[0])


def told(analysis: Analysis, subject: facts.Subject, shows: str) -> list[str]:
    call = transcript(analysis, subject, shows)
    return [] if call is None else [f"{event.who} {event.what}" for event in call.events]


LOOP = """
main:
  menu: For sales, press 1. For service, press 2.
  options: {1: number, 2: main}
  no_input: {after: 5s, tries: 2, then: main}
  no_match: {tries: 3, then: main}
number:
  collect: account
  say: Please enter your account number.
  digits: 5
  no_input: {after: 5s, then: main}
  no_match: {then: main}
  next: main
"""

DESK = """
main:
  menu: For sales, press 1. For service, press 2.
  options: {1: sales, 2: number}
  no_input: {after: 5s, then: closed}
  no_match: {then: people}
sales: {transfer: sales, to: bot}
number:
  collect: account
  say: Please enter your account number.
  digits: 5
  no_input: {after: 5s, then: people}
  no_match: {then: people}
  next: find
find: {run: crm.find, uses: [account], gives: [name], next: again, failed: people}
again:
  menu: "{name}, for your bill, press 1. To speak to a person, press 0."
  options: {1: number, 0: people}
  no_input: {after: 5s, then: people}
  no_match: {then: people}
people: {transfer: service, closed: closed, no_answer: closed}
closed: {voicemail: service, say: Please leave a message., reply_within: 1 day}
"""


def test_callers_who_press_the_operator_key_in_vain_go_round_for_ever():
    analysis = analysed(LOOP)
    events = told(analysis, analysis.facts.call, "zero")
    assert events[1] == "presses 0, which is no option here (three times)"
    assert events[-1] == "ends and so on, for ever"


def test_that_a_system_fails_or_says_nothing_is_told_only_where_nothing_else_can_be():
    look = "main: {run: accounts, gives: [id], next: check, failed: sorry}\n"
    check = "check: {check: id, uses: [id], cases: {(empty): sorry}, otherwise: bye}\nbye: {hang_up: Goodbye.}\n"
    sorry = "sorry: {hang_up: Sorry.}\n"
    good = analysed(look + sorry + check)
    for shows in ("zero", "silent", "lost_caller"):
        assert told(good, good.facts.call, shows) == [
            "system accounts answers",
            "system id: otherwise",
            'hears "Goodbye."',
            "ends the system hangs up",
        ]
    (caller,) = [caller for caller in good.facts.callers if caller.title == "zero"]
    assert told(good, caller, "call")[0] == "system accounts fails", "the shortest call of a caller is told as it is"
    bad = analysed("main: {check: id, cases: {(empty): bye}, otherwise: main}\nbye: {hang_up: Sorry.}")
    assert told(bad, bad.facts.call, "zero") == ["system id: otherwise", "ends and so on, for ever"]


def test_behind_a_failure_the_answer_that_names_it_is_told_and_elsewhere_any_that_is_not_empty():
    steps = """
main: {run: accounts, next: main, failed: why}
why: {check: failure, cases: {(empty): gone, time_out: late}, otherwise: gone}
late: {say: This takes too long., next: gone}
gone: {hang_up: true}
"""
    analysis = analysed(steps)
    failed = next(exit_ for exit_ in analysis.facts.exits if exit_.label == "failed")
    assert told(analysis, failed, "take")[1:4] == [
        "system failure: time_out",
        'hears "This takes too long."',
        "ends the system hangs up",
    ]
    chosen = steps.replace("run: accounts, next: main, failed: why", "menu: Press 1., options: {1: why}")
    analysis = analysed(chosen.replace("otherwise: gone", "otherwise: late").replace("time_out: late", "none: late"))
    assert told(analysis, analysis.facts.options[0], "choose")[2] == "system failure: none"


def test_silent_callers_are_heard_to_say_nothing():
    analysis = analysed(LOOP)
    assert told(analysis, analysis.facts.call, "silent")[1] == "waits says and presses nothing (twice)"


def test_a_silent_caller_who_ends_in_a_mailbox_is_told_to_the_end():
    analysis = analysed(DESK)
    events = told(analysis, analysis.facts.call, "silent")
    assert events[-1] == "ends leaves a message in a mailbox, with a reply within 1 day"


def test_lost_callers_press_a_wrong_key_and_get_through():
    analysis = analysed(DESK)
    assert told(analysis, analysis.facts.call, "lost_caller")[1:] == [
        "presses a wrong key",
        "ends is put through to a person: service",
    ]


def test_after_hours_a_bot_may_answer():
    analysis = analysed(DESK)
    assert told(analysis, analysis.facts.call, "after_hours")[-1] == "ends is put through to a bot: sales"


def test_the_newcomer_takes_the_quickest_way():
    analysis = analysed(DESK)
    events = told(analysis, analysis.facts.call, "newcomer")
    assert events[0].startswith("hears")
    assert events[1] == "presses 2 (service)"
    assert events[-1] == "ends is put through to a person: service"


def test_there_is_no_way_of_the_newcomer_where_no_person_is():
    analysis = analysed(LOOP)
    assert told(analysis, analysis.facts.call, "newcomer") == []


def test_the_system_wins_where_it_can():
    analysis = analysed("""
main: {check: account type, cases: {firm: people}, otherwise: gone}
people: {transfer: service, no_answer: gone}
gone: {hang_up: Goodbye.}
""")
    assert told(analysis, analysis.facts.call, "losing") == [
        "system account type: otherwise",
        'hears "Goodbye."',
        "ends the system hangs up",
    ]


def test_the_system_can_go_round_for_ever():
    analysis = analysed("""
main:
  menu: For sales, press 1.
  options: {1: ask}
  no_input: {after: 5s, then: ask}
  no_match: {then: ask}
ask: {check: line, cases: {free: people}, otherwise: main}
people: {transfer: service, no_answer: gone}
gone: {hang_up: Goodbye.}
""")
    assert told(analysis, analysis.facts.call, "losing")[-1] == "ends and so on, for ever"


def test_a_call_that_ends_is_told_rather_than_one_that_goes_round():
    analysis = analysed("""
main: {say: One moment., next: look}
look: {check: is another desk on the list, cases: {yes: ask}, otherwise: nobody}
ask: {check: is the desk free, cases: {no: look}, otherwise: people}
nobody: {hang_up: Nobody is free.}
people: {transfer: service, no_answer: nobody}
""")
    assert told(analysis, analysis.facts.call, "losing")[1:] == [
        "system is another desk on the list: otherwise",
        'hears "Nobody is free."',
        "ends the system hangs up",
    ]


def test_a_caller_who_is_sure_of_a_person_loses_no_game():
    analysis = analysed(DESK)
    assert analysis.facts.call.person_is_certain
    assert told(analysis, analysis.facts.call, "losing") == []


def test_the_way_by_error_makes_the_mistake():
    analysis = analysed("""
main:
  menu: For hours, press 1.
  options: {1: hours}
  no_input: {after: 5s, then: people}
  no_match: {tries: 4, then: people}
hours: {say: From eight to six., next: gone}
people: {transfer: service, no_answer: gone}
gone: {hang_up: true}
""")
    assert told(analysis, analysis.facts.call, "by_error")[1:] == [
        "waits says and presses nothing",
        "ends is put through to a person: service",
    ]


def test_without_any_person_there_is_no_way_by_error():
    analysis = analysed(LOOP)
    assert told(analysis, analysis.facts.call, "by_error") == []


def test_data_is_followed_until_it_is_thrown_away():
    analysis = analysed(LOOP)
    (collect,) = analysis.facts.collects
    assert told(analysis, collect, "thrown_away")[3] == "enters account"


def test_data_is_followed_to_the_person_who_does_not_get_it():
    analysis = analysed(DESK)
    (collect,) = analysis.facts.collects
    events = told(analysis, collect, "lost")
    assert "system crm.find answers" in events
    assert events[-1] == "ends is put through to a person: service"


def test_the_second_question_is_told_after_the_first_answer():
    analysis = analysed(LOOP)
    (collect,) = analysis.facts.collects
    events = told(analysis, collect, "asked_again")
    assert events.count('hears "Please enter your account number."') == 2


def test_nothing_is_told_of_a_second_question_that_never_comes():
    analysis = analysed(DESK)
    collect = replace(analysis.facts.collects[0], asked_before=())
    assert told(analysis, collect, "asked_again") == []


def test_an_entry_is_told_until_the_caller_is_asked_again():
    analysis = analysed(DESK)
    (collect,) = analysis.facts.collects
    assert told(analysis, collect, "enter")[-1] == 'hears "{name}, for your bill, press 1. To speak to a person, press 0."'


def test_a_loop_is_told_once_around_by_choices():
    analysis = analysed(LOOP)
    (loop,) = analysis.facts.loops
    events = told(analysis, loop, "round")
    assert "presses 1 (sales)" in events or "presses 2 (service)" in events
    assert events[-1] == "ends and so on, for ever"


def test_a_loop_of_mistakes_is_told_by_mistakes():
    analysis = analysed("""
main:
  menu: For sales, press 1.
  options: {1: people}
  no_input: {after: 5s, then: main}
  no_match: {then: people}
people: {transfer: service, no_answer: gone}
gone: {hang_up: true}
""")
    (loop,) = analysis.facts.loops
    assert told(analysis, loop, "round")[1] == "waits says and presses nothing"


def test_a_name_that_is_not_known_is_told_on_a_way_without_it():
    analysis = analysed("""
main:
  menu: For your bill, press 1. For everything else, press 2.
  options: {1: number, 2: tell}
  no_input: {after: 5s, then: people}
  no_match: {then: people}
number:
  collect: account
  say: Please enter your account number.
  digits: 5
  no_input: {after: 5s, then: people}
  no_match: {then: people}
  next: tell
tell: {say: "You are {account}.", next: people}
people: {transfer: service, with: [account], no_answer: gone}
gone: {hang_up: true}
""")
    (step,) = [step for step in analysis.facts.steps if step.reads_unset]
    assert told(analysis, step, "unset")[1:] == ["presses 2 (everything else)", 'hears "You are {account}."']


def test_a_transfer_that_nobody_answers_is_told_as_such():
    analysis = analysed("main: {transfer: service}")
    (handoff,) = analysis.facts.handoffs
    assert told(analysis, handoff, "unanswered") == ["ends nobody answers, and the flow does not say what then"]


@pytest.mark.parametrize("name", ["newcomer", "zero", "silent", "lost", "unprepared", "after_hours"])
def test_each_caller_can_be_told(name):
    analysis = analysed(DESK)
    (caller,) = [caller for caller in analysis.facts.callers if caller.title == name]
    assert told(analysis, caller, "call")[-1].startswith("ends")


def test_an_option_can_be_told_as_it_is_when_nobody_is_there():
    analysis = analysed("""
main:
  menu: For gas, press 1. For water, press 2.
  options: {1: hours, 2: water}
hours: {check: hours, cases: {open: desk, closed: sorry}}
desk: {transfer: gas desk}
sorry: {hang_up: Closed.}
water: {transfer: water desk}
""")
    gas, water = analysis.facts.options
    assert told(analysis, gas, "closed")[1:] == [
        "presses 1 (gas)",
        "system hours: closed",
        'hears "Closed."',
        "ends the system hangs up",
    ]
    assert told(analysis, water, "closed")[1:] == ["presses 2 (water)", "ends is put through to a person: water desk"]


def test_an_option_and_an_exit_are_told_with_what_follows():
    analysis = analysed(DESK)
    option = next(option for option in analysis.facts.options if option.key == "1")
    assert told(analysis, option, "choose")[1:] == ["presses 1 (sales)", "ends is put through to a bot: sales"]
    failure = next(exit_ for exit_ in analysis.facts.exits if exit_.how == "failure" and exit_.step == "find")
    assert told(analysis, failure, "take")[4:] == ["system crm.find fails", "ends is put through to a person: service"]


def test_a_caller_who_is_cut_off_is_told_where_it_happened():
    analysis = analysed("main: {run: crm.find, next: people}\npeople: {transfer: service, no_answer: main}")
    failure = next(exit_ for exit_ in analysis.facts.exits if exit_.ends == "cut_off")
    call = transcript(analysis, failure, "take")
    assert call is not None
    assert [(event.who, event.what, event.step) for event in call.events] == [
        ("system", "crm.find fails", "main"),
        ("ends", "is cut off", "main"),
    ]


def test_what_no_caller_reaches_is_not_told():
    analysis = analysed("main: {transfer: service, no_answer: main}\nother: {say: Hello., next: main}")
    step = next(step for step in analysis.facts.steps if step.step == "other")
    assert transcript(analysis, step, "arrive") is None


def test_none_tells_nothing():
    analysis = analysed(DESK)
    assert transcript(analysis, analysis.facts.call, "none") is None


def test_a_call_that_nobody_would_read_to_its_end_is_not_told():
    chain = "\n".join(f"s{n}: {{say: Hello., next: s{n + 1}}}" for n in range(LONGEST + 5))
    analysis = analysed(f"{chain}\ns{LONGEST + 5}: {{transfer: service}}", start="s0")
    (handoff,) = analysis.facts.handoffs
    assert transcript(analysis, handoff, "arrive") is None
    assert transcript(analysis, analysis.facts.call, "newcomer") is None


def test_every_kind_of_subject_has_a_call_of_its_own_and_can_do_without():
    assert SHOWS.keys() == facts.SUBJECTS.keys()
    assert all(names[-1] == "none" for names in SHOWS.values())


def test_seconds_never_run_backwards():
    analysis = analysed(DESK)
    call = transcript(analysis, analysis.facts.call, "newcomer")
    assert call is not None
    times = [event.at for event in call.events]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(analysis.facts.call.seconds_to_person)


def test_each_moment_knows_where_its_step_stands():
    analysis = analysed(DESK)
    for shows in ("newcomer", "zero", "silent"):
        call = transcript(analysis, analysis.facts.call, shows)
        assert call is not None
        for event in call.events:
            assert event.mark == analysis.graph.steps[analysis.graph.number[event.step]].mark
