"""The options that the words of a prompt offer: "For billing, press 1", "press 1 for billing", in seven languages.

Silence beats a false alarm: data entry ("enter your number, then press pound"), phone numbers, ranges of
keys and "any key" are no options. Each sentence may be in a language of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from ivrlint.analysis.guess import heard, score_of, verbs
from ivrlint.analysis.language import TOKEN, Language, code_of, languages
from ivrlint.analysis.mentions import Mention, accepted, letters_of, mentions, number_the_digits
from ivrlint.analysis.options import Offer, all_offers, each_once
from ivrlint.analysis.speech import FITTED_RATE, PACE, Pace, measure, pause_of
from ivrlint.flow.tuples import NamedTuple

# What is text here is compiled where it is needed, which is seldom.
_ODD = re.compile(r"[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\[\]<({'\u2018\u2019\u201a]")
_MARKUP = r"\{%[^{}%]*%\}|<[^<>]*>"
_QUOTES = r"[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\[\]]|(?<!\w)['\u2018\u2019\u201a]|['\u2018\u2019](?!\w)"
_SAME_IN_BRACKETS = r"(?<=[\w*#]) ?\((?:\w+|[*#])\)"
_DOTS = r"\.(?: ?\.)+(?= ?(\w|[*#])?)"
_WORD = re.compile(r"\w+")
_SEVERAL_DIGITS = re.compile(r"\d\S*\d")
_RANGE = re.compile(r"r[^r]*r(?![F_]*[NP])")
_SAY_OR = r"\b(?:say|diga|dites|sagen sie|dica|zeg)\b[^.;!?]{1,60}\b(?:or|o|ou|oder|of)\s*\Z"
"""Before "press 1": what may be said instead, which tells what the key is for."""
_LONGEST = 20_000
"""Characters of a prompt in which options are looked for: twenty minutes of speech."""
_KEYS = frozenset("0123456789*#")
_KEY_TOKENS = _KEYS | {f" {key}" for key in _KEYS}


class SpokenOption(NamedTuple):
    """An option that the words offer.

    `label` is what it is for, in the words of the prompt (empty when the prompt does not say), `key_first`
    whether the key is said before it, `seconds` from the start of the words until the option has been said. `opened` is
    the label with the word that begins it ("to speak to").
    """

    key: str
    label: str
    key_first: bool
    seconds: float
    opened: str


class Spoken(NamedTuple):
    """What the words of a prompt offer, in spoken order.

    `language` is the code of the language of the words, empty when ivrlint has no table for it; `seconds`
    is the time of all the words. `mentioned` are keys that the words name without an option that is
    understood (a range, a sentence in another language): nothing should be concluded about them. `twice` are keys
    that are offered again after their option, in the same language and with other words, each with both labels.
    """

    language: str
    options: tuple[SpokenOption, ...]
    seconds: float
    mentioned: frozenset[str] = frozenset()
    twice: tuple[tuple[str, str, str], ...] = ()

    def lasting(self, seconds: float) -> Spoken:
        """The same words at the pace of a recording that takes `seconds`."""
        if not seconds or not self.seconds:
            return self
        options = tuple(option._replace(seconds=option.seconds * seconds / self.seconds) for option in self.options)
        return self._replace(options=options, seconds=seconds)


def base_language(name: str) -> str:
    """The code of a language as authors write it ("en-GB" is en); empty when ivrlint cannot parse it."""
    return code_of(name) if name else ""


@lru_cache(maxsize=4096)
def parse(text: str, language: str = "", pace: Pace = PACE) -> Spoken:
    """The options that a prompt offers; `language` is its language as declared, or empty."""
    words = _tidy(text)
    lower = words.lower()
    if len(lower) != len(words):
        words = lower
    tokens: list[str] = TOKEN.findall(lower[:_LONGEST])
    base = languages().get(heard(text, language))
    found = _find(tokens, lower, base)
    every = all_offers(found)
    offered = each_once(every)
    code = base.code if base else ""
    if base and offered and all(offer.mention.language != code for offer in offered):
        code = offered[0].mention.language
    ends = list(accumulate(map(len, tokens)))
    options, seconds = _timed(offered, words, tokens, ends, code, pace)
    twice = _twice(every, offered, words, ends) if len(every) > len(offered) else ()
    return Spoken(code, options, seconds, _mentioned(tokens, offered) if offered else frozenset(), twice)


@lru_cache(maxsize=4096)
def names_language(label: str) -> bool:
    """Whether the words of an option name a language and nothing else: "English", "para español", "service in French"."""
    names, lower = _language_names(), label.lower()
    if names.isdisjoint(_WORD.findall(lower)):
        return False
    words = [part for token in TOKEN.findall(lower) for part in re.split(r"['\u2019]", token.strip()) if len(part) > 1]
    if names.isdisjoint(words):
        return False
    others = _words_beside()
    return all(word in names or word in others or not word.isalpha() for word in words)


def repeats(label: str, language: str) -> bool:
    """Whether the words of an option, in the language with this code, only ask to hear the menu again."""
    return language in languages() and any(re.search(rf"\b{word}\b", label.lower()) for word in languages()[language].again)


def _tidy(text: str) -> str:
    """One blank for each white space, no quotes and markup; rows of dots, as authors write pauses, become one mark."""
    words = " ".join(text.split())
    if not _ODD.search(words) and ".." not in words and ". ." not in words:
        return words
    words = re.sub(_MARKUP, " ", words)
    words = re.sub(_DOTS, lambda found: "." if not found[1] or found[1].isupper() else ",", words)
    words = re.sub(_SAME_IN_BRACKETS, "", re.sub(_QUOTES, "", words))
    return " ".join(words.split())


def _find(tokens: Sequence[str], lower: str, base: Language | None) -> list[Mention]:
    """The keys that are offered, in the base language and in all others of which a verb is heard."""
    pressing = verbs()
    heard = pressing.keys() & tokens
    if not heard and not ("1" in lower and "2" in lower):
        return []
    used = [base] if base else []
    code = base.code if base else ""
    others = {other for token in heard if code not in pressing[token] for other in pressing[token]}
    if others:
        score = score_of(tokens)
        used += sorted((languages()[other] for other in others), key=lambda one: (-score[one.code], one.code))
    several = _SEVERAL_DIGITS.search(lower) is not None
    found: list[Mention] = []
    for language in used:
        letters = letters_of(tokens, language.grammar)
        if several:
            letters = number_the_digits(tokens, letters)
        new = accepted(list(mentions(tokens, letters, language)), tokens)
        found += [mention for mention in new if not any(old.start <= mention.at < old.end for old in found)] if found else new
    return sorted(found, key=lambda mention: mention.at) if len(used) > 1 else found


def _timed(
    offered: Sequence[Offer], words: str, tokens: Sequence[str], ends: Sequence[int], code: str, pace: Pace
) -> tuple[tuple[SpokenOption, ...], float]:
    """The options with their times: speech and its pauses, those between options and before "press" as long as they should be."""
    scale = FITTED_RATE / pace.rate
    total, done = 0.0, 0
    result = []
    for number, offer in enumerate(offered):
        at, stop = offer.mention.at, ends[offer.end - 1]
        if number:
            total += max(0.0, pace.between_options - pause_of(words[done : done + 1]))
        if offer.mention.start and not offer.key_first and offer.start < offer.stop:
            total += max(0.0, pace.before_press - pause_of(words[ends[offer.mention.start - 1] - 1]))
        if stop > done:
            key = tokens[at].lstrip()
            total += measure(words[done : ends[at] - len(key)] + _named(key, code) + words[ends[at] : stop], code)
            done = stop
        label = _label(offer, words, ends)
        before = words[: ends[offer.mention.start - 1]] if offer.key_first and offer.mention.start else ""
        said = before and re.search(_SAY_OR, before, re.IGNORECASE)
        opened = _label(offer._replace(start=_opener(offer)), words, ends) if label else ""
        result.append(SpokenOption(offer.mention.key, label, offer.key_first and not said, total * scale, opened))
    if done < len(words):
        total += measure(words[done:], code)
    return tuple(result), total * scale


def _label(offer: Offer, words: str, ends: Sequence[int]) -> str:
    """What an option is for, in the words of the prompt; empty when it does not say."""
    if offer.stop <= offer.start:
        return ""
    return words[ends[offer.start - 1] if offer.start else 0 : ends[offer.stop - 1]].strip(" .")


def _opener(offer: Offer) -> int:
    """Where the word or the phrase begins that opens what an option is for, such as "to speak to"."""
    letters, at = offer.mention.letters, offer.start - 1
    while at >= 0 and letters[at] == "_":
        at -= 1
    return at if at >= 0 and letters[at] in {"O", "Z"} else offer.start


def _twice(every: Sequence[Offer], offered: Sequence[Offer], words: str, ends: Sequence[int]) -> tuple[tuple[str, str, str], ...]:
    """The keys that are offered for something else too, with both labels."""
    first = {offer.mention.key: offer for offer in offered}
    result = []
    for offer in every:
        known = first[offer.mention.key]
        labels = _label(known, words, ends), _label(offer, words, ends)
        if offer is not known and all(labels) and offer.mention.language == known.mention.language:
            result.append((offer.mention.key, *labels))
    return tuple(result)


def _named(key: str, code: str) -> str:
    """A key in words."""
    numbers = languages()[code or "en"].numbers
    return numbers.below_hundred[int(key)] if key.isdecimal() and len(key) < 3 else numbers.signs.get(key, key)


def _mentioned(tokens: Sequence[str], offered: Sequence[Offer]) -> frozenset[str]:
    """Keys in ranges, and in sentences of which nothing was understood."""
    letters = offered[0].mention.letters
    keys: set[str] = set()
    for found in _RANGE.finditer(letters):
        first, last = (tokens[at].lstrip() for at in (found.start(), found.end() - 1))
        keys |= set("0123456789"[int(first) : int(last) + 1]) if first.isdecimal() and last.isdecimal() else _KEYS
    if letters.count("K") > len(offered):
        understood = {_sentence_number(letters, offer.mention.at) for offer in offered}
        named = [at for at, token in enumerate(tokens) if letters[at] == "K" and token in _KEY_TOKENS]
        keys.update(tokens[at].lstrip() for at in named if _sentence_number(letters, at) not in understood)
    return frozenset(keys - {offer.mention.key for offer in offered})


def _sentence_number(letters: str, at: int) -> int:
    return letters.count("E", 0, at) + letters.count("Q", 0, at)


@lru_cache(maxsize=1)
def _language_names() -> frozenset[str]:
    return frozenset().union(*(language.names | language.languages for language in languages().values()))


@lru_cache(maxsize=1)
def _words_beside() -> frozenset[str]:
    """Words that may stand beside the name of a language: this takes all tables, so they are read when there is a name."""
    grammars = [language.grammar for language in languages().values()]
    beside = (word for one in grammars for word, letter in one.letters.items() if letter in "BCF")
    return frozenset(beside).union(*(one.with_language for one in grammars))
