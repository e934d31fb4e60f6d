"""From actions to steps: words, decisions, opening hours, systems, and all that callers do not notice."""

from __future__ import annotations

import re
from collections.abc import Callable

from ivrlint.flow import (
    Assignment,
    Case,
    Check,
    Collect,
    Handler,
    HangUp,
    Prompt,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)
from ivrlint.readers.genesys import transfers
from ivrlint.readers.genesys.context import FAILING, Context, Steps
from ivrlint.readers.genesys.data import secret
from ivrlint.readers.genesys.draft import Action

_QUICK = 0.1
"""Seconds of what Architect looks up by itself."""

_SPECIAL_DAYS = re.compile(r"(?i)holiday|emergenc|closed|closure|shut ?down|feiertag|festivo|feriado|f[ée]ri[ée]")
_FOUND = re.compile(r"find|get|search|evaluate|lookup|extract|encrypt|decrypt")
_SYSTEM = re.compile(r"call(?:Data|Bridge|Process)|http|publish|send")
_BOT = re.compile(r"call.*(?:bot|connector|dialogengine)", re.IGNORECASE)
_NOTICED_BY_NOBODY = re.compile(
    r"set|add|initialize|enable|disable|flush|start|stop|clear|create|append|remove|wait|updateData|transcri|monitor|audioMonitoring|"
    r"detectSilence|loopExit|loopNext|endTask|endFlow|endState|repeatMenu|jumpTo|subMenu|create"
)
_LONGEST_CASE = 60


def steps_of(context: Context, number: int, action: Action) -> Steps:
    """The steps that an action is; the first one has the name of the action."""
    yield from _maker(action.kind)(context, number, action)


def _maker(kind: str) -> Callable[[Context, int, Action], Steps]:
    if kind in _MAKERS:
        return _MAKERS[kind]
    if _BOT.match(kind):
        return transfers.bots
    if _SYSTEM.match(kind) or _FOUND.match(kind):
        return _run
    return _quiet if _NOTICED_BY_NOBODY.match(kind) else _unknown


def _say(context: Context, number: int, action: Action) -> Steps:
    prompt = context.prompt(action)
    if prompt is None and action.kind in _SOUNDS:
        prompt = Prompt("", action.mark, audio=_SOUNDS[action.kind])
    yield Say(
        name=context.name(number),
        mark=action.mark,
        prompt=prompt,
        next=context.ways.out(action, "success", "default", "complete"),
    )


_SOUNDS = {
    "playEstimatedWaitTime": "estimated wait time",
    "playPositionInQueue": "position in the queue",
    "holdMusic": "hold music",
}


def _hang_up(context: Context, number: int, action: Action) -> Steps:
    yield HangUp(name=context.name(number), mark=action.mark)


def _decision(context: Context, number: int, action: Action) -> Steps:
    yield Check(
        name=context.name(number),
        mark=action.mark,
        asks=context.text(action, "condition", "expression"),
        uses=action.reads,
        cases=(Case("yes", context.ways.out(action, "yes"), context.mark(action, "yes")),),
        otherwise=context.ways.out(action, "no"),
    )


def _switch(context: Context, number: int, action: Action) -> Steps:
    cases: dict[str, Case] = {}
    for label in action.outputs:
        if label != "default":
            test = " ".join(action.tests.get(label, "").split())
            name = test if 0 < len(test) <= _LONGEST_CASE and test not in cases else label
            cases.setdefault(name, Case(name, context.ways.out(action, label), context.mark(action, label)))
    yield Check(
        name=context.name(number),
        mark=action.mark,
        asks=context.text(action, "exp", "expression") or action.name,
        uses=action.reads,
        cases=tuple(cases.values()),
        otherwise=context.ways.out(action, "default"),
    )


def _loop(context: Context, number: int, action: Action) -> Steps:
    """The system counts the rounds: again, or on."""
    again = context.ways.out(action, "loop")
    cases = (Case("again", again, context.mark(action, "loop")),) if "loop" in action.outputs else ()
    yield Check(
        name=context.name(number),
        mark=action.mark,
        asks="another round",
        uses=action.reads,
        cases=cases,
        otherwise=context.ways.after(action),
    )


