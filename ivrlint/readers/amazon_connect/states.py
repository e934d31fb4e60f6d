"""What earlier actions have chosen when a call comes to one: the queue, the language, the flows of waiting callers."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.amazon_connect.actions import Action
from ivrlint.readers.amazon_connect.draft import SET_QUEUE, STREAMING
from ivrlint.readers.amazon_connect.labels import hook_of, queue_of
from ivrlint.readers.amazon_connect.voices import DEFAULT, language_of

SPLIT = "\t"
"""Between how an action refers to a flow and what the editor calls it."""

_FEW = 3

VARIES = "\0"
"""In place of a value that differs from call to call."""


class State(NamedTuple):
    """What holds on all calls that come to an action; VARIES where calls differ.

    `waiting` and `after` are the flows that callers hear while they wait, and when the agent has left.
    """

    queue: str = ""
    language: str = DEFAULT
    waiting: str = ""
    after: str = ""
    recording: str = ""

    def known(self, field: str) -> str:
        """A value, empty when calls differ in it; of queues there may be a few."""
        value: str = getattr(self, field)
        return "" if value == VARIES else value.replace(SPLIT, " or ") if field == "queue" else value


def states(actions: Mapping[str, Action], start: str) -> dict[str, State]:
    """The state in which calls come to each action that they can come to."""
    result: dict[str, State] = {}
    if start not in actions:
        return result
    result[start] = State()
    todo = deque([start])
    while todo:
        name = todo.popleft()
        action = actions[name]
        after = _after(action, result[name])
        for way in action.ways():
            if way.to not in actions:
                continue
            before = result.get(way.to)
            joined = after if before is None else _joined(before, after)
            if joined != before:
                result[way.to] = joined
                todo.append(way.to)
    return result


def _joined(one: State, other: State) -> State:
    if one == other:
        return one
    joined = State(*(a if a == b else VARIES for a, b in zip(one, other, strict=True)))
    return joined._replace(queue=_either(one.queue, other.queue))


def _either(one: str, other: str) -> str:
    """The queues that may be set, as long as they are few."""
    if VARIES in (one, other) or not one or not other:
        return one if one == other else VARIES
    names = sorted({*one.split(SPLIT), *other.split(SPLIT)})
    return SPLIT.join(names) if len(names) <= _FEW else VARIES


def _after(action: Action, state: State) -> State:
    """The state behind an action."""
    if action.type == SET_QUEUE:
        return state._replace(queue=queue_of(action) or VARIES)
    if action.type == "UpdateContactTextToSpeechVoice":
        return state._replace(language=language_of(action.text("TextToSpeechVoice")) or VARIES)
    if action.type == "UpdateContactData" and action.text("LanguageCode"):
        code = action.text("LanguageCode")
        return state._replace(language=VARIES if "$" in code else code)
    if action.type == STREAMING:
        return state._replace(recording="yes" if action.text("MediaStreamingState").lower() == "enabled" else "")
    if action.type == "UpdateContactEventHooks":
        waiting, after = hook_of(action, "CustomerQueue"), hook_of(action, "CustomerRemaining")
        return state._replace(
            waiting=SPLIT.join(waiting) if waiting[0] else state.waiting, after=SPLIT.join(after) if after[0] else state.after
        )
    return state
