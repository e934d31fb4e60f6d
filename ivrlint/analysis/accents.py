"""Words as they are typed where accents are not at hand: "opcion", "druecken", "Etes-vous"."""

from __future__ import annotations

from collections.abc import Iterable

_WITHOUT = str.maketrans("áàâãåéèêëíìîïóòôõúùûçñý", "aaaaaeeeeiiiioooouuucny") | str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe"}
)


def without_accents(word: str) -> str:
    """A word in small letters without its accents; the signs of German become two letters, as Germans write them."""
    return word if word.isascii() else word.translate(_WITHOUT)


def ways_to_type(word: str) -> tuple[str, ...]:
    """A word with its accents and without. In Italian an apostrophe may stand at its end instead ("puo'")."""
    if word.isascii():
        return (word,)
    plain = without_accents(word)
    return (word, plain) if word[-1].isascii() else (word, plain, f"{plain}'")


def both_ways(words: Iterable[str]) -> frozenset[str]:
    """Words with and without their accents, but for those of one or two letters: "a" is not "à"."""
    own = frozenset(words)
    return own.union(without_accents(word) for word in own if len(word) > 2 and not word.isascii())
