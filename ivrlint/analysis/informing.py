"""Options that only say something, and then hang up."""

from __future__ import annotations

from collections.abc import Container

from ivrlint.analysis.said import seconds_of
from ivrlint.analysis.study import Study
from ivrlint.flow import Check, HangUp, Say, Transfer

_MOST_WORDS = 20
"""Steps of words that are listened to: nobody writes more."""


def only_informs(s: Study, menu: int, exit_: int, elsewhere: Container[int] = ()) -> float:
    """Seconds of words after which the call is hung up, where an option leads to nothing else.

    Behind the option come only steps that say (at most twenty), and then one that hangs up; the written words of all of them
    count, what is only recorded does not. 0 where anything else comes, and where another option of the menu leads to the same
    step: then the menu asks a question, rather than offering something; and where the words of one of these steps, those that are
    `elsewhere`, send callers to another number: that is told of as such.
    """
    graph = s.graph
    head = graph.head[exit_]
    if any(graph.head[e] == head for e in graph.out[menu] if e != exit_ and graph.how[e] == graph.how[exit_]):
        return 0.0
    node, prompts = head, []
    for _ in range(_MOST_WORDS):
        step = graph.steps[node] if node < len(graph.steps) else None
        if not isinstance(step, Say | HangUp) or node in elsewhere:
            break
        if step.prompt and step.prompt.text:
            prompts.append(step.prompt)
        if isinstance(step, HangUp):
            return sum(seconds_of(s, prompt, None) for prompt in prompts)
        node = graph.head[graph.out[node][0]]
    return 0.0


def closes(s: Study, exit_: int) -> bool:
    """Whether the people behind an option are known to be away at times, and nobody else is there then.

    With nothing but say and set between, the option leads to a check of opening hours, or to a transfer to a person that is not
    always open and has a `closed`; and no walk from where `closed` leads comes to a person, a bot, outside or what is not known.
    """
    graph = s.graph
    node = s.words[graph.head[exit_]]
    step = graph.steps[node] if 0 <= node < len(graph.steps) else None
    asks = isinstance(step, Check) and step.asks == "hours"
    if not asks and not (isinstance(step, Transfer) and step.to == "person" and not step.always_open):
        return False
    return any(graph.label[e] == "closed" and not s.may_reach[graph.head[e]] for e in graph.out[node])
