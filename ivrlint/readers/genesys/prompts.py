"""What callers hear at an action."""

from __future__ import annotations

from ivrlint.flow import Prompt
from ivrlint.readers.genesys.draft import Draft, Words
from ivrlint.readers.genesys.expressions import Speech, heard, said


def prompt_of(words: Words | None, draft: Draft) -> Prompt | None:
    """The prompt of what is played; None when it is silence."""
    if words is None:
        return None
    speech = _speech(words)
    if not speech.text and not speech.recordings:
        return None
    text = speech.text
    for name in speech.reads:
        text = text.replace(f"{{{name}}}", f"{{{draft.spelling.get(name.lower(), name)}}}")
    reads = tuple(dict.fromkeys(draft.spelling.get(name.lower(), name) for name in speech.reads))
    return Prompt(
        text=text,
        mark=words.mark,
        reads=reads,
        audio=" & ".join(speech.recordings),
        barge_in=words.barge_in and speech.barge_in,
        complete=speech.complete,
    )


def _speech(words: Words) -> Speech:
    if words.kind == "tts":
        return said(words.text)
    if words.kind == "prompt":
        name = words.text.strip()
        return Speech("", (name,)) if name else Speech("")
    return heard(words.text)
