"""Recordings that are handed to a system at the end of a call: messages that callers leave."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.exits import MISTAKE, exits_of
from ivrlint.flow import AnyStep, Collect, Menu, Message, Run, Say, Set, Transfer, Visit

_FURTHEST = 400
"""Steps behind a recording that are looked at."""


def with_voicemail(steps: Mapping[str, AnyStep]) -> dict[str, AnyStep]:
    """The same steps, with recordings that some system gets, and after which callers are asked nothing new, as voicemail.

    A mailbox has no silence of its own: a recording that silence leads away from stays one, and what is said before it is
    made again is left out.
    """
    result = dict(steps)
    again: dict[str, set[str]] = {}
    for name, step in steps.items():
        if isinstance(step, Collect) and step.by == ("recording",) and _is_message(steps, step):
            said = _said_before_again(steps, step)
            if said is not None:
                result[name] = Message(name=name, mark=step.mark, prompt=step.prompt, kind="voicemail", next=step.next)
                again[name] = said
    if any(again.values()):
        _leave_out(result, set().union(*again.values()))
    return result


def _said_before_again(steps: Mapping[str, AnyStep], record: Collect) -> set[str] | None:
    """The steps behind silence, which say and set until the recording is made again; None where they lead elsewhere."""
    to = record.no_input.then if record.no_input else None
    seen: set[str] = set()
    while to is not None and to.to != record.name:
        step = steps.get(to.to)
        if to.file or to.to in seen or not isinstance(step, Say | Set):
            return None
        seen.add(to.to)
        to = step.next
    return seen if to is not None or not seen else None


def _leave_out(steps: dict[str, AnyStep], unused: set[str]) -> None:
    """Remove what no other step leads to any more."""
    led: dict[str, set[str]] = {}
    for name, step in steps.items():
        for _, _, target, _ in exits_of(step):
            if target is not None and not target.file:
                led.setdefault(target.to, set()).add(name)
    todo = [name for name in unused if not led.get(name)]
    while todo:
        name = todo.pop()
        step = steps.pop(name)
        for _, _, target, _ in exits_of(step):
            if target is not None and target.to in unused:
                led[target.to].discard(name)
                if not led[target.to] and target.to in steps:
                    todo.append(target.to)


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
