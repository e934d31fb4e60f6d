"""The steps of one document while they are written: their names, and the places outside of it."""

from __future__ import annotations

from ivrlint.flow import AnyStep, Mark, Target, Unknown
from ivrlint.readers.voicexml.names import readable
from ivrlint.readers.voicexml.outline import Outline
from ivrlint.readers.voicexml.parts import Document
from ivrlint.readers.voicexml.places import Surroundings, place_of

ENTRIES = ("field", "record", "initial")
"""Items that get a value from the caller."""


class Book:
    """The steps of one document while they are written: their names, and the places outside of it."""

    def __init__(self, document: Document, around: Surroundings, outline: Outline, *, missing_root: bool) -> None:
        self.document = document
        self.around = around
        self.missing_root = missing_root
        self.names = outline.names
        self.dialogs = outline.dialogs
        self.start = outline.start
        self.steps: dict[str, AnyStep] = {}
        self.outside: dict[str, str] = {}
        self.entries = {item.name for dialog in document.dialogs for item in dialog.items if item.kind in ENTRIES}

    def address(self, to: str, mark: Mark, *, dynamic: bool, uses: tuple[str, ...] = ()) -> Target:
        """Where an address leads to; a place outside of the run is a step that is not known."""
        place = None if dynamic else place_of(to, self.document, self.around)
        if place is None:
            return self.unknown(to or "(somewhere)", mark, uses)
        start = self.around.outlines[place.file].start if place.file else self.start
        return Target(readable(place.id) if place.id else start, mark, place.file)

    def unknown(self, what: str, mark: Mark, uses: tuple[str, ...] = ()) -> Target:
        """A step outside of what is known, one for each place."""
        name = self.outside.get(what)
        if name is None:
            name = self.outside[what] = self.names.reserve(what)
            self.steps[name] = Unknown(name=name, mark=mark, what=" ".join(what.split()), uses=uses)
        elif uses:
            step = self.steps[name]
            if isinstance(step, Unknown):
                every = tuple(dict.fromkeys((*step.uses, *uses)))
                self.steps[name] = Unknown(name=name, mark=step.mark, what=step.what, uses=every)
        return Target(name, mark)
