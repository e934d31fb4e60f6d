"""From the text of an expression to a Python function of plain positional values."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from ivrlint.expressions.errors import ExpressionError
from ivrlint.expressions.functions import SCOPE
from ivrlint.expressions.kept import FUNCTIONS
from ivrlint.expressions.kinds import Kind, kind_of, said
from ivrlint.flow.tuples import NamedTuple


class Expression:
    """A checked expression, as the text of a Python function.

    `patterns` are the options (`options.words`) whose texts the expression uses as patterns.
    """

    def __init__(self, python: str, patterns: frozenset[str] = frozenset()) -> None:
        self.python = python
        self.patterns = patterns

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Without the function, so that another process can be told."""
        return Expression, (self.python, self.patterns)

    @cached_property
    def run(self) -> Callable[..., Any]:
        """The function: it takes one value for each name, in the order in which the names were given."""
        return function(self.python)

    @cached_property
    def choose(self) -> Callable[..., list[Any]]:
        """A function that takes a list in the place of the first value, and gives the values in it of which the expression holds.

        One call for a list is cheaper than one for each value: rules ask a hundred things of each exit and each prompt.
        """
        return function(choosing(self.python))


class Checked(NamedTuple):
    """A syntax tree that is in the language, its kind, and the options that it uses as patterns."""

    tree: ast.expr
    kind: Kind
    patterns: set[str]


def compile_expression(source: str, names: Mapping[str, Any], expects: Any = bool) -> Expression:  # noqa: ANN401 - a type
    """Check `source` against the types of `names` and make Python of it; raises ExpressionError.

    `names` gives each name its type: bool, int, float, str, a tuple of one of them, a class of values, or a Record.
    """
    wanted = kind_of(expects)
    found = check(source, {name: kind_of(kind) for name, kind in names.items()})
    if found.kind != wanted:
        raise ExpressionError(f"should be {said(wanted)}, is {said(found.kind)}")
    return Expression(as_python(found.tree, names), frozenset(found.patterns))


def check(source: str, names: Mapping[str, Kind]) -> Checked:
    """The checked tree of one expression; raises ExpressionError."""
    from ivrlint.expressions.checker import Checker

    line = source.lstrip(" ")
    skipped = len(source) - len(line)
    if "\n" in line or "\r" in line:
        raise ExpressionError("an expression stands on one line")
    if "\0" in line:
        raise ExpressionError("a character that cannot be read", source.index("\0") + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(line, mode="eval").body
        checker = Checker(line, names)
        return Checked(tree, checker.visit(tree), checker.patterns)
    except ExpressionError as error:
        raise ExpressionError(error.message, error.column + skipped) from None
    except SyntaxError as error:
        message, column = _syntax(error, line)
        raise ExpressionError(message, column + skipped) from None
    except (MemoryError, RecursionError):
        raise ExpressionError("too deeply nested", skipped + 1) from None
    except ValueError:
        raise ExpressionError("a character that cannot be read", skipped + 1) from None


def _syntax(error: SyntaxError, line: str) -> tuple[str, int]:
    """What is wrong with the grammar, in the words of rules rather than of Python, and the column."""
    if not line.strip():
        return "an empty expression", len(line) + 1
    signs = [line.index(sign) for sign in ("&&", "||") if sign in line]
    if signs:
        return "invalid syntax; write and, or, not for && || !", min(signs) + 1
    if not error.offset:
        return "something is missing at the end", len(line.rstrip()) + 1
    return error.msg, min(error.offset, len(line) + 1)


def as_python(tree: ast.expr, names: Iterable[str]) -> str:
    """A checked tree as the text of a function of the names."""
    return f"lambda {', '.join(names)}: {ast.unparse(tree)}"


def choosing(python: str) -> str:
    """The text of a function, as text that asks the same of each value of a list, which it takes in the place of the first."""
    names, _, body = python.removeprefix("lambda ").partition(": ")
    each, *others = names.split(", ")
    return f"lambda {', '.join((f'all_{each}', *others))}: [{each} for {each} in all_{each} if {body}]"


def function(python: str) -> Callable[..., Any]:
    """The function that such a text describes."""
    if python in FUNCTIONS:
        return FUNCTIONS[python]
    made: Callable[..., Any] = eval(compile(python, "<rule>", "eval"), SCOPE)  # noqa: S307 - nothing but what the checker lets pass
    return made
