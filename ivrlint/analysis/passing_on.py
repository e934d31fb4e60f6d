"""Silence that is an answer: who presses nothing goes on.

A `no_input` after one try is a *way on* when it leads straight to a step to which an option or the `no_match` of its step leads
too, or a check that stands straight behind its entry: others choose the same. That step must not be its own again, a person, a
bot, a mailbox or the end of the call.

It is one too when it leads, with nothing but say and set between, to another menu or collect where nothing is lost: a menu that
has each option of its own menu, leading to the same steps; or a collect with the same digits, and the same variable unless it is
one digit, whose entry leads to the same step. (What says or sets between is left out here as well.) The words of the two tell
keys, in different languages, or no key that the other tells: it is the next part of one offer, not the same one again.

Silence at a menu after one try is *like a choice* when it leads, with nothing but say and set between, to a transfer to which an
option of the menu leads so too: who needs longer than the wait is put through as well.
"""

from __future__ import annotations

from ivrlint.analysis.ahead import BIT
from ivrlint.analysis.prompts import parse
from ivrlint.analysis.study import Study
from ivrlint.exits import CHOICE, ENTRY
from ivrlint.flow import AnyStep, Check, Collect, Menu, Transfer

_LEAVES = ("voicemail", "callback", "person", "bot", "outside", "hang_up", "cut_off", "dead_end")
_ENDS_OR_LEAVES = sum(BIT[kind] for kind in _LEAVES)


def goes_on(s: Study, e: int) -> bool:
    """Whether who presses nothing, and so takes the exit `e`, merely goes on."""
    return _chosen_by_others(s, e) or _offered_on(s, e)


def as_chosen(s: Study, e: int) -> bool:
    """Whether who presses nothing, and so takes the exit `e`, is put through as others are who press a key."""
    graph, to = s.graph, s.words[s.graph.head[e]]
    if not 0 <= to < len(graph.steps) or not isinstance(graph.steps[to], Transfer):
        return False
    return any(graph.how[other] is CHOICE and s.words[graph.head[other]] == to for other in graph.out[graph.tail[e]])


def _chosen_by_others(s: Study, e: int) -> bool:
    graph, node, head = s.graph, s.graph.tail[e], s.graph.head[e]
    if head >= len(graph.steps) or s.open_words[head] == node or not s.ahead[head] or s.ahead[head] & _ENDS_OR_LEAVES:
        return False
    others = [graph.head[other] for other in graph.out[node] if other != e and graph.label[other] != "next"]
    for entry in (graph.head[other] for other in graph.out[node] if graph.label[other] == "next"):
        if entry < len(graph.steps) and isinstance(graph.steps[entry], Check):
            others += [graph.head[answer] for answer in graph.out[entry]]
    return head in others


def _offered_on(s: Study, e: int) -> bool:
    graph, node, to = s.graph, s.graph.tail[e], s.words[s.graph.head[e]]
    if to == node or not 0 <= to < len(graph.steps):
        return False
    here, there = _answers(s, node), _answers(s, to)
    return bool(here) and here <= there and _tell_other_keys(s, graph.steps[node], graph.steps[to])


def _answers(s: Study, node: int) -> set[tuple[object, int]]:
    """What callers can answer at a step, each with the step that they come to."""
    graph, step = s.graph, s.graph.steps[node]
    if isinstance(step, Menu):
        return {(graph.label[e], s.words[graph.head[e]]) for e in graph.out[node] if graph.how[e] is CHOICE}
    if isinstance(step, Collect):
        what = (step.digits, "" if step.digits == (1, 1) else step.variable)
        return {(what, s.words[graph.head[e]]) for e in graph.out[node] if graph.how[e] is ENTRY}
    return set()


def _tell_other_keys(s: Study, one: AnyStep, other: AnyStep) -> bool:
    told = [
        parse(step.prompt.text, step.prompt.language or s.graph.flow.language) for step in (one, other) if step.prompt is not None
    ]
    keys = [{option.key for option in spoken.options} for spoken in told]
    return len(told) == 2 and all(keys) and (told[0].language != told[1].language or keys[0].isdisjoint(keys[1]))
