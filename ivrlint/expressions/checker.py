"""Grammar, whitelist and type check of the rule language in one walk over Python's syntax tree.

A node without a `visit_` method is not in the language. Each method returns the kind of what it saw.
Where Python would fail on checked facts (an empty `min`, a division by zero) the tree is changed so
that it cannot.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeVar

from ivrlint.expressions.errors import ExpressionError, did_you_mean
from ivrlint.expressions.functions import ANY_IN, FUNCTIONS, SCOPE, wrong_pattern
from ivrlint.expressions.kinds import NUMBER, TEXT, TRUTH, Kind, ListOf, Record, said

DEEPEST = 50
LARGEST = 1_000_000_000
_TINY = 5e-324

_INSTEAD: dict[type[ast.AST], str] = {
    ast.Dict: "a mapping is not in the rule language",
    ast.DictComp: "a mapping is not in the rule language",
    ast.GeneratorExp: "`… for … in …` stands alone inside all, any, len, max, min or sum",
    ast.IfExp: "`if … else` is not in the rule language; use and, or, not",
    ast.JoinedStr: "f-text is not in the rule language",
    ast.Lambda: "lambda is not in the rule language",
    ast.ListComp: "leave out the brackets: `… for … in …` stands alone inside all, any, len, max, min or sum",
    ast.NamedExpr: "`:=` is not in the rule language",
    ast.Set: "a list is written with [ ] or ( )",
    ast.SetComp: "leave out the braces: `… for … in …` stands alone inside all, any, len, max, min or sum",
    ast.Starred: "`*` before a value is not in the rule language",
    ast.Subscript: "`[…]` after a value is not in the rule language; use any, all or in",
}

_Node = TypeVar("_Node", bound=ast.AST)


def _at(place: ast.expr, new: _Node) -> _Node:
    return ast.copy_location(new, place)


class Checker(ast.NodeVisitor):
    """Finds the kind of an expression. `patterns` are the names in fixed records that serve as patterns."""

    def __init__(self, source: str, names: Mapping[str, Kind]) -> None:
        self.source = source.encode()
        self.names = {"inf": NUMBER, **names}
        self.drawn_from: dict[str, ast.expr] = {}
        self.patterns: set[str] = set()
        self.depth = 0

    def visit(self, node: ast.AST) -> Kind:
        """The kind of a node."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong(node, "too deeply nested")
        kind: Kind = super().visit(node)
        self.depth -= 1
        return kind

    def generic_visit(self, node: ast.AST) -> NoReturn:
        """Anything without a method of its own."""
        raise self.wrong(node, _INSTEAD.get(type(node), f"{type(node).__name__} is not in the rule language"))

    def wrong(self, node: ast.AST, message: str) -> ExpressionError:
        """A mistake at this node; Python counts its columns in bytes."""
        offset: int = getattr(node, "col_offset", 0)
        return ExpressionError(message, len(self.source[:offset].decode(errors="replace")) + 1)

    def written(self, node: ast.expr) -> str:
        """The node as it is written, shortened."""
        text = self.source[node.col_offset : node.end_col_offset].decode()
        return text if len(text) <= 40 else f"{text[:39]}…"

    def expect(self, node: ast.expr, kind: Kind, what: str) -> None:
        """Refuse a node that is not of this kind."""
        found = self.visit(node)
        if found != kind:
            raise self.wrong(node, f"{what} should be {said(kind)}, is {said(found)}")

    def visit_Constant(self, node: ast.Constant) -> Kind:
        """Numbers, text, True and False."""
        value = node.value
        if isinstance(value, bool):
            return TRUTH
        if isinstance(value, str):
            written = self.source[node.col_offset : node.end_col_offset].decode()
            if "\\" in written and (written[0] not in "rR" or written.count("\\") != value.count("\\")):
                raise self.wrong(node, 'write r"…" for text with a backslash')
            return TEXT
        if isinstance(value, int | float):
            if value > LARGEST:
                raise self.wrong(node, f"numbers go up to {LARGEST:,}; write inf for what is never reached")
            return NUMBER
        raise self.wrong(node, f"{self.written(node)} is not in the rule language")

    def visit_Name(self, node: ast.Name) -> Kind:
        """A name that the rule was given, or one that a generator introduced."""
        if node.id not in self.names:
            near = {"true": ["True"], "false": ["False"]}.get(node.id, self.names)
            raise self.wrong(
                node, f"unknown name {node.id!r}{did_you_mean(node.id.title() if len(near) == 1 else node.id, near)}"
            )
        return self.names[node.id]

    def visit_Attribute(self, node: ast.Attribute) -> Kind:
        """A fact of something."""
        owner = self.visit(node.value)
        if not isinstance(owner, Record):
            raise self.wrong(node, f"{self.written(node.value)} is {said(owner)} and has no {node.attr!r}")
        if node.attr not in owner.facts:
            raise self.wrong(node, f"{self.written(node.value)} has no {node.attr!r}{did_you_mean(node.attr, owner.facts)}")
        kind: Kind = owner.facts[node.attr]
        return kind

    def visit_BoolOp(self, node: ast.BoolOp) -> Kind:
        """And, or."""
        word = "and" if isinstance(node.op, ast.And) else "or"
        for value in node.values:
            self.expect(value, TRUTH, f"what {word!r} joins")
        return TRUTH

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Kind:
        """Not, and the sign of a number."""
        if isinstance(node.op, ast.Not):
            self.expect(node.operand, TRUTH, "what stands after 'not'")
            return TRUTH
        if isinstance(node.op, ast.USub):
            self.expect(node.operand, NUMBER, "what stands after '-'")
            return NUMBER
        raise self.wrong(node, f"{self.written(node)[0]} before a value is not in the rule language")

    def visit_BinOp(self, node: ast.BinOp) -> Kind:
        """Plus, minus, times, divided by; dividing by nothing gives inf (0 of 0 is 0)."""
        if not isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
            raise self.wrong(node, "of numbers, there are only + - * and /")
        for side in (node.left, node.right):
            self.expect(side, NUMBER, "a part of a sum or product")
        if isinstance(node.op, ast.Mult | ast.Div):
            node.left = _at(node, ast.BinOp(node.left, ast.Mult(), _at(node, ast.Constant(1.0))))
        if isinstance(node.op, ast.Div):
            node.right = _at(node, ast.BoolOp(ast.Or(), [node.right, _at(node, ast.Constant(_TINY))]))
        return NUMBER

    def visit_Compare(self, node: ast.Compare) -> Kind:
        """Comparisons, chained ones too: only of equal kinds."""
        first, left = node.left, self.visit(node.left)
        for operator, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.visit(comparator)
            self._compare(operator, first, left, right)
            first, left = comparator, right
        return TRUTH

    def _compare(self, operator: ast.cmpop, node: ast.expr, left: Kind, right: Kind) -> None:
        if isinstance(operator, ast.In | ast.NotIn):
            if right != ListOf(left) and not left == right == TEXT:
                raise self.wrong(node, f"cannot look for {said(left)} in {said(right)}")
        elif isinstance(operator, ast.Is | ast.IsNot):
            raise self.wrong(node, "'is' is not in the rule language; write == or !=")
        elif left != right:
            raise self.wrong(node, f"cannot compare {said(left)} with {said(right)}")
        elif isinstance(left, ListOf | Record):
            raise self.wrong(node, f"cannot compare {said(left)}; use any, all, len or in")
        elif left is not NUMBER and not isinstance(operator, ast.Eq | ast.NotEq):
            raise self.wrong(node, f"only numbers are smaller or larger, this is {said(left)}")

    def visit_Tuple(self, node: ast.Tuple | ast.List) -> Kind:
        """A list written out; all of one kind."""
        if not node.elts:
            raise self.wrong(node, "an empty list says nothing")
        kind = self.visit(node.elts[0])
        if isinstance(kind, ListOf | Record):
            raise self.wrong(node.elts[0], f"a list is of numbers, texts or true/false, this is {said(kind)}")
        for item in node.elts[1:]:
            self.expect(item, kind, "an item of this list")
        return ListOf(kind)

    def visit_List(self, node: ast.List) -> Kind:
        """The same in brackets."""
        return self.visit_Tuple(node)

    def visit_Call(self, node: ast.Call) -> Kind:
        """One of the functions."""
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
            wrong = self.written(node.func)
            raise self.wrong(node.func, f"{wrong!r} is not a function of the rule language{did_you_mean(wrong, FUNCTIONS)}")
        name = node.func.id
        for keyword in node.keywords:
            raise self.wrong(keyword, f"{name} takes no named values")
        if name == "matches":
            return self._matches(node)
        if name in {"min", "max"} and len(node.args) > 1:
            for argument in node.args:
                self.expect(argument, NUMBER, f"what {name} compares")
            return NUMBER
        if len(node.args) != 1:
            raise self.wrong(node, f"{name} takes one list{' or several numbers' if name in {'min', 'max'} else ''}")
        return self._of_list(node, name, node.args[0])

    def _of_list(self, node: ast.Call, name: str, argument: ast.expr) -> Kind:
        found = ListOf(self._generator(argument)) if isinstance(argument, ast.GeneratorExp) else self.visit(argument)
        if name == "len":
            if not isinstance(found, ListOf) and found != TEXT:
                raise self.wrong(argument, f"len is of a list or text, this is {said(found)}")
            if isinstance(argument, ast.GeneratorExp):
                node.args = [_at(node, ast.ListComp(argument.elt, argument.generators))]
            return NUMBER
        wanted = ListOf(TRUTH if name in {"all", "any"} else NUMBER)
        if found != wanted:
            inside = argument.elt if isinstance(argument, ast.GeneratorExp) else argument
            raise self.wrong(inside, f"{name} is of {said(wanted)}, this is {said(found)}")
        if name == "any" and isinstance(argument, ast.GeneratorExp):
            self._look_for_any(node, argument)
        if name in {"min", "max"}:
            limit = _at(node, ast.Constant(math.inf if name == "min" else -math.inf))
            node.keywords = [_at(node, ast.keyword("default", limit))]
        return TRUTH if name in {"all", "any"} else NUMBER

    def _look_for_any(self, node: ast.Call, generator: ast.GeneratorExp) -> None:
        """Turn `any(word in text for word in options.words)` into one quick look for all words."""
        match generator:
            case ast.GeneratorExp(
                ast.Compare(ast.Name(word), [ast.In()], [text]),
                [ast.comprehension(ast.Name(target), ast.Attribute(ast.Name(owner)) as words, [])],
            ) if word == target and self.fixed(owner):
                apart = all(word != getattr(part, "id", "") for part in ast.walk(text))
                if not apart or self.visit(text) != TEXT:
                    return
                node.func, node.args = _at(node, ast.Name(ANY_IN, ast.Load())), [text, words]

    def _generator(self, node: ast.GeneratorExp) -> Kind:
        """What a generator gives; its names are known inside it only."""
        outside = self.names
        self.names = dict(outside)
        for clause in node.generators:
            many = self.visit(clause.iter)
            if not isinstance(many, ListOf):
                raise self.wrong(clause.iter, f"{self.written(clause.iter)} is not a list, it is {said(many)}")
            if not isinstance(clause.target, ast.Name) or clause.is_async:
                raise self.wrong(clause.target, "write `for` one name `in` a list")
            name = clause.target.id
            if name in self.names or name in SCOPE:
                raise self.wrong(clause.target, f"{name!r} has a meaning already; choose another name")
            self.names[name], self.drawn_from[name] = many.item, clause.iter
            for condition in clause.ifs:
                self.expect(condition, TRUTH, "what stands after 'if'")
        kind = self.visit(node.elt)
        self.names = outside
        return kind

    def _matches(self, node: ast.Call) -> Kind:
        if len(node.args) != 2:
            raise self.wrong(node, "matches takes a text and a pattern")
        text, pattern = node.args
        self.expect(text, TEXT, "what matches looks at")
        self.expect(pattern, TEXT, "a pattern")
        for source in self._sources(pattern):
            if isinstance(source, ast.Constant) and isinstance(source.value, str):
                if mistake := wrong_pattern(source.value):
                    raise self.wrong(source, mistake)
            elif isinstance(source, ast.Attribute) and isinstance(source.value, ast.Name) and self.fixed(source.value.id):
                self.patterns.add(f"{source.value.id}.{source.attr}")
            else:
                raise self.wrong(pattern, "a pattern is written in the rule or is one of its options")
        return TRUTH

    def fixed(self, name: str) -> bool:
        """Whether the values of this record are known when a rule is loaded."""
        kind: Any = self.names.get(name)
        return isinstance(kind, Record) and kind.fixed

    def _sources(self, node: ast.expr) -> Iterable[ast.expr]:
        """Where the value of a pattern comes from."""
        if isinstance(node, ast.Name) and node.id in self.drawn_from:
            return self._sources(self.drawn_from[node.id])
        return node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
