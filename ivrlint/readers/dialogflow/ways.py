"""Where routes and handlers lead: pages, the ends of a flow or of the call, other flows that come back, playbooks."""

from __future__ import annotations

from collections.abc import Callable

from ivrlint.flow import Case, Check, HangUp, Mark, Return, Target, Unknown, Visit
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.agent import Agent, FlowOfAgent
from ivrlint.readers.dialogflow.fulfilment import Writer, transfer
from ivrlint.readers.dialogflow.messages import Handoff
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.dialogflow.plan import Plan
from ivrlint.readers.dialogflow.routes import COMES_BACK, ESCALATION, EVENT_OF, Rules, all_rules, rules_of, symbol, symbols_of

START = ""
"""The name of the start page among the pages of a flow."""


class Place:
    """A page (or the start page) while its steps are made: what is written there, and the labels of its parts."""

    def __init__(self, flow: FlowOfAgent, page: str, part: Part, rules: Rules, of_flow: Rules) -> None:
        self.flow, self.page, self.part = flow, page, part
        self.rules, self.of_flow = rules, of_flow
        self.base = names.join(flow.name, page) if page else names.tidy(flow.name)
        self.mark = part.mark("displayName" if "displayName" in part.map else "")
        self.head = head_of(flow.name, page)
        self.resume = f"\0resume\0{flow.name}\0{page}"

    def handler(self, event: str) -> tuple[Part, bool] | None:
        """The handler of an event, and whether it is the flow's."""
        if event in self.rules.events:
            return self.rules.events[event], self.page == START
        found = self.of_flow.events.get(event)
        return (found, True) if found else None


def head_of(flow: str, page: str = START) -> str:
    """The label of a page."""
    return f"\0page\0{flow}\0{page}"


def intent_of(flow: str, intent: str) -> str:
    """The label of what a flow does when it hears an intent."""
    return f"\0intent\0{flow}\0{intent}"


