"""Small flows of Twilio Studio, written for these tests."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from ivrlint.flow import AnyStep, Flow, Refusal
from ivrlint.graph import connect
from ivrlint.readers import twilio_studio

State = dict[str, Any]


def widget(
    name: str, type_: str, then: dict[str, str | None] | list[dict[str, Any]] | None = None, **properties: object
) -> State:
    """One widget. `then` says where its events lead, or holds transitions as they stand in the file."""
    transitions = then if isinstance(then, list) else [event(name_, to) for name_, to in (then or {}).items()]
    return {"name": name, "type": type_, "transitions": transitions, "properties": {"offset": {"x": 0, "y": 0}, **properties}}


def event(name: str, to: str | None = None, **more: object) -> dict[str, Any]:
    """One transition; without `to` nothing is connected."""
    return {"event": name, **({} if to is None else {"next": to}), **more}


def match(
    to: str | None, value: str, tests: str | None, kind: str = "equal_to", label: str = "", name: str = "match"
) -> dict[str, Any]:
    """The branch of a split that looks at the Liquid text `tests`."""
    return event(name, to, conditions=[{"friendly_name": label, "arguments": [tests], "type": kind, "value": value}])


def say(name: str, to: str | None = None, words: str = "Good morning.", **more: object) -> State:
    """Words."""
    return widget(name, "say-play", {"audioComplete": to}, say=words, **more)


def gather(name: str, keys: str | None = None, silence: str | None = None, speech: str | None = None, **more: object) -> State:
    """A Gather Input On Call."""
    return widget(
        name, "gather-input-on-call", {"keypress": keys, "speech": speech, "timeout": silence}, **{"say": "Hello.", **more}
    )


def split(name: str, branches: dict[str, str | None], other: str | None = None, tests: str = "", kind: str = "equal_to") -> State:
    """A split that compares the text `tests` with the keys of `branches`."""
    matches = [match(to, value, tests, kind) for value, to in branches.items()]
    return widget(name, "split-based-on", [event("noMatch", other), *matches], input=tests)


def digits(name: str) -> str:
    """The Liquid text for what a caller typed at a gather."""
    return f"{{{{widgets.{name}.Digits}}}}"


def speech(name: str) -> str:
    """The Liquid text for what a caller said at a gather."""
    return f"{{{{widgets.{name}.SpeechResult}}}}"


def document(*widgets: State, start: str | None = None, **more: object) -> dict[str, Any]:
    """A flow whose calls come in at `start`, or at the first widget."""
    to = widgets[0]["name"] if start is None else start
    trigger = widget(
        "Trigger", "trigger", [event("incomingMessage"), event("incomingCall", to or None), event("incomingRequest")]
    )
    return {
        "description": "Harbour Energy",
        "states": [trigger, *widgets],
        "initial_state": "Trigger",
        "flags": {"allow_concurrent_calls": True},
        **more,
    }


def text(*widgets: State, start: str | None = None, **more: object) -> str:
    """The same as JSON."""
    return json.dumps(document(*widgets, start=start, **more), indent=2, ensure_ascii=False)


def read(*widgets: State, start: str | None = None, **more: object) -> Flow:
    """The same as a flow."""
    source = text(*widgets, start=start, **more)
    assert twilio_studio.recognise(source)
    flow = twilio_studio.read(source, "flow.json")
    assert isinstance(flow, Flow), flow
    return flow


def refused(source: str) -> Refusal:
    """Why a text is refused."""
    refusal = twilio_studio.read(source, "flow.json")
    assert isinstance(refusal, Refusal), refusal
    return refusal


def exits(flow: Flow, step: str) -> list[str]:
    """The exits of a step, one text each: `choice 1 -> step` or `mistake no_input -> (cut_off)`."""
    graph = connect(flow)
    node = graph.number[step]
    names = [*graph.names, "(cut_off)", "(dead_end)"]
    return [f"{graph.how[e]} {graph.label[e]} -> {names[graph.head[e]]}" for e in graph.out[node]]


def said(flow: Flow) -> list[str]:
    """What is wrong with a flow, with the line."""
    return [f"{problem.mark.line}: {problem.message}" for problem in flow.problems]


Steps = TypeVar("Steps", bound=AnyStep)
