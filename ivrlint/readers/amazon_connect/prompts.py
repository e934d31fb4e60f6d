"""What the caller hears at an action."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from ivrlint.flow import Prompt
from ivrlint.readers.amazon_connect.actions import Action, plain
from ivrlint.readers.amazon_connect.labels import prompt_of_arn
from ivrlint.readers.amazon_connect.paths import is_dynamic, names_in, render
from ivrlint.readers.tree import List, Map

_MARKUP = re.compile(
    r"</?(?:speak|audio|break|emphasis|lang|mark|p|phoneme|prosody|s|say-as|sub|w|amazon:[a-z-]+)(?:\s[^<>]{0,500})?/?>"
)
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
_BREAKS = re.compile(r"\s+")


def prompt_of(action: Action, names: Mapping[str, str], language: str, *, barge_in: bool) -> Prompt | None:
    """The words or the recording of an action, several one after the other; None when it says nothing."""
    messages = action.value("Messages")
    parts = [item for item in messages if isinstance(item, Map)] if isinstance(messages, List) else [action.parameters]
    said = [prompt for part in parts for prompt in [_part(action, part, names, language, barge_in)] if prompt]
    if not said:
        return None
    if len(said) == 1:
        return said[0]
    return said[0]._replace(
        text=" ".join(prompt.text for prompt in said if prompt.text),
        audio=" & ".join(prompt.audio for prompt in said if prompt.audio),
        reads=tuple(dict.fromkeys(name for prompt in said for name in prompt.reads)),
        complete=all(prompt.complete for prompt in said) and not any(prompt.audio and not prompt.text for prompt in said),
    )


def _part(action: Action, part: Map, names: Mapping[str, str], language: str, barge_in: bool) -> Prompt | None:
    for key in ("Text", "SSML", "PromptId", "Media"):
        value = part.get(key)
        if isinstance(value, Map):
            value = value.get("Uri")
        text = plain(value) if not isinstance(value, Map | List) else ""
        if not text.strip():
            continue
        mark = action.place_in(part, key) if key in part.value_at else action.mark
        if key in ("PromptId", "Media"):
            audio = f"{{{names_in([text], names)[0]}}}" if is_dynamic(text) and names_in([text]) else ""
            audio = (audio or prompt_of_arn(action, key, text)).strip("{}").strip() or "recording"
            return Prompt("", mark, names_in([text], names), audio, language, barge_in)
        spoken = render(_words(text), names)
        if spoken.text.strip():
            return Prompt(spoken.text.strip(), mark, spoken.reads, "", language, barge_in, complete=not spoken.reads)
    return None


def _words(text: str) -> str:
    """A text without the tags of SSML, which people also write where plain text belongs."""
    if "<" in text:
        bare = _MARKUP.sub(" ", _COMMENT.sub(" ", text))
        text = unescape(bare) if bare != text else text
    return _BREAKS.sub(" ", text)
