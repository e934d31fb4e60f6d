"""What the words of a prompt are made of: the length of its sentences, and numbers that callers have to write down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ivrlint.analysis.language import languages
from ivrlint.analysis.sentences import MARKS, sentences
from ivrlint.analysis.topics import offers

_NUMBER = re.compile(r"(?<![\w.,/])\+?\(?\d(?:[ ()./\u2013-]{0,3}\d)*(?![\w/])")
_DIGITS = re.compile(r"(?<![\w.,/])\+?\(?\d(?:[ ().,/\u2013-]{0,3}\d)*(?![\w/])")
_SPELLED = re.compile(r"(?<![\w.,])\d(?:,? \d(?!\w))+(?![.,]\d)")
_LONG = 6
"""Digits of a number that callers cannot keep in mind (our choice)."""
_UNMARKED = 40
"""Words of a text without a full stop inside that are taken for several sentences nobody marked."""


@lru_cache(maxsize=4096)
def longest_sentence(text: str, language: str) -> int:
    """Words of the longest sentence that tells no key to press; 0 where the sentences are not marked, or there is no table."""
    if language not in languages():
        return 0
    found = [(tokens, _words(tokens)) for tokens in sentences(text)]
    if len(found) == 1 and found[0][1] > _UNMARKED:
        return 0
    return max((words for tokens, words in found if not offers(tokens, language)), default=0)


def _words(tokens: Sequence[str]) -> int:
    """The words of a sentence; digits that follow one another are one."""
    words = [word for word in tokens if word not in MARKS]
    return sum(not (word.isdecimal() and before.isdecimal()) for before, word in zip(["", *words], words, strict=False))


@lru_cache(maxsize=4096)
def numbers_once(text: str) -> tuple[str, ...]:
    """The numbers of six or more digits that a text says once, in digits only and in spoken order."""
    joined = _SPELLED.sub(lambda found: "".join(filter(str.isdecimal, found[0])), text)
    digits = Counter("".join(filter(str.isdecimal, found[0])) for found in _NUMBER.finditer(joined))
    return tuple(number for number, times in digits.items() if times == 1 and len(number) >= _LONG)


@lru_cache(maxsize=4096)
def longest_number(text: str) -> int:
    """The digits of the longest number in a text; 0 where it holds none."""
    return max((sum(map(str.isdecimal, found[0])) for found in _DIGITS.finditer(text)), default=0)
