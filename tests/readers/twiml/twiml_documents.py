"""Small documents for the tests of TwiML and its like."""

from __future__ import annotations

from typing import Any

from ivrlint.flow import Flow, Refusal
from ivrlint.readers import link, read


def flow(verbs: str, file: str = "main.xml") -> Flow:
    """The flow of one document with these verbs."""
    result = flows({file: verbs})[file]
    assert isinstance(result, Flow), result
    return result


def flows(documents: dict[str, str]) -> dict[str, Flow | Refusal]:
    """The documents of a run, linked; the verbs stand in a `Response` that begins in the second line."""
    drafts: dict[str, Flow] = {}
    for file, verbs in documents.items():
        text = verbs if "<Response" in verbs or "<Bxml" in verbs else f"<?xml version='1.0'?>\n<Response>\n{verbs}\n</Response>\n"
        result = read(text.encode(), file)
        assert isinstance(result, Flow), result
        assert result.format == "twiml"
        drafts[file] = result
    return dict(link(drafts))


def refusal(text: str) -> Refusal:
    result = read((text if "<Response" in text else f"<Response>{text}</Response>").encode(), "main.xml")
    assert isinstance(result, Refusal), result
    return result


def to(target: Any) -> str:
    """Where a target leads, with its file where that is another one."""
    if target is None:
        return ""
    return f"{target.file}#{target.to}" if target.file else target.to
