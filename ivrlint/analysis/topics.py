"""What words are about: the topics of a prompt, and what an option is for, by lists of phrases in seven languages.

The phrases of a language are part 4 of its table, read when words in it are looked at. A phrase never reaches over the end of
a sentence, and holds whole words only: "person" is not in "personal".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ivrlint.analysis.accents import both_ways
from ivrlint.analysis.language import EVERYWHERE, OF_ALL, languages, read_table
from ivrlint.analysis.phrases import Phrases
from ivrlint.analysis.sentences import sentences, tokens_of
from ivrlint.analysis.sounding import instead_of
from ivrlint.flow.tuples import NamedTuple

TOPICS = (
    "options_changed", "call_matters", "small_talk", "promotion", "website", "high_volume", "blame", "needless_instruction",
    "greeting", "survey", "recording_notice", "automated", "transferring", "other_number", "fixed_wait", "opening_hours",
    "reply_time", "call_back", "stay_on_line", "may_hang_up", "anything_more", "any_time_key", "other_keys", "leave_message",
    "goodbye", "closed", "feedback", "placeholder", "technical", "spell",
)  # fmt: skip
PURPOSES = (
    "person", "repeat", "back", "main_menu", "end", "other_needs", "emergency", "feedback", "complaint", "cancel", "continue",
    "language",
)  # fmt: skip
NOT_OF_OPTIONS = frozenset({
    "website", "promotion", "high_volume", "fixed_wait", "other_number", "transferring", "call_back", "goodbye", "closed",
    "anything_more",
})  # fmt: skip
"""Topics that are not looked for in a sentence that tells a key to press: it says what an option is for, and nothing more."""
_NEAR = 4
"""Words between a verb for pressing and its key, at the most."""


class _Table(NamedTuple):
    """Part 4 of a table, made ready."""

    topics: Phrases
    purposes: Phrases
    unless: Phrases
    press: frozenset[str]
    keys: Mapping[str, str]
    counted: frozenset[str]


@lru_cache(maxsize=4096)
def says(text: str, language: str) -> tuple[str, ...]:
    """The topics that words in the language with this code touch, sorted; () when there is no table for it.

    A sentence that sounds like another language is read in that one.
    """
    return tuple(sorted({name for found in _topics(text, language) for name in found.names}))


@lru_cache(maxsize=4096)
def purposes(label: str, language: str) -> tuple[str, ...]:
    """What an option with this label is for, sorted; () when none of PURPOSES is named, or there is no table for the language."""
    table = _table(language)
    if table is None or not label:
        return ()
    result: set[str] = set()
    for tokens in sentences(label):
        result |= _meant(table.purposes.found(tokens), tokens, table).keys()
    return tuple(sorted(result))


@lru_cache(maxsize=4096)
def any_time_keys(text: str, language: str) -> tuple[str, ...]:
    """The keys that words in this language say work at any time, sorted; of a phrase without a sign the last word ("een nul")."""
    table = _table(language)
    if table is None or "any_time_key" not in says(text, language):
        return ()
    keys: set[str] = set()
    for one in _topics(text, language):
        if "any_time_key" in one.names:
            start, end = one.names["any_time_key"]
            named = [word for word in one.tokens[start : end + 1] if word in one.table.keys]
            signs = [word for word in named if one.table.keys[word] == word]
            keys.update(one.table.keys[word] for word in signs or named[-1:])
    return tuple(sorted(keys))


def phrases_of(text: str, language: str, topic: str) -> Iterator[Sequence[str]]:
    """The words of a text that touch a topic, phrase by phrase in their order."""
    for one in _topics(text, language):
        if topic in one.names:
            yield from _phrases_of(one.tokens, one.table.topics, topic)


def _phrases_of(tokens: Sequence[str], lists: Phrases, topic: str) -> list[Sequence[str]]:
    """All phrases of a topic in a sentence; those that follow one another at once are one."""
    places: list[tuple[int, int]] = []
    todo = [(0, tokens)]
    while todo:
        begin, part = todo.pop()
        place = lists.found(part).get(topic)
        if place:
            start, end = place
            places.append((begin + start, begin + end))
            todo += [(begin, part[:start]), (begin + end, part[end:])]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        begin = joined.pop()[0] if joined and joined[-1][1] == start else start
        joined.append((begin, end))
    return [tokens[start:end] for start, end in joined]


def offers(tokens: Sequence[str], language: str) -> bool:
    """Whether a sentence in this language tells a key to press."""
    table = _table(language)
    return table is not None and _offers(tokens, table)


class _Sentence(NamedTuple):
    """The topics of a sentence, with the place of a phrase of each, its tokens, and the table of its language."""

    names: dict[str, tuple[int, int]]
    tokens: list[str]
    table: _Table


def _topics(text: str, language: str) -> Iterator[_Sentence]:
    table = _table(language)
    if table is None or not text:
        return
    for tokens in sentences(text):
        own = _table(instead_of(language, tokens)) or table
        names = own.topics.found(tokens)
        if names:
            if not NOT_OF_OPTIONS.isdisjoint(names) and _offers(tokens, own):
                names = {name: place for name, place in names.items() if name not in NOT_OF_OPTIONS}
            yield _Sentence(_meant(names, tokens, own), tokens, own)


def _offers(tokens: Sequence[str], table: _Table) -> bool:
    if table.press.isdisjoint(tokens):
        return False
    verbs = [at for at, word in enumerate(tokens) if word in table.press]
    keys = [at for at, word in enumerate(tokens) if word in table.keys and tokens[at + 1] not in table.counted]
    return any(abs(key - verb) <= _NEAR for verb in verbs for key in keys)


def _meant(names: dict[str, tuple[int, int]], tokens: Sequence[str], table: _Table) -> dict[str, tuple[int, int]]:
    """The names without those that the sentence only seems to touch."""
    if table.unless.names.isdisjoint(names):
        return names
    without = table.unless.found(tokens)
    return {name: place for name, place in names.items() if name not in without}


@lru_cache(maxsize=32)
def _table(code: str) -> _Table | None:
    """Part 4 of the table of a language."""
    language = languages().get(code)
    if language is None or not language.words or "topics" not in language.words:
        return None
    words = language.words
    keys = language.key_of
    numbers = [tokens_of(number) for number in language.numbers.below_hundred]
    ends = both_ways(number[at] for number in numbers for at in (0, -1))
    between = both_ways(word for number in numbers for word in number[1:-1]) - ends
    classes = {"<number>": ends, "<and>": between, "<key>": frozenset(keys), "<day>": both_ways(words["days"])}
    everywhere = _everywhere()
    topics = {name: [*phrases, *everywhere.get(name, ())] for name, phrases in words["topics"].items()}
    return _Table(
        Phrases(topics, classes),
        Phrases(words["purposes"], classes),
        Phrases(words["except"], classes),
        language.press,
        keys,
        language.counted,
    )


@lru_cache(maxsize=1)
def _everywhere() -> Mapping[str, Sequence[str]]:
    """Words that are the same in every language."""
    table: Mapping[str, Sequence[str]] = read_table(EVERYWHERE.read_text(encoding="utf-8"), OF_ALL)
    return table
