"""What the picture says in words."""

import pytest

from ivrlint.diagram.words import details, exit_words, heard, kind_words, tidy
from ivrlint.flow import Check, Collect, Mark, Menu, Prompt, Say, Unknown, Visit

MARK = Mark("flow.yaml", 1, 1, 1, 2)


def test_a_step_that_is_not_known_says_what_it_is():
    step = Unknown(name="x", mark=MARK, what="send-sms")
    assert (kind_words(step), details(step)) == ("not known", "send-sms")


def test_a_visit_that_cannot_be_followed_goes_to_another_flow():
    assert details(Visit(name="x", mark=MARK, passes=("a", "b"))) == "another flow, passes a + b"


@pytest.mark.parametrize(
    ("digits", "told"), [(None, "keeps n"), ((4, 4), "keeps n (4 digits)"), ((4, 9), "keeps n (4-9 digits)")]
)
def test_a_collect_says_what_it_keeps(digits, told):
    assert details(Collect(name="x", mark=MARK, variable="n", digits=digits)) == told


def test_a_wrong_key_at_a_collect_is_a_wrong_entry():
    collect = Collect(name="x", mark=MARK, variable="n")
    assert [exit_words("no_match", step) for step in (collect, Menu(name="y", mark=MARK))] == ["wrong entry", "wrong key"]
    assert exit_words("no_input", collect) == "no input"
    assert exit_words("gold", collect) == "gold"


def test_words_are_in_quotes_and_recordings_are_not():
    assert heard(Say(name="x", mark=MARK, prompt=Prompt("Hello\n  there", MARK))) == '"Hello there"'
    assert heard(Say(name="x", mark=MARK, prompt=Prompt("", MARK, audio="a.wav"))) == "(recording a.wav)"
    assert heard(Say(name="x", mark=MARK, prompt=Prompt("", MARK))) == ""
    assert heard(Say(name="x", mark=MARK)) == ""


def test_text_is_made_one_printable_line():
    assert tidy(" a\tb\r\n c\x00d ") == "a b c?d"


def test_long_names_of_recordings_are_told_without_their_folders():
    say = Say(name="x", mark=MARK, prompt=Prompt("", MARK, audio="/var/lib/sounds/custom/welcome.wav & /var/lib/sounds/beep.wav"))
    assert heard(say, briefly=True) == "(recording welcome.wav & beep.wav)"
    assert heard(say) == "(recording /var/lib/sounds/custom/welcome.wav & /var/lib/sounds/beep.wav)"
    assert (
        heard(Say(name="x", mark=MARK, prompt=Prompt("", MARK, audio="custom/beep")), briefly=True) == "(recording custom/beep)"
    )


def test_an_answer_that_looks_like_a_key_does_not_read_like_one():
    assert exit_words("1", Check(name="x", mark=MARK)) == "= 1"
    assert exit_words("*12#", Check(name="x", mark=MARK)) == "= *12#"
    assert [exit_words(label, Check(name="x", mark=MARK)) for label in ("", "gold")] == ["", "gold"]
    assert exit_words("1", Menu(name="x", mark=MARK)) == "1"


def test_what_a_check_asks_about_is_told_once():
    assert details(Check(name="x", mark=MARK, asks="call.type", uses=("call.type",))) == "call.type"
    assert details(Check(name="x", mark=MARK, asks="is it known", uses=("number",))) == "is it known, asks about number"
