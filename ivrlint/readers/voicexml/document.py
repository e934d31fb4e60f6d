"""One document as its author structured it: dialogs, their items, and what is inherited from the levels above."""

from __future__ import annotations

import re

from ivrlint.flow import Mark, Problem
from ivrlint.readers.positioned_xml import Comment, Element, Text
from ivrlint.readers.voicexml.parts import HANDLERS, Dialog, Document, Item, Scope, language, pieces
from ivrlint.readers.voicexml.speech import Piece, disputed_recordings

INPUTS = frozenset(("field", "record", "transfer", "subdialog", "object", "initial"))
ITEMS = INPUTS | {"block"}
MOST_ITEMS = 1000
"""Items of one form that are read; no real form comes near."""

_AT_TOP = HANDLERS | {"form", "menu", "link", "meta", "metadata", "property", "script", "var", "data"}
_IN_FORM = ITEMS | HANDLERS | {"filled", "grammar", "dtmf", "link", "property", "script", "var", "data"}
_IN_MENU = HANDLERS | {"choice", "prompt", "property", "script", "audio", "enumerate", "value", "break"}
_EXECUTABLE = frozenset(
    re.findall(
        r"\S+",
        """
    assign clear disconnect exit foreach goto if log prompt reprompt return submit throw audio value enumerate
    break
    """,
    )
)
_OWN = _AT_TOP | _IN_FORM | _IN_MENU | _EXECUTABLE | {"option", "param", "elseif", "else"}


def document_of(root: Element, file: str, problems: list[Problem]) -> Document:
    """The document whose outermost element is `root`."""
    document = Document(file, root, Scope(None, file), problems)
    document.prefix = root.tag.rpartition(":")[0]
    document.application = root.get("application").strip()
    document.language = language(root.attributes.get("xml:lang") or root.attributes.get("lang") or "")
    document.disputed = disputed_recordings(root)
    _Reader(document).read()
    return document


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
            self.one_dialog(element).holds = bool(inner)

    def one_dialog(self, element: Element) -> Dialog:
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
        return dialog

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
            elif name in ("form", "menu", ""):  # a dialog of its own, or something of a platform or of a test
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
        if element.name == "block" and not element.get("cond") and any(_is_hidden(part, document) for part in element.children):
            self.split(dialog, element)
            return
        scope = Scope(dialog.scope, document.file)
        if element.name != "block":
            for child in element.children:
                scope.take(child, document.foreign(child))
        name = element.get("name").strip()
        dialog.items.append(Item(element.name, name, element, pieces(element), scope, len(dialog.items)))

    def split(self, dialog: Dialog, block: Element) -> None:
        """A block in which fields stand: what is before, between and behind them is a block each."""
        document = self.document
        name = block.get("name").strip()
        own = Item("block", name, block, [], Scope(dialog.scope, document.file), len(dialog.items))
        dialog.items.append(own)
        for part in pieces(block):
            if isinstance(part, Element) and _is_hidden(part, document):
                document.complain(f"<{part.tag}> must stand in a form, not among actions", part)
                self.item(dialog, part)
            elif dialog.items[-1] is own:
                own.content.append(part)
            elif len(dialog.items) < MOST_ITEMS and not (isinstance(part, Text) and not part.text.strip()):
                own = Item("block", "", block, [part], own.scope, len(dialog.items))
                dialog.items.append(own)

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


def _is_hidden(part: Piece, document: Document) -> bool:
    """Whether something in a block is an item that waits for the caller."""
    return isinstance(part, Element) and part.name in ("field", "record") and not document.foreign(part)


def _mark(piece: Text, file: str) -> Mark:
    before = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    line = piece.at[0] + before.count("\n")
    column = len(before) - before.rfind("\n") if "\n" in before else piece.at[1] + len(before)
    length = len(piece.text.lstrip().partition("\n")[0].rstrip())
    return Mark(file, line, column, line, column + max(length, 1))
