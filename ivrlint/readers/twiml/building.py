"""What the makers of steps share: where a document goes on, and which other document an address means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ivrlint.flow import AnyStep, HangUp, Mark, Set, Target, Unknown
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.twiml.document import Chain, Draft, Fork, Position, Verb, shown
from ivrlint.readers.twiml.templates import words_of
from ivrlint.readers.twiml.words import PLAYS

Made = Iterator[AnyStep]
Find = Callable[[str, str], str | None]
"""The file of the run that an address means, as seen from a file; None when it is not there."""

SILENT = frozenset(
    [
        "Pause",
        "Start",
        "Stop",
        "Sms",
        "Message",
        "Ring",
        "Tag",
        "StartRecording",
        "StopRecording",
        "PauseRecording",
        "ResumeRecording",
        "StartGather",
        "StopGather",
        "StartStream",
        "StopStream",
        "StartTranscription",
        "StopTranscription",
        "SendMessage",
        "SendDtmf",
        "Suppression",
        "Transcription",
        "Siprec",
        "Stream",
    ]
)
"""Verbs of which the caller notices nothing that matters."""

QUEUE = "(waiting in the queue)"
"""The first step of a document that callers hear while they wait: from its end they come back to it."""

END = "end"
"""The step where a document ends, and the call with it."""


class Building:
    """The steps of one document while they are made. `waits` tells whether callers hear it while they wait in a queue."""

    def __init__(self, draft: Draft, find: Find, firsts: Mapping[str, str], *, waits: bool = False) -> None:
        self.draft = draft
        self.file = draft.file
        self.find = find
        self.firsts = firsts
        self.waits = waits
        self.later: dict[str, AnyStep] = {}
        self._names = {END, *(item.name for item in draft.items)}
        self._landed: dict[tuple[int, int], Verb | Fork | None] = {}

    @property
    def start(self) -> str:
        """The name of the first step."""
        return first_of(self.draft)

    def land(self, position: Position) -> Verb | Fork | None:
        """What comes at a position, past all that is silent; None for the end of the document."""
        way: list[tuple[int, int]] = []
        found: Verb | Fork | None = None
        while True:
            key = id(position.chain), position.at
            if key in self._landed:
                found = self._landed[key]
                break
            way.append(key)
            chain = position.chain
            if position.at >= len(chain.items):
                if chain.after is None:
                    break
                position = chain.after
                continue
            item = chain.items[position.at]
            if isinstance(item, Fork) or not is_silent(item.element):
                found = item
                break
            position = item.next
        for key in way:
            self._landed[key] = found
        return found

    def onward(self, position: Position, where: Mark) -> Target | None:
        """The way to what comes at a position; None where the document ends, which hangs up."""
        item = self.land(position)
        if item:
            return Target(item.name, where)
        return Target(QUEUE, where) if self.waits else None

    def surely(self, position: Position, where: Mark) -> Target:
        """The same, with a step for the end of the document."""
        return self.onward(position, where) or self.end(where)

    def noticed(self, position: Position, where: Mark) -> Target | None:
        """The way to what comes at a position, unless the call merely ends there."""
        item = self.land(position)
        if isinstance(item, Verb) and item.element.name in ("Hangup", "Reject"):
            return None
        return self.onward(position, where)

    def end(self, where: Mark) -> Target:
        """The end of the document as a step."""
        if END not in self.later:
            last = next(reversed([*self.draft.verbs]), None)
            self.later[END] = HangUp(name=END, mark=last.element.mark(self.file) if last else where)
        return Target(END, where)

    def document(self, address: str, where: Mark) -> Target:
        """The way to the document at an address: one of the run, this one again, or one that is made elsewhere."""
        if not address.strip():
            return Target(self.start, where)
        file = self.find(address, self.file)
        if file == self.file:
            return Target(self.start, where)
        if file is not None:
            return Target(self.firsts[file], where, file)
        name = title(address)
        if name in self._names:
            name = f"{name} (document)"
        if name not in self.later:
            uses = words_of(address)[1]
            self.later[name] = Unknown(name=name, mark=where, what="a document that is made elsewhere", uses=uses)
        return Target(name, where)

    def is_route_to_itself(self, address: str) -> bool:
        """Whether an address is that of a program which sends this document: a path without an ending, or that of a template."""
        last = address.partition("?")[0].rpartition("/")[2]
        return ("." not in last or self.draft.template) and bool(last) and self.find(address, self.file) == self.file

    def is_known(self, address: str) -> bool:
        """Whether the document at an address is in the run."""
        return not address.strip() or self.find(address, self.file) is not None

    def nothing(self, item: Verb) -> AnyStep:
        """A step that does nothing but lead on."""
        mark = item.element.mark(self.file)
        return Set(name=item.name, mark=mark, next=self.surely(item.next, mark))


def title(address: str) -> str:
    """The name of a document that is made elsewhere."""
    name = shown(address)
    stem, dot, extension = name.rpartition(".")
    return f"{stem} ({extension})" if dot and extension.lower() in ("json", "yaml", "yml") else name


def is_silent(element: Element) -> bool:
    """Whether a verb is no step: nothing is heard, or keys are sent to another system."""
    if element.name in PLAYS:
        return not element.text.strip()
    return element.name in SILENT


def first_of(draft: Draft) -> str:
    """The name of the step with which a document begins."""
    chain: Chain = draft.first
    for item in chain.items:
        if isinstance(item, Fork) or not is_silent(item.element):
            return item.name
    return END
