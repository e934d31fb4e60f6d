"""The clauses of a standard, in the tree of a configuration."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.config.value import Clause, Place, Standard
from ivrlint.readers.tree import Map


def contradictions(tree: Map) -> Iterator[tuple[Place, str]]:
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


def standard_of(tree: Map) -> Standard | None:
    """What the clauses are those of."""
    standard = tree.get("standard")
    return Standard(*(_line(standard[key]) for key in Standard._fields)) if standard else None


def clause_of(tree: Map) -> Clause:
    """One clause."""
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
