"""The seconds of exits, worked out by hand."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.analysis.prompts import parse
from ivrlint.analysis.speech import Pace, seconds
from ivrlint.analysis.timing import Times, exit_seconds, heard
from ivrlint.flow import (
    Case,
    Check,
    Collect,
    Entry,
    Flow,
    Handler,
    HangUp,
    Mark,
    Menu,
    Message,
    Option,
    Prompt,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)
from ivrlint.graph import connect

M = Mark("menu.yaml", 1, 1, 1, 2)
END = Target("end", M)
TIMES = Times()


def prompt(text, **more):
    return Prompt(text, M, **more)


def handler(**more):
    return Handler(M, then=END, **more)


def exits(step, spoken=None, times=TIMES, language="en"):
    """The seconds of the exits of one step, by label."""
    steps = {step.name: step, "end": HangUp(name="end", mark=M)}
    flow = Flow(file="menu.yaml", format="native", mark=M, language=language, entries=(Entry("", step.name, M),), steps=steps)
    graph = connect(flow)
    if spoken is None and isinstance(step, Menu) and step.prompt and step.prompt.text:
        spoken = parse(step.prompt.text, language)
    result = exit_seconds(graph, [spoken, None], times)
    return {graph.label[e]: result[e] for e in graph.out[0]}


def menu(text="For loans, press 1. For books, press 2.", keys="12", **more):
    words = prompt(text, **{name: more.pop(name) for name in ("barge_in", "audio") if name in more}) if text is not None else None
    return Menu(name="m", mark=M, prompt=words, options=tuple(Option(key, END, M, label="say it") for key in keys), **more)


def collect(**more):
    more = {"variable": "v", "next": END, "prompt": prompt("Enter your number.")} | more
    return Collect(name="c", mark=M, **more)


ASKED = seconds("Enter your number.", "en")


def test_choosing_takes_deciding_moving_and_pressing():
    assert TIMES.choose == pytest.approx(1.35 + 0.95 + 0.4) == pytest.approx(2.7)


def test_the_pace_has_the_pauses_of_the_table():
    assert Times(rate=150, between_options=0.7, before_press=0.3).pace == Pace(150, 0.7, 0.3)
    assert TIMES.pace == Pace()


def test_a_caller_chooses_when_the_option_has_been_said():
    step = menu()
    first, second = parse(step.prompt.text, "en").options
    assert exits(step)["1"] == pytest.approx(first.seconds + 2.7)
    assert exits(step)["2"] == pytest.approx(second.seconds + 2.7)


def test_an_option_that_is_not_said_is_chosen_after_all_the_words():
    step = menu(keys="129")
    assert exits(step)["9"] == pytest.approx(parse(step.prompt.text, "en").seconds + 2.7)


def test_without_interruption_all_the_words_are_heard_first():
    step = menu(barge_in=False)
    whole = parse(step.prompt.text, "en").seconds
    assert exits(step)["1"] == exits(step)["2"] == pytest.approx(whole + 2.7)


def test_a_menu_of_which_only_the_recording_is_known_takes_three_seconds_an_option():
    assert exits(menu(text="", audio="main.wav", keys="1234"))["1"] == pytest.approx(4 * 3 + 2.7)
    assert exits(menu(text="", audio="main.wav", keys="1"))["1"] == pytest.approx(8 + 2.7)


def test_a_menu_without_words_takes_only_the_choice():
    assert exits(menu(text=None))["1"] == pytest.approx(2.7)


def test_an_option_that_can_only_be_said_takes_an_answer_and_a_silence():
    step = Menu(name="m", mark=M, prompt=prompt("Say it."), options=(Option("", END, M, label="it"),))
    assert exits(step)["it"] == pytest.approx(parse("Say it.", "en").seconds + 1.35 + 2.5 + 1.0)


def test_keys_of_several_digits_take_longer_and_shorter_ones_wait_for_more():
    step = menu(text=None, keys=("1", "12"), next_digit=2.0)
    assert exits(step)["12"] == pytest.approx(2.7 + 0.8)
    assert exits(step)["1"] == pytest.approx(2.7 + 2.0)


def test_a_system_that_waits_for_more_keys_than_any_option_has_does_so_after_each():
    step = menu(text=None, keys=("1", "2"), next_digit=5.0, no_match=handler(tries=2))
    assert exits(step)["1"] == pytest.approx(2.7 + 5.0)
    assert exits(step)["no_match"] == pytest.approx(2 * (2.7 + 5.0))


def test_silence_costs_the_words_and_the_wait_each_time():
    whole = parse("For loans, press 1. For books, press 2.", "en").seconds
    assert exits(menu(no_input=handler(after=7.0, tries=2)))["no_input"] == pytest.approx(2 * (whole + 7))
    assert exits(menu(no_input=handler()))["no_input"] == pytest.approx(whole + 5)


def test_without_a_handler_the_platform_tries_three_times():
    whole = parse("For loans, press 1. For books, press 2.", "en").seconds
    assert exits(menu())["no_input"] == pytest.approx(3 * (whole + 5))
    assert exits(menu())["no_match"] == pytest.approx(3 * (whole + 2.7))


def test_a_wrong_key_costs_the_words_and_a_choice_each_time():
    whole = parse("For loans, press 1. For books, press 2.", "en").seconds
    assert exits(menu(no_match=handler(tries=2)))["no_match"] == pytest.approx(2 * (whole + 2.7))


def test_digits_are_typed_after_all_the_words():
    assert exits(collect(digits=(8, 8)))["next"] == pytest.approx(ASKED + 8 * 0.8)


def test_an_entry_of_open_length_waits_for_a_further_digit_unless_a_key_ends_it():
    assert exits(collect(digits=(4, 10)))["next"] == pytest.approx(ASKED + 10 * 0.8 + 3)
    assert exits(collect(digits=(4, 10), finish_on="#"))["next"] == pytest.approx(ASKED + 11 * 0.8)


def test_an_entry_of_unknown_length_is_taken_for_ten_digits():
    assert exits(collect(finish_on="#"))["next"] == pytest.approx(ASKED + 11 * 0.8)
    assert exits(collect())["next"] == pytest.approx(ASKED + 10 * 0.8 + 3)


def test_what_may_be_typed_is_typed():
    assert exits(collect(digits=(4, 4), by=("speech", "keys")))["next"] == exits(collect(digits=(4, 4)))["next"]


def test_an_answer_is_decided_on_and_said():
    assert exits(collect(by=("speech",)))["next"] == pytest.approx(ASKED + 1.35 + 2.5 + 1.0)
    assert exits(collect(by=("speech",), digits=(8, 8)))["next"] == pytest.approx(ASKED + 1.35 + 8 * 0.5 + 1.0)


def test_a_recorded_answer_takes_ten_seconds():
    assert exits(collect(by=("recording",)))["next"] == pytest.approx(ASKED + 1.35 + 10)


def test_reading_back_takes_half_a_second_a_digit_and_a_choice():
    plain = exits(collect(digits=(8, 8)))["next"]
    assert exits(collect(digits=(8, 8), confirm="read_back"))["next"] == pytest.approx(plain + 8 * 0.5 + 2.7)
    assert exits(collect(digits=(8, 8), confirm="checksum"))["next"] == pytest.approx(plain)
    assert exits(collect(confirm="read_back"))["next"] == pytest.approx(exits(collect())["next"] + 10 * 0.5 + 2.7)


def test_a_rejected_entry_costs_the_words_and_the_typing_each_time():
    step = collect(digits=(8, 8), no_match=handler(tries=2), no_input=handler(after=10.0))
    assert exits(step)["no_match"] == pytest.approx(2 * (ASKED + 8 * 0.8))
    assert exits(step)["no_input"] == pytest.approx(ASKED + 10)


def test_words_take_their_time_and_decisions_none():
    said = Say(name="s", mark=M, prompt=prompt("Please hold."), next=END)
    assert exits(said)["next"] == seconds("Please hold.", "en")
    check = Check(name="k", mark=M, asks="vip", cases=(Case("yes", END, M),), otherwise=END)
    assert exits(check) == {"yes": 0, "otherwise": 0}
    assert exits(Set(name="x", mark=M, next=END)) == {"next": 0}


def test_a_prompt_may_have_a_language_of_its_own():
    said = Say(name="s", mark=M, prompt=prompt("Veuillez patienter.", language="fr-CA"), next=END)
    assert exits(said)["next"] == seconds("Veuillez patienter.", "fr")
    assert (
        exits(Say(name="s", mark=M, prompt=prompt("Veuillez patienter."), next=END), language="fr")["next"] == exits(said)["next"]
    )


def test_a_recording_takes_eight_seconds_and_an_empty_prompt_none():
    assert exits(Say(name="s", mark=M, prompt=prompt("", audio="a.wav"), next=END))["next"] == 8
    assert exits(Say(name="s", mark=M, prompt=prompt(""), next=END))["next"] == 0


def test_a_lookup_takes_two_seconds_where_the_flow_does_not_say():
    assert exits(Run(name="r", mark=M, next=END, failed=END)) == {"next": 2, "failed": 2}
    assert exits(Run(name="r", mark=M, next=END, takes=6.5))["next"] == 6.5


def test_only_callers_whom_nobody_answers_wait_at_a_transfer():
    step = Transfer(name="t", mark=M, prompt=prompt("Please hold."), wait=180, closed=END, busy=END, no_answer=END, failed=END)
    words = seconds("Please hold.", "en")
    assert exits(step) == {"closed": words, "busy": words, "no_answer": words + 180, "failed": words + 180}


def test_leaving_a_message_takes_half_a_minute():
    step = Message(name="v", mark=M, kind="voicemail", prompt=prompt("Please hold."), next=END)
    assert exits(step)["next"] == pytest.approx(seconds("Please hold.", "en") + 30)


def test_visits_and_unknown_steps_take_no_time():
    assert exits(Visit(name="w", mark=M, next=END, failed=END)) == {"next": 0, "failed": 0}
    assert exits(Unknown(name="u", mark=M, cases=(Case("a", END, M),))) == {"a": 0}
    assert heard(Return(name="r", mark=M), "en", TIMES) == 0


def test_all_constants_can_be_set():
    times = Times(
        decide=1, move=1, press=1, digit=2, no_input=20, tries=1, next_digit=9, lookup=4, recording=5, digits=3, message=60
    )
    assert exits(menu(text=None), times=times) == {"1": 3, "2": 3, "no_input": 20, "no_match": 3}
    assert exits(collect(prompt=None), times=times)["next"] == 3 * 2 + 9


def test_a_slower_voice_makes_every_word_longer():
    said = Say(name="s", mark=M, prompt=prompt("Please hold."), next=END)
    assert exits(said, times=Times(rate=85))["next"] == pytest.approx(2 * exits(said)["next"])


DOCUMENT = (Path(__file__).parents[2] / "docs" / "time-model.md").read_text(encoding="utf-8")


def test_the_worked_example_of_the_documentation_holds():
    text = re.search(r"^> (.*)$", DOCUMENT, re.MULTILINE)[1]
    bills, person = parse(text, "en").options
    assert [bills.seconds, person.seconds] == pytest.approx(
        [float(sum_) for sum_ in re.findall(r"= (\d\.\d) seconds\.$", DOCUMENT, re.MULTILINE)[:2]], abs=0.05
    )
    assert bills.seconds == pytest.approx(58 * 0.053 + 0.40 + 0.18 + 0.07)
    assert person.seconds == pytest.approx(92 * 0.053 + 0.80 + 0.36 + 0.14 + 0.10)
    assert exits(menu(text=text, keys="10"))["0"] == pytest.approx(9.0, abs=0.05)


SENTENCES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=12).filter(str.strip).map(lambda words: words.strip() + "."),
    min_size=1,
    max_size=5,
)


@given(SENTENCES, SENTENCES)
def test_more_words_never_make_an_exit_quicker(first, more):
    short = Say(name="s", mark=M, prompt=prompt(" ".join(first)), next=END)
    longer = Say(name="s", mark=M, prompt=prompt(" ".join(first + more)), next=END)
    assert exits(longer)["next"] > exits(short)["next"]


@given(st.integers(0, 4))
def test_words_before_a_menu_delay_every_option(count):
    text = "For loans, press 1. For books, press 2."
    plain, delayed = exits(menu(text=text)), exits(menu(text="Please listen. " * count + text))
    assert all(delayed[label] >= plain[label] for label in plain)
