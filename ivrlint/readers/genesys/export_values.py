"""The values of an export: `{text, type, config}`, and what is played."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any, TypeVar

from ivrlint.flow import Mark
from ivrlint.readers.genesys.archy_values import LONGEST
from ivrlint.readers.genesys.draft import Draft, Value, Words
from ivrlint.readers.genesys.encoding import Export
from ivrlint.readers.tree import At, List, Map

_DURATION = re.compile(r"P(\d{1,6})D(?:T?)(\d{1,6})H(\d{1,6})M(\d{1,6})S(\d{1,9})F")
_Default = TypeVar("_Default")


class Reader:
    """Reads parts of one export, with their places."""

    def __init__(self, draft: Draft, export: Export) -> None:
        self.draft = draft
        self.export = export

    def mark(self, at: At) -> Mark:
        """A place in the JSON as a mark in the file."""
        return self.export.mark(at)

    def inside(self, node: Map, key: str) -> Map:
        """The object under a key; an empty one where there is none."""
        inner = node.get(key)
        return inner if isinstance(inner, Map) else Map(node.at)

    def value(self, node: Map, key: str) -> Value | None:
        """What is set under a key; None when nothing is written."""
        inner: Any = node.get(key)
        return self.value_of(inner) if is_value(inner) else None

    def value_of(self, node: Map) -> Value:
        """A value: a constant, an expression, or nothing."""
        text = node["text"] if isinstance(node.get("text"), str) else ""
        mark = self.mark(node.value_at["text"])
        if not text.strip():
            return Value("", "", mark)
        config = node.get("config")
        if text_of(node, "type") == "dur" and (seconds := _seconds(text)) is not None:
            return Value("lit", str(seconds), mark)
        return Value("lit" if isinstance(config, Map) and "lit" in config else "exp", text, mark)

    def words(self, node: Any) -> Words | None:  # noqa: ANN401 - what JSON holds
        """What is played; None when nothing is."""
        audio: Any = node.get("defaultAudio") if isinstance(node, Map) else None
        if not is_value(audio):
            return None
        value = self.value_of(audio)
        barge = node.get("bargeInExpression")
        barges = not (is_value(barge) and text_of(barge, "text").lower() == "false")
        return Words("exp", value.text, value.mark, barges) if value.text else None

    def prompt(self, node: Any) -> Words | None:  # noqa: ANN401 - what JSON holds
        """A recorded prompt by its name."""
        value = self.value_of(node) if is_value(node) else None
        return Words("prompt", value.text, value.mark) if value and value.text else None

    def phrases(self, node: Any) -> tuple[str, ...]:  # noqa: ANN401 - what JSON holds
        """What callers may say for a choice, in the flow's own language or else the first."""
        if not isinstance(node, Map) or not node:
            return ()
        own = next((key for key in node if key.lower() == self.draft.language.lower()), next(iter(node)))
        terms = node[own].get("terms") if isinstance(node[own], Map) else node[own]
        texts = (
            (term.get("term", term.get("text", "")) if isinstance(term, Map) else term for term in terms or ())
            if isinstance(terms, List)
            else ()
        )
        return tuple(dict.fromkeys(text.strip() for text in texts if isinstance(text, str) and text.strip()))

    def whole(self, node: Map, key: str, default: _Default) -> int | _Default:
        """A whole number; the default where none is written."""
        value = self.value(node, key)
        text = value.text if value else ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def is_value(node: Any) -> bool:  # noqa: ANN401 - what JSON holds
    """Whether an object is a value."""
    return isinstance(node, Map) and "text" in node and isinstance(node.get("type"), str)


def text_of(node: Map, key: str) -> str:
    """A text under a key as one line; empty when there is none."""
    text = node.get(key)
    return " ".join(text.split()) if isinstance(text, str) else ""


def _seconds(text: str) -> float | None:
    found = _DURATION.fullmatch(text.strip())
    if not found:
        return None
    days, hours, minutes, seconds, thousandths = map(int, found.groups())
    total = days * 86400 + hours * 3600 + minutes * 60 + seconds + thousandths / 1000
    return round(total, 3) if isfinite(total) and total <= LONGEST else None


def duration(node: Any, default: _Default) -> float | _Default:  # noqa: ANN401 - what JSON holds
    """The seconds of a duration; the default where none is written."""
    seconds = _seconds(text_of(node, "text")) if is_value(node) else None
    return default if seconds is None else seconds


def truth(node: Any, *, default: _Default) -> bool | _Default:  # noqa: ANN401 - what JSON holds
    """A yes or no; the default where none is written."""
    text = text_of(node, "text").lower() if is_value(node) else ""
    return {"true": True, "false": False}.get(text, default)
