"""The widgets of a Twilio Studio flow, read from its `states`, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from ivrlint.flow import Problem, Target
from ivrlint.readers import liquid
from ivrlint.readers.tree import List, Map, mark
from ivrlint.readers.twilio_widget import Condition, Transition, Widget, names_in, plain

TRIGGER = "trigger"
GATHER = "gather-input-on-call"
SPLIT = "split-based-on"

HANG_UPS = frozenset({"hangup", "hang-up"})
"""Types that people write by hand: Studio has no such widget."""

ACTS = frozenset(
    {
        "send-message",
        "create-task",
        "update-sync-object",
        "record-call",
        "create-chat-channel",
        "add-member-to-chat-channel",
    }
)
"""Widgets that do something and answer nothing."""

SYSTEM = frozenset({"make-http-request", "http-request", "run-function", "run-function-v2"}) | ACTS
"""Widgets in which a system works while the caller waits. `http-request` is one that people write by hand."""

SILENT = frozenset({TRIGGER, SPLIT, "set-variables", "fork-stream"}) | SYSTEM | HANG_UPS
"""Widgets that the caller cannot notice."""

MOST_SOURCES = 200
"""Names that one name is followed back to."""

HANGS_UP = "hangup"
"""The event of callers who hang up: what follows is no part of the call."""


class Canvas:
    """All widgets by name, with what is wrong with them."""

    def __init__(self, states: List, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.widgets: dict[str, Widget] = {}
        for state, at in zip(states, states.item_at, strict=True):
            if isinstance(state, Map):
                self._add(state)
            else:
                problems.append(Problem("a widget must be an object", mark(file, at)))
        names = {widget.state["sid"]: name for name, widget in self.widgets.items() if isinstance(widget.state.get("sid"), str)}
        for widget in self.widgets.values():
            widget.transitions = tuple(_transitions(widget, names))
        self.into: dict[str, list[tuple[str, str]]] = {name: [] for name in self.widgets}
        for name, widget in self.widgets.items():
            for transition in widget.connected():
                if transition.target and transition.target.to in self.into:
                    self.into[transition.target.to].append((name, transition.event))
        self._audible = self._backward(name for name, widget in self.widgets.items() if widget.kind not in SILENT)

    def _add(self, state: Map) -> None:
        name, type_ = state.get("name"), state.get("type")
        where = mark(self.file, state.value_at.get("name", (*state.at[:2], state.at[0], state.at[1] + 1)))
        if not isinstance(name, str) or not name:
            self.problems.append(Problem("a widget must have a name", where))
        elif name in self.widgets:
            self.problems.append(Problem(f"there are two widgets with the name {name!r}: only the first one counts", where))
        else:
            widget = self.widgets[name] = Widget(name, type_ if isinstance(type_, str) else "", state, self.file, self.problems)
            if not widget.type:
                widget.complain("a widget must have a `type`", where)

    def _backward(self, goals: Iterable[str]) -> set[str]:
        """The widgets from which a call can come to one of `goals`."""
        seen = set(goals)
        todo = list(seen)
        while todo:
            for name, event in self.into[todo.pop()]:
                if name not in seen and event != HANGS_UP:
                    seen.add(name)
                    todo.append(name)
        return seen

    def trigger(self, initial: str) -> Widget | None:
        """The trigger: the one that `initial_state` names, else the first."""
        named = self.widgets.get(initial)
        if named and named.kind == TRIGGER:
            return named
        return next((widget for widget in self.widgets.values() if widget.kind == TRIGGER), None)

    def after(self, start: Widget) -> set[str]:
        """All widgets to which any transition leads from `start`, itself included."""
        seen = {start.name}
        todo = [start]
        while todo:
            for transition in todo.pop().connected():
                to = transition.target.to if transition.target else ""
                if to in self.widgets and to not in seen:
                    seen.add(to)
                    todo.append(self.widgets[to])
        return seen

    def noticed(self, target: Target | None) -> bool:
        """Whether the caller can notice anything of what follows; a target that does not exist is to be noticed."""
        return target is not None and (target.to not in self.widgets or target.to in self._audible)

    def reads(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The names that some texts read.

        One that a text tests first, or has a default for, may be unknown there: it counts only when a caller gave it.
        """
        names: dict[str, None] = {}
        for text in texts:
            read, asked = names_in(text)
            names.update(dict.fromkeys(name for name in read if name not in asked or self.is_gather(name)))
        return tuple(names)

    def asks(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The names that some texts read, those that may be unknown too."""
        return tuple(dict.fromkeys(name for text in texts for name in names_in(text)[0]))

    def behind(self, names: Iterable[str]) -> tuple[str, ...]:
        """Some names, and the gathers whose answers they were made of by systems and variables."""
        seen = dict.fromkeys(names)
        asked = list(seen)
        for name in asked:
            for source in self._made_of.get(name, ()) if len(seen) < MOST_SOURCES else ():
                if source not in seen:
                    seen[source] = None
                    asked.append(source)
        direct = set(names)
        return tuple(name for name in seen if name in direct or self.is_gather(name))

    @cached_property
    def _made_of(self) -> dict[str, tuple[str, ...]]:
        made: dict[str, tuple[str, ...]] = {}
        for widget in self.widgets.values():
            if widget.kind in SYSTEM:
                made[widget.name] = self.asks(widget.texts())
            for name, value, _ in widget.variables():
                made[name] = (*made.get(name, ()), *self.asks([value]))
        return made

    def only_speech_of(self, gather: str) -> bool:
        """Whether the flow looks at what callers say at a gather, and nowhere at what they type."""
        return (gather, "SpeechResult") in self._answers and (gather, "Digits") not in self._answers

    def only_decides(self, gather: str) -> bool:
        """Whether splits look at the answer of a gather, and nothing else does."""
        return self._answers.get((gather, "SpeechResult")) is True

    @cached_property
    def looked_at(self) -> frozenset[str]:
        """The widgets whose answers the flow looks at anywhere."""
        return frozenset(name for name, _ in self._answers)

    @cached_property
    def _answers(self) -> dict[tuple[str, str], bool]:
        """The answers that the flow looks at, each with whether only splits do."""
        answers: dict[tuple[str, str], bool] = {}
        for widget in self.widgets.values():
            for text in (*widget.texts(), *widget.tests()):
                for path in liquid.read(text).reads:
                    parts = path.split(".")
                    if len(parts) > 2:
                        answer = parts[1], parts[2]
                        answers[answer] = answers.get(answer, True) and widget.kind == SPLIT
        return answers

    def is_gather(self, name: str) -> bool:
        """Whether a widget of this name asks the caller for something."""
        widget = self.widgets.get(name)
        return widget is not None and widget.kind == GATHER


def _transitions(widget: Widget, names: dict[str, str]) -> Iterator[Transition]:
    transitions = widget.state.get("transitions")
    if transitions is None:
        return
    if not isinstance(transitions, List):
        widget.complain("`transitions` must be a list", widget.state.value_at["transitions"])
        return
    for item, at in zip(transitions, transitions.item_at, strict=True):
        event = item.get("event") if isinstance(item, Map) else None
        if not isinstance(event, str):
            widget.complain("a transition must be an object with an `event`", at)
            continue
        where = mark(widget.file, item.value_at["event"])
        target = None
        to = item.get("next")
        if isinstance(to, str) and to:
            where = mark(widget.file, item.value_at["next"])
            target = Target(names.get(to, to), where)
        elif to is not None and to != "":
            widget.complain("`next` must be the name of a widget", item.value_at["next"])
        yield Transition(event, target, where, tuple(_conditions(widget, item)))


def _conditions(widget: Widget, transition: Map) -> Iterator[Condition]:
    conditions = transition.get("conditions")
    if conditions is None:
        return
    if not isinstance(conditions, List):
        widget.complain("`conditions` must be a list", transition.value_at["conditions"])
        return
    for item, at in zip(conditions, conditions.item_at, strict=True):
        if not isinstance(item, Map):
            widget.complain("a condition must be an object", at)
            continue
        yield Condition(
            kind=scalar(item.get("type")).lower(),
            value=scalar(item.get("value")).strip(),
            tests=_tested(widget, item),
            label=scalar(item.get("friendly_name")).strip(),
            mark=mark(widget.file, item.value_at.get("value") or item.value_at.get("type") or item.at),
        )


def _tested(widget: Widget, condition: Map) -> str:
    """The Liquid text that a condition looks at: its first argument, else what the split is based on."""
    arguments = condition.get("arguments")
    first = arguments[0] if isinstance(arguments, List) and arguments else condition.get("variable")
    return scalar(first) or scalar(widget.properties.get("input"))


def scalar(value: object) -> str:
    """A scalar as text, anything else as nothing."""
    return "" if isinstance(value, Map | List) else plain(value)
