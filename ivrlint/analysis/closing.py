"""When callers after hours find out that nobody is there."""

from __future__ import annotations

from collections import deque

from ivrlint.analysis.callers import Outcome, after_hours
from ivrlint.analysis.parts import parts
from ivrlint.analysis.study import Study
from ivrlint.exits import CHOICE, ENTRY, HOURS
from ivrlint.flow import Collect, Menu, Run, Say

_SERVED = frozenset({"person", "bot", "outside", "unknown", "return"})


def acts_before_closed(s: Study, outcome: Outcome) -> int:
    """Least choices and entries after which the caller `after_hours` finds it closed, where nothing else can be had before.

    Of the walks that this caller can take, only those are looked at that take no `closed`. 0 when one of them leads to an ending,
    or goes round by a step with words that is no menu and no collect, or by a system: then there was something to be had. 0
    also when this caller may come to somebody or to what is not known, and when no `closed` is ever taken.
    """
    if not _SERVED.isdisjoint(outcome.endings):
        return 0
    graph, takes = s.graph, after_hours(s.graph)
    acts = {s.start: 0}
    found: list[int] = []
    todo = deque([s.start])
    onward: dict[int, list[int]] = {}
    while todo:
        node = todo.popleft()
        exits = takes(node) if node < len(graph.steps) else []
        onward[node] = [graph.head[e] for e in exits if graph.how[e] is not HOURS or graph.label[e] != "closed"]
        if not exits or graph.ends[node] == "hang_up":
            return 0
        for e in exits:
            acted = graph.how[e] is CHOICE or graph.how[e] is ENTRY
            total = acts[node] + acted
            if graph.how[e] is HOURS and graph.label[e] == "closed":
                found.append(total)
            elif total < acts.get(graph.head[e], total + 1):
                acts[graph.head[e]] = total
                (todo.append if acted else todo.appendleft)(graph.head[e])
    return min(found) if found and not _offers_something(s, onward) else 0


def _offers_something(s: Study, onward: dict[int, list[int]]) -> bool:
    """Whether callers can come back to where they were by something that is said to them or done for them."""
    numbers = {node: number for number, node in enumerate(onward)}
    heads = [[numbers[head] for head in onward[node]] for node in numbers]
    part = parts(heads)
    for node, number in numbers.items():
        step = s.graph.steps[node]
        goes_round = len(part.nodes[part.of[number]]) > 1 or number in heads[number]
        said = step.prompt is not None and not isinstance(step, Menu | Collect)
        if goes_round and (isinstance(step, Run) or (isinstance(step, Say) and said)):
            return True
    return False
