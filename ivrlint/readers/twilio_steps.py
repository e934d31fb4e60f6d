"""From the widgets of Twilio Studio to the steps of a flow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from ivrlint.flow import (
    AnyStep,
    Assignment,
    Case,
    Check,
    Collect,
    Handler,
    HangUp,
    Menu,
    Message,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)
from ivrlint.readers import liquid
from ivrlint.readers.tree import List
from ivrlint.readers.twilio_branches import Branches
from ivrlint.readers.twilio_canvas import ACTS, GATHER, HANG_UPS, HANGS_UP, SPLIT, SYSTEM, TRIGGER, Canvas
from ivrlint.readers.twilio_gather import gathered
from ivrlint.readers.twilio_prompt import prompt_of
from ivrlint.readers.twilio_split import check, decision
from ivrlint.readers.twilio_widget import Widget

_BOTS = re.compile(
    r"(?i)(?<![a-z])(?:(?:chat|voice)?bot|virtual[-_ ]?agent|ai[-_ ]?agent|"
    r"dialogflow|voiceflow|vapi|retell|livekit|elevenlabs|openai)(?![a-z])"
)
_FAILS = re.compile(r"(?i)fail|error|not_?delivered")
_FULL = "failedToEnqueue"
_DIALLED = "callCompleted"
_RULED_ELSEWHERE = ("workflow_sid", "wait_url", "waitUrl")

Made = Iterator[AnyStep]


def steps_of(canvas: Canvas) -> dict[str, AnyStep]:
    """The steps that the widgets are, by name, in the order of the file. The trigger is none."""
    steps: dict[str, AnyStep] = {}
    folded: set[tuple[str, str]] = set()
    branches = Branches(canvas)
    for widget in canvas.widgets.values():
        if widget.kind == TRIGGER:
            continue
        for step in _made(widget, branches, folded):
            steps[step.name] = step
    for widget in canvas.widgets.values():
        into = canvas.into[widget.name]
        if widget.kind == SPLIT and into and folded.issuperset(into):
            del steps[widget.name]
    return steps


def _made(widget: Widget, branches: Branches, folded: set[tuple[str, str]]) -> Made:
    canvas = branches.canvas
    if widget.kind == GATHER:
        gather = gathered(widget, branches)
        if isinstance(gather.step, Menu) or not _ambiguous(widget):
            folded.update(gather.folded)
            return iter([gather.step])
        return _unknown(widget, canvas)
    if widget.kind == SPLIT:
        return iter([check(widget, canvas)])
    make = _MAKERS.get(widget.kind)
    clear = widget.kind in SYSTEM | HANG_UPS or not _ambiguous(widget)
    return make(widget, canvas) if make and clear else _unknown(widget, canvas)


def _ambiguous(widget: Widget) -> bool:
    """Whether one event leads to several places: Studio does not draw this, people who write the JSON by hand do."""
    targets: dict[str, str] = {}
    return any(
        targets.setdefault(transition.event, transition.target.to) != transition.target.to
        for transition in widget.connected()
        if transition.target
    )


def _say(widget: Widget, canvas: Canvas) -> Made:
    """Words. When nothing is connected behind them, the call ends there: Studio has no other way to hang up."""
    prompt = prompt_of(widget, canvas, barge_in=False)
    target = next((transition.target for transition in widget.connected()), None)
    if target:
        yield Say(name=widget.name, mark=widget.mark, prompt=prompt, next=target)
    else:
        yield HangUp(name=widget.name, mark=widget.mark, prompt=prompt)


def _set(widget: Widget, canvas: Canvas) -> Made:
    variables = widget.properties.get("variables")
    values = tuple(Assignment(name, value, canvas.reads([value]), where) for name, value, where in widget.variables())
    if variables is not None and (not isinstance(variables, List) or len(variables) != len(values)):
        widget.complain("`variables` must be a list of objects with a `key`", widget.place("variables"))
    target = next((transition.target for transition in widget.connected()), None)
    yield Set(name=widget.name, mark=widget.mark, values=values, next=target)


def _run(widget: Widget, canvas: Canvas) -> Made:
    """A system works. Events that tell of failure lead to `failed`, all others to `next`.

    Conditions on what it answers, and the end of the call where nothing is connected, are steps of their own.
    """
    well = [way for way in widget.transitions if (way.target or way.conditions) and not _FAILS.search(way.event)]
    badly = [transition.target for transition in widget.connected() if _FAILS.search(transition.event)]
    branches = [way for way in well if way.conditions]
    plain = [way.target for way in well if not way.conditions]
    if _several(plain) or _several(badly) or (branches and len({way.event for way in well}) > 1):
        yield from _unknown(widget, canvas)
        return
    following, failed = next(iter(plain), None), next(iter(badly), None)
    after: Check | HangUp | None = None
    if branches:
        after = decision(widget, canvas, f"{widget.name} (answer)", branches, following)
        following = Target(after.name, widget.mark)
    elif widget.kind in ACTS and not any(widget.connected()):
        after = HangUp(name=f"{widget.name} (end)", mark=widget.mark)
        following = failed = Target(after.name, widget.mark)
    yield Run(
        name=widget.name,
        mark=widget.mark,
        service=_service(widget),
        uses=canvas.reads(widget.texts()),
        gives=(widget.name,),
        next=following,
        failed=failed,
    )
    if after:
        yield after


def _several(targets: list[Target | None]) -> bool:
    return len({target.to for target in targets if target}) > 1


def _service(widget: Widget) -> str:
    """The function or address that is called, else what kind of work it is."""
    path = liquid.read(widget.text("url")).words.partition("?")[0].rstrip("/")
    name = path.rpartition("/")[2]
    return name if name and not name.startswith("{") else widget.kind.replace("-", " ")


def _transfer(widget: Widget, canvas: Canvas) -> Made:
    """Put through to somebody. What comes after the conversation counts when the caller can notice it."""
    full = failure = None
    no_answer: Target | None = None
    cases = []
    for transition in widget.connected():
        if transition.event == _FULL:
            full = transition.target
        elif _FAILS.search(transition.event) or transition.event == "callFailure":
            failure = transition.target
        elif transition.event != HANGS_UP and canvas.noticed(transition.target):
            cases.append(Case(transition.event, transition.target, transition.mark))
            if transition.event == _DIALLED:  # also when nobody answered
                no_answer = transition.target
    full_leads_elsewhere = full and failure and full.to != failure.to
    number = liquid.read(widget.text("to")).words.strip()
    yield Transfer(
        name=widget.name,
        mark=widget.mark,
        prompt=None,
        to=_answered_by(widget),
        who=liquid.read(widget.text("queue_name") or widget.text("connector_name")).words,
        number=number,
        passes=canvas.asks(_passed(widget)),
        wait=(widget.number("timeout") or 0.0) if widget.kind == "connect-call-to" else 0.0,
        dials=canvas.asks([widget.text("to")]),
        elsewhere=widget.kind == "send-to-flex" or any(widget.text(key).strip() for key in _RULED_ELSEWHERE),
        busy=full if full_leads_elsewhere else None,
        no_answer=no_answer,
        failed=failure or full,
        cases=tuple(cases),
    )


def _answered_by(widget: Widget) -> Literal["person", "bot", "outside"]:
    if widget.kind.startswith("connect-virtual-agent"):
        return "bot"
    if widget.kind != "connect-call-to":
        return "person"
    if _BOTS.search(widget.text("to")):
        return "bot"
    return "outside" if widget.text("noun") in ("conference", "application") else "person"


def _passed(widget: Widget) -> list[str]:
    """The texts that whoever answers gets to see, or by which is chosen who answers."""
    if widget.kind.startswith("connect-virtual-agent"):
        return list(widget.texts())
    return [widget.text(key) for key in ("to", "queue_name", "attributes", "task_attributes")]


def _voicemail(widget: Widget, canvas: Canvas) -> Made:
    target = widget.target("recordingComplete")
    yield Message(name=widget.name, mark=widget.mark, kind="voicemail", next=target if canvas.noticed(target) else None)


def _visit(widget: Widget, canvas: Canvas) -> Made:
    """Another flow, named by its SID: it lies in another file, which nobody knows."""
    yield Visit(
        name=widget.name,
        mark=widget.mark,
        passes=canvas.asks(widget.texts()),
        next=widget.target("completed"),
        failed=widget.target("failed"),
    )


def _payment(widget: Widget, canvas: Canvas) -> Made:  # noqa: ARG001 - as all makers
    """A card is asked for, then charged: two steps, because the widget itself uses what it collects."""
    charge = f"{widget.name} (payment)"
    tries = max(1, int(widget.number("max_attempts") or 2))
    gave_up = widget.target("maxFailedAttempts")
    stopped = widget.on("payInterrupted", "maxFailedAttempts")
    wrong = stopped.mark if stopped else widget.mark
    yield Collect(
        name=widget.name,
        mark=widget.mark,
        variable=widget.name,
        next=Target(charge, widget.mark),
        no_input=Handler(wrong, after=widget.number("timeout") or 5.0, tries=tries, then=gave_up),
        no_match=Handler(wrong, tries=tries, then=stopped.target if stopped else None),
        what="card number",
    )
    yield Run(
        name=charge,
        mark=widget.mark,
        service="payment provider",
        uses=(widget.name,),
        next=widget.target("success"),
        failed=widget.target("providerError", "validationError"),
    )


def _unknown(widget: Widget, canvas: Canvas) -> Made:
    """A widget that has no counterpart: it may do anything, and go on by any of its events."""
    yield Unknown(
        name=widget.name,
        mark=widget.mark,
        prompt=prompt_of(widget, canvas, barge_in=True),
        what=widget.type,
        uses=canvas.asks(widget.texts()),
        cases=tuple(Case(transition.event, transition.target, transition.mark) for transition in widget.transitions),
    )


def _invented(widget: Widget, canvas: Canvas) -> Made:
    """A type that Studio does not have, though files on the web do: a problem, and what its name says."""
    hangs_up = widget.kind in HANG_UPS
    instead = "leave the event unconnected where the call shall end" if hangs_up else "its name is `make-http-request`"
    at = widget.state.value_at["type"]
    widget.complain(f"Studio has no widget of type `{widget.type}`: {instead}", at)
    if hangs_up:
        yield HangUp(name=widget.name, mark=widget.mark, prompt=prompt_of(widget, canvas, barge_in=False))
    else:
        yield from _run(widget, canvas)


_MAKERS: dict[str, Callable[[Widget, Canvas], Made]] = {
    "say-play": _say,
    "set-variables": _set,
    "fork-stream": _set,
    "enqueue-call": _transfer,
    "send-to-flex": _transfer,
    "connect-call-to": _transfer,
    "connect-virtual-agent": _transfer,
    "connect-virtual-agent-v2": _transfer,
    "record-voicemail": _voicemail,
    "run-subflow": _visit,
    "capture-payments": _payment,
    **dict.fromkeys(SYSTEM, _run),
    **dict.fromkeys(HANG_UPS | {"http-request"}, _invented),
}
