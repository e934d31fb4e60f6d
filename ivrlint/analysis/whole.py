"""What all words of a call together touch, and whether they are known.

The words of a call are those of its steps that some walk from the start comes to. They are *known* when each of them is
complete and in a language with a table, each menu and collect among these steps has words, and no step among them is unknown,
leads to a flow that is not at hand, or returns to one. A call *begins with a survey* when there are menus or collects to which
some walk comes before any other menu and collect, and the words of each of them touch the topic survey, or are a recording that
is named one.
"""

from __future__ import annotations

from collections.abc import Iterable

from ivrlint import facts
from ivrlint.analysis.done import is_named_survey
from ivrlint.analysis.study import Study
from ivrlint.flow import Collect, Menu, Unknown
from ivrlint.flow.tuples import NamedTuple


class Whole(NamedTuple):
    """What the words of a call touch, what its options are for, and whether all words are known."""

    says: tuple[str, ...]
    purposes: tuple[str, ...]
    known: bool
    begins_with_survey: bool
    puts_through: bool


def whole(s: Study, menus: Iterable[facts.Menu], prompts: Iterable[facts.Prompt]) -> Whole:
    """What is true of all menus and prompts that can be reached."""
    heard = [prompt for prompt in prompts if prompt.reachable]
    return Whole(
        tuple(sorted({topic for prompt in heard for topic in prompt.says})),
        tuple(sorted({purpose for menu in menus if menu.reachable for purpose in menu.purposes})),
        all(prompt.complete and prompt.language for prompt in heard) and not any(_hidden(s, node) for node in _reached(s)),
        _begins_with_survey(s, {prompt.node for prompt in heard if "survey" in prompt.says or is_named_survey(prompt)}),
        any(prompt.promises_transfer and prompt.worked_before for prompt in heard),
    )


def _begins_with_survey(s: Study, surveys: set[int]) -> bool:
    """Whether the first thing that callers are asked, on whatever way, is what they think of the service."""
    graph = s.graph
    first = [node for node in before_answers(s) if node < len(graph.steps) and isinstance(graph.steps[node], Menu | Collect)]
    return bool(first) and surveys.issuperset(first)


def before_answers(s: Study) -> set[int]:
    """The nodes to which some walk from the start comes by no other menu or collect."""
    graph = s.graph
    seen, todo = {s.start}, [s.start]
    while todo:
        node = todo.pop()
        if node < len(graph.steps) and isinstance(graph.steps[node], Menu | Collect):
            continue
        for e in graph.out[node]:
            if graph.head[e] not in seen:
                seen.add(graph.head[e])
                todo.append(graph.head[e])
    return seen


def _reached(s: Study) -> Iterable[int]:
    return (node for node in range(len(s.graph.steps)) if s.reachable[node])


def _hidden(s: Study, node: int) -> bool:
    """Whether words may be heard at a step that are not in its prompt."""
    step = s.graph.steps[node]
    mute = isinstance(step, Menu | Collect) and step.prompt is None
    return mute or isinstance(step, Unknown) or s.graph.ends[node] in ("unknown", "return")
