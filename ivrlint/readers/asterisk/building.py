"""From one dialplan to the flows of its files."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.flow import AnyStep, Entry, Flow, Mark, Problem, Refusal
from ivrlint.readers.asterisk import entries, freepbx
from ivrlint.readers.asterisk.announcing import polish
from ivrlint.readers.asterisk.applications import do
from ivrlint.readers.asterisk.dialplan import Plan
from ivrlint.readers.asterisk.emitting import Emitting
from ivrlint.readers.asterisk.folding import Folding
from ivrlint.readers.asterisk.machine import MOST_NODES, Machine
from ivrlint.readers.asterisk.naming import Naming, clean
from ivrlint.readers.asterisk.nodes import Key, Nowhere
from ivrlint.readers.asterisk.patterns import shown

_MOST_ENTRIES = 25
_NO_DIALOGUE = "holds no dialogue that callers go through: nothing is asked or said to them in a context where calls come in"


def build(plan: Plan, sources: Mapping[str, Plan]) -> Mapping[str, Flow | Refusal]:
    """The flows of the files of a plan, by file."""
    return _Building(plan, sources).flows()




class _Building:
    def __init__(self, plan: Plan, sources: Mapping[str, Plan]) -> None:
        self.plan = plan
        self.sources = sources
        self.machine = Machine(plan, do, freepbx.is_empty(plan))

    def flows(self) -> Mapping[str, Flow | Refusal]:
        """One flow for each file that holds something of a call; a line of explanation for each other."""
        chosen = self._chosen()
        roots = [node for _, node in chosen]
        folding = Folding(self.machine.nodes, roots, self.machine.survey)
        emitting = Emitting(self.machine.nodes, folding.kept, Naming(self.machine), self.machine.survey)
        by_file: dict[str, list[tuple[Mark, AnyStep]]] = {file: [] for file in self.sources}
        for number in folding.kept:
            for step in emitting.steps[number]:
                by_file[emitting.files[number]].append((step.mark, step))
        found: dict[str, list[Entry]] = {file: [] for file in self.sources}
        for start, root in chosen:
            number = folding.at(root)
            file = emitting.files[number]
            mark = start.extension.source.mark(start.extension.at, start.extension.at + len(start.extension.name))
            if all(entry.start != emitting.names[number] for entry in found[file]):
                name = shown(start.extension.name)
                if start.context.title and freepbx.is_ivr(start.context):
                    name = start.context.title
                found[file].append(Entry(clean(f"{start.context.name} {name}"), emitting.names[number], mark))
        return {file: self._flow(file, by_file[file], found[file]) for file in self.sources}

    def _flow(self, file: str, steps: list[tuple[Mark, AnyStep]], found: list[Entry]) -> Flow | Refusal:
        own = self.sources[file]
        if not steps:
            return Refusal(file, _NO_DIALOGUE, no_calls=True)
        order = sorted(steps, key=lambda pair: pair[0])
        problems = list(own.problems)
        if self.machine.full:
            problems.append(Problem(f"leads to more than {MOST_NODES} places: the rest is not read", Mark(file, 1, 1, 1, 2)))
        first = order[0][1]
        entries_ = tuple(found) or (Entry(first.name, first.name, first.mark),)
        languages = self.machine.survey.languages
        return Flow(
            file=file,
            format="asterisk",
            mark=entries_[0].mark,
            language=next(iter(languages)).replace("_", "-") if len(languages) == 1 else "",
            entries=entries_,
            steps={step.name: step for _, step in order},
            problems=tuple(problems),
            wants=(),
        )

    def _chosen(self) -> list[tuple[entries.Start, int]]:
        """The starts that are calls of their own: those with a dialogue, each dialogue once."""
        result: list[tuple[entries.Start, int]] = []
        plain: list[tuple[entries.Start, int]] = []
        seen: set[tuple[str, int]] = set()
        covered: set[int] = set()
        heard: set[tuple[str, int]] = set()
        for start in [*entries.starts(self.plan), *entries.leftovers(self.plan)]:
            if start.rank == 3 and result:
                continue
            key = Key(start.context.name, start.extension.name)
            number = self.machine.node(key)
            if isinstance(number, Nowhere):
                continue
            self.machine.finish(polish)
            node = self.machine.nodes[number]
            place = (node.line.source.file, node.line.at) if node.line else ("", number)
            if place in seen:
                continue
            kinds, reached = self._reached(number)
            if start.rank and (number in covered or place in heard):
                continue
            if start.rank and not kinds & {"menu", "collect"}:
                continue
            if not kinds & {"menu", "collect", "say", "record", "directory", "password"}:
                if "transfer" in kinds and not start.rank:
                    plain.append((start, number))
                continue
            seen.add(place)
            covered |= reached
            nodes = (self.machine.nodes[one] for one in reached)
            heard.update((node.line.source.file, node.line.at) for node in nodes if node.line)
            result.append((start, number))
            if len(result) >= _MOST_ENTRIES:
                break
        return result or plain[:10]

    def _reached(self, number: int) -> tuple[set[str], set[int]]:
        kinds: set[str] = set()
        seen = {number}
        todo = [number]
        while todo:
            node = self.machine.nodes[todo.pop()]
            kinds.add(node.kind)
            for way in node.ways:
                if isinstance(way.to, int) and way.to not in seen:
                    seen.add(way.to)
                    todo.append(way.to)
        return kinds, seen
