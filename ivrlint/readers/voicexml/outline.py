"""What other documents need to know of one before its steps are written: the names of its dialogs, and where it begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.names import Names
from ivrlint.readers.voicexml.parts import Dialog, Document


class Outline(NamedTuple):
    """The names of the steps that the dialogs of a document begin with, and of its first step.

    `values` are the variables (name, declaration, file) that have a value from the beginning and get another one later;
    `assigned` all that something gives a value to.
    """

    dialogs: Mapping[int, str]
    start: str
    values: Sequence[tuple[str, Element, str]]
    assigned: frozenset[str]
    names: Names


def outline_of(document: Document, root: Document | None) -> Outline:
    """The outline of a document; `root` is the root document of its application, if it is at hand."""
    names = Names()
    dialogs = {id(dialog): names.reserve(dialog.id) for dialog in document.dialogs if dialog.id}
    for dialog in document.dialogs:
        if not dialog.id:
            dialogs[id(dialog)] = names.reserve(_name_of(dialog))
    assigned = _assigned(document)
    values = _values(document, root, assigned)
    first = dialogs[id(document.dialogs[0])]
    start = names.reserve(f"{first} (variables)") if values else first
    return Outline(dialogs, start, values, assigned, names)


def _name_of(dialog: Dialog) -> str:
    """What to call a dialog without an id: after its first item, if that has a name."""
    first = dialog.items[0].name if dialog.items else ""
    return first or ("beginning" if dialog.loose else dialog.kind)


def _assigned(document: Document) -> frozenset[str]:
    """The variables that something in the document gives a value to, besides their declaration."""
    found = {item.name for dialog in document.dialogs for item in dialog.items}
    for element in document.root.walk():
        if element.name == "assign":
            found.update(name.removeprefix(ecma.SHARED) for name in ecma.names(element.get("name")))
        elif element.name in ("script", "data"):
            found.update(ecma.assigned(ecma.outside_of_functions(element.text)))
            found.add(element.get("name"))
    return frozenset(found)


def _values(document: Document, root: Document | None, assigned: frozenset[str]) -> list[tuple[str, Element, str]]:
    result: dict[str, tuple[str, Element, str]] = {}
    for each in (root, document):
        for name, element in each.variables.items() if each is not None else ():
            if element.get("expr").strip() and name in assigned and ecma.names(name) == (name,):
                result[name] = (name, element, each.file if each is not None else "")
    return [*result.values()]
