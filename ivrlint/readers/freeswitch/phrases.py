"""What callers hear: recordings, phrases that are put together from recordings, and words that are read out.

The words of a recording are known when a table of stock sounds that names it is among the files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Mapping

from ivrlint.flow import Mark, Prompt
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.draft import Draft, Macro, Words
from ivrlint.readers.freeswitch.neighbours import nearest
from ivrlint.readers.freeswitch.pattern import pattern_of
from ivrlint.readers.freeswitch.values import calls, expand, fill, in_front, is_open, names_in, spoken, unique
from ivrlint.readers.positioned_xml import Element

MOST_PIECES = 400
"""Recordings of one prompt; what comes after them is left out."""

_DEEPEST = 5
_ENGINE = re.compile(r"[\w./-]{1,40}:[\w./ -]{0,40}:")
_STREAM = re.compile(r"[a-z_]+://")


class Piece(NamedTuple):
    """A part of a prompt: words, a recording of them, or both; `pause` is silence in milliseconds."""

    words: str = ""
    audio: str = ""
    reads: tuple[str, ...] = ()
    complete: bool = True
    pause: int = 0


class Phrases:
    """The macros and stock sounds of a run."""

    def __init__(self, drafts: Iterable[Draft], variables: Mapping[str, str], silent: Container[str]) -> None:
        self.variables = variables
        self.silent = silent
        """Variables that are no data of callers, and whose values nobody has to know: the time of day."""
        self.macros: dict[str, list[Macro]] = {}
        self.sounds: dict[str, list[Words]] = {}
        self.budget = 0
        self.known: dict[tuple[str, str, str], tuple[list[Piece], str]] = {}
        for draft in drafts:
            for macro in draft.macros:
                self.macros.setdefault(macro.element.get("name"), []).append(macro)
            for words in draft.words:
                self.sounds.setdefault(words.name, []).append(words)

    def prompt(self, sound: str, mark: Mark, language: str = "", *, barge_in: bool = True) -> Prompt | None:
        """What is heard when FreeSWITCH plays `sound`; None when that is nothing but silence."""
        key = (sound, posixpath.dirname(mark.file), language)
        if key not in self.known:
            self.budget = MOST_PIECES
            self.known[key] = self._sound(sound, mark.file, language, 0)
        pieces, spoken_in = self.known[key]
        prompt = prompt_of(pieces, mark, spoken_in or language, barge_in=barge_in)
        return prompt and prompt._replace(reads=tuple(name for name in prompt.reads if name not in self.silent))

    def _sound(self, sound: str, file: str, language: str, depth: int) -> tuple[list[Piece], str]:
        """The pieces of a sound, and the language of the phrase that it names."""
        sound = expand(sound, self.variables).strip()
        if sound.startswith("{"):
            sound = in_front(sound)[1].strip()
        if not sound or depth > _DEEPEST or self.budget <= 0:
            return [], ""
        kind = sound.partition(":")[0].lower()
        if kind == "phrase":
            name, _, data = sound[7:].partition(":")
            return self.phrase(name.strip(), data, file, language, depth)
        if kind == "say":
            words = sound[4:]
            engine = _ENGINE.match(words)
            return self._text(words[engine.end() :] if engine else words), ""
        if kind == "tts":
            return self._text(sound.rpartition("|")[2]), ""
        if kind == "file_string":
            parts = re.split(r"(?<!\\)!", sound[len("file_string://") :])[: self.budget]
            return [piece for part in parts for piece in self._sound(part, file, language, depth + 1)[0]], ""
        if kind == "silence_stream":
            return [Piece(pause=_number(sound[len("silence_stream://") :]))], ""
        if kind == "tone_stream":
            return [], ""
        self.budget -= 1
        return [self._recording(sound, language)], ""

    def phrase(self, name: str, data: str, file: str, language: str, depth: int = 0) -> tuple[list[Piece], str]:
        """The pieces of a phrase macro; its name stands for the words when it is not among the files."""
        self.budget -= 1
        macros = self.macros.get(name, [])
        fitting = [macro for macro in macros if macro.language == language] if language else []
        macro = nearest(file, [(each.file, each) for each in fitting or macros])
        if macro is None:
            return [Piece(audio=f"phrase:{name}", reads=names_in(data))], ""
        spoken_in = macro.language or language
        pieces = self._inputs(macro, data, spoken_in, depth)
        if not any(piece.words or piece.audio for piece in pieces):
            pieces = [Piece(audio=f"phrase:{name}", reads=names_in(data))]
        return pieces, macro.language

    def _inputs(self, macro: Macro, data: str, language: str, depth: int) -> list[Piece]:
        inputs = list(macro.element.named("input"))
        pieces: list[Piece] = []
        for each in inputs:
            written = each.get("pattern")
            pattern = pattern_of(written)
            unknown = pattern is None or is_open(data)
            matches = unknown or pattern is None or pattern.found_in(data)
            groups = {} if pattern is None or not matches else {"1": data} if unknown else pattern.groups(data)
            for branch in each.named("match" if matches else "nomatch"):
                for action in branch.named("action"):
                    pieces += self._action(action, groups, macro.file, language, depth)
            if matches and (unknown or "true" in (each.get("break_on_match"), each.get("break-on-match"))):
                return [*pieces, Piece(complete=False)] if unknown and len(inputs) > 1 else pieces
        return pieces

    def _action(self, action: Element, groups: Mapping[str, str], file: str, language: str, depth: int) -> list[Piece]:
        data = fill(expand(action.get("data"), self.variables), groups)
        if self.budget <= 0:
            return []
        match action.get("function"):
            case "play-file":
                return self._sound(data, file, language, depth + 1)[0]
            case "say" | "speak-text":
                return self._text(data)
            case "sleep":
                return [Piece(pause=_number(data))]
            case "phrase" if depth < _DEEPEST:
                return self.phrase(action.get("phrase") or data, data, file, language, depth + 1)[0]
        return []

    def _text(self, text: str) -> list[Piece]:
        self.budget -= 1
        words = spoken(expand(text, self.variables))
        return [Piece(words.text, "", words.reads, words.complete)]

    def _recording(self, path: str, language: str) -> Piece:
        words = "" if is_open(path) or _STREAM.match(path) else self.words_of(path, language)
        audio = " ".join(path.split())
        return Piece(words.replace("{", "{{").replace("}", "}}"), audio, names_in(path), not calls(path))

    def words_of(self, path: str, language: str) -> str:
        """The words of a stock sound; empty when it is none, or its table is not among the files."""
        parts = path.split("/")
        sounds = self.sounds.get(posixpath.splitext(parts[-1])[0], [])
        folders = set(parts[:-1])
        spoken_in = language or next((part for part in parts if any(part == each.language for each in sounds)), "en")
        sounds = [each for each in sounds if each.language.split("_")[0] == spoken_in.replace("-", "_").split("_")[0]]
        found = [each for each in sounds if each.folder in folders]
        if not found and len({each.words for each in sounds}) == 1:
            found = sounds
        return found[0].words if found else ""


def prompt_of(pieces: Iterable[Piece], mark: Mark, language: str = "", *, barge_in: bool = True) -> Prompt | None:
    """Pieces as one prompt; None when nothing is to be heard."""
    whole = list(pieces)
    heard = [piece for piece in whole if piece.words or piece.audio]
    if not heard:
        return None
    return Prompt(
        text=_joined(whole),
        mark=mark,
        reads=unique(name for piece in whole for name in piece.reads),
        audio=" & ".join(piece.audio for piece in heard if piece.audio),
        language=language.replace("_", "-"),
        barge_in=barge_in,
        complete=all(piece.complete for piece in whole) and not (any(p.words for p in heard) and any(not p.words for p in heard)),
    )


def _joined(pieces: list[Piece]) -> str:
    """The words of all pieces. Where a new sentence seems to begin, a full stop is put in."""
    text = ""
    pause = 0
    for piece in pieces:
        pause += piece.pause
        if not piece.words:
            continue
        if text.endswith("...") and pause < 1000:  # a recording that another one finishes
            text = text.rstrip(". ")
        starts = piece.words[:1].isupper() and " " in piece.words
        if text and text[-1] not in ".,;:!?" and (starts or pause >= 1000):
            text += "."
        text += (" " if text else "") + piece.words
        pause = 0
    return text


def _number(text: str) -> int:
    found = re.match(r"[0-9]{1,6}", text)
    return int(found[0]) if found else 0
