"""Variables of a root document that is not in the run, beside variables of the same names that its documents declare."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.readers.voicexml.parts import Document
from ivrlint.readers.voicexml.places import path_of


def root_of(document: Document) -> str:
    """The root document above a document, as its path or, for one that is far away, its address."""
    return path_of(document.file, document.application) or document.application


def declared_below(documents: Mapping[str, Document]) -> dict[str, frozenset[str]]:
    """For each root document that is named but not in the run, the names that the documents below it have for themselves."""
    found: dict[str, set[str]] = {}
    for document in documents.values():
        root = root_of(document)
        if root and root not in documents:
            own = {element.get("name").strip() for element in document.root.walk() if element.name == "var"}
            own |= {item.name for dialog in document.dialogs for item in dialog.items}
            found.setdefault(root, set()).update(own)
    return {root: frozenset(names) for root, names in found.items()}
