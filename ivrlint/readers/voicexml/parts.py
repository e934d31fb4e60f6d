"""The parts of a document: what holds at a level of it, its dialogs and their items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ivrlint.flow import Mark, Problem
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.voicexml.speech import Piece

HANDLERS = frozenset(("catch", "noinput", "nomatch", "help", "error"))
_COUNT = re.compile(r"\s*(\d{1,4})\s*")


class Catch(NamedTuple):
    """A handler of events. No `events` are all events; `time` is from which time on it is taken."""

    events: tuple[str, ...]
    time: int
    cond: str
    element: Element
    file: str

    def catches(self, event: str) -> bool:
        """Whether it takes an event of this name: its own, or one that begins with it."""
        return not self.events or any(own in (".", event) or event.startswith(f"{own.rstrip('.')}.") for own in self.events)


@dataclass(slots=True, eq=False)
class Scope:
    """What holds at one level: handlers, properties and links, and the level above."""

    above: Scope | None
    file: str
    handlers: list[Catch] = field(default_factory=list)
    properties: dict[str, Element] = field(default_factory=dict)
    links: list[Element] = field(default_factory=list)
    able: dict[str, list[Catch]] = field(default_factory=dict, repr=False)

    def levels(self) -> Iterator[Scope]:
        """The level itself and all above it, from the inside out."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.above

    def property(self, name: str) -> str:
        """The value of a property, from the innermost level that sets it."""
        found = self.written(name)
        return found[0].get("value").strip() if found else ""

    def written(self, name: str) -> tuple[Element, str] | None:
        """The element that sets a property, of the innermost level that does, and its file."""
        return next(((scope.properties[name], scope.file) for scope in self.levels() if name in scope.properties), None)

    def take(self, element: Element, foreign: bool) -> None:
        """Take in what an element directly holds for this level."""
        if foreign:
            return
        if element.name in HANDLERS:
            own = element.get("event") if element.name == "catch" else element.name
            count = _COUNT.fullmatch(element.get("count") or "1")
            catch = Catch(tuple(own.split()), int(count[1]) if count else 1, element.get("cond"), element, self.file)
            self.handlers.append(catch)
        elif element.name == "property":
            self.properties[element.get("name").strip()] = element
        elif element.name == "link":
            self.links.append(element)


@dataclass(slots=True, eq=False)
class Item:
    """One item of a form. A block that was never written, around words that stand loose, has no `element` of its own."""

    kind: str
    name: str
    element: Element
    content: list[Piece]
    scope: Scope
    index: int = 0
    loose: bool = False

    @property
    def cond(self) -> str:
        """The condition under which it is visited; empty where it always is."""
        written = "" if self.loose else self.element.get("cond").strip()
        return "" if written == "true" else written


@dataclass(slots=True, eq=False)
class Dialog:
    """A form or a menu. `id` is empty where none is written; `loose` holds items that stand in no form.

    One that `holds` others, as none should, leads on to the first of them, which is the next dialog of the document.
    """

    id: str
    kind: str
    element: Element
    scope: Scope
    items: list[Item] = field(default_factory=list)
    filled: list[Element] = field(default_factory=list)
    grammars: list[Element] = field(default_factory=list)
    first: list[Piece] = field(default_factory=list)
    loose: bool = False
    holds: bool = False


@dataclass(slots=True, eq=False)
class Document:
    """One document. `application` is the address of its root document; `nodes` counts what was made of it.

    Of `disputed` recordings it is not known what they say, as their words are written twice and differ.
    """

    file: str
    root: Element
    scope: Scope
    problems: list[Problem]
    dialogs: list[Dialog] = field(default_factory=list)
    variables: dict[str, Element] = field(default_factory=dict)
    application: str = ""
    language: str = ""
    prefix: str = ""
    nodes: int = 0
    disputed: frozenset[str] = frozenset()

    def foreign(self, element: Element) -> bool:
        """Whether an element belongs to another language than VoiceXML, as its prefix shows."""
        return element.tag.rpartition(":")[0] != self.prefix

    def mark(self, element: Element, attribute: str = "") -> Mark:
        """The place of an element, or of the value of its attribute."""
        return element.mark(self.file, attribute if attribute and element.get(attribute) else "")

    def complain(self, message: str, element: Element, attribute: str = "") -> None:
        """Add something that is wrong."""
        self.problems.append(Problem(message, self.mark(element, attribute)))


def language(tag: str) -> str:
    """A language tag as it should be written: `en-us` is `en-US`."""
    found = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?\s*", tag)
    if not found:
        return ""
    return found[1].lower() + (f"-{found[2].upper()}" if found[2] else "")


def pieces(element: Element) -> list[Piece]:
    """What an element holds, without comments."""
    return [part for part in element.content if isinstance(part, Element | Text)]
