"""What a split makes of the answers of gathers: its branches by key and by phrase."""

from __future__ import annotations

import re

from ivrlint.flow import Target
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers import liquid
from ivrlint.readers.twilio_canvas import GATHER, SPLIT, Canvas
from ivrlint.readers.twilio_widget import Condition, Transition, Widget

KEYS = "1234567890*#"

_SIMPLE = re.compile(r"(?:\[(?:[0-9]-[0-9]|[0-9*#])+\]|\\[d*#]|[0-9#()|^$]){1,80}")
_SPOKEN = frozenset({"equal_to", "matches_any_of", "contains"})


class Branch(NamedTuple):
    """One way out of the split after a gather: its keys, its phrases, or both."""

    transition: Transition
    condition: Condition
    keys: tuple[str, ...]
    phrases: tuple[str, ...]


class Split(NamedTuple):
    """The branches for the answers of one gather, and the transition for all other answers."""

    branches: tuple[Branch, ...]
    otherwise: Transition | None


_Judged = dict[str, list[Branch | None]]


class Branches:
    """The splits of a flow, each looked at once, however many gathers lead to it."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._judged: dict[str, tuple[_Judged | None, Transition | None]] = {}

    def of_events(self, gather: Widget) -> Split | None:
        """The split of a gather whose keypress transitions carry the conditions themselves."""
        pressed = [transition for transition in gather.transitions if transition.event == "keypress"]
        matches = [transition for transition in pressed if transition.conditions]
        judged = _judge(matches, gather.name) if matches else None
        if not judged or list(judged) != [gather.name]:
            return None
        return _split(judged[gather.name], next((transition for transition in pressed if not transition.conditions), None))

    def after(self, gather: Widget, target: Target | None) -> Split | None:
        """What the split at `target` makes of a gather's answer; None when it is no split, or judges other things too."""
        split = self.canvas.widgets.get(target.to) if target else None
        if split is None or split.kind != SPLIT:
            return None
        if split.name not in self._judged:
            self._judged[split.name] = self._judge(split), split.on("noMatch")
        judged, otherwise = self._judged[split.name]
        return None if judged is None else _split(judged.get(gather.name, []), otherwise)

    def _judge(self, split: Widget) -> _Judged | None:
        """The branches by gather; None when some look at anything but the answers of the gathers that lead here."""
        judged = _judge([transition for transition in split.transitions if transition.event == "match"])
        gathers = {name for name, _ in self.canvas.into[split.name] if self.canvas.widgets[name].kind == GATHER}
        return judged if judged is not None and gathers.issuperset(judged) else None


def _split(branches: list[Branch | None], otherwise: Transition | None) -> Split | None:
    known = tuple(branch for branch in branches if branch)
    return Split(known, otherwise) if len(known) == len(branches) else None


def _judge(matches: list[Transition], gather: str = "") -> _Judged | None:
    """Branches by the gather that they look at: `gather` where they do not say; None when one looks at something else."""
    judged: _Judged = {}
    for transition in matches:
        if len(transition.conditions) != 1:
            return None
        condition = transition.conditions[0]
        name, answer = _tested(condition) if condition.tests else (gather, "Digits")
        if not name:
            return None
        judged.setdefault(name, []).append(_branch(transition, condition, answer))
    return judged


def _tested(condition: Condition) -> tuple[str, str]:
    """The gather whose answer a condition looks at, and which: Digits or SpeechResult; empty for anything else."""
    reads = liquid.read(condition.tests).reads
    parts = reads[0].split(".") if len(reads) == 1 else []
    if len(parts) == 3 and parts[0] == "widgets" and parts[2] in ("Digits", "SpeechResult"):
        return parts[1], parts[2]
    return "", ""


def _branch(transition: Transition, condition: Condition, answer: str) -> Branch | None:
    """A branch by key or by phrase; None for a condition on digits that is no choice among single keys."""
    values = [value.strip() for value in condition.value.split(",")] if condition.kind == "matches_any_of" else [condition.value]
    values = [value for value in values if value]
    if answer == "SpeechResult":
        return Branch(transition, condition, (), tuple(values) if condition.kind in _SPOKEN else ())
    if condition.kind in _SPOKEN:
        keys = tuple(dict.fromkeys(value for value in values if value in KEYS and len(value) == 1))
        phrases = tuple(value for value in values if value not in keys)
        if not keys or any(phrase.isdigit() for phrase in phrases):
            return None
        return Branch(transition, condition, keys, phrases)
    if condition.kind == "regex":
        keys = _keys_of_pattern(condition.value)
        return Branch(transition, condition, keys, ()) if keys else None
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
