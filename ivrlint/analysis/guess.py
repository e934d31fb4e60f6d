"""Which language the words of a prompt are in, when nobody says so, or what is said cannot be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ivrlint.analysis.language import TOKEN, Language, code_of, languages
from ivrlint.analysis.sentences import tokens_of
from ivrlint.analysis.sounding import instead_of, sounds_like

_FEW = 0.12
"""The share of its most frequent words that a text must have to be taken for a language that nobody declared (our choice)."""


def guess(tokens: Sequence[str]) -> Language | None:
    """The language of words that nobody declared: the one most of whose frequent words and verbs are heard."""
    score = score_of(tokens)
    most = max(score.values())
    if most < 2 or most < _FEW * len(tokens):
        return None
    own = [codes[0] for codes in (_common().get(token, ()) for token in tokens) if len(codes) == 1]
    most_own = max(own.count(code) for code, value in score.items() if value == most)
    best = [code for code, value in score.items() if value == most and own.count(code) == most_own]
    told = (code for token in tokens for code in verbs().get(token, ()) if code in best)
    return languages()[best[0] if len(best) == 1 else next(told, best[0])]


@lru_cache(maxsize=4096)
def heard(text: str, declared: str) -> str:
    """The code of the language of some words: the declared one unless they sound like another, or what they sound like.

    Nothing is found where a language is declared for which there is no table.
    """
    if declared:
        code = code_of(declared)
        return instead_of(code, tokens_of(text)) if code else ""
    if sounds := sounds_like(text):
        return sounds
    guessed = guess(TOKEN.findall(text.lower()))
    return guessed.code if guessed else ""


def score_of(tokens: Sequence[str]) -> dict[str, int]:
    """How much speaks for each language: frequent words, and verbs for pressing thrice."""
    common, pressing = _common(), verbs()
    score = dict.fromkeys(languages(), 0)
    for token in tokens:
        for code in common.get(token, ()):
            score[code] += 1
        for code in pressing.get(token, ()):
            score[code] += 3
    return score


@lru_cache(maxsize=1)
def verbs() -> Mapping[str, tuple[str, ...]]:
    """The languages of each verb that tells to press a key, with and without a blank before it."""
    return _by_token({code: language.press for code, language in languages().items()})


@lru_cache(maxsize=1)
def _common() -> Mapping[str, tuple[str, ...]]:
    return _by_token({code: language.common for code, language in languages().items()})


def _by_token(words: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[str, ...]]:
    """Which languages a token, with or without a blank before it, belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for code, own in words.items():
        for word in own:
            found[word] = found[f" {word}"] = (*found.get(word, ()), code)
    return found
