"""From sources to sorted findings: read, connect, analyse, judge."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from ivrlint.analysis import Analysis, analyse
from ivrlint.analysis.entries import ROOM, TIMES, parts_of
from ivrlint.config.terms import USUAL, Bench, Judges, Terms
from ivrlint.facts import Call, Menu, Subject
from ivrlint.finding import Finding, Severity
from ivrlint.fingerprints import about_mistake
from ivrlint.flow import Flow, Mark, Problem, Refusal, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import connect
from ivrlint.readers.files import Given, Reading, read_paths, read_text
from ivrlint.readers.folders import PassedOver
from ivrlint.readers.links import alone
from ivrlint.report import FORMAT, Report, Way
from ivrlint.rule import Rule
from ivrlint.stopwatch import IDLE, Stopwatch


class Judged(NamedTuple):
    """One flow with its findings, and one analysis for each entry point."""

    analyses: tuple[Analysis, ...]
    findings: tuple[Finding, ...]


def lint_paths(
    paths: Sequence[str],
    by: Judges,
    *,
    given: Given | None = None,
    only_flows: bool = False,
    calls: bool = True,
    format_: str = "",
    passed_over: PassedOver | None = None,
    watch: Stopwatch = IDLE,
) -> Report:
    """Read and lint every path; `-` stands for the text that is `given`. `format_` is that of all files that are named.

    With `only_flows` files that are no flows are passed over, and so is what `passed_over` says. Without `calls` the findings
    carry no transcripts. A `watch` measures the stages.
    """
    read = partial(read_paths, paths, given, only_flows=only_flows, format_=format_, passed_over=passed_over)
    with collector_off():
        return lint_flows(watch.call("read", read), by, calls=calls, watch=watch)


def lint_text(text: str, file: str, rules: Judges) -> Report:
    """Lint one text under the name `file`."""
    with collector_off():
        return lint_flows(read_text(text, file), rules)


def lint_flows(reading: Reading, by: Judges, *, calls: bool = True, watch: Stopwatch = IDLE) -> Report:
    """Lint the flows that were read. What is wrong inside the files that they lead to is reported as well.

    Files that lead to one another are analysed together, once for each of them; where that would go on for ever (hundreds of
    files in one circle), the last ones are analysed alone, so that what they lead to is not known. What stands in a file is
    judged by what holds for that file, whichever calls come there.
    """
    bench = Bench(by, reading.flows)
    found = _Found(bench, reading.flows, calls=calls, watch=watch)
    ways: list[Way] = []
    judged: dict[str, frozenset[str]] = {}
    room = ROOM + TIMES * sum(len(flow.steps) for flow in reading.flows.values())
    for file, flow in sorted(reading.flows.items(), key=lambda item: (item[0] in reading.parts, item[0])):
        terms, part = bench.of(file), file in reading.parts
        if terms is None:
            continue
        mistaken = any(step.mistaken for step in flow.steps.values())
        ids = terms.ids(part=part)
        judged[file] = ids & {FORMAT} if mistaken else ids
        for analysis in found.judge(flow, analyses_of_file(reading, file, terms, lonely=room < 0), part=part):
            ways.append(_way(file, analysis.facts.call))
            room -= len(analysis.graph.steps) - len(flow.steps)
    every = (*reading.flows.values(), *reading.linked.values())
    mistakes = (finding for flow in every for finding in _mistakes(flow, bench))
    return Report(
        findings=tuple(sorted((*mistakes, *found.findings), key=lambda finding: finding.order)),
        problems=reading.problems,
        ways=tuple(sorted(ways, key=lambda way: way.file)),
        files=len(judged),
        texts=reading.texts,
        met={file: frozenset(files) for file, files in found.met.items()},
        judged=judged,
        remarks=reading.remarks,
    )


def lint_flow(flow: Flow, by: Judges) -> Judged:
    """Lint one flow that is at hand, without transcripts."""
    bench = Bench(by, {flow.file})
    found, own = _Found(bench), bench.of(flow.file)
    analyses = tuple(found.judge(flow, analyses_of(flow, terms=own))) if own else ()
    return Judged(analyses, tuple(sorted((*_mistakes(flow, bench), *found.findings), key=lambda finding: finding.order)))


def analyses_of_file(reading: Reading, file: str, terms: Terms = USUAL, *, lonely: bool = False) -> Iterator[Analysis]:
    """The analyses of one of the flows that were read, which knows what the others of the run lead to.

    With `lonely` nothing is known of the others.
    """
    flow = alone(reading.flows[file]) if lonely else reading.flows[file]
    return analyses_of(flow, reading.entered.get(file, frozenset()), terms, part=file in reading.parts)


def analyses_of(
    flow: Flow, entered: frozenset[str] = frozenset(), terms: Terms = USUAL, *, part: bool = False
) -> Iterator[Analysis]:
    """One analysis for each entry point of a flow whose first step exists, each of the steps that its calls can come to."""
    for its in parts_of(keyed(flow, terms)).parts:
        yield analyse(connect(its.flow), its.entry, entered | its.elsewhere, terms.times, part=part)


def analysis_of_all(flow: Flow, terms: Terms = USUAL) -> Analysis | None:
    """One analysis of the whole flow, from its first entry point; None when there is none whose first step exists."""
    starts = [entry for entry in flow.entries if entry.start in flow.steps]
    if not starts:
        return None
    return analyse(connect(keyed(flow, terms)), starts[0], frozenset(entry.start for entry in starts), terms.times)


def keyed(flow: Flow, terms: Terms) -> Flow:
    """The flow with the key for a person that its terms name, unless it says itself which one that is."""
    if not terms.operator_key or flow.says_operator_key or flow.operator_key == terms.operator_key:
        return flow
    return replace(flow, operator_key=terms.operator_key)


def place_of(refusal: Refusal) -> Mark:
    """Where a file could not be read; its beginning when no place is known."""
    line, column = refusal.line or 1, refusal.column or 1
    return Mark(refusal.file, line, column, line, column)


def unread(refusal: Refusal) -> Finding:
    """A file that could not be read as a finding, for those who want one list."""
    return Finding(rule=FORMAT, severity=Severity.error, mark=place_of(refusal), step="", message=refusal.message)


class _Found:
    """What the rules have found so far in a run; `met` names for each file those whose calls came there."""

    def __init__(self, bench: Bench, files: Iterable[str] = (), *, calls: bool = False, watch: Stopwatch = IDLE) -> None:
        self.met: dict[str, set[str]] = {file: set() for file in files}
        self._told: dict[tuple[object, ...], tuple[bool, Finding]] = {}
        """Findings by what makes them the same, each with whether it was seen from its own file."""
        self._bench = bench
        self._calls = calls
        self._watch = watch

    @property
    def findings(self) -> Iterator[Finding]:
        """The findings, in no order."""
        return (finding for _, finding in self._told.values())

    def judge(self, flow: Flow, analyses: Iterable[Analysis], *, part: bool = False) -> Iterator[Analysis]:
        """Add what the rules find in a flow, and pass each analysis on. In a `part` of a larger flow no calls are judged.

        A smell that several calls meet at the same place is told once, as seen from its own file where that is in the run.
        """
        for analysis in self._watch.through("analyse", analyses):
            mistaken = {name for name, step in zip(analysis.graph.names, analysis.graph.steps, strict=True) if step.mistaken}
            for rule, files in self._bench.judges(flow.file, {step.mark.file for step in analysis.graph.steps}):
                if part and rule.subject == "call":
                    continue
                for subject, finding in self._watch.judging(rule.id, rule.judge(analysis.facts)):
                    if files is not None and finding.mark.file not in files:
                        continue
                    if mistaken and _hidden_by(mistaken, rule, subject):
                        continue
                    same = _same(subject, finding)
                    own = finding.mark.file == flow.file
                    if not own:
                        self.met.setdefault(finding.mark.file, set()).add(flow.file)
                    if same not in self._told or (own and not self._told[same][0]):
                        self._told[same] = (own, self._with_call(finding, analysis, subject, rule))
            yield analysis

    def _with_call(self, finding: Finding, analysis: Analysis, subject: Subject, rule: Rule) -> Finding:
        if not self._calls:
            return finding
        from ivrlint.analysis.witness import transcript

        call = self._watch.call("calls", partial(transcript, analysis, subject, rule.shows))
        return finding if call is None else replace(finding, call=call)


def _hidden_by(mistaken: Collection[str], rule: Rule, subject: Subject) -> bool:
    """Whether what a rule has found may come of mistakes in these steps, which are told: one cause is told once.

    That is so of all that is found at such a step. Of whole calls, of the ways of data, and of what no call comes to, nothing is
    said until all of the flow can be read.
    """
    whole = rule.subject in ("call", "caller", "promise") or rule.concern == "data" or rule.judges_unreachable
    return whole or subject.step in mistaken


def _same(subject: Subject, finding: Finding) -> tuple[object, ...]:
    """What two findings have in common when they tell of the same thing."""
    if isinstance(subject, Call):
        return (finding.rule, finding.mark)
    parts = (getattr(subject, name, "") for name in ("title", "kind", "key", "label", "variable"))
    return (finding.rule, subject.mark if isinstance(subject, Menu) else finding.mark, type(subject), *parts)


def _mistakes(flow: Flow, bench: Bench) -> Iterator[Finding]:
    problems = flow.problems
    left_out = parts_of(flow).left_out if len(flow.entries) > TIMES else ()
    if left_out:
        what = f"{len(left_out)} of the ways in are not judged, from here on: the calls of this file come to too many steps"
        problems = (*problems, Problem(what, left_out[0].mark))
    for problem in problems:
        terms = bench.of(problem.mark.file)
        if terms and terms.mistakes:
            about = about_mistake(problem.message)
            yield Finding(rule=FORMAT, severity=terms.mistakes, mark=problem.mark, step="", message=problem.message, about=about)


def _way(file: str, call: Call) -> Way:
    return Way(
        file=file,
        name=call.title,
        start=call.start,
        reaches_person=call.reaches_person,
        may_reach_person=call.may_reach_person,
        only_by_error=call.person_only_by_error,
        may_be_chosen=call.person_may_be_chosen,
        seconds=call.seconds_to_person,
        presses=call.presses_to_person,
        entries=call.entries_to_person,
        route=call.route_to_person,
    )


@contextmanager
def collector_off() -> Iterator[None]:
    """Without Python's garbage collector, which would count the parts of a large file again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
