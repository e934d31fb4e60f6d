"""Prompts leave every answer in one variable; here each entry gets a name of its own, and its readers read that."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.exits import ENTRY, exits_of
from ivrlint.flow import AnyStep, Check, Collect, Menu, Message, Run, Set, Transfer, Unknown, Visit, replace
from ivrlint.readers.swml.prompts import VALUE

_MOST = 50
"""Entries of one document that are told apart."""


def with_own_names(steps: Mapping[str, AnyStep]) -> dict[str, AnyStep]:
    """The steps with a name for each entry, where there are several."""
    entries = [step for step in steps.values() if isinstance(step, Collect) and step.variable == VALUE]
    result = dict(steps)
    if not 1 < len(entries) <= _MOST:
        return result
    read_at: dict[str, list[str]] = {}
    for entry in entries:
        own = own_name(entry.name)
        for name in _heard_by(entry, steps):
            read_at.setdefault(name, []).append(own)
    for name, step in steps.items():
        known = _renamed(step, read_at[name]) if name in read_at else step
        if isinstance(known, Collect) and known.variable == VALUE:
            known = replace(known, variable=own_name(name))
        result[name] = known
    return result


def own_name(step: str) -> str:
    """The name of the answer to one prompt."""
    return f"{VALUE} of {step.replace('{', '').replace('}', '')}"


def _heard_by(entry: Collect, steps: Mapping[str, AnyStep]) -> set[str]:
    """The steps at which the answer to a prompt is still known: up to the next prompt, itself included."""
    todo = [target.to for how, _, target, _ in exits_of(entry) if how is ENTRY and target]
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        step = steps.get(name)
        if step is None or name in seen:
            continue
        seen.add(name)
        if isinstance(step, Menu) or (isinstance(step, Collect) and step.variable == VALUE):
            continue
        todo += [target.to for _, _, target, _ in exits_of(step) if target]
        if isinstance(step, Visit) and step.next:
            todo.append(step.next.to)
    return seen


def _renamed(step: AnyStep, names: list[str]) -> AnyStep:
    """A step that reads the answers of these entries."""
    if step.prompt and VALUE in step.prompt.reads:
        text = step.prompt.text.replace(f"{{{VALUE}}}", f"{{{names[0]}}}")
        prompt = step.prompt._replace(text=text, reads=_names(step.prompt.reads, names))
        step = replace(step, prompt=prompt)
    if isinstance(step, Check | Run | Unknown):
        return replace(step, uses=_names(step.uses, names))
    if isinstance(step, Transfer):
        return replace(step, passes=_names(step.passes, names), dials=_names(step.dials, names))
    if isinstance(step, Message | Visit):
        return replace(step, passes=_names(step.passes, names))
    if isinstance(step, Set):
        return replace(step, values=tuple(value._replace(reads=_names(value.reads, names)) for value in step.values))
    return step


def _names(read: tuple[str, ...], names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new for name in read for new in (names if name == VALUE else [name])))
