"""Facts of the call as a whole: its callers, loops and promises."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isinf
from pathlib import PurePosixPath

from ivrlint import facts
from ivrlint.analysis.callers import Outcome
from ivrlint.analysis.closing import acts_before_closed
from ivrlint.analysis.data import Unset
from ivrlint.analysis.labels import purposes_of
from ivrlint.analysis.prompts import parse
from ivrlint.analysis.serving import serves, told_to_hang_up
from ivrlint.analysis.study import Study
from ivrlint.analysis.whole import Whole
from ivrlint.exits import MISTAKE
from ivrlint.flow import AnyStep, Collect, Entry, Menu, Say, Set, Transfer


def describe_call(s: Study, entry: Entry, unset: list[Unset], words: Whole) -> facts.Call:
    """The facts of the call as a whole."""
    graph, start = s.graph, s.start
    route = []
    for e in s.route(start):
        step = graph.steps[graph.tail[e]]
        if graph.how[e] == "choice":
            route.append(graph.label[e])
        elif isinstance(step, Collect):
            route.append(step.variable)
    return facts.Call(
        mark=entry.mark,
        node=start,
        step=graph.names[start],
        reachable=True,
        title=entry.name or graph.flow.name or PurePosixPath(graph.flow.file).stem,
        start=graph.names[start],
        language=graph.flow.language,
        steps=len(graph.steps),
        menus=sum(isinstance(step, Menu) and s.reachable[node] for node, step in enumerate(graph.steps)),
        reaches_person=bool(s.reaches[start]),
        may_reach_person=bool(s.may_reach[start]),
        person_is_certain=bool(s.certain[start]),
        person_may_be_certain=bool(s.may_be_certain[start]),
        person_only_by_error=bool(s.reaches[start] and not s.deliberately[start]),
        person_may_be_chosen=bool(s.may_choose[start]),
        menus_to_person=s.least_menus[start],
        presses_to_person=s.least_presses[start],
        entries_to_person=s.least_entries[start],
        seconds_to_person=s.least_seconds[start],
        route_to_person=tuple(route),
        reaches_person_without_data=not isinf(s.without_data[start]),
        person_needs_data=bool(s.reaches[start])
        and isinf(s.without_data[start])
        and not (_dialled_by_data(s) or _offered_at_an_entry(s)),
        says=words.says,
        purposes=words.purposes,
        puts_through=words.puts_through,
        asks=any(_asks(step) and s.reachable[node] for node, step in enumerate(graph.steps)),
        is_code=_is_code(entry.name),
        begins_with_survey=words.begins_with_survey,
        words_known=words.known,
        read_before_set=tuple(
            sorted(
                (facts.ReadBeforeSet(step=graph.names[read.node], name=read.name) for read in unset),
                key=lambda r: (r.step, r.name),
            )
        ),
    )


def _asks(step: AnyStep) -> bool:
    """Whether a step asks for an answer; what is only recorded is a message."""
    return isinstance(step, Menu) or (isinstance(step, Collect) and step.by != ("recording",))


def _is_code(name: str) -> bool:
    """Whether a number that calls come to is a code, such as *98."""
    number = name.rsplit(maxsplit=1)[-1] if name.strip() else ""
    return number[:1] in ("*", "#") and number[1:2].isdecimal()


def _does_without_data(s: Study) -> bool:
    return _dialled_by_data(s) or _offered_at_an_entry(s)


def _dialled_by_data(s: Study) -> bool:
    """Whether nobody could be called without what the caller entered, because it makes up the number of everybody."""
    people = [step for node, step in enumerate(s.graph.steps) if s.reachable[node] and isinstance(step, Transfer)]
    people = [step for step in people if step.to == "person"]
    if not all(step.dials for step in people):
        return False
    entered = {step.variable for step in s.graph.steps if isinstance(step, Collect)}
    return all(any(entered & s.names.made_of.get(name, {name}) for name in step.dials) for step in people)


def _offered_at_an_entry(s: Study) -> bool:
    """Whether the words of an entry offer a key for a person: its author thinks that it works."""
    for node, step in enumerate(s.graph.steps):
        if s.reachable[node] and isinstance(step, Collect) and step.prompt and step.prompt.text:
            spoken = parse(step.prompt.text, step.prompt.language or s.graph.flow.language)
            if any("person" in purposes_of(option.label, spoken.language) for option in spoken.options):
                return True
    return False


def describe_loop(s: Study, nodes: list[int], doomed: bool, prompts: Mapping[int, facts.Prompt]) -> facts.Loop:
    """The facts of one loop. `prompts` are those of steps, by node."""
    graph = s.graph
    inside = set(nodes)
    first = next((n for n in nodes if n == s.start or graph.tail[s.came[n]] not in inside), nodes[0])
    out = [e for node in nodes for e in graph.out[node] if graph.head[e] not in inside]
    return facts.Loop(
        mark=graph.steps[first].mark,
        node=first,
        step=graph.names[first],
        reachable=True,
        steps=tuple(sorted(graph.names[node] for node in nodes)),
        doomed=doomed,
        leads_on=any(graph.deliberate(e) for e in out),
        left_by=tuple(sorted({graph.how[e] for e in out})),
        mistakes_out=tuple(sorted({graph.label[e] for e in out if graph.how[e] is MISTAKE})),
        only_plays=_only_plays(s, nodes),
        told_to_hang_up=told_to_hang_up(nodes, prompts),
        serves=serves(s, nodes, prompts),
    )


def _only_plays(s: Study, nodes: list[int]) -> bool:
    steps = [s.graph.steps[node] for node in nodes]
    if not all(isinstance(step, Say | Set) for step in steps):
        return False
    return any(step.prompt is not None and not step.prompt.text for step in steps)


def describe_callers(s: Study, outcomes: dict[str, Outcome]) -> list[facts.Caller]:
    """The facts of the six callers."""

    def caller(title: str, endings: tuple[str, ...], best: float, worst: float, acts: int = 0) -> facts.Caller:
        step = s.graph.steps[s.start]
        return facts.Caller(
            mark=step.mark,
            node=s.start,
            step=s.graph.names[s.start],
            reachable=True,
            title=title,
            endings=endings,
            acts_before_closed=acts,
            seconds_best=best,
            seconds_worst=worst,
        )

    quickest = s.least_seconds[s.start]
    unprepared = s.without_data[s.start]
    return [
        caller("newcomer", ("never",) if isinf(quickest) else ("person",), quickest, quickest),
        *(
            caller(name, o.endings, o.best, o.worst, acts_before_closed(s, o) if name == "after_hours" else 0)
            for name, o in outcomes.items()
        ),
        caller("unprepared", ("never",) if isinf(unprepared) else ("person",), unprepared, unprepared),
    ]


def describe_promises(s: Study, call: facts.Call) -> list[facts.Promise]:
    """The facts of what the author promises; a promise is not broken by what is not known."""
    given = s.graph.flow.promises
    if given is None:
        return []
    unknown = call.may_reach_person and not call.reaches_person
    promised = (
        ("person_within", given.person_within, call.seconds_to_person, given.person_within_mark),
        ("presses_to_person", given.presses_to_person, call.presses_to_person, given.presses_to_person_mark),
    )
    return [
        facts.Promise(
            mark=mark or given.mark,
            node=s.start,
            step=s.graph.names[s.start],
            reachable=True,
            title=title,
            promised=inf if limit is None else limit,
            actual=actual,
            kept=unknown or limit is None or actual <= limit,
        )
        for title, limit, actual, mark in promised
        if limit is not None
    ]
