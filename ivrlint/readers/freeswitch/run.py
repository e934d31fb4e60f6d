"""All files of a run together: one flow for each file with calls in it, and one line for each without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ivrlint.exits import exits_of
from ivrlint.flow import AnyStep, Entry, Flow, Problem, Refusal, Say, Set, Target
from ivrlint.readers.freeswitch.acts import of_element
from ivrlint.readers.freeswitch.asking import collected_by
from ivrlint.readers.freeswitch.builder import Builder, Plan
from ivrlint.readers.freeswitch.chain import assignments_of, is_passed
from ivrlint.readers.freeswitch.conditions import number_tests
from ivrlint.readers.freeswitch.dialplan import Dialplan, example_of
from ivrlint.readers.freeswitch.draft import Draft, Placed
from ivrlint.readers.freeswitch.menus import build_menu, inherit, plan_menus
from ivrlint.readers.freeswitch.nodes import Label, Node, where
from ivrlint.readers.freeswitch.pattern import pattern_of
from ivrlint.readers.freeswitch.returns import settle
from ivrlint.readers.freeswitch.values import expand, names_in, unique
from ivrlint.readers.freeswitch.without import why_no_calls

Place = tuple[str, str]
Steps = dict[str, dict[str, AnyStep]]


def link(flows: Mapping[str, Flow]) -> dict[str, Flow | Refusal]:
    """The flows of all files, linked with one another."""
    drafts = [flow.source for flow in flows.values() if isinstance(flow.source, Draft)]
    build = Builder(drafts)
    _survey(build)
    plans = plan_menus(build)
    dialplan = Dialplan(build)
    ways: list[tuple[Placed, str, Label]] = []
    for draft in drafts:
        for placed in draft.extensions:
            number = example_of(build, placed.element)
            if number is not None:
                ways.append((placed, number, dialplan.enter(placed, number)))
    dialplan.work()
    inherit(build, plans)
    labels = {key: label for draft in drafts for key, label in draft.labels.items()}
    for plan in plans:
        build_menu(build, plan, labels)
    dialplan.work()
    settle(build, plans)
    dialplan.settle()
    steps = build.graph.steps()
    found = _Calls(build, steps)
    entries = found.of_dialplan(ways)
    entries += found.of_menus(plans)
    return {file: _flow(flow, build, steps, entries, found.reached) for file, flow in flows.items()}


def _survey(build: Builder) -> None:
    """Which variables are asked for, read, and shown to whoever answers, anywhere in the run."""
    collected: list[str] = []
    read: set[str] = set()
    passed: list[str] = []
    for draft in build.drafts:
        for text in _texts(draft):
            for application, data in re.findall(r"(play_and_get_digits|read)[ :]+'?([^,]*)", text):
                collected.append(collected_by(application, data))
        for placed in draft.extensions:
            for element in placed.element.walk():
                if element.name in {"action", "anti-action"}:
                    written = of_element(element, draft.file)
                    collected.append(collected_by(written.application, written.data))
                    assigned = assignments_of(written)  # type: ignore[arg-type]
                    passed += [name for name, _ in assigned if is_passed(name)]
                    read.update(() if assigned else names_in(written.data))
        for text in _texts(draft):
            passed += [name for name in re.findall(r"(?:set|export)[ :]+'?([\w-]+)=", text) if is_passed(name)]
            read.update(names_in(text))
        for macro in draft.macros:
            for element in macro.element.walk():
                read.update(names_in(element.get("data")))
    build.collected = unique(name for name in collected if name)
    build.read = frozenset(read)
    build.passed = unique(passed)


def _texts(draft: Draft) -> Iterable[str]:
    for menu in draft.menus:
        for entry in menu.named("entry"):
            yield entry.get("param")
        for attribute in ("greet-long", "greet-short", "exit-sound", "exec-on-max-failures", "exec-on-max-timeouts"):
            yield menu.get(attribute)


class _Calls:
    """Finds the ways in: what no other call comes to already."""

    def __init__(self, build: Builder, steps: Steps) -> None:
        self.build = build
        self.steps = steps
        self.leads: dict[Place, list[Place]] = {}
        for file, named in steps.items():
            for name, step in named.items():
                self.leads[file, name] = list(_next_of(step, file, steps))
        self.reached: set[Place] = set()

    def of_dialplan(self, ways: Sequence[tuple[Placed, str, Label]]) -> list[tuple[str, Entry]]:
        """Extensions that lead callers to a menu, a question, a queue or opening hours."""
        into = self._into()
        asking = _closure(self.build.asking & self.leads.keys(), into)
        says = {(file, name) for file, named in self.steps.items() for name, step in named.items() if isinstance(step, Say)}
        queued = _closure(self.build.waiting & self.leads.keys(), into) & _closure(says, into)
        calls = asking | queued
        starts: list[tuple[Placed, str, Node]] = []
        for placed, number, label in ways:
            node = where(label)
            if isinstance(node, Node) and (node.file, node.name) in calls:
                starts.append((placed, number, node))
        behind = _closure([head for _, _, node in starts for head in self.leads[node.file, node.name]], self.leads)
        chosen = [each for each in starts if (each[2].file, each[2].name) not in behind]
        chosen += [each for each in starts if (each[2].file, each[2].name) in behind]
        entries: list[tuple[str, Entry]] = []
        names: set[tuple[str, str]] = set()
        for placed, number, node in chosen:
            if (node.file, node.name) in self.reached:
                continue
            start = node.name if node.file == placed.file else self._step_before(placed, node)
            self._reach((placed.file, start))
            entries.append((placed.file, self._entry(placed, number, start, names)))
        return entries

    def of_menus(self, plans: Sequence[Plan]) -> list[tuple[str, Entry]]:
        """Menus that nothing else leads to."""
        entries = []
        first = [plan for plan in plans if not plan.parents and not plan.followed_by]
        for plan in [*first, *plans]:
            node = where(plan.start)
            if isinstance(node, Node) and (node.file, plan.name) not in self.reached:
                self._reach((node.file, node.name))
                entries.append((plan.file, Entry(plan.name, node.name, plan.element.mark(plan.file, "name"))))
        return entries

    def _entry(self, placed: Placed, number: str, start: str, names: set[tuple[str, str]]) -> Entry:
        element = placed.element
        numbers = _numbers(self.build, placed) or number
        name = " ".join((element.get("name") or "extension").split())
        title = wanted = f"{name} ({numbers})" if numbers and numbers != name else name
        count = 1
        while (placed.file, title) in names:
            count += 1
            title = f"{wanted} ({count})"
        names.add((placed.file, title))
        mark = element.mark(placed.file, "name" if element.get("name") else "")
        return Entry(title, start, mark)

    def _step_before(self, placed: Placed, node: Node) -> str:
        """An extension that does nothing but lead into another file is a step too: calls begin there."""
        name = self.build.graph.claim(placed.file, placed.element.get("name") or "extension")
        mark = placed.element.mark(placed.file, "name" if placed.element.get("name") else "")
        step = Set(name=name, mark=mark, next=Target(node.name, mark, node.file))
        self.steps.setdefault(placed.file, {})[name] = step
        self.leads[placed.file, name] = [(node.file, node.name)]
        return name

    def _into(self) -> dict[Place, list[Place]]:
        into: dict[Place, list[Place]] = {}
        for place, heads in self.leads.items():
            for head in heads:
                into.setdefault(head, []).append(place)
        return into

    def _reach(self, start: Place) -> None:
        todo = [start]
        while todo:
            place = todo.pop()
            if place not in self.reached:
                self.reached.add(place)
                todo += self.leads[place]


def _closure(starts: Iterable[Place], leads: Mapping[Place, Sequence[Place]]) -> set[Place]:
    seen = set(starts)
    todo = sorted(seen)
    while todo:
        for place in leads.get(todo.pop(), ()):
            if place not in seen:
                seen.add(place)
                todo.append(place)
    return seen


def _next_of(step: AnyStep, file: str, steps: Steps) -> Iterable[Place]:
    for _, _, target, _ in exits_of(step):
        if target is not None:
            place = target.file or file
            if target.to in steps.get(place, {}):
                yield place, target.to


def _numbers(build: Builder, placed: Placed) -> str:
    """The numbers of an extension as people write them."""
    shown: list[str] = []
    for test in number_tests(placed.element):
        pattern = pattern_of(expand(test.expression, build.variables))
        if pattern is not None:
            shown += [*pattern.literals[:3]] or [pattern.shown if len(pattern.shown) < 30 else pattern.example]
    return ", ".join(unique(shown)[:3])


def _flow(flow: Flow, build: Builder, steps: Steps, entries: Sequence[tuple[str, Entry]], reached: set[Place]) -> Flow | Refusal:
    draft = flow.source
    assert isinstance(draft, Draft)  # noqa: S101 - made by read
    own = {name: step for name, step in steps.get(flow.file, {}).items() if (flow.file, name) in reached}
    if not own:
        return why_no_calls(draft)
    problems: list[Problem] = sorted(build.problems[flow.file], key=lambda problem: problem.mark)
    return Flow(
        file=flow.file,
        format=flow.format,
        mark=flow.mark,
        language=_language(build, draft),
        entries=tuple(entry for file, entry in entries if file == flow.file),
        steps=own,
        problems=tuple(problems),
        wants=flow.wants,
    )


def _language(build: Builder, draft: Draft) -> str:
    """The language that the file sets for its calls."""
    for placed in draft.extensions:
        for element in placed.element.walk():
            found = re.match(r"\s*default_language=([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)\s*$", element.get("data"))
            if found and element.get("application") in {"set", "export"}:
                return found[1].replace("_", "-")
    return build.language({}).replace("_", "-")
