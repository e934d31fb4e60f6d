"""One action of an export, in the words of Archy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ivrlint.flow import Mark
from ivrlint.readers.genesys.draft import MENU, TASK, Action, Given, Ref, Task, Value
from ivrlint.readers.genesys.export_values import Reader, is_value, text_of
from ivrlint.readers.genesys.expressions import identifier, names_in
from ivrlint.readers.tree import List, Map

KINDS = {
    "TransferPureMatchAction": "transferToAcd",
    "TransferAcdAction": "transferToAcd",
    "TransferUserAction": "transferToUser",
    "TransferGroupAction": "transferToGroup",
    "TransferExternalAction": "transferToNumber",
    "TransferVoicemailAction": "transferToVoicemail",
    "TransferAcdVoicemailAction": "transferToVoicemail",
    "TransferFlowAction": "transferToFlow",
    "TransferFlowSecureAction": "transferToFlowSecure",
    "TransferMenuAction": "jumpToMenu",
    "TransferTaskAction": "jumpToTask",
    "JumpToReusableTaskAction": "jumpToTask",
    "MenuAction": "subMenu",
    "TaskAction": "callTask",
    "UpdateVariableAction": "updateData",
    "DataAction": "callData",
    "SecureDataAction": "callDataSecure",
    "BridgeServerAction": "callBridge",
    "SetAttributesAction": "setParticipantData",
    "GetAttributesAction": "getParticipantData",
    "DialExtensionAction": "dialByExtension",
    "DialNameAction": "dialByName",
    "CallBackAction": "createCallback",
    "CallbackAction": "createCallback",
    "OfferCallbackAction": "createCallback",
    "WhileLoopAction": "loop",
    "EachLoopAction": "loop",
    "LoopUntilAction": "loop",
    "ExitLoopAction": "loopExit",
    "NextLoopAction": "loopNext",
    "ScreenPopAction": "setScreenPop",
    "SetLocaleAction": "setLanguage",
}
"""What Archy calls the types of the editor, where it is not the same word without `Action`."""

_LABELS = {"NotFound": "notFound", "LoopBody": "loop", "Next": "loop"}
_AUDIO = {"prompts": "audio", "initialPrompts": "audio"}
_BY_TYPE = {"que": "targetQueue", "usr": "targetUser", "grp": "targetGroup", "phn": "targetNumber"}
_FIELDS = {
    "DecisionAction": {"expression": "condition"},
    "CollectInputAction": {"numberOfDigitsMin": "min", "numberOfDigitsMax": "max"},
    "DataTableLookupAction": {"lookupKeyValue": "lookupValue"},
}
_NAMES = {
    "actionName": "dataAction",
    "datatableName": "dataTable",
    "botName": "bot",
    "inQueueFlowName": "overrideInQueueFlow",
    "flowName": "targetFlow",
    "commonModuleName": "commonModule",
    "moduleName": "commonModule",
}
_GIVE = frozenset({"outputs", "resultData", "results", "foundOutputs", "successOutputs"})
_SKIP = frozenset({"paths", "errorBindings", "config", "metaData", "uiMetaData", "manifest", "variables", "attributes"})


def action(reader: Reader, node: Map, place: str, task: Task | None) -> Action:
    """The action itself; where it leads is for the flow to say."""
    type_ = text_of(node, "__type")
    kind = KINDS.get(type_) or _plain(type_)
    name = text_of(node, "name") or kind
    mark = reader.mark(node.value_at.get("name", node.at))
    result = Action(kind=kind, name=name, mark=mark, place=place, task=task)
    for key, of in (("taskReference", TASK), ("menuReference", MENU)):
        if isinstance(node.get(key), str):
            result.ref = Ref(of, node[key], reader.mark(node.value_at[key]))
    if kind in ("updateData", "setParticipantData"):
        result.sets = tuple(_given(reader, node))
    _content(reader, node, type_, result)
    return result


def _plain(type_: str) -> str:
    name = type_.removesuffix("Action")
    return name[:1].lower() + name[1:] or "action"


def _content(reader: Reader, node: Map, type_: str, result: Action) -> None:
    """All values at any depth. Of two with the same name the outer one counts."""
    content = _Content(reader, result, _FIELDS.get(type_, {}))
    skipped = _SKIP - {"attributes"} if result.kind == "getParticipantData" else _SKIP
    todo: list[tuple[str, Any, bool]] = [(key, inner, False) for key, inner in node.items()]
    for key, inner, given in todo:
        gives = given or key in _GIVE
        if key in skipped:
            continue
        if isinstance(inner, Map) and "defaultAudio" in inner:
            if words := reader.words(inner):
                result.words.setdefault(_audio(key, result.kind), words)
        elif is_value(inner):
            content.note(key, inner, gives=gives)
        elif isinstance(inner, Map):
            todo.extend((name, value, gives) for name, value in inner.items())
        elif isinstance(inner, List):
            todo.extend((key, item, gives) for item in inner if isinstance(item, Map))
    for key, inner in node.items():
        text = (
            " ".join(inner.split()) if isinstance(inner, str) and key in _NAMES else str(inner).lower() if inner is True else ""
        )
        if text:
            result.values.setdefault(_NAMES.get(key, key), Value("lit", text, reader.mark(node.value_at[key])))
    result.reads, result.gives = content.names()


class _Content:
    """Puts the values of an action where the steps look for them."""

    def __init__(self, reader: Reader, action: Action, fields: dict[str, str]) -> None:
        self.reader = reader
        self.action = action
        self.fields = fields
        self.reads: dict[str, None] = {}
        self.gives: dict[str, None] = {}

    def note(self, key: str, node: Map, *, gives: bool) -> None:
        """One value under its key, and under what its type tells that it is."""
        action, value = self.action, self.reader.value_of(node)
        if key == "prompt" and (words := self.reader.prompt(node)):
            action.words.setdefault("audio", words)
        action.values.setdefault(self.fields.get(key, key), value)
        known = _BY_TYPE.get(text_of(node, "type"))
        if known and value.text:
            action.values.setdefault(known, value)
        if value.kind == "exp":
            (self.gives if gives else self.reads).update(dict.fromkeys(names_in(value.text)))

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names that the action reads, and those that it gives."""
        called = self.reader.draft.called
        reads, gives = (tuple(dict.fromkeys(called(name) for name in names)) for names in (self.reads, self.gives))
        return reads, gives


