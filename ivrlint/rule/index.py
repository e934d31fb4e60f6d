"""What was made of the rules that come with ivrlint, kept: a rule whose file has changed since is read as any other."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ivrlint.expressions import Expression, Template, Texts
from ivrlint.finding import Severity, Source
from ivrlint.kept import as_text, digest, things_in
from ivrlint.readers.content import shown
from ivrlint.rule.options import RuleOption
from ivrlint.rule.value import Compiled, Lighter, Rule

INDEX = Path(__file__).with_name("index.json")

_PLAIN = ("id", "concern", "summary", "why", "subject", "when", "message", "instead", "shows", "at", "judges_unreachable")


def kept(path: str) -> Rule | None:
    """The rule that was made of this file, without its examples; None when it was made of another text, or none was."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - every run opens all of them, and Path takes as long again
            data = file.read()
    except OSError:
        return None
    known = things_in(INDEX).get(_digest(data, path))
    return None if known is None else _restored(known, shown(path))


def index(rules: Iterable[Rule]) -> str:
    """The text of the index of these rules."""
    known = {_digest(Path(rule.file).read_bytes(), rule.file): _to_keep(rule) for rule in rules}
    return as_text(known)


def _digest(data: bytes, path: str) -> str:
    """What two files have in common of which the same rule is made: folder, name and text."""
    place = "/".join(path.replace(os.sep, "/").split("/")[-2:])
    return digest(b"%b\n%b" % (place.encode(), data))


def _to_keep(rule: Rule) -> dict[str, Any]:
    when, message, lighter = rule.compiled
    return {
        **{name: getattr(rule, name) for name in _PLAIN},
        "sources": rule.sources,
        "severity": rule.severity.name,
        "options": rule.options,
        "lighter": rule.lighter and (rule.lighter.when, rule.lighter.severity.name),
        "compiled": {
            "when": (when.python, sorted(when.patterns)),
            "message": (message.texts, message.python, message.formats, sorted(message.patterns)),
            "lighter": lighter and (lighter.python, sorted(lighter.patterns)),
        },
    }


def _restored(known: dict[str, Any], file: str) -> Rule:
    options = {name: RuleOption(_value(default), about) for name, (default, about) in known["options"].items()}
    lighter, compiled = known["lighter"], known["compiled"]
    return Rule(
        **{name: known[name] for name in _PLAIN},
        file=file,
        sources=tuple(Source(*source) for source in known["sources"]),
        severity=Severity[known["severity"]],
        options=options,
        lighter=lighter and Lighter(lighter[0], Severity[lighter[1]]),
        values={name: option.default for name, option in options.items()},
        compiled=Compiled(
            Expression(*_patterns(compiled["when"])),
            Template(*_patterns(compiled["message"])),
            compiled["lighter"] and Expression(*_patterns(compiled["lighter"])),
        ),
    )


def _value(default: object) -> object:
    return Texts(default) if isinstance(default, list) else default


def _patterns(parts: list[Any]) -> list[Any]:
    return [*parts[:-1], frozenset(parts[-1])]
