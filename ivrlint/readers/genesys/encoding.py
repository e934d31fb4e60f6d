"""The file that Architect exports: JSON, percent-encoded, in base64. What stands where in the JSON has a place in the file."""

from __future__ import annotations

import base64
import re
from bisect import bisect_right
from itertools import accumulate
from urllib.parse import unquote_to_bytes

from ivrlint.flow import Mark, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.tree import At

LARGEST = 32 * 2**20
"""Characters of the largest export that is decoded: a hundred times the largest that was seen."""

_BASE64 = re.compile(r"\s*(?:JTdC|eyI|eyA|ewo|ew0)[A-Za-z0-9+/\s]*+={0,2}\s*\Z")
_PERCENT = re.compile(r"\s*%7B", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})++")
_LINES = re.compile(r"\r\n|\n|\r")
_MARKS_OF_FLOWS = ("flowSequenceItemList", "initialSequence", "nextTrackingNumber", "defaultLanguage", "supportedLanguages")


class Export(NamedTuple):
    """The JSON of an export, and where it stands: see `mark`."""

    json: str
    file: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]
    runs: tuple[tuple[int, int, int], ...]
    bits: bool

    def mark(self, at: At) -> Mark:
        """The mark of a place in the JSON."""
        line, column = self.place(at[0], at[1])
        end_line, end_column = self.place(at[2], at[3] - 1)
        if end_line != line or end_column < column:
            end_column = column
        return Mark(self.file, line, column, line, end_column + 1)

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Line and column in the file of a line and a column of the JSON."""
        if not self.runs:
            return line, column
        offset = min(self.lines[min(line, len(self.lines)) - 1] + column - 1, max(len(self.json) - 1, 0))
        first, encoded, width = self.runs[bisect_right(self.runs, (offset, len(self.json) * 9, 0)) - 1]
        position = encoded + (offset - first) * width
        if self.bits:
            position = position * 4 // 3
        row = bisect_right(self.starts, position) - 1
        return row + 1, position - self.starts[row] + 1


def looks_encoded(text: str) -> bool:
    """Whether a text, or the beginning of one, is an export: it is decoded as far as it goes."""
    head = text[:65536]
    if _PERCENT.match(head):
        return _is_flow(unquote_to_bytes(head).decode("utf-8", "replace"))
    if not _BASE64.match(head):
        return False
    letters = "".join(head.split()).rstrip("=")
    data = base64.b64decode(letters[: len(letters) // 4 * 4])
    return _is_flow(unquote_to_bytes(data).decode("utf-8", "replace"))


def _is_flow(json: str) -> bool:
    return json.lstrip().startswith("{") and sum(f'"{key}"' in json for key in _MARKS_OF_FLOWS) > 1


def decode(text: str, file: str) -> Export | Refusal:
    """The JSON of an export, or why it cannot be decoded."""
    if len(text) > LARGEST:
        return Refusal(file, f"is too large for an export of Architect: at most {LARGEST // 2**20} MiB are decoded", 1, 1)
    if text.lstrip().startswith("{"):
        return Export(text, file, (0,), (0,), (), bits=False)
    rows = _LINES.split(text)
    bits = not _PERCENT.match(text)
    encoded = "".join(row.strip() for row in rows)
    starts = tuple(accumulate((len(row.strip()) for row in rows[:-1]), initial=0))
    if bits:
        try:
            raw = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
        except ValueError:
            return Refusal(file, "is not whole: this is no base64, which Architect's exports are made of", 1, 1)
        try:
            encoded = raw.decode("utf-8")
        except UnicodeDecodeError:
            return Refusal(file, "is not whole: what the base64 holds is no text", 1, 1)
    try:
        json, runs = _unquoted(encoded)
    except UnicodeDecodeError:
        return Refusal(file, "is not whole: what the export holds is no text in UTF-8", 1, 1)
    lines = (0, *(found.end() for found in _LINES.finditer(json)))
    return Export(json, file, starts, lines, runs, bits=bits)


def _unquoted(encoded: str) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The text without percent signs, and its runs: which character stands where, and how wide it is there."""
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = [(0, 0, 1)]
    length = end = 0
    for found in _ESCAPED.finditer(encoded):
        plain = encoded[end : found.start()]
        piece = unquote_to_bytes(found[0]).decode("utf-8")
        length += len(plain)
        pieces += plain, piece
        runs.append((length, found.start(), (found.end() - found.start()) // len(piece)))
        length += len(piece)
        end = found.end()
        runs.append((length, end, 1))
    pieces.append(encoded[end:])
    return "".join(pieces), tuple(runs)
