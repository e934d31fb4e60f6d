"""The steps of items: menus, entries and transfers, dialogs that come back, and objects of the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrlint.flow import Mark, Run, Set, Target, Visit
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.entries import make_entry
from ivrlint.readers.voicexml.menus import make_menu
from ivrlint.readers.voicexml.nodes import Call
from ivrlint.readers.voicexml.places import place_of
from ivrlint.readers.voicexml.transfers import make_transfer

if TYPE_CHECKING:
    from ivrlint.readers.voicexml.writing import Writer


def make_call(writer: Writer, call: Call, name: str) -> None:
    """Write the step of an item."""
    _MAKERS.get(call.item.kind, make_entry)(writer, call, name)


def _subdialog(writer: Writer, call: Call, name: str) -> None:
    """A dialog that comes back."""
    item = call.item
    element = item.element
    resolve = writer.routine.resolve
    reads = [*element.get("namelist").split(), *(param.get("expr") for param in element.named("param"))]
    passes = tuple(dict.fromkeys(resolve(each) for text in reads for each in ecma.names(text)))
    address = element.get("src").strip() or (ecma.literal(element.get("srcexpr") or element.get("expr")) or "")
    mark = writer.document.mark(element, "src")
    flow = _dialog(writer, address, mark)
    following = writer.target(call.filled, None, call.mark)
    writer.add(Visit(name=name, mark=call.mark, flow=flow, passes=passes, next=following))


def _dialog(writer: Writer, address: str, mark: Mark) -> Target | None:
    place = place_of(address, writer.document, writer.book.around) if address else None
    return writer.book.address(address, mark, dynamic=False) if place else None


def _object(writer: Writer, call: Call, name: str) -> None:
    """Something of the platform, which may talk with the caller."""
    item = call.item
    resolve = writer.routine.resolve
    reads = [param.get("expr") for param in item.element.named("param")]
    uses = tuple(dict.fromkeys(resolve(each) for text in reads for each in ecma.names(text)))
    gives = (resolve(item.name),) if item.name else ()
    following = writer.target(call.filled, None, call.mark)
    service = item.element.get("classid") or "object"
    if service.startswith("property:"):
        writer.add(Set(name=name, mark=call.mark, next=following))
        return
    writer.add(Run(name=name, mark=call.mark, service=service, uses=uses, gives=gives, next=following))


_MAKERS = {"menu": make_menu, "transfer": make_transfer, "subdialog": _subdialog, "object": _object}
