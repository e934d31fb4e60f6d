"""What was made of the rules that come with ivrlint, kept, so that not every run has to read and to check them again.

`.ci/rule_index.py` makes the file. It holds a hash of the text that each rule was made of; a rule whose text has changed
since is read as any other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ivrlint.expressions import Expression, Template, Texts
from ivrlint.finding import Severity, Source
from ivrlint.readers.content import shown
from ivrlint.rule.options import RuleOption
from ivrlint.rule.value import Compiled, Lighter, Rule

INDEX = Path(__file__).with_name("index.json")

_PLAIN = ("id", "concern", "summary", "why", "subject", "when", "message", "instead", "shows", "judges_unreachable")


def kept(path: str) -> Rule | None:
    """The rule that was made of this file, without its examples; None when it was made of another text, or none was."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - every run opens all of them, and Path takes as long again
            data = file.read()
    except OSError:
        return None
    known = _index().get(_hash(data, path))
    return None if known is None else _restored(known, shown(path))


def index(rules: Iterable[Rule]) -> str:
    """The text of the index of these rules."""
    known = {_hash(Path(rule.file).read_bytes(), rule.file): _to_keep(rule) for rule in rules}
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


@cache
def _index() -> dict[str, Any]:
    """The rules as they were kept, by their hashes."""
    try:
        known = json.loads(INDEX.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _hash(data: bytes, path: str) -> str:
    """What two files have in common of which the same rule is made: folder, name and text."""
    try:
        from _blake2 import blake2b  # to import hashlib takes as long as to read all rules
    except ImportError:
        from hashlib import blake2b

    place = "/".join(path.replace(os.sep, "/").split("/")[-2:])
    return blake2b(b"%b\n%b" % (place.encode(), data.replace(b"\r\n", b"\n")), digest_size=16).hexdigest()


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
