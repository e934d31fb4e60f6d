"""Dialogs that only those come to who have hung up: what is logged or cleaned up then, no caller hears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml.parts import Dialog, Document
from ivrlint.readers.voicexml.places import Surroundings, place_of
from ivrlint.readers.voicexml.transfers import hangs_up

_ENDS = ("connection.disconnect", "telephone.disconnect")
_LEADS = frozenset(("goto", "submit", "choice", "link", "subdialog"))


def afterwards(document: Document, around: Surroundings) -> frozenset[str]:
    """The ids of dialogs to which handlers of a hang-up lead, or what stands behind a transfer that hangs up, at any distance.

    They are no part of the call unless something in it leads to them too. Those that other documents lead to are left out.
    """
    inside = {dialog.id: dialog for dialog in document.dialogs if dialog.id}
    todo = [to for element in _hung_up(document) for to in _leads(element, document, around)]
    found: set[str] = set()
    while todo:
        to = todo.pop()
        if to in inside and to not in found:
            found.add(to)
            todo += _leads(inside[to].element, document, around)
    return frozenset(found - _from_elsewhere(document, around)) if found else frozenset()


def _hung_up(document: Document) -> Iterator[Element]:
    """What is done when nobody listens any more."""
    for element in document.root.walk():
        if element.name == "catch":
            events = element.get("event").split()
            if events and all(any(event == end or event.startswith(f"{end}.") for end in _ENDS) for event in events):
                yield element
    for dialog in document.dialogs:
        yield from _behind_a_hang_up(dialog)


def _behind_a_hang_up(dialog: Dialog) -> Iterable[Element]:
    for place, item in enumerate(dialog.items):
        if item.kind == "transfer" and hangs_up(item.element):
            return [later.element for later in dialog.items[place:]]
    return ()


def _leads(element: Element, document: Document, around: Surroundings) -> Iterator[str]:
    """The dialogs of the document itself that something in an element leads to."""
    for each in element.walk():
        if each.name in _LEADS:
            place = place_of(each.get("src" if each.name == "subdialog" else "next"), document, around)
            if place is not None and not place.file:
                yield place.id


def _from_elsewhere(document: Document, around: Surroundings) -> set[str]:
    """The dialogs that other documents of the run lead to."""
    return {
        place.id
        for other in around.documents.values()
        if other is not document
        for each in other.root.walk()
        if each.name in _LEADS
        for place in [place_of(each.get("src" if each.name == "subdialog" else "next"), other, around)]
        if place is not None and place.file == document.file
    }
