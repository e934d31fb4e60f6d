"""A flow of the model written as native YAML, the way its author would have typed it.

What only other formats have is written too, so that reports are complete; it cannot be read again.
"""

from __future__ import annotations

from typing import Any

import yaml

from ivrlint.flow import (
    AnyStep,
    Check,
    Collect,
    Flow,
    Handler,
    HangUp,
    Menu,
    Message,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)


def _ways(**written: Target | None) -> dict[str, str]:
    return {key: target.to for key, target in written.items() if target}


def _handler(key: str, handler: Handler | None) -> dict[str, Any]:
    if handler is None:
        return {}
    return {key: {"tries": handler.tries, **_ways(then=handler.then)} if handler.possible else "(not possible)"}


def _names(key: str, names: tuple[str, ...]) -> dict[str, list[str]]:
    return {key: list(names)} if names else {}


def _words(step: AnyStep) -> dict[str, str]:
    return {"say": step.prompt.text} if step.prompt else {}


def written(step: AnyStep) -> dict[str, Any]:
    """One step as the mapping that stands in the file."""
    match step:
        case Say():
            return _words(step) | _ways(next=step.next)
        case Menu():
            options = {option.key: option.target.to for option in step.options if option.target}
            mistakes = _handler("no_input", step.no_input) | _handler("no_match", step.no_match)
            return {"menu": step.prompt.text if step.prompt else "", "options": options} | mistakes
        case Collect():
            mistakes = _handler("no_input", step.no_input) | _handler("no_match", step.no_match)
            kind = {"kind": step.what} if step.what else {}
            return {"collect": step.variable} | kind | _words(step) | mistakes | _ways(next=step.next)
        case Check():
            cases = {case.name: case.target.to for case in step.cases if case.target}
            whole = {"check": step.asks} | _names("uses", step.uses) | {"cases": cases} | _ways(otherwise=step.otherwise)
            return whole | ({"limited": step.limited} if step.limited else {})
        case Run():
            names = _names("uses", step.uses) | _names("gives", step.gives)
            return {"run": step.service} | names | _ways(next=step.next, failed=step.failed)
        case Set():
            return {"set": {value.name: value.value for value in step.values}} | _ways(next=step.next)
        case Transfer():
            exits = _ways(closed=step.closed, busy=step.busy, no_answer=step.no_answer, failed=step.failed)
            plain = {"transfer": step.who, "to": step.to} | _words(step) | _names("with", step.passes)
            cases = {f"(case {case.name})": case.target.to for case in step.cases if case.target}
            return plain | ({"always_open": True} if step.always_open else {}) | exits | cases
        case Message():
            return {step.kind: step.who} | _words(step) | _names("with", step.passes) | _ways(next=step.next)
        case Visit():
            into = {"visit": step.flow.to if step.flow else "(not known)"}
            return into | _names("with", step.passes) | _ways(next=step.next, failed=step.failed)
        case HangUp():
            return {"hang_up": step.prompt.text if step.prompt else True}
        case Return():
            return {"return": True}
        case Unknown():
            return (
                {"unknown": step.what}
                | _names("uses", step.uses)
                | {case.name: case.target.to for case in step.cases if case.target}
            )
    raise AssertionError(step)


def native(flow: Flow) -> str:
    """The whole file."""
    whole = {
        "ivr": 1,
        "name": flow.name,
        "language": flow.language,
        "start": flow.entries[0].start,
        "operator_key": flow.operator_key,
        "steps": {name: written(step) for name, step in flow.steps.items()},
    }
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=120)


def files(flow: Flow) -> dict[str, str]:
    """The texts of all files of a run, by file name."""
    return {file: native(one) for file, one in {flow.file: flow, **flow.others}.items()}
