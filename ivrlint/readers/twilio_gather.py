"""What a Gather Input On Call is to the caller: a menu together with the split that follows it, or an entry."""

from __future__ import annotations

import re
from typing import NamedTuple

from ivrlint.flow import Collect, Handler, Mark, Menu, Option, Target
from ivrlint.readers import liquid
from ivrlint.readers.twilio_canvas import GATHER, SPLIT, Canvas
from ivrlint.readers.twilio_prompt import prompt_of
from ivrlint.readers.twilio_widget import Condition, Transition, Widget

TIMEOUT = 5.0
"""Seconds of silence before `timeout`, where the widget does not say: "Gather Input On Call widget" of Twilio's documentation."""

KEYS = "1234567890*#"

CHOICE = "choice"
"""The kind of a spoken answer that only decides where the call goes: yes or no, not data that somebody could be given."""
_LABEL_OF_KEY = re.compile(r"(?is)if value .*|(?:digits?|press|key|option)?[\s:]*+[0-9*#,\s]*+")
_SIMPLE = re.compile(r"(?:\[(?:[0-9]-[0-9]|[0-9*#])+\]|\\[d*#]|[0-9#()|^$]){1,80}")
_SPOKEN = frozenset({"equal_to", "matches_any_of", "contains"})
_KINDS = {
    "pin": re.compile(r"(?i)(?<![a-z])(?:pin|otp|passcode|password|one[-\s]time (?:code|pass)|verification code)(?![a-z])"),
    "cvv": re.compile(r"(?i)(?<![a-z])(?:cvv|cvc|security code)(?![a-z])"),
    "card number": re.compile(r"(?i)(?<![a-z])card number(?![a-z])"),
}


class Gathered(NamedTuple):
    """The step that a gather is, and the transitions (widget, event) to splits that became part of it."""

    step: Menu | Collect
    folded: tuple[tuple[str, str], ...] = ()


class _Branch(NamedTuple):
    """One way out of the split after a gather: its keys, its phrases, or both."""

    transition: Transition
    condition: Condition
    keys: tuple[str, ...]
    phrases: tuple[str, ...]


class _Split(NamedTuple):
    branches: tuple[_Branch, ...]
    otherwise: Transition | None


def gathered(widget: Widget, canvas: Canvas) -> Gathered:
    """The menu or the entry that a gather is."""
    digits = widget.number("number_of_digits", "num_digits")
    split = _keys_of_events(widget) or _split_after(widget, widget.target("keypress"), canvas)
    if split and digits in (None, 0.0, 1.0) and any(branch.keys for branch in split.branches):
        return _menu(widget, split, digits, canvas)
    return Gathered(_collect(widget, digits, canvas))


def _keys_of_events(widget: Widget) -> _Split | None:
    """The split of a gather whose keypress transitions carry the conditions themselves."""
    pressed = [transition for transition in widget.transitions if transition.event == "keypress"]
    if not any(transition.conditions for transition in pressed):
        return None
    return _split(
        [transition for transition in pressed if transition.conditions],
        next((transition for transition in pressed if not transition.conditions), None),
        widget,
        set(),
    )


def _split_after(widget: Widget, target: Target | None, canvas: Canvas) -> _Split | None:
    """What the split at `target` makes of this gather's answer; None when it is no split, or judges other things too."""
    split = canvas.widgets.get(target.to) if target else None
    if split is None or split.kind != SPLIT:
        return None
    others = {name for name, _ in canvas.into[split.name] if canvas.widgets[name].kind == GATHER} - {widget.name}
    matches = [transition for transition in split.transitions if transition.event == "match"]
    return _split(matches, split.on("noMatch"), widget, others)


def _split(matches: list[Transition], otherwise: Transition | None, widget: Widget, others: set[str]) -> _Split | None:
    branches = []
    for transition in matches:
        if len(transition.conditions) != 1:
            return None
        condition = transition.conditions[0]
        tested = _tested(condition, widget)
        if tested and tested[0] in others:
            continue
        branch = _branch(transition, condition, tested[1]) if tested and tested[0] == widget.name else None
        if branch is None:
            return None
        branches.append(branch)
    return _Split(tuple(branches), otherwise)


def _tested(condition: Condition, widget: Widget) -> tuple[str, str] | None:
    """The gather whose answer a condition looks at, and which: Digits or SpeechResult."""
    if not condition.tests:
        return widget.name, "Digits"
    reads = liquid.read(condition.tests).reads
    parts = reads[0].split(".") if len(reads) == 1 else []
    if len(parts) == 3 and parts[0] == "widgets" and parts[2] in ("Digits", "SpeechResult"):
        return parts[1], parts[2]
    return None


def _branch(transition: Transition, condition: Condition, answer: str) -> _Branch | None:
    """A branch by key or by phrase; None for a condition on digits that is no choice among single keys."""
    values = [value.strip() for value in condition.value.split(",")] if condition.kind == "matches_any_of" else [condition.value]
    values = [value for value in values if value]
    if answer == "SpeechResult":
        return _Branch(transition, condition, (), tuple(values) if condition.kind in _SPOKEN else ())
    if condition.kind in _SPOKEN:
        keys = tuple(dict.fromkeys(value for value in values if value in KEYS and len(value) == 1))
        phrases = tuple(value for value in values if value not in keys)
        if not keys or any(phrase.isdigit() for phrase in phrases):
            return None
        return _Branch(transition, condition, keys, phrases)
    if condition.kind == "regex":
        keys = _keys_of_pattern(condition.value)
        return _Branch(transition, condition, keys, ()) if keys else None
    return None


