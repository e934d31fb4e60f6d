"""From one file of menus to another: the targets `other.yaml` and `other.yaml#step`."""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from ivrlint.exits import exits_of
from ivrlint.flow import AnyStep, Flow, Mark, Target, Unknown, Visit, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.circles import circles, come_to

_SUFFIXES = (".yaml", ".yml", ".json")


class Link(NamedTuple):
    """A way into another file: its path, seen from where ivrlint runs, and the step, empty for its start.

    A file that belongs to a flow, though no step leads there, has no mark.
    """

    file: str
    step: str
    mark: Mark | None


def targets(flow: Flow) -> Iterator[Target]:
    """All targets that a flow names, in the order of its steps."""
    return targets_of(flow.steps.values())


def targets_of(steps: Iterable[AnyStep]) -> Iterator[Target]:
    """All targets that some steps name."""
    for step in steps:
        for _, _, target, _ in exits_of(step):
            if target is not None:
                yield target
        if isinstance(step, Visit) and step.flow is not None and step.next is not None:
            yield step.next


def links(flow: Flow) -> Iterator[Link]:
    """The targets of a flow that lie in other files."""
    folder, steps = posixpath.dirname(flow.file), flow.steps
    for target in targets(flow):
        if target.to in steps and not target.file:
            continue
        if target.file:
            if target.file != flow.file:
                yield Link(target.file, target.to, target.mark)
            continue
        path, hash_, step = target.to.partition("#")
        if path and (hash_ or path.endswith(_SUFFIXES)):
            file = posixpath.normpath(posixpath.join(folder, path))
            if file != flow.file:
                yield Link(file, step, target.mark)


def follow(
    flows: Mapping[str, Flow],
    read: Callable[[Link], Flow | None],
    matching: Callable[[str], Iterable[str]] = lambda path: (path,),
) -> Mapping[str, Flow]:
    """The flows that `flows` lead to, at any distance, and that are not among them; `read` is asked once a file.

    `matching` gives the files that a wanted path with `*` or the like in it stands for.
    """
    found: dict[str, Flow] = {}
    asked = set(flows)
    todo = deque(flows.values())
    while todo:
        flow = todo.popleft()
        wanted = (Link(file, "", None) for path in flow.wants for file in matching(path))
        for link in (*links(flow), *wanted):
            if link.file in asked:
                continue
            asked.add(link.file)
            other = read(link)
            if other is not None:
                found[link.file] = other
                todo.append(other)
    return found


def entered(flows: Mapping[str, Flow]) -> Mapping[str, frozenset[str]]:
    """For each file the names of its steps that other files lead to."""
    result: dict[str, set[str]] = {}
    for flow in flows.values() if len(flows) > 1 else ():
        for file, step, _ in links(flow):
            there = flows.get(file)
            if there is None:
                continue
            name = step or (there.entries[0].start if there.entries else "")
            if name in there.steps:
                result.setdefault(file, set()).add(name)
    return {file: frozenset(names) for file, names in result.items()}


def parts(flows: Mapping[str, Flow]) -> frozenset[str]:
    """The files to which calls come from other files of the run, and never the other way round: parts of a larger flow."""
    if len(flows) == 1:
        return frozenset()
    leads_to = {file: {link.file for link in links(flow)} & flows.keys() for file, flow in flows.items()}
    circle = circles(leads_to)
    parts = come_to(leads_to, circle)
    return frozenset(file for file in flows if circle[file] in parts)


def alone(flow: Flow) -> Flow:
    """The flow with everything in other files unknown."""
    there: dict[str, dict[str, AnyStep]] = {}
    for file, step, mark in links(flow):
        known = flow.others.get(file)
        name = step or (known.entries[0].start if known and known.entries else "")
        if known is not None and name in known.steps and mark is not None:
            there.setdefault(file, {})[name] = Unknown(name=name, mark=known.steps[name].mark, what=file)
    return replace(flow, others={file: replace(flow.others[file], steps=steps) for file, steps in there.items()})
