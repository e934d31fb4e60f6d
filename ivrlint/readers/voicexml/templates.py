"""Marks of languages that make documents on a server: what stands there is decided elsewhere."""

from __future__ import annotations

import re

FILLER = "\ue0a7"
"""Stands for each character that a server replaces; it is as wide."""

_SERVER = re.compile(r"<%.*?%>|<\?(?:php\b|=).*?(?:\?>|\Z)", re.DOTALL)
_MARKS = re.compile(rf"{FILLER}+|%%[\w.-]+%%|\$!?\{{[^{{}}\n]*\}}|\{{\{{[^{{}}\n]*\}}\}}|#\{{[^{{}}\n]*\}}")
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:vxml|grammar)[\s>/]")


def masked(text: str) -> str:
    """The text with all that a server replaces made harmless, at the same places: blanks outside of the document."""
    if "<%" not in text and "<?php" not in text and "<?=" not in text:
        return text
    root = _ROOT.search(text)
    start = root.start() if root else 0

    def filled(found: re.Match[str]) -> str:
        by = " " if found.start() < start else FILLER
        return re.sub(r"[^\n]", by, found[0])

    return _SERVER.sub(filled, text)


def is_template(text: str) -> bool:
    """Whether a part of a text is decided on a server."""
    return _MARKS.search(text) is not None


def without_templates(text: str) -> str:
    """A text without those parts."""
    return _MARKS.sub(" ", text)
