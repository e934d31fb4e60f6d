"""How long calls take: all constants in one place, and the seconds of every exit."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.analysis.prompts import Spoken
from ivrlint.analysis.speech import Pace, seconds
from ivrlint.flow import AnyStep, Collect, Handler, Kind, Menu, Message, Option, Run, Transfer, Value
from ivrlint.graph import Graph


class Times(Value, metaclass=Kind):
    """The time model, in seconds unless said otherwise. Sources are spelled out in `docs/time-model.md`."""

    rate: float = 170.0
    """Words a minute. The mean natural rate of the voices to which `speech.py` was fitted; DECtalk's default is 180, people
    in conversation speak 150 (National Center for Voice and Speech)."""
    between_options: float = 0.5
    """Least pause between two options. IBM, recorded prompts: 500 ms between touch-tone items."""
    before_press: float = 0.25
    """Least pause between what an option is for and "press". IBM, recorded prompts: 250 ms."""
    decide: float = 1.35
    """To decide on an option. The mental operator M of the keystroke-level model (Card, Moran and Newell)."""
    move: float = 0.95
    """To move the phone from the ear so as to see its keys. Holleis et al. 2007; not verified."""
    press: float = 0.4
    """To press one key. Keystroke-level model, 0.08 to 1.2; a phone's keypad 0.39 (Holleis et al. 2007; not verified)."""
    digit: float = 0.8
    """Each digit of an entry. Between 0.4 (a single key) and the 1.2 of young adults on a car's keypad (UMTRI-96-37)."""
    read_back_digit: float = 0.5
    """Each digit that is read back. DECtalk advises 120 words a minute for numbers to be copied."""
    no_input: float = 5.0
    """To wait for input where the flow does not say. Default of Twilio and Genesys Cloud, example of Amazon Connect."""
    tries: int = 3
    """Attempts (not seconds) before a platform cuts off callers for whom the flow provides nothing. Two to three are usual."""
    next_digit: float = 3.0
    """To wait for a further digit where the flow does not say. Default of Genesys Cloud; FreeSWITCH's sample has 2, Plum 1."""
    lookup: float = 2.0
    """A system looking something up, where the flow does not say. Our choice."""
    recording: float = 8.0
    """A recording of which the words are not known. Our choice: about twenty words."""
    recorded_option: float = 3.0
    """Each option of a menu of which only the recording is known. Our choice: "For bills and payments, press 2", with pauses."""
    digits: int = 10
    """Digits (not seconds) of an entry where the flow does not say. Our choice: as long as an account or phone number."""
    answer: float = 2.5
    """To say a short answer. Our choice: about six words."""
    after_answer: float = 1.0
    """The silence by which a system knows that an answer is over. Expert advice for short menus (0.75 to 2.5)."""
    record: float = 10.0
    """To record an answer, such as a name or a reason. Our choice."""
    message: float = 30.0
    """To leave a message. Our choice."""

    @property
    def choose(self) -> float:
        """To choose with the phone at the ear, once the option has been said: decide, move, press."""
        return self.decide + self.move + self.press

    def after(self, handler: Handler | None) -> float:
        """How long the system waits before it takes this `no_input`, as written or by default."""
        return (handler.after if handler else 0.0) or self.no_input

    @property
    def pace(self) -> Pace:
        """How fast the system speaks."""
        return Pace(self.rate, self.between_options, self.before_press)


def exit_seconds(graph: Graph, spoken: Sequence[Spoken | None], times: Times) -> list[float]:
    """Seconds from arriving at a step until the exit is taken, one number an exit.

    For a caller who hears the flow for the first time, so listens to each menu until the wanted option has
    been said, and to all other prompts to their end. `spoken[i]` are the parsed words of step `i`; where it
    is None, the words are not parsed.
    """
    result = [0.0] * len(graph.tail)
    for number, step in enumerate(graph.steps):
        words = spoken[number]
        length = words.seconds if words else heard(step, graph.flow.language, times)
        if isinstance(step, Menu):
            _menu(graph, number, step, words, length, times, result)
        elif isinstance(step, Collect):
            entry = length + _entry(step, times)
            for e in graph.out[number]:
                label = graph.label[e]
                if label == "next":
                    result[e] = entry + _confirmation(step, times)
                else:
                    result[e] = _mistake(label, step, length, entry - length, times)
        else:
            for e in graph.out[number]:
                result[e] = length + _afterwards(step, graph.label[e], times)
    return result


def heard(step: AnyStep, language: str, times: Times) -> float:
    """How long all words of a step take; a recording of unknown words gets a default."""
    prompt = step.prompt
    if prompt is None:
        return 0.0
    if prompt.seconds:
        return prompt.seconds
    if prompt.text:
        return seconds(prompt.text, prompt.language or language, times.rate)
    if not prompt.audio:
        return 0.0
    return max(times.recording, times.recorded_option * len(step.options)) if isinstance(step, Menu) else times.recording


def _menu(graph: Graph, number: int, menu: Menu, spoken: Spoken | None, length: float, times: Times, result: list[float]) -> None:
    interruptible = menu.prompt is None or menu.prompt.barge_in
    said = {option.key: option.seconds for option in spoken.options} if spoken and interruptible else {}
    longest = max((len(option.key) for option in menu.options), default=1) if menu.next_digit else 1
    exits = graph.out[number]
    for e, option in zip(exits, menu.options, strict=False):
        result[e] = said.get(option.key, length) + _choice(option, longest, menu, times)
    for e in exits[len(menu.options) :]:
        result[e] = _mistake(graph.label[e], menu, length, times.choose + (menu.next_digit if longest == 1 else 0.0), times)


def _choice(option: Option, longest: int, menu: Menu, times: Times) -> float:
    """Choosing after the option was said: pressing its key or keys, or saying it.

    A system that waits for another key, though no option has several, does so after every key.
    """
    if option.pattern:
        return times.choose + times.digit * (len(option.pattern) - 1) + menu.next_digit
    if not option.key:
        return times.decide + times.answer + times.after_answer
    waits = menu.next_digit if len(option.key) < longest or longest == 1 else 0.0
    return times.choose + times.digit * (len(option.key) - 1) + waits


def _entry(step: Collect, times: Times) -> float:
    """Giving the data: typed when it may be typed, since most callers prefer the keypad; else said or recorded."""
    digits = step.digits[1] if step.digits else times.digits
    if "keys" in step.by:
        if step.finish_on:
            return times.digit * (digits + 1)
        fixed = step.digits is not None and step.digits[0] == step.digits[1]
        return times.digit * digits + (0.0 if fixed else times.next_digit)
    if "speech" in step.by:
        return times.decide + (times.read_back_digit * digits if step.digits else times.answer) + times.after_answer
    return times.decide + times.record


def _confirmation(step: Collect, times: Times) -> float:
    if step.confirm != "read_back":
        return 0.0
    return times.read_back_digit * (step.digits[1] if step.digits else times.digits) + times.choose


def _mistake(label: str, step: Menu | Collect, length: float, acting: float, times: Times) -> float:
    """Silence or wrong keys, as often as it takes; the words are said each time."""
    handler: Handler | None = step.no_input if label == "no_input" else step.no_match
    tries = handler.tries if handler else times.tries
    if label == "no_input":
        return tries * (length + times.after(handler))
    return tries * (length + acting)


def _afterwards(step: AnyStep, label: str, times: Times) -> float:
    """What passes between the words of a step and its exit."""
    if isinstance(step, Run):
        return step.takes or times.lookup
    if isinstance(step, Transfer):
        return step.wait if label in {"no_answer", "failed"} else 0.0
    return times.message if isinstance(step, Message) else 0.0
