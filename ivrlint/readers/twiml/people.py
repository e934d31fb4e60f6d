"""The verbs that put a call through: to people, queues, bots and conferences."""

from __future__ import annotations

import re
from typing import Literal

from ivrlint.flow import Case, Mark, Problem, Target, Transfer, Unknown
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.twiml.building import Building, Made
from ivrlint.readers.twiml.document import Verb, shown
from ivrlint.readers.twiml.gather import number
from ivrlint.readers.twiml.templates import words_of

_ACTIONS = ("action", "transferCompleteUrl", "bridgeCompleteUrl", "requestUrl")
_NUMBERS = frozenset({"Number", "Sip", "Sim", "PhoneNumber", "SipUri", "WhatsApp"})
_NAMES = frozenset({"Client", "Queue", "User", "Identity", "Endpoint"})
_MEETINGS = frozenset({"Conference", "Application", "Room", "Conversation"})
_BOTS = re.compile(
    r"(?i)(?<![a-z])(?:(?:chat|voice)?bot|virtual[-_ ]?agent|ai[-_ ]?agent|"
    r"dialogflow|voiceflow|vapi|retell(?:ai)?|livekit|elevenlabs|openai|bland)(?![a-z])"
)
_Who = Literal["person", "bot", "outside"]


def dial(item: Verb, building: Building) -> Made:
    """Call numbers, addresses or a conference. What follows is done when nobody answers, and after the conversation."""
    element = item.element
    mark = element.mark(building.file)
    called = [child for child in element.children if child.name in _NUMBERS | _NAMES | _MEETINGS]
    to = element.get("transferTo").strip() or element.text.strip()
    onward, elsewhere = _after(item, building, mark)
    if not called and not to:
        building.draft.problems.append(Problem(f"this {element.name} names nobody to call", mark))
        cases = (Case("nobody is called", onward, mark),) if onward else ()
        yield Unknown(name=item.name, mark=mark, what=f"a {element.name} without a number", cases=cases)
        return
    numbers = [each.text.strip() for each in called if each.name in _NUMBERS] or ([to] if not called else [])
    names = [_name(each) for each in called if each.name not in _NUMBERS]
    used = [name for text in (*numbers, *names) for name in words_of(text)[1]]
    yield Transfer(
        name=item.name,
        mark=mark,
        to=_answered_by(called, numbers),
        who=_joined(names),
        number=_joined(numbers),
        passes=tuple(dict.fromkeys(used)),
        wait=number(element, "timeout", "callTimeout") or 0.0,
        dials=tuple(dict.fromkeys(used)) if numbers else (),
        elsewhere=elsewhere,
        no_answer=onward,
        cases=(Case("the conversation is over", onward, mark),) if onward else (),
    )


def enqueue(item: Verb, building: Building) -> Made:
    """Wait for somebody. The document goes on when the queue is full, and when the caller leaves it."""
    element = item.element
    mark = element.mark(building.file)
    onward, elsewhere = _after(item, building, mark)
    ruled = elsewhere or bool(element.get("workflowSid") or element.get("waitUrl") or element.get("holdUrl"))
    who = words_of(element.text.strip())[0] if element.text.strip() else ""
    yield Transfer(
        name=item.name,
        mark=mark,
        who=" ".join(who.split()) if who and not who.startswith("{{") else "",
        passes=tuple(name for child in element.children for name in words_of(child.text)[1]),
        elsewhere=ruled,
        failed=onward,
        cases=(Case("the caller leaves the queue", onward, mark),) if onward else (),
    )


def connect(item: Verb, building: Building) -> Made:
    """A stream, a bot or a video room."""
    element = item.element
    mark = element.mark(building.file)
    onward, elsewhere = _after(item, building, mark)
    children = list(element.children)
    outside = bool(children) and all(child.name in _MEETINGS for child in children)
    who = _joined([_name(child) or child.name for child in children])
    yield Transfer(
        name=item.name,
        mark=mark,
        to="outside" if outside else "bot",
        who=who or "a stream",
        elsewhere=elsewhere,
        failed=onward,
        cases=(Case("it is over", onward, mark),) if onward else (),
    )


def refer(item: Verb, building: Building) -> Made:
    """Hand over to another telephone system, which decides what comes then; a refusal comes back."""
    element = item.element
    mark = element.mark(building.file)
    onward, _ = _after(item, building, mark)
    numbers = [child.text.strip() for child in element.children if child.text.strip()]
    number_ = _joined(numbers or [element.get("to") or element.text.strip()])
    yield Transfer(name=item.name, mark=mark, number=number_, elsewhere=True, failed=onward)


def meet(item: Verb, building: Building) -> Made:
    """Another call or a conference of Bandwidth: who is there, nobody knows."""
    element = item.element
    mark = element.mark(building.file)
    onward, elsewhere = _after(item, building, mark)
    cases = (Case("it is over", onward, mark),) if onward else ()
    who = _joined([element.text.strip() or element.get("targetCall")])
    yield Transfer(name=item.name, mark=mark, to="outside", who=who, elsewhere=elsewhere, cases=cases)


def _after(item: Verb, building: Building, mark: Mark) -> tuple[Target | None, bool]:
    """Where the call goes on afterwards, and whether a document that is made elsewhere decides that."""
    for name in _ACTIONS:
        address = item.element.get(name).strip()
        if address and building.is_known(address):
            return building.document(address, item.element.mark(building.file, name)), False
        if address:
            return None, True
    return building.noticed(item.next, mark), False


def _answered_by(called: list[Element], numbers: list[str]) -> _Who:
    if any(_BOTS.search(text) for text in numbers):
        return "bot"
    return "outside" if called and all(each.name in _MEETINGS for each in called) else "person"


def _name(element: Element) -> str:
    inner = next((child.text.strip() for child in element.children if child.name == "Identity"), "")
    named = next((element.get(name) for name in ("connectorName", "name", "url", "assistantSid") if element.get(name)), "")
    return element.text.strip() or inner or named


def _joined(names: list[str]) -> str:
    return " / ".join(dict.fromkeys(shown(name) if "//" in name else _plain(name) for name in names if name))


def _plain(name: str) -> str:
    return " ".join(words_of(name)[0].partition("?")[0].split())[:200]
