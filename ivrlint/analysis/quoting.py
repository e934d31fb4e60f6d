"""Which words of a text touch a topic, as they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ivrlint.analysis.sentences import INSERTED, MARKS
from ivrlint.analysis.topics import phrases_of

MOST = 3
"""Phrases that a message quotes; of more it says how many there are."""


def quoted(text: str, language: str, topic: str) -> str:
    """` ("IVR", "DTMF")`: the phrases of a text that touch a topic, each once, in their order; empty where none does."""
    found = list(dict.fromkeys(_as_written(text, phrase) for phrase in phrases_of(text, language, topic)))
    if not found:
        return ""
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    listed = ", ".join(f'"{phrase}"' for phrase in found[:MOST])
    return f" ({listed}{more})"


def _as_written(text: str, tokens: Sequence[str]) -> str:
    """The first place of a text where these tokens follow one another; the tokens themselves where signs stand between."""
    words = [word for word in tokens if word not in MARKS]
    pattern = r"[^\w]*".join(re.escape(word).replace("'", "['\u2019]") for word in words if word != INSERTED)
    place = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) if INSERTED not in words else None
    return " ".join(place[0].split()) if place else " ".join("\u2026" if word == INSERTED else word for word in words)
