"""What callers may say or press where a grammar listens: a list of answers, an entry of digits, or something unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ivrlint.flow.tuples import NamedTuple

MOST = 64
"""Answers that a grammar may list; one with more is an entry, not a choice."""

DEEPEST = 30
"""Groups within groups of a grammar that is worked out; one that is deeper is unknown."""

KEYS = frozenset("0123456789*#")
_QUOTED = re.compile(r"""["']([^"'\n]*)["']""")
_GIVEN = re.compile(r"=\s*([\w.-]+)\s*;?\s*$")
_PLAIN = re.compile(r"[\w .'-]+")


class Alternative(NamedTuple):
    """One way through a grammar: the words or keys, and the tag that says what they mean."""

    words: str = ""
    tag: str = ""
    keys: str = ""


class Answer(NamedTuple):
    """One answer: pressed, said, or both, and the value that the document gets."""

    key: str
    phrases: tuple[str, ...]
    value: str | bool


class Heard(NamedTuple):
    """What a field listens for.

    `answers` is None when they are not known, or too many to be choices; `digits` is (least, most) of an entry by keys.
    `keys` and `voice` say how callers may answer; `builtin` names a type that every platform has.
    """

    answers: tuple[Answer, ...] | None = None
    digits: tuple[int, int] | None = None
    keys: bool = False
    voice: bool = False
    builtin: str = ""


class OpenError(Exception):
    """A grammar lets callers say more than can be listed, or refers to what is not at hand."""


def meaning(tag: str) -> str:
    """The value that a semantic tag gives: `out.x = "yes"`, `$='yes'`, `<x yes>` or plain `yes`; empty when it is computed."""
    found = _QUOTED.findall(tag)
    if found:
        return str(found[0]).strip()
    given = _GIVEN.search(tag)
    if given:
        return given[1]
    plain = tag.strip().strip(";")
    return plain if _PLAIN.fullmatch(plain) else ""


def limited(alternatives: list[Alternative]) -> list[Alternative]:
    """The same alternatives, if they are not too many."""
    if len(alternatives) > MOST:
        raise OpenError
    return alternatives


def in_sequence(parts: Iterable[list[Alternative]]) -> list[Alternative]:
    """All ways through parts that follow one another."""
    result = [Alternative()]
    for part in parts:
        if len(result) * len(part) > MOST:
            raise OpenError
        result = [
            Alternative(f"{one.words} {two.words}".strip(), two.tag or one.tag, one.keys + two.keys)
            for one in result
            for two in part
        ]
    return result


def answers_of(alternatives: Iterable[Alternative], *, pressed: bool) -> tuple[Answer, ...]:
    """The answers that alternatives are; `pressed` says that their words are keys."""
    result: dict[tuple[str, str], Answer] = {}
    for words, tag, own_keys in alternatives:
        keys, said = own_keys, words
        if pressed and not keys:
            keys, said = words.replace(" ", ""), ""
            keys = keys if KEYS.issuperset(keys) else ""
        value = meaning(tag) or said or keys
        if keys or said:
            result.setdefault((keys, said), Answer(keys, (said,) if said else (), value))
    return tuple(result.values())


def heard(alternatives: list[Alternative], *, pressed: bool) -> Heard:
    """What a grammar that lists these alternatives lets callers do."""
    answers = answers_of(alternatives, pressed=pressed)
    return Heard(answers or None, None, any(answer.key for answer in answers), any(answer.phrases for answer in answers))
