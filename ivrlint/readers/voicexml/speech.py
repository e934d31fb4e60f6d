"""What callers hear: the words and recordings of prompts, with all markup around them taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import dataclass, field

from ivrlint.flow import Mark, Prompt
from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.stops import PAUSE, WHOLE, is_long, with_stops
from ivrlint.readers.voicexml.templates import FILLER, is_template, without_templates

Piece = Element | Text

ACTIONS = frozenset(
    re.findall(
        r"\S+",
        """
    assign clear data disconnect exit foreach goto if log object reprompt return script submit throw transfer var
    filled catch noinput nomatch error help grammar property link field block
    """,
    )
)
"""Elements that are no words, though files have them among words."""

MARKUP = frozenset("say-as sayas emphasis emp prosody pros voice sub phoneme p s paragraph sentence div".split())  # noqa: SIM905
"""Elements around words that say how they are spoken."""

_SILENT = frozenset(("desc", "lexicon", "meta", "metadata", "mark", "param"))
_SPACES = re.compile(r"\s+")


MOST_OFFERS = 500
"""Choices that are enumerated in one prompt, all in all."""


@dataclass(slots=True)
class Words:
    """The parts of one prompt, in the order in which they are heard; `stray` are elements that do something else."""

    text: list[str] = field(default_factory=list)
    audio: list[str] = field(default_factory=list)
    reads: dict[str, None] = field(default_factory=dict)
    stray: list[Element] = field(default_factory=list)
    first: Piece | None = None
    complete: bool = True
    known: bool = False
    unknown: bool = False
    enumerated: int = 0

    def prompt(self, file: str, language: str, *, barge_in: bool) -> Prompt | None:
        """The prompt that the parts are; None when nothing can be heard."""
        text = with_stops(_SPACES.sub(" ", "".join(self.text))).strip().lstrip(".,;:!? ")
        if not self.known or not text:
            text = ""
        audio = " & ".join(dict.fromkeys(self.audio))
        if self.first is None or not (text or audio):
            return None
        return Prompt(
            text=text,
            mark=_mark(self.first, file),
            reads=tuple(self.reads),
            audio=audio,
            language=language,
            barge_in=barge_in,
            complete=self.complete and not (self.unknown and bool(text)),
        )


def words_of(
    pieces: Iterable[Piece],
    resolve: Callable[[str], str] = str,
    choices: Iterable[tuple[str, str]] = (),
    foreign: Callable[[Element], bool] = lambda _: False,
    disputed: AbstractSet[str] = frozenset(),
) -> Words:
    """The words of pieces of a document. `resolve` gives the variable of a name, `choices` (words, key) are enumerated.

    What `disputed` recordings say is not known, whatever is written, and what is written inside others is not word for word.
    """
    words = Words()
    stack: list[tuple[Iterable[Piece], str, str]] = [(iter(tuple(pieces)), "", "")]
    offered = tuple(choices)
    while stack:
        rest, label, key = stack[-1]
        piece = next(iter(rest), None)
        if piece is None:
            stack.pop()
        elif isinstance(piece, Text):
            _text(words, piece)
        elif isinstance(piece, Element):
            if piece.name == "audio" and disputed:
                words.unknown = True
                piece = _without_words(piece) if piece.get("src").strip() in disputed else piece
            inside = _element(words, piece, resolve, offered, (label, key), foreign(piece))
            stack.extend(reversed([(iter(tuple(_pieces(content))), *said) for content, said in inside]))
    return words


def _pieces(content: Iterable[object]) -> list[Piece]:
    return [each for each in content if isinstance(each, Element | Text)]


def _text(words: Words, piece: Text) -> None:
    if not piece.text.strip() or piece.text == PAUSE:
        words.text.append(piece.text.strip() or " ")
        return
    words.first = words.first or piece
    if is_template(piece.text):
        words.complete = False
    text = without_templates(piece.text)
    words.text.append(text.replace("{", "{{").replace("}", "}}"))
    words.known = words.known or bool(text.strip())


def _element(
    words: Words,
    element: Element,
    resolve: Callable[[str], str],
    offered: tuple[tuple[str, str], ...],
    said: tuple[str, str],
    foreign: bool,
) -> list[tuple[Iterable[object], tuple[str, str]]]:
    """Take in one element; what it holds is given back, each part with what is enumerated in it."""
    name = element.name
    if name in ACTIONS and not foreign:
        words.stray.append(element)
    elif name == "audio":
        return _audio(words, element, resolve, said)
    elif name == "value":
        _value(words, element, resolve, said)
    elif name == "enumerate" and not foreign:
        words.first = words.first or element
        if not any(isinstance(part, Element) or part.text.strip() for part in _pieces(element.content)):
            words.enumerated += len(offered)
            if words.enumerated <= MOST_OFFERS:
                words.text.append(" " + ", ".join(_spoken(offer) for offer in offered if offer[0]) + ". ")
            words.known = words.known or any(offer[0] for offer in offered)
            return []
        words.enumerated += len(offered)
        return [(element.content, offer) for offer in offered] if words.enumerated <= MOST_OFFERS else []
    elif element.get("alias") or (name == "sayas" and element.get("sub")):
        words.first = words.first or element
        words.text.append(f" {element.get('alias') or element.get('sub')} ")
        words.known = True
    elif name not in _SILENT:
        if name == "break":
            words.text.append(PAUSE if is_long(element) else " ")
        elif name in WHOLE:
            words.text.append(PAUSE)
            return [(element.content, said), ([Text(PAUSE, element.at)], said)]
        return [(element.content, said)]
    return []


def disputed_recordings(root: Element) -> frozenset[str]:
    """The recordings for which a document has several texts: what such a recording says is not known."""
    texts: dict[str, set[str]] = {}
    for element in root.walk():
        if element.name == "audio" and element.get("src").strip():
            said = " ".join("".join(part.text for part in element.walk()).lower().split())
            if said:
                texts.setdefault(element.get("src").strip(), set()).add(said)
    return frozenset(source for source, said in texts.items() if len(said) > 1)


def _without_words(audio: Element) -> Element:
    result = copy(audio)
    result.content = []
    return result


def _spoken(offer: tuple[str, str]) -> str:
    return offer[0].replace("{", "{{").replace("}", "}}")


def _audio(
    words: Words, element: Element, resolve: Callable[[str], str], said: tuple[str, str]
) -> list[tuple[Iterable[object], tuple[str, str]]]:
    """A recording. The words inside are what it says, for platforms that cannot find it."""
    words.first = words.first or element
    spoken = any(isinstance(part, Element) and part.name not in _SILENT for part in element.content) or element.text.strip()
    source = element.get("src").strip()
    if FILLER in source:
        source, words.complete = source.replace(FILLER, ""), False
    expression = element.get("expr")
    if expression:
        made = ecma.pattern(expression)
        for name in made.reads:
            words.reads[resolve(name)] = None
        source = _resolved(made, resolve)
        if made.reads and not spoken and made.text == f"{{{made.reads[0]}}}":
            words.text.append(f" {source} ")  # what the caller has said, most often
            words.known, words.complete = True, False
            return []
        words.complete = words.complete and bool(spoken)
    if source:
        words.audio.append(source)
    elif expression and not spoken:
        words.audio.append("a recording")
    words.unknown = words.unknown or not spoken
    words.text.append(" ")
    return [(element.content, said), ([Text(PAUSE, element.at)], said)] if spoken else []


def _value(words: Words, element: Element, resolve: Callable[[str], str], said: tuple[str, str]) -> None:
    words.first = words.first or element
    expression = element.get("expr").strip()
    enumerated = {"_prompt": said[0], "_dtmf": said[1]}.get(expression)
    if enumerated is not None:
        words.text.append(_spoken((f" {enumerated} ", "")))
        words.known = words.known or bool(enumerated)
        words.complete = words.complete and bool(enumerated)
        return
    words.complete = False
    made = ecma.pattern(expression)
    if made.whole or made.reads:
        words.text.append(_resolved(made, resolve))
        words.known = True
    else:
        words.unknown = True
    for name in made.reads:
        words.reads[resolve(name)] = None


def _resolved(made: ecma.Pattern, resolve: Callable[[str], str]) -> str:
    text = made.text
    for name in made.reads:
        text = text.replace(f"{{{name}}}", f"{{{resolve(name)}}}")
    return text


def _mark(piece: Piece, file: str) -> Mark:
    """The place of words: where they begin, to the end of that line."""
    if isinstance(piece, Element):
        return piece.mark(file)
    text = piece.text
    stripped = text.lstrip()
    before = text[: len(text) - len(stripped)]
    line = piece.at[0] + before.count("\n")
    column = len(before) - before.rfind("\n") if "\n" in before else piece.at[1] + len(before)
    length = len(stripped.partition("\n")[0].rstrip())
    return Mark(file, line, column, line, column + max(length, 1))
