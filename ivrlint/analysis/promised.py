"""What callers are told around a mailbox and a closed door: when somebody answers, and when somebody is there.

Words are *known* when they are written completely, in a language of which there is a table, and read no variable. Nothing is
known of a step that is unknown, visits a flow that is not at hand or returns to one. What lies *close* to a step comes before it
with no menu, collect, mailbox or promise to call back between. Walks may begin at any step.

`replies` says for each mailbox and promise to call back:

- `said` when `reply_within` is written, or when the words of some step on a walk to it, its own included, or of the says and
  sets (at most twenty) and the end of the call that follow it, touch the topic reply_time;
- else `unknown` when another system greets callers there, when it, a step close before it or one that follows it has words
  that are not known, or when a step of which nothing is known lies close before it;
- else `missing` when it has words, or a step close before it has some that is no menu, collect, mailbox or promise to call back;
- else `silent`.

Whoever leaves something there *expects a reply* at a promise to call back, and at a mailbox where words of its own or close
before it touch the topics leave_message or call_back, or where a walk without a choice or an entry leads to it from an exit that
finds nobody: closed, busy, no_answer or failed of a transfer, closed of opening hours. Jokes and suggestions are not answered.

A mailbox is *wordless* when it has no words, no other system greets callers there, no step close before it has words that is no
menu, collect, mailbox or promise to call back, and nothing is unknown of what is close before it.

`hours_told` says the same for each exit that is taken when nobody is there:

- `said` when words that touch the topic opening_hours are heard on some walk to its step or behind it;
- else `unknown` when words close behind it (those up to the first step that neither says, sets, checks nor runs, its own
  included) are not known, or a step of which nothing is known lies there;
- else `missing` when some of these words touch the topic closed;
- else `silent`.

Callers come to a part of a larger flow from elsewhere, and may have been told everything there: where neither is `said` it is
`unknown`, and nothing is known of what comes before its start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ivrlint import facts
from ivrlint.analysis.study import Study
from ivrlint.exits import CHOICE, ENTRY, FAILURE, HOURS
from ivrlint.flow import Check, HangUp, Message, Return, Run, Say, Set, Transfer, Unknown, Visit
from ivrlint.flow.tuples import NamedTuple

_PASSED = (Say, Set, Check, Run, Transfer, Visit, Unknown, Return)
_ONWARD = (Say, Set, Check, Run)
NOT_KNOWN = frozenset({"unknown", "return"})
"""Endings behind which a call goes on, nobody knows how."""
_UNKNOWN, _CLOSED = 1, 2
_ASKED = frozenset({"leave_message", "call_back"})
_NOBODY = frozenset({"closed", "busy", "no_answer", "failed"})
_MOST_WORDS = 20
"""Steps of words behind a mailbox that are listened to: nobody writes more."""


class _Said(NamedTuple):
    """The words of a call by node: the topics of those that are known, and the nodes of those that are not."""

    topics: Mapping[int, tuple[str, ...]]
    unknown: set[int]


def _said(s: Study, prompts: Iterable[facts.Prompt], part: bool) -> _Said:
    topics: dict[int, tuple[str, ...]] = {}
    unknown = {node for node in range(len(s.graph.steps)) if s.graph.ends[node] in NOT_KNOWN}
    if part:
        unknown.add(s.start)
    for prompt in prompts:
        topics[prompt.node] = prompt.says
        words = s.graph.steps[prompt.node].prompt
        if not (prompt.complete and prompt.language) or (words and words.reads):
            unknown.add(prompt.node)
    return _Said(topics, unknown)


class Replies(NamedTuple):
    """What callers are told at mailboxes and promises to call back: when somebody answers, and where nothing at all."""

    told: Mapping[int, str]
    wordless: set[int]
    expected: set[int]


def replies(s: Study, prompts: Iterable[facts.Prompt], *, part: bool) -> Replies:
    """What callers are told at each mailbox and promise to call back."""
    boxes = {node: step for node, step in enumerate(s.graph.steps) if isinstance(step, Message)}
    if not boxes:
        return Replies({}, set(), set())
    said = _said(s, prompts, part)
    told = s.ways.forward([node for node, topics in said.topics.items() if "reply_time" in topics], s.ways.every)
    unknown = _close_behind(s, said.unknown)
    worded = _close_behind(s, [node for node in said.topics if isinstance(s.graph.steps[node], _PASSED)])
    result = {}
    for node, step in boxes.items():
        following = _following(s, node)
        if step.reply_within or told[node] or any("reply_time" in said.topics.get(after, ()) for after in following):
            result[node] = "said"
        elif part or step.elsewhere or unknown[node] or any(after in said.unknown for after in following):
            result[node] = "unknown"
        else:
            result[node] = "missing" if worded[node] or step.prompt else "silent"
    heard = {node for node, step in boxes.items() if step.prompt or step.elsewhere or worded[node] or unknown[node]}
    return Replies(result, boxes.keys() - heard, _expecting(s, boxes, said))


def _expecting(s: Study, boxes: Mapping[int, Message], said: _Said) -> set[int]:
    """The mailboxes and promises to call back at which callers expect a reply."""
    graph = s.graph
    nobody = [e for e, label in enumerate(graph.label) if label in _NOBODY and graph.how[e] in (HOURS, FAILURE)]
    nobody = [e for e in nobody if graph.how[e] is HOURS or isinstance(graph.steps[graph.tail[e]], Transfer)]
    turned_away = s.ways.forward([graph.head[e] for e in nobody], s.ways.mask(lambda how: how not in (CHOICE, ENTRY)))
    asked = _close_behind(s, [node for node, topics in said.topics.items() if not _ASKED.isdisjoint(topics)])
    return {node for node, step in boxes.items() if step.kind == "callback" or turned_away[node] or asked[node]}


def hours_told(s: Study, prompts: Iterable[facts.Prompt], *, part: bool) -> dict[int, str]:
    """Whether callers are told when somebody is there, for each exit that is taken when nobody is."""
    graph = s.graph
    closed = [e for e, how in enumerate(graph.how) if how is HOURS and graph.label[e] == "closed"]
    if not closed:
        return {}
    said = _said(s, prompts, part)
    saying = [node for node, topics in said.topics.items() if "opening_hours" in topics]
    before, behind = s.ways.forward(saying, s.ways.every), s.ways.backward(saying, s.ways.every)
    heard = _heard_next(s, said)

    def told(e: int) -> str:
        head = graph.head[e]
        if before[graph.tail[e]] or behind[head]:
            return "said"
        return "unknown" if part or heard[head] & _UNKNOWN else "missing" if heard[head] & _CLOSED else "silent"

    return {e: told(e) for e in closed}


def waits_told(s: Study, prompts: Iterable[facts.Prompt], *, part: bool) -> bytearray:
    """The nodes close before which words name a wait, read a variable or are not known, and those that say such words."""
    said = _said(s, prompts, part)
    return _close_behind(s, {*said.unknown, *(node for node, topics in said.topics.items() if "fixed_wait" in topics)})


def _close_behind(s: Study, nodes: Iterable[int]) -> bytearray:
    """The nodes to which one of these is close, or which are among them."""
    graph = s.graph
    near = bytearray(len(graph.ends))
    todo = list(nodes)
    for node in todo:
        near[node] = 1
    first = set(todo)
    while todo:
        node = todo.pop()
        if node < len(graph.steps) and (node in first or isinstance(graph.steps[node], _PASSED)):
            for e in graph.out[node]:
                if not near[graph.head[e]]:
                    near[graph.head[e]] = 1
                    todo.append(graph.head[e])
    return near


def _following(s: Study, node: int) -> list[int]:
    """The says and sets that follow a step, and the end of the call behind them."""
    graph = s.graph
    nodes: list[int] = []
    while len(graph.out[node]) == 1 and len(nodes) < _MOST_WORDS:
        node = graph.head[graph.out[node][0]]
        step = graph.steps[node] if node < len(graph.steps) else None
        if node in nodes or not isinstance(step, Say | Set | HangUp):
            break
        nodes.append(node)
    return nodes


def _heard_next(s: Study, said: _Said) -> list[int]:
    """For each node `_UNKNOWN`, `_CLOSED` or both, of the words up to the first steps that ask, put through or take a message."""
    graph = s.graph
    bits = [0] * len(graph.ends)
    for node in said.unknown:
        bits[node] |= _UNKNOWN
    for node, topics in said.topics.items():
        if "closed" in topics:
            bits[node] |= _CLOSED
    todo = [node for node, heard in enumerate(bits) if heard]
    while todo:
        node = todo.pop()
        for e in s.ways.into[node]:
            tail = graph.tail[e]
            if bits[node] & ~bits[tail] and isinstance(graph.steps[tail], _ONWARD):
                bits[tail] |= bits[node]
                todo.append(tail)
    return bits
