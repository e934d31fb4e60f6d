"""Facts of everything that is said."""

from __future__ import annotations

from functools import partial
from math import inf

from ivrlint import facts
from ivrlint.analysis.ahead import names_of_bits
from ivrlint.analysis.chosen_language import chosen_languages
from ivrlint.analysis.guess import heard as heard_language
from ivrlint.analysis.heard import heard
from ivrlint.analysis.openings import delaying, says_first
from ivrlint.analysis.prompts import Spoken
from ivrlint.analysis.quoting import quoted
from ivrlint.analysis.recording import told_late
from ivrlint.analysis.sounding import sounds_like
from ivrlint.analysis.speech import seconds as speaking
from ivrlint.analysis.study import Study
from ivrlint.analysis.topics import any_time_keys, says
from ivrlint.analysis.wording import longest_number, longest_sentence, numbers_once
from ivrlint.analysis.worked import worked_before
from ivrlint.exits import CASE, FOLLOWS, HOURS
from ivrlint.flow import Collect, Menu, Prompt
from ivrlint.graph import kind_of


def describe_prompts(s: Study, entered: frozenset[str] = frozenset(), *, part: bool = False) -> list[facts.Prompt]:
    """The facts of everything that is said. `entered` are the steps that other flows lead to.

    In a `part` of a larger flow callers come from elsewhere: they may have done, given and been told something before.
    """
    graph = s.graph
    passive = s.ways.mask(lambda how: how is FOLLOWS or how is CASE or how is HOURS)
    before = bytearray(len(graph.ends)) if part else s.ways.forward([s.start], passive)
    when = heard(s)
    late = frozenset() if part else told_late(s, when.entries_before, entered)
    chosen = chosen_languages(s)
    delays = delaying(s, before)
    worked = worked_before(s)
    result = []
    for node, step in enumerate(graph.steps):
        prompt = step.prompt
        if prompt is None:
            continue
        spoken = s.spoken[node]
        language = heard_language(prompt.text, prompt.language or graph.flow.language) or (spoken.language if spoken else "")
        result.append(
            facts.Prompt(
                mark=prompt.mark,
                node=node,
                step=graph.names[node],
                reachable=bool(s.reachable[node]),
                kind=kind_of(step),
                text=prompt.text,
                words=" ".join(prompt.text.lower().replace("\u2019", "'").split()),
                language=language,
                audio=prompt.audio,
                seconds=seconds_of(s, prompt, spoken),
                after=_waits(s, node),
                before_first_choice=bool(before[node]),
                says=says(prompt.text, language),
                complete=prompt.complete and bool(prompt.text),
                barge_in=prompt.barge_in,
                until=prompt.until,
                menus_before=when.menus_before[node],
                entries_before=when.entries_before[node],
                unconditional=bool(when.unconditional[node]) and not part,
                when_closed=bool(when.when_closed[node]),
                gave_something=bool(when.gave_something[node]) or part,
                recording_told_late=node in late,
                behind_person=bool(when.behind_person[node]),
                heard_again=bool(when.again[node]),
                leads_to=_leads_to(s, node),
                chosen_language=chosen[node],
                longest_sentence=longest_sentence(prompt.text, language),
                numbers_once=numbers_once(prompt.text),
                digits=longest_number(prompt.text),
                any_time_keys=any_time_keys(prompt.text, language),
                delays_choice=bool(delays[node]),
                says_first=says_first(prompt.text, language),
                worked_before=bool(worked[node]) or part,
                sounds=sounds_like(prompt.text),
                quote=partial(quoted, prompt.text, language),
            )
        )
    return result


def _leads_to(s: Study, node: int) -> tuple[str, ...]:
    exits = s.graph.out[node]
    if not exits:
        return (s.graph.ends[node],)
    bits = 0
    for e in exits:
        bits |= s.ahead[s.graph.head[e]]
    return names_of_bits(bits)


def _waits(s: Study, node: int) -> float:
    """How long the system waits for an answer behind the words of a step, if it does."""
    step = s.graph.steps[node]
    if not isinstance(step, Menu | Collect):
        return 0.0
    return inf if step.no_input and not step.no_input.possible else s.times.after(step.no_input)


def seconds_of(s: Study, prompt: Prompt | None, spoken: Spoken | None) -> float:
    """How long the words of a step take."""
    if spoken:
        return spoken.seconds
    if prompt is None:
        return 0.0
    if prompt.seconds:
        return prompt.seconds
    return speaking(prompt.text, prompt.language or s.graph.flow.language, s.times.rate) if prompt.text else s.times.recording
