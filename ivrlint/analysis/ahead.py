"""What a caller comes to next, with only steps between that ask nothing of the caller."""

from __future__ import annotations

from ivrlint.analysis.reach import Ways
from ivrlint.exits import CASE, FOLLOWS, HOURS
from ivrlint.flow import AnyStep, Check, Run, Say, Set
from ivrlint.graph import Graph, kind_of

KINDS = (
    "menu",
    "collect",
    "run",
    "visit",
    "voicemail",
    "callback",
    "person",
    "bot",
    "outside",
    "hang_up",
    "return",
    "unknown",
    "cut_off",
    "dead_end",
)
BIT = {kind: 1 << at for at, kind in enumerate(KINDS)}


def kinds_ahead(w: Ways, *, past_runs: bool) -> list[int]:
    """For each node the kinds (bits of BIT) that it is or, if it only says, sets or checks, that come next.

    Opening hours answer `open`. With `past_runs`, what a system does without fail comes between too.
    """
    graph = w.graph
    between = (Say, Set, Check, Run) if past_runs else (Say, Set, Check)
    passed = bytearray(len(graph.ends))
    for node, step in enumerate(graph.steps):
        passed[node] = isinstance(step, between)
    ahead = [0 if passed[node] else BIT[_kind(graph, node)] for node in range(len(graph.ends))]
    todo = [node for node in range(len(graph.ends)) if not passed[node]]
    while todo:
        node = todo.pop()
        for exit_ in w.into[node]:
            tail = graph.tail[exit_]
            if passed[tail] and ahead[node] & ~ahead[tail] and _open(graph, exit_):
                ahead[tail] |= ahead[node]
                todo.append(tail)
    return ahead


def names_of_bits(bits: int) -> tuple[str, ...]:
    """The kinds of some bits, in the order of KINDS."""
    return tuple(kind for kind in KINDS if bits & BIT[kind])


def after_words(graph: Graph) -> list[int]:
    """For each node the first node that neither says nor sets, itself included; -1 when it says and sets for ever."""
    result = [-2] * len(graph.ends)
    for root in range(len(graph.ends)):
        path = []
        node = root
        while result[node] == -2:
            path.append(node)
            result[node] = -1
            if not _only_words(graph, node):
                result[node] = node
                break
            node = graph.head[graph.out[node][0]]
        for passed in path:
            result[passed] = result[node]
    return result


def takers_before(w: Ways, reachable: bytearray) -> list[set[str]]:
    """For each node who took the last exits before it that did not merely follow, on walks from the start."""
    graph = w.graph
    takers: list[set[str]] = [set() for _ in graph.ends]
    todo = []
    for exit_, how in enumerate(graph.how):
        if how is not FOLLOWS and reachable[graph.tail[exit_]]:
            takers[graph.head[exit_]].add(how)
    todo = [node for node, by in enumerate(takers) if by]
    while todo:
        node = todo.pop()
        for exit_ in graph.out[node]:
            head = graph.head[exit_]
            if graph.how[exit_] is FOLLOWS and not takers[node] <= takers[head]:
                takers[head] |= takers[node]
                todo.append(head)
    return takers


def _kind(graph: Graph, node: int) -> str:
    return graph.ends[node] or kind_of(graph.steps[node])


def between(graph: Graph, exit_: int) -> bool:
    """Whether an exit is one of a step that only says, sets or checks, opening hours being open."""
    tail = graph.tail[exit_]
    return tail < len(graph.steps) and isinstance(graph.steps[tail], Say | Set | Check) and _open(graph, exit_)


def _open(graph: Graph, exit_: int) -> bool:
    how = graph.how[exit_]
    return how is FOLLOWS or how is CASE or (how is HOURS and graph.label[exit_] == "open")


def _only_words(graph: Graph, node: int) -> bool:
    step: AnyStep | None = graph.steps[node] if node < len(graph.steps) else None
    return isinstance(step, Say | Set)
