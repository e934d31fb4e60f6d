"""Silence by which callers say that they have what they called for.

Who stays silent at a step is *done* when its words say that callers may hang up, or ask what they think of the service, when no
words of it are written and its name, or that of its recording, holds the word for such a survey, or when each walk from the
start to it takes a case of a transfer to a person (other than to hear something `while waiting`): then they have talked to
somebody. To end their call is no discourtesy.
"""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint import facts
from ivrlint.analysis.study import Study
from ivrlint.exits import CASE, MISTAKE

_WAITING = "while waiting"
_SURVEYS = ("survey", "satisf", "encuesta", "sondage", "umfrage", "csat")
_LAST_WORDS = frozenset({"may_hang_up", "survey"})


def is_named_survey(prompt: facts.Prompt) -> bool:
    """Whether a recording whose words are not written is that of a survey, by its name or that of its step."""
    named = f"{prompt.step} {prompt.audio}".lower()
    return not prompt.text and any(stem in named for stem in _SURVEYS)


def done(s: Study, prompts: Iterable[facts.Prompt]) -> set[int]:
    """The exits of callers who stay silent because they are done."""
    graph = s.graph
    told = {prompt.node for prompt in prompts if not _LAST_WORDS.isdisjoint(prompt.says) or is_named_survey(prompt)}
    silent = [e for e, label in enumerate(graph.label) if label == "no_input" and graph.how[e] is MISTAKE]
    if not silent:
        return set()
    before = bytearray(s.ways.every)
    for node in s.ways.people:
        for e in graph.out[node]:
            if graph.how[e] is CASE and graph.label[e] != _WAITING:
                before[e] = 0
    early = s.ways.forward([s.start], before) if 0 in before else s.reachable
    return {e for e in silent if graph.tail[e] in told or (s.reachable[graph.tail[e]] and not early[graph.tail[e]])}
