"""Types of actions that the Flow language does not have, though people write them: the words of the editor."""

from __future__ import annotations

from ivrlint.flow import Problem
from ivrlint.readers.amazon_connect.actions import ERROR, INPUT, Action
from ivrlint.readers.amazon_connect.draft import LAMBDA, LEX

_NAMES = {
    "PlayPrompt": "MessageParticipant",
    "GetUserInput": INPUT,
    "GetCustomerInput": INPUT,
    "StoreUserInput": INPUT,
    "StoreCustomerInput": INPUT,
    "Disconnect": "DisconnectParticipant",
    "DisconnectContact": "DisconnectParticipant",
    "SetAttributes": "UpdateContactAttributes",
    "SetContactAttributes": "UpdateContactAttributes",
    "CheckAttribute": "Compare",
    "CheckContactAttributes": "Compare",
    "SetQueue": "UpdateContactTargetQueue",
    "SetWorkingQueue": "UpdateContactTargetQueue",
    "TransferToQueue": "TransferContactToQueue",
    "TransferToPhoneNumber": "TransferParticipantToThirdParty",
    "InvokeExternalResource": LAMBDA,
    "InvokeLambda": LAMBDA,
    "InvokeAWSLambdaFunction": LAMBDA,
    "SetVoice": "UpdateContactTextToSpeechVoice",
    "EnableFlowLogging": "UpdateFlowLoggingBehavior",
    "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
    "SetRecordingBehavior": "UpdateContactRecordingBehavior",
    "SetEventHook": "UpdateContactEventHooks",
    "CheckStaffing": "CheckMetricData",
    "CheckQueueStatus": "CheckMetricData",
    "GetQueueMetrics": "GetMetricData",
    "LoopPrompts": "MessageParticipantIteratively",
    "EndFlow": "EndFlowExecution",
}


def translate(actions: dict[str, Action], problems: list[Problem]) -> None:
    """Tell of types that are surely none of the Flow language, and take them for what their names say where that is clear."""
    for action in actions.values():
        meant = _NAMES.get(action.written)
        if meant:
            told = f"`{action.written}` is no action of the Flow language: its name there is `{meant}`"
            problems.append(Problem(told, action.type_mark))
            if meant != INPUT or action.conditions or action.text("StoreInput"):
                action.type = meant


def tidy(actions: dict[str, Action]) -> None:
    """A Lambda function fails in one way only, however people call it, and an input with a bot is one of the bot."""
    for action in actions.values():
        if action.type == INPUT and (action.value("LexV2Bot") or action.value("LexBot")):
            action.type = LEX
        if action.type == LAMBDA and action.errors:
            action.errors = {ERROR: action.errors.get(ERROR) or next(iter(action.errors.values()))}
