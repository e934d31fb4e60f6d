"""Liquid templates: the words that are left when the file is read, and the names that they take from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ivrlint.flow.tuples import NamedTuple

DEEPEST = 50
"""Blocks within blocks whose variants are told apart; deeper ones are read as one text."""


class Template(NamedTuple):
    """What is known of a template.

    `words` is the text with `{name}` in place of each output and the first variant of each block that says
    anything. `complete` tells whether nothing is filled in at all, `spoken` whether there are words of the file
    in it. `reads` are the names as written (`widgets.pin.Digits`), `asks` those among them that the template
    tests or has a default for, so that they may be unknown.
    """

    words: str
    complete: bool
    spoken: bool
    reads: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()


class _Block:
    """A block whose variants are being read: the first that says anything is kept."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.kept: list[str] = []
        self.now: list[str] = []

    def settle(self) -> None:
        """End one variant."""
        if not "".join(self.kept).strip():
            self.kept = self.now
        self.now = []


_OPENS = frozenset({"if", "unless", "case", "for", "comment", "capture"})
_TURNS = frozenset({"else", "elsif", "when"})
_SILENT = frozenset({"comment", "capture"})
_TESTS = frozenset({"if", "unless", "elsif", "case"})
_MAKES = frozenset({"assign", "for", "capture"})
_WORDS_OF_LIQUID = frozenset(
    {"and", "or", "in", "contains", "true", "false", "nil", "null", "blank", "empty", "reversed", "forloop"}
)
_OPENING = re.compile(r"\{[{%]")
_PART = re.compile(
    r"\"[^\"]*\"|'[^']*'"
    r"|\|\s*(?P<filter>\w+)"
    r"|(?P<argument>[A-Za-z_]\w*)\s*:"
    r"|(?P<path>[A-Za-z_][\w-]*(?:\s*\.\s*[\w-]+|\s*\[[^\]]*\])*)"
)
_STEP = re.compile(r"\[\s*(?:\"([^\"]*)\"|'([^']*)'|([^\]]*?))\s*\]|([\w-]+)")
_HOLE = re.compile(r"\{[^{}]*\}")
_LETTER = re.compile(r"\w")
_PLAIN_ENDS = frozenset({"Digits", "SpeechResult", "body", "parsed", "inbound", "Body"})


def read(text: str) -> Template:
    """Read a template; text without any Liquid is its own words."""
    if "{{" not in text and "{%" not in text:
        return Template(text, complete=True, spoken=bool(_LETTER.search(text)))
    blocks = [_Block("")]
    reads: dict[str, None] = {}
    asks: set[str] = set()
    made: set[str] = set()
    for kind, inside in _pieces(text):
        if kind == "text":
            blocks[-1].now.append(inside)
            continue
        tag, _, rest = inside.partition(" ") if kind == "tag" else ("", "", inside)
        paths, filters = _names(rest)
        reads.update(dict.fromkeys(paths))
        if kind == "output":
            blocks[-1].now.append("{" + _short(paths) + "}")
            if "default" in filters:
                asks.update(paths)
            continue
        if tag in _TESTS:
            asks.update(paths)
        if tag in _MAKES and paths:
            made.add(paths[0])
        _enter_or_leave(blocks, tag)
    while len(blocks) > 1:
        _leave(blocks)
    words = "".join(blocks[0].now)
    names = tuple(name for name in reads if name.partition(".")[0] not in made)
    return Template(words, False, bool(_LETTER.search(_HOLE.sub("", words))), names, frozenset(asks))


def variants(text: str) -> frozenset[str]:
    """All texts that a template can become: itself without Liquid, or those of one `if` with an `else`; none when not known."""
    if "{{" not in text and "{%" not in text:
        return frozenset({text.strip()})
    found: list[str] = []
    tags: list[str] = []
    for kind, inside in _pieces(text):
        if kind == "output":
            return frozenset()
        if kind == "tag":
            tags.append(inside.partition(" ")[0])
        elif tags[-1:] in ([], ["endif"]):
            if inside.strip():
                return frozenset()
        else:
            found.append(inside.strip())
    whole = tags[:1] == ["if"] and tags[-2:] == ["else", "endif"] and set(tags[1:-2]) <= {"elsif"}
    return frozenset(found) if whole else frozenset()


def _enter_or_leave(blocks: list[_Block], tag: str) -> None:
    if tag in _OPENS and len(blocks) < DEEPEST:
        blocks.append(_Block(tag))
    elif tag in _TURNS:
        blocks[-1].settle()
    elif tag.startswith("end") and tag[3:] == blocks[-1].kind:
        _leave(blocks)


def _leave(blocks: list[_Block]) -> None:
    block = blocks.pop()
    block.settle()
    if block.kind not in _SILENT:
        blocks[-1].now += block.kept


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text between tags, outputs and tags, in order. What is never closed is text."""
    at = 0
    while opening := _OPENING.search(text, at):
        start = opening.start()
        output = text[start + 1] == "{"
        end = text.find("}}" if output else "%}", start + 2)
        if end < 0:
            break
        yield "text", text[at:start]
        yield ("output" if output else "tag"), " ".join(text[start + 2 : end].strip("-").split())
        at = end + 2
    yield "text", text[at:]


def _names(inside: str) -> tuple[list[str], set[str]]:
    """The names that an output or a tag reads, and its filters."""
    paths: list[str] = []
    filters: set[str] = set()
    for part in _PART.finditer(inside):
        if part["filter"]:
            filters.add(part["filter"])
        elif part["path"]:
            path, others = _path(part["path"])
            paths += [name for name in (path, *others) if name and name not in _WORDS_OF_LIQUID]
    return paths, filters


def _path(written: str) -> tuple[str, list[str]]:
    """A name without its indexes, and the names that are used as indexes."""
    parts: list[str] = []
    others: list[str] = []
    for step in _STEP.finditer(written):
        double, single, index, plain = step.groups()
        if index is not None:
            others += [index] if index[:1].isalpha() else []
        else:
            parts.append(double or single or plain or "")
    return ".".join(parts), others


def _short(paths: list[str]) -> str:
    """A word for what is filled in: the last part of its name, or the widget that it is the answer of."""
    parts = paths[0].split(".") if paths else [""]
    while len(parts) > 1 and parts[-1] in _PLAIN_ENDS:
        parts.pop()
    return parts[-1]
