"""From the draft of a flow to its steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ivrlint.flow import AnyStep, Case, Entry, Flow, Say, Transfer
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.genesys.context import Context
from ivrlint.readers.genesys.data import kinds_of_entries, participant_data
from ivrlint.readers.genesys.draft import Draft
from ivrlint.readers.genesys.kinds import QUEUE_FLOW
from ivrlint.readers.genesys.making import steps_of
from ivrlint.readers.genesys.menus import menu_steps
from ivrlint.readers.genesys.naming import GREETING, WAITING, Names
from ivrlint.readers.genesys.prompts import prompt_of
from ivrlint.readers.genesys.ways import Ways

FORMAT = "genesys-architect"

_ANNOUNCES = {"playEstimatedWaitTime": "wait", "playPositionInQueue": "position"}
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}|\d{3}))?")


class Built(NamedTuple):
    """The steps of a flow, and the names of the common modules that it calls."""

    steps: dict[str, AnyStep]
    modules: tuple[str, ...]


def ways_of(draft: Draft, prefix: str = "") -> Ways:
    """The ways of a flow, with the names of its steps."""
    for action in draft.actions:
        if action.kind == "callTask" and action.ref and action.ref.key in draft.tasks:
            draft.tasks[action.ref.key].called = True
    return Ways(draft, Names(draft, prefix))


def build(ways: Ways, files: Mapping[tuple[str, str], str], modules: Mapping[str, str]) -> Built:
    """All steps of a flow. `files` are the other flows of the run, `modules` the first steps of its common modules."""
    draft = ways.draft
    context = Context(
        draft=draft, ways=ways, files=files, modules=modules, kinds=kinds_of_entries(draft), passes=participant_data(draft)
    )
    made = [*_front(ways), *menu_steps(draft, ways), *_actions(context)]
    steps = {step.name: step for step in made}
    return Built({**steps, **ways.steps}, tuple(dict.fromkeys(context.included)))


def _actions(context: Context) -> Iterator[AnyStep]:
    for number, action in enumerate(context.draft.actions):
        if not context.ways.passes(number):
            yield from steps_of(context, number, action)


def _front(ways: Ways) -> Iterator[AnyStep]:
    """What comes before the first task or menu: the wait in the queue, the greeting."""
    draft = ways.draft
    start = ways.of(draft.start, draft.start.mark) if draft.start else None
    if draft.kind == QUEUE_FLOW:
        told = tuple(dict.fromkeys(_ANNOUNCES[action.kind] for action in draft.actions if action.kind in _ANNOUNCES))
        mark = draft.start.mark if draft.start else draft.mark
        cases = (Case("while waiting", start, mark),) if start and start.to != WAITING else ()
        yield Transfer(name=WAITING, mark=mark, elsewhere=True, announces=told, cases=cases)
    elif prompt := prompt_of(draft.greeting, draft):
        yield Say(name=GREETING, mark=prompt.mark, prompt=prompt, next=start)


def flow(ways: Ways, steps: Mapping[str, AnyStep]) -> Flow:
    """The flow, with the call that comes in."""
    draft = ways.draft
    entries = _entries(ways, steps)
    return Flow(
        file=draft.file,
        format=FORMAT,
        mark=draft.mark,
        name=draft.name,
        language=language(draft.language),
        entries=entries,
        steps=steps,
        problems=tuple(sorted(dict.fromkeys(draft.problems), key=lambda problem: problem.mark)),
    )


def _entries(ways: Ways, steps: Mapping[str, AnyStep]) -> tuple[Entry, ...]:
    draft = ways.draft
    mark = draft.start.mark if draft.start else draft.mark
    for first in (WAITING, GREETING):
        if first in steps:
            return (Entry(draft.name, first, mark),)
    target = ways.of(draft.start, mark) if draft.start else None
    if target is None:
        if draft.start:
            draft.complain("the task where calls come in does nothing", mark)
        return ()
    if target.to not in steps:
        draft.complain(f"calls come in at {target.to!r}, which does not exist", mark)
    return (Entry(draft.name, target.to, mark),)


def language(tag: str) -> str:
    """A language tag as it is usually written: `en-us` is `en-US`."""
    found = _LANGUAGE.fullmatch(tag.strip())
    if not found:
        return ""
    return f"{found[1].lower()}-{found[2].upper()}" if found[2] else found[1].lower()
