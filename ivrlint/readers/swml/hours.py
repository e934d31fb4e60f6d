"""Whether a branch asks about opening hours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ivrlint.flow import Case, Mark, Target
from ivrlint.flow.tuples import NamedTuple

_OPEN = frozenset(
    ["open", "isopen", "officeopen", "isofficeopen", "businesshours", "isbusinesshours", "inhours", "withinhours", "duringhours"]
)
_CLOSED = frozenset(["closed", "isclosed", "officeclosed", "afterhours", "isafterhours", "outofhours", "holiday", "isholiday"])
_ASKED = re.compile(r"(?i)open|close|hours|holiday|schedule")
_YES, _NO = frozenset({"true", "yes", "open"}), frozenset({"false", "no", "closed"})


class Answer(NamedTuple):
    """One branch: the variable that it looks at, the value that it wants, and where it leads."""

    name: str
    value: str
    target: Target | None
    mark: Mark


def hours_of(answers: Sequence[Answer], otherwise: Target | None) -> list[Case]:
    """The cases `open` and `closed` of a branch that clearly asks about opening hours; none when it is not clear."""
    cases: dict[str, Case] = {}
    for answer in answers:
        kind = _kind(answer)
        if not kind or kind in cases:
            return []
        cases[kind] = Case(kind, answer.target, answer.mark)
    if not cases or (len(cases) == 1 and otherwise is None):
        return []
    for kind in ("open", "closed"):
        if kind not in cases:
            cases[kind] = Case(kind, otherwise, answers[0].mark)
    return list(cases.values())


def _kind(answer: Answer) -> str:
    if not _ASKED.search(answer.name):
        return ""
    if answer.value in ("open", "closed"):
        return answer.value
    asked = re.sub(r"[^a-z]", "", answer.name.lower().rpartition(".")[2])
    means = "open" if asked in _OPEN else "closed" if asked in _CLOSED else ""
    if not means or answer.value not in _YES | _NO:
        return ""
    return means if answer.value in _YES else "closed" if means == "open" else "open"