class Ways:
    """Makes targets of what routes and handlers say."""

    def __init__(self, agent: Agent, plan: Plan, writer: Writer) -> None:
        self.agent, self.plan, self.writer = agent, plan, writer
        self.rules = {
            name: rules_of(agent, flow, flow.part) if flow.part else Rules({}, [], {}) for name, flow in agent.flows.items()
        }
        self.made: dict[tuple[str, ...], Target] = {}
        self.playbooks: list[str] = []
        self.begins: set[str] = set()
        self.starts: dict[str, Place] = {}
        self.wanted: list[tuple[str, str]] = []
        self.known: set[tuple[str, str]] = set()
        self.guards: dict[str, tuple[str, str, str]] = {}
        self.symbols: dict[str, set[str]] = {}
        self.visited: set[str] = set()
        self.hears_escalation: set[str] = set()
        self.before: dict[str, dict[str, list[str]]] = {}
        for flow in agent.flows.values():
            self._survey(flow)

    def _survey(self, flow: FlowOfAgent) -> None:
        """Which flows are called, how a flow may end, from which pages callers come to a page."""
        rules = list(all_rules(flow))
        self.symbols[flow.name] = symbols_of(rules)
        before = self.before[flow.name] = {}
        holders = [(START, flow.part), *((page.name, page.part) for page in flow.pages.values())]
        of_flow = EVENT_OF[ESCALATION] in self.rules[flow.name].events
        for name, part in holders:
            own = rules_of(self.agent, flow, part) if part and name else self.rules[flow.name]
            hears = of_flow or EVENT_OF[ESCALATION] in own.events
            routes = [*(route for group in own.intents.values() for route in group), *own.conditions, *own.events.values()]
            for route in routes:
                to, called = route.text("targetPage"), route.text("targetFlow")
                if to in flow.pages and name not in before.setdefault(to, []):
                    before[to].append(name)
                if called and called != flow.name:
                    self.visited.add(called)
                    if hears:
                        self.hears_escalation.add(called)

    def target(self, place: Place, rule: Part, resume: Target | None, intent: str = "") -> Target | None:
        """Where a rule leads; None when it stays. `resume` is where the call goes on when a flow that it calls is done."""
        page, flow, playbook = (rule.text(key).strip() for key in ("targetPage", "targetFlow", "targetPlaybook"))
        if page:
            return self._page(place, rule.text("targetPage"), rule.mark("targetPage"))
        if flow:
            if flow == place.flow.name:
                return Target(head_of(flow), rule.mark("targetFlow"))
            return self._visit(place, flow, rule.mark("targetFlow"), resume, intent)
        return self.playbook(playbook, rule.mark("targetPlaybook")) if playbook else None

    def comes_back(self, place: Place, flow: str) -> bool:
        """Whether a flow that a page calls may come back to it."""
        return flow != place.flow.name and bool(self.symbols.get(flow.strip(), set()) & COMES_BACK)

    def _page(self, place: Place, written: str, mark: Mark) -> Target:
        flow = place.flow
        to = written if written in flow.pages else written.strip()
        if to in flow.pages:
            return Target(head_of(flow.name, to), mark)
        word = symbol(to)
        if word == "START_PAGE":
            return Target(head_of(flow.name), mark)
        if word == "CURRENT_PAGE":
            return Target(place.head, mark)
        if word == "PREVIOUS_PAGE":
            return self._previous(place, mark)
        return self.end(flow, word, mark) if word else Target(names.join(flow.name, to), mark)

    def end(self, flow: FlowOfAgent, word: str, mark: Mark) -> Target:
        """The end of the call, of the flow, or a person; one step in each flow."""
        key = ("end", flow.name, word)
        if key not in self.made:
            name = self.plan.name(names.join(flow.name, word.replace("_", " ").title()))
            comes_back = flow.name in self.visited or flow.name != self.agent.start
            if word == ESCALATION and flow.name not in self.hears_escalation:
                self.writer.hands_off = True
                self.made[key] = self.plan.add(transfer(name, Handoff(mark)))
            elif word == "END_SESSION" or not comes_back:
                self.made[key] = self.plan.add(HangUp(name=name, mark=mark))
            else:
                self.made[key] = self.plan.add(Return(name=name, mark=mark))
            self.plan.shared.add(name)
        return self.made[key]._replace(mark=mark)

    def _previous(self, place: Place, mark: Mark) -> Target:
        """The page before, which is known only when there is one way to this page."""
        came = self.before[place.flow.name].get(place.page, [])
        labels = [f"\0resume\0{place.flow.name}\0{page}" for page in came]
        if not labels:
            return Target(place.resume, mark)
        if len(labels) == 1:
            return Target(labels[0], mark)
        key = ("previous", place.flow.name, place.page)
        if key not in self.made:
            cases = tuple(
                Case(names.tidy(page) or "Start Page", Target(label, mark), mark)
                for page, label in zip(came[:-1], labels, strict=False)
            )
            check = Check(
                name=self.plan.name(f"{place.base} / Previous Page"),
                mark=mark,
                asks="which page was before",
                cases=tuple({case.name: case for case in cases}.values()),
                otherwise=Target(labels[-1], mark),
            )
            self.made[key] = self.plan.add(check)
        return self.made[key]._replace(mark=mark)

    def _visit(self, place: Place, flow: str, mark: Mark, resume: Target | None, intent: str) -> Target:
        """Another flow, which comes back to this page; an intent that it knows too is matched there once more."""
        called = self.agent.flows.get(flow)
        into = head_of(flow) if called else names.tidy(flow)
        if called and intent in self.rules[flow].intents:
            into = self.heard(flow, intent, mark).to
        key = ("visit", place.flow.name, place.page, into, resume.to if resume else "")
        if key not in self.made:
            name = self.plan.name(f"{place.base} / {names.tidy(flow)}")
            after = self._ended(place, flow, mark, resume, name)
            self.made[key] = self.plan.add(Visit(name=name, mark=mark, flow=Target(into, mark), next=after))
        return self.made[key]._replace(mark=mark)

    def heard(self, flow: str, intent: str, mark: Mark) -> Target:
        """What a flow does when it hears an intent; it is made when all pages are."""
        if (flow, intent) not in self.known:
            self.known.add((flow, intent))
            self.wanted.append((flow, intent))
        return Target(intent_of(flow, intent), mark)

    def _ended(self, place: Place, flow: str, mark: Mark, resume: Target | None, name: str) -> Target | None:
        """A check of how a flow has ended, where this page makes a difference."""
        cases = []
        for word in sorted(self.symbols.get(flow, set()) & EVENT_OF.keys()):
            found = place.handler(EVENT_OF[word])
            if found:
                to = self.handled(place, found[0], EVENT_OF[word], resume, of_flow=found[1])
            elif word == ESCALATION and flow in self.hears_escalation:
                to = self.end(place.flow, ESCALATION, mark)
            else:
                continue
            if to:
                cases.append(Case(EVENT_OF[word], to, found[0].mark("event") if found else mark))
        if not cases:
            return resume
        otherwise = resume or cases.pop().target
        if not cases:
            return otherwise
        check = Check(
            name=self.plan.name(f"{name} / how it ended"), mark=mark, asks="how it ended", cases=tuple(cases), otherwise=otherwise
        )
        return self.plan.add(check)

    def handled(self, place: Place, handler: Part, event: str, resume: Target | None, *, of_flow: bool) -> Target | None:
        """What a handler does; that of the flow is made once for all its pages, as far as it leads anywhere."""
        if of_flow:
            place = self.starts[place.flow.name]
            resume = Target(place.resume, place.mark)
        key = ("event", place.flow.name, place.page, event, resume.to if resume else "")
        if key not in self.made:
            label = "\0".join(("", *key))
            self.made[key] = Target(label, handler.mark("event"))
            then = self.target(place, handler, resume) or resume
            if then is None:
                return None
            done = self.writer.chain(f"{place.base} / {names.tidy(event)}", handler.part("triggerFulfillment"), then)
            self.plan.let(label, done)
        return self.made[key]

    def playbook(self, name: str, mark: Mark) -> Target:
        """A playbook: nobody knows what it says. It may go on to flows that nothing else leads to."""
        key = ("playbook", name)
        if key not in self.made:
            step = self.plan.name(names.join("playbook", name))
            self.playbooks.append(step)
            self.plan.shared.add(step)
            self.made[key] = self.plan.add(Unknown(name=step, mark=mark, what="a playbook"))
        return self.made[key]._replace(mark=mark)


Later = Callable[[], Target]
"""A target that is made only when something leads there."""
