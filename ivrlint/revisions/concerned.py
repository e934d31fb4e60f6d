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
    uses = _Uses(past)
    todo = [file for file in reading.flows if past.is_unknown(file)]
    todo += [file for file, flow in run.items() if past.differs(file) or also(file) or uses.something(flow)]
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


def all_led_to(reading: Reading) -> frozenset[str]:
    """All files, also such that are no flows, that the flows lead to and those that they lead to."""
    run: Mapping[str, Flow] = {**reading.flows, **reading.linked}
    return frozenset(file for flow in run.values() for file in _leads_to(flow, run))


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


class _Uses:
    """Which flows something that differs belongs to: as a part of them, as a recording, or as the words of one."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._names = {posixpath.splitext(posixpath.basename(path))[0] for path in past.changed}
        self._words = any(path.endswith(".txt") for path in past.changed)

    def something(self, flow: Flow) -> bool:
        """Whether something of this flow differs, or may."""
        if flow.texts:
            folder = posixpath.dirname(self._past.inside(flow.file))
            if any(path.startswith(f"{folder}/" if folder else "") for path in self._past.changed):
                return True
        recordings = [
            posixpath.basename(part.strip())
            for step in flow.steps.values()
            if step.prompt and step.prompt.audio
            for part in step.prompt.audio.split(" & ")
        ]
        return any(self._words or not self._names.isdisjoint((name, posixpath.splitext(name)[0])) for name in recordings)
