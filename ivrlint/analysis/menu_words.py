"""What is known of the words of menus, and how many choices callers have to listen to."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint import facts
from ivrlint.analysis.prompts import Spoken, SpokenOption, base_language
from ivrlint.analysis.said import seconds_of
from ivrlint.analysis.study import Study
from ivrlint.flow.tuples import NamedTuple


class Words(NamedTuple):
    """The words of one menu: `said` has the options by key, with their places in spoken order, where the words are known.

    `elsewhere` are words of which parts are made elsewhere, while what is written of them offers nothing.
    """

    spoken: Spoken | None
    known: bool
    said: Mapping[str, tuple[int, SpokenOption]]
    length: float
    text: str
    language: str
    elsewhere: bool


def words_of(s: Study, node: int) -> Words:
    """The words of the menu that a node is."""
    prompt, spoken = s.graph.steps[node].prompt, s.spoken[node]
    known = bool(prompt and prompt.complete and spoken and spoken.language and spoken.options)
    last: dict[str, SpokenOption] = {}
    for option in spoken.options if spoken and known else ():
        last.pop(option.key, None)  # What is said of a key last counts, in the place where it is said.
        last[option.key] = option
    said = {key: (at, option) for at, (key, option) in enumerate(last.items(), 1)}
    language = spoken.language if spoken else base_language((prompt.language if prompt else "") or s.graph.flow.language)
    elsewhere = prompt is not None and not prompt.complete and not (spoken and spoken.options)
    return Words(spoken, known, said, seconds_of(s, prompt, spoken), prompt.text if prompt else "", language, elsewhere)


def choices_of(options: list[facts.Option], words: Words) -> int:
    """What callers have to listen to: the options that are spoken, or the places they lead to where the words are not known.

    Words that are made elsewhere may offer any of the options: it is not known how many.
    """
    if words.elsewhere:
        return 0
    ordinary = [option for option in options if not option.reserved]
    return sum(option.spoken for option in ordinary) if words.known else len({option.target for option in ordinary})
