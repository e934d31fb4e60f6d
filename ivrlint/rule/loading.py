"""The rules of folders: all of them, and everything that is wrong with any of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from ivrlint.bundled import RULES
from ivrlint.flow import Refusal, replace
from ivrlint.readers.content import content, shown
from ivrlint.readers.folders import files_below
from ivrlint.rule.index import kept
from ivrlint.rule.installed import installed, size_since
from ivrlint.rule.problem import RuleProblem
from ivrlint.rule.value import CONCERNS, Rule

PROFILES = "profiles"
"""The folder beside the concerns that holds configurations, no rules."""


def load_rules(folders: Sequence[Path], *, examples: bool = False) -> tuple[tuple[Rule, ...], tuple[RuleProblem, ...]]:
    """The rules below these folders, in the order of the folders and of their names, and what is wrong.

    A rule lies in `<concern>/<id>.yaml`; a single file may be named too. A folder without rules is a problem.
    Everything in a user's rule is checked. Of the rules that come with ivrlint those are taken that were kept when they were
    checked, unless their files have changed since, and without their examples, unless `examples` are asked for.
    """
    rules: dict[str, Rule] = {}
    problems: list[RuleProblem] = []
    for folder in folders:
        for rule in _rules(folder, problems, ours=folder == RULES and not examples):
            if rule.id in rules:
                message = f"id: {rule.id!r} is the id of {rules[rule.id].file} already"
                problems.append(RuleProblem(rule.file, 1, 1, message))
            else:
                rules[rule.id] = rule
    return tuple(rules.values()), tuple(problems)


def _rules(folder: Path, problems: list[RuleProblem], *, ours: bool = False) -> Iterator[Rule]:
    for file, size in _ours(folder) if ours else ((file, None) for file in _files(folder, problems)):
        rule = kept(file, size) if ours else None
        if rule is None:
            rule, found = _load(file)
            problems.extend(found)
        if rule:
            yield replace(rule, good=(), bad=()) if ours and rule.good else rule


def _ours(folder: Path) -> Iterator[tuple[str, int | None]]:
    """The rule files of a folder that is known to be in order, with the sizes of those that are as they were installed."""
    since = installed(str(folder))
    for concern in CONCERNS:
        try:
            with os.scandir(f"{folder}{os.sep}{concern}") as found:
                entries = sorted(found, key=attrgetter("name"))
        except OSError:
            continue
        for entry in entries:
            if entry.name.endswith(".yaml") and entry.name[0] != ".":
                yield entry.path, size_since(entry, since)


def _files(folder: Path, problems: list[RuleProblem]) -> Sequence[str]:
    """The rule files below a folder; what cannot be one, or cannot be opened, is a problem."""
    if folder.is_file():
        return [str(folder)]
    if not folder.is_dir():
        problems.append(RuleProblem(shown(str(folder)), 0, 0, "there is no such folder"))
        return []
    paths, refusals = files_below(str(folder))
    problems.extend(RuleProblem(refusal.file, 0, 0, refusal.message) for refusal in refusals)
    files = list(_rule_files(folder, paths, problems))
    if not files and not refusals:
        problems.append(RuleProblem(shown(str(folder)), 0, 0, "there is no rule in this folder"))
    return files


def _rule_files(folder: Path, paths: Sequence[str], problems: list[RuleProblem]) -> Iterator[str]:
    for path in paths:
        if PROFILES in Path(path).relative_to(folder).parts[:-1]:
            continue
        if path.endswith((".yml", ".YAML", ".YML")):
            problems.append(RuleProblem(shown(path), 0, 0, "the name of a rule file ends in .yaml"))
        elif path.endswith(".yaml"):
            yield path


def _load(path: str) -> tuple[Rule | None, tuple[RuleProblem, ...]]:
    file = shown(path)
    data = content(path)
    if isinstance(data, Refusal):
        return None, (RuleProblem(file, 0, 0, data.message),)
    from ivrlint.rule.reading import read_rule

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (RuleProblem(file, line, 1, "is not UTF-8 text"),)
    return read_rule(text, file, Path(path).absolute().parent.name)
