"""What the caller hears at a widget of Twilio Studio."""

from __future__ import annotations

import re

from ivrlint.flow import Prompt
from ivrlint.readers import liquid
from ivrlint.readers.twilio_canvas import Canvas
from ivrlint.readers.twilio_widget import Widget

_MARKUP = re.compile(r"</?(?:speak|break|emphasis|lang|p|phoneme|prosody|s|say-as|sub|w|amazon:[a-z-]+)(?:\s[^<>]*)?/?>")


def prompt_of(widget: Widget, canvas: Canvas, *, barge_in: bool) -> Prompt | None:
    """The words or the recording of a widget; None when it says nothing."""
    say, play, tones = widget.text("say"), widget.text("play"), widget.text("digits")
    language = widget.text("language")
    if say.strip():
        template = liquid.read(_MARKUP.sub(" ", say))
        words = template.words.strip()
        return Prompt(
            text=words if template.spoken else "",
            mark=widget.place("say"),
            reads=canvas.reads([say]),
            audio="" if template.spoken else words,
            language=language,
            barge_in=barge_in,
            complete=template.complete,
        )
    if play.strip():
        audio = liquid.read(play).words.strip()
        return Prompt("", widget.place("play"), canvas.reads([play]), audio, language, barge_in)
    if tones.strip():
        return Prompt("", widget.place("digits"), canvas.reads([tones]), f"tones {tones.strip()}", language, barge_in)
    return None
