"""What callers have heard when they come to a menu: nothing at all, or too many choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ivrlint.analysis.reach import Ways
from ivrlint.exits import CHOICE, ENTRY
from ivrlint.flow import Menu, Message, Prompt, Run, Say, Set, Transfer, Unknown, Visit
from ivrlint.graph import Graph


def heard(w: Ways, reachable: bytearray, others: Iterable[int]) -> bytearray:
    """One byte a node: whether callers may have heard something when they come here, since the call began or they last acted.

    To act is to choose or to enter something. What is heard is the words or the recording of a step that is left in
    another way; transfers, mailboxes, systems that work, other flows and what is not known may be heard too. So may
    whatever comes before the nodes that `others` lead to.
    """
    graph = w.graph
    others = list(others)
    elsewhere = w.forward(others, w.every) if others else reachable
    quiet = w.mask(lambda how: how not in (CHOICE, ENTRY))
    loud = [
        node
        for node, step in enumerate(graph.steps)
        if (reachable[node] or elsewhere[node])
        and (not says_nothing(step.prompt) or isinstance(step, Transfer | Message | Run | Visit | Unknown))
    ]
    return w.forward({*others, *(graph.head[e] for node in loud for e in graph.out[node] if quiet[e])}, quiet)


def says_nothing(prompt: Prompt | None) -> bool:
    """Whether there are neither words nor a recording, and nothing made elsewhere."""
    return prompt is None or (not (prompt.text or prompt.audio) and prompt.complete)


def choices_heard(w: Ways, start: int, choices: Mapping[int, int]) -> list[float]:
    """For each node the least sum of `choices` of the menus that are left on a deliberate walk from the start to it."""
    graph = w.graph
    weights = [0.0] * len(graph.tail)
    for node, count in choices.items():
        for e in graph.out[node]:
            weights[e] = float(count)
    return w.quickest_from([start], weights, w.deliberate)[0]


def only_options(w: Ways, reachable: bytearray, entered: Iterable[int]) -> dict[int, int]:
    """From each reachable menu that calls come to by one option alone to that option's exit; nothing but words between.

    Ways back from the menu itself, straight or with nothing but words between, do not count. Calls come to the `entered`
    nodes in other ways as well.
    """
    graph = w.graph
    elsewhere = bytearray(len(graph.ends))
    for node in entered:
        elsewhere[node] = 1
    found: dict[int, int] = {}
    for node, step in enumerate(graph.steps):
        if not isinstance(step, Menu) or not reachable[node]:
            continue
        origins, alone = _origins(w, node, reachable, elsewhere)
        exits = [e for e in origins if graph.tail[e] != node]
        if alone and len(exits) == 1 and graph.how[exits[0]] is CHOICE:
            found[node] = exits[0]
    return found


def _origins(w: Ways, menu: int, reachable: bytearray, elsewhere: bytearray) -> tuple[list[int], bool]:
    """The exits of steps that are not words by which calls come to a menu, and whether they come in no other way.

    As words have one exit, each of them is looked at once.
    """
    graph = w.graph
    result = []
    alone = not elsewhere[menu]
    todo = [menu]
    while todo:
        for e in w.into[todo.pop()]:
            tail = graph.tail[e]
            if reachable[tail]:
                if _only_words(graph, tail):
                    alone = alone and not elsewhere[tail]
                    todo.append(tail)
                else:
                    result.append(e)
    return result, alone


def _only_words(graph: Graph, node: int) -> bool:
    return isinstance(graph.steps[node], Say | Set)
