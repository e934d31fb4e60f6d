"""One widget of a Twilio Studio flow: what it holds, and what of it has the wrong type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import Any

from ivrlint.flow import Mark, Problem, Target
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers import liquid
from ivrlint.readers.tree import At, List, Map, mark

LONGEST = 86400
"""Seconds (or digits) above which a number is taken for a mistake of the file: a day."""

_OLD = {
    "InitialState": "trigger",
    "Gather": "gather-input-on-call",
    "Branch": "split-based-on",
    "Message": "send-message",
    "ReplyMessage": "send-and-wait-for-reply",
    "Dial": "connect-call-to",
    "DialV2": "connect-call-to",
    "ConnectCall": "connect-call-to",
    "Webhook": "make-http-request",
    "Function": "run-function",
    "Pay": "capture-payments",
    "Voicemail": "record-voicemail",
}
"""Types of the old dialect that are not today's name in capitals."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Condition(NamedTuple):
    """One condition of a transition: `tests` is the Liquid text that it looks at, empty when it does not say."""

    kind: str
    value: str
    tests: str
    label: str
    mark: Mark


class Transition(NamedTuple):
    """One way out of a widget. `mark` is where the target is named, or the event when nothing is connected."""

    event: str
    target: Target | None
    mark: Mark
    conditions: tuple[Condition, ...] = ()


class Widget:
    """One state of the flow. `kind` is its type in today's words, `type` as written."""

    def __init__(self, name: str, type_: str, state: Map, file: str, problems: list[Problem]) -> None:
        self.name = name
        self.type = type_
        self.kind = kind_of(type_)
        self.file = file
        self.problems = problems
        self.state = state
        self.mark = mark(file, state.value_at.get("name", state.at))
        properties = state.get("properties")
        if properties is not None and not isinstance(properties, Map):
            self.complain("`properties` must be an object", state.value_at["properties"])
        self.properties = properties if isinstance(properties, Map) else Map(state.at)
        self.transitions: tuple[Transition, ...] = ()

    def complain(self, message: str, at: At | Mark) -> None:
        """Add a problem with this widget."""
        self.problems.append(Problem(f"{self.name}: {message}", at if isinstance(at, Mark) else mark(self.file, at)))

    def place(self, key: str) -> Mark:
        """Where a property stands, or the widget's name when it is absent."""
        at = self.properties.value_at.get(key)
        return mark(self.file, at) if at else self.mark

    def text(self, key: str) -> str:
        """A property as text; empty when absent."""
        value = self.properties.get(key)
        if isinstance(value, Map | List):
            self.complain(f"`{key}` must be text", self.properties.value_at[key])
            return ""
        return plain(value)

    def number(self, *keys: str) -> float | None:
        """The first of some properties that holds a number, also one that is written as text; None when none does."""
        for key in keys:
            value = self.properties.get(key)
            if isinstance(value, Map | List):
                self.complain(f"`{key}` must be a number", self.properties.value_at[key])
            elif value is not None and not isinstance(value, bool):
                try:
                    number = float(value)
                except (ValueError, OverflowError):
                    continue
                if isfinite(number) and 0 <= number <= LONGEST:
                    return number
        return None

    def on(self, *events: str) -> Transition | None:
        """The transition of the first of some events that is connected, else of the first that there is."""
        found = [transition for event in events for transition in self.transitions if transition.event == event]
        return next((transition for transition in found if transition.target), found[0] if found else None)

    def target(self, *events: str) -> Target | None:
        """Where the first of some events that is connected leads."""
        transition = self.on(*events)
        return transition.target if transition else None

    def connected(self) -> Iterator[Transition]:
        """The transitions that lead somewhere."""
        return (transition for transition in self.transitions if transition.target)

    def texts(self) -> Iterator[str]:
        """All texts among the properties, at any depth, in the order of the file."""
        todo: list[Any] = [self.properties]
        while todo:
            value = todo.pop()
            if isinstance(value, str):
                yield value
            elif isinstance(value, Map):
                todo.extend(reversed(value.values()))
            elif isinstance(value, List):
                todo.extend(reversed(value))

    def variables(self) -> Iterator[tuple[str, str, Mark]]:
        """Name, value and place of each variable that a Set Variables widget sets."""
        variables = self.properties.get("variables")
        for item in variables if isinstance(variables, List) else ():
            if isinstance(item, Map) and isinstance(item.get("key"), str):
                value = item.get("value")
                text = "" if isinstance(value, Map | List) else plain(value)
                yield f"flow.variables.{item['key']}", text, mark(self.file, item.value_at["key"])

    def tests(self) -> Iterator[str]:
        """What the conditions of its transitions look at, and what they compare it with."""
        for transition in self.transitions:
            for condition in transition.conditions:
                yield condition.tests
                yield condition.value


def kind_of(type_: str) -> str:
    """A widget type in today's words: the old dialect wrote SayPlay for say-play."""
    if type_ in _OLD:
        return _OLD[type_]
    return _HUMP.sub("-", type_).lower() if type_[:1].isupper() else type_


def plain(value: object) -> str:
    """A scalar of JSON as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)


def name_of(path: str) -> str:
    """The name under which a Liquid path is known to a flow.

    What a widget answers has the widget's name, a variable is `flow.variables.x`, everything else its path.
    """
    parts = path.split(".")
    if parts[0] == "widgets" and len(parts) > 1:
        return f"flow.variables.{parts[3]}" if len(parts) > 3 and parts[2] == "variables" else parts[1]
    return ".".join(parts[:3]) if parts[:2] == ["flow", "variables"] else path


def names_in(text: str) -> tuple[list[str], set[str]]:
    """The names that a text reads, and those among them that it does not need to be known."""
    template = liquid.read(text)
    return [name_of(path) for path in template.reads], {name_of(path) for path in template.asks}
