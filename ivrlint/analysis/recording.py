"""Words that tell that calls are recorded: whether they come too late.

Said right before a transfer or a mailbox, they are in time: it may be only that part of the call which is recorded. In a menu
they are not, whatever its options lead to. Nothing is said of steps that other flows lead to as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.analysis.ahead import BIT
from ivrlint.analysis.guess import heard as language_of_words
from ivrlint.analysis.parts import spread
from ivrlint.analysis.study import Study
from ivrlint.analysis.topics import says
from ivrlint.flow import Menu, Message, Transfer, Unknown, Visit

_HANDED = sum(BIT[kind] for kind in ("person", "bot", "outside", "voicemail", "callback", "visit", "unknown", "return"))
_MOST = 64
"""Steps with such words that are told apart; where there are more, nothing is concluded."""


def told_late(s: Study, entries_before: Sequence[float], entered: frozenset[str]) -> frozenset[int]:
    """The steps that tell so after callers gave data, with no other such words on any walk to them, and no transfer right behind.

    `entries_before` are the least entries on deliberate walks to each node, infinite where there are none. `entered` are the
    steps that other flows lead to.
    """
    graph = s.graph
    telling = [node for node, step in enumerate(graph.steps) if step.prompt and s.reachable[node] and _tells(s, node)]
    if not telling or len(telling) > _MOST or all(not 0 < entries_before[node] < float("inf") for node in telling):
        return frozenset()
    seeds: dict[int, int] = {}
    for place, node in enumerate(telling):
        for exit_ in graph.out[node]:
            head = graph.head[exit_]
            seeds[head] = seeds.get(head, 0) | 1 << place
    told = spread(s.ways.parts, seeds)
    return frozenset(
        node
        for place, node in enumerate(telling)
        if 0 < entries_before[node] < float("inf") and not told.at(node) & ~(1 << place) and not _in_time(s, node, entered)
    )


def _tells(s: Study, node: int) -> bool:
    prompt, spoken = s.graph.steps[node].prompt, s.spoken[node]
    if prompt is None or not prompt.text:
        return False
    language = spoken.language if spoken else language_of_words(prompt.text, prompt.language or s.graph.flow.language)
    return "recording_notice" in says(prompt.text, language)


def _in_time(s: Study, node: int, entered: frozenset[str]) -> bool:
    if (
        s.graph.names[node] in entered
        or s.graph.others_lead_to(node)
        or isinstance(s.graph.steps[node], Transfer | Message | Visit | Unknown)
    ):
        return True
    if isinstance(s.graph.steps[node], Menu):
        return False
    return any(s.ahead[s.graph.head[exit_]] & _HANDED for exit_ in s.graph.out[node])
