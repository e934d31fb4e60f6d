"""The actions by which a call goes on elsewhere or ends: transfers, callbacks, other flows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ivrlint.flow import AnyStep, Case, Check, HangUp, Message, Return, Set, Target, Transfer, Unknown, Visit
from ivrlint.readers.amazon_connect.actions import ERROR, NO_MATCH, Action
from ivrlint.readers.amazon_connect.doing import decision, plainly
from ivrlint.readers.amazon_connect.labels import flow_of, queue_of, shown_name
from ivrlint.readers.amazon_connect.paths import names_in, render
from ivrlint.readers.amazon_connect.states import SPLIT

if TYPE_CHECKING:
    from ivrlint.readers.amazon_connect.steps import Maker

Made = Iterator[AnyStep]


def _transfer(maker: Maker, action: Action) -> Made:
    """Into a queue. Where the flows of waiting callers and of those whom the agent has left are in the run, they follow."""
    state = maker.state(action)
    cases = []
    for label, reference in (("while waiting", state.known("waiting")), ("after the call", state.known("after"))):
        target = maker.link(*reference.split(SPLIT, 1)) if reference else None
        if target:
            cases.append(Case(label, target._replace(mark=action.mark), action.mark))
    if action.next:
        cases.append(Case("next", maker.target(action.next), action.next.mark))
    yield Transfer(
        name=action.name,
        mark=action.mark,
        who=queue_of(action) or state.known("queue"),
        passes=maker.passes,
        busy=maker.target(action.error("QueueAtCapacity")),
        failed=maker.target(action.error(ERROR)),
        cases=tuple(cases),
    )


def _number(maker: Maker, action: Action) -> Made:
    """Out to a phone number, which gets to see nothing."""
    written = action.text("ThirdPartyPhoneNumber")
    number = render(" ".join(written.split()))
    following = Case("after the call", maker.target(action.next), action.next.mark) if action.next else None
    yield Transfer(
        name=action.name,
        mark=action.mark,
        number=number.text,
        wait=action.seconds("ThirdPartyConnectionTimeLimitSeconds"),
        dials=names_in([written], maker.data.names(action)),
        busy=maker.target(action.error("CallFailed")),
        no_answer=maker.target(action.error("ConnectionTimeLimitExceeded")),
        failed=maker.target(action.error(ERROR)),
        cases=(following,) if following else (),
    )


def _callback_number(maker: Maker, action: Action) -> Made:
    """The number to call back: one that cannot be called is an answer of its own."""
    wrong = {error: way for error, way in action.errors.items() if error != ERROR}
    if action.next is None or not wrong:
        yield Set(name=action.name, mark=action.mark, next=maker.target(action.next or action.error(ERROR)))
        return
    yield Check(
        name=action.name,
        mark=action.mark,
        asks="can this number be called back",
        uses=maker.data.reads(action),
        cases=tuple(Case(plainly(error), maker.target(way), way.mark) for error, way in wrong.items()),
        otherwise=maker.target(action.next),
    )


def _callback(maker: Maker, action: Action) -> Made:
    passes = tuple(dict.fromkeys((*maker.passes, *maker.data.reads(action))))
    who = queue_of(action) or maker.state(action).known("queue")
    yield Message(name=action.name, mark=action.mark, kind="callback", who=who, passes=passes, next=maker.target(action.next))


def _to_flow(maker: Maker, action: Action) -> Made:
    """On to another flow, for good."""
    target = maker.link(action.text("ContactFlowId"), shown_name(action, "ContactFlowId"))
    if target:
        yield Set(name=action.name, mark=action.mark, next=target._replace(mark=action.place("ContactFlowId")))
        return
    what = f"flow {flow_of(action)}".strip()
    yield Unknown(name=action.name, mark=action.mark, what=what, uses=maker.data.reads(action), cases=maker.cases(action))


def _module(maker: Maker, action: Action) -> Made:
    """Through a module, which comes back; by which of its ends is a check of its own."""
    target = maker.link(action.text("FlowModuleId"), shown_name(action, "FlowModuleId"))
    following = maker.target(action.next)
    check: Check | None = None
    if action.conditions:
        name = f"{action.name} (answer)"
        check = decision(maker, action, name, action.error(NO_MATCH) or action.next or action.conditions[-1].way)
        following = Target(name, action.mark)
    yield Visit(
        name=action.name,
        mark=action.mark,
        flow=target._replace(mark=action.place("FlowModuleId")) if target else None,
        passes=maker.data.reads(action),
        next=following,
        failed=None if target else maker.target(action.error(ERROR)),
    )
    if check:
        yield check


def _hang_up(_: Maker, action: Action) -> Made:
    yield HangUp(name=action.name, mark=action.mark)


def _end(maker: Maker, action: Action) -> Made:
    """The end of a flow: back to the queue for who waits there, else of the call."""
    if maker.waits:
        yield Set(name=action.name, mark=action.mark, next=maker.back_to_the_queue(action))
    elif maker.draft.kind == "module":
        yield Return(name=action.name, mark=action.mark)
    else:
        yield HangUp(name=action.name, mark=action.mark)


def _return(_: Maker, action: Action) -> Made:
    yield Return(name=action.name, mark=action.mark)


MAKERS: dict[str, Callable[[Maker, Action], Made]] = {
    "TransferContactToQueue": _transfer,
    "TransferContactToAgent": _transfer,
    "DequeueContactAndTransferToQueue": _transfer,
    "TransferParticipantToThirdParty": _number,
    "UpdateContactCallbackNumber": _callback_number,
    "CreateCallbackContact": _callback,
    "TransferToFlow": _to_flow,
    "InvokeFlowModule": _module,
    "DisconnectParticipant": _hang_up,
    "EndFlowExecution": _end,
    "EndFlowModuleExecution": _return,
}
