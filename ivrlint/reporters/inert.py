"""Words of a flow inside Markdown, where they may be nothing but words: no markup, no links, and nobody is called by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ivrlint.reporters.frame import printable

LONGEST = 300
"""Characters of a text that are told."""

_SIGNS = re.compile(r"[&<>\"'`*_\[\]{}|~\\$^!#@=]")
_CODE = re.compile(r"(`[^`]*`)")
_APART = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=\bGH)(?=-)", re.IGNORECASE)
_NOTHING = "&#8203;"
"""A blank of no width: what stands on both sides of it is no name, no number of an issue and no address."""


def inert(text: str) -> str:
    """One line that means itself, in Markdown, in a cell of a table and in HTML."""
    words = cut(printable(re.sub(r"\s+", " ", text)))
    return _NOTHING.join(map(_plain, _APART.split(words)))


def code(text: str) -> str:
    """The same as code. Parsers make links there as well."""
    return f"<code>{inert(text)}</code>"


def sentence(text: str) -> str:
    """The same, with code in backticks."""
    parts = enumerate(_CODE.split(text))
    return "".join(code(part.strip("`")) if number % 2 else inert(part) for number, part in parts)


def _plain(text: str) -> str:
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text)


def cut(text: str) -> str:
    """A text of a bearable length."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def fenced(lines: Sequence[str]) -> Iterator[str]:
    """Lines as they are. Between them nothing means anything."""
    longest = max((len(ticks) for line in lines for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}text"
    yield from lines
    yield fence
