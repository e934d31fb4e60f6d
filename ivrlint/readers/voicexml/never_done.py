"""Actions that are never done, because the document or the form is left before them."""

from __future__ import annotations

from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.voicexml.parts import HANDLERS, Document, pieces
from ivrlint.readers.voicexml.templates import is_template

_HOLD_ACTIONS = HANDLERS | {"block", "filled", "if", "foreach"}
_LEAVE = frozenset(("goto", "submit", "exit", "disconnect", "return", "throw"))
_NOTICED = frozenset(("goto", "submit", "throw", "prompt", "audio", "value", "transfer", "field", "record", "subdialog", "if"))
"""What callers would notice, so that somebody counts on it: an `exit` behind a `goto` is harmless."""


def tell_of_never_done(document: Document) -> None:
    """Complain about the first action behind each one that leaves.

    Where tags of a server stand between the two, or it is not known whether they do, one of both may be left out.
    """
    for holder in document.root.walk():
        if holder.name not in _HOLD_ACTIONS or document.foreign(holder):
            continue
        left: Element | None = None
        for part in pieces(holder):
            if isinstance(part, Text):
                if is_template(part.text):
                    left = None
                continue
            if document.foreign(part) or part.name in ("else", "elseif"):
                left = None
            elif left is not None and part.name in _NOTICED:
                document.complain(f"<{part.tag}> is never done: the <{left.tag}> before it leaves this place", part)
                left = None
            elif part.name in _LEAVE and left is None and not part.get("cond"):
                left = part
