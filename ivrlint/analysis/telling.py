"""A walk told as a phone call: what is heard, pressed and answered, and when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ivrlint.analysis.study import Study
from ivrlint.analysis.timing import heard
from ivrlint.exits import CASE, CHOICE, ENTRY, FAILURE, FOLLOWS, HOURS, MISTAKE
from ivrlint.finding import CallEvent, CallTranscript
from ivrlint.flow import AnyStep, Check, Collect, HangUp, Menu, Message, Run, Transfer, Visit

HEARD = 72
"""Characters of a prompt that are told."""

_ENDS = {
    "cut_off": "is cut off",
    "dead_end": "the call ends without a word",
    "hang_up": "the system hangs up",
    "return": "this flow ends here",
    "unknown": "the call leaves this file",
    "voicemail": "leaves a message in a mailbox",
    "callback": "is promised a call back",
}
_TIMES = {2: " (twice)", 3: " (three times)", 4: " (four times)"}


def tell(s: Study, walk: Sequence[int], last: str = "", wrong_key: str = "a wrong key") -> CallTranscript:
    """The call that takes the exits of a walk from the start.

    `last` ends it where the walk goes on for ever. `wrong_key` is what is pressed where no option has that key.
    """
    graph = s.graph
    at = 0.0
    node = s.start
    events = _arrival(s, node, at)
    for exit_ in walk:
        node = graph.tail[exit_]
        at += s.seconds[exit_]
        events += _taken(s, exit_, at, wrong_key)
        node = graph.head[exit_]
        events += _arrival(s, node, at)
    if last:
        events.append(CallEvent(at, "ends", last, "") if _virtual(s, node) else _event(s, at, "ends", last, node))
    elif graph.ends[node]:
        if graph.ends[node] in ("hang_up", "voicemail", "callback"):
            at += heard(graph.steps[node], graph.flow.language, s.times)
        step = graph.tail[walk[-1]] if _virtual(s, node) else node
        events.append(_event(s, at, "ends", _ending(s, node), step))
    return CallTranscript(tuple(events))


@lru_cache(maxsize=4096)
def shortened(text: str, most: int = HEARD) -> str:
    """A text of at most `most` characters, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 3].rsplit(" ", 1)[0].rstrip(" ,;:.") + "..."


def _virtual(s: Study, node: int) -> bool:
    return node >= len(s.graph.steps)


def _event(s: Study, at: float, who: str, what: str, node: int) -> CallEvent:
    return CallEvent(at, who, what, s.graph.names[node], s.graph.steps[node].mark)


def _arrival(s: Study, node: int, at: float) -> list[CallEvent]:
    if _virtual(s, node):
        return []
    prompt = s.graph.steps[node].prompt
    if prompt is None:
        return []
    words = f'"{shortened(prompt.text)}"' if prompt.text else f"a recording ({prompt.audio})"
    return [_event(s, at, "hears", words, node)]


def _taken(s: Study, exit_: int, at: float, wrong_key: str) -> list[CallEvent]:
    graph = s.graph
    node = graph.tail[exit_]
    who, what = _move(s, graph.steps[node], exit_, wrong_key)
    return [_event(s, at, who, what, node)] if who else []


def _move(s: Study, step: AnyStep, exit_: int, wrong_key: str) -> tuple[str, str]:
    how, label = s.graph.how[exit_], s.graph.label[exit_]
    if how is CHOICE and isinstance(step, Menu):
        return _choice(s, step, exit_)
    if how is ENTRY and isinstance(step, Collect):
        return ("enters" if "keys" in step.by else "says"), step.variable
    if how is MISTAKE and isinstance(step, Menu | Collect):
        handler = step.no_input if label == "no_input" else step.no_match
        times = _TIMES.get(handler.tries if handler else s.times.tries, "")
        if label == "no_input":
            return "waits", "says and presses nothing" + times
        return ("presses", wrong_key + times) if isinstance(step, Menu) else ("enters", "what is not accepted" + times)
    if how is FOLLOWS:
        return "", ""
    return "system", _answer(step, how, label)


def _choice(s: Study, step: Menu, exit_: int) -> tuple[str, str]:
    option = step.options[s.graph.out[s.graph.tail[exit_]].index(exit_)]
    spoken = s.spoken[s.graph.tail[exit_]]
    said = next((o.label for o in spoken.options if o.key == option.key), "") if spoken else ""
    label = option.label or said
    if option.pattern:
        return "dials", f"{option.pattern} ({shortened(label, 40)})" if label else option.pattern
    if not option.key:
        return "says", option.phrases[0] if option.phrases else label
    return "presses", f"{option.key} ({shortened(label, 40)})" if label else option.key


def _answer(step: AnyStep, how: str, label: str) -> str:
    if isinstance(step, Check):
        return f"{step.asks or 'decides'}: {label}"
    if isinstance(step, Run):
        return f"{step.service or 'a system'} {'fails' if how is FAILURE else 'answers'}"
    if isinstance(step, Transfer):
        return f"{step.who or step.number or 'the transfer'}: {label.replace('_', ' ')}"
    if isinstance(step, Visit) and how is FAILURE:
        return "the other flow fails"
    return label if how in (CASE, HOURS, FAILURE) else ""


def _ending(s: Study, node: int) -> str:
    graph = s.graph
    kind = graph.ends[node]
    step = None if _virtual(s, node) else graph.steps[node]
    if isinstance(step, Transfer):
        whom = {"person": "a person", "bot": "a bot", "outside": "another number"}[kind]
        return f"is put through to {whom}" + (f": {step.who or step.number}" if step.who or step.number else "")
    if isinstance(step, Message) and step.reply_within:
        return f"{_ENDS[kind]}, with a reply within {step.reply_within}"
    if isinstance(step, HangUp):
        return _ENDS["hang_up"]
    return _ENDS[kind]
