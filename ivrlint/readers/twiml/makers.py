"""From the verbs of TwiML and its like to the steps of a flow."""

from __future__ import annotations

from collections.abc import Callable

from ivrlint.flow import AnyStep, Case, Check, Collect, Handler, HangUp, Message, Run, Say, Set, Target, Transfer, Unknown
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.twiml.building import Building, Made, is_silent
from ivrlint.readers.twiml.document import Fork, Position, Verb
from ivrlint.readers.twiml.gather import WAIT, gather, number
from ivrlint.readers.twiml.people import connect, dial, enqueue, meet, refer
from ivrlint.readers.twiml.words import prompt_of

ELSEWHERE = "(the program that sends this document)"
"""The first step of a document that is only a part of a call."""


def steps_of(building: Building) -> dict[str, AnyStep]:
    """The steps of a document, in the order of the file."""
    steps: dict[str, AnyStep] = {}
    for item in building.draft.items:
        if isinstance(item, Verb) and is_silent(item.element):
            continue
        make = _fork(item, building) if isinstance(item, Fork) else _MAKERS.get(item.element.name, _unknown)(item, building)
        for step in make:
            steps[step.name] = step
    if not steps:
        building.end(building.draft.root.mark(building.file))
    return steps | building.later


def _say(item: Verb, building: Building) -> Made:
    """Words or a recording; where the document ends behind them, the call does."""
    mark = item.element.mark(building.file)
    prompt = prompt_of([item.element], building.file)
    onward = building.onward(item.next, mark)
    if onward:
        yield Say(name=item.name, mark=mark, prompt=prompt, next=onward)
    else:
        yield HangUp(name=item.name, mark=mark, prompt=prompt)


def _redirect(item: Verb, building: Building) -> Made:
    element = item.element
    mark = element.mark(building.file)
    address = element.text.strip() or element.get("redirectUrl") or element.get("requestUrl")
    yield Set(name=item.name, mark=mark, next=building.document(address, mark))


def _record(item: Verb, building: Building) -> Made:
    """A message. The next verb comes only where nothing was recorded, so that it is heard in any case."""
    element = item.element
    mark = element.mark(building.file)
    action = element.get("action") or element.get("recordCompleteUrl") or element.get("requestUrl")
    onward = building.noticed(item.next, mark)
    if not onward and action and building.is_known(action):
        onward = building.document(action, mark)
    yield Message(name=item.name, mark=mark, kind="voicemail", next=onward)


def _pay(item: Verb, building: Building) -> Made:
    """A card or an account is asked for, then charged: two steps, because the verb itself uses what it collects.

    What comes then without an `action` no page of the platforms says: this document again, the next verb, or nothing.
    """
    element = item.element
    mark = element.mark(building.file)
    action = element.get("action")
    onward = building.document(action, element.mark(building.file, "action")) if action.strip() else _after_paying(item, building)
    tries = int(number(element, "maxAttempts") or 1)
    charge = f"{item.name} (payment)"
    steps = [child for child in element.named("Prompt") if not child.get("errorType")]
    asked = steps[0] if steps else None
    bank = element.get("paymentMethod") == "ach-debit"
    yield Collect(
        name=item.name,
        mark=mark,
        prompt=prompt_of(asked.children, building.file) if asked else None,
        variable=item.name,
        next=Target(charge, mark),
        no_input=Handler(mark, after=number(element, "timeout") or WAIT, tries=max(1, tries), then=onward),
        no_match=Handler(mark, tries=max(1, tries), then=onward),
        what="bank account" if bank else "card number",
    )
    yield Run(name=charge, mark=mark, service="payment provider", uses=(item.name,), next=onward, failed=onward)


def _after_paying(item: Verb, building: Building) -> Target:
    mark = item.element.mark(building.file)
    name = f"{item.name} (without action)"
    following = building.onward(item.next, mark)
    cases = (Case("next", following, mark),) if following else ()
    building.later[name] = Unknown(name=name, mark=mark, what="what comes after a payment without an action", cases=cases)
    return Target(name, mark)


def _hang_up(item: Verb, building: Building) -> Made:
    yield HangUp(name=item.name, mark=item.element.mark(building.file))


def _leave(item: Verb, building: Building) -> Made:
    """Out of the queue, to what follows in the document that put the caller there."""
    yield Unknown(name=item.name, mark=item.element.mark(building.file), what="the document that put the caller into the queue")


def _forward(item: Verb, building: Building) -> Made:
    yield Transfer(name=item.name, mark=item.element.mark(building.file), number=item.element.get("to"), elsewhere=True)


def _unknown(item: Verb, building: Building) -> Made:
    """A verb that has no counterpart: it may do anything, and go on with another document or the next verb."""
    element: Element = item.element
    mark = element.mark(building.file)
    action = element.get("action").strip()
    cases = [Case("next", building.surely(item.next, mark), mark)]
    if action:
        cases.insert(0, Case("action", building.document(action, mark), mark))
    yield Unknown(
        name=item.name,
        mark=mark,
        prompt=prompt_of(element.children, building.file, known=False),
        what=element.name,
        cases=tuple(cases),
    )


def _fork(item: Fork, building: Building) -> Made:
    """A condition of a template: what holds is known only when the document is sent."""
    cases: dict[str, Case] = {}
    otherwise: Target | None = None
    for condition, chain in item.branches:
        target = building.surely(Position(chain, 0), item.mark)
        name = " ".join(condition.split())
        if name:
            cases.setdefault(name, Case(name, target, item.mark))
        else:
            otherwise = otherwise or target
    otherwise = otherwise or building.surely(item.next, item.mark)
    yield Check(name=item.name, mark=item.mark, asks="a template", cases=tuple(cases.values()), otherwise=otherwise)


_MAKERS: dict[str, Callable[[Verb, Building], Made]] = {
    **dict.fromkeys(("Say", "Play", "SpeakSentence", "PlayAudio"), _say),
    **dict.fromkeys(("Hangup", "Reject"), _hang_up),
    **dict.fromkeys(("Bridge", "Conference"), meet),
    **dict.fromkeys(("Dial", "Transfer"), dial),
    "Gather": gather,
    "Redirect": _redirect,
    "Enqueue": enqueue,
    "Connect": connect,
    "Refer": refer,
    "Record": _record,
    "Pay": _pay,
    "Leave": _leave,
    "Forward": _forward,
}
