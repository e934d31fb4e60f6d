"""Where addresses lead to: dialogs of the document, other documents of the run, or somewhere that is not known."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml.grammars import GrammarFile
from ivrlint.readers.voicexml.outline import Outline
from ivrlint.readers.voicexml.parts import Document
from ivrlint.readers.voicexml.templates import is_template

_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ADDRESSES = {
    "choice": ("next",),
    "link": ("next",),
    "goto": ("next",),
    "submit": ("next",),
    "subdialog": ("src",),
    "grammar": ("src",),
    "vxml": ("application",),
}


class Place(NamedTuple):
    """A dialog, by its id, of the document in `file`; no id is its first dialog, no file the document itself."""

    file: str
    id: str


class Surroundings(NamedTuple):
    """The other files of the run: documents, the outlines of those that hold dialogs, and grammars.

    `declared` are the names that documents below a root document outside of the run have for themselves.
    """

    documents: Mapping[str, Document]
    grammars: Mapping[str, GrammarFile]
    outlines: Mapping[str, Outline]
    declared: Mapping[str, frozenset[str]]


def path_of(file: str, address: str) -> str:
    """The path of a file that an address in another file names; empty when it is none of a file nearby."""
    path = address.partition("#")[0].partition("?")[0].strip()
    if not path or _REMOTE.match(path) or path.startswith("/") or is_template(address):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def wanted(root: Element, file: str) -> Iterator[str]:
    """The files nearby that a document names."""
    seen = set()
    for element in root.walk():
        for attribute in _ADDRESSES.get(element.name, ()):
            path = path_of(file, element.get(attribute)) if element.get(attribute) else ""
            if path and path != file and path not in seen:
                seen.add(path)
                yield path


def place_of(address: str, document: Document, around: Surroundings) -> Place | None:
    """Where an address in a document leads to; None when that is not known."""
    if is_template(address):
        return None
    path, _, id_ = address.strip().partition("#")
    if not path.partition("?")[0]:
        return Place("", id_) if id_ and not path else None
    file = path_of(document.file, path)
    if file == document.file:
        return Place("", id_)
    return Place(file, id_) if file in around.outlines and "?" not in path else None
