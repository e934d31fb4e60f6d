"""Marks of languages that make documents on a server: what stands there is decided elsewhere."""

from __future__ import annotations

import re

FILLER = "\ue0a7"
"""Stands for each character that a server replaces; it is as wide."""

_OPENS = re.compile(r"<%|<\?(?:php\b|=)")
_NOT_BREAKS = re.compile(r"[^\r\n]")
_MARKS = re.compile(rf"{FILLER}+|%%[\w.-]+%%|\$!?\{{[^{{}}\n]*\}}|\{{\{{[^{{}}\n]*\}}\}}|#\{{[^{{}}\n]*\}}")
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:vxml|grammar)[\s>/]")


def masked(text: str) -> str:
    """The text with all that a server replaces made harmless, at the same places: blanks outside of the document."""
    if "<%" not in text and "<?php" not in text and "<?=" not in text:
        return text
    root = _ROOT.search(text)
    start = root.start() if root else 0
    kept: list[str] = []
    at = 0
    while found := _OPENS.search(text, at):
        closes = "%>" if found[0] == "<%" else "?>"
        end = text.find(closes, found.end())
        if end < 0 and closes == "%>":
            break
        end = end + 2 if end >= 0 else len(text)
        by = " " if found.start() < start else FILLER
        kept += [text[at : found.start()], _NOT_BREAKS.sub(by, text[found.start() : end])]
        at = end
    return "".join(kept) + text[at:]


def is_template(text: str) -> bool:
    """Whether a part of a text is decided on a server."""
    return _MARKS.search(text) is not None


def without_templates(text: str) -> str:
    """A text without those parts."""
    return _MARKS.sub(" ", text)
