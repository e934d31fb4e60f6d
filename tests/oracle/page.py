"""A flow as the table of exits in the meanings of the facts has it, written for the oracle alone.

Nothing here is shared with `ivrlint` beyond the flow model, so that a mistake there is not repeated here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple, TypeVar

from ivrlint.flow import (
    AnyStep,
    Check,
    Collect,
    Flow,
    Handler,
    HangUp,
    Menu,
    Message,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)

S = TypeVar("S", bound=Hashable)

DELIBERATE = {"follows", "choice", "entry", "case", "hours"}
ERRORS = {"mistake", "failure"}
UNKNOWN = {"unknown", "return"}
"""Endings behind which the call goes on, nobody knows how."""


def every_state(first: Iterable[S], after: Callable[[S], Iterable[S]]) -> set[S]:
    """All states that can come out when each state is followed by each of `after(state)`."""
    seen: set[S] = set()
    waiting = list(first)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(after(state))
    return seen


class Way(NamedTuple):
    """One exit: `to` is a step's full name, or empty when the call ends on it as `ends`."""

    step: str
    how: str
    label: str
    to: str
    ends: str


class Page:
    """Every step of a run of files, by full name, with its ways out."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.files = {flow.file: flow, **flow.others}
        self.steps: dict[str, AnyStep] = {}
        self.file_of: dict[str, str] = {}
        for file, one in self.files.items():
            for name, step in one.steps.items():
                self.steps[self.full(file, name)] = step
                self.file_of[self.full(file, name)] = file
        self.start = self.full(flow.file, flow.entries[0].start)
        self.ways = {name: self._ways_of(name) for name in self.steps}
        self._leave_out_what_nothing_names()
        self._come_back()

    def full(self, file: str, name: str) -> str:
        return name if file == self.flow.file else f"{file}#{name}"

    def find(self, file: str, target: Target | None) -> str:
        """The full name of the step that a target in `file` names; empty when there is none."""
        if target is None:
            return ""
        if target.to in self.files[file].steps:
            return self.full(file, target.to)
        other, _, name = target.to.partition("#")
        if other in self.files:
            found = self.full(other, name or self.files[other].entries[0].start)
            return found if found in self.steps else ""
        return ""

    def _way(self, name: str, how: str, label: str, target: Target | None) -> Way:
        to = self.find(self.file_of[name], target)
        return Way(name, how, label, to, "" if to else "dead_end")

    def _error(self, name: str, how: str, label: str, target: Target | None) -> Way:
        return Way(name, how, label, "", "cut_off") if target is None else self._way(name, how, label, target)

    def _mistakes(self, name: str, no_input: Handler | None, no_match: Handler | None) -> list[Way]:
        return [
            self._error(name, "mistake", label, handler.then if handler else None)
            for label, handler in (("no_input", no_input), ("no_match", no_match))
            if handler is None or handler.possible
        ]

    def _ways_of(self, name: str) -> list[Way]:
        match self.steps[name]:
            case Say(next=target) | Set(next=target):
                return [self._way(name, "follows", "next", target)]
            case Menu() as menu:
                chosen = [self._way(name, "choice", option.key, option.target) for option in menu.options]
                return chosen + self._mistakes(name, menu.no_input, menu.no_match)
            case Collect() as collect:
                wrong = self._mistakes(name, collect.no_input, collect.no_match)
                if collect.no_match is None and set(collect.by) == {"recording"}:
                    wrong = [way for way in wrong if way.label != "no_match"]
                return [self._way(name, "entry", "next", collect.next), *wrong]
            case Check(asks="hours") as check:
                written = {case.name: case.target for case in check.cases}
                return [self._way(name, "hours", asked, written.get(asked, check.otherwise)) for asked in ("open", "closed")]
            case Check() as check:
                cases = [self._way(name, "case", case.name, case.target) for case in check.cases]
                return [*cases, self._way(name, "case", "otherwise", check.otherwise)]
            case Run() as run:
                return [self._way(name, "case", "next", run.next), self._error(name, "failure", "failed", run.failed)]
            case Transfer() as transfer:
                written = {
                    "closed": transfer.closed,
                    "busy": transfer.busy,
                    "no_answer": transfer.no_answer,
                    "failed": transfer.failed,
                }
                hows = {"closed": "hours"}
                turned_away = [self._way(name, hows.get(k, "failure"), k, target) for k, target in written.items() if target]
                return turned_away + [self._way(name, "case", case.name, case.target) for case in transfer.cases]
            case Unknown(cases=cases):
                return [self._way(name, "case", case.name, case.target) for case in cases]
            case Message(next=target):
                return [self._way(name, "follows", "next", target)] if target else []
            case Visit() as visit:
                failed = [self._way(name, "failure", "failed", visit.failed)] if visit.failed else []
                return self._into(name, visit) + failed
            case HangUp() | Return():
                return []
        raise AssertionError(name)

    def _into(self, name: str, visit: Visit) -> list[Way]:
        """Into the other flow; one that is not known is passed over."""
        if visit.flow:
            return [self._way(name, "follows", "into", visit.flow)]
        return [self._way(name, "follows", "next", visit.next)] if visit.next else []

    def _next_of_visit(self, name: str) -> list[str]:
        step = self.steps[name]
        return [to] if isinstance(step, Visit) and step.flow and (to := self.find(self.file_of[name], step.next)) else []

    def _leave_out_what_nothing_names(self) -> None:
        """Steps of other files belong to this call only when targets lead there, at any distance."""
        own = [name for name, file in self.file_of.items() if file == self.flow.file]
        named = every_state(own, lambda at: [way.to for way in self.ways[at] if way.to] + self._next_of_visit(at))
        for name in self.steps.keys() - named:
            del self.steps[name], self.ways[name]

    def _come_back(self) -> None:
        """From each `return` of a visited flow to the `next` of each visit of that flow.

        A flow's own returns are those that a walk through it comes to, past the flows that it visits itself.
        """

        def past_visits(at: str) -> list[str]:
            return self._next_of_visit(at) + [way.to for way in self.ways[at] if way.to and way.label != "into"]

        back = [
            (end, name, self.find(self.file_of[name], visit.next))
            for name, visit in self.steps.items()
            if isinstance(visit, Visit) and (into := self.find(self.file_of[name], visit.flow))
            for end in every_state([into], past_visits)
            if isinstance(self.steps[end], Return)
        ]
        for end, name, to in back:
            self.ways[end].append(Way(end, "follows", name, to, "" if to else "dead_end"))

    def is_person(self, name: str) -> bool:
        step = self.steps[name]
        return isinstance(step, Transfer) and step.to == "person"

    def may_be_answered_elsewhere(self, name: str) -> bool:
        step = self.steps[name]
        return isinstance(step, Transfer) and step.to != "person"

    def ends_at(self, name: str) -> str:
        """The ending that arriving at the step is, or may be; empty when the call only goes on."""
        match self.steps[name]:
            case Transfer(to=to):
                return to
            case Message(kind=kind, next=None):
                return kind
            case HangUp():
                return "hang_up"
            case Unknown() | Visit(flow=None):
                return "unknown"
            case Return() if not self.ways[name]:
                return "return"
        return ""

    def limited(self, way: Way) -> bool:
        """Whether the system gives this answer a limited number of times only."""
        match self.steps[way.step]:
            case Check(limited=limited):
                return way.how == "case" and limited == way.label != ""
        return False

    def asks_what_was_chosen(self, name: str) -> bool:
        """Whether the step is a check of values that come from nowhere but collects of the kind `choice`."""
        match self.steps[name]:
            case Check(asks=asks, uses=uses) if asks != "hours" and uses:
                return all(self._chosen(used) for used in uses)
        return False

    def _chosen(self, name: str) -> bool:
        """Follow a value back to where all that it is made of was entered or written."""
        entered = False
        for part in every_state([name], self._made_of):
            givers = [self.steps[way.step] for ways in self.ways.values() for way in ways if part in self.defines(way)]
            for giver in givers:
                if isinstance(giver, Collect) and giver.what == "choice":
                    entered = True
                elif not isinstance(giver, Set):
                    return False
            if not givers:
                return False
        return entered

    def _made_of(self, name: str) -> set[str]:
        """What the value is made of directly."""
        made: set[str] = set()
        for step in self.steps.values():
            match step:
                case Set(values=values):
                    made |= {read for value in values if value.name == name for read in value.reads}
                case Run(gives=gives, uses=uses) if name in gives:
                    made |= set(uses)
        return made

    def reads(self, name: str) -> set[str]:
        step = self.steps[name]
        found = set(step.prompt.reads) if step.prompt else set()
        match step:
            case Run(uses=names) | Check(uses=names) | Unknown(uses=names) | Visit(passes=names) | Message(passes=names):
                found |= set(names)
            case Set(values=values):
                found |= {read for value in values for read in value.reads}
        return found

    def passes(self, name: str) -> set[str]:
        step = self.steps[name]
        return set(step.passes) if isinstance(step, Transfer) else set()

    def defines(self, way: Way) -> set[str]:
        """The names that get a value when a call takes this way."""
        match self.steps[way.step]:
            case Collect(variable=variable) if way.how == "entry":
                return {variable}
            case Run(gives=gives) if way.label == "next":
                return set(gives)
            case Set(values=values):
                return {value.name for value in values}
        return set()

    def derived(self, variable: str) -> set[str]:
        """The variable and every name that is made of it, in one step or in several."""
        made: set[str] = set()
        more = {variable}
        while more - made:
            made |= more
            for step in self.steps.values():
                if isinstance(step, Run) and made & set(step.uses):
                    more |= set(step.gives)
                if isinstance(step, Set):
                    more |= {value.name for value in step.values if made & set(value.reads)}
        return made
