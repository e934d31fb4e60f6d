"""Architect's expressions: the names in them, and what of them is heard."""

from __future__ import annotations

import pytest

from ivrlint.readers.genesys.expressions import heard, names_in, said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Flow.a + task.b.c + Call.Ani", ("Flow.a", "task.b", "Call.Ani")),
        ('"Flow.a" + "say ""Flow.b""" + Flow.c', ("Flow.c",)),
        ("Flow.list[0] > 1 and MyFlow.x", ("Flow.list",)),
        ("PromptSystem.hello", ()),
        ('"never closed Flow.a', ()),
    ],
)
def test_names_stand_outside_of_texts(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "words", "reads", "complete"),
    [
        ('ToAudioTTS("Hello")', "Hello", (), True),
        ('AudioPlaybackOptions(Append(ToAudioBlank(500), ToAudioTTS("One."), ToAudioTTS("Two.")), true)', "One. Two.", (), True),
        (
            'ToAudioTTS("You are number " + ToString(Flow.Place) + " of many")',
            "You are number {Flow.Place} of many",
            ("Flow.Place",),
            False,
        ),
        ('Append(ToAudioTTS("Yours is"), ToAudioPhoneNumber(Call.Ani))', "Yours is {Call.Ani}", ("Call.Ani",), False),
        ('If(Flow.Open == "yes", ToAudioTTS("Open"), ToAudioTTS("Closed"))', "Open", ("Flow.Open",), False),
        ('If(Flow.Open, ToAudioBlank(1), ToAudioTTS("Closed"))', "Closed", ("Flow.Open",), False),
        ('ToAudioTTS("Say ""hello"" or \\"bye\\"\\nnow")', 'Say "hello" or "bye" now', (), True),
        ('Append(ToAudioTTS("Please"), ToAudio(Prompt.Hold))', "Please", (), False),
        ("ToAudioNumber(5)", "{value}", ("value",), False),
        ("Flow.Words", "{Flow.Words}", ("Flow.Words",), False),
        ("ToAudioBlank(10)", "", (), True),
        ('ToAudioTTS("never closed', "never closed", (), True),
        ('))ToAudioTTS("still")', "still", (), True),
        ('ToAudioTTS("Dear {{name}}")', "Dear {name}", ("name",), False),
        ("ToAudioTTS(not true)", "", (), True),
    ],
)
def test_what_is_heard(text: str, words: str, reads: tuple[str, ...], complete: bool) -> None:
    speech = heard(text)
    assert (speech.text, speech.reads, speech.complete) == (words, reads, complete)


def test_recordings_have_no_words() -> None:
    speech = heard("Append(ToAudio(Prompt.One), ToAudio(PromptSystem.two), ToAudio(Prompt.One))")
    assert (speech.text, speech.recordings, speech.complete) == ("", ("Prompt.One", "PromptSystem.two"), True)


@pytest.mark.parametrize(("option", "barges"), [("true", True), ("false", False), ("Flow.May", True)])
def test_callers_may_barge_in_unless_the_options_say_no(option: str, barges: bool) -> None:
    assert heard(f'AudioPlaybackOptions(ToAudioTTS("Hello"), {option})').barge_in is barges


def test_functions_in_functions_without_end_are_read_in_time() -> None:
    deep = "Append(" * 3000 + 'ToAudioTTS("deep"' + ")" * 3001 + ', ToAudioTTS("on")'
    assert heard(deep).text == "deep on"


def test_markup_is_no_word() -> None:
    speech = said('<speak>Hello <break time="1s"/> there {x}</speak>')
    assert (speech.text, speech.reads, speech.complete) == ("Hello there {{x}}", (), True)


def test_a_placeholder_that_begins_with_a_digit_gets_a_name() -> None:
    assert said("{{1st}} call").reads == ("value 1st",)
