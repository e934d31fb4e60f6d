"""The expressions of a rule file: `when`, `lighter.when` and those in `message`, compiled and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ivrlint.expressions import Expression, ExpressionError, Record, Template, compile_expression, compile_template
from ivrlint.facts import SUBJECTS
from ivrlint.readers.tree import Map
from ivrlint.rule.options import RuleOption, kind_of_value, wrong_patterns
from ivrlint.rule.places import place_inside
from ivrlint.rule.unwritten import is_unwritten
from ivrlint.rule.value import Compiled

ONE_LINE = "should stand on one line (`>-` folds several into one)"

Report = Callable[[tuple[int, int], str], None]
"""Notes a mistake at a line and column."""

_Made = TypeVar("_Made", Expression, Template)


def names_of(kind: str, options: Mapping[str, RuleOption]) -> dict[str, Any]:
    """What the expressions of a rule may name, in the order in which their functions take the values."""
    kinds = {name: kind_of_value(option.default) for name, option in options.items()}
    return {kind: SUBJECTS[kind], "call": SUBJECTS["call"], "options": Record("options", kinds, fixed=True)}


class Conditions:
    """Compiles the expressions of one rule; each is looked at, whatever is wrong with the others."""

    def __init__(self, lines: list[str], tree: Map, options: Mapping[str, RuleOption], report: Report) -> None:
        self.lines = lines
        self.tree = tree
        self.options = options
        self.report = report
        self.names = names_of(tree["for"], options)

    def compiled(self) -> Compiled | None:
        """The functions of the rule; None when one of them is missing."""
        when = self._make(self.tree, "when", compile_expression)
        message = self._make(self.tree, "message", compile_template)
        lighter = self.tree.get("lighter")
        less = self._make(lighter, "when", compile_expression, "lighter.") if isinstance(lighter, Map) else None
        if when is None or message is None or (less is None and "lighter" in self.tree):
            return None
        self._patterns(when.patterns | message.patterns | (less.patterns if less else frozenset()))
        self._unused()
        return Compiled(when, message, less)

    def _make(self, tree: Map, key: str, make: Callable[[str, Mapping[str, Any]], _Made], outside: str = "") -> _Made | None:
        source = tree.get(key)
        if not isinstance(source, str) or is_unwritten(source):
            return None
        at = tree.value_at[key]
        source = source.rstrip("\n")
        if "\n" in source:
            self.report(at[:2], f"{outside}{key}: {ONE_LINE}")
            return None
        try:
            return make(source, self.names)
        except ExpressionError as error:
            self.report(place_inside(self.lines, at, error.column), f"{outside}{key}: {error.message}")
            return None

    def _patterns(self, used: frozenset[str]) -> None:
        for name, option in self.options.items():
            if f"options.{name}" in used and (mistake := wrong_patterns(option.default)):
                self.report(self.tree["options"][name].value_at["default"][:2], f"options.{name}.default: {mistake}")

    def _unused(self) -> None:
        lighter = self.tree.get("lighter", {})
        expressions = f"{self.tree['when']} {self.tree['message']} {lighter.get('when', '')}"
        for name in self.options:
            if not re.search(rf"\boptions\.{name}\b", expressions):
                self.report(self.tree["options"].key_at[name][:2], f"options.{name}: no expression reads this option")
