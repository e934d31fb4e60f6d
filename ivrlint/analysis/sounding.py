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
    score, own = _heard(tokens)
    best = _most(score, own)
    second = max((many for code, many in score.items() if code != best), default=0)
    return best if best in own and score[best] >= max(_LEAST, 2 * second) else ""


def instead_of(code: str, tokens: Sequence[str]) -> str:
    """The language of tokens that should be in the one with this code, but do not sound like it; else that code.

    Another language must be heard in at least three words, one of them in no other table, in more than in any other language,
    and in at least twice as many as the expected one.
    """
    score, own = _heard(tokens)
    if not own - {code}:
        return code
    best = _most(score, own)
    second = max((many for other, many in score.items() if other != best), default=0)
    other = best in own and score[best] >= max(_LEAST, 2 * score.get(code, 0)) and score[best] > second
    return best if other else code


def _heard(tokens: Sequence[str]) -> tuple[dict[str, int], set[str]]:
    """How many different frequent words of each language there are, and the languages that have one that no other has."""
    score: dict[str, int] = {}
    own: set[str] = set()
    if len(tokens) >= _LEAST:
        of = _languages_of()
        for codes in [of[word] for word in {word.rstrip("'") for word in tokens} if word in of]:
            if len(codes) == 1:
                own.add(codes[0])
            for code in codes:
                score[code] = score.get(code, 0) + 1
    return score, own


def _most(score: Mapping[str, int], own: set[str]) -> str:
    return max(score, key=lambda code: (score[code], code in own)) if score else ""


@lru_cache(maxsize=1)
def _languages_of() -> Mapping[str, tuple[str, ...]]:
    """The languages of each frequent word and of each verb for pressing keys."""
    found: dict[str, tuple[str, ...]] = {}
    for code, table in languages().items():
        for word in table.common | table.press:
            if len(word) > 1:
                found[word] = (*found.get(word, ()), code)
    return found
