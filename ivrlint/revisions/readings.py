"""The flows as they are and as they were, both read in the company of all others of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import NamedTuple

from ivrlint import readers
from ivrlint.flow import Flow, Refusal
from ivrlint.readers.content import content, content_of_flow
from ivrlint.readers.desk import Desk, Reading
from ivrlint.readers.files import take_paths
from ivrlint.readers.folders import PassedOver
from ivrlint.revisions.concerned import concerned, led_to_by
from ivrlint.revisions.past import Past


class Readings(NamedTuple):
    """What was read `now`, and `then`; `names` are those of now for the flows that had another name then."""

    now: Reading
    then: Reading
    names: Mapping[str, str]


def readings(
    paths: Sequence[str], past: Past, *, only_flows: bool, format_: str, passed_over: PassedOver, also: Callable[[str], bool]
) -> Readings:
    """What the paths mean, now and then, but of flows only those that something has changed for.

    `also` says of further flows that they are to be looked at.
    """
    read = _Once()
    desk = Desk(only_flows=only_flows, format_=format_, read=read)
    take_paths(desk, paths, None, passed_over)
    now = desk.reading()
    desk = Desk(only_flows=not format_, format_=format_, ask=past.ask, read=read)
    then_named = {file: name for file in now.flows if (name := past.name_then(file))}
    gone = [name for name in _gone(paths, past) if not passed_over(name, False, False)]
    for name in dict.fromkeys((*then_named.values(), *gone)):
        data = past.ask(content if format_ else content_of_flow, name)
        if isinstance(data, bytes):
            desk.take(name, data, named=False, only_flows=not format_)
    then = desk.reading()
    names = {name: file for file, name in then_named.items() if name != file}
    wanted = {*concerned(now, past, also), *(names.get(name, name) for name in concerned(then, past))} & now.flows.keys()
    old = {then_named[file] for file in wanted if file in then_named}.union(gone)
    return Readings(_only(now, wanted), _only(then, old), names)


def _only(reading: Reading, files: set[str]) -> Reading:
    """The reading as if only these files had been asked for, which still know all others."""
    known = led_to_by(files & reading.flows.keys(), reading)
    everything = {**reading.flows, **reading.linked}
    return replace(
        reading,
        flows={file: flow for file, flow in reading.flows.items() if file in files},
        linked={file: flow for file, flow in everything.items() if file in known - files},
        remarks=tuple(remark for remark in reading.remarks if remark.mark.file in files),
    )


def _gone(paths: Sequence[str], past: Past) -> Iterator[str]:
    """The names of the files that the paths would mean, if they were still there."""
    there = [(past.inside(path), path) for path in paths]
    for gone in past.gone():
        for inside, path in there:
            if inside in (".", gone) or gone.startswith(f"{inside}/") or fnmatchcase(gone, inside):
                below = gone.removeprefix("" if inside == "." else inside)
                if not any(part.startswith(".") for part in below.split("/")):
                    yield past.named(gone, path)
                break


class _Once:
    """Makes a flow of each content once; a flow that looks at files beside it is made anew each time."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bytes, str], Flow | Refusal] = {}

    def __call__(self, data: bytes, file: str, format_: str, below: Callable[[], Mapping[str, bytes]]) -> Flow | Refusal:
        key = (file, data, format_)
        if key in self._known:
            return self._known[key]
        asked: list[bool] = []

        def noted() -> Mapping[str, bytes]:
            asked.append(True)
            return below()

        flow = readers.read(data, file, format_, noted)
        if not asked:
            self._known[key] = flow
        return flow
