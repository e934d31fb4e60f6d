"""The actions in which the caller is not asked: words, checks, lookups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ivrlint.flow import AnyStep, Assignment, Case, Check, Run, Say, Set, Target
from ivrlint.readers.amazon_connect.actions import ERROR, NO_MATCH, Action, Way, as_map, plain
from ivrlint.readers.amazon_connect.draft import LAMBDA, LOOP
from ivrlint.readers.amazon_connect.labels import function_of
from ivrlint.readers.amazon_connect.paths import ATTRIBUTES, names_in, render
from ivrlint.readers.tree import List, Map

if TYPE_CHECKING:
    from ivrlint.readers.amazon_connect.steps import Maker

PASSING = (
    "Update",
    "TagContact",
    "UnTagContact",
    "StartVoiceIdStream",
    "CreateWisdomSession",
    "Associate",
    "CreatePersistent",
    "CompleteOutboundCall",
    "ResumeContact",
    "StartOutboundChatContact",
)
"""How the types of actions begin that the caller does not notice."""

_WHOLE = ({"true", "false"}, {"continuelooping", "donelooping"}, {"waitcompleted", "customerreturned"})
_OPEN = frozenset({"isopen", "open", "officeopen", "isbusinesshours", "businesshours", "withinhours", "inhours"})
_CLOSED = frozenset({"isclosed", "closed", "afterhours", "isafterhours", "isholiday", "holiday", "outofhours"})
_AT_WORK = re.compile(r"(?i)(?:NumberOfAgents)?(?:Online|Staffed)|(?:\$\.)?Metrics\.Agents\.(?:Online|Staffed)\.Count")
_SOMEBODY = {
    ("Equals", "true"): "open",
    ("Equals", "false"): "closed",
    ("Equals", "0"): "closed",
    ("NumberGreaterThan", "0"): "open",
    ("NumberGreaterOrEqualTo", "1"): "open",
    ("NumberLessThan", "1"): "closed",
    ("NumberLessOrEqualTo", "0"): "closed",
}
"""What an answer to how many are at work says of the hours."""
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

Made = Iterator[AnyStep]


def _say(maker: Maker, action: Action) -> Made:
    prompt = maker.prompt(action, barge_in=False)
    yield Say(name=action.name, mark=action.mark, prompt=prompt, next=maker.target(action.next))


def _hold(maker: Maker, action: Action) -> Made:
    """Prompts that are played again and again, until an interruption; who waits in a queue may be answered meanwhile."""
    prompt = maker.prompt(action, barge_in=False)
    interrupted = maker.target(action.answer("MessagesInterrupted") or action.next)
    if interrupted is None and maker.waits:
        interrupted = maker.back_to_the_queue(action)
    yield Say(name=action.name, mark=action.mark, prompt=prompt, next=interrupted or maker.target(action.error(ERROR)))


def _set(maker: Maker, action: Action) -> Made:
    names = maker.data.names(action)
    values = []
    for key, prefix in (("Attributes", ATTRIBUTES), ("FlowAttributes", "FlowAttributes.")):
        written = as_map(action.value(key))
        for name, value in written.items():
            inner = value.get("Value") if isinstance(value, Map) else value
            text = render(" ".join(plain(inner).split()) if not isinstance(inner, Map | List) else "", names)
            if name.strip() and "$" not in name:
                label = prefix + " ".join(name.translate(_BRACES).split())
                reads = names_in([plain(inner)], names)
                if reads != (label,) or text.text != f"{{{label}}}":  # else it is set to what it was before
                    values.append(Assignment(label, text.text, reads, action.place_in(written, name)))
    once = {value.name: value for value in values}
    yield Set(name=action.name, mark=action.mark, values=tuple(once.values()), next=maker.target(action.next))


def _queue(maker: Maker, action: Action) -> Made:
    """The queue of a later transfer. That an agent whom a system named does not exist is an answer of its own."""
    error = action.error(ERROR)
    if error is None or action.next is None:
        yield Set(name=action.name, mark=action.mark, next=maker.target(action.next))
        return
    yield Check(
        name=action.name,
        mark=action.mark,
        asks="is there such an agent",
        uses=maker.data.behind(action),
        cases=(Case("yes", maker.target(action.next), action.next.mark),),
        otherwise=maker.target(error),
    )


def _check(maker: Maker, action: Action) -> Made:
    yield decision(maker, action, action.name, action.error(NO_MATCH) or action.next or action.error(ERROR))


def decision(maker: Maker, action: Action, name: str, otherwise: Way | None) -> Check:
    """The answers of an action as a check, those of opening hours as such."""
    asked = action.text("ComparisonValue", "MetricType", "Status")
    hours = _hours(maker, action, asked, otherwise) or _staffed(maker, action, asked, otherwise)
    cases: dict[str, Case] = {}
    for condition in action.conditions:
        label = maker.answer(condition)
        cases.setdefault(label, Case(label, maker.target(condition.way), condition.mark))
    if action.next and action.next is not otherwise and "next" not in cases:
        cases["next"] = Case("next", maker.target(action.next), action.next.mark)
    target = maker.target(otherwise)
    if target is None and action.conditions:
        answers = {operand.lower() for condition in action.conditions for operand in condition.operands}
        if any(whole <= answers for whole in _WHOLE):
            target = maker.target(action.conditions[-1].way)
    return Check(
        name=name,
        mark=action.mark,
        asks="hours" if hours else render(" ".join(asked.split())).text.strip("{}").strip(),
        uses=maker.data.behind(action),
        cases=tuple(hours or cases.values()),
        otherwise=target,
    )


def _hours(maker: Maker, action: Action, asked: str, otherwise: Way | None) -> list[Case]:
    """The cases open and closed of a check that clearly asks about opening hours by what a system answered."""
    reads = names_in([asked]) if action.type == "Compare" else ()
    last = re.sub(r"[^a-z]", "", reads[0].rpartition(".")[2].lower()) if len(reads) == 1 else ""
    if last not in _OPEN | _CLOSED or any(c.operator != "Equals" or len(c.operands) != 1 for c in action.conditions):
        return []
    cases: dict[str, Case] = {}
    for condition in action.conditions:
        says = _YES.get(condition.operands[0].strip().lower())
        if says is None:
            return []
        label = "open" if says == (last in _OPEN) else "closed"
        cases.setdefault(label, Case(label, maker.target(condition.way), condition.mark))
    return list(cases.values()) if len(cases) == 2 or otherwise else []


def _staffed(maker: Maker, action: Action, asked: str, otherwise: Way | None) -> list[Case]:
    """The cases open and closed of a check whether anybody is at work in a queue; who is only busy is at work."""
    of_queue = action.type == "CheckMetricData" and not action.text("AgentId", "Agent")
    if not (_AT_WORK.fullmatch(asked.strip()) and (of_queue or action.type == "Compare")):
        return []
    cases: dict[str, Case] = {}
    for condition in action.conditions:
        operand = condition.operands[0].strip().lower() if len(condition.operands) == 1 else ""
        label = _SOMEBODY.get((condition.operator, operand))
        if label is None:
            return []
        cases.setdefault(label, Case(label, maker.target(condition.way), condition.mark))
    return list(cases.values()) if len(cases) == 2 or (cases and otherwise) else []


def _opening_hours(maker: Maker, action: Action) -> Made:
    ways = {"open": action.answer("True"), "closed": action.answer("False")}
    if not any(ways.values()):
        yield decision(maker, action, action.name, action.error(NO_MATCH, ERROR) or action.next)
        return
    yield Check(
        name=action.name,
        mark=action.mark,
        asks="hours",
        cases=tuple(Case(name, maker.target(way), way.mark) for name, way in ways.items() if way),
        otherwise=maker.target(action.error(NO_MATCH, ERROR) or action.next),
    )


def _loop(maker: Maker, action: Action) -> Made:
    again, done = action.answer("ContinueLooping"), action.answer("DoneLooping") or action.next
    count = action.text("LoopCount")
    yield Check(
        name=action.name,
        mark=action.mark,
        asks=f"fewer than {render(count).text.strip('{}')} rounds" if count else "rounds",
        uses=maker.data.reads(action),
        cases=(Case("again", maker.target(again), again.mark),) if again else (),
        otherwise=maker.target(done) or maker.target(again),
        limited="again" if again else "",
    )


def _lookup(maker: Maker, action: Action) -> Made:
    """A system is asked. What it may answer instead of a result is a check of its own."""
    following = maker.target(action.next)
    answers = {error: way for error, way in action.errors.items() if error != ERROR}
    check: Check | None = None
    if answers:
        name = f"{action.name} (answer)"
        cases = tuple(Case(plainly(error), maker.target(way), way.mark) for error, way in answers.items())
        check = Check(name=name, mark=action.mark, asks="what was found", cases=cases, otherwise=following)
        following = Target(name, action.mark)
    attributes = maker.data.implied(action) if action.type == LAMBDA else ()
    yield Run(
        name=action.name,
        mark=action.mark,
        service=function_of(action) if action.type == LAMBDA else plainly(action.type),
        uses=tuple(dict.fromkeys((*maker.data.reads(action), *attributes))),
        gives=maker.data.gives(action),
        next=following,
        failed=maker.target(action.error(ERROR)),
    )
    if check:
        yield check


def _metrics(maker: Maker, action: Action) -> Made:
    """Figures of a queue, at once: the caller notices nothing."""
    yield Set(name=action.name, mark=action.mark, next=maker.target(action.next or action.error(ERROR)))


def plainly(type_: str) -> str:
    """`NoneFoundError` as people would say it."""
    return " ".join(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", type_.removesuffix("Error")).split()).lower() or "error"


_BRACES = str.maketrans("", "", "{}")

MAKERS: dict[str, Callable[[Maker, Action], Made]] = {
    "MessageParticipant": _say,
    "MessageParticipantIteratively": _hold,
    "UpdateContactAttributes": _set,
    "UpdateFlowAttributes": _set,
    "UpdateContactTargetQueue": _queue,
    "Compare": _check,
    "CheckMetricData": _check,
    "CheckOutboundCallStatus": _check,
    "CheckVoiceId": _check,
    "DistributeByPercentage": _check,
    "Wait": _check,
    "CheckHoursOfOperation": _opening_hours,
    LOOP: _loop,
    "InvokeLambdaFunction": _lookup,
    "GetCustomerProfile": _lookup,
    "GetCustomerProfileObject": _lookup,
    "GetCalculatedAttributesForCustomerProfile": _lookup,
    "GetCase": _lookup,
    "CreateCase": _lookup,
    "UpdateCase": _lookup,
    "CreateTask": _lookup,
    "CreateCustomerProfile": _lookup,
    "UpdateCustomerProfile": _lookup,
    "EvaluateDataTableValues": _lookup,
    "ListDataTableValues": _lookup,
    "UpsertDataTableValues": _lookup,
    "LoadContactContent": _lookup,
    "GetMetricData": _metrics,
}
