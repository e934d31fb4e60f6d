"""What happens on silence and on words that are not understood: events counted by the platform, then the default ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ivrlint.flow import Case, Handler, Target, Unknown
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.dialogflow.routes import leads_on, symbol
from ivrlint.readers.dialogflow.settings import patience
from ivrlint.readers.dialogflow.ways import Place, Ways

COUNTED = 6
"""Events of a kind that have numbers."""


class _Found(NamedTuple):
    """A handler, the event that it is for, and whose it is: a parameter's (0), the page's (1) or the flow's (2)."""

    part: Part
    event: str
    level: int


class Mistakes:
    """Finds the handlers of a page, and what they lead to."""

    def __init__(self, ways: Ways, place: Place, parameter: Part | None = None, again: Target | None = None) -> None:
        self.ways, self.place = ways, place
        self.again = again or Target(place.resume, place.mark)
        self.named = parameter.text("displayName").strip() if parameter else ""
        behaviour = parameter.part("fillBehavior") if parameter else None
        own: dict[str, Part] = {}
        for handler in behaviour.parts("repromptEventHandlers") if behaviour else ():
            own.setdefault(handler.text("event").strip(), handler)
        self.levels: Sequence[Mapping[str, Part]] = (own, place.rules.events if place.page else {}, place.of_flow.events)
        holders = [parameter, place.part if place.page else None, place.flow.part, ways.agent.part]
        self.settings = [holder for holder in holders if holder]

    def handler(self, kind: str) -> Handler:
        """The handler for `no-input` or `no-match`."""
        after = patience(self.settings) if kind == "no-input" else 0.0
        last: _Found | None = None
        for attempt in range(1, COUNTED + 2):
            found = self._at(kind, attempt)
            if found is None:
                break
            last = found
            if self.goes_on(found.part):
                return Handler(found.part.mark("event"), after, attempt, self._lead(found))
        if last is None:
            return Handler(self.place.mark, after, 1, self.again)
        return Handler(last.part.mark("event"), after, 1, self._stay(last))

    def _at(self, kind: str, attempt: int) -> _Found | None:
        """The handler of an attempt: the nearest with its number, else the nearest default."""
        wanted = [f"sys.{kind}-{attempt}"] if attempt <= COUNTED else []
        for event in (*wanted, f"sys.{kind}-default"):
            for level, events in enumerate(self.levels):
                if event in events:
                    return _Found(events[event], event, level)
        return None

    def goes_on(self, part: Part) -> bool:
        """Whether a handler leads away from here."""
        fulfilment = part.part("triggerFulfillment")
        stays = not leads_on(part) or symbol(part.text("targetPage")) == "CURRENT_PAGE"
        return not stays or self.ways.writer.ends(fulfilment)

    def _lead(self, found: _Found) -> Target | None:
        if found.level == 0:
            return self.own(found.part, found.event)
        return self.ways.handled(self.place, found.part, found.event, self.again, of_flow=found.level == 2)

    def _stay(self, found: _Found) -> Target:
        """The caller is asked again. A webhook may count the tries and lead elsewhere."""
        fulfilment = found.part.part("triggerFulfillment")
        if fulfilment is None or not fulfilment.text("webhook"):
            return self.again._replace(mark=found.part.mark("event"))
        place = self.place
        of_flow = found.level == 2
        key = ("stay", place.flow.name, "" if of_flow else place.page, found.event, self.named if not found.level else "")
        if key not in self.ways.made:
            name = self.ways.plan.name(f"{place.flow.name if of_flow else self._base()} / {found.event}")
            mark = fulfilment.mark("webhook")
            cases = () if of_flow else (Case("asks again", self.again, mark),)
            self.ways.made[key] = self.ways.plan.add(Unknown(name=name, mark=mark, what="the answer of a webhook", cases=cases))
        return self.ways.made[key]._replace(mark=found.part.mark("event"))

    def own(self, part: Part, event: str) -> Target:
        """What a handler of a parameter does."""
        then = self.ways.target(self.place, part, self.again) or self.again
        return self.ways.writer.chain(f"{self._base()} / {event}", part.part("triggerFulfillment"), then)

    def _base(self) -> str:
        return f"{self.place.base} / {self.named}" if self.named else self.place.base
