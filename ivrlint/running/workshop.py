"""Where files are read and flows are linted, in this process or in another one."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ivrlint import readers
from ivrlint.config.terms import TermsOf
from ivrlint.flow import Flow, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.linting import collector_off, lint_flows
from ivrlint.readers.content import HEAD
from ivrlint.readers.desk import Desk, Reading
from ivrlint.readers.links import links
from ivrlint.report import Report
from ivrlint.running.notes import Noted, Notes
from ivrlint.running.value import Card, Group, How, Source
from ivrlint.stopwatch import IDLE, Stopwatch

if TYPE_CHECKING:
    from ivrlint.running.memory import Memory

KEPT = 2 * 2**20
"""Bytes of the files that were read and whose flows are kept until they are linted; further ones are read again."""

SWEPT = 20_000
"""Steps that are linted between two looks for garbage: flows that know one another are never let go otherwise. Each look is at
what is new since the one before the last: what was found stays, and grows."""


class Made(NamedTuple):
    """What came of reading a file, of linting a group, or of both."""

    card: Card
    report: Report | None


class _Kept(NamedTuple):
    data: bytes
    flow: Flow | Refusal
    noted: tuple[Noted, ...]


class Workshop:
    """Reads files, and lints flows `by` what `lint_flows` takes; what comes of it goes into the memory, if there is one.

    Of the flows that it reads it keeps what it can until they are linted.
    """

    def __init__(self, how: How, by: TermsOf, memory: Memory | None = None, watch: Stopwatch = IDLE) -> None:
        self.how, self.by, self.memory, self.watch = how, by, memory, watch
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._taken = 0
        self._steps = 0

    def read(self, source: Source, *, lint: bool = False) -> Made:
        """What the flow in a file has to do with others; if that is nothing, and it shall be linted, what is found in it."""
        notes = Notes()
        with collector_off():
            flow = self.watch.call("read", lambda: self._flow(source, notes))
        card = card_of(flow)
        if lint and card.alone:
            return Made(card, self.lint(Group((source,), {}, card)))
        if self.memory:
            self.memory.keep_file(source, card, notes)
        return Made(card, None)

    def finish(self, source: Source) -> Made:
        """The same for a file whose flow is linted elsewhere if it has to do with others."""
        return self.read(source, lint=True)

    def lint(self, group: Group) -> Report:
        """What is found in a group of flows."""
        notes = Notes(group.others)
        with collector_off():
            reading = self.watch.call("read", lambda: _reading(group, self._desk(notes)))
            report = lint_flows(reading, notes.noting(self.by), calls=self.how.calls, watch=self.watch)
        if self.memory:
            self.watch.call("cache", lambda: self._keep(group, report, notes))
        self._sweep(sum(len(flow.steps) for flow in (*reading.flows.values(), *reading.linked.values())))
        return report

    def let_go(self) -> None:
        """Keep no flow any longer."""
        self._kept.clear()
        self._taken = 0

    def _keep(self, group: Group, report: Report, notes: Notes) -> None:
        if self.memory and group.card:
            self.memory.keep_file(group.sources[0], group.card, notes, report)
        elif self.memory:
            self.memory.keep_group(group, report, notes)

    def _desk(self, notes: Notes) -> Desk:
        return Desk(
            only_flows=self.how.only_flows,
            format_=self.how.format,
            ask=notes.ask,
            read=lambda *asked: self._read(notes, *asked),
        )

    def _flow(self, source: Source, notes: Notes) -> Flow | Refusal:
        """The flow of a file before it is linked with others."""
        data = source.data
        if isinstance(data, Refusal):
            return data
        if source.may_be_none and not (self.how.format and source.role == "named") and not readers.recognised(data[:HEAD]):
            return Refusal(source.file, "", foreign=True)
        format_ = "" if source.may_be_none or source.role == "linked" else self.how.format
        flow = self._desk(notes).flow(source.file, data, format_)
        by_name = isinstance(flow, Flow) and readers.links_by_name(flow.format)
        if by_name or not self._kept or self._taken + len(data) <= KEPT:
            self._kept[source.file, format_] = _Kept(data, flow, notes.asked)
            self._taken += len(data)
        return flow

    def _read(self, notes: Notes, data: bytes, file: str, format_: str, below: Callable[[], Any]) -> Flow | Refusal:
        """The flow in a file; one that is kept is given away."""
        kept = self._kept.pop((file, format_), None)
        if kept:
            self._taken -= len(kept.data)
            if kept.data == data:
                notes.add(kept.noted)
                return kept.flow
        return readers.read(data, file, format_, below)

    def _sweep(self, steps: int) -> None:
        self._steps += steps
        if self._steps > SWEPT:
            self._steps = 0
            gc.collect(1)


def _reading(group: Group, desk: Desk) -> Reading:
    for source in group.sources:
        desk.take(source.file, source.data, named=source.role != "below", only_flows=source.may_be_none)
    return desk.reading()


def card_of(flow: Flow | Refusal) -> Card:
    """What a flow has to do with other files."""
    if isinstance(flow, Refusal):
        return Card(flow)
    leads_to = dict.fromkeys(link.file for link in links(flow))
    return Card(None, tuple(leads_to), flow.wants, flow.format, readers.links_by_name(flow.format))
