"""A flow of Architect before it is made of steps: what both of its written forms have in common.

Actions are numbered; a way leads to the number of an action, or to None, which is the end of the task.
Kinds of actions, outputs and values have the names that Archy gives them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ivrlint.flow import Mark, Problem
from ivrlint.flow.tuples import NamedTuple

TASK, MENU = "task", "menu"

LEADS_ON = frozenset(
    {"jumpToTask", "jumpToMenu", "subMenu", "loopNext", "loopExit", "endTask", "repeatMenu", "endFlow", "endState"}
)
"""Kinds of actions that are no steps, only ways to other ones."""

Way = int | None
"""Where an action leads: the number of the next one, or None at the end of the task."""


class Value(NamedTuple):
    """One setting: a constant (`lit`), an expression (`exp`), a variable (`var`), or nothing (empty). Durations are seconds."""

    kind: str
    text: str
    mark: Mark


class Words(NamedTuple):
    """What is played: words (`tts`), an expression (`exp`), or a recorded prompt (`prompt`)."""

    kind: str
    text: str
    mark: Mark
    barge_in: bool = True


class Ref(NamedTuple):
    """A task or a menu by its key."""

    kind: str
    key: str
    mark: Mark


class Given(NamedTuple):
    """A variable or an attribute that gets a value; `reads` are the names in it."""

    name: str
    value: str
    reads: tuple[str, ...]
    mark: Mark


@dataclass(slots=True, eq=False, kw_only=True)
class Action:
    """One action of a task, or what a choice of a menu does.

    `place` says where it stands, to tell it from others of the same name; `inside` is the action in whose output it stands,
    and the label of that. `outputs` are its ways by label, each led on to
    what follows; `next` is what follows when no output is taken. `loop` is the number of the loop around it.
    `reads` and `gives` are the names of its inputs and outputs, `tests` what each case of a switch looks at.
    """

    kind: str
    name: str
    mark: Mark
    place: str
    task: Task | None
    inside: tuple[int, str] | None = None
    values: dict[str, Value] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    sets: tuple[Given, ...] = ()
    outputs: dict[str, Way] = field(default_factory=dict)
    output_marks: dict[str, Mark] = field(default_factory=dict)
    tests: dict[str, str] = field(default_factory=dict)
    next: Way = None
    loop: Way = None
    ref: Ref | None = None
    menu: Menu | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Task:
    """A list of actions. `kind` is `task`, `inline` (of a menu's choice), or `queue` (what callers hear while they wait)."""

    key: str
    name: str
    mark: Mark
    kind: str = TASK
    first: Way = None
    called: bool = False


class Choice(NamedTuple):
    """One choice of a menu and what it does. `everywhere` and `said_everywhere`: it can be chosen from every menu."""

    id: str
    key: str
    name: str
    phrases: tuple[str, ...]
    mark: Mark
    action: int
    everywhere: bool = False
    said_everywhere: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Menu:
    """A menu. `default` is the choice that is taken when the repeats are used up; None means as the flow has it."""

    key: str
    name: str
    mark: Mark
    words: Words | None = None
    choices: list[Choice] = field(default_factory=list)
    default: tuple[str, Mark] | None = None
    timeout: float | None = None
    repeats: int | None = None
    extensions: bool | None = None
    delay: float | None = None
    parent: Menu | None = None


class Trouble(NamedTuple):
    """What the flow does when something goes wrong: hang up, a queue, a menu or a task, and what it says before."""

    kind: str
    mark: Mark
    words: Words | None = None
    queue: Value | None = None
    ref: Ref | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Draft:
    """One file: its tasks and menus by key, its actions by number, and the settings that all of them share."""

    file: str
    kind: str
    mark: Mark
    name: str = ""
    language: str = ""
    start: Ref | None = None
    greeting: Words | None = None
    trouble: Trouble | None = None
    actions: list[Action] = field(default_factory=list)
    tasks: dict[str, Task] = field(default_factory=dict)
    menus: dict[str, Menu] = field(default_factory=dict)
    timeout: float = 10.0
    repeats: int = 3
    extensions: bool = True
    delay: float = 1.0
    entry_wait: float = 5.0
    hold: Words | None = None
    problems: list[Problem] = field(default_factory=list)
    spelling: dict[str, str] = field(default_factory=dict)

    def complain(self, message: str, mark: Mark) -> None:
        """Add something that is wrong with the file."""
        self.problems.append(Problem(message, mark))

    def called(self, name: str) -> str:
        """A variable as it is spelt where it was first met: Architect does not tell capitals from small letters."""
        return self.spelling.setdefault(name.lower(), name)


Places = Callable[[tuple[int, int, int, int]], Mark]
"""From a place in the tree to its mark in the file."""
