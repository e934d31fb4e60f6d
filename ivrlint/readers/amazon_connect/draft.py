"""A flow as it was read, and what of its ways callers can really take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ivrlint.flow import Mark, Problem
from ivrlint.readers.amazon_connect.actions import ERROR, INPUT, NO_MATCH, SILENCE, Action, Way, collects
from ivrlint.readers.amazon_connect.paths import is_dynamic, texts_in

LEX = "ConnectParticipantWithLexBot"
LOOP = "Loop"
LAMBDA = "InvokeLambdaFunction"
SET_QUEUE = "UpdateContactTargetQueue"
TO_FLOW = "TransferToFlow"
MODULE = "InvokeFlowModule"
HOURS = "CheckHoursOfOperation"
HOLD_LOOP = "MessageParticipantIteratively"
STREAMING = "UpdateContactMediaStreamingBehavior"
TO_QUEUE = frozenset({"TransferContactToQueue", "TransferContactToAgent", "DequeueContactAndTransferToQueue"})
ENDS = frozenset({"DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution"})
LOOKUPS = frozenset(
    {LAMBDA, "GetCustomerProfile", "GetCustomerProfileObject", "GetCalculatedAttributesForCustomerProfile", "GetCase"}
)
"""Actions in which a system looks something up while the caller waits."""
TABLES = frozenset({"EvaluateDataTableValues", "ListDataTableValues"})
"""Actions that look something up in a table of Amazon Connect itself."""

_MAY_FAIL = frozenset(
    {INPUT, LEX, MODULE, SET_QUEUE, TO_FLOW, "UpdateContactCallbackNumber", "TransferParticipantToThirdParty"}
    | TO_QUEUE
    | LOOKUPS
)
_SAFE = (
    "Update",
    "MessageParticipant",
    "Check",
    "Compare",
    LOOP,
    "DistributeByPercentage",
    "Wait",
    "GetMetricData",
    "CreateCallbackContact",
    "StartVoiceIdStream",
    "TagContact",
    "UnTagContact",
    "Associate",
    "CreatePersistent",
    "CreateWisdomSession",
    "CompleteOutboundCall",
    "ResumeContact",
    "StartOutboundChatContact",
)
_OF_CALLS = frozenset(
    {INPUT, HOLD_LOOP, STREAMING, "TransferParticipantToThirdParty", "UpdateContactTextToSpeechVoice", "StartVoiceIdStream",
     "UpdateContactCallbackNumber", "CreateCallbackContact", "CheckVoiceId", "CompleteOutboundCall", "CheckOutboundCallStatus"}
)  # fmt: skip
"""Actions that chats do not have."""
_OF_CHATS = frozenset({"ChannelMismatch", "InFlightRedactionConfigurationFailed"})
"""Errors that settings tell of when the contact is no call."""
_FILLED_IN = re.compile(r"\{\{[^{}]+\}\}")
_IDS = frozenset({"QueueId", "AgentId", "ContactFlowId", "FlowModuleId", "HoursOfOperationId", "LambdaFunctionARN"})
"""Parameters that name what an action cannot do without."""
_TWO_WAYS = ({"true", "false"}, {"continuelooping", "donelooping"})


@dataclass(slots=True, eq=False)
class Draft:
    """One flow of a file: its actions by identifier, in the order of the file.

    `kind` is its type in small letters (`contactflow`, `customerqueue`), empty when it is not said; `ids` are other names
    that may lead to it. `lost` are identifiers of actions that only a fault of the platform, or a chat, leads to;
    `faulty` are those of them that are steps all the same, because something that no call comes to leads there, too, and
    actions that a script fills in (`{{name}}`, or an empty `QueueId`), and may lead to, before the flow is used;
    `chats` tells that there are answers which only chats give.
    """

    file: str
    title: str
    kind: str
    ids: tuple[str, ...]
    actions: dict[str, Action]
    start: str
    start_mark: Mark
    mark: Mark
    problems: list[Problem]
    prefix: str = ""
    lost: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)
    chats: bool = False

    def step(self, way: Way) -> str:
        """The name of the step that a way leads to."""
        action = self.actions.get(way.to)
        return action.name if action else " ".join(way.to.split()) or "?"

    def into(self) -> dict[str, list[str]]:
        """For each action those that lead to it."""
        result: dict[str, list[str]] = {name: [] for name in self.actions}
        for name, action in self.actions.items():
            for way in action.ways():
                if way.to in result:
                    result[way.to].append(name)
        return result


def simplify(draft: Draft) -> None:
    """Leave only the ways that callers can take, and find the actions that are lost by that.

    Of actions that only wait for an answer the platform never takes `NextAction`; a fault of the platform itself is no way of
    a caller either. Answers that only chats give go, too.
    """
    before = _reach(draft, [draft.start])
    for action in draft.actions.values():
        _without_filler(action)
        draft.chats = _without_chats(action) or draft.chats
    _without_faults(draft)
    after = _reach(draft, [draft.start])
    kept = _reach(draft, [*after, *(draft.actions.keys() - before)])
    draft.lost = draft.actions.keys() - kept
    draft.faulty = (before - after) & kept | {name for name in kept - after if _is_filled_in(draft.actions[name])}


def _is_filled_in(action: Action) -> bool:
    """Whether a script writes something into an action before the flow is used: the editor leaves no id empty."""
    if any(key in _IDS and value == "" for key, value in action.parameters.items()):
        return True
    return any(_FILLED_IN.search(text) for text in texts_in(action.parameters))


def silence_of(action: Action) -> Way | None:
    """Where the caller who says nothing goes, by the names that people give to it, too."""
    return action.error(SILENCE, "NoInputProvided", "NoInput", "Timeout")


def _without_filler(action: Action) -> None:
    """Drop `NextAction` where it only repeats another way, as the editor writes it, or where nothing can follow."""
    if action.next is None:
        return
    others = {way.to for way in action.ways() if way is not action.next}
    if action.type in ENDS or (action.type in TO_QUEUE and action.next.to in others) or action.type == TO_FLOW:
        action.next = None
    elif action.type == "TransferParticipantToThirdParty":
        if action.text("ContinueFlowExecution").lower() == "false":
            action.next = None
    elif action.conditions or (action.type == INPUT and not collects(action)):
        full = {o.lower() for c in action.conditions for o in c.operands[:1]}
        covered = any(two <= full for two in _TWO_WAYS)
        if action.type != MODULE and (action.next.to in others or covered or NO_MATCH in action.errors):
            action.next = None


def _without_chats(action: Action) -> bool:
    """At a check of the channel drop the answers that are no call; whether there were any."""
    before = len(action.conditions)
    if action.type == "Compare" and action.text("ComparisonValue").strip() in ("$.Channel", "$.['Channel']", "$['Channel']"):
        calls = [c for c in action.conditions if "VOICE" in (o.upper() for o in c.operands)]
        if calls and all(c.operator == "Equals" for c in calls):
            action.conditions = calls
            action.errors = {}
            action.next = calls[0].way
        elif all(c.operator == "Equals" for c in action.conditions) and (action.error(NO_MATCH) or action.next):
            action.conditions = []
    return len(action.conditions) < before


def listens_to_chats(actions: Iterable[Action]) -> bool:
    """Whether a flow says itself that it is for chats: chats are analysed and calls are not, and it does nothing of a call."""
    found = False
    for action in actions:
        if action.type in _OF_CALLS:
            return False
        chat, voice = (action.value(f"AnalyticsBehavior.ChannelConfiguration.{of}.AnalyticsModes") for of in ("Chat", "Voice"))
        found = found or (bool(chat) and not voice)
    return found


def notices_nothing(draft: Draft) -> bool:
    """Whether a flow does nothing for callers but end the call, because all the rest of it is for chats."""
    return draft.chats and all(a.type in ENDS or a.type == "Compare" or a.type.startswith("Update") for a in kept(draft))


def _without_faults(draft: Draft) -> None:
    """Drop the ways that are taken only when something is wrong with the platform or the flow itself."""
    sure = {}
    for name, action in draft.actions.items():
        drop = {ERROR, *_OF_CHATS} if _is_fault(draft, action) else _OF_CHATS
        if not drop.isdisjoint(action.errors):
            sure[name] = {key: way for key, way in action.errors.items() if key not in drop}
    for name, errors in sure.items():
        draft.actions[name].errors = errors


def _is_fault(draft: Draft, action: Action) -> bool:
    """Whether `NoMatchingError` of this action tells of nothing that has to do with the caller or the data."""
    if ERROR not in action.errors:
        return False
    if action.type in _MAY_FAIL:
        if action.type == SET_QUEUE:
            way = action.next
            return not is_dynamic(action.text("AgentId")) or (way is not None and way.to == action.errors[ERROR].to)
        if action.type == TO_FLOW:
            return not is_dynamic(action.text("ContactFlowId"))
        if action.type == INPUT:
            if collects(action):
                return not _asks_again(draft, action)
            return NO_MATCH in action.errors and silence_of(action) is not None
        return action.type == LEX and NO_MATCH in action.errors
    if not action.type.startswith(_SAFE):
        return False
    return bool(action.next or NO_MATCH in action.errors or len(action.conditions) > 1 or action.type == HOLD_LOOP)


def _asks_again(draft: Draft, action: Action) -> bool:
    """Whether the error of an entry leads back to it with only words and counters between, as an author draws a retry."""
    way: Way | None = action.errors[ERROR]
    if way and action.next and action.next.to == way.to:
        return False
    for _ in range(5):
        if way is None or way.to == action.id:
            return way is not None
        step = draft.actions.get(way.to)
        if step is None:
            return False
        if step.type == LOOP:
            way = step.answer("ContinueLooping")
        else:
            way = step.next if step.type in ("MessageParticipant", "UpdateContactAttributes") else None
    return False


def _reach(draft: Draft, starts: Iterable[str]) -> set[str]:
    return reach(starts, {name: [way.to for way in action.ways()] for name, action in draft.actions.items()})


def reach(starts: Iterable[str], heads: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything to which the ways from some starts lead, as far as it exists."""
    seen = {start for start in starts if start in heads}
    todo = list(seen)
    while todo:
        for head in heads[todo.pop()]:
            if head in heads and head not in seen:
                seen.add(head)
                todo.append(head)
    return seen


def kept(draft: Draft) -> Iterator[Action]:
    """The actions that are steps, in the order of the file."""
    return (action for name, action in draft.actions.items() if name not in draft.lost)
