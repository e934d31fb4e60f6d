"""One document as chains of verbs: in order, with what a template makes of conditions beside them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from ivrlint.flow import Mark, Problem
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.twiml.control import BLOCKS, ENDS, OPENS
from ivrlint.readers.twiml.templates import words_of

CONTROL = re.compile(r"\{%-?\s*(\w+|[{}^])\s*([^%]*?)-?%\}")
"""A tag of a template that controls what is sent: its word, and its condition."""

_LINKS = [
    "action",
    "url",
    "waitUrl",
    "gatherUrl",
    "requestUrl",
    "redirectUrl",
    "transferCompleteUrl",
    "recordCompleteUrl",
    "invalidDigitsAction",
    "holdUrl",
]
_ADDRESSED = frozenset({"Redirect"})
_DEEPEST = 50
_SECRET = re.compile(r"(?<=//)[^/@\s]*@")
_EXTENSIONS = ("", ".xml", ".twiml")


class Chain:
    """Verbs that follow one another; behind the last one the call goes on at `after`, or the document ends."""

    __slots__ = ("after", "items")

    def __init__(self, after: Position | None) -> None:
        self.after = after
        self.items: list[Verb | Fork] = []


class Position(NamedTuple):
    """A place between verbs."""

    chain: Chain
    at: int


class Verb:
    """One verb, with its name in the flow."""

    __slots__ = ("element", "name", "next")

    def __init__(self, element: Element, chain: Chain) -> None:
        self.element = element
        self.name = ""
        self.next = Position(chain, len(chain.items) + 1)
        chain.items.append(self)


class Fork:
    """A condition of a template, with a chain for each of its branches; the last one has no condition when there is an `else`."""

    __slots__ = ("branches", "mark", "name", "next")

    def __init__(self, mark: Mark, chain: Chain) -> None:
        self.mark = mark
        self.name = ""
        self.branches: list[tuple[str, Chain]] = []
        self.next = Position(chain, len(chain.items) + 1)
        chain.items.append(self)


@dataclass(slots=True, eq=False)
class Draft:
    """A document before it is linked with the others. `verbs` are all of its verbs, in the order of the file."""

    file: str
    root: Element
    dialect: str
    template: bool
    problems: list[Problem] = field(default_factory=list)
    first: Chain = field(default_factory=lambda: Chain(None))
    items: list[Verb | Fork] = field(default_factory=list)

    @property
    def verbs(self) -> Iterator[Verb]:
        """All verbs, without the conditions of templates."""
        return (item for item in self.items if isinstance(item, Verb))

    def names(self) -> set[str]:
        """The names of all verbs."""
        return {verb.element.name for verb in self.verbs}


def fill(draft: Draft) -> None:
    """Put the verbs of a document into chains, and name them."""
    chain = draft.first
    open_: list[Fork | None] = []
    for content in draft.root.content:
        if isinstance(content, Element):
            draft.items.append(Verb(content, chain))
            continue
        if not isinstance(content, Text):
            continue
        for tag in CONTROL.finditer(content.text):
            chain = _branch(draft, open_, chain, tag[1], tag[2], Mark(draft.file, *content.at))
    taken: dict[str, int] = {}
    for item in draft.items:
        base = item.element.name if isinstance(item, Verb) else "template"
        taken[base] = number = taken.get(base, 0) + 1
        item.name = f"{base} {number}" if number > 1 else base


def _branch(draft: Draft, open_: list[Fork | None], chain: Chain, tag: str, condition: str, mark: Mark) -> Chain:
    """The chain in which the verbs behind a control tag stand. A block that is no condition is open without a fork."""
    inner = open_[-1] if open_ else None
    if tag in OPENS and len(open_) < _DEEPEST:
        fork = Fork(mark, chain)
        draft.items.append(fork)
        open_.append(fork)
        fork.branches.append((f"{'' if tag == 'if' else 'not '}{condition}", Chain(fork.next)))
        return fork.branches[-1][1]
    if tag in ("else", "elif", "elsif", "elseif") and inner:
        inner.branches.append((condition if tag != "else" else "", Chain(inner.next)))
        return inner.branches[-1][1]
    if tag in BLOCKS and len(open_) < _DEEPEST:
        open_.append(None)
    elif tag in ENDS and open_ and (tag != "endfor" or inner is None):
        while tag in ("endif", "endunless") and len(open_) > 1 and open_[-1] is None:
            open_.pop()
        closed = open_.pop()
        return closed.next.chain if closed else chain
    return chain


def links_of(draft: Draft) -> Iterator[tuple[Element, str, str]]:
    """The addresses that a document names: the element, the attribute (empty for the words), and the address as written."""
    for element in draft.root.walk():
        for name in _LINKS:
            address = element.get(name).strip()
            if address:
                yield element, name, address
        if element.name in _ADDRESSED and element.text.strip():
            yield element, "", element.text.strip()


def wants(draft: Draft) -> tuple[str, ...]:
    """The files that relative addresses may mean."""
    folder = posixpath.dirname(draft.file)
    found: dict[str, None] = {}
    for _, _, address in links_of(draft):
        if "://" not in address:
            for path in candidates(address, folder):
                found[path] = None
    found.pop(draft.file, None)
    return tuple(found)


def candidates(address: str, folder: str) -> Iterator[str]:
    """The paths of files that an address may mean: as it is written, and its last part beside the document."""
    path = unquote(re.sub(r"^[a-z]+://[^/]*", "", address.partition("?")[0].partition("#")[0]))
    last = path.rpartition("/")[2]
    if not last or last in (".", "..") or "{" in path or "\x00" in path:
        return
    for extension in _EXTENSIONS:
        if extension and "." in last:
            continue
        if not path.startswith("/") and "://" not in address:
            yield posixpath.normpath(posixpath.join(folder, path + extension))
        yield posixpath.normpath(posixpath.join(folder, last + extension))


def shown(address: str) -> str:
    """An address that may be shown: without passwords, and without what follows a question mark."""
    words, _, _ = words_of(_SECRET.sub("", address.strip()))
    return " ".join(words.partition("?")[0].split())[:200] or "(another document)"
