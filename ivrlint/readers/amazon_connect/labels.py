"""Names that people can read: of steps, queues, functions, flows and recordings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ivrlint.readers.amazon_connect.actions import Action, as_map, collects, plain
from ivrlint.readers.amazon_connect.paths import names_in, render
from ivrlint.readers.tree import List, Map

_UUID = re.compile(r"(?i)[0-9a-z]{8}-(?:[0-9a-z]{4}-){3}[0-9a-z]{12}")
_FUNCTION = re.compile(r":function:([^:]+)")
_TITLES = {
    "MessageParticipant": "Play prompt",
    "MessageParticipantIteratively": "Loop prompts",
    "GetParticipantInput": "Get customer input",
    "ConnectParticipantWithLexBot": "Get customer input",
    "Compare": "Check contact attributes",
    "DisconnectParticipant": "Disconnect",
    "UpdateContactAttributes": "Set contact attributes",
    "UpdateFlowAttributes": "Set flow attributes",
    "TransferToFlow": "Transfer to flow",
    "InvokeLambdaFunction": "Lambda",
    "TransferContactToQueue": "Transfer to queue",
    "DequeueContactAndTransferToQueue": "Transfer to queue",
    "TransferContactToAgent": "Transfer to agent",
    "TransferParticipantToThirdParty": "Transfer to phone number",
    "UpdateContactTargetQueue": "Set working queue",
    "CreateCallbackContact": "Transfer to callback queue",
    "UpdateContactCallbackNumber": "Set callback number",
    "CheckHoursOfOperation": "Check hours of operation",
    "CheckMetricData": "Check queue status",
    "GetMetricData": "Get queue metrics",
    "UpdateContactEventHooks": "Set event flow",
    "UpdateContactRoutingBehavior": "Change routing priority",
    "UpdateFlowLoggingBehavior": "Set logging behavior",
    "UpdateContactRecordingBehavior": "Set recording behavior",
    "UpdateContactTextToSpeechVoice": "Set voice",
    "UpdateContactMediaStreamingBehavior": "Media streaming",
    "UpdateContactData": "Set contact data",
    "InvokeFlowModule": "Invoke module",
    "EndFlowModuleExecution": "Return",
    "EndFlowExecution": "End flow",
    "GetCustomerProfile": "Get customer profile",
    "DistributeByPercentage": "Distribute by percentage",
}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SUFFIXES = (".yaml", ".yml", ".json")
_LONGEST = 120
_MOST_PROMPTS = 100
_BRACES = str.maketrans("", "", "{}")


def name_actions(actions: Iterable[Action], prefix: str) -> None:
    """Give each action a name: its own where a person chose one, else its title with the beginning of its identifier."""
    actions = list(actions)
    taken = Taken()
    for action in actions:
        name = clean(action.id)
        if _UUID.fullmatch(name):
            parts = (
                _title_and_all(action) or _TITLES.get(action.type) or clean(_HUMP.sub(" ", action.written).capitalize()),
                _about(action),
            )
            title = " ".join(part for part in parts if part) or "Action"
            name = f"{title} {action.id[:8]}"
            name = f"{title} {action.id}" if prefix + name in taken else name
        name = prefix + name
        action.name = taken.unique(name)


class Taken:
    """Names that are taken. A second step, case or flow of a name is numbered."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._count

    def unique(self, name: str) -> str:
        """The name, or where it is taken the name with a number; it is taken then."""
        unique = name
        while unique in self._count:
            self._count[name] += 1
            unique = f"{name} ({self._count[name]})"
        self._count[unique] = 1
        return unique


def short(action: Action) -> str:
    """The identifier of an action, or the beginning of one that no person chose."""
    name = clean(action.id)
    return name[:8] if _UUID.fullmatch(name) else name


def clean(name: str) -> str:
    """A name as names of steps are: on one line, without what looks like the name of a file."""
    name = " ".join(name.split())[:_LONGEST].strip()
    return f"{name} (step)" if name.endswith(_SUFFIXES) else name


