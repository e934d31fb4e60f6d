"""The facts of a flow as JSON values, for other programs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from ivrlint.facts import Ending, Facts, Loop, ReadBeforeSet, Subject
from ivrlint.flow import fields

VERSION = 1
"""The version of the form of the document. It grows when a key goes or changes its meaning."""


def document(file: str, calls: Sequence[Facts]) -> dict[str, Any]:
    """The facts of all calls of one file. Infinite numbers are None, others are rounded to hundredths."""
    return {"version": VERSION, "file": file, "calls": [_call(facts) for facts in calls]}


def _call(facts: Facts) -> dict[str, Any]:
    result: dict[str, Any] = {"call": _subject(facts.call)}
    for part in fields(facts)[1:]:
        subjects: Iterable[Subject] = getattr(facts, part.name)
        if part.name not in ("callers", "promises"):
            subjects = sorted(subjects, key=_order)
        result[part.name] = [_subject(subject) for subject in subjects]
    return result


def _order(subject: Subject) -> tuple[str, ...]:
    if isinstance(subject, Ending):
        return (subject.kind, subject.step)
    return (min(subject.steps),) if isinstance(subject, Loop) else (subject.step,)


def _subject(subject: Subject) -> dict[str, Any]:
    """All facts that rules can see, and the line; `title` goes by the name that rules know it by."""
    result: dict[str, Any] = {"step": subject.step, "line": subject.mark.line}
    for part in fields(subject):
        if not part.metadata.get("hidden"):
            result["name" if part.name == "title" else part.name] = _value(getattr(subject, part.name))
    return result


def _value(value: Any) -> Any:  # noqa: ANN401 - of any kind that a fact can have
    if isinstance(value, float):
        if math.isinf(value):
            return None
        return int(value) if value.is_integer() else round(value, 2)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return {"step": value.step, "name": value.name} if isinstance(value, ReadBeforeSet) else value
