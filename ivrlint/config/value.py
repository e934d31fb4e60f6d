"""A configuration that was read: what it says of rules and of files, and of which standard its clauses are."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.config.globs import Glob
from ivrlint.flow import Mark
from ivrlint.flow.tuples import NamedTuple

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


class Override(NamedTuple):
    """What is different about rules in some files."""

    files: tuple[Glob, ...]
    rules: Mapping[str, Setting]
    at: Place


class Ignore(NamedTuple):
    """Findings that somebody has looked at and accepts.

    They are those of the `rules` at the `steps` in the `files`; where steps or files are empty, all are meant. `until` is the
    last day (YYYY-MM-DD) on which this holds, empty for ever. `files_as_written` are the patterns as people wrote them, `rule_at`
    is where each rule is named, `mark` where the whole entry stands.
    """

    files: tuple[Glob, ...]
    steps: tuple[str, ...]
    rules: tuple[str, ...]
    reason: str
    until: str
    mark: Mark
    files_as_written: tuple[str, ...]
    rule_at: tuple[Place, ...]


class Config(NamedTuple):
    """One configuration file. `name` is that of the file without its ending; `extends_at` is where each base is named.

    `times` are values of the time model by their names, in seconds but for numbers; `said_at` is where each of the other keys
    stands, `times.decide` for a single time.
    """

    name: str
    file: str
    title: str
    about: str
    extends: tuple[str, ...]
    extends_at: tuple[Place, ...]
    rules: Mapping[str, Setting]
    standard: Standard | None
    clauses: tuple[Clause, ...]
    overrides: tuple[Override, ...] = ()
    exclude: tuple[Glob, ...] = ()
    operator_key: str = ""
    times: Mapping[str, float] = {}
    rule_folders: tuple[str, ...] = ()
    fail_on: str = ""
    baseline: str = ""
    ignores: tuple[Ignore, ...] = ()
    said_at: Mapping[str, Place] = {}
    folder_at: tuple[Place, ...] = ()
