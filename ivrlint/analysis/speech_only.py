"""Menus and entries that callers who cannot speak do not get past.

A step takes *nothing but speech* when it is a menu with options, each of which has phrases and neither a key nor a pattern of
numbers, or a collect by speech alone. A menu that only asks for yes or no (see `yes_no.py`) is not counted, since platforms take
1 and 2 for it.
Such a step is *speech-only* when silence and mistakes lead, with nothing but say, set and check between, to nothing but such
steps and the end of the call (a hang-up, a cut-off or a dead end).
"""

from __future__ import annotations

from ivrlint.analysis.study import Study
from ivrlint.analysis.yes_no import only_yes_or_no
from ivrlint.exits import MISTAKE
from ivrlint.flow import AnyStep, Check, Collect, HangUp, Menu, Say, Set

_PASSED = (Say, Set, Check)


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
        spoken = all(option.phrases and not option.key and not option.pattern for option in step.options)
        return spoken and not only_yes_or_no(step.options)
    return isinstance(step, Collect) and step.by == ("speech",)
