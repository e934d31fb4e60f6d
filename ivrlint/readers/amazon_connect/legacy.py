"""The older export of the editor (`modules`) as actions of the Flow language."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.flow import Problem
from ivrlint.readers.amazon_connect.actions import (
    ERROR,
    NO_MATCH,
    SILENCE,
    Action,
    Condition,
    Way,
    as_map,
    plain,
    short,
)
from ivrlint.readers.tree import At, List, Map, mark

_TYPES = {
    "PlayPrompt": "MessageParticipant",
    "GetUserInput": "GetParticipantInput",
    "StoreUserInput": "GetParticipantInput",
    "GetUserInput/Lex": "ConnectParticipantWithLexBot",
    "SetAttributes": "UpdateContactAttributes",
    "CheckAttribute": "Compare",
    "Disconnect": "DisconnectParticipant",
    "SetQueue": "UpdateContactTargetQueue",
    "Transfer/Queue": "TransferContactToQueue",
    "Transfer/Agent": "TransferContactToAgent",
    "Transfer/Flow": "TransferToFlow",
    "Transfer/PhoneNumber": "TransferParticipantToThirdParty",
    "InvokeExternalResource": "InvokeLambdaFunction",
    "Loop": "Loop",
    "LoopPrompts": "MessageParticipantIteratively",
    "CheckHoursOfOperation": "CheckHoursOfOperation",
    "CheckStaffing": "CheckMetricData",
    "CheckQueueStatus": "CheckMetricData",
    "GetMetricData": "GetMetricData",
    "GetQueueMetrics": "GetMetricData",
    "Resume": "EndFlowExecution",
    "ResumeContact": "EndFlowExecution",
    "EndFlow": "EndFlowExecution",
    "SetVoice": "UpdateContactTextToSpeechVoice",
    "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
    "SetRecordingBehavior": "UpdateContactRecordingBehavior",
    "SetEventHook": "UpdateContactEventHooks",
    "SetContactFlow": "UpdateContactEventHooks",
    "SetDisconnectFlow": "UpdateContactEventHooks",
    "SetWhisperFlow": "UpdateContactEventHooks",
    "SetCallBackNumber": "UpdateContactCallbackNumber",
    "SetCallbackNumber": "UpdateContactCallbackNumber",
    "CreateCallback": "CreateCallbackContact",
    "StartMediaStreaming": "UpdateContactMediaStreamingBehavior",
    "StopMediaStreaming": "UpdateContactMediaStreamingBehavior",
    "ChangeRoutingPriority": "UpdateContactRoutingBehavior",
    "SetRoutingPriority": "UpdateContactRoutingBehavior",
    "Distribute": "DistributeByPercentage",
    "Wait": "Wait",
}
"""Types, with their target where it matters, and what they are called in the Flow language."""

TYPES = frozenset(name.partition("/")[0] for name in _TYPES) | {"Transfer"}
"""The types of modules that are known."""

_ERRORS = {
    "NoMatch": NO_MATCH,
    "Error": ERROR,
    "AtCapacity": "QueueAtCapacity",
    "CallFailure": "CallFailed",
    "InvalidNumber": "InvalidPhoneNumber",
    "NotDialable": "CallbackNumberNotDialable",
}
_ANSWERS = {"True": "True", "False": "False", "Looping": "ContinueLooping", "Complete": "DoneLooping"}
_OPERATORS = {
    "GreaterThan": "NumberGreaterThan",
    "LessThan": "NumberLessThan",
    "GreaterThanOrEqualTo": "NumberGreaterOrEqualTo",
    "LessThanOrEqualTo": "NumberLessOrEqualTo",
    "StartsWith": "TextStartsWith",
    "Contains": "TextContains",
}
_SYSTEM = {
    "Stored customer input": "StoredCustomerInput",
    "Customer Number": "CustomerEndpoint.Address",
    "Customer number": "CustomerEndpoint.Address",
    "Dialed Number": "SystemEndpoint.Address",
    "Dialed number": "SystemEndpoint.Address",
    "Contact id": "ContactId",
}
_NAMESPACES = {
    "User Defined": "Attributes",
    "System": "",
    "Lex": "Lex.Slots",
    "Lex Slots": "Lex.Slots",
    "Lex Attributes": "Lex.SessionAttributes",
}
_NAMES = {
    "FunctionArn": "LambdaFunctionARN",
    "AudioPrompt": "PromptId",
    "Queue": "QueueId",
    "Agent": "AgentId",
    "PhoneNumber": "ThirdPartyPhoneNumber",
    "GlobalVoice": "TextToSpeechVoice",
    "LoopCount": "LoopCount",
}
_SECONDS = {
    "GetParticipantInput": "InputTimeLimitSeconds",
    "TransferParticipantToThirdParty": "ThirdPartyConnectionTimeLimitSeconds",
}


def read_modules(flow: Map, file: str, problems: list[Problem]) -> dict[str, Action]:
    """The modules of an older export as actions, by their ids, and what is wrong with them."""
    actions: dict[str, Action] = {}
    for item, at in zip(flow["modules"], flow["modules"].item_at, strict=True):
        if not isinstance(item, Map):
            problems.append(Problem("a module must be an object", mark(file, short(at))))
            continue
        name, written = item.get("id"), plain(item.get("type"))
        where = mark(file, short(item.value_at.get("id", at)))
        if not isinstance(name, str) or not name.strip():
            problems.append(Problem("a module must have an `id`", where))
        elif name in actions:
            problems.append(Problem(f"there are two modules with the id {name!r}: only the first one counts", where))
        else:
            type_ = _TYPES.get(f"{written}/{plain(item.get('target'))}") or _TYPES.get(written) or written
            shown = as_map(item.get("metadata"))
            parameters = _parameters(item, written, type_)
            actions[name] = action = Action(name, type_, written, where, parameters, shown, None, [], {}, where)
            for branch in _objects(item, "branches", file, problems):
                _branch(action, branch)
    return actions


def _branch(action: Action, branch: Map) -> None:
    """Add one branch of a module as the way that it is."""
    to, condition = branch.get("transition"), plain(branch.get("condition"))
    if not isinstance(to, str) or not to:
        return
    way = Way(to, mark(action.mark.file, short(branch.value_at["transition"])))
    operator = plain(branch.get("conditionType"))
    if operator or "conditionValue" in branch:
        at = branch.value_at.get("conditionValue", branch.at)
        value = plain(branch.get("conditionValue"))
        place = mark(action.mark.file, short(at))
        action.conditions.append(Condition(_OPERATORS.get(operator, operator or "Equals"), (value,), way, place))
    elif condition == "Success":
        action.next = way
    elif condition in _ANSWERS:
        action.conditions.append(Condition("Equals", (_ANSWERS[condition],), way, way.mark))
    elif condition == "Timeout" and action.type == "MessageParticipantIteratively":
        action.conditions.append(Condition("Equals", ("MessagesInterrupted",), way, way.mark))
    elif condition == "Timeout":
        silence = action.type in ("GetParticipantInput", "ConnectParticipantWithLexBot")
        action.errors.setdefault(SILENCE if silence else "ConnectionTimeLimitExceeded", way)
    else:
        action.errors.setdefault(_ERRORS.get(condition, condition or ERROR), way)


def _parameters(item: Map, written: str, type_: str) -> Map:
    """The parameters of a module as the Flow language names them; an attribute's name becomes its JSONPath."""
    result = Map(item.at)
    pairs = Map(item.at)
    said: list[Map] = []
    written_ones = item.get("parameters")
    for parameter in written_ones if isinstance(written_ones, List) else ():
        if not isinstance(parameter, Map) or not isinstance(parameter.get("name"), str):
            continue
        name, at = parameter["name"], parameter.value_at.get("value", parameter.at)
        value = _value(parameter)
        if parameter.get("key") and name in ("Attribute", "Parameter"):
            _put(pairs, plain(parameter["key"]), value, at)
        elif written == "LoopPrompts" and name in ("Text", "AudioPrompt"):
            said.append(Map(parameter.at))
            _put(said[-1], "Text" if name == "Text" else "PromptId", value, at)
        elif name == "Attribute" and type_ == "Compare":
            _put(result, "Attribute", value, at)
        elif name in ("TimeLimit", "Timeout"):
            _put(result, _SECONDS.get(type_, name), value, at)
        else:
            _put(result, _NAMES.get(name, name), value, at)
        if isinstance(parameter.get("resourceName"), str):
            _put(result, "resourceName", parameter["resourceName"], at)
    _finish(item, written, type_, result, pairs)
    if said:
        messages = List(item.at)
        messages.extend(said)
        messages.item_at = [message.at for message in said]
        _put(result, "Messages", messages, item.at)
    return result


