"""Recordings that prompts name and that lie at hand: how long they take, and the words of a transcript beside them."""

from __future__ import annotations

import os
import posixpath
import re
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

from ivrlint.flow import Flow, Prompt, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.asking import Ask, plainly

EXTENSIONS = (".wav", ".mp3", ".ulaw", ".ul", ".alaw", ".al", ".gsm", ".sln", ".sln16", ".g722", ".ogg")
"""What the name of a recording may end in, in the order in which they are looked for where it is not written."""

LARGEST = 64 * 2**20
"""Bytes of the largest recording that is looked at."""

LARGEST_TRANSCRIPT = 64 * 2**10
LARGEST_INDEX = 4 * 2**20
MOST_INDEXES = 20
MOST_CHUNKS = 100
MOST_FILES = 100_000
"""Files of one folder that are looked at."""

_BESIDE = ("", "sounds", "prompts", "audio")
_BYTES_A_SECOND = {
    ".ulaw": 8000.0,
    ".ul": 8000.0,
    ".alaw": 8000.0,
    ".al": 8000.0,
    ".gsm": 33 / 0.02,
    ".sln": 16000.0,
    ".sln16": 32000.0,
    ".g722": 8000.0,
}
_WITH_HEADER = (".wav", ".mp3", ".ogg", ".flac")
_STUMBLES = (OSError, ValueError, EOFError, struct.error, ArithmeticError, LookupError, TypeError, AttributeError, MemoryError)
_INDEX = re.compile(r"(?i).*sounds.*\.txt")
_ENTRY = re.compile(r"([^\s:;][^\s:]*)\s*:\s+(\S.*)")
_NOISE = re.compile(r"\[[^\[\]]*\]|\((?:this is|silence)[^()]*\)")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|.*[{}\x00]")


class Recording(NamedTuple):
    """How long a recording takes, and its words as far as they are written down beside it."""

    seconds: float
    words: str = ""


def with_recordings(flow: Flow, ask: Ask = plainly) -> Flow:
    """The flow with the lengths, and where no words are known the words, of recordings that lie at hand."""
    shelf = _Shelf(flow, ask)
    heard = {}
    for name, step in flow.steps.items():
        prompt = _with_recording(step.prompt, shelf) if step.prompt and step.prompt.audio else step.prompt
        if prompt is not step.prompt:
            heard[name] = replace(step, prompt=prompt)
    return replace(flow, steps={**flow.steps, **heard}) if heard else flow


def _with_recording(prompt: Prompt, shelf: _Shelf) -> Prompt:
    """A prompt with what is known of all its recordings; when one of them is not at hand, nothing is."""
    if prompt.seconds or (prompt.text and not prompt.complete):
        return prompt
    parts = [shelf.recording(part.strip(), prompt.language) for part in prompt.audio.split(" & ") if part.strip()]
    found = [part for part in parts if part]
    if not found or len(found) < len(parts):
        return prompt
    words = " ".join(part.words for part in found) if all(part.words for part in found) else ""
    seconds = round(sum(part.seconds for part in found), 3)
    return prompt._replace(seconds=seconds, text=prompt.text or words.replace("{", "{{").replace("}", "}}"))


