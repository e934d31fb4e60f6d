"""Which maker makes the steps of an action: by its kind, or by what the name of the kind says."""

from __future__ import annotations

import re
from collections.abc import Callable

from ivrlint.flow import Case, HangUp, Prompt, Say, Set, Target, Transfer, Unknown
from ivrlint.readers.genesys import deciding, entering, transfers, working
from ivrlint.readers.genesys.context import Context, Steps
from ivrlint.readers.genesys.draft import Action
from ivrlint.readers.genesys.kinds import QUEUE_FLOW

_SYSTEM = re.compile(r"call(?:Data|Bridge|Process)|http|publish|send")
_BOT = re.compile(r"call.*(?:bot|connector|dialogengine)", re.IGNORECASE)
_NOTICED_BY_NOBODY = re.compile(
    r"set|add|initialize|enable|disable|flush|start|stop|clear|create|append|remove|wait|updateData|transcri|monitor|audioMonitoring|"
    r"detectSilence|loopExit|loopNext|endTask|endFlow|endState|repeatMenu|jumpTo|subMenu"
)
_SOUNDS = {
    "playEstimatedWaitTime": "estimated wait time",
    "playPositionInQueue": "position in the queue",
    "holdMusic": "hold music",
}


def steps_of(context: Context, number: int, action: Action) -> Steps:
    """The steps that an action is; the first one has the name of the action."""
    yield from _maker(action.kind)(context, number, action)


def _maker(kind: str) -> Callable[[Context, int, Action], Steps]:
    if kind in _MAKERS:
        return _MAKERS[kind]
    if _BOT.match(kind):
        return transfers.bots
    if _SYSTEM.match(kind) or working.QUICK.match(kind):
        return working.run
    return working.quiet if _NOTICED_BY_NOBODY.match(kind) else _unknown


def _say(context: Context, number: int, action: Action) -> Steps:
    prompt = context.prompt(action) or context.prompt(action, "prompt")
    if prompt is None and action.kind in _SOUNDS:
        prompt = Prompt("", action.mark, audio=_SOUNDS[action.kind])
    yield Say(
        name=context.name(number),
        mark=action.mark,
        prompt=prompt,
        next=context.ways.out(action, "success", "default", "complete"),
    )


def _hold(context: Context, number: int, action: Action) -> Steps:
    """Music. In a flow that callers hear in a queue it is the wait itself: somebody may answer before it ends."""
    if context.draft.kind != QUEUE_FLOW:
        yield from _say(context, number, action)
        return
    prompt = context.prompt(action) or context.prompt(action, "prompt") or Prompt("", action.mark, audio=_SOUNDS[action.kind])
    following = context.ways.out(action, "success", "default", "complete")
    cases = (Case("the music ends", following, action.mark),) if following else ()
    yield Transfer(name=context.name(number), mark=action.mark, prompt=prompt, elsewhere=True, passes=context.passes, cases=cases)


def _hang_up(context: Context, number: int, action: Action) -> Steps:
    yield HangUp(name=context.name(number), mark=action.mark)


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


_MAKERS: dict[str, Callable[[Context, int, Action], Steps]] = {
    **dict.fromkeys(("playAudio", "playAudioOnSilence", "playEstimatedWaitTime", "playPositionInQueue", "communicate"), _say),
    "holdMusic": _hold,
    "disconnect": _hang_up,
    "decision": deciding.decision,
    "switch": deciding.switch,
    "loop": deciding.loop,
    "evaluateSchedule": deciding.schedule,
    "evaluateScheduleGroup": deciding.schedules,
    "collectInput": entering.collect,
    "dialByExtension": entering.dial,
    "dialByName": entering.dial,
    "previousMenu": _previous,
    "callTask": working.call_task,
    **dict.fromkeys(
        ("transferToAcd", "transferToUser", "transferToGroup", "transferToNumber", "returnToAgent"), transfers.people
    ),
    **dict.fromkeys(("transferToVoicemail", "transferToGroupVoicemail", "createCallback"), transfers.messages),
    **dict.fromkeys(("transferToFlow", "transferToFlowSecure"), transfers.flows),
    "callCommonModule": transfers.modules,
}
