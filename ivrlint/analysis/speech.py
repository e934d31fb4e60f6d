"""How long it takes to say a text.

After numbers, money, times and the like have been spelled out, for English:

    seconds = 0.053 * characters + 0.40 * sentence ends inside + 0.18 * commas, semicolons and colons inside

at 170 words a minute. Fitted to 24 English prompts as said by three synthetic voices, with a mean error
of 4.1 % (largest 12.8 %) on prompts left out of the fit; the voices themselves differ by 3.7 %. For other
languages the fit to English and Spanish prompts together is used: 0.058, 0.31 and 0.25 (mean error 4.7 %,
largest 15.7 %). No recordings of people were measured, so the rate is a setting.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ivrlint.analysis.language import language_of, languages
from ivrlint.analysis.numerals import spell_out


class Pace(NamedTuple):
    """How fast a system speaks: words a minute, and the least pauses in a menu in seconds.

    The pauses are those of IBM's guidelines for recorded prompts: 500 ms between touch-tone items,
    250 ms before "press". What the punctuation of the text already gives there is not added again.
    """

    rate: float = 170.0
    between_options: float = 0.5
    before_press: float = 0.25


PACE = Pace()
FITTED_RATE = 170.0
"""The rate in words a minute at which the coefficients were fitted."""


class _Fit(NamedTuple):
    character: float
    sentence: float
    comma: float


_ENGLISH = _Fit(0.053, 0.40, 0.18)
_OTHERS = _Fit(0.058, 0.31, 0.25)

_SPECIAL = re.compile(r"[\d<{}$£€%&@+*#=/°~§.](?:(?<!\.)|(?=\w))")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s)")


@lru_cache(maxsize=8192)
def seconds(text: str, language: str = "", rate: float = FITTED_RATE) -> float:
    """How many seconds it takes to say a text in a language ("en-GB", "es"; English when not known) at `rate` words a minute."""
    return measure(" ".join(text.split()), language) * FITTED_RATE / rate


def measure(text: str, language: str = "") -> float:
    """Seconds at the fitted rate for a text in which each white space is one blank.

    Pauses count where something follows them, so that the pieces of a text, each cut before its
    punctuation, add up to the whole.
    """
    table = language_of(language) if language else None
    if _SPECIAL.search(text):
        text = spell_out(text, (table or languages()["en"]).numbers)
    fit = _OTHERS if table and table.code != "en" else _ENGLISH
    commas = text.count(",", 0, -1) + text.count(";", 0, -1) + text.count(":", 0, -1)
    return fit.character * len(text) + fit.sentence * len(_SENTENCE_END.findall(text)) + fit.comma * commas


def pause_of(mark: str, language: str = "") -> float:
    """The pause at the fitted rate that a punctuation mark stands for; 0 for anything else."""
    fit = _OTHERS if language and language != "en" else _ENGLISH
    if mark and mark in ".!?…":
        return fit.sentence
    return fit.comma if mark and mark in ",;:" else 0.0
