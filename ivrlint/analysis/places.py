"""Facts of steps, exits, handoffs and endings."""

from __future__ import annotations

from dataclasses import replace

from ivrlint import facts
from ivrlint.analysis.ahead import names_of_bits, takers_before
from ivrlint.analysis.data import Unset
from ivrlint.analysis.study import Study
from ivrlint.exits import HOURS, MISTAKE
from ivrlint.flow import Collect, Handler, Menu, Message, Transfer
from ivrlint.graph import kind_of


def describe_steps(s: Study, unset: list[Unset], entered: frozenset[str]) -> list[facts.Step]:
    """The facts of all steps. `entered` are the steps that other flows lead to."""
    graph = s.graph
    names: dict[int, list[str]] = {}
    for read in unset:
        if not read.known:
            names.setdefault(read.node, []).append(read.name)
    starts = [graph.number[name] for name in entered if name in graph.number]
    starts += [node for node in range(len(graph.steps)) if graph.others_lead_to(node)]
    elsewhere = s.ways.forward(starts, s.ways.every) if starts else bytearray(len(graph.ends))
    return [
        facts.Step(
            mark=step.mark,
            node=node,
            step=graph.names[node],
            reachable=bool(s.reachable[node]),
            kind=kind_of(step),
            reachable_from_another_file=bool(elsewhere[node]),
            reads_unset=tuple(names.get(node, ())),
        )
        for node, step in enumerate(graph.steps)
    ]


def describe_exits(s: Study) -> list[facts.Exit]:
    """The facts of all exits."""
    graph = s.graph
    ahead, words = s.ahead, s.words
    near = _Near(list(graph.number))
    named = {bits: names_of_bits(bits) for bits in set(ahead)}
    result = []
    for e, node in enumerate(graph.tail):
        head, how, label = graph.head[e], graph.how[e], graph.label[e]
        after, tries = _patience(s, node, label) if how is MISTAKE else (0.0, 0)
        result.append(
            facts.Exit(
                mark=graph.mark[e],
                node=e,
                step=graph.names[node],
                reachable=bool(s.reachable[node]),
                how=how,
                label=label,
                target=graph.to[e],
                target_exists=graph.exists[e],
                near="" if graph.exists[e] else near.to(graph.to[e]),
                ends=graph.ends[head] if head >= len(graph.steps) else "",
                leads_to=named[ahead[head]],
                returns=words[head] == node,
                when_closed=how is HOURS and label == "closed",
                after=after,
                tries=tries,
                as_silence=False,
                as_mistakes=False,
            )
        )
    _pair_mistakes(s, result)
    return result


def _pair_mistakes(s: Study, exits: list[facts.Exit]) -> None:
    """Mark silence and wrong answers of one step that come to the same, so that rules can tell of them once."""
    for numbers in s.graph.out:
        pair = {exits[e].label: e for e in numbers if exits[e].how is MISTAKE}
        if len(pair) == 2:
            silence, wrong = exits[pair["no_input"]], exits[pair["no_match"]]
            if _comes_to(silence) == _comes_to(wrong):
                exits[pair["no_input"]] = replace(silence, as_mistakes=True)
                exits[pair["no_match"]] = replace(wrong, as_silence=True)


def _comes_to(exit_: facts.Exit) -> tuple[object, ...]:
    return exit_.leads_to, exit_.returns, exit_.ends, exit_.target_exists, exit_.tries


def _patience(s: Study, node: int, label: str) -> tuple[float, int]:
    step = s.graph.steps[node]
    handler: Handler | None = None
    if isinstance(step, Menu | Collect):
        handler = step.no_input if label == "no_input" else step.no_match
    if handler is None:
        return (s.times.no_input if label == "no_input" else 0.0), 0
    return ((handler.after or s.times.no_input) if label == "no_input" else 0.0), handler.tries


class _Near:
    """The names of steps, to find the one that a misspelt target means."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def to(self, target: str) -> str:
        """The name most like `target`, or nothing."""
        from difflib import get_close_matches

        return next(iter(get_close_matches(target, self.names, 1)), "")


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


def describe_endings(s: Study) -> list[facts.Ending]:
    """The facts of all ways in which calls end, each at the step where the caller was last."""
    graph = s.graph
    takers = takers_before(s.ways, s.reachable)
    result = []
    for node in range(len(graph.steps)):
        if graph.ends[node]:
            by = tuple(sorted(takers[node]))
            result.append(_ending(s, node, graph.ends[node], by))
        cut: dict[str, set[str]] = {}
        for e in graph.out[node]:
            if graph.head[e] >= len(graph.steps):
                how = graph.how[e]
                cut.setdefault(graph.ends[graph.head[e]], set()).update({how} if how != "follows" else takers[node])
        result += [_ending(s, node, kind, tuple(sorted(by))) for kind, by in cut.items()]
    return sorted(result, key=lambda ending: (ending.kind, ending.step))


def _ending(s: Study, node: int, kind: str, by: tuple[str, ...]) -> facts.Ending:
    return facts.Ending(
        mark=s.graph.steps[node].mark,
        node=node,
        step=s.graph.names[node],
        reachable=bool(s.reachable[node]),
        kind=kind,
        by=by,
    )
