"""What stands between callers and their first choice, and what a prompt says before it tells the first key.

Words *delay the choice* when callers hear them before they could do anything, and then a menu or an entry comes: the step is
a menu or a collect itself, or some walk of cases, hours and what merely follows leads from it to one. Words of a call on
which nobody is asked anything delay nothing.
"""

from __future__ import annotations

from functools import lru_cache

from ivrlint.analysis.sentences import sentences
from ivrlint.analysis.study import Study
from ivrlint.analysis.topics import offers, says
from ivrlint.exits import CASE, FOLLOWS, HOURS
from ivrlint.flow import Collect, Menu


def delaying(s: Study, opening: bytearray) -> bytearray:
    """One byte a node: whether its words delay the choice. `opening` are the nodes that come before callers could do anything."""
    asking = [node for node, step in enumerate(s.graph.steps) if isinstance(step, Menu | Collect)]
    if not asking:
        return bytearray(len(opening))
    ahead = s.ways.backward(asking, s.ways.mask(lambda how: how is FOLLOWS or how is CASE or how is HOURS))
    return bytearray(here and asked for here, asked in zip(opening, ahead, strict=True))


@lru_cache(maxsize=4096)
def says_first(text: str, language: str) -> tuple[str, ...]:
    """The topics of the sentences before the first that tells a key, sorted; all topics where none does."""
    every = says(text, language)
    if not every:
        return ()
    before: list[str] = []
    for tokens in sentences(text):
        if offers(tokens, language):
            return says(" ".join(before), language)
        before += tokens
    return every
