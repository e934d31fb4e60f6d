"""Silence by which callers say that they have what they called for.

Who stays silent at a step is *done* when its words say that callers may hang up, or ask what they think of the service, when no
words of it are written and its name, or that of its recording, holds the word for such a survey, or when each walk from the
start to it takes a case of a transfer to a person (other than to hear something `while waiting`): then they have talked to
somebody. They are also done when the words ask whether they want something more, and silence leads to nothing but the end of the
call, as an option of the step does, or an answer of a check that stands straight behind an option or its entry: silence is "no".
To end their call is no discourtesy.
"""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint import facts
from ivrlint.analysis.ahead import BIT
from ivrlint.analysis.study import Study
from ivrlint.exits import CASE, CHOICE, ENTRY, MISTAKE
from ivrlint.flow import Check

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
    asked = {prompt.node for prompt in prompts if "anything_more" in prompt.says}
    means_no = {e for e in silent if graph.tail[e] in asked and _ends(s, graph.head[e]) and _can_say_no(s, graph.tail[e])}
    before = bytearray(s.ways.every)
    for node in s.ways.people:
        for e in graph.out[node]:
            if graph.how[e] is CASE and graph.label[e] != _WAITING:
                before[e] = 0
    early = s.ways.forward([s.start], before) if 0 in before else s.reachable
    return means_no | {e for e in silent if graph.tail[e] in told or (s.reachable[graph.tail[e]] and not early[graph.tail[e]])}


def _ends(s: Study, head: int) -> bool:
    return s.ahead[head] == BIT["hang_up"]


def _can_say_no(s: Study, node: int) -> bool:
    """Whether an option of a step, or an answer of a check straight behind an option or an entry, just ends the call."""
    graph = s.graph
    for e in graph.out[node]:
        if graph.how[e] is CHOICE or graph.how[e] is ENTRY:
            head = graph.head[e]
            is_check = head < len(graph.steps) and isinstance(graph.steps[head], Check)
            if any(_ends(s, place) for place in ([graph.head[answer] for answer in graph.out[head]] if is_check else [head])):
                return True
    return False
