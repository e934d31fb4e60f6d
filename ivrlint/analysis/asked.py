"""What callers are asked to give: an account number, a PIN, the code of a card.

What the flow says (`kind`) counts first, then the name under which the entry is kept, then the words before it, by phrases in
seven languages (part 4 of each table). Where these touch two sorts, or only some digits of a number, nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ivrlint.analysis.language import languages
from ivrlint.analysis.phrases import Phrases
from ivrlint.analysis.sentences import sentences

SORTS = (
    "card number", "card code", "card expiry", "pin", "one-time code", "national number", "date of birth", "account number",
    "customer number", "policy number", "phone number", "postcode", "name", "e-mail", "address",
)  # fmt: skip
"""What is recognised; each is a list of phrases in every table."""

_CARD = 12
"""Least digits of the number of a payment card: fewer are some of them, or another card's."""
_PART = "in part"
_ANOTHER = "of another"
_PART_OF = {"address": "e-mail", "pin": "one-time code"}
"""Sorts whose phrases may be part of those of another one."""
_BREAK = re.compile(r"[^a-zA-Z\u00c0-\u024f]+|(?<=[a-z\u00df-\u00ff])(?=[A-Z])")
_WRITTEN = {
    "csc": "card code",
    "pin code": "pin",
    "security code": "card code",
    "card verification": "card code",
    "otp": "one-time code",
    "one-time code": "one-time code",
    "one-time password": "one-time code",
}
"""Kinds as people write them that are not among the phrases, or would be ambiguous in words."""


@lru_cache(maxsize=4096)
def sort_of(kind: str, name: str, words: str, language: str, most: int) -> str:
    """What is asked for: one of SORTS, the kind as written where it is another one, or nothing where it is not certain.

    `language` is the code of the language of the words, `most` the most digits of the entry, 0 where it is not known.
    """
    sort = _of_kind(kind) if kind else _guessed(name, words, language)
    if sort == "pin" and kind and _guessed(name, words, language) == "one-time code":
        return "one-time code"
    if sort == "card number" and 0 < most < _CARD:
        return ""
    return sort


def _of_kind(kind: str) -> str:
    written = " ".join(kind.lower().replace("_", " ").split())
    return _WRITTEN.get(written) or _touched(written, "en") or written


def _guessed(name: str, words: str, language: str) -> str:
    plain = _plain(name)
    for code in dict.fromkeys(("en", language)):
        found = _touched(plain, code) if plain else ""
        if found:
            return found if found in SORTS else ""
    found = _touched(words, language)
    return found if found in SORTS else ""


@lru_cache(maxsize=4096)
def asks_for_part(words: str, language: str) -> bool:
    """Whether words ask for some digits of a number only."""
    return _touched(words, language) == _PART


@lru_cache(maxsize=4096)
def may_be_anothers(name: str, words: str, language: str) -> bool:
    """Whether this may be another one of the same sort: a new number, that of somebody else, the first one typed again."""
    table = _phrases(language)
    texts = (_plain(name), words)
    return table is None or any(_ANOTHER in table.found(tokens) for text in texts for tokens in sentences(text))


def _plain(name: str) -> str:
    return " ".join(part for part in _BREAK.split(name) if part)


@lru_cache(maxsize=4096)
def _touched(text: str, language: str) -> str:
    """The one sort whose phrases are in a text; `in part` where only some digits are asked for; else nothing."""
    table = _phrases(language)
    if table is None or not text:
        return ""
    found: set[str] = set()
    for tokens in sentences(text):
        found.update(table.found(tokens))
    if _PART in found:
        return _PART
    found.discard(_ANOTHER)
    found -= {sort for sort, stronger in _PART_OF.items() if stronger in found}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=32)
def _phrases(code: str) -> Phrases | None:
    language = languages().get(code)
    if language is None or not language.words or "asked" not in language.words:
        return None
    asked: Mapping[str, list[str]] = language.words["asked"]
    beside = {_PART: language.words["asked_in_part"], _ANOTHER: language.words["asked_of_another"]}
    return Phrases({**asked, **beside}, {})