def _audio(key: str, kind: str) -> str:
    if key == "prompts" and kind == "collectInput":
        return "inputAudio"
    return _AUDIO.get(key, key)


def _given(reader: Reader, node: Map) -> Iterator[Given]:
    for key in ("variables", "attributes", "values"):
        items = node.get(key)
        for item in items if isinstance(items, List) else ():
            if isinstance(item, Map) and (given := _one(reader, item)):
                yield given


def _one(reader: Reader, item: Map) -> Given | None:
    variable = reader.value(item, "variable")
    value = reader.value(item, "expression") or reader.value(item, "value")
    read = tuple(reader.draft.called(name) for name in names_in(value.text)) if value and value.kind == "exp" else ()
    text = value.text if value else ""
    if variable and variable.text:
        return Given(identifier(reader.draft.called(variable.text.strip())), text, read, variable.mark)
    named = reader.value(item, "name") or reader.value(item, "attribute")
    if named and named.text:
        return Given(identifier(named.text if named.kind == "lit" else _literal(named.text)), text, read, named.mark)
    if name := text_of(item, "name"):
        return Given(identifier(name), text, read, reader.mark(item.value_at["name"]))
    return None


def _literal(text: str) -> str:
    """The name of an attribute that is written as an expression: its words when it is only a text in quotes."""
    found = re.fullmatch(r'\s*"([^"]*)"\s*', text)
    return found[1] if found and found[1].strip() else "participant data"


def paths(reader: Reader, node: Map) -> Iterator[tuple[str, Mark, Map]]:
    """The outputs of an action by their labels in the words of Archy."""
    ways: Any = node.get("paths")
    seen: set[str] = set()
    switch = text_of(node, "__type") == "SwitchAction"
    cases = 0
    for way in ways if isinstance(ways, List) else ():
        if not isinstance(way, Map):
            continue
        identity = text_of(way, "outputId")
        if identity.startswith("__") and identity.endswith("__"):
            first, *rest = identity.strip("_").lower().split("_")
            label = first + "".join(part.capitalize() for part in rest)
        else:
            label = text_of(way, "label") or identity
        if switch and label.lower() != "default":
            cases += 1
            label = f"case {cases}"
        label = _LABELS.get(label, label.lower() if label.lower() in ("default", "loop") else label)
        if label and label not in seen:
            seen.add(label)
            yield label, reader.mark(way.value_at.get("label", way.at)), way
