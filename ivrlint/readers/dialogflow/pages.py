"""A page as a caller goes through it: what it says at first, its form, its conditions, and then it listens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ivrlint.flow import Assignment, Case, Check, Mark, Menu, Option, Prompt, Set, Target, Unknown, replace
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.agent import Agent, FlowOfAgent
from ivrlint.readers.dialogflow.conditions import checked, ends_always
from ivrlint.readers.dialogflow.forms import Form, asked
from ivrlint.readers.dialogflow.fulfilment import unique
from ivrlint.readers.dialogflow.mistakes import Mistakes
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.dialogflow.routes import leads_on, rules_of
from ivrlint.readers.dialogflow.ways import START, Place, Ways, head_of, intent_of

MOST_OF_FLOW = 8
"""Intents of a flow that each of its pages offers one by one."""

ANYTHING = "anything that the flow understands"

_FAILS = ("webhook.error", "webhook.error.timeout", "webhook.error.unavailable")


class Pages:
    """Makes the steps of all pages of an agent."""

    def __init__(self, agent: Agent, ways: Ways) -> None:
        self.agent, self.ways, self.plan, self.writer = agent, ways, ways.plan, ways.writer
        self.heads: dict[str, str] = {}
        self.greetings: dict[str, str] = {}
        self._known: dict[str, list[tuple[str, list[Part]]]] = {}
        for flow in agent.flows.values():
            part = flow.part
            for name in (START, *flow.pages):
                self.plan.name(names.join(flow.name, name) if name else names.tidy(flow.name))
            if part:
                rules = ways.rules[flow.name]
                ways.starts[flow.name] = Place(flow, START, part, rules, rules)

    def make(self, flow: FlowOfAgent) -> None:
        """All steps of a flow."""
        start = self.ways.starts.get(flow.name)
        if start is None:
            self._unread(flow.name, START, names.tidy(flow.name), flow.mark)
        else:
            self._start(start)
        for page in flow.pages.values():
            base = names.join(flow.name, page.name)
            if page.part is None:
                self._unread(flow.name, page.name, base, page.mark)
            else:
                rules = rules_of(self.agent, flow, page.part)
                of_flow = self.ways.rules[flow.name]
                self._page(Place(flow, page.name, page.part, rules, of_flow))

    def make_wanted(self) -> None:
        """What flows do when they hear an intent, as far as anything leads there."""
        for flow, intent in self.ways.wanted:
            target = self._intent(self.ways.starts[flow], intent, self.ways.rules[flow].intents[intent])
            self.plan.let(intent_of(flow, intent), target)

    def _unread(self, flow: str, page: str, base: str, mark: Mark) -> None:
        """A page whose file cannot be read: it may lead anywhere."""
        step = self.plan.add(Unknown(name=base, mark=mark, what="a page that cannot be read"))
        self.plan.let(head_of(flow, page), step)
        self.plan.let(f"\0resume\0{flow}\0{page}", step)

    def _start(self, place: Place) -> None:
        self._build(place, place.rules.conditions, None)

    def _page(self, place: Place) -> None:
        self._build(place, place.rules.conditions, place.part.part("entryFulfillment"))

    def _build(self, place: Place, routes: Sequence[Part], entry: Part | None) -> None:
        failed = self._failed(place)
        before = len(self.plan.number)
        form = Form(self.ways, place)
        waits: list[Target] = []
        outside = {
            event: part
            for event, part in place.rules.outside.items()
            if event not in self.ways.begins and (leads_on(part) or self.writer.ends(part.part("triggerFulfillment")))
        }
        speaks = bool(place.of_flow.intents) and bool(entry and (entry.parts("messages") or entry.parts("conditionalCases")))
        only_outside = bool(outside) and not (form.parameters or place.rules.intents or speaks or place.page == START)

        def waiting() -> Target:
            if not waits:
                waits.append(Target(f"\0waits\0{place.head}", place.mark))
                self.plan.let(waits[0].to, self._stands_by(place, outside) if only_outside else self._waits(place))
            return waits[0]

        useful = [route for route in routes if leads_on(route)]
        ends = ends_always(self.writer, routes, form=bool(form.parameters))
        listens = (place.rules.hears and not form.parameters) or (speaks and not form.parameters) or place.page == START
        must = bool(useful) and not ends and not listens
        then = checked(self.ways, place, routes, waiting, form=bool(form.parameters), must=must, failed=failed)
        if form.parameters:
            then = asked(form, then, self._heard(place), failed)
        if outside and not only_outside and (form.parameters or waits):
            then = self._outside(place, outside, then)
        own = self.plan.stands_for.get(then.to) if then.to.startswith("\0waits") else None
        fuse = partial(self._fuse, own) if own and not only_outside else None
        resume = then
        head = self.writer.chain(place.base, entry, then, failed=failed, stays=True, fuse=fuse, first=place.base)
        if head.to in (resume.to, own):
            head = self._head(place, resume, before)
        self.plan.let(place.resume, resume)
        self.plan.let(place.head, head)

    def _head(self, place: Place, then: Target, before: int) -> Target:
        """The first step of a page that does nothing on entry: what follows has the name of the page if it is the page's own."""
        step = self.plan.meaning(then.to)
        if self.plan.number.get(step, -1) >= before and step not in self.plan.shared:
            self.heads[step] = place.base
            return then
        return self.plan.add(Set(name=place.base, mark=place.mark, next=then))

    def _fuse(self, menu: str, prompt: Prompt) -> Target:
        """Let a menu say the words before it."""
        step = self.plan.steps[menu]
        assert isinstance(step, Menu)  # noqa: S101 - narrows the type
        self.plan.steps[menu] = replace(step, prompt=prompt)
        return Target(menu, step.mark)

    def _waits(self, place: Place) -> Target:
        """The page listens."""
        options = []
        keys: set[str] = set()
        for label, target, mark in self._understood(place):
            own = [key for key in self.agent.keys.get(label, ()) if key not in keys] or [""]
            for key in own:
                keys.add(key)
                options.append(Option(key, target, mark, names.label(label)))
        mistakes = Mistakes(self.ways, place)
        step = Menu(
            name=self.plan.name(f"{place.base} / listens"),
            mark=place.mark,
            options=tuple(options),
            no_input=mistakes.handler("no-input"),
            no_match=mistakes.handler("no-match"),
        )
        return self.plan.add(step)

    def _understood(self, place: Place) -> list[tuple[str, Target, Mark]]:
        """The intents that a page understands: its own, then those of the flow that lead somewhere."""
        flow = place.flow.name
        if place.page == START:
            mine = [(intent, routes) for intent, routes in place.rules.intents.items() if intent != self.greetings.get(flow)]
            return [(intent, self.ways.heard(flow, intent, mark), mark) for intent, mark in _marked(mine)]
        result = [
            (intent, self._intent(place, intent, routes), routes[0].mark("intent"))
            for intent, routes in place.rules.intents.items()
        ]
        return result + self._of_flow(place)

    def _of_flow(self, place: Place) -> list[tuple[str, Target, Mark]]:
        """Intents of the flow that lead away from a page of it; many of them together are one choice."""
        flow = place.flow.name
        leading = self._leading(flow)
        if len(leading) <= MOST_OF_FLOW:
            others = [(intent, routes) for intent, routes in leading if intent not in place.rules.intents]
            return [(intent, self.ways.heard(flow, intent, mark), mark) for intent, mark in _marked(others)]
        key = ("understood", flow)
        if key not in self.ways.made:
            cases = [
                Case(names.label(intent), self.ways.heard(flow, intent, mark), mark)
                for intent, mark in _marked(self._leading(flow))
            ]
            step = Check(
                name=self.plan.name(f"{names.tidy(flow)} / {ANYTHING}"),
                mark=cases[0].mark,
                asks="what the caller wants",
                cases=tuple(cases[:-1]),
                otherwise=cases[-1].target,
            )
            self.ways.made[key] = self.plan.add(step)
        return [(ANYTHING, self.ways.made[key], self.ways.made[key].mark)]

    def _leading(self, flow: str) -> list[tuple[str, list[Part]]]:
        key = flow
        if key not in self._known:
            self._known[key] = [
                (intent, routes)
                for intent, routes in self.ways.rules[flow].intents.items()
                if intent != self.greetings.get(flow)
                and any(leads_on(route) or self.writer.ends(route.part("triggerFulfillment")) for route in routes)
            ]
        return self._known[key]

    def _intent(self, place: Place, intent: str, routes: Sequence[Part]) -> Target:
        """What a page does when it hears an intent; its routes are told apart by their conditions."""
        key = ("intent", place.flow.name, place.page, intent)
        if key in self.ways.made:
            return self.ways.made[key]
        resume = Target(place.resume, place.mark)
        base = f"{place.base} / {names.label(intent)}"
        mark = routes[0].mark("intent")
        otherwise: Target | None = None
        cases: list[Case] = []
        used: dict[str, int] = {}
        uses: dict[str, None] = {}
        for route in routes:
            condition = route.text("condition").strip()
            if names.never(condition):
                continue
            leads = leads_on(route)
            always = not condition or names.always(condition)
            label = unique(names.shown(condition), used) if not always else ""
            then = self.ways.target(place, route, resume, intent) or resume
            failed = None if leads else self._failed(place)
            name = base if always and not cases else f"{base} / {label or 'else'}"
            target = self.writer.chain(
                name,
                route.part("triggerFulfillment"),
                then,
                failed=failed,
                stays=not leads,
                heard=self._parameters(intent),
                where=route.mark("intent"),
            )
            if always:
                otherwise = target
                break
            uses.update(dict.fromkeys(names.reads(condition)))
            cases.append(Case(label, target, route.mark("condition")))
        if cases:
            check = Check(
                name=self.plan.name(base),
                mark=mark,
                asks="which condition is met",
                uses=tuple(uses),
                cases=tuple(cases),
                otherwise=otherwise or resume,
            )
            otherwise = self.plan.add(check)
        self.ways.made[key] = otherwise or resume
        return self.ways.made[key]

    def _parameters(self, intent: str) -> list[Assignment]:
        """What the platform takes from the words of a caller."""
        found = self.agent.intents.get(intent)
        parts = found.parts("parameters") if found else []
        return [
            Assignment(names.parameter(part.text("id")), "said by the caller", (), part.mark("id"))
            for part in parts
            if part.text("id").strip()
        ]

    def _heard(self, place: Place) -> list[Case]:
        """What a caller may say instead of what a form asks for."""
        return [Case(names.label(intent), target, mark) for intent, target, mark in self._understood(place)]

    def _stands_by(self, place: Place, events: Mapping[str, Part]) -> Target:
        """A page that asks for nothing and understands nothing of its own: it waits for something outside the conversation."""
        return self._events(place, f"{place.base} / waits", [*self._led(place, events), *self._heard(place)])

    def _outside(self, place: Place, events: Mapping[str, Part], then: Target) -> Target:
        """Something outside the conversation, which may lead on while the page waits."""
        return self._events(
            place, f"{place.base} / events", [*self._led(place, events), Case("nothing from outside", then, place.mark)]
        )

    def _led(self, place: Place, events: Mapping[str, Part]) -> list[Case]:
        cases = []
        for event, part in events.items():
            to = self.ways.handled(place, part, event, Target(place.resume, place.mark), of_flow=False)
            if to:
                cases.append(Case(names.tidy(event) or "event", to, part.mark("event")))
        return cases

    def _events(self, place: Place, name: str, cases: Sequence[Case]) -> Target:
        mark = cases[0].mark if cases else place.mark
        step = Unknown(name=self.plan.name(name), mark=mark, what="events from outside", cases=tuple(cases))
        return self.plan.add(step)

    def _failed(self, place: Place) -> Target | None:
        """Where a webhook that fails leads, when no target is written beside it."""
        for event in _FAILS:
            found = place.handler(event)
            if found:
                handler, of_flow = found
                away = leads_on(handler) or self.writer.ends(handler.part("triggerFulfillment"))
                if of_flow and not away:
                    return None
                return self.ways.handled(place, handler, event, Target(place.resume, place.mark), of_flow=of_flow)
        return None


def _marked(intents: Sequence[tuple[str, list[Part]]]) -> list[tuple[str, Mark]]:
    return [(intent, routes[0].mark("intent")) for intent, routes in intents]
