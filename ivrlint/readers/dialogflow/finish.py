"""The last look at the steps of an agent: what can only be decided when all of them are there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from ivrlint.exits import exits_of
from ivrlint.flow import AnyStep, Assignment, Case, Check, Collect, Mark, Run, Set, Target, Transfer, Unknown, Visit, replace
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.agent import Agent
from ivrlint.readers.dialogflow.forgetting import ask_for_forgotten
from ivrlint.readers.dialogflow.forms import IF_KNOWN
from ivrlint.readers.dialogflow.fulfilment import EVERYTHING, Writer
from ivrlint.readers.dialogflow.ways import Ways, head_of

MOST_NAMES = 1_000_000
"""Names times steps that are given all of them: more are cut, so that no file takes too long."""

MOST_WALKED = 200_000
"""Steps that are walked through to see whether a form is met again."""


class Walks:
    """Which steps lead to which, by name."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.heads: dict[str, tuple[str, ...]] = {}

    def after(self, name: str) -> tuple[str, ...]:
        """The steps that a step leads to, what comes after another flow included."""
        if name not in self.heads:
            plan = self.ways.plan
            step = plan.steps.get(name)
            targets = [target for _, _, target, _ in exits_of(step) if target] if step else []
            if isinstance(step, Visit) and step.next:
                targets.append(step.next)
            self.heads[name] = tuple(dict.fromkeys(plan.meaning(target.to) for target in targets))
        return self.heads[name]

    def from_(self, starts: Iterable[str]) -> set[str]:
        """All steps that some labels lead to, themselves included."""
        plan = self.ways.plan
        seen = {plan.meaning(start) for start in starts}
        todo = list(seen)
        while todo:
            for head in self.after(todo.pop()):
                if head not in seen:
                    seen.add(head)
                    todo.append(head)
        return seen


def finish(agent: Agent, ways: Ways, writer: Writer, start: str, heads: dict[str, str]) -> tuple[dict[str, AnyStep], str]:
    """The steps of the calls of an agent, and the first of them.

    `start` is the label where calls begin, `heads` are the steps that get the name of their page.
    """
    plan = ways.plan
    reached = _with_playbooks(agent, ways, start)
    if any(isinstance(plan.steps.get(name), Transfer) for name in reached):
        for name, then in writer.answers:
            plan.drop(name, then)
    walks = Walks(ways)
    _drop_guards(ways, walks, heads)
    ask_for_forgotten(ways, start)
    walks = Walks(ways)
    reached = walks.from_([start])
    flows = {name for name in agent.flows if name == agent.start or plan.meaning(head_of(name)) in reached}
    _share(agent, ways, flows, reached)
    left = [head_of(agent.start)]
    left += [head_of(name, page) for name, flow in agent.flows.items() if name not in flows for page in ("", *flow.pages)]
    elsewhere = walks.from_([*left, *plan.after_handoff]) - reached
    keep = {name for name in plan.steps if name not in elsewhere}
    steps = _named(_with_choices(plan.finished(heads, keep)))
    first = plan.meaning(start)
    first = heads.get(first, first)
    before = _known_before(
        steps, first, plan.name(names.join(agent.start or "playbook", "session")), agent.part.mark("startFlow")
    )
    return (steps, first) if before is None else ({before.name: before, **steps}, before.name)


def _share(agent: Agent, ways: Ways, flows: set[str], reached: set[str]) -> None:
    """Pages that nothing leads to may be where a webhook leads, if calls come to one that can say so."""
    plan = ways.plan
    if not any(isinstance(step, Run) and step.uses is EVERYTHING for step in map(plan.steps.get, reached)):
        return
    for flow in flows:
        for page in agent.flows[flow].pages:
            head = plan.meaning(head_of(flow, page))
            if head not in reached and head in plan.steps:
                plan.steps[head] = replace(plan.steps[head], shared=True)


def _with_playbooks(agent: Agent, ways: Ways, start: str) -> set[str]:
    """What calls come to. A playbook on the way may go on to all flows that nothing else leads to."""
    plan = ways.plan
    reached = Walks(ways).from_([start])
    playbooks = [name for name in ways.playbooks if name in reached]
    if not playbooks:
        return reached
    first = playbooks[0]
    cases = []
    walks = Walks(ways)
    for flow in sorted(agent.flows.values(), key=lambda flow: flow.name in ways.visited):
        if plan.meaning(head_of(flow.name)) not in reached:
            label = " ".join(flow.name.split())
            cases.append(Case(label, Target(head_of(flow.name), flow.mark), flow.mark))
            reached |= walks.from_([head_of(flow.name)])
    step = plan.steps[first]
    assert isinstance(step, Unknown)  # noqa: S101 - narrows the type
    plan.steps[first] = replace(step, cases=tuple({case.name: case for case in cases}.values()))
    return reached


