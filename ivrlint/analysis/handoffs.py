"""Facts of transfers, voicemail boxes and promises to call back."""

from __future__ import annotations

from ivrlint import facts
from ivrlint.analysis.study import Study
from ivrlint.flow import Message, Transfer
from ivrlint.graph import kind_of


def describe_handoffs(s: Study) -> list[facts.Handoff]:
    """The facts of transfers, voicemail boxes and promises to call back."""
    return [_handoff(s, node, step) for node, step in enumerate(s.graph.steps) if isinstance(step, Transfer | Message)]


def _handoff(s: Study, node: int, step: Transfer | Message) -> facts.Handoff:
    transfer = step if isinstance(step, Transfer) else None
    written = (
        (("closed", transfer.closed), ("busy", transfer.busy), ("no_answer", transfer.no_answer), ("failed", transfer.failed))
        if transfer
        else ()
    )
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
        may_go_unanswered=transfer is not None
        and transfer.to == "person"
        and not transfer.always_open
        and not transfer.elsewhere,
        fallbacks=tuple(name for name, target in written if target),
        wait=transfer.wait if transfer else 0.0,
        announces=transfer.announces if transfer else (),
        reply_within="" if isinstance(step, Transfer) else step.reply_within,
    )
