"""Branches that stand behind the `<if>` to which they belong, or without one, as they were meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy

from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.voicexml.parts import pieces
from ivrlint.readers.voicexml.speech import Piece

_BRANCHES = ("elseif", "else")


def with_strays(content: Sequence[Piece], foreign: Callable[[Element], bool], tell: Callable[[Element], None]) -> list[Piece]:
    """Some content with each stray branch put into the `<if>` before it; `tell` is called for each.

    An `<elseif>` without one is an `<if>`. What follows a branch that is empty belongs to it.
    """
    if not any(_is_branch(piece, foreign) for piece in content):
        return [*content]
    result: list[Piece] = []
    whole: Element | None = None  # the `<if>` that branches may still belong to
    empty = False
    for piece in content:
        if isinstance(piece, Element) and _is_branch(piece, foreign):
            tell(piece)
            empty = not any(isinstance(part, Element) or part.text.strip() for part in pieces(piece))
            if whole is None:
                whole = _as_if(piece) if piece.name == "elseif" else None
                result += [whole] if whole else pieces(piece)
                continue
            whole.content.append(piece)
        elif isinstance(piece, Text) and not piece.text.strip():
            result.append(piece)
        elif whole is not None and empty:
            whole.content.append(piece)
        elif isinstance(piece, Element) and piece.name == "if" and not foreign(piece):
            whole = _as_if(piece)
            result.append(whole)
        else:
            whole = None
            result.append(piece)
    return result


def _is_branch(piece: Piece, foreign: Callable[[Element], bool]) -> bool:
    return isinstance(piece, Element) and piece.name in _BRANCHES and not foreign(piece)


def _as_if(element: Element) -> Element:
    """An `<if>` at the same place that more can be put into."""
    result = copy(element)
    result.name = "if"
    result.content = [*element.content]
    return result
