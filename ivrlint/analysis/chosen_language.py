"""Which language callers have chosen when they hear the words of a step.

An option chooses a language when its label names one and nothing else. The answer for a step is the language of the last
such option on every walk from the start that comes there; nothing where some walk passes none, or the walks differ.
"""

from __future__ import annotations

import re

from ivrlint.analysis.language import TOKEN, code_of
from ivrlint.analysis.prompts import names_language
from ivrlint.analysis.study import Study
from ivrlint.flow import Menu

_OTHER = "other"


def chosen_languages(s: Study) -> list[str]:
    """For each node the code of the language that was chosen; empty where none was, or it is another one or not certain."""
    graph = s.graph
    menus = [node for node, step in enumerate(graph.steps) if isinstance(step, Menu)]
    by_exit = dict(choice for node in menus for choice in language_choices(s, node))
    if not by_exit:
        return [""] * len(graph.ends)
    codes = ["", *sorted(set(by_exit.values()))]
    bit = {code: 1 << at for at, code in enumerate(codes)}
    may = [0] * len(graph.ends)
    may[s.start] = bit[""]
    todo = [s.start]
    while todo:
        node = todo.pop()
        for e in graph.out[node]:
            bits = bit[by_exit[e]] if e in by_exit else may[node]
            head = graph.head[e]
            if bits & ~may[head]:
                may[head] |= bits
                todo.append(head)
    sure = {value: code for code, value in bit.items() if code != _OTHER}
    return [sure.get(bits, "") for bits in may]


def language_of_label(label: str) -> str:
    """The code of the language that a label names and nothing else; `other` without a table; empty when it names none, or two."""
    if not label or not names_language(label):
        return ""
    words = [part for token in TOKEN.findall(label.lower()) for part in re.split(r"['\u2019]", token.strip())]
    codes = {code_of(word) for word in words if len(word) > 2} - {""}
    return codes.pop() if len(codes) == 1 else _OTHER


def language_choices(s: Study, node: int) -> list[tuple[int, str]]:
    """The exits of a menu by which callers choose a language, each with its code or `other`."""
    step = s.graph.steps[node]
    assert isinstance(step, Menu)  # noqa: S101 - narrows the type
    spoken = s.spoken[node]
    said = {option.key: option.label for option in spoken.options} if spoken else {}
    found = zip(s.graph.out[node], step.options, strict=False)
    named = [(exit_, language_of_label(option.label or said.get(option.key, ""))) for exit_, option in found]
    return [(exit_, code) for exit_, code in named if code]
