"""How long it takes to say a text.

After numbers, money, times and the like have been spelled out:

    seconds = 0.053 * characters + 0.40 * sentence ends inside + 0.18 * commas, semicolons and colons inside

at 170 words a minute. Fitted to 24 English prompts as said by three synthetic voices, with a mean error
of 4.1 % (largest 12.8 %) on prompts left out of the fit; the voices themselves differ by 3.7 %. In other
languages a character takes a time of its own, fitted to 22 to 25 prompts as said by espeak-ng alone, with
the same pauses (Spanish 0.059, Portuguese 0.060, French 0.044, German 0.051, Italian 0.055, Dutch 0.054;
mean errors 3 to 6 %); the same fit gives English 0.054. `benchmarks/speech.py` checks all this with other
prompts. No recordings of people were measured, so the rate is a setting. A language without a table is taken
for English.
"""

from __future__ import annotations

from functools import lru_cache

from ivrlint.analysis.language import language_of, languages
from ivrlint.analysis.numerals import SPECIAL, spell_out
from ivrlint.flow.tuples import NamedTuple

FITTED_RATE = 170.0
"""The rate in words a minute at which the formula holds."""
SENTENCE_PAUSE = 0.40
"""Seconds between two sentences."""
COMMA_PAUSE = 0.18
"""Seconds after a comma, semicolon or colon."""


class Pace(NamedTuple):
    """How fast a system speaks: words a minute, and the least pauses in a menu in seconds.

    The pauses are those of IBM's guidelines for recorded prompts: 500 ms between touch-tone items,
    250 ms before "press". What the punctuation of the text already gives there is not added again.
    """

    rate: float = FITTED_RATE
    between_options: float = 0.5
    before_press: float = 0.25


PACE = Pace()


@lru_cache(maxsize=8192)
def seconds(text: str, language: str = "", rate: float = FITTED_RATE) -> float:
    """How many seconds it takes to say a text in a language ("en-GB", "es") at `rate` words a minute."""
    return measure(" ".join(text.split()), language) * FITTED_RATE / rate


def measure(text: str, language: str = "") -> float:
    """Seconds at the fitted rate for a text in which each white space is one blank.

    Pauses count where something follows them, so that the pieces of a text, each cut before its
    punctuation, add up to the whole.
    """
    table = (language_of(language) if language else None) or languages()["en"]
    if SPECIAL.search(text):
        text = spell_out(text, table.numbers)
    count = text.count
    sentences = count(". ") + count("? ") + count("! ") + count("\u2026 ")
    commas = count(",", 0, -1) + count(";", 0, -1) + count(":", 0, -1)
    return table.seconds_per_character * len(text) + SENTENCE_PAUSE * sentences + COMMA_PAUSE * commas


def pause_of(mark: str) -> float:
    """The pause at the fitted rate that a punctuation mark stands for; 0 for anything else."""
    if not mark:
        return 0.0
    return SENTENCE_PAUSE if mark in ".!?\u2026" else COMMA_PAUSE if mark in ",;:" else 0.0
