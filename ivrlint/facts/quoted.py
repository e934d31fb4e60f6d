"""The words of a prompt that touch a topic, for messages. They are only looked for when a message is made."""

from __future__ import annotations

from collections.abc import Callable

from ivrlint.facts.subject import hidden
from ivrlint.flow import Kind, Value


def _words_of(topic: str) -> property:
    def words(self: Quoted) -> str:
        return self.find(topic)

    words.__doc__ = f"The words that touch the topic `{topic}`."
    return property(words)


class Quoted(Value, metaclass=Kind):
    """For each topic the words that touch it, as written, in parentheses after a blank; empty where none do."""

    find: Callable[[str], str] = hidden()

    blame = _words_of("blame")
    call_back = _words_of("call_back")
    call_matters = _words_of("call_matters")
    fixed_wait = _words_of("fixed_wait")
    greeting = _words_of("greeting")
    high_volume = _words_of("high_volume")
    needless_instruction = _words_of("needless_instruction")
    options_changed = _words_of("options_changed")
    placeholder = _words_of("placeholder")
    promotion = _words_of("promotion")
    recording_notice = _words_of("recording_notice")
    small_talk = _words_of("small_talk")
    survey = _words_of("survey")
    technical = _words_of("technical")
    transferring = _words_of("transferring")
    website = _words_of("website")
