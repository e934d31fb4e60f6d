"""One document as its author structured it: dialogs, their items, and what is inherited from the levels above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ivrlint.flow import Mark, Problem
from ivrlint.readers.positioned_xml import Comment, Element, Text
from ivrlint.readers.voicexml.speech import Piece

INPUTS = frozenset(("field", "record", "transfer", "subdialog", "object", "initial"))
ITEMS = INPUTS | {"block"}
HANDLERS = frozenset(("catch", "noinput", "nomatch", "help", "error"))
MOST_ITEMS = 1000
"""Items of one form that are read; no real form comes near."""

_AT_TOP = HANDLERS | {"form", "menu", "link", "meta", "metadata", "property", "script", "var", "data"}
_IN_FORM = ITEMS | HANDLERS | {"filled", "grammar", "dtmf", "link", "property", "script", "var", "data"}
_IN_MENU = HANDLERS | {"choice", "prompt", "property", "script", "audio", "enumerate", "value", "break"}
_EXECUTABLE = frozenset(
    [
        "assign",
        "clear",
        "disconnect",
        "exit",
        "foreach",
        "goto",
        "if",
        "log",
        "prompt",
        "reprompt",
        "return",
        "submit",
        "throw",
        "audio",
        "value",
        "enumerate",
        "break",
    ]
)
_OWN = _AT_TOP | _IN_FORM | _IN_MENU | _EXECUTABLE | {"option", "param", "elseif", "else"}
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
    properties: dict[str, str] = field(default_factory=dict)
    links: list[Element] = field(default_factory=list)
    able: dict[str, list[Catch]] = field(default_factory=dict, repr=False)

    def levels(self) -> Iterator[Scope]:
        """This level and all above it, from the inside out."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.above

    def property(self, name: str) -> str:
        """The value of a property, from the innermost level that sets it."""
        return next((scope.properties[name] for scope in self.levels() if name in scope.properties), "")

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
            self.properties[element.get("name").strip()] = element.get("value").strip()
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
        """The condition under which it is visited."""
        return "" if self.loose else self.element.get("cond").strip()


@dataclass(slots=True, eq=False)
class Dialog:
    """A form or a menu. `id` is empty where none is written; `loose` holds items that stand in no form."""

    id: str
    kind: str
    element: Element
    scope: Scope
    items: list[Item] = field(default_factory=list)
    filled: list[Element] = field(default_factory=list)
    grammars: list[Element] = field(default_factory=list)
    first: list[Piece] = field(default_factory=list)
    loose: bool = False


@dataclass(slots=True, eq=False)
class Document:
    """One document. `application` is the address of its root document; `nodes` counts what was made of it."""

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

    def foreign(self, element: Element) -> bool:
        """Whether an element belongs to another language than VoiceXML, as its prefix shows."""
        return element.tag.rpartition(":")[0] != self.prefix

    def mark(self, element: Element, attribute: str = "") -> Mark:
        """The place of an element, or of the value of its attribute."""
        return element.mark(self.file, attribute if attribute and element.get(attribute) else "")

    def complain(self, message: str, element: Element, attribute: str = "") -> None:
        """Add something that is wrong."""
        self.problems.append(Problem(message, self.mark(element, attribute)))


def document_of(root: Element, file: str, problems: list[Problem]) -> Document:
    """The document whose outermost element is `root`."""
    document = Document(file, root, Scope(None, file), problems)
    document.prefix = root.tag.rpartition(":")[0]
    document.application = root.get("application").strip()
    document.language = language(root.attributes.get("xml:lang") or root.attributes.get("lang") or "")
    _Reader(document).read()
    return document


def language(tag: str) -> str:
    """A language tag as it should be written: `en-us` is `en-US`."""
    found = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?\s*", tag)
    if not found:
        return ""
    return found[1].lower() + (f"-{found[2].upper()}" if found[2] else "")


def pieces(element: Element) -> list[Piece]:
    """What an element holds, without comments."""
    return [part for part in element.content if isinstance(part, Element | Text)]


