"""Questions that are answered by yes or no.

An option *answers* yes or no when all that may be said for it is such a word, or, where nothing is written that may be said,
when one of the one or two words of its label is: names of intents such as `confirmation_yes` are labels too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ivrlint.flow import Option

_YES = frozenset(("yes", "yeah", "yep", "sí", "si", "sim", "oui", "ja", "sì"))
_NO = frozenset(("no", "nope", "não", "non", "nein", "nee"))
_WORDS = 2
_APART = re.compile(r"[\W_]+")


def answer(option: Option) -> str:
    """`yes`, `no` or nothing."""
    if option.phrases:
        said = {phrase.lower() for phrase in option.phrases}
        return "yes" if said <= _YES else "no" if said <= _NO else ""
    words = [word for word in _APART.split(option.label.lower()) if word] if option.label else []
    if len(words) > _WORDS:
        return ""
    return "yes" if not _YES.isdisjoint(words) else "no" if not _NO.isdisjoint(words) else ""


def only_yes_or_no(options: Iterable[Option]) -> bool:
    """Whether all options answer yes or no."""
    return all(map(answer, options))


def asks_yes_or_no(options: Iterable[Option]) -> bool:
    """Whether one option answers yes and one no; there may be others: to repeat the question, or to ask for a person."""
    return {"yes", "no"} <= set(map(answer, options))
