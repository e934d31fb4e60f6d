"""A dialplan as it is written: contexts, extensions, priorities. The same for extensions.conf and AEL."""

from __future__ import annotations

from dataclasses import dataclass, field

from ivrlint.flow import Problem
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.asterisk.source import Source


class Line(NamedTuple):
    """One priority: an application with its arguments.

    `at` is where the application is written, `end` where its call ends, `args_at` where the arguments begin and `exten_at` where
    the line begins. `said` are the words of a comment behind it that may be what the caller hears.
    """

    priority: int
    label: str
    app: str
    args: str
    at: int
    end: int
    args_at: int
    exten_at: int
    source: Source
    note: str = ""
    said: str = ""


@dataclass(slots=True, eq=False)
class Extension:
    """A number, a name or a pattern (which begins with `_`) of a context, with its priorities."""

    name: str
    at: int
    source: Source
    lines: dict[int, Line] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        """One more priority; of two with the same number Asterisk keeps the first."""
        if line.priority not in self.lines:
            self.lines[line.priority] = line
            if line.label:
                self.labels.setdefault(line.label, line.priority)


class Include(NamedTuple):
    """Another context whose extensions count too, perhaps only at certain times."""

    name: str
    times: str
    at: int
    source: Source


@dataclass(slots=True, eq=False)
class Context:
    """A context. `switches` says that another source is asked at run time, `title` is the comment behind its name.

    A macro of AEL has names for its arguments: `parameters`.
    """

    name: str
    at: int
    source: Source
    title: str = ""
    is_macro: bool = False
    parameters: tuple[str, ...] = ()
    extensions: dict[str, Extension] = field(default_factory=dict)
    includes: list[Include] = field(default_factory=list)
    switches: list[str] = field(default_factory=list)

    def extension(self, name: str, at: int, source: Source) -> Extension:
        """The extension of this name, made if there is none."""
        found = self.extensions.get(name)
        if found is None:
            found = self.extensions[name] = Extension(name, at, source)
        return found


@dataclass(slots=True, eq=False)
class Plan:
    """All that one file holds, or several that are joined by `#include`.

    `files` are the names in `#include` lines, `settings` what stands in `[general]`, `values` in `[globals]`.
    `whole` says that it has the sections of a main file, so that what it does not hold is nowhere.
    """

    source: Source
    contexts: dict[str, Context] = field(default_factory=dict)
    files: list[tuple[str, int]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    whole: bool = False

    def context(self, name: str, at: int, source: Source) -> Context:
        """The context of this name, made if there is none."""
        found = self.contexts.get(name)
        if found is None:
            found = self.contexts[name] = Context(name, at, source)
        return found
