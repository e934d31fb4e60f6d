"""Messages with expressions in them: `{menu.name}`, `{call.seconds_to_person:.0f}`, `{{` for a brace."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from ivrlint.expressions.compiler import as_python, check, function
from ivrlint.expressions.errors import ExpressionError
from ivrlint.expressions.kinds import NUMBER, Kind, ListOf, Record, kind_of, said

_PIECE = r"""\{\{|\}\}|\{((?:[^"'{}:]|"[^"]*"|'[^']*')*)(?::([^{}]*))?\}|[{}]"""
_FORMAT = r",?(\.\d[f%])?"

MOST = 10
"""Items of a list that a message names; of longer lists it says how many more there are."""


class Template:
    """A checked message: the texts around its expressions, these as the text of one Python function, and their formats.

    `patterns` are the options whose texts the message uses as patterns.
    """

    def __init__(self, texts: Sequence[str], python: str, formats: Sequence[str], patterns: frozenset[str] = frozenset()) -> None:
        self.texts = texts
        self.python = python
        self.formats = formats
        self.patterns = patterns

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Without the function, so that another process can be told."""
        return Template, (self.texts, self.python, self.formats, self.patterns)

    @cached_property
    def _values(self) -> Callable[..., Any]:
        return function(self.python)

    def run(self, *given: Any) -> str:  # noqa: ANN401 - facts
        """The message. It takes one value for each name, in the order in which the names were given."""
        shown = [show(value, form) for value, form in zip(self._values(*given), self.formats, strict=True)]
        return "".join(text + value for text, value in zip(self.texts, [*shown, ""], strict=True))


def compile_template(source: str, names: Mapping[str, Any]) -> Template:
    """Check a message against the types of `names` and make Python of it; raises ExpressionError."""
    kinds = {name: kind_of(kind) for name, kind in names.items()}
    texts, trees, formats = [""], [], []
    patterns: set[str] = set()
    end = 0
    for piece in re.finditer(_PIECE, source):
        texts[-1] += source[end : piece.start()]
        end = piece.end()
        if piece[1] is None:
            texts[-1] += _brace(piece)
            continue
        tree, found = _field(piece, kinds)
        patterns |= found
        trees.append(tree)
        formats.append(piece[2] or "")
        texts.append("")
    texts[-1] += source[end:]
    values = ast.Tuple(trees, ast.Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
    return Template(texts, as_python(values, names), formats, frozenset(patterns))


def _brace(piece: re.Match[str]) -> str:
    if len(piece[0]) == 1:
        more = "has no end" if piece[0] == "{" else "has no beginning"
        raise ExpressionError(f"this {piece[0]} {more}; write {piece[0] * 2} for the sign itself", piece.start() + 1)
    return piece[0][0]


def _field(piece: re.Match[str], names: Mapping[str, Kind]) -> tuple[ast.expr, set[str]]:
    try:
        found = check(piece[1], names)
    except ExpressionError as error:
        raise ExpressionError(error.message, error.column + piece.start(1)) from None
    kind = found.kind
    if isinstance(kind, Record) or (isinstance(kind, ListOf) and isinstance(kind.item, ListOf | Record)):
        raise ExpressionError(f"a message cannot show {said(kind)}; name one of its facts", piece.start(1) + 1)
    if piece[2] is not None:
        if kind is not NUMBER:
            raise ExpressionError(f"only numbers have a format, this is {said(kind)}", piece.start(2) + 1)
        if not piece[2] or not re.fullmatch(_FORMAT, piece[2]):
            raise ExpressionError("a format is like .0f, .1f, .0% or ,", piece.start(2) + 1)
    return found.tree, found.patterns


def show(value: Any, form: str = "") -> str:  # noqa: ANN401 - any fact
    """A value as messages show it: whole numbers without a point, at most two decimals, yes and no, lists with commas."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if form:
            return format(value, form)
        return str(round(value, 2)).removesuffix(".0")
    more = len(value) - MOST
    return ", ".join(show(item) for item in value[:MOST]) + (f" and {more} more" if more > 0 else "")
