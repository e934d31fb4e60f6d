"""What an agent says and does with the messages of a fulfilment: words, recordings, and putting the caller through."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from ivrlint.flow import Mark, Prompt
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.tree import List, Map

_TAG = re.compile(
    r"</?(?:speak|break|emphasis|lang|p|s|phoneme|prosody|say-as|sub|w|mark|par|seq|media|desc|voice|audio|[a-z]+:[a-z-]+)(?=[\s/>'])"
    r"[^<>]*>"
)
_AUDIO = re.compile(r"<audio\b([^<>]*?)(?:/>|>(?:[^<]*</audio>)?)")
_SOURCE = re.compile(r"\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_BEFORE_MARK = re.compile(r" (?=[,.;:!?](?: |$))")
_LETTER = re.compile(r"\w")
_HANDS_OFF = re.compile(r"(?i)transfer|hand_?-?(?:off|over)|escalat|live_?-?agent|human_?-?agent")
_WHO = ("queue", "department", "skill", "destination", "team")
MOST_PLACES = 2000
"""Values of a payload that are looked at."""


class Handoff(NamedTuple):
    """A message that puts the caller through: to a number if one is written, else to whoever the telephone system chooses."""

    mark: Mark
    number: str = ""
    dials: tuple[str, ...] = ()
    who: str = ""


class HungUp(NamedTuple):
    """A message that ends the call."""

    mark: Mark


Message = Prompt | Handoff | HungUp


def messages(found: Iterable[Part], language: str) -> list[Message]:
    """What some messages come to, in order, in the language of the agent, or else in the first one that they are in."""
    found = list(found)
    spoken = [message for message in found if _speaks(message)]
    chosen = _in_language(spoken, language)
    ssml = any(message.part("outputAudioText") for message in chosen)
    others = {id(message.map) for message in spoken}
    prompts = [prompt for message in chosen if (prompt := _prompt(message, language, ssml=ssml))]
    result: list[Message] = [_joined(group) for group in _breaths(prompts)]
    for message in found:
        acts = _acts(message) if id(message.map) not in others else None
        if acts:
            result.append(acts)
            break
    return result


def _speaks(message: Part) -> bool:
    return any(message.part(key) for key in ("text", "outputAudioText", "playAudio", "mixedAudio"))


def _in_language(spoken: list[Part], language: str) -> list[Part]:
    """The messages of one language: the agent's, else one like it, else the first; those that name none belong to every one."""
    codes = [message.text("languageCode").lower() for message in spoken]
    wanted = language.lower()
    if wanted not in codes and any(codes):
        like = next((code for code in codes if code and _base(code) == _base(wanted)), "")
        wanted = like or ("" if "" in codes else codes[0])
    return [message for message, code in zip(spoken, codes, strict=True) if code in ("", wanted)]


def _base(code: str) -> str:
    return code.partition("-")[0]


def _prompt(message: Part, language: str, *, ssml: bool) -> Prompt | None:
    code = message.text("languageCode")
    language = "" if code.lower() == language.lower() else code
    for key in ("playAudio", "mixedAudio"):
        part = message.part(key)
        if part:
            segments = part.parts("segments") or [part]
            uris = [segment.text("audioUri") or segment.text("uri") for segment in segments]
            audio = " & ".join(" ".join(uri.split()) for uri in uris if uri.strip()) or "recording"
            return Prompt("", message.mark(key), (), audio, language, _barge_in(part))
    said = message.part("outputAudioText")
    if said:
        key = "ssml" if said.text("ssml").strip() else "text"
        return _words(said.text(key), said.mark(key), language, barge_in=_barge_in(said))
    text = message.part("text")
    variants = text.texts("text") if text else []
    if ssml or not text or not variants:
        return None
    return _words(*variants[0], language, barge_in=_barge_in(text))


def _words(text: str, mark: Mark, language: str, *, barge_in: bool) -> Prompt | None:
    sources: list[str] = []
    if "<" in text:
        for found in _AUDIO.finditer(text):
            source = _SOURCE.search(found[1])
            sources.append((source[1] or source[2] or "").strip() if source else "")
        text = html.unescape(_TAG.sub(" ", _AUDIO.sub(" ", text)))
    audio = " & ".join(" ".join(source.split()) for source in sources if source)
    words = names.spoken(_BEFORE_MARK.sub("", " ".join(text.split())))
    if not _LETTER.search(words.text):
        return Prompt("", mark, (), audio, language, barge_in) if audio else None
    return Prompt(words.text, mark, words.reads, audio, language, barge_in, words.complete and not audio)


def _barge_in(part: Part) -> bool:
    return part.map.get("allowPlaybackInterruption") is not False


def _breaths(prompts: list[Prompt]) -> list[list[Prompt]]:
    """Prompts that are said in one breath: words that follow words, without a recording among them."""
    groups: list[list[Prompt]] = []
    for prompt in prompts:
        last = groups[-1][-1] if groups else None
        if last and last.text and prompt.text and not last.audio and not prompt.audio:
            groups[-1].append(prompt)
        else:
            groups.append([prompt])
    return groups


def _joined(prompts: list[Prompt]) -> Prompt:
    return prompts[0]._replace(
        text=" ".join(prompt.text for prompt in prompts),
        reads=tuple(dict.fromkeys(name for prompt in prompts for name in prompt.reads)),
        complete=all(prompt.complete for prompt in prompts),
        barge_in=all(prompt.barge_in for prompt in prompts),
    )


def _acts(message: Part) -> Handoff | HungUp | None:
    if "liveAgentHandoff" in message.map:
        handoff = message.part("liveAgentHandoff")
        metadata = handoff.part("metadata") if handoff else None
        who = next((metadata.text(key) for key in _WHO if metadata.text(key)), "") if metadata else ""
        return Handoff(message.mark("liveAgentHandoff"), who=" ".join(who.split()))
    call = message.part("telephonyTransferCall")
    if call:
        number = call.text("phoneNumber") or call.text("endpoint")
        read = names.spoken(" ".join(number.split()))
        return Handoff(message.mark("telephonyTransferCall"), read.text, read.reads)
    if "endInteraction" in message.map:
        return HungUp(message.mark("endInteraction"))
    payload = message.part("payload")
    return Handoff(message.mark("payload")) if payload and _puts_through(payload.map) else None


def _puts_through(payload: Map) -> bool:
    """Whether a payload, which another system understands, speaks of putting the caller through."""
    todo: list[object] = [payload]
    for value in todo:
        if isinstance(value, str) and len(value) < 200 and _HANDS_OFF.search(value):
            return True
        if isinstance(value, Map):
            if any(_HANDS_OFF.search(key) and inner not in (False, None, "") for key, inner in value.items()):
                return True
            todo += value.values()
        elif isinstance(value, List):
            todo += value
        if len(todo) > MOST_PLACES:
            return False
    return False