def _schedule(context: Context, number: int, action: Action) -> Steps:
    """One schedule: opening hours, unless its name tells of special days or it is an emergency group."""
    what = context.text(action, "schedule", "scheduleName", "emergencyGroup")
    active, inactive = context.ways.out(action, "active"), context.ways.out(action, "inactive")
    marks = context.mark(action, "active"), context.mark(action, "inactive")
    if _SPECIAL_DAYS.search(f"{what} {action.name}") or context.text(action, "emergencyGroup"):
        case = Case("active", active, marks[0])
        yield Check(
            name=context.name(number),
            mark=action.mark,
            asks=what or action.name,
            uses=action.reads,
            cases=(case,),
            otherwise=inactive,
        )
        return
    cases = Case("open", active, marks[0]), Case("closed", inactive, marks[1])
    yield Check(name=context.name(number), mark=action.mark, asks="hours", uses=action.reads, cases=cases)


def _schedules(context: Context, number: int, action: Action) -> Steps:
    """A group of schedules: emergencies and holidays come first, then it is open or closed."""
    ways, name = context.ways, context.name(number)
    special = [
        Case(label, ways.out(action, label), context.mark(action, label))
        for label in ("emergency", "holiday")
        if label in action.outputs
    ]
    opened, closed = ways.out(action, "open"), ways.out(action, "closed")
    same = opened == closed or (opened and closed and opened.to == closed.to)
    following = opened
    if not same and special:
        name = context.further(number, "hours")
        following = Target(name, action.mark)
    if special:
        yield Check(
            name=context.name(number),
            mark=action.mark,
            asks=" or ".join(case.name for case in special),
            uses=action.reads,
            cases=tuple(special),
            otherwise=following,
        )
    if not same or not special:
        cases = Case("open", opened, context.mark(action, "open")), Case("closed", closed, context.mark(action, "closed"))
        yield Check(name=name, mark=action.mark, asks="hours", uses=action.reads, cases=cases)


def _run(context: Context, number: int, action: Action) -> Steps:
    """A system works. Answers that lead to different places are a check behind it; so are different ways of failing."""
    ways, name = context.ways, context.name(number)
    well = [label for label in action.outputs if label not in FAILING]
    if "notFound" in well and "found" not in well:
        well.insert(0, "found")
    badly = [label for label in action.outputs if label in FAILING]
    following, checks = _one_way(context, number, action, well, "answer")
    failed, more = _one_way(context, number, action, badly, "failure")
    yield Run(
        name=name,
        mark=action.mark,
        service=context.text(action, "dataAction", "dataTable", "service") or action.name,
        uses=action.reads,
        gives=action.gives,
        takes=_QUICK if _FOUND.match(action.kind) else 0.0,
        next=following,
        failed=failed or ways.after(action),
    )
    yield from (*checks, *more)


def _one_way(context: Context, number: int, action: Action, labels: list[str], what: str) -> tuple[Target | None, list[Check]]:
    """The one target of some outputs, or that of a check which tells them apart."""
    targets = {label: context.ways.out(action, label) for label in labels}
    if len({target.to if target else None for target in targets.values()}) < 2:
        return next(iter(targets.values()), context.ways.after(action)), []
    name = context.further(number, what)
    cases = [Case(label, target, context.mark(action, label)) for label, target in targets.items()]
    check = Check(
        name=name,
        mark=action.mark,
        asks=what,
        uses=(*action.reads, *action.gives),
        cases=tuple(cases[:-1]),
        otherwise=cases[-1].target,
    )
    return Target(name, action.mark), [check]


def _quiet(context: Context, number: int, action: Action) -> Steps:
    """Something that callers do not notice; it may set names."""
    if len({target.to if (target := context.ways.out(action, label)) else None for label in action.outputs}) > 1:
        yield from _run(context, number, action)
        return
    values = tuple(
        Assignment(given.name, "…" if secret(given.name) else given.value, given.reads, given.mark) for given in action.sets
    )
    following = context.ways.out(action, *action.outputs) or (
        context.ways.after(action) if context.ways.passes(number) is False else None
    )
    yield Set(name=context.name(number), mark=action.mark, values=values, next=following or _circle(context, number, action))


def _circle(context: Context, number: int, action: Action) -> Target | None:
    """Where a jump leads that is a step because jumps go round in circles."""
    return context.ways.of(action.ref, action.mark) if number in context.ways.round and action.ref else None


def _unknown(context: Context, number: int, action: Action) -> Steps:
    cases = {label: Case(label, context.ways.out(action, label), context.mark(action, label)) for label in action.outputs}
    following = context.ways.after(action)
    if following and following.to not in {case.target.to for case in cases.values() if case.target}:
        cases.setdefault("next", Case("next", following, action.mark))
    yield Unknown(name=context.name(number), mark=action.mark, what=action.kind, uses=action.reads, cases=tuple(cases.values()))


