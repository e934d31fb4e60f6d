"""Which flows something that has changed may have changed for those who call."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from fnmatch import fnmatchcase

from ivrlint.flow import Flow
from ivrlint.readers.desk import Reading
from ivrlint.readers.links import links
from ivrlint.revisions.past import Past


def concerned(reading: Reading, past: Past, also: Callable[[str], bool] = lambda _: False) -> frozenset[str]:
    """The flows, of those that were asked for, that differ or lead to what does, at any distance.

    `also` says of further flows that they are concerned.
    """
    run: Mapping[str, Flow] = {**reading.flows, **reading.linked}
    todo = [file for file in reading.flows if past.is_unknown(file)]
    todo += [file for file, flow in run.items() if past.differs(file) or also(file) or _uses(flow, past)]
    led_to: dict[str, list[str]] = {}
    for file, flow in run.items():
        for other in _leads_to(flow, run):
            led_to.setdefault(other, []).append(file)
    todo += [file for file in led_to if file not in run and past.differs(file)]
    found = set(todo)
    while todo:
        new = set(led_to.get(todo.pop(), ())) - found
        found |= new
        todo += new
    return frozenset(found & reading.flows.keys())


def led_to_by(files: Collection[str], reading: Reading) -> frozenset[str]:
    """All files that these flows lead to, at any distance, themselves among them."""
    run: Mapping[str, Flow] = {**reading.flows, **reading.linked}
    found, todo = set(files), list(files)
    while todo:
        flow = run.get(todo.pop())
        new = set(_leads_to(flow, run)) - found if flow else set()
        found |= new
        todo += new
    return frozenset(found & run.keys())


def _leads_to(flow: Flow, run: Mapping[str, Flow]) -> Iterator[str]:
    """The files that steps of a flow lead to, or that it wants."""
    yield from (link.file for link in links(flow))
    for path in flow.wants:
        yield path
        if any(sign in path for sign in "*?["):
            yield from (file for file in run if fnmatchcase(file, path))


def _uses(flow: Flow, past: Past) -> bool:
    """Whether something that differs belongs to a flow: as a part of it, as a recording, or as the words of one."""
    folder = posixpath.dirname(past.inside(flow.file))
    changed = past.difference.had.keys() | past.difference.lacked
    if flow.texts and any(path.startswith(f"{folder}/" if folder else "") for path in changed):
        return True
    audio = {step.prompt.audio for step in flow.steps.values() if step.prompt and step.prompt.audio}
    if not audio:
        return False
    names = {posixpath.splitext(posixpath.basename(path))[0] for path in changed}
    return any(path.endswith(".txt") for path in changed) or any(name in each for each in audio for name in names if name)
