"""What an author may have meant by a value that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ivrlint.readers.tree import At

_TIME = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(ms|milli|s|m|h)[a-z]*\.?").fullmatch
_UNITS = {"milli": "ms"}
_LONGEST = 40


def shown(value: object) -> str:
    """A value as a message shows it."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _LONGEST else f'"{value[:_LONGEST].rstrip()}…"'
    if isinstance(value, list):
        return "a list"
    return "a mapping" if isinstance(value, dict) else str(value)


def listed(words: Sequence[str], last: str) -> str:
    """Words as a sentence lists them, with `and` or `or` before the last."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else words[0]


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of the words that was probably meant, None when none is near."""
    import difflib

    return next(iter(difflib.get_close_matches(word, list(words), n=1)), None)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The end of a sentence that names the nearest word, empty when none is near."""
    near = nearest(word, words)
    return f'; did you mean "{near}"?' if near else ""


def hint(value: object, schema: Mapping[str, Any], lines: Sequence[str], key_at: At) -> str:
    """The end of a sentence that says how to mend a value; empty when there is nothing to guess.

    `key_at` is where its key stands in the lines of the file.
    """
    if value is None:
        return "; what follows # is a comment: put it in quotes" if _comment_follows(lines, key_at) else ""
    if "duration" in schema["title"]:
        return _duration(value)
    if isinstance(value, dict):
        plain = schema["title"].startswith("text") and value and all(item is None for item in value.values())
        return "; a text that begins with { must be in quotes" if plain else ""
    if isinstance(value, str):
        whole = "integer" in schema.get("type", ()) and value.isdecimal()
        return "; write it without quotes" if whole else ""
    unquoted = not isinstance(value, list) and "string" in schema.get("type", ()) and "pattern" not in schema
    return "; put it in quotes" if unquoted else ""


def _duration(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'; did you mean "{value}s"?'
    found = _TIME(value.lower()) if isinstance(value, str) else None
    near = f"{found[1]}{_UNITS.get(found[2], found[2])}" if found else ""
    return f'; did you mean "{near}"?' if near and near != value else ""


def _comment_follows(lines: Sequence[str], at: At) -> bool:
    return re.match(r"\s*:\s+#", lines[at[2] - 1][at[3] - 1 :]) is not None
