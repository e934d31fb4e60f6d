"""Mistakes in an expression, told by column and with what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


class ExpressionError(ValueError):
    """An expression that is not in the language; `column` counts characters from 1."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: the nearest known one, or else all of them."""
    import difflib

    words = sorted(known)
    near = difflib.get_close_matches(wrong, words, 1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {', '.join(words)}" if words else ""