def _finish(item: Map, written: str, type_: str, result: Map, pairs: Map) -> None:
    """What the Flow language keeps in an object of its own, or says otherwise."""
    if type_ == "UpdateContactAttributes":
        _put(result, "Attributes", pairs, item.at)
    elif type_ == "InvokeLambdaFunction":
        _put(result, "LambdaInvocationAttributes", pairs, item.at)
    elif type_ == "Compare" and "Attribute" in result:
        path = _path(plain(result.get("Namespace")), plain(result["Attribute"]))
        _put(result, "ComparisonValue", path, result.value_at["Attribute"])
    elif written == "StoreUserInput":
        _put(result, "StoreInput", "True", item.at)
    elif type_ == "UpdateContactEventHooks" and "ContactFlowId" in result:
        hooks = Map(item.at)
        hook = plain(result.get("Type")) or ("CustomerRemaining" if written == "SetDisconnectFlow" else "CustomerQueue")
        _put(hooks, hook, result["ContactFlowId"], result.value_at["ContactFlowId"])
        _put(result, "EventHooks", hooks, item.at)
    elif type_ == "UpdateContactMediaStreamingBehavior":
        _put(result, "MediaStreamingState", "Enabled" if written == "StartMediaStreaming" else "Disabled", item.at)
    elif type_ == "TransferParticipantToThirdParty":
        blind = plain(result.get("BlindTransfer")).lower() == "true"
        _put(result, "ContinueFlowExecution", str(not blind), item.at)
    if plain(result.get("TextToSpeechType")) == "ssml" and "Text" in result:
        _put(result, "SSML", result["Text"], result.value_at["Text"])
        del result["Text"]


