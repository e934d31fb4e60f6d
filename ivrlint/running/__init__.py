"""From the paths of a command line to a report, with as little work as will do.

Flows that have to do with one another are linted together, and such groups apart from one another: after each other or in several
processes, or not at all where it is remembered what is found in them. None of this changes what is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from ivrlint.flow import Refusal, replace
from ivrlint.readers.content import HEAD, linked
from ivrlint.readers.folders import PassedOver
from ivrlint.readers.places import Found, Given, places
from ivrlint.report import Report
from ivrlint.running.gathering import counted, source_of, sources_of
from ivrlint.running.grouping import Linked, groups
from ivrlint.running.value import Card, Group, How, Source
from ivrlint.stopwatch import IDLE, Stopwatch

if TYPE_CHECKING:
    from ivrlint.running.hands import Hands
    from ivrlint.running.memory import Known, Memory

_GONE = Card()

_Value = TypeVar("_Value")


class Run:
    """One run: whose hands find out what is not remembered. Of each file that may be judged it is asked by what (`judging`)."""

    def __init__(
        self,
        how: How,
        hands: Hands,
        memory: Memory | None = None,
        judging: Callable[[str, bool], object] = lambda *_: None,
        watch: Stopwatch = IDLE,
    ) -> None:
        self.how, self.hands, self.memory, self.judging, self.watch = how, hands, memory, judging, watch
        self._cards: dict[str, tuple[Source, Card]] = {}
        """What each file is that was read, by the path to it."""
        self._reports: dict[int, tuple[Source, Report]] = {}
        """What is found in flows that have nothing to do with others, by the identity of their sources."""

    def report(self, paths: Sequence[str], given: Given | None = None, passed_over: PassedOver | None = None) -> Report:
        """What is found in all that the paths mean; `-` stands for the text that is `given`, and some files are `passed_over`."""
        found = self.watch.call("read", lambda: list(places(paths, given, passed_over)))
        self._read(self.watch.through("read", sources_of(found, self.how)))
        flows, problems = counted(found, self._card, given if "-" in paths else None)
        cards = {source.file: card for source, card in self._cards.values() if flows.get(source.file) is source}
        its = list(groups(flows, cards, self._linked))
        together = tuple(frozenset(source.file for source in group.sources) for group in its if len(group.sources) > 1)
        return replace(joined(list(self._lint(its)), problems), together=together)

    def _read(self, sources: Iterable[tuple[str, Source]]) -> None:
        """Get to know files. In folders there are many others than flows: their contents are let go one by one."""
        new = [(path, source) for path, source in sources if self._is_new(path, source)]
        for number, made in self.hands.read([source for _, source in new]) if new else ():
            path, source = new[number]
            self._cards[path] = source, made.card
            if made.report:
                self._reports[id(source)] = source, made.report

    def _is_new(self, path: str, source: Source) -> bool:
        """Whether a file is still to be read: nothing is known of it, and it may be a flow."""
        self.judging(source.file, False)
        return not self._remember(path, source) and _may_be_flow(source)

    def _remember(self, path: str, source: Source) -> bool:
        known = self._known(source)
        if known:
            self._cards[path] = source, known.card
            if known.report:
                self._reports[id(source)] = source, known.report
        return known is not None

    def _known(self, source: Source) -> Known | None:
        memory = self.memory
        return self.watch.call("cache", lambda: memory.of_file(source)) if memory else None

    def _card(self, found: Found, in_folder: bool) -> tuple[Source, Card] | None:
        """What a file is that was found; None for one that is certainly no flow.

        One that was passed over in a folder is read once more when it is named as well.
        """
        its = self._cards.get(found.path)
        if in_folder or (its and its[0].role != "below"):
            return its
        source = source_of(found, False, self.how)
        if source:
            self._read([(found.path, source)])
        return self._cards.get(found.path)

    def _linked(self, path: str) -> Linked:
        """What a path holds that was not asked for, but that a flow leads to."""
        data = linked(path)
        if data is None:
            return None, _GONE
        source = Source(path, "linked", data)
        known = self._known(source)
        if known:
            return data, known.card
        (_, made), *_ = self.hands.read([source])
        return data, made.card

    def _lint(self, groups: Sequence[Group]) -> Iterator[Report]:
        """What is found in each group, in their order."""
        known: dict[int, Report] = {}
        for number, group in enumerate(groups):
            for file in group.others:
                self.judging(file, True)
            report = self._known_of(group)
            if report:
                known[number] = report
        new = [number for number in range(len(groups)) if number not in known]
        for nth, report in self.hands.lint([groups[number] for number in new]) if new else ():
            known[new[nth]] = report
        return (known[number] for number in range(len(groups)))

    def _known_of(self, group: Group) -> Report | None:
        if group.card:
            return self._reports.get(id(group.sources[0]), (None, None))[1]
        memory = self.memory
        return self.watch.call("cache", lambda: memory.of_group(group)) if memory else None


def _may_be_flow(source: Source) -> bool:
    """Whether a file that nothing is known of may be a flow: in folders there are many others."""
    if source.role != "below" or not isinstance(source.data, bytes):
        return True
    from ivrlint.readers import recognised

    return recognised(source.data[:HEAD])


def joined(reports: Sequence[Report], problems: Sequence[Refusal] = ()) -> Report:
    """The report of a run in which each of these was part of what was found, besides some problems.

    A file with one of these problems has no other: that a flow leads there is not told.
    """
    told = {problem.file for problem in problems}
    met: dict[str, frozenset[str]] = {}
    for report in reports:
        for file, files in report.met.items():
            met[file] = met[file] | files if file in met else files
    others = chain.from_iterable(report.problems for report in reports)
    return Report(
        findings=tuple(sorted(chain.from_iterable(report.findings for report in reports), key=lambda finding: finding.order)),
        problems=tuple(sorted((*problems, *(problem for problem in others if problem.file not in told)))),
        ways=tuple(sorted(chain.from_iterable(report.ways for report in reports), key=lambda way: way.file)),
        files=sum(report.files for report in reports),
        texts=_by_file(item for report in reports for item in report.texts.items()),
        met=_by_file(met.items()),
        judged=_by_file(item for report in reports for item in report.judged.items()),
        remarks=tuple(sorted(chain.from_iterable(report.remarks for report in reports), key=lambda remark: remark.mark)),
    )


def _by_file(items: Iterable[tuple[str, _Value]]) -> Mapping[str, _Value]:
    """A mapping whose order does not tell who was first."""
    return dict(sorted(items, key=itemgetter(0)))