class _Shelf:
    """The folders in which the recordings of a flow may lie; each is looked into once."""

    def __init__(self, flow: Flow, ask: Ask) -> None:
        self.ask = ask
        self.folder = posixpath.dirname(flow.file)
        self.language = flow.language
        self.names: dict[str, frozenset[str]] = {}
        self.known: dict[str, Recording | None] = {}
        self.indexes: dict[str, dict[str, str]] = {}

    def recording(self, name: str, language: str) -> Recording | None:
        """What is known of a recording, by its path or name as it is written."""
        if _ELSEWHERE.match(name):
            return None
        spoken = (language or self.language).partition("-")[0].lower()
        key = f"{spoken}\0{name}"
        if key not in self.known:
            self.known[key] = next(filter(None, map(self._look, self._paths(name, spoken))), None)
        return self.known[key]

    def _paths(self, name: str, language: str) -> Iterator[str]:
        """The paths of files that may be meant, as far as they exist."""
        for beside in (*_BESIDE, *(f"{folder}/{language}" for folder in _BESIDE[1:] if language)):
            path = name if posixpath.isabs(name) else posixpath.join(self.folder, beside, name)
            folder, file = posixpath.split(posixpath.normpath(path))
            there = self._in(folder)
            if file in there and posixpath.splitext(file)[1].lower() in (*EXTENSIONS, *_WITH_HEADER):
                yield posixpath.join(folder, file)
            yield from (posixpath.join(folder, file + extension) for extension in EXTENSIONS if file + extension in there)
            if posixpath.isabs(name):
                return

    def _in(self, folder: str) -> frozenset[str]:
        """The names of what lies in a folder."""
        if folder not in self.names:
            self.names[folder] = self.ask(names_in, folder)
        return self.names[folder]

    def _look(self, path: str) -> Recording | None:
        seconds = self.ask(seconds_of, path)
        return Recording(seconds, self._words(path)) if seconds > 0 else None

    def _words(self, path: str) -> str:
        """The words of a recording: of a text with its name, or of an index of its folder or one above."""
        stem = posixpath.splitext(path)[0]
        folder, name = posixpath.split(stem)
        if f"{name}.txt" in self._in(folder):
            return _clean(self.ask(transcript_at, f"{stem}.txt"))
        for _ in range(3):
            words = self._index(folder).get(name)
            if words or not folder.strip("/"):
                return words or ""
            folder, last = posixpath.split(folder)
            name = f"{last}/{name}"
        return ""

    def _index(self, folder: str) -> dict[str, str]:
        if folder not in self.indexes:
            found = sorted(name for name in self._in(folder) if _INDEX.fullmatch(name))
            self.indexes[folder] = {}
            for name in found[:MOST_INDEXES]:
                for line in self.ask(index_at, posixpath.join(folder, name)).splitlines():
                    entry = _ENTRY.fullmatch(line.strip())
                    if entry:
                        self.indexes[folder].setdefault(entry[1], _clean(entry[2]))
        return self.indexes[folder]


def names_in(folder: str) -> frozenset[str]:
    """The names of what lies in a folder."""
    try:
        with os.scandir(folder or ".") as entries:
            return frozenset(entry.name for _, entry in zip(range(MOST_FILES), entries, strict=False))
    except (OSError, ValueError):
        return frozenset()


def seconds_of(path: str) -> float:
    """How long a recording takes; 0 where that cannot be told, or the file is too large to look at."""
    size = _size(path)
    return _seconds(path, size) if size and size <= LARGEST else 0.0


def transcript_at(path: str) -> str:
    """The words of one recording, which stand in a file of their own."""
    return _text(path, LARGEST_TRANSCRIPT)


def index_at(path: str) -> str:
    """The text that lists the words of many recordings."""
    return _text(path, LARGEST_INDEX)


def _size(path: str) -> int:
    """The size of a regular file; 0 for everything else."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _seconds(path: str, size: int) -> float:
    """How long a recording takes; 0 where that cannot be told."""
    extension = posixpath.splitext(path)[1].lower()
    if extension in _BYTES_A_SECOND:
        return size / _BYTES_A_SECOND[extension]
    if extension == ".wav":
        return _seconds_of_wav(path, size)
    from tinytag import TinyTag, TinyTagException

    try:
        return float(TinyTag.get(path, tags=False).duration or 0.0)
    except (TinyTagException, *_STUMBLES):
        return 0.0


def _seconds_of_wav(path: str, size: int) -> float:
    """The length of a WAV file of any encoding, by its bytes a second and those that are really there."""
    rate = 0
    try:
        with Path(path).open("rb") as file:
            start = file.read(12)
            if start[:4] != b"RIFF" or start[8:] != b"WAVE":
                return 0.0
            for _ in range(MOST_CHUNKS):
                at = file.tell() + 8
                head = file.read(8)
                if len(head) < 8:
                    return 0.0
                kind, length = struct.unpack("<4sI", head)
                if kind == b"data":
                    return min(length or size, size - at) / rate if rate else 0.0
                if kind == b"fmt " and length >= 16:
                    rate = struct.unpack("<8xI4x", file.read(16))[0]
                file.seek(at + length + length % 2)
    except (OSError, struct.error):
        pass
    return 0.0


def _text(path: str, most: int) -> str:
    if not 0 < _size(path) <= most:
        return ""
    try:
        with Path(path).open("rb") as file:
            return file.read(most).decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _clean(words: str) -> str:
    """Words on one line, without remarks on sounds."""
    return " ".join(_NOISE.sub(" ", words).split())