def _value(parameter: Map) -> str:
    """The value of a parameter, or the JSONPath of the attribute that it names."""
    value, namespace = plain(parameter.get("value")), parameter.get("namespace")
    return _path(namespace, value) if isinstance(namespace, str) and namespace else value


def _path(namespace: str, name: str) -> str:
    if name.startswith(("$.", "$[")):
        return name
    first = _NAMESPACES.get(namespace, namespace)
    if first:
        return f"$.{first.replace(' ', '')}.['{name.translate(_QUOTES)}']"
    name = _SYSTEM.get(name, name)
    return "".join((f"$.['{parts}']" if number == 0 else f".['{parts}']") for number, parts in enumerate(_parts(name)))


_QUOTES = str.maketrans("", "", "'[]")


def _parts(name: str) -> Iterator[str]:
    return (part.translate(_QUOTES).strip() or "_" for part in name.split("."))


def _put(to: Map, key: str, value: object, at: At) -> None:
    to[key] = value
    to.key_at[key] = to.value_at[key] = at


def _objects(item: Map, key: str, file: str, problems: list[Problem]) -> Iterator[Map]:
    items = item.get(key)
    if items is None:
        return
    if not isinstance(items, List):
        problems.append(Problem(f"`{key}` must be a list", mark(file, short(item.value_at[key]))))
        return
    for each, at in zip(items, items.item_at, strict=True):
        if isinstance(each, Map):
            yield each
        else:
            problems.append(Problem(f"each of the `{key}` must be an object", mark(file, short(at))))