def _keys_of_pattern(pattern: str) -> tuple[str, ...]:
    """The single keys that a simple pattern accepts; none when it accepts longer entries too."""
    if not _SIMPLE.fullmatch(pattern):
        return ()
    try:
        compiled = re.compile(pattern)
    except re.error:
        return ()
    if any(compiled.fullmatch(key * times) for key in KEYS for times in (2, 3, 4, 6, 10)):
        return ()
    return tuple(key for key in KEYS if compiled.fullmatch(key))


def _menu(widget: Widget, split: _Split, digits: float | None, canvas: Canvas) -> Gathered:
    options: dict[str, Option] = {}
    said: list[_Branch] = []
    for branch in split.branches:
        for key in branch.keys:
            taken = options.get(key)
            if taken is None:
                options[key] = Option(key, branch.transition.target, branch.condition.mark, _label(branch.condition))
            elif branch.condition.kind == "equal_to" and _to(taken.target) != _to(branch.transition.target):
                widget.complain(f"key {key} is taken by an earlier branch: this one is never chosen", branch.condition.mark)
        if branch.phrases or not branch.keys:
            said.append(branch)
    after = widget.target("keypress")
    folded = [(widget.name, "keypress")] if after and not _keys_of_events(widget) else []
    speech = widget.on("speech")
    anything = speech if speech and speech.target else None
    if anything and after and _to(anything.target) == after.to:
        folded.append((widget.name, "speech"))
        anything = None
    elif anything:
        spoken = _split_after(widget, anything.target, canvas)
        if spoken and _to_of(spoken.otherwise) == _to_of(split.otherwise) and not any(branch.keys for branch in spoken.branches):
            said += spoken.branches
            folded.append((widget.name, "speech"))
            anything = None
    step = Menu(
        name=widget.name,
        mark=widget.mark,
        prompt=prompt_of(widget, canvas, barge_in=True),
        options=tuple(_with_phrases(options, said, anything)),
        no_input=_silence(widget),
        no_match=Handler(split.otherwise.mark, then=split.otherwise.target) if split.otherwise else None,
        next_digit=0.0 if digits == 1.0 else _patience(widget),
    )
    return Gathered(step, tuple(folded))


def _with_phrases(options: dict[str, Option], said: list[_Branch], anything: Transition | None) -> list[Option]:
    """The options by key, with the phrases that lead to the same places, then those that can only be said."""
    result = list(options.values())
    by_key = {_to(option.target): at for at, option in reversed([*enumerate(result)]) if option.target}
    for branch in said:
        to = branch.transition.target
        same = by_key.get(_to(to))
        if same is not None:
            phrases = dict.fromkeys((*result[same].phrases, *branch.phrases))
            result[same] = result[same]._replace(phrases=tuple(phrases))
        else:
            label = branch.phrases[0] if branch.phrases else _label(branch.condition) or "anything"
            result.append(Option("", to, branch.condition.mark, label, branch.phrases))
    if anything:
        result.append(Option("", anything.target, anything.mark, "anything"))
    return result


def _collect(widget: Widget, digits: float | None, canvas: Canvas) -> Collect:
    """An entry that accepts everything. Where keys and speech lead to different places, one of them is the mistake."""
    pressed, spoken = widget.on("keypress"), widget.on("speech")
    by_keys, by_speech = _to_of(pressed), _to_of(spoken)
    by = tuple(name for name, to in (("keys", by_keys), ("speech", by_speech)) if to) or ("keys",)
    main, other = (pressed, None) if by_keys else (spoken, None)
    if by_keys and by_speech and by_keys != by_speech:
        speech_counts = by_keys == widget.name or (by_speech != widget.name and canvas.only_speech_of(widget.name))
        main, other, by = (spoken, pressed, ("speech",)) if speech_counts else (pressed, spoken, ("keys",))
    most = int(digits) if digits else 0
    return Collect(
        name=widget.name,
        mark=widget.mark,
        prompt=prompt_of(widget, canvas, barge_in=True),
        variable=widget.name,
        next=main.target if main else None,
        no_input=_silence(widget),
        no_match=Handler(other.mark, then=other.target) if other else Handler(widget.mark, possible=False),
        digits=(most, most) if most else None,
        finish_on="" if widget.text("stop_gather") == "false" else _finish(widget),
        by=by,
        what=_what(widget) or (CHOICE if by == ("speech",) and canvas.only_decides(widget.name) else ""),
    )


def _finish(widget: Widget) -> str:
    return widget.text("finish_on_key") if widget.properties.get("finish_on_key") is not None else "#"


def _what(widget: Widget) -> str:
    """What kind of secret an entry is, from its name and its words."""
    words = re.sub(r"[_-]+|(?<=[a-z])(?=[A-Z])", " ", widget.name) + ". " + widget.text("say")
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(words)), "")


def _silence(widget: Widget) -> Handler:
    transition = widget.on("timeout")
    where: Mark = transition.mark if transition else widget.mark
    return Handler(where, after=_patience(widget), then=transition.target if transition else None)


def _patience(widget: Widget) -> float:
    seconds = widget.number("timeout")
    return TIMEOUT if seconds is None else seconds


def _label(condition: Condition) -> str:
    """What a branch is called, where that says more than its key."""
    return "" if _LABEL_OF_KEY.fullmatch(condition.label) else condition.label


def _to(target: Target | None) -> str:
    return target.to if target else ""


def _to_of(transition: Transition | None) -> str:
    return _to(transition.target) if transition else ""
