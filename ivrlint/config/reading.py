"""From the text of one configuration to its value, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from ivrlint.config.problem import ConfigProblem
from ivrlint.config.value import Clause, Config, Place, Setting, Standard
from ivrlint.flow import Refusal
from ivrlint.readers import strict_yaml
from ivrlint.readers.tree import List, Map


def read_config(text: str, file: str) -> tuple[Config | None, tuple[ConfigProblem, ...]]:
    """The configuration that a text holds; None when there is anything wrong with it, and then everything that is wrong."""
    document = strict_yaml.parse(text, file)
    if isinstance(document, Refusal):
        return None, (ConfigProblem(file, document.line, document.column, document.message),)
    problems = [ConfigProblem(file, problem.mark.line, problem.mark.column, problem.message) for problem in document.problems]
    tree = document.value
    if not isinstance(tree, Map):
        problems.append(ConfigProblem(file, *document.at[:2], "a configuration is a mapping of keys (extends, rules) to values"))
        return None, tuple(problems)
    from ivrlint.rule.shape import misshapen

    misplaced = [(mistake.at[:2], mistake.message) for mistake in misshapen(tree, "config")]
    problems += [ConfigProblem(file, *place, message) for place, message in misplaced or _contradictions(tree)]
    return (None, tuple(sorted(problems))) if problems else (_config(tree, file), ())


def _contradictions(tree: Map) -> Iterator[tuple[Place, str]]:
    """What is wrong with the clauses of a tree of the right shape."""
    clauses = tree.get("clauses", ())
    if ("standard" in tree) != bool(clauses):
        here, other = ("standard", "clauses") if "standard" in tree else ("clauses", "standard")
        yield tree.key_at[here][:2], f"{here}: goes with {other}, which is missing"
    ids: set[str] = set()
    for clause in clauses:
        judged, at = clause["judged"], clause.value_at["judged"][:2]
        if clause["id"] in ids:
            yield clause.value_at["id"][:2], f"clauses: {clause['id']!r} is the id of another clause already"
        ids.add(clause["id"])
        if judged != "not" and "rules" not in clause:
            yield at, f"clauses: what is judged {judged} has rules that judge it"
        if judged == "not" and clause.keys() & {"rules", "at", "needs"}:
            yield at, "clauses: what is not judged has no rules, and no keys about them"
        if (judged == "wholly") == ("because" in clause):
            yield at, "clauses: because says what is not judged, and why: it goes with partly and not, and they need it"


def _config(tree: Map, file: str) -> Config:
    extends = tree.get("extends", ())
    several = isinstance(extends, List)
    places = extends.item_at if several else [tree.value_at["extends"]] if extends else ()
    standard = tree.get("standard")
    return Config(
        name=PurePath(file).stem,
        file=file,
        title=_line(tree.get("title", "")),
        about=_line(tree.get("about", "")),
        extends=tuple(extends) if several or not extends else (extends,),
        extends_at=tuple(at[:2] for at in places),
        rules={rule: _setting(value, tree["rules"].key_at[rule][:2]) for rule, value in tree.get("rules", {}).items()},
        standard=Standard(*(_line(standard[key]) for key in Standard._fields)) if standard else None,
        clauses=tuple(map(_clause, tree.get("clauses", ()))),
    )


def _setting(value: Any, at: Place) -> Setting:  # noqa: ANN401 - a level or a mapping
    if isinstance(value, str):
        return Setting(value, {}, at, {})
    options = value.get("options", {})
    return Setting(value.get("severity", ""), options, at, {name: options.value_at[name][:2] for name in options})


def _clause(tree: Map) -> Clause:
    rules = tree.get("rules")
    return Clause(
        id=_line(tree["id"]),
        asks=_line(tree["asks"]),
        judged=tree["judged"],
        because=_line(tree.get("because", "")),
        rules=tuple(rules or ()),
        at=tree.get("at", ""),
        needs=tuple(tree.get("needs", ())),
        read=_line(tree.get("read", "")),
        url=tree.get("url", ""),
        rule_at=tuple(at[:2] for at in rules.item_at) if rules else (),
    )


def _line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
