"""Names of variables that the native format can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ivrlint.flow import AnyStep, Assignment, Collect, Prompt, Run, Set, fields, replace
from ivrlint.writing.free_names import FreeNames
from ivrlint.writing.remarks import Remarks

_FITS = re.compile(r"(?!<<$)[^\s{}0-9](?:[^{}\r\n]*[^\s{}])?").fullmatch
_LISTS = frozenset(("reads", "uses", "gives", "passes", "dials"))


def with_fitting_names(steps: Iterable[AnyStep], remarks: Remarks) -> dict[str, AnyStep]:
    """The steps, by name, with other names for variables whose names the native format does not allow."""
    steps = list(steps)
    names = dict.fromkeys(name for step in steps for name in _names_in(step))
    new: dict[str, str] = {}
    free = FreeNames(names)
    for name in names:
        if not _FITS(name):
            new[name] = free.give(name, _nearest(name))
            remarks.add("variables", f'the variable "{name}" is called "{new[name]}" here')
    return {step.name: _with_names(step, new) if new else step for step in steps}


def _nearest(name: str) -> str:
    near = " ".join(name.translate(str.maketrans("{}", "()")).split())
    return near if _FITS(near) else f"_{near}"


def _names_in(step: AnyStep) -> Iterator[str]:
    if isinstance(step, Collect):
        yield step.variable
    for part in fields(step):
        value = getattr(step, part.name)
        if part.name in _LISTS:
            yield from value
        elif isinstance(value, Prompt):
            yield from value.reads
        elif isinstance(value, tuple):
            for each in value:
                if isinstance(each, Assignment):
                    yield from (each.name, *each.reads)


def _with_names(step: AnyStep, new: dict[str, str]) -> AnyStep:
    def named(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new.get(name, name) for name in names)

    changes: dict[str, Any] = {"variable": new.get(step.variable, step.variable)} if isinstance(step, Collect) else {}
    for part in fields(step):
        value = getattr(step, part.name)
        if part.name in _LISTS:
            changes[part.name] = named(value)
        elif isinstance(value, Prompt):
            changes[part.name] = value._replace(reads=named(value.reads))
        elif isinstance(value, tuple) and value and isinstance(value[0], Assignment):
            changes[part.name] = tuple(
                each._replace(name=new.get(each.name, each.name), reads=named(each.reads)) for each in value
            )
    changed: AnyStep = replace(step, **changes)
    return changed


def defined(steps: Iterable[AnyStep]) -> Iterator[str]:
    """The names that some step sets."""
    for step in steps:
        if isinstance(step, Collect):
            yield step.variable
        elif isinstance(step, Run):
            yield from step.gives
        elif isinstance(step, Set):
            yield from (value.name for value in step.values)
