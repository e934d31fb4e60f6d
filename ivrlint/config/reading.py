"""From the tree of one configuration to its value, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ivrlint.config.clauses import clause_of, contradictions, standard_of
from ivrlint.config.globs import Glob, GlobError, glob_of
from ivrlint.config.problem import ConfigProblem
from ivrlint.config.value import Config, Ignore, Override, Place, Setting
from ivrlint.flow import Mark, Refusal
from ivrlint.readers import strict_yaml
from ivrlint.readers.tree import List, Map, without
from ivrlint.readers.values import is_day, seconds

if TYPE_CHECKING:
    from ivrlint.rule.shape import Misshapen

Read = tuple[Config | None, tuple[ConfigProblem, ...]]

SAID = ("operator_key", "fail_on", "baseline")
"""The keys of which the last configuration that has one decides."""

_ELSEWHERE = {
    "select": "that is --select on the command line; here `rules: {doom-loop: off}` turns one off",
    "ignore": "`rules: {doom-loop: off}` turns a rule off, `ignores` accepts single findings, `exclude` passes over files",
    "profile": "`extends: strict` names a profile",
    "include": "which files are linted is said on the command line; `exclude` passes over some",
}
"""What is written in another way than in the configurations of other linters."""


def read_config(text: str, file: str) -> Read:
    """The configuration that a text of YAML holds; None when there is anything wrong with it, and then all that is wrong."""
    config, problems = partly(text, file)
    return (None, problems) if problems else (config, ())


def partly(text: str, file: str) -> Read:
    """What can be used of the configuration in a text of YAML, and all that is wrong with it."""
    document = strict_yaml.parse(text, file)
    if isinstance(document, Refusal):
        return None, (ConfigProblem(file, document.line, document.column, document.message),)
    problems = [ConfigProblem(file, problem.mark.line, problem.mark.column, problem.message) for problem in document.problems]
    tree = Map(document.at) if document.value is None else document.value
    if not isinstance(tree, Map):
        problems.append(ConfigProblem(file, *document.at[:2], "a configuration is a mapping of keys (extends, rules) to values"))
        return None, tuple(problems)
    config, wrong = config_of(tree, file)
    return config, tuple(sorted((*problems, *wrong)))


def config_of(tree: Map, file: str) -> tuple[Config, tuple[ConfigProblem, ...]]:
    """What can be used of the configuration in a tree, and all that is wrong with it."""
    from ivrlint.rule.shape import misshapen

    misplaced = misshapen(tree, "config")
    reader = _Reader(file)
    for mistake in misplaced:
        elsewhere = _ELSEWHERE.get(str(mistake.path[-1])) if len(mistake.path) == 1 and "unknown key" in mistake.message else None
        reader.report(mistake.at[:2], f"unknown key {mistake.path[-1]!r}: {elsewhere}" if elsewhere else mistake.message)
    for place, message in () if misplaced else contradictions(tree):
        reader.report(place, message)
    config = reader.read(_usable(tree, misplaced) if misplaced else tree)
    return config, tuple(sorted(reader.problems))


def _usable(tree: Map, misplaced: Iterable[Misshapen]) -> Map:
    """The tree without the keys at which something is wrong. Items of lists stay, so that they are counted as written."""
    return without(tree, (path for _, _, path in misplaced if path and isinstance(path[-1], str)))


class _Reader:
    """Reads a tree of the right shape; `problems` collects what is wrong in it nevertheless."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[ConfigProblem] = []

    def report(self, place: Place, message: str) -> None:
        """Note a mistake at a line and column."""
        self.problems.append(ConfigProblem(self.file, *place, message))

    def read(self, tree: Map) -> Config:
        """The configuration."""
        extends, extends_at = _texts(tree, "extends")
        folders, folder_at = _texts(tree, "rule_folders")
        broken = bool(self.problems)
        times = tree.get("times")
        said_at = {key: tree.value_at[key][:2] for key in SAID if key in tree}
        if times:
            said_at |= {f"times.{name}": times.value_at[name][:2] for name in times}
        return Config(
            name=PurePath(self.file).stem,
            file=self.file,
            title=_line(tree.get("title", "")),
            about=_line(tree.get("about", "")),
            extends=extends,
            extends_at=extends_at,
            rules=_settings(tree),
            standard=None if broken else standard_of(tree),
            clauses=() if broken else tuple(map(clause_of, tree.get("clauses", ()))),
            overrides=tuple(self._overrides(tree.get("overrides"))),
            exclude=self._globs(tree, "exclude", "exclude"),
            operator_key=str(tree.get("operator_key", "")),
            times={name: seconds(value) if isinstance(value, str) else value for name, value in (times or {}).items()},
            rule_folders=folders,
            fail_on=tree.get("fail_on", ""),
            baseline=tree.get("baseline", "").strip(),
            ignores=tuple(self._ignores(tree.get("ignores"))),
            said_at=said_at,
            folder_at=folder_at,
        )

    def _overrides(self, items: Any) -> list[Override]:  # noqa: ANN401 - a list, or nothing
        return [
            Override(self._globs(item, "files", f"overrides[{number}].files"), _settings(item), items.item_at[number - 1][:2])
            for number, item in enumerate(items or (), 1)
            if isinstance(item, Map)
        ]

    def _ignores(self, items: Any) -> list[Ignore]:  # noqa: ANN401 - a list, or nothing
        return [
            self._ignore(item, Mark(self.file, *items.item_at[number - 1]), f"ignores[{number}]")
            for number, item in enumerate(items or (), 1)
            if isinstance(item, Map)
        ]

    def _ignore(self, item: Map, mark: Mark, where: str) -> Ignore:
        rules, rule_at = _texts(item, "rules")
        until = item.get("until", "")
        if until and not is_day(until):
            self.report(item.value_at["until"][:2], f"{where}.until: {until!r} is no day such as 2027-01-31")
        reason = _line(item.get("reason", ""))
        if reason and not any(map(str.isalnum, reason)):
            self.report(item.value_at["reason"][:2], f"{where}.reason: {reason!r} says nothing")
        return Ignore(
            files=self._globs(item, "files", f"{where}.files"),
            steps=_texts(item, "steps")[0],
            rules=rules,
            reason=reason,
            until=until,
            mark=mark,
            files_as_written=_texts(item, "files")[0],
            rule_at=rule_at,
        )

    def _globs(self, tree: Map, key: str, where: str) -> tuple[Glob, ...]:
        result = []
        for pattern, place in zip(*_texts(tree, key), strict=True):
            try:
                result.append(glob_of(pattern)._replace(at=place))
            except GlobError as error:
                self.report(place, f"{where}: {pattern!r} {error}")
        return tuple(result)


def _texts(tree: Map, key: str) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """The texts at a key that has one or a list of them, and where each stands."""
    if key not in tree:
        return (), ()
    value = tree[key]
    if isinstance(value, List):
        usable = [(item.strip(), at[:2]) for item, at in zip(value, value.item_at, strict=True) if isinstance(item, str)]
        return tuple(text for text, _ in usable), tuple(at for _, at in usable)
    return (value.strip(),), (tree.value_at[key][:2],)


def _settings(tree: Map) -> dict[str, Setting]:
    rules = tree.get("rules")
    return {rule: _setting(value, rules.key_at[rule][:2]) for rule, value in rules.items()} if rules else {}


def _setting(value: Any, at: Place) -> Setting:  # noqa: ANN401 - a level or a mapping
    if isinstance(value, str):
        return Setting(value, {}, at, {})
    options = value.get("options", {})
    return Setting(value.get("severity", ""), options, at, {name: options.value_at[name][:2] for name in options})


def _line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
