"""What a step is called: the application and the one argument by which its author knows it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from ivrlint.readers.freeswitch.values import in_front, split_arguments

_LONGEST = 48


def label_of(application: str, data: str) -> str:
    """The application with its most telling argument."""
    told = _TELLS.get(application, _first)(data.strip()[:2000])
    return f"{application} {told}".strip()[:_LONGEST].strip()


def named(label: str, where: str) -> str:
    """The name of a step: what is done, and in which extension, or for which key of which menu."""
    return f"{label} ({where[:_LONGEST].strip()})"


def _first(data: str) -> str:
    arguments = split_arguments(data)
    return arguments[0][0] if arguments else ""


def _sound(data: str) -> str:
    data = in_front(data)[1]
    if re.match(r"(?:phrase|say):", data):
        return data
    return posixpath.basename(data.rstrip("/"))


def _nth(data: str, *numbers: int) -> str:
    arguments = [argument for argument, _ in split_arguments(data)]
    for number in numbers:
        if number < len(arguments) and arguments[number]:
            return posixpath.basename(arguments[number])
    return ""


def _event(data: str) -> str:
    found = re.findall(r"(?:Event-Name|Event-Subclass|action)=([^,]*)", data)
    return " ".join(found)


_TELLS: dict[str, Callable[[str], str]] = {
    "playback": _sound,
    "endless_playback": _sound,
    "loop_playback": _sound,
    "menu-play-sound": _sound,
    "say": lambda data: _nth(data, 3),
    "speak": lambda data: data.rpartition("|")[2],
    "phrase": lambda data: data.partition(",")[0],
    "play_and_get_digits": lambda data: _nth(data, 7, 5),
    "read": lambda data: _nth(data, 3, 2),
    "record": lambda data: _nth(data, 0),
    "bridge": lambda data: in_front(data)[1],
    "event": _event,
    "lua": lambda data: _nth(data, 0),
    "javascript": lambda data: _nth(data, 0),
    "voicemail": lambda data: " ".join(argument for argument, _ in split_arguments(data)[-1:]),
    "hangup": lambda _: "",
    "curl": lambda _: "",
    "system": lambda _: "",
    "socket": lambda _: "",
    "httapi": lambda _: "",
}
