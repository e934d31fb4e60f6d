"""The exits of a step, told once for each place that they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ivrlint import facts
from ivrlint.diagram.words import exit_words, tidy
from ivrlint.exits import CHOICE, FAILURE, MISTAKE
from ivrlint.flow import Menu, Option
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph


class Cap(NamedTuple):
    """One key, and what it is for as far as anybody knows. Without a key, `purpose` is what the caller says."""

    key: str
    purpose: str


class Way(NamedTuple):
    """All exits from one step to one place that are told in one breath.

    `quiet` ways are taken by mistake or failure. `missing` is the target as written when no such step exists.
    """

    tail: int
    head: int
    exits: tuple[int, ...]
    quiet: bool
    caps: tuple[Cap, ...]
    words: tuple[str, ...]
    missing: str


def ways_of(graph: Graph, node: int, purposes: Mapping[int, str]) -> list[Way]:
    """The ways out of a step in the order of its exits, mistakes and failures apart from all else."""
    places: dict[tuple[int, str, bool], list[int]] = {}
    for e in graph.out[node]:
        quiet = graph.how[e] in (MISTAKE, FAILURE)
        places.setdefault((graph.head[e], "" if graph.exists[e] else graph.to[e], quiet), []).append(e)
    return [_way(graph, node, place, exits, purposes) for place, exits in places.items()]


def _way(graph: Graph, node: int, place: tuple[int, str, bool], exits: Sequence[int], purposes: Mapping[int, str]) -> Way:
    head, missing, quiet = place
    step = graph.steps[node]
    options = dict(zip(graph.out[node], step.options, strict=False)) if isinstance(step, Menu) else {}
    caps = [Cap(options[e].key, purposes.get(e, "")) for e in exits if e in options]
    words = dict.fromkeys(exit_words(graph.label[e], step) for e in exits if e not in options)
    return Way(node, head, tuple(exits), quiet, tuple(caps), tuple(words), tidy(missing))


def purposes(graph: Graph, options: Sequence[facts.Option]) -> dict[int, str]:
    """What each choice is for: as it is spoken or written, else the first word that says it."""
    told: dict[int, list[str]] = {}
    for fact in options:
        told.setdefault(fact.node, []).append(fact.label)
    result: dict[int, str] = {}
    for node, step in enumerate(graph.steps):
        if isinstance(step, Menu):
            choices = [e for e in graph.out[node] if graph.how[e] is CHOICE]
            labels = told.get(node, [])
            for place, (e, option) in enumerate(zip(choices, step.options, strict=True)):
                result[e] = tidy(_purpose(option, labels[place] if len(labels) == len(choices) else ""))
    return result


def _purpose(option: Option, told: str) -> str:
    if option.key:
        return told or option.label
    if option.pattern:
        return f"{option.label or 'dials'} {option.pattern}"
    if option.phrases:
        return f'"{option.label or option.phrases[0]}"'
    return option.label or told or "anything else"
