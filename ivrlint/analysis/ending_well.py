"""What is taken to end well when it is asked whether the system decides over the way to a person.

Words that are *not known* are a recording only, or made elsewhere in part: they may be just what the caller called for. So a step
that says such words ends well where it hangs up, or leads with nothing but say and set between to a step that does.

A failure behind which nothing comes but the end of the call (`hang_up` or `cut_off`, with nothing but say, set and check between)
is a fault of its own, of which other rules tell: it is taken not to happen.
"""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.analysis.ahead import BIT
from ivrlint.exits import FAILURE
from ivrlint.flow import HangUp, Say
from ivrlint.graph import Graph

_ENDS = BIT["hang_up"] | BIT["cut_off"]


def unknown_last_words(graph: Graph, words: Sequence[int]) -> list[int]:
    """The steps that say words that are not known before the call ends; `words` is that of `after_words`."""
    found = []
    for node, step in enumerate(graph.steps):
        prompt = step.prompt if isinstance(step, Say | HangUp) else None
        if prompt and (prompt.audio or prompt.text) and not (prompt.text and prompt.complete):
            end = words[node]
            if 0 <= end < len(graph.steps) and isinstance(graph.steps[end], HangUp):
                found.append(node)
    return found


def ending_failures(graph: Graph, ahead: Sequence[int]) -> frozenset[int]:
    """The failures behind which nothing comes but the end of the call; `ahead` are the kinds that come next."""
    heads = ((e, ahead[graph.head[e]]) for e, how in enumerate(graph.how) if how is FAILURE)
    return frozenset(e for e, kinds in heads if kinds and not kinds & ~_ENDS)
