"""What callers hear: words with or without markup, and recordings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ivrlint.flow import Mark, Prompt
from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.twiml.document import shown
from ivrlint.readers.twiml.templates import words_of

SPEAKS = frozenset({"Say", "SpeakSentence"})
PLAYS = frozenset({"Play", "PlayAudio"})

_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9-]{2,12}))?")


def language_of(element: Element) -> str:
    """The language of words, as it is written; empty when it is not."""
    found = _LOCALE.fullmatch(element.get("language") or element.get("locale"))
    if found is None:
        return ""
    return f"{found[1]}-{found[2]}" if found[2] else found[1]


def prompt_of(elements: Iterable[Element], file: str, *, barge_in: bool = False, known: bool = True) -> Prompt | None:
    """The words and recordings of some verbs as one prompt; of words with recordings between them, only the words are kept.

    Words of which something is not `known` are not complete.
    """
    texts: list[str] = []
    audio: list[str] = []
    reads: dict[str, None] = {}
    place: Mark | None = None
    language = ""
    for element in elements:
        if element.name in SPEAKS:
            words, names, complete = words_of(spoken(element))
            known = known and complete
            reads.update(dict.fromkeys(names))
            if words:
                texts.append(words)
            elif not complete:
                continue
            language = language or language_of(element)
        elif element.name in PLAYS and element.text.strip():
            audio.append(shown(element.text))
            reads.update(dict.fromkeys(words_of(element.text)[1]))
        else:
            continue
        place = place or element.mark(file)
    if place is None or not (texts or audio):
        return None
    return Prompt(
        text=" ".join(texts),
        mark=place,
        reads=tuple(reads),
        audio="" if texts else " & ".join(audio),
        language=language,
        barge_in=barge_in,
        complete=known and not (texts and audio),
    )


def spoken(element: Element) -> str:
    """The words of an element, those of its markup included."""
    parts: list[str] = []
    todo: list[Element | Text] = [element]
    while todo:
        each = todo.pop()
        if isinstance(each, Text):
            parts.append(each.text)
        elif each.get("alias"):
            parts.append(f" {each.get('alias')} ")
        else:
            parts.append(" ")
            todo.extend(part for part in reversed(each.content) if isinstance(part, Element | Text))
    return " ".join("".join(parts).split())
