"""Loops on which callers get what they called for, and are told that they may hang up.

A loop says *something new* when the words of a step of it hold a value that is neither entered at a collect nor set by a step:
it was looked up, or comes from the platform. It *takes something* when a system on it uses what is entered at a collect on it, or
what is made of that. Callers are *told* that they may hang up where the words of a step of it say so; that is *not known* where
a step of it has words that are a recording only, or in no language with a table.

A loop *serves* when callers are told and it says something new or takes something, and when it is not known whether they are
told and it says something new; or when none of its words are known, one of its steps only says such words (a song, the news),
and silence leads out of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ivrlint import facts
from ivrlint.analysis.study import Study
from ivrlint.flow import Collect, Run, Say, Set


def told_to_hang_up(nodes: Sequence[int], prompts: Mapping[int, facts.Prompt]) -> bool:
    """Whether the words of some of these steps say that callers may hang up."""
    return any(node in prompts and "may_hang_up" in prompts[node].says for node in nodes)


def serves(s: Study, nodes: Sequence[int], prompts: Mapping[int, facts.Prompt]) -> bool:
    """Whether callers get something on a loop of these steps, and may know that they can hang up."""
    if told_to_hang_up(nodes, prompts):
        return _says_something_new(s, nodes) or _takes_something(s, nodes)
    unknown = any(node in prompts and not (prompts[node].text and prompts[node].language) for node in nodes)
    return unknown and (_says_something_new(s, nodes) or _only_plays(s, nodes, prompts))


def _only_plays(s: Study, nodes: Sequence[int], prompts: Mapping[int, facts.Prompt]) -> bool:
    graph = s.graph
    heard = [node for node in nodes if node in prompts]
    if any(prompts[node].text and prompts[node].language for node in heard):
        return False
    inside = set(nodes)
    silent = any(graph.label[e] == "no_input" and graph.head[e] not in inside for node in nodes for e in graph.out[node])
    return silent and any(isinstance(graph.steps[node], Say) for node in heard)


def _says_something_new(s: Study, nodes: Sequence[int]) -> bool:
    said = {name for node in nodes if (prompt := s.graph.steps[node].prompt) for name in prompt.reads}
    if not said:
        return False
    steps = s.graph.steps
    own = {step.variable for step in steps if isinstance(step, Collect)}
    own.update(value.name for step in steps if isinstance(step, Set) for value in step.values)
    return not said <= own


def _takes_something(s: Study, nodes: Sequence[int]) -> bool:
    steps = [s.graph.steps[node] for node in nodes]
    entered = {step.variable for step in steps if isinstance(step, Collect)}
    used = {name for step in steps if isinstance(step, Run) for name in step.uses}
    return any(not entered.isdisjoint(s.names.made_of.get(name, {name})) for name in used)
