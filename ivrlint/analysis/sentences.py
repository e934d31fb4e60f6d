"""The sentences of what is said, as plain words: lower case, hyphens and quotes left out, signs that end a sentence made one.

A blank line ends a sentence, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKUP = r"<[^<>]*>"
_INSERTED = re.compile(r"\{\{[^{}]*\}\}|\$?\{[^{}]*\}|\$\.[\w.]+|%\w+%|\$\w+\$?")
INSERTED = "\x00"
"""Stands for what is put in when the words are said: one word that is not known."""
_TOKEN = re.compile(
    r"\x00|www\.[\w.-]*\w"
    r"|[^\W_][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|co|eu|uk|ie|us|ca|de|fr|es|it|nl|pt|br|mx|ar|cl|ch|at|be|io)\b"
    r"|\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+'?|[.!?;,:%*#\u2026]"
)
_BLANK_LINE = r"\n[^\S\n]*\n\s*"
_ENDS = frozenset(".!;?")
_COMMAS = frozenset(",:\u2026")
MARKS = frozenset(".?,%")
"""Tokens that are no words. A question mark stands before the full stop of its sentence."""


def tokens_of(text: str) -> list[str]:
    """The words, numbers and signs of a text. Words with an apostrophe are two: "we' ll"."""
    lower = text.lower().replace("\u2019", "'")
    if "<" in lower:
        lower = re.sub(_MARKUP, " ", lower)
    if "{" in lower or "$" in lower or "%" in lower:
        lower = _INSERTED.sub(f" {INSERTED} ", lower)
    if "\n" in lower:
        lower = re.sub(_BLANK_LINE, ". ", lower)
    tokens: list[str] = []
    for word in _TOKEN.findall(lower):
        if word in _ENDS:
            if word == "?":
                tokens.append("?")
            tokens.append(".")
        elif word in _COMMAS:
            tokens.append(",")
        elif word[-1] == "." and len(word) > 1:
            tokens.append(word.replace(".", ""))
        else:
            tokens.append(word)
    return tokens


def sentences(text: str) -> Iterator[list[str]]:
    """The tokens of each sentence, a full stop before and after them."""
    tokens = tokens_of(text)
    tokens.append(".")
    begin = 0
    for end, word in enumerate(tokens):
        if word == ".":
            if end > begin:
                yield [".", *tokens[begin : end + 1]]
            begin = end + 1


def is_address(word: str) -> bool:
    """Whether a token is a web address."""
    return "." in word and len(word) > 4 and not word[0].isdecimal()
