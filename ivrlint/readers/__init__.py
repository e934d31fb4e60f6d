"""Readers turn the text of one file into a flow. Which of them is asked, the text decides, never its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ivrlint.flow import Flow, Refusal
from ivrlint.readers.decoding import beginning_of, text_of
from ivrlint.readers.recognition import is_native, maybe_twilio, why_foreign

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read."""


class Format(NamedTuple):
    """A format of menus: its name, how a text of it is recognised, and its reader."""

    name: str
    recognise: Callable[[str], bool]
    read: Callable[[str, str], Flow | Refusal]


def read(data: bytes, file: str) -> Flow | Refusal:
    """The flow that a file holds, with all that is wrong in it, or the one reason why it holds none."""
    if len(data) > LARGEST:
        return Refusal(file, f"is too large for a menu: at most {LARGEST // 2**20} MiB are read", foreign=True)
    text = text_of(data, file)
    if isinstance(text, Refusal):
        return text if text.foreign or recognised(data) else text._replace(foreign=True)
    for format_ in FORMATS:
        if format_.recognise(text):
            return format_.read(text, file)
    return Refusal(file, *why_foreign(text), foreign=True)


def recognised(data: bytes) -> bool:
    """Whether the first bytes of a file show a format that is known."""
    beginning = beginning_of(data)
    return any(format_.recognise(beginning) for format_ in FORMATS)


def _read_native(text: str, file: str) -> Flow | Refusal:
    from ivrlint.readers import native

    return native.read(text, file)


def _is_twilio(text: str) -> bool:
    if not maybe_twilio(text):
        return False
    from ivrlint.readers import twilio_studio

    return twilio_studio.recognise(text)


def _read_twilio(text: str, file: str) -> Flow | Refusal:
    from ivrlint.readers import twilio_studio

    return twilio_studio.read(text, file)


FORMATS = (Format("native", is_native, _read_native), Format("twilio-studio", _is_twilio, _read_twilio))
"""All formats, in the order in which they are asked."""
