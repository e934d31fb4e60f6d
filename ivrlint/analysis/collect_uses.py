"""What steps do with what a caller has entered: say it, show it to people, find out whether it is right."""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint.analysis.data import Fate
from ivrlint.flow import Check, Message, Run, Set, Transfer, Unknown, Visit
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph


class Uses(NamedTuple):
    """Nodes where data is said (`read_out`) and shown to people (`seen`), and whether any step may find it wrong (`checked`)."""

    read_out: tuple[int, ...]
    seen: tuple[int, ...]
    checked: bool


def uses(graph: Graph, name: str, fate: Fate) -> Uses:
    """What becomes of the data kept as `name`.

    People see what a transfer to a person or a mailbox passes under this very name. Data is checked by whoever is on the line
    and gets it, by words that say it, by a check, another flow or an unknown step that reads it, by a system that reads it and
    gives something or may fail, and by a `set`, of which it is not known what becomes of its value. What nobody uses needs no
    check.
    """
    read_out = tuple(node for node in fate.used_at if _says(graph, node, name))
    seen = tuple(sorted((*_people(graph, fate.passed_at), *_mailboxes(graph, fate.used_at, name))))
    checked = bool(fate.passed_at or read_out or fate.reaches_unknown) or not fate.used_at
    checked = checked or any(_checks(graph, node) for node in fate.used_at)
    return Uses(read_out, seen, checked)


def _says(graph: Graph, node: int, name: str) -> bool:
    prompt = graph.steps[node].prompt
    return prompt is not None and name in prompt.reads


def _people(graph: Graph, nodes: Iterable[int]) -> Iterable[int]:
    return (node for node in nodes if isinstance(step := graph.steps[node], Transfer) and step.to == "person")


def _mailboxes(graph: Graph, nodes: Iterable[int], name: str) -> Iterable[int]:
    return (node for node in nodes if isinstance(step := graph.steps[node], Message) and name in step.passes)


def _checks(graph: Graph, node: int) -> bool:
    step = graph.steps[node]
    if isinstance(step, Run):
        return bool(step.gives or step.failed)
    return isinstance(step, Check | Set | Visit | Unknown)
