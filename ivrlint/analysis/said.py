"""Facts of everything that is said."""

from __future__ import annotations

from ivrlint import facts
from ivrlint.analysis.prompts import Spoken, base_language
from ivrlint.analysis.speech import seconds as speaking
from ivrlint.analysis.study import Study
from ivrlint.exits import CASE, FOLLOWS, HOURS
from ivrlint.flow import Prompt


def describe_prompts(s: Study) -> list[facts.Prompt]:
    """The facts of everything that is said."""
    graph = s.graph
    passive = s.ways.mask(lambda how: how is FOLLOWS or how is CASE or how is HOURS)
    before = s.ways.forward([s.start], passive)
    result = []
    for node, step in enumerate(graph.steps):
        prompt = step.prompt
        if prompt is None:
            continue
        spoken = s.spoken[node]
        result.append(
            facts.Prompt(
                mark=prompt.mark,
                node=node,
                step=graph.names[node],
                reachable=bool(s.reachable[node]),
                text=prompt.text,
                words=" ".join(prompt.text.lower().replace("\u2019", "'").split()),
                language=spoken.language if spoken else base_language(prompt.language or graph.flow.language),
                audio=prompt.audio,
                seconds=seconds_of(s, prompt, spoken),
                before_first_choice=bool(before[node]),
            )
        )
    return result


def seconds_of(s: Study, prompt: Prompt | None, spoken: Spoken | None) -> float:
    """How long the words of a step take."""
    if spoken:
        return spoken.seconds
    if prompt is None:
        return 0.0
    if prompt.seconds:
        return prompt.seconds
    return speaking(prompt.text, prompt.language or s.graph.flow.language, s.times.rate) if prompt.text else s.times.recording
