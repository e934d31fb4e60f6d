"""What the document decides by itself: conditions as checks, and those that ask for opening hours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ivrlint.flow import Case, Check, Mark, Target
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.voicexml import ecma, nodes, truth
from ivrlint.readers.voicexml.names import Names
from ivrlint.readers.voicexml.nodes import Node

if TYPE_CHECKING:
    from ivrlint.readers.voicexml.choosing import Known
    from ivrlint.readers.voicexml.writing import Writer

_CLOCK = re.compile(r"\bget(?:UTC)?(?:Hours|Day|Minutes)\s*\(")
_HOURS = re.compile(
    r"(?i)\b(?:is_?)?(?:open|closed)(?:_?(?:now|hours|status|today))?\b"
    r"|(?:business|office|opening|working|operating)_?hours?\b|\b(?:in|within|after|outside|off)_?hours\b"
)
_CLOSED = re.compile(
    r"(?i)\bclosed\b|\bafter (?:business |office )?hours\b|outside (?:of )?(?:our )?(?:\w+ )?hours"
    r"|\bcerrad|\bferm[ée]|\bgeschlossen\b|\bchius|\bgesloten\b|\bfechad"
)
_COMPARED = re.compile(r"\A[^&|!<>]*==\s*['\"]([^'\"]+)['\"]\s*\Z")
_CLOSED_VALUE = re.compile(r"(?i)closed|after_?hours|off_?hours|outside_?hours")


def decided(test: nodes.Test, name: str, value: object) -> Node | None:
    """The branch that a test takes when one variable has a value; None when that does not decide it."""
    for branch in test.branches:
        holds = truth.evaluate(branch.cond, name, value) if name in ecma.names(branch.cond) else None
        if holds is None:
            return None
        if holds:
            return branch.head
    return test.next


def question(test: nodes.Test) -> str:
    """What to call a test: after the variables that it asks for."""
    names = [*ecma.conditions([branch.cond for branch in test.branches])]
    return f"if {', '.join(name.removeprefix(ecma.SHARED) for name in names[:2])}" if names else "if"


def check(writer: Writer, test: nodes.Test, known: Known | None, name: str) -> Check:
    """A test as a check. Branches that are decided by what the caller answered are left out."""
    branches: list[nodes.Branch] = []
    rest, where = test.next, test.mark
    for branch in test.branches:
        holds = None
        if known is not None and known.name in ecma.names(branch.cond):
            holds = truth.evaluate(branch.cond, known.name, known.value)
        if holds:
            rest, where = branch.head, branch.mark
            break
        if holds is None:
            branches.append(branch)
    resolve = writer.routine.resolve
    uses = tuple(dict.fromkeys(resolve(each) for each in ecma.conditions([branch.cond for branch in branches])))
    targets = [writer.target(branch.head, known, branch.mark) for branch in branches]
    otherwise = writer.target(rest, known, where) if rest else None
    if len(branches) == 1:
        hours = hours_of(branches[0].cond, branches[0].head)
        if hours:
            return hours.check(name, test.mark, uses, branches[0].mark, targets[0], otherwise)
    labels = _labels(branches)
    cases = tuple(Case(label, to, branch.mark) for label, to, branch in zip(labels, targets, branches, strict=True))
    asks = " ".join(branches[0].cond.split()) if branches else ""
    return Check(
        name=name, mark=test.mark, asks="" if asks == "hours" else asks[:200], uses=uses, cases=cases, otherwise=otherwise
    )


def guard(writer: Writer, node: nodes.Guard, name: str) -> Check:
    """The question whether an item is to be visited: whether its condition holds, and whether nothing has filled it yet."""
    item = node.item
    state = writer.visiting.states[node]
    visit = writer.target(writer.routine.visits[item.index], None, node.mark)
    passed = writer.visiting.refused(node)
    mark = node.mark
    if passed is writer.routine.end:
        over = writer.over(state.said or bool(writer.routine.mixed), mark)
        otherwise = writer.target_of(over) if over else None
    else:
        otherwise = writer.target(passed, None, mark)
    uses = [writer.routine.resolve(name) for name in ecma.names(item.cond)]
    if (state.having >> item.index) & 1 and item.name:
        uses.append(writer.routine.resolve(item.name))
    if item.cond:
        hours = hours_of(item.cond, writer.routine.visits[item.index])
        if hours and not (state.having >> item.index) & 1:
            return hours.check(name, mark, tuple(dict.fromkeys(uses)), mark, visit, otherwise)
        case = " ".join(item.cond.split())[:60]
    else:
        case = "not known yet"
    asks = " ".join(item.cond.split())[:200] or f"is {item.name or 'it'} known?"
    cases = (Case(case, visit, mark),)
    return Check(name=name, mark=mark, asks=asks, uses=tuple(dict.fromkeys(uses)), cases=cases, otherwise=otherwise)


def _labels(branches: Sequence[nodes.Branch]) -> list[str]:
    """A name for each case: the value that a variable is compared with, where that is all; else the condition."""
    names = [*ecma.conditions([branch.cond for branch in branches])]
    result: list[str] = []
    unique = Names()
    for branch in branches:
        values = (
            truth.literals(branch.cond, names[0].removeprefix(ecma.SHARED)) if len(names) == 1 and "!" not in branch.cond else ()
        )
        label = " or ".join(values) if values and not any(sign in branch.cond for sign in "<>&.(") else ""
        compared = _COMPARED.search(branch.cond) if not label else None
        label = " ".join((label or (compared[1] if compared else branch.cond)).split()) or "if"
        label = label if len(label) <= 60 else f"{label[:59].rstrip()}…"
        result.append(unique.reserve(label))
    return result


class Hours(NamedTuple):
    """A condition about opening hours: whether it holds while open."""

    open: bool

    def check(
        self, name: str, mark: Mark, uses: tuple[str, ...], where: Mark, holds: Target | None, otherwise: Target | None
    ) -> Check:
        """The check, with its two cases."""
        cases = (
            Case("open" if self.open else "closed", holds, where),
            Case("closed" if self.open else "open", otherwise, mark),
        )
        return Check(name=name, mark=mark, asks="hours", uses=uses, cases=cases)


def hours_of(cond: str, head: Node) -> Hours | None:
    """Whether a condition clearly asks for opening hours, and which answer it stands for."""
    if not _CLOCK.search(cond) and not _HOURS.search(cond):
        return None
    node: Node | None = head
    for _ in range(3):
        if isinstance(node, nodes.Say):
            if _CLOSED.search(node.prompt.text):
                return Hours(open=False)
            break
        node = node.next if node is not None else None
    if _CLOCK.search(cond):
        return None
    negated = cond.count("!") % 2 == 1 or re.search(r"==\s*(?:false|'false'|'no'|'n'|0)\b", cond) is not None
    return Hours(open=(_CLOSED_VALUE.search(cond) is None) != negated)
