"""Recordings that are handed to a system at the end of a call: messages that callers leave."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.exits import MISTAKE, exits_of
from ivrlint.flow import AnyStep, Collect, Menu, Message, Run, Set, Transfer, Visit

_FURTHEST = 400
"""Steps behind a recording that are looked at."""


def with_voicemail(steps: Mapping[str, AnyStep]) -> dict[str, AnyStep]:
    """The same steps, with recordings that some system gets, and after which callers are asked nothing new, as voicemail."""
    result = dict(steps)
    for name, step in steps.items():
        if isinstance(step, Collect) and step.by == ("recording",) and _is_message(steps, step):
            result[name] = Message(name=name, mark=step.mark, prompt=step.prompt, kind="voicemail", next=step.next)
    return result


def _is_message(steps: Mapping[str, AnyStep], record: Collect) -> bool:
    seen: set[str] = {record.name}
    todo = [record.next.to] if record.next and not record.next.file else []
    kept = False
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        step = steps.get(name)
        if step is None:
            continue
        if isinstance(step, Transfer | Visit | Menu | Collect) or len(seen) > _FURTHEST:
            return False
        kept = kept or (isinstance(step, Run) and record.variable in step.uses)
        if isinstance(step, Set) and any(value.name == record.variable for value in step.values):
            continue
        todo += [target.to for how, _, target, _ in exits_of(step) if target is not None and how is not MISTAKE]
    return kept
