"""The profiles that come with ivrlint as they were read, kept: one that has changed since is read as any other; see `kept.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from ivrlint.config.value import Clause, Config, Place, Setting, Standard
from ivrlint.kept import as_text, digest, things_in

KEPT = Path(__file__).with_name("kept.json")

_KEPT = set(Config._fields) - {"file", "name"} - Config._field_defaults.keys()
"""What profiles have; what is about files has no place in them."""


def kept(text: str, file: str) -> Config | None:
    """What was made of the text of a profile; None when nothing was."""
    known = things_in(KEPT).get(digest(text.encode()))
    return None if known is None else _restored(known, file)


def to_keep(configs: Iterable[tuple[str, Config]]) -> str:
    """What the file should hold for these texts and what was made of them."""
    known = {
        digest(text.encode()): {key: value for key, value in config._asdict().items() if key in _KEPT}
        for text, config in configs
        if all(getattr(config, key) == default for key, default in Config._field_defaults.items())
    }
    return as_text(known)


def _restored(known: dict[str, Any], file: str) -> Config:
    given = {
        **known,
        "name": PurePath(file).stem,
        "file": file,
        "extends": tuple(known["extends"]),
        "extends_at": _places(known["extends_at"]),
        "rules": {rule: _setting(*its) for rule, its in known["rules"].items()},
        "standard": known["standard"] and Standard(*known["standard"]),
        "clauses": tuple(_clause(dict(zip(Clause._fields, its, strict=True))) for its in known["clauses"]),
    }
    return Config(**given)


def _setting(level: str, options: dict[str, Any], at: list[int], option_at: dict[str, list[int]]) -> Setting:
    places = dict(zip(option_at, _places(option_at.values()), strict=True))
    return Setting(level, options, _places([at])[0], places)


def _clause(its: dict[str, Any]) -> Clause:
    return Clause(**{**its, "rules": tuple(its["rules"]), "needs": tuple(its["needs"]), "rule_at": _places(its["rule_at"])})


def _places(pairs: Iterable[list[int]]) -> tuple[Place, ...]:
    return tuple((line, column) for line, column in pairs)
