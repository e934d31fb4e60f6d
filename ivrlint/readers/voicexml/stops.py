"""Where a sentence ends that has no full stop: at a pause, or where what is said ends."""

from __future__ import annotations

import itertools
import re

from ivrlint.readers.positioned_xml import Element

PAUSE = "\x00"
"""Stands in words for a pause that ends a sentence. No document can hold it."""
WHOLE = frozenset(("prompt", "p", "paragraph", "s", "sentence", "div"))
"""Elements that hold whole sentences."""
PRESS = re.compile(
    r"\b(?:press|key|keys|dial|keypad|enter|pulse|pulsa|marque|oprima|appuye[rz]|tapez|drücken|wählen|tecle|premere|prema|toets|druk)\b",
    re.IGNORECASE,
)
"""Verbs for pressing, and what is pressed."""
_LONG = 300
"""Milliseconds of a pause that ends a sentence."""
_TIME = re.compile(r"\s*(\d{1,7}(?:\.\d{1,3})?|\.\d{1,3})\s*(ms|s)?\s*")
_ENDED = frozenset(".,;:!?\u2026-")
_NEAR = 30
"""Characters beside a pause in which a key may be told."""


def is_long(pause: Element) -> bool:
    """Whether a `<break>` ends a sentence; one of which nothing is written does not."""
    written = pause.get("time") or pause.get("msecs")
    found = _TIME.fullmatch(written)
    if found:
        return float(found[1]) * (1000 if found[2] == "s" else 1) >= _LONG
    return pause.get("strength").strip() in ("strong", "x-strong") or pause.get("size").strip() in ("medium", "large")


def with_stops(text: str) -> str:
    """A text with a full stop for each pause that ends a sentence without one.

    None stands where a key is told close by, or a value or number follows: what is told and its key belong together.
    """
    if PAUSE not in text:
        return text
    parts = [part for part in map(str.strip, text.split(PAUSE)) if part]
    result = parts[:1]
    for before, after in itertools.pairwise(parts):
        goes_on = before[-1] in _ENDED or not after[0].isalpha() or PRESS.search(f"{before[-_NEAR:]} | {after[:_NEAR]}")
        result.append(f" {after}" if goes_on else f". {after}")
    return "".join(result)
