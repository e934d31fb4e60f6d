"""What the makers of steps share: the document's places, and the steps so far."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.flow import AnyStep, HangUp, Mark, Problem, Return, Target
from ivrlint.readers.swml.places import Landing, Place, Places
from ivrlint.readers.swml.script import MAIN, Position, Script, Section, Statement, read_script
from ivrlint.readers.tree import List, Map

Made = Iterator[AnyStep]


class Building:
    """The steps of a document while they are made."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.places = Places()
        self.steps: dict[str, AnyStep] = {}
        self.later: dict[str, Place] = {}

    def to(self, landing: Landing, where: Mark) -> Target:
        """The way to a step. Ends of sections, and parts of conditions, become steps when something leads there."""
        target = self.places.target(landing, where)
        if isinstance(landing, Place) and (landing.statement is None or landing.clause):
            self.later.setdefault(target.to, landing)
        return target

    def at(self, position: Position, returns: bool, where: Mark) -> Target:
        """The way to the step at a position."""
        return self.to(self.places.land(position, returns), where)

    def after(self, statement: Statement, returns: bool) -> Target:
        """The way to what follows a statement."""
        return self.at(statement.next, returns, statement.mark)

    def is_end(self, landing: Landing) -> bool:
        """Whether the call ends there, without another word."""
        if not isinstance(landing, Place) or landing.returns:
            return False
        return landing.statement is None or landing.statement.method in ("hangup", "return")

    def noticed(self, landing: Landing, where: Mark) -> Target | None:
        """The way to a step, unless the call merely ends there: such an end is a part of what stands before it."""
        if not self.is_end(landing):
            return self.to(landing, where)
        if isinstance(landing, Place):
            self.places.consumed.add(landing)
        return None

    def unless_over(self, landing: Landing, where: Mark) -> Target | None:
        """The way to a step; None where the document ends, which hangs up without a word about it."""
        over = isinstance(landing, Place) and landing.statement is None and not landing.returns
        return None if over else self.to(landing, where)

    def end(self, section: Section, returns: bool, name: str) -> AnyStep:
        """The end of a section: of the call, or of what was executed."""
        where = section.all[-1].mark if section.all else section.end
        return Return(name=name, mark=where) if returns else HangUp(name=name, mark=where)

    def inline(self, tree: object, prefix: str) -> Script | None:
        """A document inside this one: with `sections`, or a list of methods."""
        if isinstance(tree, List):
            sections = Map(tree.at)
            sections[MAIN] = tree
            sections.key_at[MAIN] = sections.value_at[MAIN] = tree.at
        else:
            inner = tree.get("sections") if isinstance(tree, Map) else None
            if not isinstance(inner, Map) or MAIN not in inner:
                return None
            sections = inner
        return read_script(sections, self.file, prefix, self.problems)
