"""What a call is doing at a place of the dialplan, and the ways on from there, before they become steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ivrlint.flow import Mark, Prompt
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.asterisk.dialplan import Context, Extension, Line

THEN, FIRST, SECOND = 0, 1, 2
"""Which part of a line runs: all of it, or one of the two applications inside an ExecIf."""


class Key(NamedTuple):
    """A place in the dialplan, and what matters of the call's history.

    `exten` is what was dialled, a pattern where that may be many numbers. `known` are values that later lines ask for; `frame` is
    the number of the subroutine call that the call is in, 0 for none.
    """

    context: str
    exten: str
    priority: int = 1
    part: int = THEN
    known: tuple[tuple[str, str], ...] = ()
    frame: int = 0


class Nowhere(NamedTuple):
    """A place that does not exist, as it is written."""

    name: str


class Frame(NamedTuple):
    """A subroutine call: its arguments, where it goes on afterwards, and the call that it was made in.

    `back` is None in a copy that several places share; there a step of its own returns.
    """

    is_macro: bool
    arguments: tuple[str, ...]
    back: Key | None
    above: int
    depth: int
    label: str


class Place(NamedTuple):
    """A key with the line that it names, and the extension and context in which that stands."""

    key: Key
    context: Context
    extension: Extension
    line: Line


@dataclass(slots=True, eq=False)
class Way:
    """One way on: which exit it is, its label, and where to: a key, later the number of a node; None when nowhere."""

    exit: str
    to: Key | Nowhere | int | None
    mark: Mark
    label: str = ""
    details: Any = None


@dataclass(slots=True, eq=False)
class Node:
    """One thing that a caller goes through, or that the system does.

    `keys` are the places from which a call comes here without anything happening. `later` finds ways that cannot be found before
    this node is known.
    """

    kind: str
    key: Key
    mark: Mark
    extension: Extension | None = None
    line: Line | None = None
    prompts: list[Prompt] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    interrupts: bool = False
    word: str = ""
    keys: list[Key] = field(default_factory=list)
    later: Callable[[Any, Node], None] | None = None

    def way(self, exit_: str) -> Way | None:
        """The way of this name, if there is one."""
        return next((way for way in self.ways if way.exit == exit_), None)