def _drop_guards(ways: Ways, walks: Walks, heads: dict[str, str]) -> None:
    """Forms whose values nothing else sets, and that no caller meets again with the value known, always ask."""
    plan = ways.plan
    setters: dict[str, set[str]] = {}
    for step in plan.steps.values():
        if isinstance(step, Collect):
            setters.setdefault(step.variable, set()).add(step.name)
        elif isinstance(step, Set):
            for value in step.values:
                setters.setdefault(value.name, set()).add(step.name if value.value == "null" else "")
        elif isinstance(step, Run):
            for name in step.gives:
                setters.setdefault(name, set()).add("")
    walked = 0
    for guard, (variable, collect, then) in ways.guards.items():
        known = setters[variable]
        others = {name for name in known if name != collect and (not name or isinstance(plan.steps[name], Collect))}
        again = bool(others)
        if not again and walked < MOST_WALKED:
            seen = set(known) - {collect}
            todo = deque([plan.meaning(then)])
            while todo and not again and walked < MOST_WALKED:
                name = todo.popleft()
                if name in seen:
                    continue
                seen.add(name)
                walked += 1
                again = name == guard
                todo.extend(walks.after(name))
        if not again and walked < MOST_WALKED:
            check = plan.steps[guard]
            otherwise = getattr(check, "otherwise", None)
            assert otherwise is not None  # noqa: S101 - narrows the type
            plan.drop(guard, otherwise)
            if guard in heads:
                heads[plan.meaning(guard)] = heads.pop(guard)


def _with_choices(steps: dict[str, AnyStep]) -> dict[str, AnyStep]:
    """Tell what is a choice: an entry of one key at most that nothing but conditions look at."""
    looked_at: set[str] = set()
    said: set[str] = set()
    for step in steps.values():
        said.update(step.prompt.reads if step.prompt else ())
        if isinstance(step, Check) and step.asks != IF_KNOWN:
            looked_at.update(step.uses)
        elif isinstance(step, Set):
            said.update(name for value in step.values for name in value.reads)
        elif isinstance(step, Run | Unknown) and step.uses is not EVERYTHING:
            said.update(step.uses)
    chosen = looked_at - said
    return {
        name: replace(step, what="choice")
        if isinstance(step, Collect) and not step.what and step.digits == (1, 1) and step.variable in chosen
        else step
        for name, step in steps.items()
    }


def _named(steps: dict[str, AnyStep]) -> dict[str, AnyStep]:
    """Give webhooks and people the names that they get to see."""
    given = dict.fromkeys(step.variable for step in steps.values() if isinstance(step, Collect))
    kept = {
        value.name: None for step in steps.values() if isinstance(step, Set) for value in step.values if value.value != "null"
    }
    runs = sum(isinstance(step, Run) for step in steps.values()) or 1
    people = sum(isinstance(step, Transfer) for step in steps.values()) or 1
    uses = tuple(given)[: MOST_NAMES // runs]
    passes = tuple(name for name in {**given, **kept} if not name.startswith("flow."))[: MOST_NAMES // people]

    def filled(step: AnyStep) -> AnyStep:
        if isinstance(step, Run) and step.uses is EVERYTHING:
            return replace(step, uses=uses)
        if isinstance(step, Transfer) and step.passes is EVERYTHING:
            return replace(step, passes=passes)
        return step

    return {name: filled(step) for name, step in steps.items()}


def _known_before(steps: dict[str, AnyStep], start: str, name: str, mark: Mark) -> Set | None:
    """A first step that sets what may be known when a call begins: whoever starts the session may hand over any parameter."""
    read: dict[str, None] = {}
    set_: set[str] = set()
    for step in steps.values():
        if step.prompt:
            read.update(dict.fromkeys(step.prompt.reads))
        if isinstance(step, Run):
            read.update(dict.fromkeys(step.uses))
            set_.update(step.gives)
        elif isinstance(step, Collect):
            set_.add(step.variable)
        elif isinstance(step, Set):
            read.update(dict.fromkeys(one for value in step.values for one in value.reads))
            set_.update(value.name for value in step.values)
    known = [one for one in read if one in set_]
    if not known:
        return None
    values = tuple(Assignment(one, "as it was handed over", (), mark) for one in known)
    return Set(name=name, mark=mark, values=values, next=Target(start, mark))
