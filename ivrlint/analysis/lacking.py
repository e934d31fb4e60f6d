"""Names that a step lacks: of those that it reads and that may not be known there, the ones that callers will miss.

The words of a step lack each of them. A system lacks what a collect enters and what a system gives; what steps only `set` it can
do without: it is set on the ways on which it matters, or for the next round. A `set` lacks a name of which it makes one that is
*needed*: one that words read, that a system, another flow or a step that is not known uses, that a transfer dials, or of which a
`set` makes one that is needed. What nothing but checks asks about, and what a mailbox gets, is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.flow import AnyStep, Collect, Run, Set, Transfer, Unknown, Visit
from ivrlint.graph import Graph


class Lacking:
    """What the steps of a graph lack."""

    def __init__(self, graph: Graph) -> None:
        self._steps = graph.steps
        self._given: frozenset[str] | None = None
        self._needed: frozenset[str] | None = None

    def of(self, node: int, unset: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that may not be known at a step which it lacks."""
        step = self._steps[node]
        if not isinstance(step, Run | Set):
            return tuple(unset)
        said = set(step.prompt.reads) if step.prompt else set()
        if isinstance(step, Run):
            return tuple(name for name in unset if name in said or name in self.given)
        made = {read for value in step.values if value.name in self.needed for read in value.reads}
        return tuple(name for name in unset if name in said or name in made)

    @property
    def given(self) -> frozenset[str]:
        """Names that a collect enters or a system gives."""
        if self._given is None:
            entered = {step.variable for step in self._steps if isinstance(step, Collect)}
            self._given = frozenset(entered.union(*(step.gives for step in self._steps if isinstance(step, Run))))
        return self._given

    @property
    def needed(self) -> frozenset[str]:
        """Names that some step cannot do without."""
        if self._needed is None:
            self._needed = _needed(self._steps)
        return self._needed


def _needed(steps: Iterable[AnyStep]) -> frozenset[str]:
    found: set[str] = set()
    made_of: dict[str, set[str]] = {}
    for step in steps:
        if step.prompt:
            found.update(step.prompt.reads)
        if isinstance(step, Run | Unknown):
            found.update(step.uses)
        elif isinstance(step, Visit):
            found.update(step.passes)
        elif isinstance(step, Transfer):
            found.update(step.dials)
        elif isinstance(step, Set):
            for value in step.values:
                made_of.setdefault(value.name, set()).update(value.reads)
    todo = list(found)
    while todo:
        new = made_of.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return frozenset(found)
