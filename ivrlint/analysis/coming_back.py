"""Exits that only come back to their own step.

An exit *returns* when its own step comes next behind it, with nothing between but steps that say or set, and checks of opening
hours that only turn callers away: their `open` is followed, and behind their `closed` comes nothing but the end of the call, a
mailbox or a promise to call back (with say, set and check between, and opening hours answering `open`).
"""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.analysis.ahead import BIT
from ivrlint.exits import HOURS
from ivrlint.flow import Check
from ivrlint.graph import Graph

_OVER = sum(BIT[kind] for kind in ("voicemail", "callback", "hang_up", "cut_off", "dead_end"))


def past_hours(graph: Graph, words: list[int], ahead: Sequence[int]) -> list[int]:
    """For each node what comes first behind say, set and such checks, itself included; -1 where nothing ever does.

    `words` is that of `after_words`, `ahead` that of `kinds_ahead`.
    """
    behind = {node: words[head] for node in range(len(graph.steps)) if (head := _while_open(graph, ahead, node)) >= 0}
    if not behind:
        return words
    for first in behind:
        node, passed = first, set()
        while node in behind and node not in passed:
            passed.add(node)
            node = behind[node]
        end = -1 if node in passed else node
        behind.update(dict.fromkeys(passed, end))
    return [behind.get(node, node) for node in words]


def _while_open(graph: Graph, ahead: Sequence[int], node: int) -> int:
    """Where such a check leads while somebody is there; -1 at other steps."""
    step = graph.steps[node]
    if not isinstance(step, Check) or step.asks != "hours":
        return -1
    heads = {graph.label[e]: graph.head[e] for e in graph.out[node] if graph.how[e] is HOURS}
    closed = ahead[heads["closed"]]
    return -1 if not closed or closed & ~_OVER else heads["open"]
