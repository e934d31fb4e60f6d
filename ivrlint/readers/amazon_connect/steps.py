"""From the actions of a flow to the steps of ivrlint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ivrlint.flow import AnyStep, Case, Mark, Problem, Prompt, Say, Set, Target, Transfer, Unknown, replace
from ivrlint.readers.amazon_connect import doing, inputs, leaving
from ivrlint.readers.amazon_connect.actions import Action, Condition, Way, collects
from ivrlint.readers.amazon_connect.data import Data
from ivrlint.readers.amazon_connect.draft import TO_QUEUE, Draft, kept
from ivrlint.readers.amazon_connect.labels import clean
from ivrlint.readers.amazon_connect.linking import Directory
from ivrlint.readers.amazon_connect.loops import Loops
from ivrlint.readers.amazon_connect.paths import STORED, names_in
from ivrlint.readers.amazon_connect.prompts import prompt_of
from ivrlint.readers.amazon_connect.states import State, states

WAITING = "(waiting in the queue)"
"""The step before a flow that callers hear while they wait."""

_OPERATORS = {
    "NumberGreaterThan": "above",
    "NumberLessThan": "below",
    "NumberGreaterOrEqualTo": "at least",
    "NumberLessOrEqualTo": "at most",
    "TextStartsWith": "starts with",
    "TextEndsWith": "ends with",
    "TextContains": "contains",
}
_LONGEST = 60
_ROOM = 200_000  # names that all transfers together may pass; no real flow comes near
_MAKERS = {**inputs.ASKS, **doing.MAKERS, **leaving.MAKERS}


class Maker:
    """Makes the steps of one flow.

    `folded` counts the ways from one action to another that became part of the step that they leave. `unsaid` names the steps
    that keep the text `Timeout` in place of an entry, by variable and by what follows.
    """

    def __init__(self, draft: Draft, loops: Loops, directory: Directory, attributes: tuple[str, ...] = ()) -> None:
        self.draft = draft
        self.loops = loops
        self.directory = directory
        self.problems: list[Problem] = []
        self.unsaid: dict[tuple[str, str], str] = {}
        self.data = Data(draft)
        transfers = sum(action.type in TO_QUEUE for action in draft.actions.values())
        passes = tuple(dict.fromkeys((*self.data.choosing, *self.data.attributes, *attributes)))
        self.passes = passes[: _ROOM // (transfers + 1)]
        self.folded: Counter[tuple[str, str]] = Counter()
        self.waits = draft.kind == "customerqueue"
        self._states = states(draft.actions, draft.start)
        self._into = {name: [n for n in into if n not in draft.lost] for name, into in draft.into().items()}

    def steps(self) -> dict[str, AnyStep]:
        """All steps by name, in the order of the file."""
        result: dict[str, AnyStep] = {}
        names: dict[str, str] = {}
        start = self.draft.actions.get(self.draft.start)
        if self.waits and start:
            wait = self.draft.prefix + WAITING
            case = Case("while waiting", Target(start.name, self.draft.start_mark), self.draft.start_mark)
            result[wait] = Transfer(name=wait, mark=self.draft.mark, elsewhere=True, passes=self.passes, cases=(case,))
        for action in kept(self.draft):
            for step in self._made(action):
                result[step.name] = replace(step, shared=True) if action.id in self.draft.faulty else step
                names[step.name] = action.id
        for name, id_ in names.items():
            into = self._into[id_]
            ways = Counter(into)
            if into and id_ != self.draft.start and all(self.folded[tail, id_] >= count for tail, count in ways.items()):
                del result[name]
        return result

    def target(self, way: Way | None) -> Target | None:
        """Where a way leads."""
        return Target(self.draft.step(way), way.mark) if way else None

    def link(self, reference: str, shown: str) -> Target | None:
        """The flow of the run that a reference means, given what the editor calls it."""
        return self.directory.target(self.draft, reference, shown)

    def back_to_the_queue(self, action: Action) -> Target:
        """Where a flow that callers hear while they wait leads when it ends."""
        return Target(self.draft.prefix + WAITING, action.mark)

    def prompt(self, action: Action, *, barge_in: bool) -> Prompt | None:
        """What the caller hears at an action."""
        return prompt_of(action, self.data.names(action), self.state(action).known("language"), barge_in=barge_in)

    def state(self, action: Action) -> State:
        """What has been chosen before an action."""
        return self._states.get(action.id) or State()

    def complain(self, action: Action, message: str, mark: Mark) -> None:
        """Say what is wrong with an action."""
        self.problems.append(Problem(f"{action.name}: {message}", mark))

    def split_after(self, action: Action) -> Action | None:
        """The check behind an entry that makes a menu of it: it looks at the key, and nothing else ever does."""
        split = self.draft.actions.get(action.next.to) if action.next else None
        if split is None or not inputs.is_split(split, action) or self.data.readers(action) != 1:
            return None
        if any(not collects(self.draft.actions[name]) for name in self._into[split.id]):
            return None
        self.folded[action.id, split.id] += 1
        return split

    def silence(self, action: Action) -> Way | None:
        """Where the caller who enters nothing goes: as everybody, up to a check that knows the text `Timeout`."""
        way = action.next
        held = {STORED}
        for _ in range(5):
            step = self.draft.actions.get(way.to) if way else None
            if step is None:
                break
            if step.type == "Compare" and set(names_in([step.text("ComparisonValue")])) & held:
                return step.answer("Timeout") or action.next
            if step.type != "UpdateContactAttributes":
                break
            values = step.value("Attributes")
            held |= (
                {f"Attributes.{k}" for k, v in values.items() if STORED in names_in([str(v)])}
                if isinstance(values, dict)
                else set()
            )
            way = step.next
        return action.next

    def answer(self, condition: Condition) -> str:
        """What a condition is called: the answer itself, or how it compares."""
        words = ", ".join(clean(operand)[:_LONGEST].strip() or "(empty)" for operand in condition.operands) or "(any)"
        operator = _OPERATORS.get(condition.operator, "" if condition.operator == "Equals" else condition.operator)
        return f"{operator} {words}".strip()

    def cases(self, action: Action) -> tuple[Case, ...]:
        """All ways out of an action as cases, each name once."""
        return inputs.unknown_cases(self, action)

    def _made(self, action: Action) -> Iterator[AnyStep]:
        make = _MAKERS.get(action.type)
        if make:
            return make(self, action)
        if action.type.startswith(doing.PASSING) and len({way.to for way in action.ways()}) < 2:
            return iter([Set(name=action.name, mark=action.mark, next=self.target(next(action.ways(), None)))])
        return self._unknown(action)

    def _unknown(self, action: Action) -> Iterator[AnyStep]:
        """An action that is not known: it may do anything, and go on by any of its ways."""
        name = action.name
        prompt = self.prompt(action, barge_in=True)
        if prompt:
            name = f"{action.name} (unknown)"
            yield Say(name=action.name, mark=action.mark, prompt=prompt, next=Target(name, action.mark))
        cases = self.cases(action)
        yield Unknown(name=name, mark=action.mark, what=clean(action.written), uses=self.data.reads(action), cases=cases)