def _previous(context: Context, number: int, action: Action) -> Steps:
    """Back to the menu that led here. Which one that is, only the call knows, where several lead here."""
    menus = context.ways.previous(number, action)
    names = [context.ways.names.menus[menu.key] for menu in menus]
    if len(names) == 1:
        yield Set(name=context.name(number), mark=action.mark, next=Target(names[0], action.mark))
        return
    cases = tuple(Case(name, Target(name, action.mark), action.mark) for name in names)
    yield Unknown(name=context.name(number), mark=action.mark, what="previous menu", cases=cases)


def _collect(context: Context, number: int, action: Action) -> Steps:
    """An entry on the keys. The platform does not say whether it was silence or a mistake that failed."""
    failed = context.failure(action)
    mark = context.mark(action, "failure")
    variable = action.gives[0] if action.gives else action.name
    least, most = (_digits(context.text(action, key)) for key in ("min", "max"))
    exact = _digits(context.text(action, "exact", "numberOfDigits"))
    digits = (exact, exact) if exact else (least or 1, most) if most else None
    finish = context.text(action, "terminatingDtmf").removeprefix("digit_")
    verified = context.text(action, "verificationType", "verification").lower() not in ("", "none", "false")
    yield Collect(
        name=context.name(number),
        mark=action.mark,
        prompt=context.prompt(action, "inputAudio") or context.prompt(action),
        variable=variable,
        next=context.ways.out(action, "success"),
        no_input=Handler(mark, after=context.seconds(action, "noEntryTimeout") or context.draft.entry_wait, then=failed),
        no_match=Handler(mark, then=failed),
        digits=digits,
        finish_on=finish if len(finish) == 1 and finish in "0123456789*#" else "",
        what=context.kinds.get(variable, ""),
        confirm="read_back" if verified else "none",
    )


def _digits(text: str) -> int:
    number = text.removesuffix(".0")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0


def _dial(context: Context, number: int, action: Action) -> Steps:
    """The caller enters a number or a name, and is put through to somebody."""
    name = context.name(number)
    failed = context.failure(action) or (context.ways.trouble(action.mark) if action.task is None else None)
    what = "name" if "ame" in action.kind else "extension"
    transfer = context.further(number, "put through")
    variable = f"{what} ({name})"
    prompt = (
        context.prompt(action, "inputAudio") or context.prompt(action) or Prompt("", action.mark, audio=f"asks for the {what}")
    )
    handler = Handler(action.mark, after=context.seconds(action, "interDigitTimeout"), then=failed)
    yield Collect(
        name=name,
        mark=action.mark,
        prompt=prompt,
        variable=variable,
        next=Target(transfer, action.mark),
        no_input=handler,
        no_match=handler,
    )
    yield Transfer(
        name=transfer,
        mark=action.mark,
        who=f"the {what} that was entered",
        passes=(*context.passes, variable),
        dials=(variable,),
        no_answer=failed,
        failed=failed,
    )


def _call_task(context: Context, number: int, action: Action) -> Steps:
    """Another task of the flow, which comes back; by which of its ways, the task decides."""
    name, ways = context.name(number), context.ways
    following, checks = _one_way(context, number, action, list(action.outputs), "answer")
    flow = ways.of(action.ref, action.ref.mark) if action.ref else None
    yield Visit(name=name, mark=action.mark, flow=flow, passes=(), next=following)
    yield from checks


_MAKERS: dict[str, Callable[[Context, int, Action], Steps]] = {
    **dict.fromkeys(
        ("playAudio", "playAudioOnSilence", "holdMusic", "playEstimatedWaitTime", "playPositionInQueue", "communicate"), _say
    ),
    "disconnect": _hang_up,
    "decision": _decision,
    "switch": _switch,
    "loop": _loop,
    "evaluateSchedule": _schedule,
    "evaluateScheduleGroup": _schedules,
    "collectInput": _collect,
    "dialByExtension": _dial,
    "dialByName": _dial,
    "previousMenu": _previous,
    "callTask": _call_task,
    **dict.fromkeys(
        ("transferToAcd", "transferToUser", "transferToGroup", "transferToNumber", "returnToAgent"), transfers.people
    ),
    **dict.fromkeys(("transferToVoicemail", "transferToGroupVoicemail", "createCallback"), transfers.messages),
    **dict.fromkeys(("transferToFlow", "transferToFlowSecure"), transfers.flows),
    "callCommonModule": transfers.modules,
}
