"""The flows as they are and as they were, both read in the company of all others of the run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence

from ivrlint import readers
from ivrlint.flow import Flow, Refusal, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.content import HEAD, content
from ivrlint.readers.desk import Desk, Reading
from ivrlint.readers.files import take_paths
from ivrlint.readers.folders import PassedOver
from ivrlint.revisions.concerned import all_led_to, concerned, led_to_by
from ivrlint.revisions.meant import Meant
from ivrlint.revisions.past import Past


class Readings(NamedTuple):
    """What was read `now`, and `then`, there with all flows that the calls of now come to.

    `names` are those of now for the files that had another name then.
    """

    now: Reading
    then: Reading
    names: Mapping[str, str]


def readings(
    paths: Sequence[str], past: Past, *, only_flows: bool, format_: str, passed_over: PassedOver, also: Callable[[str], bool]
) -> Readings:
    """What the paths mean, now and then, but of flows only those that something has changed for.

    `also` says of further flows that they are to be looked at. What could not be read then either is no problem of now.
    """
    read = _Once()
    desk = Desk(only_flows=only_flows, format_=format_, read=read)
    take_paths(desk, paths, None, passed_over)
    known = {problem.file for problem in desk.problems if past.is_same(problem.file)}
    now, taken = desk.reading(), desk.flows
    # Also files of which no flow came when all were linked: others were made with them.
    then_named = {file: name for file in (*taken, *now.linked) if (name := past.name_then(file))}
    desk = Desk(only_flows=not format_, format_=format_, ask=past.ask, read=read)
    meant = Meant(paths, past)
    gone = dict(_gone(past, meant, passed_over, {past.inside(file) for file in (*taken, *then_named.values())}))
    for name in meant.in_order(then_named, gone):
        data = past.content(gone[name]) if name in gone else past.ask(content, name)
        if name not in gone or format_ or readers.recognised(data[:HEAD]):
            desk.take(name, data, named=False, only_flows=not format_)
    then = desk.reading()
    names = {past.named(name, path): past.named(file, path) for file, name in past.difference.former.items() for path in paths}
    wanted = concerned(now, then, past, also)
    led_to = led_to_by(wanted, now)
    there = now.flows.keys() | now.linked.keys()
    old = {name for file, name in then_named.items() if file in led_to or file not in there}.union(gone)
    no_flows = {file for file in desk.flows if file not in then.flows}
    known |= {problem.file for problem in then.problems if past.is_same(problem.file)}
    known |= {problem.file for problem in now.problems if problem.file in no_flows and past.is_same(problem.file)}
    known -= all_led_to(now) - all_led_to(then)
    problems = tuple(problem for problem in now.problems if problem.file not in known)
    return Readings(replace(_only(now, wanted), problems=problems), _only(then, old), names)


def _only(reading: Reading, files: Collection[str]) -> Reading:
    """The reading as if only these files had been asked for, which still know all others."""
    known = led_to_by(reading.flows.keys() & files, reading)
    everything = {**reading.flows, **reading.linked}
    return replace(
        reading,
        flows={file: flow for file, flow in reading.flows.items() if file in files},
        linked={file: flow for file, flow in everything.items() if file in known and file not in files},
        remarks=tuple(remark for remark in reading.remarks if remark.mark.file in files),
    )


def _gone(past: Past, meant: Meant, passed_over: PassedOver, taken: Container[str]) -> Iterator[tuple[str, str]]:
    """The files that the paths meant, and that are gone or no flows any more: by the names of findings, and of the repository.

    Those that are `taken` already are named as the repository does.
    """
    for gone in past.difference.had:
        name = None if gone in taken else meant.name(gone)
        if name is not None and not passed_over(name, False, False):
            yield name, gone


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
