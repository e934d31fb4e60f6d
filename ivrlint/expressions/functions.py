"""The seven functions of the rule language, and the word `inf`."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Collection
from functools import cache, cached_property, lru_cache
from typing import Any


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=2**14)
def matches(text: str, pattern: str) -> bool:
    """Whether the pattern is found anywhere in the text; capitals do not matter. The same is said again and again in a flow."""
    return _compiled(pattern).search(text) is not None


def wrong_pattern(pattern: str) -> str:
    """What is wrong with a pattern, empty when nothing is."""
    try:
        _compiled(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"not a regular expression: {error}"
    return ""


class Texts(tuple[str, ...]):  # noqa: SLOT001 - it keeps its index
    """A long list of texts, of which any one can be looked for quickly.

    Of a text of three words or more, a word inside stands between blanks wherever the text is found, so that
    most texts need not be looked for at all.
    """

    @cached_property
    def _index(self) -> tuple[dict[str, list[str]], list[str]]:
        """The texts by the longest of the words inside, and those of one or two words."""
        by_word: dict[str, list[str]] = {}
        short: list[str] = []
        for text in self:
            inside = text.split(" ")[1:-1]
            (by_word.setdefault(max(inside, key=len), []) if inside else short).append(text)
        return by_word, short

    def any_in(self, text: str) -> bool:
        """Whether any of these is a part of `text`: the same as `any(each in text for each in self)`."""
        by_word, short = self._index
        for each in short:  # any() would take twice the time
            if each in text:
                return True
        words = text.split(" ")
        return not by_word.keys().isdisjoint(words) and any(each in text for word in words for each in by_word.get(word, ()))


def any_in(text: str, texts: Collection[str]) -> bool:
    """Whether any of the texts is a part of `text`."""
    return texts.any_in(text) if isinstance(texts, Texts) else any(each in text for each in texts)


ANY_IN = "any_in"
"""The name of that function in checked trees; the checker lets nobody write it."""

SCOPE: dict[str, Any] = {
    "__builtins__": {},
    "all": all,
    "any": any,
    ANY_IN: any_in,
    "inf": math.inf,
    "len": len,
    "matches": matches,
    "max": max,
    "min": min,
    "sum": sum,
}
FUNCTIONS = ("all", "any", "len", "matches", "max", "min", "sum")
