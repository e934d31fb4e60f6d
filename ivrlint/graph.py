"""The flow as a directed graph: who takes which exit to which step.

Compact lists for the analyses, a networkx graph for everyone else. Steps of other files that the
flow leads to are nodes too, named `file#step` after the path as seen from the flow's own folder.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ivrlint.exits import CASE, FAILURE, FOLLOWS, MISTAKE, ExitOf, exits_of
from ivrlint.flow import (
    AnyStep,
    Check,
    Collect,
    Flow,
    HangUp,
    Mark,
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

if TYPE_CHECKING:
    import networkx as nx


class Graph:
    """Steps by number, and exits by number.

    Node `i` below `len(steps)` is a step, of the flow in `files[i]`; `number` has them by name, `numbers` by file and by
    the name in that file. `cut_off` and `dead_end` are the two nodes behind them where calls end without a step of their
    own. Exit `e` leads from `tail[e]` to `head[e]`; `how[e]` says who takes it, `label[e]` which exit it is, `to[e]` the
    name of the step that it leads to (the target as written when there is none, empty when nothing is written) and
    `mark[e]` where. `out[i]` are the exits of node `i`. `ends[i]` is the kind of ending that a call may find at node `i`,
    empty when it cannot end there.
    """

    __slots__ = (
        "ends", "exists", "files", "flow", "head", "how", "label", "mark", "names", "number", "numbers", "out", "steps", "tail",
        "to",
    )  # fmt: skip

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.steps: list[AnyStep] = []
        self.names: list[str] = []
        self.files: list[str] = []
        self.number: dict[str, int] = {}
        self.numbers: dict[str, dict[str, int]] = {}
        self.tail: list[int] = []
        self.head: list[int] = []
        self.how: list[str] = []
        self.label: list[str] = []
        self.to: list[str] = []
        self.exists: list[bool] = []
        self.mark: list[Mark] = []
        self.out: list[list[int]] = []
        self.ends: list[str] = []

    @property
    def cut_off(self) -> int:
        """The node of callers who are cut off."""
        return len(self.steps)

    @property
    def dead_end(self) -> int:
        """The node of calls for which nothing comes next."""
        return len(self.steps) + 1

    def find(self, node: int, target: Target) -> int | None:
        """The step that a target means, as seen from a node; None when there is none in this graph."""
        meant = _meant(self.flow, self.files[node], target)
        return self.numbers.get(meant[0], {}).get(meant[1]) if meant else None

    def limited(self, exit_: int) -> bool:
        """Whether this is the answer of a check that the system gives only a limited number of times in a call."""
        tail = self.tail[exit_]
        step = self.steps[tail] if tail < len(self.steps) else None
        return isinstance(step, Check) and self.how[exit_] is CASE and bool(step.limited) and step.limited == self.label[exit_]

    def others_lead_to(self, node: int) -> bool:
        """Whether a step is one of another flow, or stands in a file that may be part of others too, or is said to be shared."""
        step, flow = self.steps[node], self.flow
        own = step.mark.file == flow.file or step.mark.file in flow.texts
        return step.shared or not own or self.files[node] != flow.file

    def deliberate(self, exit_: int) -> bool:
        """Whether this exit is neither a mistake nor a failure."""
        return self.how[exit_] is not MISTAKE and self.how[exit_] is not FAILURE


def connect(flow: Flow) -> Graph:
    """The graph of a flow: all its steps, and the steps of other flows that they lead to."""
    return _Builder(flow).graph


def kind_of(step: AnyStep) -> str:
    """The kind of a step, as the native format names it."""
    return step.kind if isinstance(step, Message) else _KINDS[type(step)]


_KINDS: dict[type[AnyStep], str] = {
    Say: "say",
    Menu: "menu",
    Collect: "collect",
    Check: "check",
    Run: "run",
    Set: "set",
    Transfer: "transfer",
    Visit: "visit",
    HangUp: "hang_up",
    Return: "return",
    Unknown: "unknown",
}


def _meant(flow: Flow, file: str, target: Target) -> tuple[str, str] | None:
    here = _flow(flow, file)
    there, name = _flow(flow, target.file) if target.file else here, target.to
    if not target.file and (here is None or name not in here.steps):
        path, hash_, name = name.partition("#")
        if not hash_ and not path.endswith((".yaml", ".yml", ".json")):
            return None
        there = _flow(flow, posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file)
    if there is None:
        return None
    name = name or (there.entries[0].start if there.entries else "")
    return (there.file, name) if name in there.steps else None


def _flow(flow: Flow, file: str) -> Flow | None:
    """The flow of a file of the same run."""
    return flow if file == flow.file else flow.others.get(file)


class _Builder:
    """Numbers the steps, then adds the exits of each; steps of other files join as they are met."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.folder = posixpath.dirname(flow.file)
        self.comes_back_to: dict[int, tuple[Target | None, Mark]] = {}
        self.graph = Graph(flow)
        for name in flow.steps:
            self._number(flow.file, name, flow.steps[name])
        self._connect()

    def _number(self, file: str, name: str, step: AnyStep) -> int:
        graph = self.graph
        number = graph.numbers.setdefault(file, {})[name] = len(graph.steps)
        graph.files.append(file)
        graph.steps.append(step)
        if file != self.flow.file:
            name = f"{posixpath.relpath(file, self.folder or '.')}#{name}"
        graph.names.append(name)
        graph.number[name] = number
        return number

    def _connect(self) -> None:
        graph = self.graph
        visits: list[int] = []
        exits: list[tuple[ExitOf, ...]] = []
        while len(exits) < len(graph.steps):
            node = len(exits)
            step = graph.steps[node]
            if isinstance(step, Visit):
                visits.append(node)
                self.comes_back_to[node] = (step.next, step.next.mark if step.next else step.mark)
                self._number_target(node, step.next)
            exits.append(tuple(exits_of(step)))
            beside = graph.numbers[graph.files[node]]
            for _, _, target, _ in exits[node]:
                if target is not None and (target.file or target.to not in beside):
                    self._number_target(node, target)
        for node, of_step in enumerate(exits):
            beside = graph.numbers[graph.files[node]]
            for exit_ in of_step:
                target = exit_[2]
                self._add(node, exit_, beside.get(target.to) if target and not target.file else None, node)
        graph.out = [[] for _ in range(len(graph.steps) + 2)]
        graph.ends = [""] * len(graph.out)
        for number, tail in enumerate(graph.tail):
            graph.out[tail].append(number)
        self._come_back(visits)
        graph.ends = [self._end(number, step) for number, step in enumerate(graph.steps)] + ["cut_off", "dead_end"]

    def _number_target(self, node: int, target: Target | None) -> int | None:
        graph = self.graph
        meant = _meant(self.flow, graph.files[node], target) if target else None
        if meant is None:
            return None
        file, name = meant
        number = graph.numbers.get(file, {}).get(name)
        if number is None:
            flow = _flow(self.flow, file)
            number = self._number(file, name, flow.steps[name]) if flow else None
        return number

    def _add(self, node: int, exit_: ExitOf, head: int | None, written_in: int) -> None:
        """Add an exit of a node; its target is looked for, as seen from the node it is written in, where `head` is None."""
        graph = self.graph
        how, label, target, mark = exit_
        if head is None:
            head = self._number_target(written_in, target)
        graph.exists.append(target is None or head is not None)
        if head is None:
            absent = target is None and (how is MISTAKE or how is FAILURE)
            head = graph.cut_off if absent else graph.dead_end
        graph.tail.append(node)
        graph.head.append(head)
        graph.how.append(how)
        graph.label.append(label)
        graph.to.append("" if target is None else target.to if head >= len(graph.steps) else graph.names[head])
        graph.mark.append(mark)

    def _come_back(self, visits: Sequence[int]) -> None:
        """Lead each `return` to what comes next after every visit of its flow."""
        graph = self.graph
        into: dict[int, list[int]] = {}
        for node in visits:
            for e in graph.out[node]:
                if graph.label[e] == "visit" and graph.head[e] < len(graph.steps):
                    into.setdefault(graph.head[e], []).append(node)
        belongs = self._belongs({first: 1 << bit for bit, first in enumerate(into)})
        comes_back = list(into.values())
        for number, step in enumerate(graph.steps):
            if isinstance(step, Return):
                for bit in range(belongs[number].bit_length()):
                    for visit in comes_back[bit] if belongs[number] >> bit & 1 else ():
                        self._add(number, (FOLLOWS, "return", *self.comes_back_to[visit]), None, visit)
                        graph.out[number].append(len(graph.tail) - 1)

    def _belongs(self, bits: dict[int, int]) -> list[int]:
        """To which of the visited flows (one bit each) a step belongs; a visit inside is passed over to what comes next."""
        graph = self.graph
        belongs = [0] * len(graph.ends)
        for first, bit in bits.items():
            belongs[first] = bit
        todo = list(bits)
        while todo:
            node = todo.pop()
            heads = [graph.head[e] for e in graph.out[node] if graph.label[e] != "visit"]
            for head in [*heads, self._number_target(node, self.comes_back_to.get(node, (None,))[0])]:
                if head is not None and belongs[node] & ~belongs[head]:
                    belongs[head] |= belongs[node]
                    todo.append(head)
        return belongs

    def _end(self, number: int, step: AnyStep) -> str:
        if isinstance(step, Transfer):
            return step.to
        if isinstance(step, Message):
            return "" if step.next else step.kind
        if isinstance(step, HangUp):
            return "hang_up"
        if isinstance(step, Return):
            return "" if self.graph.out[number] else "return"
        if isinstance(step, Unknown) or (isinstance(step, Visit) and step.flow is None):
            return "unknown"
        return ""


def as_networkx(graph: Graph, seconds: Sequence[float]) -> nx.MultiDiGraph[str]:
    """The same graph for other tools. `seconds` gives the time of each exit.

    Nodes carry `kind`, `line` and `ending`, edges `how`, `label` and `seconds`; `cut_off` and
    `dead_end` are nodes of their own when a call can end there, with brackets around their names.
    """
    import networkx as nx

    result: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=graph.flow.name)
    names = [*graph.names, "(cut off)", "(dead end)"]
    for number, step in enumerate(graph.steps):
        result.add_node(names[number], kind=kind_of(step), line=step.mark.line, ending=graph.ends[number])
    for number in sorted({head for head in graph.head if head >= len(graph.steps)}):
        result.add_node(names[number], kind=graph.ends[number], line=0, ending=graph.ends[number])
    for e, tail in enumerate(graph.tail):
        result.add_edge(names[tail], names[graph.head[e]], key=e, how=graph.how[e], label=graph.label[e], seconds=seconds[e])
    return result
