"""Facts of transfers, voicemail boxes and promises to call back."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint import facts
from ivrlint.analysis.promised import NOT_KNOWN, Replies, replies, waits_told
from ivrlint.analysis.reply_times import reply_days
from ivrlint.analysis.study import Study
from ivrlint.flow import AnyStep, Check, Message, Run, Transfer
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import kind_of

_RINGS = 180
"""Seconds that a telephone may ring; whoever waits longer waits in a queue behind the number (our choice)."""
_LATE = frozenset({"closed", "no_answer"})


class _Around(NamedTuple):
    """What lies around handoffs, by node: words about replies, ways to leave a message, where hours may have been asked."""

    replies: Replies
    messages: bytearray
    hours: bytearray
    waits: bytearray


def describe_handoffs(s: Study, prompts: Sequence[facts.Prompt], entered: frozenset[str], *, part: bool) -> list[facts.Handoff]:
    """The facts of transfers, voicemail boxes and promises to call back. `entered` are the steps that other flows lead to.

    In a `part` of a larger flow, calls come to the start from elsewhere.
    """
    graph = s.graph
    handoffs = [(node, step) for node, step in enumerate(graph.steps) if isinstance(step, Transfer | Message)]
    if not handoffs:
        return []
    unknown = [node for node in range(len(graph.steps)) if graph.ends[node] in NOT_KNOWN]
    boxes = [node for node, step in handoffs if isinstance(step, Message)]
    hours = [node for node, step in enumerate(graph.steps) if isinstance(step, Run) or _asks_hours(step)]
    hours += [graph.number[name] for name in entered if name in graph.number]
    hours += [node for node in range(len(graph.steps)) if graph.others_lead_to(node) or (part and node == s.start)]
    around = _Around(
        replies(s, prompts, part=part),
        s.ways.backward([*boxes, *unknown], s.ways.every),
        s.ways.forward([*hours, *unknown], s.ways.every),
        waits_told(s, prompts, part=part),
    )
    return [_handoff(s, node, step, around) for node, step in handoffs]


def _asks_hours(step: AnyStep) -> bool:
    return isinstance(step, Check) and step.asks == "hours"


def _handoff(s: Study, node: int, step: Transfer | Message, around: _Around) -> facts.Handoff:
    transfer = step if isinstance(step, Transfer) else None
    written = (
        (("closed", transfer.closed), ("busy", transfer.busy), ("no_answer", transfer.no_answer), ("failed", transfer.failed))
        if transfer
        else ()
    )
    fallbacks = tuple(name for name, target in written if target)
    may_go_unanswered = transfer is not None and transfer.to == "person" and not transfer.always_open and not transfer.elsewhere
    rings = transfer is not None and bool(transfer.number or transfer.dials) and transfer.wait <= _RINGS
    wait = transfer.wait if transfer and not rings else 0.0
    reply_within = "" if isinstance(step, Transfer) else step.reply_within
    return facts.Handoff(
        mark=step.mark,
        node=node,
        step=s.graph.names[node],
        reachable=bool(s.reachable[node]),
        kind=kind_of(step),
        to=transfer.to if transfer else "",
        who=step.who,
        passes=step.passes,
        always_open=transfer.always_open if transfer else False,
        may_go_unanswered=may_go_unanswered,
        fallbacks=fallbacks,
        wait=wait,
        announces=transfer.announces if transfer else (),
        reply_within=reply_within,
        reply_days=reply_days(reply_within) if reply_within else 0.0,
        reply_told=around.replies.told.get(node, ""),
        reply_expected=node in around.replies.expected,
        wordless=node in around.replies.wordless,
        wait_told=transfer is not None and (bool(transfer.announces) or transfer.elsewhere or bool(around.waits[node])),
        wait_without_message=0.0
        if transfer is None
        or transfer.elsewhere
        or (may_go_unanswered and not fallbacks)
        or any(around.messages[s.graph.head[e]] for e in s.graph.out[node])
        else wait,
        closed_unanswered=may_go_unanswered and bool(fallbacks) and _LATE.isdisjoint(fallbacks) and not around.hours[node],
    )
