"""A flow that fits as the plain values that stand in its file, in the order in which people write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ivrlint.flow import (
    AnyStep,
    Assignment,
    Case,
    Check,
    Collect,
    Flow,
    Handler,
    HangUp,
    Menu,
    Message,
    Option,
    Prompt,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)
from ivrlint.readers.values import duration, names_read
from ivrlint.writing.layout import Value

Members = dict[str, Value]


def document(flow: Flow) -> Members:
    """The whole file."""
    return {
        "ivr": 1,
        "name": flow.name,
        **_said(language=flow.language),
        **_start(flow),
        **({"operator_key": flow.operator_key} if flow.says_operator_key else {}),
        **_promises(flow),
        "steps": {name: {**_STEPS[type(step)](step), **_said(shared=step.shared)} for name, step in flow.steps.items()},
    }


def _start(flow: Flow) -> Members:
    if not flow.entries:
        return {}
    first = flow.entries[0]
    if len(flow.entries) == 1 and first.name == flow.name:
        return {"start": first.start}
    return {"start": {entry.name: entry.start for entry in flow.entries}}


def _promises(flow: Flow) -> Members:
    given = flow.promises
    if given is None:
        return {}
    promised: Members = {}
    if given.person_within is not None:
        promised["person_within"] = duration(given.person_within)
    if given.presses_to_person is not None:
        promised["presses_to_person"] = given.presses_to_person
    return {"promises": promised}


def _said(**members: Value) -> Members:
    """The members that say something."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in members.items() if value}


def _ways(**targets: Target | None) -> Members:
    return {key: target.to for key, target in targets.items() if target}


def _times(**seconds: float) -> Members:
    return {key: duration(value) for key, value in seconds.items() if value}


def _words(prompt: Prompt | None, *, text: str = "") -> Members:
    """The words under the key `text`, unless that is empty, and what else is known of them."""
    if prompt is None:
        return {}
    in_braces = names_read(prompt.text)
    about = {
        **_said(audio=prompt.audio),
        **_times(lasts=prompt.seconds),
        **_said(language=prompt.language),
        **({} if prompt.barge_in else {"barge_in": False}),
        **({} if prompt.complete else {"complete": False}),
        **_said(reads=tuple(name for name in prompt.reads if name not in in_braces)),
        **_said(until=prompt.until),
    }
    if not prompt.text and about.keys() <= {"barge_in", "until"}:
        about["complete"] = True  # words of which nothing is known are not the same as no words
    return {**({text: prompt.text} if text and prompt.text else {}), **about}


def _handlers(step: Menu | Collect) -> Members:
    return {**_handler("no_input", step.no_input), **_handler("no_match", step.no_match)}


def _handler(key: str, handler: Handler | None) -> Members:
    if handler is None:
        return {}
    members = {
        **_times(after=handler.after),
        **({"tries": handler.tries} if handler.tries != 1 else {}),
        **_ways(then=handler.then),
        **({} if handler.possible else {"possible": False}),
    }
    return {key: members}


def _cases(cases: tuple[Case, ...]) -> Members:
    return {"cases": {case.name: case.target.to if case.target else {"to": None} for case in cases}} if cases else {}


def _options(menu: Menu) -> Value:
    if menu.options and all(option.key for option in menu.options):
        return {option.key: _option(option) for option in menu.options}
    listed: list[Value] = []
    for option in menu.options:
        number = int(option.key) if option.key.isdecimal() and str(int(option.key)) == option.key else option.key
        key: Members = {"key": number} if option.key else _said(extension=option.pattern)
        listed.append({**key, **_choice(option)})
    return listed


def _option(option: Option) -> Value:
    bare = option.target and not option.label and not option.phrases and not option.share
    return option.target.to if bare and option.target else _choice(option)


def _choice(option: Option) -> Members:
    share: Members = {"share": int(option.share) if option.share.is_integer() else option.share} if option.share else {}
    return {"to": option.target.to if option.target else None, **_said(**{"for": option.label}, phrases=option.phrases), **share}


def _say(step: Say) -> Members:
    return {"say": step.prompt.text if step.prompt else "", **_words(step.prompt), **_ways(next=step.next)}


def _menu(step: Menu) -> Members:
    return {
        "menu": step.prompt.text if step.prompt else "",
        **_words(step.prompt),
        "options": _options(step),
        **_handlers(step),
        **_times(next_digit=step.next_digit),
    }


def _collect(step: Collect) -> Members:
    return {
        "collect": step.variable,
        **_words(step.prompt, text="say"),
        **_digits(step.digits),
        **_said(finish_on=step.finish_on),
        **({} if step.by == ("keys",) else {"by": step.by[0] if len(step.by) == 1 else list(step.by)}),
        **_said(kind=step.what),
        **({} if step.confirm == "none" else {"confirm": step.confirm}),
        **_handlers(step),
        **_ways(next=step.next),
    }


def _digits(span: tuple[int, int] | None) -> Members:
    if span is None:
        return {}
    return {"digits": span[0] if span[0] == span[1] and span[0] else f"{span[0]}-{span[1]}"}


def _check(step: Check) -> Members:
    ways = {**_cases(step.cases), **_ways(otherwise=step.otherwise)}
    return {"check": step.asks or True, **_said(uses=step.uses), **ways, **_said(limited=step.limited)}


def _run(step: Run) -> Members:
    return {
        "run": step.service or True,
        **_said(uses=step.uses, gives=step.gives),
        **_times(takes=step.takes),
        **_ways(next=step.next, failed=step.failed),
    }


def _set(step: Set) -> Members:
    return {"set": {value.name: _value(value) for value in step.values}, **_ways(next=step.next)}


def _value(value: Assignment) -> Value:
    further = [name for name in value.reads if name not in names_read(value.value)]
    return {"value": value.value, "reads": further} if further else value.value


def _transfer(step: Transfer) -> Members:
    return {
        "transfer": step.who or True,
        **({} if step.to == "person" else {"to": step.to}),
        **_said(number=step.number, dials=step.dials, **{"with": step.passes}),
        **_words(step.prompt, text="say"),
        **_times(wait=step.wait),
        **_said(announces=step.announces, always_open=step.always_open, elsewhere=step.elsewhere),
        **_ways(closed=step.closed, busy=step.busy, no_answer=step.no_answer, failed=step.failed),
        **_cases(step.cases),
    }


def _message(step: Message) -> Members:
    return {
        step.kind: step.who or True,
        **_words(step.prompt, text="say"),
        **_said(reply_within=step.reply_within, elsewhere=step.elsewhere, **{"with": step.passes}),
        **_ways(next=step.next),
    }


def _visit(step: Visit) -> Members:
    into: Members = {"visit": step.flow.to} if step.flow else {"visit": step.name, "outside": True}
    return {**into, **_said(**{"with": step.passes}), **_ways(next=step.next, failed=step.failed)}


def _hang_up(step: HangUp) -> Members:
    return {"hang_up": step.prompt.text if step.prompt and step.prompt.text else True, **_words(step.prompt)}


def _return(_: Return) -> Members:
    return {"return": True}


def _unknown(step: Unknown) -> Members:
    return {"unknown": step.what or True, **_words(step.prompt, text="say"), **_said(uses=step.uses), **_cases(step.cases)}


_STEPS: dict[type[AnyStep], Callable[[Any], Members]] = {
    Say: _say,
    Menu: _menu,
    Collect: _collect,
    Check: _check,
    Run: _run,
    Set: _set,
    Transfer: _transfer,
    Message: _message,
    Visit: _visit,
    HangUp: _hang_up,
    Return: _return,
    Unknown: _unknown,
}
