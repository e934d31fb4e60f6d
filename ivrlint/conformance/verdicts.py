"""One table a file: the clauses of a standard with a verdict each."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ivrlint.analysis.entries import ROOM, TIMES
from ivrlint.config import Clause, Config
from ivrlint.config.terms import USUAL, TermsOf
from ivrlint.conformance.known import NEEDS
from ivrlint.facts import Call, Facts, Subject
from ivrlint.finding import Finding
from ivrlint.flow.tuples import NamedTuple
from ivrlint.linting import analyses_of_file
from ivrlint.readers.files import Reading
from ivrlint.rule import Judgement, Rule

A_LOOK = "a_look"
"""The need of a clause whose rules can show that it would not be met, never that it is: somebody has to look."""

FIRST_MENU = "first_menu"
"""Where the findings of a clause are limited to first menus."""


class Verdict(enum.StrEnum):
    """What can be said of a clause."""

    met = "met"
    not_met = "not_met"
    not_judged = "not_judged"


class Row(NamedTuple):
    """One clause. `findings` say where it would not be met; `because` what could not be judged, empty when everything could."""

    clause: Clause
    verdict: Verdict
    findings: tuple[Finding, ...]
    because: str


class Table(NamedTuple):
    """One file, and what can be said of each clause."""

    file: str
    name: str
    rows: tuple[Row, ...]

    def count(self, verdict: Verdict) -> int:
        """How many clauses have this verdict."""
        return sum(row.verdict is verdict for row in self.rows)


def tables(reading: Reading, standard: Config, rules: Sequence[Rule], terms_of: TermsOf | None = None) -> Iterator[Table]:
    """A table for each file in which calls begin; the steps of other files are judged as these calls come to them.

    `rules` are those of the clauses at least, with the limits of the standard; `terms_of` tells the time model of a file and the
    key for a person, whose rules and limits do not matter here.
    """
    wanted = {rule for clause in standard.clauses for rule in clause.rules}
    judges = [rule for rule in rules if rule.id in wanted]
    broken = {flow.file for flow in (*reading.flows.values(), *reading.linked.values()) if flow.problems}
    room = ROOM + TIMES * sum(len(flow.steps) for flow in reading.flows.values())
    for file, flow in reading.flows.items():
        if file in reading.parts:
            continue
        calls: list[Facts] = []
        found: dict[str, list[Judgement]] = {rule.id: [] for rule in judges}
        for analysis in analyses_of_file(reading, file, (terms_of and terms_of(file, False)) or USUAL, lonely=room < 0):
            calls.append(analysis.facts)
            for rule in judges:
                found[rule.id] += rule.judge(analysis.facts)
            room -= len(analysis.graph.steps) - len(flow.steps)
        reason = _unjudged(file, calls, broken)
        yield Table(file, flow.name, tuple(_row(clause, calls, found, reason) for clause in standard.clauses))


def _unjudged(file: str, calls: Sequence[Facts], broken: AbstractSet[str]) -> str:
    """Why no clause at all can be said to be met, and what is found is uncertain; empty when nothing speaks against it."""
    files = {file, *(step.mark.file for facts in calls for step in facts.steps if step.reachable)}
    if files & broken:
        return f"not all could be read, because of mistakes in {', '.join(sorted(files & broken))}"
    return "" if calls else "no call begins here"


def _row(clause: Clause, calls: Sequence[Facts], found: Mapping[str, Sequence[Judgement]], reason: str) -> Row:
    findings = _findings(clause, calls, found)
    if findings:
        return Row(clause, Verdict.not_met, findings, "; ".join(filter(None, (clause.because, reason))))
    if clause.judged == "not":
        return Row(clause, Verdict.not_judged, (), clause.because)
    unknown = [reason] if reason else [missing for need in clause.needs if (missing := _missing(need, clause, calls))]
    if unknown:
        return Row(clause, Verdict.not_judged, (), "; ".join(dict.fromkeys(unknown)))
    return Row(clause, Verdict.met, (), clause.because)


def _missing(need: str, clause: Clause, calls: Sequence[Facts]) -> str:
    """What a clause would need to be known, and is not; empty when it is."""
    return clause.because if need == A_LOOK else NEEDS[need].unknown(calls, clause.at == FIRST_MENU)


def _findings(clause: Clause, calls: Sequence[Facts], found: Mapping[str, Sequence[Judgement]]) -> tuple[Finding, ...]:
    """What the rules of a clause found where it counts, in the order of a report, each thing once."""
    judged = [judgement for rule in clause.rules for judgement in found[rule]]
    if clause.at == FIRST_MENU:
        judged = [each for each in judged if _about_first_menus(each.subject, calls)]
    return tuple(sorted({finding.order: finding for _, finding in judged}.values(), key=lambda finding: finding.order))


def _about_first_menus(subject: Subject, calls: Sequence[Facts]) -> bool:
    """Whether something is at a first menu, or is a call that has one."""
    if isinstance(subject, Call):
        return any(menu.first and menu.reachable for facts in calls if facts.call is subject for menu in facts.menus)
    return any(menu.first and menu.step == subject.step for facts in calls for menu in facts.menus)
