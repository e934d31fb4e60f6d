"""Flows of Amazon Connect: the Flow language of 2019-10-30, the older export of its editor, and templates that hold them."""

from __future__ import annotations

import re

from ivrlint.readers.amazon_connect.flows import link, read

__all__ = ["link", "read", "recognise"]

_SPACE = r"(?:\s|\\[nrt])*+"
_VERSION = re.compile(rf"""\\?["']?Version\\?["']?{_SPACE}:{_SPACE}\\?["']?2019-10-30""")
_START = re.compile(rf"""\\?["']?StartAction\\?["']?{_SPACE}:""")
_ACTIONS = re.compile(rf"""\\?["']?Actions\\?["']?{_SPACE}:""")
_ACTION = re.compile(
    rf"""\\?["']?Type\\?["']?{_SPACE}:{_SPACE}\\?["']?(?:MessageParticipant|DisconnectParticipant|GetParticipantInput|"""
    r"UpdateContact|UpdateFlow|TransferContact|TransferToFlow|TransferParticipant|InvokeLambdaFunction|InvokeFlowModule|"
    r"ConnectParticipantWithLexBot|CheckHoursOfOperation|Compare|EndFlow|Loop)"
)
_MODULES = re.compile(r'"modules"\s*+:\s*+\[')
_MODULE = re.compile(
    r'"type"\s*+:\s*+"(?:PlayPrompt|Disconnect|SetLoggingBehavior|SetVoice|SetQueue|SetAttributes|CheckAttribute|GetUserInput|'
    r"StoreUserInput|Transfer|InvokeExternalResource|CheckHoursOfOperation|CheckStaffing|SetEventHook|SetRecordingBehavior|"
    r'SetContactFlow|LoopPrompts|Loop|Resume|StartMediaStreaming|GetMetricData)"'
)
_RESOURCE = re.compile(r"""["']?Type["']?\s*+:\s*+["']?AWS::Connect::ContactFlow(?:Module)?["']?(?![\w:])""")


def recognise(text: str) -> bool:
    """Whether a text is a flow of Amazon Connect, or holds one; also when it breaks further down."""
    if "AWS::Connect::ContactFlow" in text and _RESOURCE.search(text):
        return True
    if "StartAction" in text or "Actions" in text:
        signs = [_VERSION.search(text), _START.search(text), _ACTIONS.search(text) and _ACTION.search(text)]
        if sum(map(bool, signs)) > 1 or (signs[0] and "Metadata" in text):
            return True
    return "branches" in text and _MODULES.search(text) is not None and _MODULE.search(text) is not None
