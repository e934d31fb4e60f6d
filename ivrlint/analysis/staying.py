"""What happens at a menu to callers who press nothing, and to those who press a key that was said to work at any time.

*Silence* is the `no_input` exit of a menu, taken after its tries. What comes next by it are the kinds of the steps and endings
with nothing but say, set and check between, `again` for the menu itself where only words and `set` lie between. Callers are
*told to stay* where a sentence speaks of staying on the line, and not of hearing something again.

A key is *said to work at any time* by the words of a step. It should work at each menu to which some deliberate walk leads from
there. It works where an option takes it, and where one wrong key leads to something else than an ending or the same menu. Where
no option has a key nothing is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ivrlint.analysis.ahead import BIT, names_of_bits
from ivrlint.analysis.dialling import takes
from ivrlint.analysis.prompts import base_language
from ivrlint.analysis.sentences import sentences
from ivrlint.analysis.study import Study
from ivrlint.analysis.topics import any_time_keys, purposes, says
from ivrlint.exits import MISTAKE
from ivrlint.flow import Menu

_ENDS = BIT["hang_up"] | BIT["cut_off"] | BIT["dead_end"]


def silence(s: Study, node: int) -> tuple[str, ...]:
    """The kinds of what comes next at a menu for who stays silent; none where that is not possible."""
    graph = s.graph
    for e in graph.out[node]:
        if graph.how[e] is MISTAKE and graph.label[e] == "no_input":
            return ("again",) if s.words[graph.head[e]] == node else names_of_bits(s.ahead[graph.head[e]])
    return ()


@lru_cache(maxsize=4096)
def told_to_stay(text: str, language: str) -> bool:
    """Whether words tell callers to stay on the line, for something else than to hear them again."""
    if "stay_on_line" not in says(text, language):
        return False
    each = [" ".join(tokens) for tokens in sentences(text)]
    return any("stay_on_line" in says(one, language) and "repeat" not in purposes(one, language) for one in each)


def any_time_missing(s: Study) -> Mapping[int, tuple[str, ...]]:
    """From menus to the keys that words before them say work at any time, and that do nothing there."""
    graph = s.graph
    said: dict[str, list[int]] = {}
    for node, step in enumerate(graph.steps):
        prompt = step.prompt
        if prompt is None or not prompt.text or not s.reachable[node]:
            continue
        spoken = s.spoken[node]
        language = spoken.language if spoken else base_language(prompt.language or graph.flow.language)
        for key in any_time_keys(prompt.text, language):
            said.setdefault(key, []).append(node)
    missing: dict[int, tuple[str, ...]] = {}
    for key in sorted(said):
        ahead = s.ways.forward(said[key], s.ways.deliberate)
        for node, step in enumerate(graph.steps):
            if ahead[node] and isinstance(step, Menu) and node not in said[key] and not _works(s, node, step, key):
                missing[node] = (*missing.get(node, ()), key)
    return missing


def _works(s: Study, node: int, menu: Menu, key: str) -> bool:
    graph = s.graph
    if not any(option.key or option.pattern for option in menu.options) or any(takes(option, key) for option in menu.options):
        return True
    wrong = [graph.head[e] for e in graph.out[node] if graph.how[e] is MISTAKE and graph.label[e] == "no_match"]
    once = menu.no_match is not None and menu.no_match.tries == 1
    return not wrong or (once and any(s.words[head] != node and s.ahead[head] & ~_ENDS for head in wrong))
