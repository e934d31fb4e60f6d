"""Options that choose a language: which one, and in which languages the words of the menu say so.

An option *names* a language when its label, as written or as spoken, names one and nothing else. It is *said in* those languages
in which one of the words that name it, as the menu speaks them, is a name of a language: "para español" is said in Spanish,
"for Spanish" in English. Of a word that is the same in several languages all of them count.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ivrlint.analysis.chosen_language import language_choices, language_of_label
from ivrlint.analysis.language import TOKEN, languages
from ivrlint.analysis.study import Study


def named(label: str) -> str:
    """The code of the language that a label names and nothing else; empty when it names none, two, or one without a table."""
    code = language_of_label(label)
    return code if code in languages() else ""


@lru_cache(maxsize=1024)
def said_in(label: str) -> tuple[str, ...]:
    """The codes of the languages in which the words of a label name a language, sorted."""
    words = {part for token in TOKEN.findall(label.lower()) for part in re.split(r"['\u2019]", token.strip())}
    return tuple(sorted(code for code, table in languages().items() if not table.languages.isdisjoint(words)))


def another_reaches_person(s: Study, node: int, exit_: int) -> bool:
    """Whether another option of the menu `node` names another language, and some walk leads from it to a person."""
    choices = dict(language_choices(s, node))
    return any(s.reaches[s.graph.head[other]] for other, code in choices.items() if code != choices.get(exit_))
