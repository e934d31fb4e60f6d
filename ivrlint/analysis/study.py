"""Everything that is computed about a call before its facts are written down."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.analysis.ahead import after_words, kinds_ahead
from ivrlint.analysis.coming_back import past_hours
from ivrlint.analysis.ending_well import ending_failures, unknown_last_words
from ivrlint.analysis.names import Names, chosen_checks, names_of
from ivrlint.analysis.prompts import Spoken, parse
from ivrlint.analysis.reach import Ways, certain, distances, ways, without_data
from ivrlint.analysis.timing import Times, exit_seconds
from ivrlint.exits import CHOICE, ENTRY, FAILURE, MISTAKE
from ivrlint.flow import Menu
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

FAR = 1e9
"""Seconds that a mistake or failure counts for, when a walk is looked for that takes as few of them as possible."""

_DECIDED_ELSEWHERE = frozenset({"unknown", "return", "bot"})


class Study(NamedTuple):
    """A call from one start; lists hold one value a node unless said otherwise.

    `spoken` holds the parsed words of menus, `seconds` the time of each exit, `least_seconds` and `via`
    the quickest deliberate way to a person and its first exit (-1 for none). `without_data` is the same
    time for a caller who has nothing at hand. `came` the exit by which the walk with the fewest mistakes, then
    the quickest, arrives from the start (-1 for none), and `cost` its seconds, each mistake or failure counted as FAR. `words`
    is that of `after_words`, `open_words` that of `past_hours`, `ahead` that of `kinds_ahead` without runs.
    """

    graph: Graph
    ways: Ways
    start: int
    times: Times
    spoken: Sequence[Spoken | None]
    seconds: list[float]
    names: Names
    reachable: bytearray
    reaches: bytearray
    may_reach: bytearray
    deliberately: bytearray
    may_choose: bytearray
    certain: bytearray
    may_be_certain: bytearray
    ending_failures: frozenset[int]
    without_data: list[float]
    least_menus: list[float]
    least_presses: list[float]
    least_entries: list[float]
    least_seconds: list[float]
    via: list[int]
    came: list[int]
    cost: list[float]
    words: list[int]
    open_words: list[int]
    ahead: list[int]

    def route(self, node: int) -> list[int]:
        """The exits of the quickest deliberate walk from a node to a person; empty when there is none."""
        exits = []
        while self.via[node] >= 0:
            exits.append(self.via[node])
            node = self.graph.head[self.via[node]]
        return exits


def study(graph: Graph, start: int, times: Times) -> Study:
    """Compute what all facts of a call from `start` need."""
    w = ways(graph)
    spoken = [
        parse(step.prompt.text, step.prompt.language or graph.flow.language, times.pace).lasting(step.prompt.seconds)
        if isinstance(step, Menu) and step.prompt and step.prompt.text
        else None
        for step in graph.steps
    ]
    seconds = exit_seconds(graph, spoken, times)
    menus, presses, entries, least, via = distances(w, seconds)
    elsewhere = [node for node, end in enumerate(graph.ends) if end in ("person", "bot", "outside", "unknown", "return")]
    costs = [s if deliberate else s + FAR for s, deliberate in zip(seconds, w.deliberate, strict=True)]
    cost, came = w.quickest_from([start], costs, w.every)
    sure = certain(w, unknown_ends_well=False)
    names = names_of(graph)
    chosen = chosen_checks(graph, names)
    words, ahead = after_words(graph), kinds_ahead(w, past_runs=False)
    well, never = unknown_last_words(graph, words), ending_failures(graph, ahead)
    unknown = not _DECIDED_ELSEWHERE.isdisjoint(graph.ends)
    return Study(
        graph=graph,
        ways=w,
        start=start,
        times=times,
        spoken=spoken,
        seconds=seconds,
        names=names,
        reachable=w.forward([start], w.every),
        reaches=w.backward(w.people, w.every),
        may_reach=w.backward(elsewhere, w.every),
        deliberately=w.backward(w.people, w.deliberate),
        may_choose=w.backward(elsewhere, w.deliberate),
        certain=sure,
        may_be_certain=certain(w, unknown_ends_well=True, chosen=chosen, well=well, never=never)
        if unknown or chosen or well or never
        else sure,
        ending_failures=never,
        without_data=w.quickest_to(w.people, seconds, without_data(w))[0],
        least_menus=menus,
        least_presses=presses,
        least_entries=entries,
        least_seconds=least,
        via=via,
        came=came,
        cost=cost,
        words=words,
        open_words=past_hours(graph, words, ahead),
        ahead=ahead,
    )


def waited(s: Study) -> list[float]:
    """For each node the least time since the caller last did anything: the answer, a choice, an entry, a talk with a person."""
    graph = s.graph
    acts = [e for e, how in enumerate(graph.how) if how in (CHOICE, ENTRY) and s.reachable[graph.tail[e]]]
    acts += [e for node in s.ways.people if s.reachable[node] for e in graph.out[node]]
    quiet = s.ways.mask(lambda how: how not in (CHOICE, ENTRY, FAILURE, MISTAKE))
    least, _ = s.ways.quickest_from({s.start, *(graph.head[e] for e in acts)}, s.seconds, quiet)
    return least
