"""Which step defines, reads and passes which names."""

from __future__ import annotations

from ivrlint.exits import CASE, ENTRY
from ivrlint.flow import AnyStep, Check, Collect, Message, Run, Set, Transfer, Unknown, Visit
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph


class Names(NamedTuple):
    """Names by node (`reads`, `passes`) and by exit (`sets`); `defined` holds every name that some step defines.

    `made_of` says for each name that is made of others what these are, itself included, whatever the order of steps.
    """

    defined: frozenset[str]
    reads: dict[int, set[str]]
    passes: dict[int, set[str]]
    sets: dict[int, set[str]]
    made_of: dict[str, set[str]]


def names_of(graph: Graph) -> Names:
    """All names of a graph. Reading happens on arrival, defining on the way out."""
    reads: dict[int, set[str]] = {}
    passes: dict[int, set[str]] = {}
    sets: dict[int, set[str]] = {}
    for node, step in enumerate(graph.steps):
        read = _reads(step)
        if read:
            reads[node] = read
        if isinstance(step, Transfer) and step.passes:
            passes[node] = set(step.passes)
        defines, by = _defines(step)
        for exit_ in graph.out[node] if defines else ():
            if not by or graph.how[exit_] is by:
                sets[exit_] = defines
    defined = frozenset(name for step in graph.steps for name in _defines(step)[0])
    return Names(defined, reads, passes, sets, _made_of(graph))


def chosen_checks(graph: Graph, names: Names) -> frozenset[int]:
    """The checks that ask about nothing but choices of the caller: all they use was entered in collects of the kind `choice`.

    Values that steps set of nothing else, and values that are written in the flow, may stand beside them or for them.
    """
    choices: set[str] = set()
    others: set[str] = set()
    for step in graph.steps:
        if isinstance(step, Collect):
            (choices if step.what == "choice" else others).add(step.variable)
        elif isinstance(step, Run):
            others.update(step.gives)
    if not choices:
        return frozenset()
    own = names.defined - others

    def chosen(name: str) -> bool:
        origins = names.made_of.get(name, {name})
        return origins <= own and not origins.isdisjoint(choices)

    return frozenset(
        node
        for node, step in enumerate(graph.steps)
        if isinstance(step, Check) and step.asks != "hours" and step.uses and all(chosen(name) for name in step.uses)
    )


def _reads(step: AnyStep) -> set[str]:
    names = set(step.prompt.reads) if step.prompt else set()
    if isinstance(step, Run | Check | Unknown):
        names.update(step.uses)
    elif isinstance(step, Set):
        names.update(name for value in step.values for name in value.reads)
    elif isinstance(step, Visit | Message):
        names.update(step.passes)
    return names


def _defines(step: AnyStep) -> tuple[set[str], str]:
    """The names that a step defines, and who must take its exit for that (empty: anybody)."""
    if isinstance(step, Collect):
        return {step.variable}, ENTRY
    if isinstance(step, Run):
        return set(step.gives), CASE
    if isinstance(step, Set):
        return {value.name for value in step.values}, ""
    return set(), ""


def _made_of(graph: Graph) -> dict[str, set[str]]:
    parents: dict[str, set[str]] = {}
    for step in graph.steps:
        if isinstance(step, Run):
            for name in step.gives:
                parents.setdefault(name, set()).update(step.uses)
        elif isinstance(step, Set):
            for value in step.values:
                parents.setdefault(value.name, set()).update(value.reads)
    closed = {name: {name} | made_of for name, made_of in parents.items()}
    children: dict[str, set[str]] = {}
    for name, made_of in parents.items():
        for parent in made_of:
            children.setdefault(parent, set()).add(name)
    todo = list(parents)
    while todo:
        name = todo.pop()
        for child in children.get(name, ()):
            if not closed[name] <= closed[child]:
                closed[child] |= closed[name]
                todo.append(child)
    return closed
