"""Which language words are in, by the words alone, whatever the file says.

The frequent words of each table are counted, each different word once, and verbs for pressing keys among them. The language is
known when at least three are of it, one of them in no other table, and no other table has more than half as many.
"""

from __future__ import annotations

from functools import lru_cache

from ivrlint.analysis.language import languages
from ivrlint.analysis.sentences import tokens_of

_LEAST = 3
"""Different frequent words without which nothing is said about a language (our choice)."""


@lru_cache(maxsize=4096)
def sounds_like(text: str) -> str:
    """The code of the language that a text is in, as its frequent words tell; empty when they do not."""
    words = {word.rstrip("'") for word in tokens_of(text)}
    if len(words) < _LEAST:
        return ""
    score = {code: words & (table.common | table.press) for code, table in languages().items()}
    best, *others = sorted(score, key=lambda code: (-len(score[code]), code))
    if len(score[best]) < _LEAST or 2 * len(score[others[0]]) > len(score[best]):
        return ""
    return best if score[best].difference(*(score[other] for other in others)) else ""
