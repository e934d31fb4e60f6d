"""The values of Archy's YAML: constants, expressions, variables, durations, words."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any, TypeVar

from ivrlint.flow import Mark
from ivrlint.readers.genesys.draft import Draft, Value, Words
from ivrlint.readers.genesys.placeholders import shown
from ivrlint.readers.tree import At, List, Map

_UNITS = {"days": 86400.0, "hours": 3600.0, "minutes": 60.0, "seconds": 1.0, "ms": 0.001, "milliseconds": 0.001}
_Default = TypeVar("_Default")

LONGEST = 86400
"""Seconds (or repeats) above which a number is taken for a mistake."""


class Reader:
    """Reads parts of one file, with their places."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def mark(self, at: At) -> Mark:
        """A place as a mark. What spans lines is marked at its first sign."""
        if at[2] != at[0] or at[3] <= at[1]:
            at = (at[0], at[1], at[0], at[1] + 1)
        return Mark(self.draft.file, *at)

    def inside(self, node: Map, key: str) -> Map:
        """The mapping under a key; an empty one where there is none."""
        inner = node.get(key)
        return inner if isinstance(inner, Map) else Map(node.at)

    def value(self, node: Map, key: str) -> Value | None:
        """What is set under a key; None when nothing is written."""
        if key not in node:
            return None
        inner = node[key]
        if isinstance(inner, Map):
            return self.value_of(inner, node.value_at[key])
        mark = self.mark(node.value_at[key])
        return Value("lit", plain(inner), mark) if inner is not None and not isinstance(inner, List) else Value("", "", mark)

    def value_of(self, node: Map, at: At) -> Value:
        """The value that a mapping of the form `lit: …`, `exp: …`, `var: …`, `name: …` or `noValue: true` is."""
        for kind in ("exp", "var", "tts", "prompt"):
            if isinstance(node.get(kind), str):
                return Value("lit" if kind in ("tts", "prompt") else kind, plain(node[kind]), self.mark(node.value_at[kind]))
        for key in ("lit", "name"):
            inner = node.get(key)
            if isinstance(inner, Map):
                duration = seconds_of(node, None)
                text = text_of(inner, "name") if duration is None else str(duration)
                return Value("lit", text, self.mark(inner.value_at.get("name", node.key_at[key])))
            if inner is not None and not isinstance(inner, List):
                return Value("lit", plain(inner), self.mark(node.value_at[key]))
        return Value("", "", self.mark(at))

    def words(self, node: Map, key: str) -> Words | None:
        """What is played under a key; None when nothing is."""
        inner = node.get(key)
        if isinstance(inner, str) and inner.strip():
            return Words("tts", plain(inner), self.mark(node.value_at[key]))
        if not isinstance(inner, Map):
            return None
        while isinstance(inner.get("defaultAudio"), Map):
            node, key, inner = inner, "defaultAudio", inner["defaultAudio"]
        for kind in ("tts", "exp", "prompt"):
            if isinstance(inner.get(kind), str):
                return Words(kind, plain(inner[kind]), self.mark(inner.value_at[kind]))
        value = self.value_of(inner, node.value_at[key])
        return Words("prompt", value.text, value.mark) if value.text else None

    def phrases(self, node: Any) -> tuple[str, ...]:  # noqa: ANN401 - what YAML holds
        """What callers may say for a choice, in the flow's own language or else the first."""
        if not isinstance(node, Map) or not node:
            return ()
        own = next((key for key in node if key.lower() == self.draft.language.lower()), next(iter(node)))
        inner = node[own]
        terms = inner.get("terms") if isinstance(inner, Map) else inner
        texts = (
            (plain(term.get("term", "") if isinstance(term, Map) else term) for term in terms or ())
            if isinstance(terms, List)
            else ()
        )
        return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))

    def whole(self, node: Map, key: str, default: _Default) -> int | _Default:
        """A whole number; the default where none is written."""
        value = self.value(node, key)
        try:
            number = int(float(value.text)) if value and value.kind == "lit" else None
        except (ValueError, OverflowError):
            number = None
        return number if number is not None and 0 <= number <= LONGEST else default


def plain(value: Any) -> str:  # noqa: ANN401 - a scalar of YAML
    """A scalar as text."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or isinstance(value, (Map, List)) else str(value)


def text_of(node: Map, key: str) -> str:
    """A scalar under a key as one line; empty when there is none."""
    return " ".join(plain(node.get(key)).split())


def seconds_of(node: Any, default: _Default) -> float | _Default:  # noqa: ANN401 - what YAML holds
    """The seconds of `lit: {minutes: 1}`; the default where no duration is written."""
    inner = node.get("lit") if isinstance(node, Map) else None
    if not isinstance(inner, Map):
        return default
    total, known = 0.0, False
    for unit, factor in _UNITS.items():
        number = inner.get(unit)
        if isinstance(number, int | float) and not isinstance(number, bool) and isfinite(number):
            total, known = total + number * factor, True
    return round(total, 3) if known and 0 <= total <= LONGEST else default


def truth_of(node: Any, *, default: _Default) -> bool | _Default:  # noqa: ANN401 - what YAML holds
    """A yes or no; the default where none is written."""
    inner = node.get("lit") if isinstance(node, Map) else node
    if isinstance(inner, bool):
        return inner
    return {"true": True, "false": False}.get(inner.lower(), default) if isinstance(inner, str) else default


def children(node: Map, key: str, kind: str, draft: Draft) -> Iterator[Map]:
    """The items of a list such as `tasks: [{task: {…}}, …]`, with or without the word before each."""
    items = node.get(key)
    if items is not None and not isinstance(items, List):
        draft.complain(f"`{key}` must be a list", Mark(draft.file, *node.key_at[key]))
        return
    for item in items or ():
        if isinstance(item, Map):
            inner = item.get(kind, item)
            if isinstance(inner, Map):
                yield inner
