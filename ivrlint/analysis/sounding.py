"""Which language words are in, by the words alone, whatever the file says.

The frequent words of each table are counted, each different word once, and verbs for pressing keys among them; words of one
letter are left out, as they belong to many languages. The language is known when at least three are of it, two of them in no
other table, and no other table has more than half as many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ivrlint.analysis.language import languages
from ivrlint.analysis.sentences import tokens_of

_LEAST = 3
"""Different frequent words without which nothing is said about a language (our choice)."""
_OWN = 2
"""So many of them must be in no other table: "con la" is Italian, and Spanish."""


@lru_cache(maxsize=4096)
def sounds_like(text: str) -> str:
    """The code of the language that a text is in, as its frequent words tell; empty when they do not."""
    return language_of_words(tokens_of(text))


def language_of_words(tokens: Sequence[str]) -> str:
    """The same for the tokens of a text or of a sentence."""
    if len(tokens) < _LEAST:
        return ""
    of = _languages_of()
    heard = [of[word] for word in {word.rstrip("'") for word in tokens} if word in of]
    if len(heard) < _LEAST:
        return ""
    score: dict[str, int] = {}
    own: dict[str, int] = {}
    for codes in heard:
        if len(codes) == 1:
            own[codes[0]] = own.get(codes[0], 0) + 1
        for code in codes:
            score[code] = score.get(code, 0) + 1
    best = max(score, key=lambda code: (score[code], own.get(code, 0)))
    second = max((many for code, many in score.items() if code != best), default=0)
    return best if score[best] >= max(_LEAST, 2 * second) and own.get(best, 0) >= _OWN else ""


@lru_cache(maxsize=1)
def _languages_of() -> Mapping[str, tuple[str, ...]]:
    """The languages of each frequent word and of each verb for pressing keys."""
    found: dict[str, tuple[str, ...]] = {}
    for code, table in languages().items():
        for word in table.common | table.press:
            if len(word) > 1:
                found[word] = (*found.get(word, ()), code)
    return found
