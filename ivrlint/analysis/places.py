"""Facts of steps and exits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ivrlint import facts
from ivrlint.analysis.ahead import BIT, names_of_bits
from ivrlint.analysis.data import Unset
from ivrlint.analysis.dialling import takes_keys, takes_several_keys
from ivrlint.analysis.done import done
from ivrlint.analysis.failures import loses_call, losses_alike, offers_nothing
from ivrlint.analysis.goodbyes import misses_goodbye
from ivrlint.analysis.lacking import Lacking
from ivrlint.analysis.passing_on import as_chosen, goes_on
from ivrlint.analysis.promised import hours_told
from ivrlint.analysis.restarts import more_choices, starting_again
from ivrlint.analysis.silences import Silences
from ivrlint.analysis.speech_only import speech_only
from ivrlint.analysis.study import Study
from ivrlint.analysis.unreached import unreached_heads
from ivrlint.analysis.whole import before_answers
from ivrlint.exits import FAILURE, HOURS, MISTAKE
from ivrlint.flow import Collect, Handler, Mark, Menu, Run
from ivrlint.graph import kind_of

MAILBOX = BIT["voicemail"] | BIT["callback"]
ENDS = MAILBOX | BIT["hang_up"] | BIT["cut_off"] | BIT["dead_end"]


def describe_steps(s: Study, unset: list[Unset], entered: frozenset[str], silent: Silences) -> list[facts.Step]:
    """The facts of all steps. `entered` are the steps that other flows lead to."""
    graph = s.graph
    names: dict[int, list[str]] = {}
    for read in unset:
        if not read.known:
            names.setdefault(read.node, []).append(read.name)
    starts = [graph.number[name] for name in entered if name in graph.number]
    starts += [node for node in range(len(graph.steps)) if graph.others_lead_to(node)]
    elsewhere = s.ways.forward(starts, s.ways.every) if starts else bytearray(len(graph.ends))
    heads, spoken, lacking = unreached_heads(s), speech_only(s), Lacking(graph)
    return [
        facts.Step(
            mark=step.mark,
            node=node,
            step=graph.names[node],
            reachable=bool(s.reachable[node]),
            kind=kind_of(step),
            reachable_from_another_file=bool(elsewhere[node]),
            reads_unset=tuple(names.get(node, ())),
            lacks=lacking.of(node, names.get(node, ())),
            unreached_head=node in heads,
            offers_nothing=offers_nothing(graph, node),
            takes=step.takes if isinstance(step, Run) else 0.0,
            next_digit=step.next_digit if isinstance(step, Menu) else 0.0,
            several_digits=isinstance(step, Menu) and any(takes_several_keys(option) for option in step.options),
            speech_only=node in spoken,
            in_silence=node in silent.at,
        )
        for node, step in enumerate(graph.steps)
    ]


def describe_exits(
    s: Study, menus: Sequence[facts.Menu], prompts: Sequence[facts.Prompt], *, part: bool = False, survey: bool = False
) -> list[facts.Exit]:
    """The facts of all exits; `menus` and `prompts` are the facts of all menus and of all that is said.

    In a `part` of a larger flow callers may have been told something before. In a `survey` nothing is asked before it.
    """
    graph = s.graph
    hours = hours_told(s, prompts, part=part)
    again = starting_again(s, menus)
    asking = before_answers(s) if survey else range(len(graph.steps))
    lost = losses_alike(s)
    finished = done(s, prompts)
    announcing = {prompt.node for prompt in prompts if "other_keys" in prompt.says}
    more, together = more_choices(s, menus), _failures_together(s)
    further = {e for e, others in together.items() if not others}
    kinds = [kind_of(step) for step in graph.steps]
    ahead, words, back = s.ahead, s.words, s.open_words
    near = _Near(list(graph.number))
    named = {bits: names_of_bits(bits) for bits in set(ahead)}
    patience = {e: _patience(s, graph.tail[e], graph.label[e]) for e, how in enumerate(graph.how) if how is MISTAKE}

    def comes_to(e: int) -> tuple[object, ...]:
        head = graph.head[e]
        end = graph.ends[head] if head >= len(graph.steps) else ""
        return named[ahead[head]], back[head] == graph.tail[e], end, e in again, more.get(e, 0)

    same = _same_mistakes(s, comes_to)
    as_often = _same_mistakes(s, lambda e: (e in same, patience[e][1]))
    result = []
    said = {prompt.node: prompt for prompt in prompts}
    for e, node in enumerate(graph.tail):
        head, how, label = graph.head[e], graph.how[e], graph.label[e]
        after, tries, written = patience.get(e, (0.0, 0, None))
        result.append(
            facts.Exit(
                mark=graph.mark[e],
                node=e,
                step=graph.names[node],
                reachable=bool(s.reachable[node]),
                kind=kinds[node],
                how=how,
                label=label,
                target=graph.to[e],
                comes_to=graph.names[words[head]] if 0 <= words[head] < len(graph.steps) else "",
                target_exists=graph.exists[e],
                near="" if graph.exists[e] else near.to(graph.to[e]),
                ends=graph.ends[head] if head >= len(graph.steps) else "",
                leads_to=named[ahead[head]],
                returns=back[head] == node,
                in_a_row=graph.flow.in_a_row if label == "no_input" and head == node else 0,
                way_on=tries == 1 and label == "no_input" and goes_on(s, e),
                as_chosen=tries == 1 and label == "no_input" and as_chosen(s, e),
                when_closed=how is HOURS and label == "closed",
                hours_told=hours.get(e, ""),
                after=after,
                after_mark=written,
                tries=tries,
                to_mailbox=bool(ahead[head]) and not ahead[head] & ~MAILBOX,
                only_ends=bool(ahead[head]) and not ahead[head] & ~ENDS,
                loses_call=(loses := loses_call(s, e)),
                misses_goodbye=loses and misses_goodbye(s, e, said),
                after_survey=bool(s.reachable[node] and node not in asking),
                loss=lost.get(e, ""),
                starts_again=e in again,
                more_choices=more.get(e, 0),
                is_done=e in finished,
                no_loss=how is MISTAKE and offers_nothing(graph, node),
                announced=node in announcing and (label == "no_match" or (label == "no_input" and e in same)),
                by_voice=how is MISTAKE and not takes_keys(graph.steps[node]),
                as_silence=label == "no_match" and e in same,
                as_often=label == "no_match" and e in same and e in as_often,
                as_mistakes=label == "no_input" and e in same and node not in announcing,
                as_failure=e in further,
                other_failures=tuple(together.get(e, ())),
            )
        )
    return result


def _same_mistakes(s: Study, comes_to: Callable[[int], object]) -> set[int]:
    """Silence and wrong answers of one step that come to the same, so that rules can tell of them once."""
    same: set[int] = set()
    for numbers in s.graph.out:
        pair = {s.graph.label[e]: e for e in numbers if s.graph.how[e] is MISTAKE}
        if len(pair) == 2 and comes_to(pair["no_input"]) == comes_to(pair["no_match"]):
            same.update(pair.values())
    return same


def _failures_together(s: Study) -> dict[int, list[str]]:
    """The failures of one step that lead to the same step: at the first the labels of the others, at those nothing."""
    first: dict[tuple[int, int], int] = {}
    others: dict[int, list[str]] = {}
    for e, how in enumerate(s.graph.how):
        if how is FAILURE:
            leader = first.setdefault((s.graph.tail[e], s.graph.head[e]), e)
            others[e] = []
            if leader != e:
                others[leader].append(s.graph.label[e])
    led = {*first.values()}
    return {e: labels for e, labels in others.items() if labels or e not in led}


def _patience(s: Study, node: int, label: str) -> tuple[float, int, Mark | None]:
    """How long is waited before a mistake, after how many tries it is taken, and where the time is written."""
    step = s.graph.steps[node]
    handler: Handler | None = None
    if isinstance(step, Menu | Collect):
        handler = step.no_input if label == "no_input" else step.no_match
    if handler is None:
        return (s.times.after(None) if label == "no_input" else 0.0), 0, None
    if label != "no_input":
        return 0.0, handler.tries, None
    return s.times.after(handler), handler.tries, handler.after_mark


class _Near:
    """The names of steps, to find the one that a misspelt target means.

    Names of several words share the first ones with many others (the context of a dialplan, the file): the last words are
    compared among those, and the first ones only where the last are the same.
    """

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def to(self, target: str) -> str:
        """The name most like `target`, or nothing."""
        from difflib import get_close_matches

        first, last = _parted(target)
        parted = [(*_parted(name), name) for name in self.names]
        beside = {end: name for begin, end, name in parted if begin == first}
        alike = {begin: name for begin, end, name in parted if end == last and begin and first}
        for wrong, known in ((last, beside), (first, alike)):
            for found in get_close_matches(wrong, known, 1):
                return known[found]
        return ""


def _parted(name: str) -> tuple[str, str]:
    """The words of a name but the last, and the last."""
    at = max(name.rfind(sign) for sign in " .#/:")
    return name[: at + 1].strip(), name[at + 1 :]
