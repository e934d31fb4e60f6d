"""The flows of Twilio Studio: its exports, answers of its REST API, and files of the old dialect.

A flow is what happens on a call that comes in. Widgets that only messages, outgoing calls or other flows come
to, or that run when the caller has hung up, are no part of it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping

from ivrlint.exits import exits_of
from ivrlint.flow import AnyStep, Entry, Flow, Problem, Refusal
from ivrlint.readers.positioned_json import Document, parse, parse_inside
from ivrlint.readers.tree import List, Map, mark
from ivrlint.readers.twilio_canvas import Canvas, scalar
from ivrlint.readers.twilio_steps import steps_of
from ivrlint.readers.twilio_widget import Widget

LANGUAGE = "en-US"
"""What Say/Play speaks where no language is chosen: "Say/Play Widget" of Twilio's documentation."""

_START = re.compile(r"\ufeff?[ \t\r\n]*+\{")
_STATES = re.compile(r"\"states\\?\"(?:\s|\\[nrt])*+:(?:\s|\\[nrt])*+\[")
_WIDGET = re.compile(
    r"\"type\\?\"(?:\s|\\[nrt])*+:(?:\s|\\[nrt])*+\\?\"(?:trigger|InitialState|say-play|gather-input-on-call|split-based-on|"
    r"set-variables|make-http-request|run-function|enqueue-call|send-to-flex|connect-call-to|send-message)\\?\"|\"incomingCall\\?\""
)
_UNTITLED = "A New Flow"
_IN_A_ROW = 10
"""Runs of the same widget in a row, with which an execution ends."""


def recognise(text: str) -> bool:
    """Whether a text is a Studio flow, perhaps one that breaks further down."""
    return (
        _START.match(text) is not None
        and "states" in text
        and _STATES.search(text) is not None
        and _WIDGET.search(text) is not None
    )


def read(text: str, file: str) -> Flow | Refusal:
    """The flow of a Studio file as calls go through it, or why it is no phone flow that can be read."""
    document = parse(text, file)
    if isinstance(document, Refusal):
        return document
    found = _definition(document, file)
    if isinstance(found, Refusal):
        return found
    definition, problems = found
    states = definition.get("states")
    if states is None:
        return _refuse(file, "there are no `states` at the top of this Studio file, nor in its `definition`", definition.at)
    if not isinstance(states, List):
        return _refuse(file, "`states` must be a list of widgets", definition.value_at["states"])
    canvas = Canvas(states, file, problems)
    trigger = canvas.trigger(_initial(definition, canvas))
    if trigger is None:
        return _refuse(file, "this flow has no trigger: nothing tells where a call comes in", states.at)
    incoming = trigger.on("incomingCall")
    if incoming is None or incoming.target is None:
        at = incoming.mark[1:] if incoming else trigger.mark[1:]
        refusal = _refuse(file, "no incoming call is connected: this flow is not answered by phone", at)
        return refusal._replace(no_calls=True)
    title = _title(document.value, definition)
    steps = _on_the_call(steps_of(canvas), canvas, trigger, incoming.target.to)
    if incoming.target.to not in steps:
        problems.append(Problem(f"calls come in at {incoming.target.to!r}, which does not exist", incoming.mark))
    return Flow(
        file=file,
        format="twilio-studio",
        mark=trigger.mark,
        name=title,
        language=_language(canvas, incoming.target.to),
        entries=(Entry(title, incoming.target.to, incoming.mark),),
        steps=steps,
        problems=tuple(sorted(problems, key=lambda problem: problem.mark)),
        in_a_row=_IN_A_ROW,
    )


def _definition(document: Document, file: str) -> tuple[Map, list[Problem]] | Refusal:
    """The object that holds the states: the whole file, or the `definition` in an answer of the REST API."""
    root = document.value
    if not isinstance(root, Map):
        return _refuse(file, "a flow must be an object", document.at)
    inner = root.get("definition")
    problems = list(document.problems)
    if "states" in root or inner is None:
        return root, problems
    if isinstance(inner, str):
        written = parse_inside(inner, file, root.value_at["definition"])
        if isinstance(written, Refusal):
            return written
        inner = written.value
        problems += written.problems
    if not isinstance(inner, Map):
        return _refuse(file, "`definition` must be an object", root.value_at["definition"])
    return inner, problems


def _initial(definition: Map, canvas: Canvas) -> str:
    initial = definition.get("initial_state")
    if isinstance(initial, str) and initial in canvas.widgets:
        return initial
    if initial is not None:
        where = mark(canvas.file, definition.value_at["initial_state"])
        canvas.problems.append(Problem("`initial_state` must be the name of a widget", where))
    return ""


def _title(root: Map, definition: Map) -> str:
    for name in (root.get("friendly_name"), root.get("friendlyName"), definition.get("description")):
        if isinstance(name, str) and name.strip() and name != _UNTITLED:
            return name
    return ""


def _language(canvas: Canvas, start: str) -> str:
    """The language that callers hear first."""
    todo = deque([start])
    seen = {start}
    while todo:
        widget = canvas.widgets.get(todo.popleft())
        if widget is None:
            continue
        language = scalar(widget.properties.get("language"))
        if language:
            return language
        heads = [transition.target.to for transition in widget.connected() if transition.target]
        todo.extend(head for head in heads if head not in seen)
        seen.update(heads)
    return LANGUAGE


def _on_the_call(steps: dict[str, AnyStep], canvas: Canvas, trigger: Widget, start: str) -> dict[str, AnyStep]:
    """The steps of a call, and those that nothing in the file leads to.

    A step that leads to something that only other ways in come to belongs to these, even if nothing leads to it.
    """
    leads_to = {
        name: [target.to for _, _, target, _ in exits_of(step) if target and target.to in steps] for name, step in steps.items()
    }
    call = _forward([start] if start in steps else [], leads_to)
    others = canvas.after(trigger) - call
    elsewhere = _forward(others & steps.keys(), leads_to) - call
    into: dict[str, list[str]] = {}
    for name, heads in leads_to.items():
        for head in heads:
            into.setdefault(head, []).append(name)
    elsewhere = _forward(elsewhere, into) - call
    return {name: step for name, step in steps.items() if name not in elsewhere}


def _forward(starts: Iterable[str], leads_to: Mapping[str, list[str]]) -> set[str]:
    seen = set(starts)
    todo = list(seen)
    while todo:
        for name in leads_to.get(todo.pop(), ()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return seen


def _refuse(file: str, message: str, at: tuple[int, ...]) -> Refusal:
    return Refusal(file, message, at[0], at[1])
