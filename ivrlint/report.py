"""What a run found: the value that every report is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ivrlint.finding import Finding, Severity, Suppressed
from ivrlint.flow import Kind, Refusal, Value, field
from ivrlint.flow.tuples import NamedTuple
from ivrlint.grading import Grade, grade

if TYPE_CHECKING:
    from ivrlint.readers.remarks import Remark

FORMAT = "format"
"""The rule id of mistakes in a file that was recognised as a flow."""

STALE = "baseline-stale"
"""The rule id of what is told about entries of a baseline that are of no use any more."""

MALFORMED, WITHOUT_REASON, EXPIRED, UNUSED = (
    f"suppression-{what}" for what in ("malformed", "without-reason", "expired", "unused")
)
ABOUT_SUPPRESSIONS = (MALFORMED, WITHOUT_REASON, EXPIRED, UNUSED)
"""The rule ids of what is wrong with a comment, or an entry of a configuration, that shall hide findings."""

ABOUT_NO_FLOW = (STALE, *ABOUT_SUPPRESSIONS)
"""The rule ids of findings from which no caller suffers: they cost no points, and no baseline has them."""

BY_NO_RULE = (FORMAT, *ABOUT_NO_FLOW)
"""The rule ids of findings that no rule makes."""


class Way(NamedTuple):
    """How the callers of one entry point get to a person: the figures that matter most.

    Seconds, presses and entries are infinite when there is no way; `route` are the keys and entries of the
    quickest one.
    """

    file: str
    name: str
    start: str
    reaches_person: bool
    may_reach_person: bool
    only_by_error: bool
    may_be_chosen: bool
    seconds: float
    presses: float
    entries: float
    route: tuple[str, ...]


class Fingerprints(NamedTuple):
    """Those of `findings`, of `suppressed`, and for each of `findings` those that are told with it."""

    told: list[str]
    quiet: list[str]
    beside: list[list[str]]


class Report(Value, metaclass=Kind):
    """What a run found: sorted findings, the files that could not be read, and the way to a person of each call.

    `files` is how many flows were linted, `texts` the content of all files that were read, to quote from. `met` names, for each
    file that the calls of others come to, the files of these calls. `judged` names, for each flow that was linted, the rules that
    judged all of it: none but FORMAT where a step has a mistake. Without `graded` there are no grades. `suppressed` is what was
    found, but is not to be told: it counts nowhere, except that what is suppressed for its age still costs points. `remarks` are
    the comments in all files that speak to ivrlint.
    `together` are the files that were linted together, because some lead to others or all may know one another.
    """

    findings: tuple[Finding, ...]
    problems: tuple[Refusal, ...]
    ways: tuple[Way, ...]
    files: int
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    met: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    judged: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    graded: bool = True
    suppressed: tuple[Suppressed, ...] = ()
    remarks: tuple[Remark, ...] = ()
    together: tuple[frozenset[str], ...] = field(default=(), repr=False, compare=False)

    def count(self, severity: Severity) -> int:
        """How many findings are exactly that bad."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grade of each file of which a call could be judged, by the findings in it.

        What is found in a file that has no grade itself counts for those whose calls come there, for all if none is known.
        The findings are numbered on with those of `suppressed`: callers suffer from what is old as from what is new. They suffer
        nothing from what is wrong with suppressions.
        """
        its: dict[str, dict[int, Finding]] = {way.file: {} for way in self.ways} if self.graded else {}
        old = ((number, finding) for number, (finding, by) in enumerate(self.suppressed, len(self.findings)) if by.is_for_age)
        for number, finding in (*enumerate(self.findings), *old):
            if finding.rule in ABOUT_NO_FLOW:
                continue
            file = finding.mark.file
            for owner in (file,) if file in its else self.met.get(file, its.keys()) & its.keys():
                its[owner][number] = finding
        return tuple(grade(file, findings) for file, findings in its.items())

    @property
    def fingerprints(self) -> Fingerprints:
        """The fingerprints of all findings: each is the same whether or not another is told."""
        from ivrlint.fingerprints import fingerprints

        beside = [other for finding in self.findings for other in finding.also]
        everything = [*(each.finding for each in self.suppressed), *self.findings, *beside]
        order = sorted(range(len(everything)), key=lambda number: everything[number].order)
        made = dict(zip(order, fingerprints(everything[number] for number in order), strict=True))
        by_number = iter([made[number] for number in range(len(everything))])
        quiet, told = ([next(by_number) for _ in each] for each in (self.suppressed, self.findings))
        return Fingerprints(told, quiet, [[next(by_number) for _ in finding.also] for finding in self.findings])
