"""Numbers and patterns of numbers: which of them match what is dialled, and which one wins.

A pattern begins with `_`; X is 0-9, Z 1-9, N 2-9, `[15-7]` one of these, `.` one or more of anything, `!` nothing or more.
"""

from __future__ import annotations

from functools import lru_cache

from ivrlint.flow.tuples import NamedTuple

KEYS = "1234567890*#"
"""All keys of a phone, in the order of menus."""

_SETS = {"X": frozenset("0123456789"), "Z": frozenset("123456789"), "N": frozenset("23456789")}
_LONGEST = 80


class Pattern(NamedTuple):
    """The characters that may stand at each place, and whether more may follow.

    `rest` is the least number of further characters (1 for `.`, 0 for `!`), or -1 when nothing may follow.
    """

    places: tuple[frozenset[str], ...]
    rest: int

    @property
    def rank(self) -> tuple[tuple[int, str], ...]:
        """The order of patterns: at each place the smaller choice wins, what is open at the end loses."""
        ranks = [(len(place), min(place, default="")) for place in self.places]
        return (*ranks, (1000 if self.rest > 0 else 2000, "")) if self.rest >= 0 else tuple(ranks)


@lru_cache(maxsize=4096)
def pattern_of(name: str) -> Pattern:
    """A name of an extension as a pattern; one without `_` matches only itself."""
    if not name.startswith("_"):
        return Pattern(tuple(frozenset(character) for character in name[:_LONGEST]), -1)
    places: list[frozenset[str]] = []
    position, text = 1, name[: _LONGEST * 4]
    while position < len(text) and len(places) < _LONGEST:
        character = text[position]
        if character == "[":
            end = text.find("]", position)
            end = len(text) if end < 0 else end
            places.append(_choice(text[position + 1 : end]))
            position = end
        elif character in ".!":
            return Pattern(tuple(places), 1 if character == "." else 0)
        elif character not in " -":
            places.append(_SETS.get(character.upper() if character.isalpha() else character, frozenset(character)))
        position += 1
    return Pattern(tuple(places), -1)


def covers(there: Pattern, here: Pattern) -> bool:
    """Whether all numbers of the second pattern are numbers of the first."""
    if there.rest < 0:
        return here.rest < 0 and len(here.places) == len(there.places) and _within(here, there)
    least = len(there.places) + there.rest
    return len(here.places) + max(here.rest, 0) >= least and len(here.places) >= len(there.places) and _within(here, there)


def may_match(name: str, dialled: str) -> bool:
    """Whether some of what `dialled` stands for comes to the extension `name`."""
    there, here = pattern_of(name), pattern_of(dialled)
    if any(not mine & theirs for mine, theirs in zip(here.places, there.places, strict=False)):
        return False
    longest_here = _LONGEST * 2 if here.rest >= 0 else len(here.places)
    longest_there = _LONGEST * 2 if there.rest >= 0 else len(there.places)
    least = max(len(here.places) + max(here.rest, 0), len(there.places) + max(there.rest, 0))
    return least <= min(longest_here, longest_there)


def rank(name: str) -> tuple[bool, tuple[tuple[int, str], ...], str]:
    """What to sort extensions by, so that the one comes first that Asterisk takes."""
    return name.startswith("_"), pattern_of(name).rank, name


def dialable(name: str) -> bool:
    """Whether a caller can dial this extension with the keys of a phone."""
    pattern = pattern_of(name)
    if not pattern.places:
        return name.startswith("_") and pattern.rest >= 0
    keys = frozenset(KEYS)
    return all(place & keys for place in pattern.places)


def cut(name: str, offset: int, length: int | None) -> str | None:
    """The part of a number or pattern that `${EXTEN:offset:length}` takes; None when that cannot be known."""
    if not name.startswith("_"):
        part = name[offset:] if offset >= 0 else name[max(len(name) + offset, 0) :]
        return part if length is None else part[:length] if length >= 0 else part[: len(part) + length]
    pattern = pattern_of(name)
    if pattern.rest >= 0 and (offset < 0 or length is not None or offset > len(pattern.places)):
        return None
    places = pattern.places[offset:]
    if length is not None:
        places = places[:length]
    written = "".join(_written(place) for place in places)
    return "_" + written + {1: ".", 0: "!", -1: ""}[pattern.rest]


def shown(name: str) -> str:
    """A pattern as people write it, without the `_`."""
    return name.removeprefix("_")


def _written(place: frozenset[str]) -> str:
    for letter, choice in _SETS.items():
        if place == choice:
            return letter
    return next(iter(place)) if len(place) == 1 else f"[{''.join(sorted(place))}]"


def _within(here: Pattern, there: Pattern) -> bool:
    return all(mine <= theirs for mine, theirs in zip(here.places, there.places, strict=False))


def _choice(text: str) -> frozenset[str]:
    choice: set[str] = set()
    position = 0
    while position < len(text):
        first = text[position]
        if position + 2 < len(text) and text[position + 1] == "-":
            last = text[position + 2]
            if ord(first) <= ord(last) < 128:
                choice.update(chr(code) for code in range(ord(first), ord(last) + 1))
            position += 3
        else:
            choice.add(first)
            position += 1
    return frozenset(choice)
