"""What options are called: what labels are for, how many tasks they list, which of them sound alike.

The *content* of a label is its words without those that the table of its language knows as mere grammar (openers, fillers,
verbs for pressing keys, frequent words), and without words of one or two letters. A label is cut into *tasks* at commas and
at the words for "and" and "or"; a task has at least one word of content. Two labels are *alike* when all
words of content of one are in the other too: by their number, divided by that of the other. Labels of more than eight words
are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from ivrlint.analysis.language import TOKEN, languages
from ivrlint.analysis.prompts import names_language
from ivrlint.analysis.topics import purposes
from ivrlint.flow.tuples import NamedTuple

_BETWEEN_TASKS = frozenset(",C")
_AFTER_A_LETTER = frozenset("OZC,E:")
_SHORT = 2
_COMPARED = 8
"""Words of the longest label that is compared: long ones differ in little words too."""
_LETTER = re.compile(r"(?<!\w)[A-Z](?!\w)")


class Wording(NamedTuple):
    """The content of a label, and how many tasks it lists."""

    content: frozenset[str]
    tasks: int


@lru_cache(maxsize=4096)
def purposes_of(label: str, language: str) -> tuple[str, ...]:
    """What an option with this label is for, sorted; one that only names a language chooses it."""
    found = purposes(label, language)
    return tuple(sorted({*found, "language"})) if label and names_language(label) else found


@lru_cache(maxsize=4096)
def wording(label: str, language: str) -> Wording:
    """What the words of a label say; nothing where there is no table for the language."""
    table = languages().get(language)
    if table is None or not label:
        return Wording(frozenset(), 0)
    letters, common = table.grammar.letters, table.common
    found: set[str] = set()
    tasks, fresh = 0, True
    for token in TOKEN.findall(label.lower()):
        word = token.lstrip()
        letter = letters.get(word)
        if letter in _BETWEEN_TASKS:
            fresh = True
        elif word[0].isdecimal() or (letter is None and len(word) > _SHORT and word not in common):
            found.add(word)
            tasks += fresh
            fresh = False
    return Wording(frozenset(found), tasks)


def most_alike(labels: Iterable[str], language: str) -> tuple[float, str, str]:
    """How alike the two labels are that are most alike, and which they are; 0 and nothing where each has a word of its own."""
    short = (label for label in labels if len(label.split()) <= _COMPARED)
    known = [(label, its) for label in short if (its := wording(label, language).content)]
    best = (0.0, "", "")
    for (one, its), (other, others) in combinations(known, 2):
        fewer, more = (its, others) if len(its) <= len(others) else (others, its)
        if fewer <= more and len(fewer) / len(more) > best[0]:
            best = (len(fewer) / len(more), one, other)
    return best


def said_twice(twice: Iterable[tuple[str, str, str]], language: str) -> tuple[str, ...]:
    """Of keys that words offer again, with both labels, those that are offered for two things: no word, no purpose in common."""
    return tuple(
        dict.fromkeys(
            key
            for key, one, other in twice
            if (its := wording(one, language).content) and (others := wording(other, language).content) and its.isdisjoint(others)
            if not set(purposes_of(one, language)) & set(purposes_of(other, language))
        )
    )


def letters_to_press(text: str, language: str) -> tuple[str, ...]:
    """The letters that words tell callers to press as if they were keys, sorted: "press S for sales", not "press a key"."""
    table = languages().get(language) if _LETTER.search(text) else None
    if table is None:
        return ()
    tokens = [token.lstrip() for token in TOKEN.findall(text)]
    letters = table.grammar.letters
    found: set[str] = set()
    for verb, token, after in zip(tokens, tokens[1:], [*tokens[2:], "."], strict=False):
        if len(token) == 1 and token.isupper() and verb.lower() in table.press and letters.get(after.lower()) in _AFTER_A_LETTER:
            found.add(token)
    return tuple(sorted(found))
