"""A rule from the tree of a file that is known to be right."""

from __future__ import annotations

from typing import Any

from ivrlint.analysis.witness import SHOWS
from ivrlint.expressions import Texts
from ivrlint.finding import Severity, Source
from ivrlint.readers.tree import Map
from ivrlint.rule.options import RuleOption, kind_of_value
from ivrlint.rule.value import Compiled, Lighter, Rule


def build(tree: Map, file: str, concern: str, compiled: Compiled) -> Rule:
    """The rule, without its examples."""
    options = options_of(tree) or {}
    lighter = tree.get("lighter")
    return Rule(
        id=tree["id"],
        concern=concern,
        file=file,
        summary=_line(tree["summary"]),
        why=_line(tree["why"]),
        sources=tuple(Source(_line(s["title"]), _line(s["clause"]), s["url"]) for s in tree["source"]),
        severity=Severity[tree["severity"]],
        subject=tree["for"],
        options=options,
        when=tree["when"].strip(),
        lighter=Lighter(lighter["when"].strip(), Severity[lighter["severity"]]) if lighter else None,
        message=tree["message"].strip(),
        instead=_line(tree["instead"]),
        shows=tree.get("shows", SHOWS[tree["for"]][0]),
        at=tree.get("at", ""),
        together=tuple(tree.get("together", ())),
        judges_unreachable=tree.get("judges_unreachable", False),
        compiled=compiled,
        values={name: option.default for name, option in options.items()},
    )


def _line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def options_of(tree: Map) -> dict[str, RuleOption] | None:
    """The options of a rule; None when they are not well-formed."""
    written: Any = tree.get("options", {})
    if not isinstance(written, Map | dict) or not all(isinstance(option, Map) for option in written.values()):
        return None
    if any(kind_of_value(option.get("default")) is None for option in written.values()):
        return None
    return {name: RuleOption(_frozen(option["default"]), str(option.get("about", ""))) for name, option in written.items()}


def _frozen(default: object) -> object:
    return Texts(default) if isinstance(default, list) else default
