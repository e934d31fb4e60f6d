"""What a plain YAML word means: the core schema of YAML 1.2, stricter about leading zeros.

`no`, `on`, `01`, `12:30` and `1_000` are text, for they are answers, keys and times on the phone.
"""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

MAYBE = frozenset("0123456789+-.~nNtTfF")
"""The first characters of plain words that may mean something other than text."""

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)").fullmatch
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+").fullmatch
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?").fullmatch
_LONGEST = 300  # longer numbers are text: Python refuses to read numbers of more than 4300 digits


class Written(int):
    """A whole number that was not written in the usual way (`+44…`, `0x1F`); as text it is what was written."""

    written: str

    def __str__(self) -> str:
        return self.written


def resolve(word: str) -> Scalar:
    """The value of a plain word."""
    if word in _WORDS:
        return _WORDS[word]
    if len(word) > _LONGEST:
        return word
    if _WHOLE(word):
        return int(word) if word[0] != "+" else _written(word, int(word))
    if _BASED(word):
        return _written(word, int(word, 0))
    return float(word) if _FRACTION(word) else word


def tagged(tag: str, word: str) -> Scalar:
    """The value of a word with one of the tags of the core schema; ValueError where the word or the tag does not fit.

    The error has a message when the tag is known and the word is not of that kind.
    """
    if tag == "str":
        return word
    if tag not in _KINDS:
        raise ValueError
    value = resolve(word)
    if tag == "float" and type(value) in _KINDS["int"]:
        return float(value or 0)
    if type(value) not in _KINDS[tag]:
        raise ValueError(f'"{word}" is not a value of the kind !!{tag}')
    return value


_KINDS: dict[str, tuple[type, ...]] = {"int": (int, Written), "float": (float,), "bool": (bool,), "null": (type(None),)}


def _written(word: str, value: int) -> Written:
    result = Written(value)
    result.written = word
    return result