class _Reader:
    """Sorts the elements of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: dict[str, Element] = {}

    def read(self) -> None:
        document = self.document
        loose: Dialog | None = None
        for child in document.root.children:
            name = "" if document.foreign(child) else child.name
            if name in ("form", "menu"):
                loose = None
                self.dialog(child)
            elif name in ITEMS or name in ("prompt", "audio", "goto", "throw", "exit", "disconnect", "submit", "if"):
                if loose is None:
                    loose = Dialog("", "form", child, Scope(document.scope, document.file), loose=True)
                    document.dialogs.append(loose)
                    document.complain(f"<{child.tag}> must stand in a form, not directly in <{document.root.tag}>", child)
                self.item(loose, child)
            elif name == "var":
                document.variables.setdefault(child.get("name").strip(), child)
            else:
                if name in _OWN and name not in _AT_TOP:
                    document.complain(f"<{child.tag}> must not stand directly in <{document.root.tag}>", child)
                document.scope.take(child, not name)

    def dialog(self, element: Element) -> None:
        """A form or a menu; others that stand inside are dialogs of their own."""
        todo = [element]
        while todo:
            element = todo.pop()
            inner = [child for child in element.children if child.name in ("form", "menu") and not self.document.foreign(child)]
            for child in inner:
                self.document.complain(f"<{child.tag}> must not stand in <{element.tag}>", child)
            todo += reversed(inner)
            self.one_dialog(element)

    def one_dialog(self, element: Element) -> None:
        document = self.document
        id_ = " ".join(element.get("id").split())
        if id_ and id_ in self.seen:
            document.complain(f'the id "{id_}" is taken by an earlier dialog (line {self.seen[id_].at[0]})', element, "id")
            id_ = ""
        elif id_:
            self.seen[id_] = element
        dialog = Dialog(id_, element.name, element, Scope(document.scope, document.file))
        document.dialogs.append(dialog)
        if element.name == "menu":
            self.menu(dialog)
        else:
            self.form(dialog)

    def menu(self, dialog: Dialog) -> None:
        """A menu is a form of one item."""
        document = self.document
        for child in dialog.element.children:
            name = "" if document.foreign(child) else child.name
            if name in _OWN and name not in _IN_MENU and name not in ("form", "menu"):
                document.complain(f"<{child.tag}> must not stand in a menu", child)
            dialog.scope.take(child, not name)
        content = [part for part in pieces(dialog.element) if not (isinstance(part, Element) and part.name in ("form", "menu"))]
        dialog.items.append(Item("menu", "", dialog.element, content, dialog.scope))

    def form(self, dialog: Dialog) -> None:
        document = self.document
        for child in dialog.element.content:
            if isinstance(child, Text):
                if child.text.strip():
                    self.loose(dialog, child)
                continue
            if isinstance(child, Comment):
                continue
            name = "" if document.foreign(child) else child.name
            if name in ITEMS:
                self.item(dialog, child)
            elif name in ("form", "menu", ""):
                if not name and child.attributes:  # something of a platform, or of a test, where an item would stand
                    continue
            elif name == "filled":
                dialog.filled.append(child)
            elif name in ("grammar", "dtmf"):
                dialog.grammars.append(child)
            elif name in ("var", "script", "data"):
                dialog.first.append(child)
            elif name in _EXECUTABLE:
                self.loose(dialog, child)
            else:
                if name in _OWN and name not in _IN_FORM:
                    document.complain(f"<{child.tag}> must not stand directly in a form", child)
                dialog.scope.take(child, False)

    def item(self, dialog: Dialog, element: Element) -> None:
        """One item; things that should stand in a block are taken as if they did."""
        document = self.document
        if len(dialog.items) >= MOST_ITEMS:
            if len(dialog.items) == MOST_ITEMS:
                document.complain(f"only the first {MOST_ITEMS} items of this form are read", element)
                dialog.items.append(Item("block", "", element, [], dialog.scope, MOST_ITEMS, loose=True))
            return
        if element.name not in ITEMS:
            self.loose(dialog, element)
            return
        scope = Scope(dialog.scope, document.file)
        if element.name != "block":
            for child in element.children:
                scope.take(child, document.foreign(child))
        name = element.get("name").strip()
        dialog.items.append(Item(element.name, name, element, pieces(element), scope, len(dialog.items)))

    def loose(self, dialog: Dialog, piece: Piece) -> None:
        """Words or actions that stand between the items of a form."""
        document = self.document
        last = dialog.items[-1] if dialog.items else None
        if last is not None and last.loose:
            last.content.append(piece)
            return
        element = piece if isinstance(piece, Element) else dialog.element
        if not dialog.loose:
            what = f"<{piece.tag}>" if isinstance(piece, Element) else "words"
            mark = piece.mark(document.file) if isinstance(piece, Element) else _mark(piece, document.file)
            document.problems.append(Problem(f"{what} must stand in a block, not directly in a form", mark))
        if len(dialog.items) < MOST_ITEMS:
            dialog.items.append(Item("block", "", element, [piece], dialog.scope, len(dialog.items), loose=True))


def _mark(piece: Text, file: str) -> Mark:
    before = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    line = piece.at[0] + before.count("\n")
    column = len(before) - before.rfind("\n") if "\n" in before else piece.at[1] + len(before)
    length = len(piece.text.lstrip().partition("\n")[0].rstrip())
    return Mark(file, line, column, line, column + max(length, 1))
