"""What a form does, as nodes that lead to one another: the program that its items, handlers and actions are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ivrlint.flow import Mark, Prompt
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml.parts import Item


class Value(NamedTuple):
    """A variable that is given a value: the expression, and what it reads."""

    name: str
    value: str
    reads: tuple[str, ...]
    mark: Mark


@dataclass(slots=True, eq=False, kw_only=True)
class Node:
    """One thing that happens. `item` is the item whose doing it is, `role` what of it: an event, or nothing."""

    mark: Mark
    item: Item
    role: str = ""
    next: Node | None = None

    def exchange(self, by: Callable[[Node], Node]) -> None:
        """Let something else follow: what `by` gives for each node that follows."""
        self.next = by(self.next) if self.next else None

    def following(self) -> Iterator[Node]:
        """The nodes that may come next."""
        if self.next:
            yield self.next


@dataclass(slots=True, eq=False, kw_only=True)
class Say(Node):
    """Words are heard."""

    prompt: Prompt


@dataclass(slots=True, eq=False, kw_only=True)
class Give(Node):
    """Variables get values."""

    values: list[Value]
    hint: str


@dataclass(slots=True, eq=False, kw_only=True)
class Clear(Node):
    """Variables are forgotten, so that their items are visited again; no names are all of the form."""

    names: tuple[str, ...]


class Branch(NamedTuple):
    """One branch of a test."""

    cond: str
    mark: Mark
    head: Node


@dataclass(slots=True, eq=False, kw_only=True)
class Test(Node):
    """The document decides; `next` is where no branch applies."""

    branches: list[Branch] = field(default_factory=list)

    def exchange(self, by: Callable[[Node], Node]) -> None:
        """Let something else follow."""
        self.next = by(self.next) if self.next else None
        self.branches = [branch._replace(head=by(branch.head)) for branch in self.branches]

    def following(self) -> Iterator[Node]:
        """The nodes that may come next."""
        yield from (branch.head for branch in self.branches)
        if self.next:
            yield self.next


@dataclass(slots=True, eq=False, kw_only=True)
class Work(Node):
    """A system works."""

    service: str
    uses: tuple[str, ...]
    gives: tuple[str, ...]
    failed: Node | None = None

    def exchange(self, by: Callable[[Node], Node]) -> None:
        """Let something else follow."""
        self.next = by(self.next) if self.next else None
        self.failed = by(self.failed) if self.failed else None

    def following(self) -> Iterator[Node]:
        """The nodes that may come next."""
        yield from (node for node in (self.next, self.failed) if node)


@dataclass(slots=True, eq=False, kw_only=True)
class Leave(Node):
    """The form is left: `how` is goto, submit, exit, disconnect, return or nextitem, `to` where to, as written.

    `dynamic` says that this is decided in the call, `names` which variables leave with it.
    """

    how: str
    to: str = ""
    dynamic: bool = False
    names: tuple[str, ...] = ()


@dataclass(slots=True, eq=False, kw_only=True)
class Throw(Node):
    """An event is thrown; `next` is taken when nothing has to be caught."""

    event: str
    heads: list[Node] = field(default_factory=list)
    default: str = ""

    def exchange(self, by: Callable[[Node], Node]) -> None:
        """Let something else follow."""
        self.next = by(self.next) if self.next else None
        self.heads = [by(head) for head in self.heads]

    def following(self) -> Iterator[Node]:
        """The nodes that may come next."""
        yield from self.heads
        if self.next:
            yield self.next


@dataclass(slots=True, eq=False, kw_only=True)
class Select(Node):
    """The next item is looked for: the first that has no value yet and whose condition holds."""


@dataclass(slots=True, eq=False, kw_only=True)
class Call(Node):
    """An item is visited. `filled` comes after an answer; the handlers of an event are taken one after the other, by count."""

    filled: Node
    silence: list[Node] = field(default_factory=list)
    mistake: list[Node] = field(default_factory=list)
    failure: Node | None = None
    choices: list[tuple[Element, Node]] = field(default_factory=list)
    links: list[tuple[Element, Node]] = field(default_factory=list)

    def exchange(self, by: Callable[[Node], Node]) -> None:
        """Let something else follow."""
        self.filled = by(self.filled)
        self.silence = [by(head) for head in self.silence]
        self.mistake = [by(head) for head in self.mistake]
        self.failure = by(self.failure) if self.failure else None
        self.choices = [(element, by(head)) for element, head in self.choices]
        self.links = [(element, by(head)) for element, head in self.links]

    def following(self) -> Iterator[Node]:
        """The nodes that may come next."""
        yield from (self.filled, *self.silence, *self.mistake)
        yield from (head for _, head in (*self.choices, *self.links))
        if self.failure:
            yield self.failure


@dataclass(slots=True, eq=False, kw_only=True)
class Guard(Node):
    """Whether an item is visited is known only in the call."""


@dataclass(slots=True, eq=False, kw_only=True)
class Filled(Node):
    """What a form does once several items have got values: `body`, when all `needed` have."""

    needed: tuple[int, ...]
    body: Node

    def exchange(self, by: Callable[[Node], Node]) -> None:
        """Let something else follow."""
        self.next = by(self.next) if self.next else None
        self.body = by(self.body)

    def following(self) -> Iterator[Node]:
        """The nodes that may come next."""
        yield self.body
        if self.next:
            yield self.next


@dataclass(slots=True, eq=False, kw_only=True)
class Problematic(Node):
    """Something that is not known, as the elements of tests and of platforms."""

    what: str
    uses: tuple[str, ...] = ()


class Origin(NamedTuple):
    """Whose doing code is: the item, and the event that it handles, if any."""

    item: Item
    role: str = ""
