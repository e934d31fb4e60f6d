"""Facts of the options of menus."""

from __future__ import annotations

from ivrlint import facts
from ivrlint.analysis.ahead import BIT
from ivrlint.analysis.informing import closes, only_informs
from ivrlint.analysis.labels import purposes_of, wording
from ivrlint.analysis.language_options import another_reaches_person, named, said_in
from ivrlint.analysis.openness import Openness
from ivrlint.analysis.prompts import SpokenOption
from ivrlint.analysis.returning import leads_back
from ivrlint.analysis.study import Study
from ivrlint.flow import Option, Say
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

AGAIN = frozenset({"repeat", "back", "main_menu"})
"""Purposes of options after which a menu is heard again."""
MAY = BIT["unknown"] | BIT["bot"] | BIT["outside"] | BIT["visit"] | BIT["return"]
"""Kinds that may be or become a person."""
EARLY = frozenset({"emergency", "language"})
"""Purposes of options that are said first, however few callers choose them."""


class Ground(NamedTuple):
    """What the facts of all menus and options need.

    `ahead` and `beyond` are the kinds that come next, without and with systems that work; `depth` counts the menus before a
    node, `next_menu`, `least_next` and `kept` (after values) are those of `returning.py`; the steps `elsewhere` send callers to
    another number.
    """

    study: Study
    ahead: list[int]
    beyond: list[int]
    depth: list[float]
    first: list[float]
    waited: list[float]
    languages: set[int]
    next_menu: list[int]
    least_next: list[float]
    kept: list[int]
    openness: Openness
    elsewhere: frozenset[int]


class Said(NamedTuple):
    """What the words of a menu say of one option, and what is known of all: `length` is the time of all words.

    `before` is how many ordinary options are spoken before it, `language` is that of the words, `lost` what its
    callers lose by its place (see `shares.py`).
    """

    position: int
    option: SpokenOption | None
    known: bool
    length: float
    before: int
    language: str
    lost: float


def describe_option(g: Ground, node: int, option: Option, exit_: int, said: Said) -> facts.Option:
    """The facts of one option of the menu `node`."""
    graph = g.study.graph
    head = graph.head[exit_]
    spoken = said.option is not None or not said.known or not option.key
    following = g.next_menu[head]
    label = option.label or (said.option.label if said.option else "")
    said_as = said.option.opened if said.option else ""
    language = named(label)
    purposes = _purposes(option, said)
    informs = bool(label and said.language) and AGAIN.isdisjoint(purposes)
    back = head == node or (not informs and g.ahead[head] == BIT["menu"] and comes_back(graph, head, node))
    return facts.Option(
        mark=option.mark,
        node=exit_,
        step=graph.names[node],
        reachable=bool(g.study.reachable[node]),
        key=option.key,
        label=label,
        target=graph.to[exit_],
        spoken=spoken,
        position=said.position,
        seconds=said.option.seconds if said.option else said.length,
        key_first=bool(said.option and said.option.key_first),
        reserved=always_reserved(graph, option.key) or back or purposes == ("repeat",) or not (option.key or option.phrases),
        offers_person=spoken and bool(g.ahead[head] & BIT["person"]),
        purposes=purposes,
        tasks=wording(label, said.language).tasks,
        share=option.share,
        seconds_lost=said.lost,
        choices_before=said.before,
        next_menu=graph.names[following] if following >= 0 else "",
        said=said_as.lower(),
        words=len(said_as.split()),
        language=language,
        said_in=said_in(said_as) if language else (),
        another_reaches_person=bool(language) and another_reaches_person(g.study, node, exit_),
        only_informs=only_informs(g.study, node, exit_, g.elsewhere),
        closes=closes(g.study, exit_),
        repeats=following == node,
        goes_back=leads_back(g.study.ways, g.depth, node, following),
        does_nothing=head == node,
        arrives_at=_arrives_at(g.openness, node, head),
    )


def _arrives_at(o: Openness, menu: int, head: int) -> str:
    if not o.served[menu]:
        return ""
    return "somebody" if o.somebody[head] else "message" if o.mailbox[head] else "nobody"


def _purposes(option: Option, said: Said) -> tuple[str, ...]:
    """What an option is for, by what is written and by what is spoken; else by what callers may say for it."""
    written = purposes_of(option.label, said.language)
    if said.option:
        spoken = purposes_of(said.option.opened, said.language), purposes_of(said.option.label, said.language)
        return tuple(sorted({*written, *spoken[0], *spoken[1]})) if any(spoken) else written
    return written if option.label else purposes_of(". ".join(option.phrases), said.language)


def always_reserved(graph: Graph, key: str) -> bool:
    """Whether a key is never one of a list of choices: `*`, `#` and the operator key."""
    return key in {"*", "#", graph.flow.operator_key}


def comes_back(graph: Graph, node: int, menu: int) -> bool:
    """Whether only words lead from a node back to the menu; at most a few steps, as a repeat does."""
    for _ in range(3):
        if not isinstance(graph.steps[node] if node < len(graph.steps) else None, Say):
            return False
        node = graph.head[graph.out[node][0]]
        if node == menu:
            return True
    return False
