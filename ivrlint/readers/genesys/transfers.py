"""Calls that are put through: to queues, people, numbers, bots, other flows; voicemail and calls back."""

from __future__ import annotations

from ivrlint.flow import Case, HangUp, Message, Prompt, Run, Say, Target, Transfer, Visit
from ivrlint.readers.genesys.context import FAILING, Context, Steps
from ivrlint.readers.genesys.draft import Action
from ivrlint.readers.genesys.kinds import QUEUE_FLOW
from ivrlint.readers.genesys.naming import WAITING

_WHO = ("targetQueue", "targetUser", "targetGroup", "targetNumber", "phoneNumber", "number", "address", "user", "group", "queue")
_BOT_NAMES = ("botFlow", "digitalBotFlow", "bot", "dialogflowAgent", "lexBot", "targetBot", "botName", "audioConnector")
_QUEUE = "transferToAcd"


def people(context: Context, number: int, action: Action) -> Steps:
    """A queue, a user, a group, a number. What becomes of callers who wait in a queue, its in-queue flow decides."""
    failed, steps = _failed(context, number, action)
    in_queue = context.files.get((QUEUE_FLOW, context.text(action, "overrideInQueueFlow").lower()))
    queue = action.kind == _QUEUE
    cases = (Case("while waiting", Target(WAITING, action.mark, in_queue), action.mark),) if in_queue else ()
    dialled = (
        context.text(action, "targetNumber", "phoneNumber", "number", "address") if action.kind == "transferToNumber" else ""
    )
    yield Transfer(
        name=context.name(number),
        mark=action.mark,
        prompt=context.prompt(action, "preTransferAudio"),
        who=context.text(action, *_WHO),
        number=dialled,
        passes=tuple(dict.fromkeys((*context.passes, *action.reads))),
        wait=0.0 if queue else context.seconds(action, "connectTimeout") or context.seconds(action, "connTimeout"),
        dials=action.reads if dialled else (),
        elsewhere=queue or action.kind == "returnToAgent",
        no_answer=None if queue else failed,
        failed=failed,
        cases=cases,
    )
    yield from steps


def _failed(context: Context, number: int, action: Action) -> tuple[Target | None, list[Say | HangUp]]:
    """Where a call goes that cannot be put through, and the words before that."""
    ways = context.ways
    target = context.failure(action)
    if target is None and action.task is None:
        target = ways.trouble(number, action.mark)
    return _with_words(context, number, target, context.prompt(action, "failureTransferAudio"), "failure audio")


def _with_words(
    context: Context, number: int, target: Target | None, prompt: Prompt | None, what: str
) -> tuple[Target | None, list[Say | HangUp]]:
    if prompt is None:
        return target, []
    name = context.further(number, what)
    step = (
        Say(name=name, mark=prompt.mark, prompt=prompt, next=target)
        if target
        else HangUp(name=name, mark=prompt.mark, prompt=prompt)
    )
    return Target(name, prompt.mark), [step]


def messages(context: Context, number: int, action: Action) -> Steps:
    """A voicemail box, or the promise to call back. Where it may fail, that is a step before it."""
    name, callback = context.name(number), "allback" in action.kind
    failed, further = _failed(context, number, action) if set(action.outputs).intersection(FAILING) else (None, [])
    words = context.prompt(action, "voicemailGreeting") or context.prompt(action)
    before = context.prompt(action, "preTransferAudio")
    if words is None:
        words, before = before, None
    message = context.further(number, "callback" if callback else "box") if failed or before else name
    following = Target(message, action.mark)
    if before:
        yield Say(
            name=name,
            mark=before.mark,
            prompt=before,
            next=Target(context.further(number, "connected"), action.mark) if failed else following,
        )
    if failed:
        run = f"{name} (connected)" if before else name
        yield Run(name=run, mark=action.mark, service="callback" if callback else "voicemail", next=following, failed=failed)
    yield Message(
        name=message,
        mark=action.mark,
        prompt=words,
        kind="callback" if callback else "voicemail",
        who=context.text(action, *_WHO),
        passes=tuple(dict.fromkeys((*context.passes, *action.reads))),
        elsewhere=not callback,
        next=context.ways.out(action, "success") if callback else None,
    )
    yield from further


def flows(context: Context, number: int, action: Action) -> Steps:
    """Another flow, from which the call does not come back. It is followed where it is in the run."""
    named = context.text(action, "targetFlow", "flow").lower()
    kinds = ("secureCall",) if "ecure" in action.kind else ("inboundCall", "outboundCall", "secureCall", "voicemail")
    file = next((found for kind in kinds if (found := context.files.get((kind, named)))), "")
    failed, further = _failed(context, number, action)
    prompt = context.prompt(action, "preTransferAudio")
    name = context.name(number)
    if prompt:
        visit = context.further(number, "transfer")
        yield Say(name=name, mark=action.mark, prompt=prompt, next=Target(visit, action.mark))
        name = visit
    flow = Target("", action.values["targetFlow"].mark if "targetFlow" in action.values else action.mark, file) if file else None
    yield Visit(name=name, mark=action.mark, flow=flow, passes=action.reads, failed=failed)
    yield from further


def modules(context: Context, number: int, action: Action) -> Steps:
    """A common module, which comes back."""
    named = context.text(action, "commonModule").lower()
    first = context.modules.get(named)
    if first:
        context.included.append(named)
    flow = Target(first, action.mark) if first else None
    following = context.ways.out(action, "success", "default")
    yield Visit(
        name=context.name(number),
        mark=action.mark,
        flow=flow,
        passes=action.reads,
        next=following,
        failed=_way_of_failure(context, action),
    )


def _way_of_failure(context: Context, action: Action) -> Target | None:
    return context.failure(action) if set(action.outputs).intersection(FAILING) else None


def bots(context: Context, number: int, action: Action) -> Steps:
    """A bot. When it is done, the call goes on by the intent that it found."""
    found = [label for label in action.outputs if label not in FAILING]
    ways = [(label, context.ways.out(action, label)) for label in found]
    cases = [Case(label, target, context.mark(action, label)) for label, target in ways if target]
    following = context.ways.after(action)
    if not cases and following:
        cases.append(Case("done", following, action.mark))
    yield Transfer(
        name=context.name(number),
        mark=action.mark,
        to="bot",
        prompt=context.prompt(action),
        who=context.text(action, *_BOT_NAMES),
        passes=tuple(dict.fromkeys((*context.passes, *action.reads))),
        failed=context.failure(action),
        cases=tuple(cases),
    )
