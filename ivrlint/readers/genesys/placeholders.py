"""Placeholders that are filled in before a flow is published: `{{name}}`, which is no YAML where it has no quotes.

Their braces are put out of the way before the file is parsed, sign by sign, so that every place stays what it was.
"""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(r"\{\{([ \t]*[\w.-]+[ \t]*)\}\}")
_OPEN, _CLOSE = "\ue000\ue000", "\ue001\ue001"


def hidden(text: str) -> str:
    """The text with other signs in place of the braces of placeholders."""
    return _PLACEHOLDER.sub(rf"{_OPEN}\1{_CLOSE}", text) if "{{" in text else text


def shown(text: str) -> str:
    """A part of such a text as its author wrote it."""
    return text.replace(_OPEN, "{{").replace(_CLOSE, "}}") if "\ue000" in text or "\ue001" in text else text
