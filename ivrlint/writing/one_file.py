"""A flow with all steps of other files that it leads to, as one file that leads to no other."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from typing import Any

from ivrlint.flow import AnyStep, Case, Flow, Handler, Option, Target, fields, replace
from ivrlint.graph import Graph, connect
from ivrlint.writing.free_names import FreeNames
from ivrlint.writing.remarks import Remarks

_FILES = (".yaml", ".yml", ".json")


def in_one_file(flow: Flow, entered: Collection[str], remarks: Remarks) -> Flow:
    """The flow with the steps of other files beside its own, each under the name that the graph gives it.

    `entered` are those of its steps that other files of the run lead to.
    """
    graph = connect(flow)
    names = _names(graph, remarks)
    mover = _Mover(graph, names)
    shared = _shared(graph, entered)
    steps = {name: replace(mover.moved(node), shared=node in shared) for node, name in enumerate(names)}
    own = dict(zip(graph.names, names, strict=True))
    for entry in flow.entries:
        if entry.start not in flow.steps:
            remarks.add("entries", f'the way in "{entry.name}" is left out, as its first step "{entry.start}" does not exist')
    entries = tuple(entry._replace(start=own[entry.start]) for entry in flow.entries if entry.start in flow.steps)
    return replace(flow, steps=steps, entries=entries, others={})


def _shared(graph: Graph, entered: Collection[str]) -> set[int]:
    """The steps that other flows lead to, and those of other files. With one way in, what comes after such a step is as well."""
    several = len(graph.flow.entries) > 1
    shared: set[int] = set()
    behind: set[int] = set()
    for node, name in enumerate(graph.names):
        others = name in entered or graph.others_lead_to(node)
        if not others or (node in behind and not several and not graph.steps[node].shared):
            continue
        shared.add(node)
        todo = [node]
        while todo:
            fresh = {graph.head[e] for e in graph.out[todo.pop()]} - behind
            behind |= fresh
            todo += fresh
    return shared


def _names(graph: Graph, remarks: Remarks) -> list[str]:
    """The name of each step in the new file: its own, unless the native format has no such names."""
    free = FreeNames(graph.names)
    names: list[str] = []
    for name in graph.names:
        new = " ".join(name.split()) if name != name.strip() or "\n" in name or "\r" in name else name
        if not new or new == "<<" or new.endswith(_FILES):
            new = f"({new})"
        new = free.give(name, new)
        if new != name:
            remarks.add("renamed", f'the step "{name}" is called "{new}" here')
        names.append(new)
    return names


class _Mover:
    """Gives steps their new names and targets."""

    def __init__(self, graph: Graph, names: list[str]) -> None:
        self.graph = graph
        self.names = names
        self.free = FreeNames(names)
        self.missing: dict[str, str] = {}

    def moved(self, node: int) -> AnyStep:
        """A step under its new name, whose targets are steps of this file."""
        step: Any = self.graph.steps[node]
        changes: dict[str, Any] = {"name": self.names[node]}
        for part in fields(step):
            value = getattr(step, part.name)
            if isinstance(value, Target):
                changes[part.name] = self._target(node, value)
            elif isinstance(value, Handler):
                changes[part.name] = value._replace(then=self._target(node, value.then))
            elif isinstance(value, tuple) and value and isinstance(value[0], Option | Case):
                changes[part.name] = tuple(each._replace(target=self._target(node, each.target)) for each in value)
        moved: AnyStep = replace(step, **changes)
        return moved

    def _target(self, node: int, target: Target | None) -> Target | None:
        if target is None:
            return None
        found = self.graph.find(node, target)
        return Target(self._nowhere(node, target) if found is None else self.names[found], target.mark)

    def _nowhere(self, node: int, target: Target) -> str:
        """A name for a step that does not exist: the one that is written, unless this file has such a step."""
        file = target.file or self.graph.files[node]
        name = target.to or posixpath.basename(file)
        if name not in self.missing:
            self.missing[name] = self.free.give("", name)
        return self.missing[name]
