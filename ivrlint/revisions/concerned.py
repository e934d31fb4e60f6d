"""Which flows something that has changed may have changed for those who call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from fnmatch import fnmatchcase

from ivrlint.flow import Flow
from ivrlint.readers.desk import Reading
from ivrlint.readers.links import links
from ivrlint.revisions.past import Past


def concerned(now: Reading, then: Reading, past: Past, also: Callable[[str], bool]) -> frozenset[str]:
    """The flows, of those that were asked for, that differ, that others come to in another way, or that lead to what differs.

    They differ when their file does, or when something else makes another flow of it: a part, a recording, another file that it
    takes in. Leading counts at any distance. `also` says of further flows that they are concerned.
    """
    run: Mapping[str, Flow] = {**now.flows, **now.linked}
    before: Mapping[str, Flow] = {**then.flows, **then.linked}

    def differs(file: str, flow: Flow) -> bool:
        if past.differs(file) or also(file) or before.get(file) != flow:
            return True
        return now.entered.get(file) != then.entered.get(file) or (file in now.parts) != (file in then.parts)

    todo = [file for file, flow in run.items() if differs(file, flow)]
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
    return frozenset(found & now.flows.keys())


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
