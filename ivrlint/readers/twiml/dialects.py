"""Whose XML a document is: Twilio's and what is compatible with it, Bandwidth's, or that of others, which is not read."""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.readers.positioned_xml import Element

TWIML, BXML = "TwiML", "BXML"

VOICE = frozenset(
    [
        "Say",
        "Play",
        "Gather",
        "Dial",
        "Record",
        "Redirect",
        "Pause",
        "Hangup",
        "Reject",
        "Enqueue",
        "Leave",
        "Connect",
        "Start",
        "Stop",
        "Refer",
        "Pay",
        "Prompt",
        "AIGather",
        "AIAssistant",
        "HttpRequest",
        "Queue",
        "Conference",
        "Sip",
        "Echo",
        "Sms",
        "Message",
    ]
)
"""Verbs of TwiML, and of the platforms whose XML is like it."""

BANDWIDTH = frozenset(
    [
        "SpeakSentence",
        "PlayAudio",
        "Transfer",
        "SendDtmf",
        "Bridge",
        "Ring",
        "Forward",
        "StartRecording",
        "StopRecording",
        "PauseRecording",
        "ResumeRecording",
        "StartGather",
        "StopGather",
        "StartStream",
        "StopStream",
        "StartTranscription",
        "StopTranscription",
        "Tag",
        "SendMessage",
    ]
)
"""Verbs that only Bandwidth has."""

_OTHERS = {
    "Plivo": frozenset(["Speak", "GetDigits", "GetInput", "PreAnswer", "Wait", "MultiPartyCall", "DTMF", "User"]),
    "KooKoo or Ozonetel": frozenset(["playtext", "collectdtmf", "playaudio", "seconddial", "gotourl", "cctransfer"]),
}
_BANDWIDTH_ATTRIBUTES = frozenset(
    [
        "requestUrl",
        "gatherUrl",
        "terminatingDigits",
        "maxDigits",
        "interDigitTimeout",
        "firstDigitTimeout",
        "transferTo",
        "transferCompleteUrl",
        "redirectUrl",
    ]
)
_MESSAGES = frozenset({"Message", "Sms", "MessagingResponse"})
_SILENT = frozenset({"Redirect", "Pause", "Start", "Stop", "Tag"})

ALL_VERBS = VOICE | BANDWIDTH | frozenset().union(*_OTHERS.values())
"""Every verb by which a document is recognised."""


def dialect_of(root: Element) -> str:
    """The dialect of a document; for one that is not read, the name of those who have it."""
    names = {child.name for child in root.children}
    for owner, verbs in _OTHERS.items():
        if names & verbs:
            return owner
    attributes = {name for child in root.children for name in child.attributes}
    if root.name == "Bxml" or names & BANDWIDTH or attributes & _BANDWIDTH_ATTRIBUTES:
        return BXML
    return TWIML


def only_messages(names: Iterable[str]) -> bool:
    """Whether a document answers text messages, not calls."""
    verbs = set(names)
    return bool(verbs & _MESSAGES) and verbs <= _MESSAGES | _SILENT