def shown_name(action: Action, *keys: str) -> str:
    """What the editor calls the queue, flow or prompt that a parameter names; empty when it does not say."""
    parameters = as_map(action.shown.get("parameters"))
    for key in keys:
        name = plain(as_map(parameters.get(key)).get("displayName"))
        if name:
            return filled_in(name)
    for key in ("queue", "ContactFlow", "contactFlow", "Hours", "module", "flowModule"):
        name = plain(as_map(action.shown.get(key)).get("text"))
        if name:
            return filled_in(name)
    return filled_in(action.text("resourceName"))


def filled_in(name: str) -> str:
    """A name; where a deployment fills it in, what the place for it is called."""
    if "{" not in name:
        return name
    rendered = render(name)
    return rendered.text.translate(_BRACES) if rendered.spoken else _readable(name) or name


def hook_of(action: Action, hook: str) -> tuple[str, str]:
    """The flow that an action sets for an occasion: how it refers to it, and what the editor calls it."""
    reference = plain(as_map(action.value("EventHooks")).get(hook))
    shown = as_map(as_map(as_map(action.shown.get("parameters")).get("EventHooks")).get(hook)).get("displayName")
    return reference, plain(shown) or shown_name(action)


def queue_of(action: Action) -> str:
    """The queue or the agent that an action names; empty when it names none."""
    written = action.text("QueueId", "AgentId")
    return clean(shown_name(action, "QueueId", "AgentId") or _readable(written)) if written.strip() else _shown_queue(action)


def function_of(action: Action) -> str:
    """The Lambda function that is called."""
    written = action.text("LambdaFunctionARN", "FunctionArn")
    found = _FUNCTION.search(written)
    if found and "$" not in found[1] and "{" not in found[1]:
        return clean(found[1])
    return clean(_readable(written)) or clean(_HUMP.sub(" ", action.written).lower())


def flow_of(action: Action) -> str:
    """The flow or the module that an action leads to."""
    written = action.text("ContactFlowId", "FlowModuleId")
    shown = shown_name(action, "ContactFlowId", "FlowModuleId") or plain(action.shown.get("contactFlowModuleName"))
    return clean(shown or _readable(written))


def prompt_of_arn(action: Action, key: str, written: str) -> str:
    """The recording that a prompt names, as the editor calls it."""
    shown = shown_name(action, key) or plain(action.shown.get("promptName"))
    audio = action.shown.get("audio")
    for item in audio[:_MOST_PROMPTS] if isinstance(audio, List) else ():
        if isinstance(item, Map) and plain(item.get("id")) == written:
            shown = plain(item.get("text")) or shown
    return clean(shown or _readable(written))


def _shown_queue(action: Action) -> str:
    return clean(shown_name(action, "QueueId", "AgentId"))


def _readable(written: str) -> str:
    """What of an ARN, a path or a placeholder tells people most."""
    written = written.strip()
    rendered = render(written)
    if len(rendered.reads) == 1 and not rendered.spoken:
        parts = [part for part in rendered.reads[0].split(".") if part.lower() not in ("arn", "id")]
        placeholder = not written.startswith("$.")
        return (parts[-1] if placeholder and parts else rendered.reads[0]).strip()
    if "{" in written or "$" in written:
        return ", ".join(rendered.reads)
    tail = written.rpartition("/")[2] if written.startswith("arn:") else written
    return "" if _UUID.fullmatch(tail) else tail


def _title_and_all(action: Action) -> str:
    """The title of an action that tells more than its type does; empty for most."""
    if collects(action):
        return "Store customer input"
    asked = names_in([action.text("ComparisonValue")]) if action.type == "Compare" else ()
    if len(asked) == 1:
        return f"Check {asked[0].partition('.')[2] or asked[0]}"[:50].strip()
    values = action.value("Attributes") if action.type == "UpdateContactAttributes" else None
    if isinstance(values, Map) and len(values) == 1:
        name = clean(next(iter(values)))
        return f"Set {name}"[:50].strip() if "$" not in name else ""
    return ""


def _about(action: Action) -> str:
    """What the title of an action leaves open."""
    if action.type == "UpdateContactTargetQueue":
        return queue_of(action)[:40].strip()
    if action.type in ("TransferToFlow", "InvokeFlowModule"):
        return flow_of(action)[:40].strip()
    if action.type == "InvokeLambdaFunction":
        return function_of(action)[:40].strip()
    return ""
