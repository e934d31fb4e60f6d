"""Menus and entries that callers who cannot speak do not get past.

A step *takes keys* when it is a menu with an option that has a key or a pattern of numbers, or a collect by keys. A menu or
a collect by speech is *speech-only* when it takes no keys, and neither silence nor a mistake leads, with nothing but say, set
and check between, to a step that takes keys, or to somebody, a mailbox, another flow or what is not known. A menu without
options, or with one that can be chosen in a way that is not known, is not judged; neither is a menu that only asks for yes or
no, since platforms take 1 and 2 for it.
"""

from __future__ import annotations

from ivrlint.analysis.study import Study
from ivrlint.exits import MISTAKE
from ivrlint.flow import AnyStep, Check, Collect, HangUp, Menu, Say, Set

_PASSED = (Say, Set, Check)
_YES_NO = frozenset(("yes", "no", "yeah", "nope", "sí", "si", "sim", "não", "oui", "non", "ja", "nein", "sì", "nee"))


def speech_only(s: Study) -> set[int]:
    """The menus and collects that are left by speaking alone."""
    graph = s.graph
    spoken = [node for node, step in enumerate(graph.steps) if _by_speech(step)]
    if not spoken:
        return set()
    passed = bytearray(isinstance(step, _PASSED) for step in graph.steps)
    onward = bytearray(passed[tail] for tail in graph.tail)
    goals = [node for node, step in enumerate(graph.steps) if not passed[node] and not isinstance(step, HangUp)]
    helps = s.ways.backward(set(goals).difference(spoken), onward)
    return {node for node in spoken if not any(helps[graph.head[e]] for e in graph.out[node] if graph.how[e] is MISTAKE)}


def _by_speech(step: AnyStep) -> bool:
    if isinstance(step, Menu):
        said = {phrase.lower() for option in step.options for phrase in option.phrases}
        spoken = all(option.phrases and not option.key and not option.pattern for option in step.options)
        return spoken and not said <= _YES_NO
    return isinstance(step, Collect) and step.by == ("speech",)
