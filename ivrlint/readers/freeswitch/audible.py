"""Applications that a caller hears and cannot answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ivrlint.flow import Prompt
from ivrlint.readers.freeswitch.builder import Builder, Doing, Maker
from ivrlint.readers.freeswitch.nodes import Way
from ivrlint.readers.freeswitch.phrases import Piece, prompt_of
from ivrlint.readers.freeswitch.values import split_arguments, spoken


def _playback(build: Builder, doing: Doing) -> Way:
    """A recording; keys stop it when they are named in `playback_terminators`."""
    barge_in = _any_key_stops(doing.settings.get("playback_terminators", ""))
    return _said(build, doing, build.heard(doing, doing.act.data, barge_in=barge_in))


def _loop(build: Builder, doing: Doing) -> Way:
    sound = re.sub(r"^\s*\+?[0-9]+\s+", "", doing.act.data)
    return _said(build, doing, build.heard(doing, sound))


def _say(build: Builder, doing: Doing) -> Way:
    """`say en number iterated 1234`: words that are put together from recordings."""
    arguments = split_arguments(doing.act.data)
    skip = 4 if len(arguments) > 4 and arguments[3][0].lower() in {"masculine", "feminine", "neuter"} else 3
    return _words(build, doing, " ".join(argument for argument, _ in arguments[skip:]))


def _speak(build: Builder, doing: Doing) -> Way:
    """`speak flite|kal|words`, or the words alone."""
    return _words(build, doing, doing.act.data.split("|", 2)[-1])


def _phrase(build: Builder, doing: Doing) -> Way:
    name, _, data = doing.act.data.partition(",")
    return _said(build, doing, build.heard(doing, f"phrase:{name.strip()}:{data.strip()}"))


def _words(build: Builder, doing: Doing, text: str) -> Way:
    words = spoken(text)
    piece = Piece(words.text, "" if words.text else "say", words.reads, words.complete)
    prompt: Prompt | None = prompt_of([piece], doing.act.whole, barge_in=False)
    return _said(build, doing, prompt)


def _said(build: Builder, doing: Doing, prompt: Prompt | None) -> Way:
    if prompt is None:
        return doing.after
    return build.say(doing.owner.file, doing.name, doing.act.mark, prompt, doing.after, claimed=True)


def _any_key_stops(terminators: str) -> bool:
    return terminators.strip().lower() == "any" or len(set(terminators) & set("0123456789*#")) > 9


def _nothing(build: Builder, doing: Doing) -> Way:  # noqa: ARG001 - a maker
    return doing.after


MAKERS: Mapping[str, Maker] = {
    "playback": _playback,
    "endless_playback": _playback,
    "loop_playback": _loop,
    "menu-play-sound": _playback,
    "say": _say,
    "speak": _speak,
    "phrase": _phrase,
    "gentones": _nothing,
    "play_fsv": _playback,
    "broadcast": _nothing,
}
