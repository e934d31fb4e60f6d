"""Files that are joined by `#include` are one dialplan."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.asterisk.dialplan import Context, Plan
from ivrlint.readers.asterisk.entries import named
from ivrlint.readers.wanted import Files

_MOST_NEIGHBOURS = 50


class Group(NamedTuple):
    """A dialplan, and the files that it was put together from."""

    plan: Plan
    files: Mapping[str, Plan]


def joined(plans: Mapping[str, Plan], wants: Mapping[str, Iterable[str]]) -> Iterator[Group]:
    """The dialplans of a run: one for each group of files that include one another.

    `wants` are the paths and patterns in the `#include` lines of each.
    """
    files = Files(plans)
    inside = {file: files.wanted(wants.get(file, ())) for file in plans}
    leader = {file: file for file in plans}

    def find(file: str) -> str:
        while leader[file] != file:
            leader[file] = leader[leader[file]]
            file = leader[file]
        return file

    for file in plans:
        for other in inside[file]:
            leader[find(other)] = find(file)
    groups = _groups(plans, find)
    for one, other in _neighbours(plans, groups):
        leader[find(other)] = find(one)
    groups = _groups(plans, find)
    for group in groups.values():
        yield Group(_merged([plans[file] for file in _order(group, inside)]), {file: plans[file] for file in group})


def _groups(plans: Mapping[str, Plan], find: Callable[[str], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for file in plans:
        groups.setdefault(find(file), []).append(file)
    return groups


def _neighbours(plans: Mapping[str, Plan], groups: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Dialplans of one folder that lead into one another, though no line joins them: the file that does is not at hand.

    Two that have a context of the same name belong to different machines.
    """
    folders: dict[str, list[str]] = {}
    for leader in groups:
        folders.setdefault(posixpath.dirname(leader), []).append(leader)
    for leaders in folders.values():
        if not 1 < len(leaders) <= _MOST_NEIGHBOURS:
            continue
        holders: dict[str, list[str]] = {}
        contexts = {leader: {name for file in groups[leader] for name in plans[file].contexts} for leader in leaders}
        for leader in leaders:
            for name in contexts[leader]:
                holders.setdefault(name, []).append(leader)
        for leader in leaders:
            for name in {name for file in groups[leader] for name in named(plans[file])}:
                others = holders.get(name, [])
                if len(others) == 1 and others[0] != leader and not contexts[leader] & contexts[others[0]]:
                    yield leader, others[0]


def _order(files: list[str], inside: Mapping[str, Iterable[str]]) -> list[str]:
    """Files in the order in which Asterisk comes to them: those that no other includes, each with what it includes behind it."""
    included = {other for file in files for other in inside[file] if other != file}
    order: dict[str, None] = {}
    todo = sorted(files, key=lambda file: file in included)[::-1]
    while todo:
        file = todo.pop()
        if file not in order:
            order[file] = None
            todo += reversed([*inside[file]])
    return list(order)


def _merged(plans: list[Plan]) -> Plan:
    """One dialplan of several; of two lines for the same priority the first counts."""
    if len(plans) == 1:
        return plans[0]
    result = Plan(plans[0].source)
    for plan in plans:
        result.whole = result.whole or plan.whole
        result.settings = {**plan.settings, **result.settings}
        result.values = {**plan.values, **result.values}
        for name, context in plan.contexts.items():
            there = result.contexts.get(name)
            result.contexts[name] = context if there is None else _together(there, context)
    return result


def _together(one: Context, two: Context) -> Context:
    both = Context(one.name, one.at, one.source, one.title or two.title, one.is_macro, one.parameters or two.parameters)
    for context in (one, two):
        for name, extension in context.extensions.items():
            own = both.extension(name, extension.at, extension.source)
            for line in extension.lines.values():
                own.add(line)
        both.includes += context.includes
        both.switches += context.switches
    return both
