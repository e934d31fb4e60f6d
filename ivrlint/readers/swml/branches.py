"""The methods `switch` and `cond`: checks, now and then of opening hours."""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.flow import Case, Check, Target
from ivrlint.readers.swml.building import Building, Made
from ivrlint.readers.swml.hours import Answer, hours_of
from ivrlint.readers.swml.script import Clause, Position, Statement, clean
from ivrlint.readers.swml.words import names_of, variable


def switch(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """A check of one variable."""
    asked = variable(statement.text("variable").strip("${}% "))
    cases = [
        Case(
            clean(case.name) if case.name.strip() else "(empty)",
            building.at(Position(case.body, 0), returns, case.mark),
            case.mark,
        )
        for case in statement.cases
    ]
    default = Position(statement.default, 0) if statement.default else statement.next
    otherwise = building.at(default, returns, statement.place("default"))
    hours = hours_of([Answer(asked, case.name.lower(), case.target, case.mark) for case in cases], otherwise)
    yield _check(statement, name, (asked,) if asked else (), hours, cases, otherwise)


def cond(statement: Statement, returns: bool, name: str, building: Building, first: int = 0) -> Made:
    """A check of conditions, from the number `first` on: those before it are known not to hold."""
    cases: list[Case] = []
    answers: list[Answer] = []
    otherwise: Target | None = None
    for clause in statement.clauses[first:]:
        target = building.at(Position(clause.body, 0), returns, clause.mark)
        if clause.when is None:
            otherwise = target
            break
        cases.append(Case(clean(clause.when), target, clause.mark))
        answers.append(_answer(clause, building, target))
    uses = dict.fromkeys(name for clause in statement.clauses[first:] if clause.when for name in names_of(clause.when))
    otherwise = otherwise or building.after(statement, returns)
    yield _check(statement, name, tuple(uses), hours_of(answers, otherwise), cases, otherwise)


def _check(
    statement: Statement, name: str, uses: tuple[str, ...], hours: list[Case], cases: list[Case], otherwise: Target
) -> Check:
    asks = ", ".join(uses)
    return Check(
        name=name,
        mark=statement.mark,
        asks="hours" if hours else "the hours" if asks == "hours" else asks,
        uses=uses,
        cases=tuple(hours or _unique(cases)),
        otherwise=None if hours else otherwise,
    )


def _answer(clause: Clause, building: Building, target: Target) -> Answer:
    """What a condition asks for, when that is one value of one variable."""
    condition = building.places.condition(clause.when or "")
    if condition is None or len(condition) != 1 or len(condition[0]) != 1:
        return Answer("", "", target, clause.mark)
    test = condition[0][0]
    if not test.values:
        return Answer(test.name, "false" if test.negated else "true", target, clause.mark)
    single = len(test.values) == 1 and not test.negated
    return Answer(test.name if single else "", test.values[0], target, clause.mark)


def _unique(cases: Iterable[Case]) -> Iterable[Case]:
    """Of cases with the same name only the first can be met."""
    first: dict[str, Case] = {}
    for case in cases:
        first.setdefault(case.name, case)
    return first.values()
