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
from ivrlint.readers.asterisk.nodes import Key
from ivrlint.readers.asterisk.patterns import shown
from ivrlint.readers.asterisk.survey import extensions

_MOST_ENTRIES = 100
_NOTHING = "holds no extensions: nothing in it is done for a call"
_NO_DIALOGUE = "holds no dialogue that callers go through: nothing is asked or said to them in a context where calls come in"


def build(plan: Plan, sources: Mapping[str, Plan]) -> Mapping[str, Flow | Refusal]:
    """The flows of the files of a plan, by file."""
    return _Building(plan, sources).flows()


class _Building:
    def __init__(self, plan: Plan, sources: Mapping[str, Plan]) -> None:
        self.plan = plan
        self.sources = sources
        self.machine = Machine(plan, do, freepbx.is_empty(plan))
        self.more = False
        self.owner = {id(extension): context for context, extension in extensions(plan)}
        noise = [context for name, context in plan.contexts.items() if entries.is_noise(name)]
        self.noise = {id(extension) for context in noise for extension in context.extensions.values()}

    def flows(self) -> Mapping[str, Flow | Refusal]:
        """One flow for each file that holds something of a call; a line of explanation for each other."""
        chosen = self._chosen()
        roots = [node for _, node in chosen]
        roots += self._dead([node for _, node in chosen])
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
            is_empty = not any(extension.lines for _, extension in extensions(own))
            return Refusal(file, _NOTHING if is_empty else _NO_DIALOGUE, no_calls=True)
        order = sorted(steps, key=lambda pair: pair[0])
        problems = list(own.problems)
        if self.machine.full:
            problems.append(Problem(f"leads to more than {MOST_NODES} places: the rest is not read", Mark(file, 1, 1, 1, 2)))
        if self.more:
            problems.append(
                Problem(f"more than {_MOST_ENTRIES} different calls begin here: the others are not read", order[0][0])
            )
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
        noise: list[tuple[entries.Start, int]] = []
        seen: set[tuple[str, int]] = set()
        covered: set[int] = set()
        heard: set[tuple[str, int]] = set()
        starts = [*entries.starts(self.plan), *entries.leftovers(self.plan)]
        for start in sorted(starts, key=lambda start: start.rank == 3):
            if start.rank == 3 and result:
                continue
            key = Key(start.context.name, start.extension.name)
            begin = self.machine.goto(key, *key[:2], "1")
            number = self.machine.node(begin) if not isinstance(begin, str) else begin
            if not isinstance(number, int):
                continue
            self.machine.finish(polish)
            node = self.machine.nodes[number]
            place = (node.line.source.file, node.line.at) if node.line else ("", number)
            if place in seen:
                continue
            kinds, reached = self._reached(number)
            if self._is_subroutine(start, reached):
                continue
            if self._is_noise(reached):
                noise.append((start, number))
                continue
            if start.rank and (number in covered or place in heard):
                continue
            is_line = not start.rank or (start.rank == 1 and start.extension.name == "s")
            if not is_line and not kinds & {"menu", "collect"}:
                continue
            if not kinds & {"menu", "collect", "say", "record", "directory", "password"}:
                if "transfer" in kinds and is_line:
                    plain.append((start, number))
                continue
            seen.add(place)
            covered |= reached
            nodes = (self.machine.nodes[one] for one in reached)
            heard.update((node.line.source.file, node.line.at) for node in nodes if node.line)
            result.append((start, number))
            if len(result) >= _MOST_ENTRIES:
                self.more = True
                break
        return result or noise[:1] or plain[:10]

    def _dead(self, roots: list[int]) -> list[int]:
        """The extensions `t` and `i` beside menus that no call comes to."""
        _, reached = self._reached(*roots) if roots else (set(), set())
        nodes = [self.machine.nodes[number] for number in sorted(reached)]
        lookup = self.machine.lookup
        met = {id(node.extension) for node in nodes}
        for key in {key[:2] for node in nodes for key in node.keys}:
            found = lookup.one(*key)
            met.add(id(found.extension) if found else 0)
        result: list[int] = []
        for node in nodes:
            owner = self.owner.get(id(node.extension)) if node.kind == "menu" and node.word != "Read" else None
            for name in ("t", "i") if owner else ():
                extension = owner.extensions.get(name) if owner else None
                if extension is not None and id(extension) not in met and 1 in extension.lines:
                    met.add(id(extension))
                    number = self.machine.node(node.key._replace(exten=name, priority=1, part=0, known=()))
                    self.machine.finish(polish)
                    if isinstance(number, int) and self.machine.nodes[number].extension is extension:
                        result.append(number)
        return result

    def _is_subroutine(self, start: entries.Start, reached: set[int]) -> bool:
        """Whether this is called by something else: it looks at arguments, or goes back where it came from."""
        if entries.is_menu(start.context.name):
            return False
        if any("${ARG" in line.args for line in start.extension.lines.values()):
            return True
        nodes = (self.machine.nodes[one] for one in reached)
        return any(node.facts.get("goes back") for node in nodes)

    def _is_noise(self, reached: set[int]) -> bool:
        """Whether all that is asked comes with the software."""
        asking = [self.machine.nodes[one] for one in reached if self.machine.nodes[one].kind in ("menu", "collect")]
        return bool(asking) and all(id(node.extension) in self.noise for node in asking)

    def _reached(self, *numbers: int) -> tuple[set[str], set[int]]:
        """What kinds of nodes, and which, calls come to from some nodes on."""
        kinds: set[str] = set()
        seen = set(numbers)
        todo = list(numbers)
        while todo:
            node = self.machine.nodes[todo.pop()]
            kinds.add(node.kind)
            for way in node.ways:
                if isinstance(way.to, int) and way.to not in seen:
                    seen.add(way.to)
                    todo.append(way.to)
        return kinds, seen
