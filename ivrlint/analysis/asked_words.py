"""What the words before an entry tell: how many digits it has, and the key that ends it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ivrlint.analysis.asked import asks_for_part
from ivrlint.analysis.guess import heard as language_of_words
from ivrlint.analysis.language import languages
from ivrlint.analysis.sentences import tokens_of
from ivrlint.analysis.topics import says
from ivrlint.flow import Collect, Prompt, Say
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

_LONGEST = 20
"""Digits of the longest numbers that callers are told the length of."""
_EXAMPLE = 3
"""Digits that make an example."""
_PATTERN = re.compile(r"(?:dd|mm|hh|tt|gg|yy(?:yy)?|jj(?:jj)?|aa(?:aa)?)+")
"""How a date or a time is to be typed: MMDDYYYY."""


LETTERS = ("name", "e-mail")
"""Sorts of data that are written in letters."""


class Before(NamedTuple):
    """What callers hear before an entry: the words of its step, and of those that only say and lead straight there.

    `language` is the code of their language, empty where there is no table for it; `known` says that all of them are known, in a
    language with a table.
    """

    words: str
    language: str
    known: bool


def words_before(graph: Graph, after_words: Sequence[int]) -> dict[int, Before]:
    """What is heard before each collect; `after_words` is the function of this name's answer."""
    prompts: dict[int, list[Prompt]] = {node: [] for node, step in enumerate(graph.steps) if isinstance(step, Collect)}
    for node, step in enumerate(graph.steps) if prompts else ():
        if step.prompt and isinstance(step, Say | Collect) and after_words[node] in prompts:
            prompts[after_words[node]].append(step.prompt)
    return {node: _heard(graph.flow.language, said) for node, said in prompts.items()}


def _heard(language: str, said: Sequence[Prompt]) -> Before:
    words = " . ".join(prompt.text for prompt in said if prompt.text)
    declared = next((prompt.language for prompt in said if prompt.language), language)
    code = _language(words, declared)
    known = bool(said) and all(prompt.text and prompt.complete for prompt in said) and code in languages()
    return Before(words, code, known)


_language = lru_cache(maxsize=1024)(language_of_words)


def length_said(step: Collect, before: Before) -> bool:
    """Whether the words tell how many digits an entry has, where these are known and it always has the same number."""
    least, most = step.digits or (0, 0)
    return not most or least != most or not before.known or tells_length(before.words, before.language, most)


def digits_said(step: Collect, before: Before) -> int:
    """The one number of digits, 3 or more, that the words name, where the flow says how many digits are taken; else 0."""
    if not step.digits or not before.known or "keys" not in step.by or asks_for_part(before.words, before.language):
        return 0
    named = _digits_named(before.words, before.language)
    return named[0] if len(named) == 1 and named[0] >= _EXAMPLE else 0


def end_key_said(step: Collect, before: Before) -> bool:
    """Whether the words name the key that ends an entry, where they are known and such a key is needed."""
    least, most = step.digits or (0, 0)
    if not step.finish_on or "keys" not in step.by or not before.known or (most and least == most):
        return True
    words, language = before.words, before.language
    return names_key(words, language, step.finish_on) or tells_length(words, language, most)


@lru_cache(maxsize=1024)
def _digits_named(words: str, language: str) -> tuple[int, ...]:
    """The numbers of digits that words name, in order: "your ten-digit number", "die achtstellige Nummer"."""
    called, below, compounds = _digit_words(language)
    found = []
    tokens = tokens_of(words)
    for before, token in zip(["", *tokens], tokens, strict=False):
        if token in compounds:
            found.append(compounds[token])
        elif token in called and (before.isdecimal() or before in below):
            found.append(below[before] if before in below else int(before))
    return tuple(found)


@lru_cache(maxsize=32)
def _digit_words(language: str) -> tuple[frozenset[str], dict[str, int], dict[str, int]]:
    """What digits are called, the numbers up to _LONGEST, and both in one word."""
    table = languages()[language]
    called = frozenset((table.words or {}).get("digits", ()))
    below = {number: digits for digits, number in enumerate(table.numbers.below_hundred[: _LONGEST + 1])}
    return called, below, {number + ending: digits for number, digits in below.items() for ending in called}


@lru_cache(maxsize=1024)
def tells_length(words: str, language: str, digits: int) -> bool:
    """Whether words in a language tell that an entry has so many digits (0: any number of them).

    They may say the number, the digits of a part ("two digits for the month"), the form of a date (MMDDYYYY), or an example.
    """
    table = languages()[language]
    called = (table.words or {}).get("digits", ())
    tokens = tokens_of(words)
    numbers = {token for written in table.numbers.below_hundred for token in tokens_of(written)} | _ZEROS
    number = table.numbers.below_hundred[digits] if 0 < digits < len(table.numbers.below_hundred) else str(digits)
    run = 0
    for before, token in zip(["", *tokens], tokens, strict=False):
        if digits and (token == str(digits) or token.startswith(number)):
            return True
        if token in called and (before in numbers or before.isdecimal()):
            return True
        example = token.isdecimal() or _PATTERN.fullmatch(token) is not None
        if example and (len(token) == digits if digits else len(token) >= _EXAMPLE):
            return True
        run = run + 1 if token in numbers or (token.isdecimal() and len(token) == 1) else 0
        if run == (digits or _EXAMPLE):
            return True
    return False


_ZEROS = frozenset({"oh", "o"})


@lru_cache(maxsize=1024)
def names_key(words: str, language: str, keys: str) -> bool:
    """Whether words in a language name one of some keys."""
    lower = words.lower()
    names = languages()[language].key_names
    return any(key in lower or any(name in lower for name in names.get(key, ())) for key in keys)


def wants_letters(step: Collect, sort: str, before: Before) -> bool:
    """Whether letters have to be typed on keys. Words that speak of an address may ask for the number of a house alone."""
    if step.by != ("keys",):
        return False
    return sort in LETTERS or (sort == "address" and step.what != "") or "spell" in says(before.words, before.language)
