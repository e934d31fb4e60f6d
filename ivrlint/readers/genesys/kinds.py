"""The kinds of flows that Architect knows, and which of them callers go through."""

from __future__ import annotations

from ivrlint.flow import Refusal

QUEUE_FLOW, MODULE = "inqueueCall", "commonModule"

CALLS = {
    "inboundCall": "an inbound call flow",
    "outboundCall": "an outbound call flow",
    QUEUE_FLOW: "an in-queue call flow",
    "secureCall": "a secure call flow",
    "voicemail": "a voicemail flow",
    MODULE: "a common module",
}
"""Flows of calls, as Archy names them."""

OTHERS = {
    "inboundEmail": "an e-mail flow",
    "inqueueEmail": "an in-queue e-mail flow",
    "inboundChat": "a chat flow",
    "inboundShortMessage": "a message flow",
    "inqueueShortMessage": "an in-queue message flow",
    "workflow": "a workflow",
    "workitem": "a work item flow",
    "surveyInvite": "a survey invitation",
    "voiceSurvey": "a survey after the call",
    "bot": "a bot flow",
    "digitalBot": "a digital bot flow",
    "digitalBotFlow": "a digital bot flow",
    "botFlow": "a bot flow",
}
"""Flows that nobody goes through by phone."""

_BY_LOWER = {name.lower(): name for name in (*CALLS, *OTHERS)}
_SPECIAL = {"inqueuecallflow": QUEUE_FLOW, "inboundcallflow": "inboundCall", "securecallflow": "secureCall"}


def kind_of_flow(name: str) -> str:
    """The kind of a flow as Archy names it, however it is written; empty when there is no such kind."""
    return _BY_LOWER.get(name.lower(), _SPECIAL.get(name.lower(), ""))


def no_call(kind: str, file: str, at: tuple[int, ...]) -> Refusal | None:
    """The refusal of a flow that is not answered by phone."""
    kind = kind_of_flow(kind)
    if kind in CALLS:
        return None
    message = f"this is {OTHERS[kind]} of Genesys Cloud Architect: nobody goes through it by phone"
    return Refusal(file, message, at[0], at[1], no_calls=True)
