"""A configuration that was read: what it says of rules, and of which standard its clauses are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Place = tuple[int, int]
"""Line and column."""


class Setting(NamedTuple):
    """What a configuration says of one rule.

    `level` is on, off or a severity, empty where nothing is said of that. `at` is where the rule is named, `option_at` where
    the value of each option stands.
    """

    level: str
    options: Mapping[str, object]
    at: Place
    option_at: Mapping[str, Place]


class Standard(NamedTuple):
    """What was published, what was read of it, and where it applies."""

    title: str
    url: str
    read: str
    applies: str


class Clause(NamedTuple):
    """One thing that a standard asks for, and how it is judged.

    `judged` is wholly, partly or not; `because` says what is left out and why. `at` limits the findings that count
    (`first_menu`; empty for all), `needs` names what has to be known before the clause can be said to be met. `read` and `url`
    are empty where they are those of the standard. `rule_at` is where each of the `rules` is named.
    """

    id: str
    asks: str
    judged: str
    because: str
    rules: tuple[str, ...]
    at: str
    needs: tuple[str, ...]
    read: str
    url: str
    rule_at: tuple[Place, ...]


class Config(NamedTuple):
    """One configuration file. `name` is that of the file without its ending; `extends_at` is where each base is named."""

    name: str
    file: str
    title: str
    about: str
    extends: tuple[str, ...]
    extends_at: tuple[Place, ...]
    rules: Mapping[str, Setting]
    standard: Standard | None
    clauses: tuple[Clause, ...]
