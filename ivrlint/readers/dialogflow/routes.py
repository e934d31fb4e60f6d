"""The routes and event handlers of a flow or a page, in the order in which the platform looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivrlint.flow import Problem
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.agent import Agent, FlowOfAgent
from ivrlint.readers.dialogflow.part import Part

FAILURE, CANCELLATION, ESCALATION = ENDS_BADLY = (
    "END_FLOW_WITH_FAILURE",
    "END_FLOW_WITH_CANCELLATION",
    "END_FLOW_WITH_HUMAN_ESCALATION",
)
SYMBOLS = frozenset({"START_PAGE", "END_FLOW", "END_SESSION", "PREVIOUS_PAGE", "CURRENT_PAGE", *ENDS_BADLY})
"""Targets that are no pages; exports write them in this way or as words: `End Session`."""

COMES_BACK = frozenset({"END_FLOW", *ENDS_BADLY})
"""Those that lead back to the page that called the flow."""

EVENT_OF = {FAILURE: "flow-failed", CANCELLATION: "flow-cancelled", ESCALATION: "flow-failed-human-escalation"}
"""The events by which a page hears how a flow that it called has ended."""

_TARGETS = ("targetPage", "targetFlow", "targetPlaybook")
_BUILT_IN = ("sys.", "webhook.", "flow-")


class Rules(NamedTuple):
    """What is written at a flow or a page: routes by their intent, other routes, the first handler of each event."""

    intents: dict[str, list[Part]]
    conditions: list[Part]
    events: dict[str, Part]

    @property
    def hears(self) -> bool:
        """Whether something is said here about what callers say, or do not say."""
        return bool(self.intents) or any(event.startswith(("sys.no-match", "sys.no-input")) for event in self.events)

    @property
    def outside(self) -> dict[str, Part]:
        """The handlers of events that come from outside the conversation."""
        return {event: part for event, part in self.events.items() if not event.startswith(_BUILT_IN)}


def rules_of(agent: Agent, flow: FlowOfAgent, part: Part) -> Rules:
    """The rules of a page (or of the flow itself), those of its groups behind its own."""
    intents: dict[str, list[Part]] = {}
    conditions: list[Part] = []
    for route in (*part.parts("transitionRoutes"), *_of_groups(agent, flow, part)):
        intent = route.text("intent").strip()
        if intent:
            intents.setdefault(intent, []).append(route)
        elif not names.never(route.text("condition")):
            conditions.append(route)
    events: dict[str, Part] = {}
    for handler in part.parts("eventHandlers"):
        events.setdefault(handler.text("event").strip(), handler)
    return Rules(intents, conditions, events)


def _of_groups(agent: Agent, flow: FlowOfAgent, part: Part) -> Iterator[Part]:
    for name, mark in part.texts("transitionRouteGroups"):
        short = name.rpartition("/")[2]
        group = next((groups[key] for groups in (flow.groups, agent.groups) for key in (name, short) if key in groups), None)
        if group:
            yield from group.parts("transitionRoutes")
        else:
            agent.problems.append(Problem(f"there is no group of routes with the name {short!r}", mark))


def leads_on(part: Part) -> bool:
    """Whether a route or a handler has a target."""
    return any(part.text(key).strip() for key in _TARGETS)


def symbol(target: str) -> str:
    """The symbolic target that a text means; nothing for the name of a page."""
    word = target.strip().upper().replace(" ", "_")
    return word if word in SYMBOLS else ""


def all_rules(flow: FlowOfAgent) -> Iterator[Part]:
    """Every route and handler in a flow, its pages and groups."""
    holders = [flow.part, *(page.part for page in flow.pages.values()), *flow.groups.values()]
    for holder in holders:
        if holder:
            yield from holder.parts("transitionRoutes")
            yield from holder.parts("eventHandlers")
            form = holder.part("form")
            for parameter in form.parts("parameters") if form else ():
                behaviour = parameter.part("fillBehavior")
                yield from behaviour.parts("repromptEventHandlers") if behaviour else ()


def symbols_of(rules: Iterable[Part]) -> set[str]:
    """The symbolic targets that some rules lead to."""
    return {symbol(rule.text("targetPage")) for rule in rules} - {""}
