"""The dialplan: which extensions a number comes to, and what becomes of a call there."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from ivrlint.flow import Case, Check, Unknown
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.acts import of_element, unfold
from ivrlint.readers.freeswitch.asking import collected_by
from ivrlint.readers.freeswitch.builder import Builder, Doing, Owner
from ivrlint.readers.freeswitch.chain import assignments_of, chain
from ivrlint.readers.freeswitch.conditions import breaks_of, decide, holds, number_tests, tests_of
from ivrlint.readers.freeswitch.contexts import Contexts
from ivrlint.readers.freeswitch.draft import Placed
from ivrlint.readers.freeswitch.nodes import Label, Node, Way
from ivrlint.readers.freeswitch.pattern import can_be_dialled, pattern_of
from ivrlint.readers.freeswitch.values import expand, fill, is_open, is_true, names_in
from ivrlint.readers.positioned_xml import Element

MOST = 6_000
"""Extensions, each for one way of calling it, that become steps in one run."""

_DEEPEST = 8
_MOST_ANSWERS = 20
_ANSWER = re.compile(r"([^${}]*)\$\{([\w.-]+)\}([^${}]*)")
_LONGEST_NUMBER = 64


class Work(NamedTuple):
    """An extension that is still to be built for a number."""

    placed: Placed
    number: str
    rest: Way
    end: Way
    label: Label


class Inside(NamedTuple):
    """Where conditions stand: in which extension, what follows them, and what those before them do."""

    name: str
    done: Way
    settings: Mapping[str, str]
    asked: frozenset[str] = frozenset()
    """Variables that an action asks for which was found before: it runs only when all conditions are decided."""
    depth: int = 0


class Dialplan:
    """All extensions of a run, and the steps that were made of them."""

    def __init__(self, build: Builder) -> None:
        self.build = build
        self.contexts = Contexts(build)
        self.todo: deque[Work] = deque()
        self.labels: dict[tuple[object, ...], Label] = {}
        self.visited: dict[int, tuple[Label, Label, list[Way]]] = {}
        self.rests: dict[str, Node] = {}
        self.told: set[tuple[str, str]] = set()
        build.route, build.visit = self.route, self.visit

    def enter(self, placed: Placed, number: str) -> Label:
        """Where a call begins that comes to an extension."""
        return self._extensions([placed, *self.contexts.after(placed, number)], number, self._rest(placed.file), None)

    def route(self, doing: Doing, number: str, context: str) -> Way:
        """Where a call goes on that is transferred to a number."""
        found = self._found(doing, number, context)
        if found is None:
            return self._by_answer(doing, number, context)
        placed, number = found
        return self._extensions(placed, number, None, None)

    def visit(self, doing: Doing, number: str, context: str) -> Way:
        """Extensions that come back to where they were called."""
        found = self._found(doing, number, context)
        if found is None:
            return self.build.unknown(doing, f"extension {number or '(none)'} of the dialplan", doing.after)
        placed, number = found
        key = id(placed[0].element)
        if key not in self.visited:
            back = Label()
            self.visited[key] = self._extensions(placed, number, back, back), back, []
        start, _, ways = self.visited[key]
        ways.append(doing.after)
        return start

    def work(self) -> None:
        """Build what was asked for."""
        while self.todo:
            each = self.todo.popleft()
            each.label.leads(self._extension(each))

    def settle(self) -> None:
        """Say where the extensions that come back come back to."""
        for start, back, ways in self.visited.values():
            node = start.way if isinstance(start.way, Node) else None
            titled = [("back where it was called", way) for way in ways]
            if node is None:
                back.leads(ways[0] if ways else None)
            else:
                back.leads(self.build.one_of(titled, node.file, f"{node.name} (back)", node.mark))

    def _by_answer(self, doing: Doing, number: str, context: str) -> Way:
        """Where a call goes on that is transferred to a number with an answer in it: `menu_${digit}`."""
        build, owner, mark = self.build, doing.owner, doing.act.mark
        what = f"extension {number or '(none)'} of the dialplan"
        written = _ANSWER.fullmatch(number)
        if written is None or written[2] not in build.collected or not (written[1] or written[3]) or is_open(context):
            return build.unknown(doing, what)
        before, name, behind = written.groups()
        cases: dict[str, Way] = {}
        for each in self.contexts.numbers(before, context or owner.context, owner.file):
            answer = each[len(before) : len(each) - len(behind)]
            if each == f"{before}{answer}{behind}" and can_be_dialled(answer) and len(cases) < _MOST_ANSWERS:
                cases[answer] = self.route(doing, each, context)
        if not cases:
            return build.unknown(doing, what)
        other = build.unknown(doing._replace(name=build.graph.claim(owner.file, f"{doing.name} (another)")), what)
        return build.graph.add(
            owner.file,
            doing.name,
            mark,
            lambda node, go: Check(
                name=node.name,
                mark=mark,
                asks=name,
                uses=(name,),
                cases=tuple(Case(answer, go.on(way, mark), mark) for answer, way in cases.items()),
                otherwise=go.on(other, mark),
            ),
        )

    def _found(self, doing: Doing, number: str, context: str) -> tuple[list[Placed], str] | None:
        number = number.replace("${destination_number}", doing.owner.number or "${destination_number}")
        if is_open(number) or not number or len(number) > _LONGEST_NUMBER:
            return None
        if is_open(context) or not context:
            context = doing.owner.context
        placed = self.contexts.matching(number, context, doing.owner.file)
        return (placed, number) if placed else None

    def _extensions(self, placed: Sequence[Placed], number: str, rest: Way, end: Way) -> Label:
        """One extension after another, as far as calls may come."""
        label = Label()
        label.leads(rest)
        for each in reversed(placed):
            label = self._label(each, number, label, end)
        return label

    def _label(self, placed: Placed, number: str, rest: Label, end: Way) -> Label:
        if len(self.labels) > MOST:
            return rest
        conditions = [each for each in placed.element.walk() if each.name == "condition"]
        verdicts = tuple(holds(self.build, each, number) for each in conditions)
        last = rest.way if rest.known and not isinstance(rest.way, Label) else rest
        goes_on = is_true(placed.element.get("continue")) or None in verdicts or False in verdicts or not conditions
        key = (
            id(placed.element),
            verdicts,
            number if _uses_number(placed.element) else "",
            id(last) if goes_on and last is not None else None,
            id(end) if end is not None else None,
        )
        if key not in self.labels:
            self.labels[key] = Label()
            self.todo.append(Work(placed, number, rest, end, self.labels[key]))
        return self.labels[key]

    def _rest(self, file: str) -> Node:
        """What comes after the extensions that are known."""
        if file not in self.rests:
            draft = self.contexts.drafts[file]
            name = self.build.graph.claim(file, "(the rest of the dialplan)")
            self.rests[file] = self.build.graph.add(
                file,
                name,
                draft.document.root.mark(file),
                lambda node, _: Unknown(name=node.name, mark=node.mark, what="further extensions of the dialplan"),
            )
        return self.rests[file]

    def _extension(self, work: Work) -> Way:
        element, file = work.placed.element, work.placed.file
        name = element.get("name") or "extension"
        owner = Owner(file, name, work.placed.context, number=work.number)
        conditions = list(element.named("condition"))
        done = work.rest if is_true(element.get("continue")) else work.end
        if not conditions:
            return work.rest
        return self._conditions(conditions, owner, work, Inside(name, done, {}))

    def _conditions(self, conditions: Sequence[Element], owner: Owner, work: Work, inside: Inside) -> Way:
        """Conditions one after another: each adds its actions, or its anti-actions, and says whether the next one counts."""
        build = self.build
        name, done, before, asked, depth = inside
        settings: list[Mapping[str, str]] = []
        too_early: list[frozenset[str]] = []
        known = dict(before)
        for condition in conditions:
            settings.append(dict(known) if known else {})
            known.update(_settings(build, condition))
            too_early.append(asked)
            asked |= self._asked(condition, work.placed)
        following: Way = None
        for number in range(len(conditions) - 1, -1, -1):
            condition, known_here = conditions[number], settings[number]
            last = number == len(conditions) - 1
            breaks = breaks_of(condition)
            antis = list(condition.named("anti-action"))
            if_true = done if last or breaks in {"on-true", "always"} else following
            if_false = (done if antis else work.rest) if last or breaks in {"on-false", "always"} else following
            verdict = holds(build, condition, work.number, too_early[number])
            self._complain(condition, work.placed.file, too_early[number])
            groups = _groups(build, condition, work.number)
            yes = no = None
            if verdict is not False:
                nested = list(condition.named("condition"))
                if nested and depth < _DEEPEST:
                    here = too_early[number] | self._asked(condition, work.placed)
                    if_true = self._conditions(nested, owner, work, Inside(name, if_true, known_here, here, depth + 1))
                yes = self._actions(condition.named("action"), if_true, owner, known_here, groups)
            if verdict is not True:
                no = self._actions(antis, if_false, owner, known_here, {})
            following = yes if verdict else no if verdict is False else decide(build, condition, owner, name, yes, no)
        return following

    def _asked(self, condition: Element, placed: Placed) -> frozenset[str]:
        """The variables that a condition asks callers for, if no other extension does so."""
        acts = (of_element(action, "") for action in condition.named("action"))
        names = {collected_by(act.application, act.data) for act in acts}
        return frozenset(name for name in names if self.build.collectors.get(name) == {id(placed.element)})

    def _complain(self, condition: Element, file: str, too_early: frozenset[str]) -> None:
        for test in tests_of(condition):
            for variable in set(names_in(test.field)) & too_early:
                if (file, variable) not in self.told:
                    self.told.add((file, variable))
                    self.build.problem(
                        f"nothing is known yet of {variable} here: FreeSWITCH decides all conditions of an extension before "
                        "it runs its actions; test it in an extension to which the call is transferred",
                        condition.mark(file, "field"),
                    )

    def _actions(
        self, actions: Iterable[Element], after: Way, owner: Owner, settings: Mapping[str, str], groups: Mapping[str, str]
    ) -> Way:
        written = [of_element(action, owner.file) for action in actions if action.get("enabled") != "false"]
        return chain(self.build, unfold(written, self.build.variables, groups), after, owner, settings)


def example_of(build: Builder, extension: Element) -> str | None:
    """A number that comes to an extension: empty when it takes all, None when nobody can dial it."""
    tests = number_tests(extension)
    patterns = [pattern_of(expand(test.expression, build.variables)) for test in tests]
    for pattern in patterns:
        if pattern is not None and can_be_dialled(pattern.example):
            return pattern.example
    return "" if not tests or None in patterns else None


def _groups(build: Builder, condition: Element, number: str) -> Mapping[str, str]:
    for test in tests_of(condition):
        pattern = pattern_of(expand(test.expression, build.variables)) if test.of_number and number else None
        if pattern is not None and pattern.found_in(number):
            return pattern.groups(number)
    return {}


def _settings(build: Builder, condition: Element) -> dict[str, str]:
    acts = unfold((of_element(action, "") for action in condition.named("action")), build.variables, {})
    return {
        name: fill(value, {})
        for act in acts
        for name, value in assignments_of(act)
        if name.endswith(("_bridge", "_fail", "_timeout"))
    }


def _uses_number(element: Element) -> bool:
    """Whether an extension sends calls on by the number that was dialled."""
    return any(
        each.get("application") in {"transfer", "execute_extension", "bridge"}
        and ("$1" in each.get("data") or "destination_number" in each.get("data"))
        for each in element.walk()
    )
