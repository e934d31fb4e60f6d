"""Failures by which callers miss nothing but a goodbye.

A failure that loses the call, at another step than a transfer, *misses a goodbye* when each exit of its step that is neither a
mistake nor a failure and that leads to another step than it, and not to the bare end, leads with nothing but say and set between
to the end of the call; and on each of these ways something is said, each time one sentence, of which all words are known, that
reads out no value and says goodbye.
"""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint import facts
from ivrlint.analysis.failures import bare_end
from ivrlint.analysis.sentences import sentences
from ivrlint.analysis.study import Study
from ivrlint.flow import HangUp, Transfer


def misses_goodbye(s: Study, exit_: int, said: Mapping[int, facts.Prompt]) -> bool:
    """Whether nothing but a goodbye is missed by a failure that loses the call; `said` are the facts of prompts by node."""
    graph = s.graph
    tail = graph.tail[exit_]
    if isinstance(graph.steps[tail], Transfer):
        return False
    heads = {graph.head[e] for e in graph.out[tail] if s.ways.deliberate[e]} - {graph.head[exit_]}
    return all(bare_end(graph, head) or _says_goodbye(s, head, said) for head in heads)


def _says_goodbye(s: Study, node: int, said: Mapping[int, facts.Prompt]) -> bool:
    """Whether callers hear a goodbye, and nothing else, before the call ends."""
    graph = s.graph
    end = s.words[node]
    if end < 0 or (end < len(graph.steps) and not isinstance(graph.steps[end], HangUp)):
        return False
    heard = False
    while node < len(graph.steps):
        prompt, step = said.get(node), graph.steps[node]
        if prompt is not None:
            reads = step.prompt.reads if step.prompt else ()
            if not prompt.complete or reads or "goodbye" not in prompt.says or sum(1 for _ in sentences(prompt.text)) > 1:
                return False
            heard = True
        if node == end:
            break
        node = graph.head[graph.out[node][0]]
    return heard
