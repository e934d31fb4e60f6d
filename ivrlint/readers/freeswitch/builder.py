"""The room in which the steps of a run are put together: everything that is known of it, and the steps so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ivrlint.flow import Case, Check, HangUp, Mark, Problem, Prompt, Say, Unknown
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.acts import Act
from ivrlint.readers.freeswitch.draft import Draft
from ivrlint.readers.freeswitch.hours import Clock
from ivrlint.readers.freeswitch.neighbours import Files, nearest
from ivrlint.readers.freeswitch.nodes import Graph, Label, Way, distinct
from ivrlint.readers.freeswitch.phrases import Phrases
from ivrlint.readers.positioned_xml import Element


@dataclass(eq=False, slots=True)
class Plan:
    """A menu on its way to become steps."""

    element: Element
    file: str
    name: str
    start: Label = field(default_factory=Label)
    again: Label = field(default_factory=Label)
    """The menu itself, behind the question for a PIN that may stand before it."""
    options: dict[str, Label] = field(default_factory=dict)
    """Where the choice of a key leads."""
    back: Label = field(default_factory=Label)
    """Out of this menu: one level up, or out of all when it is the outermost."""
    top: Label = field(default_factory=Label)
    out: Label = field(default_factory=Label)
    """Out of all menus, from anywhere below the outermost one."""
    leave: Label = field(default_factory=Label)
    """Out of this menu when it is the outermost: the exit sound, and what follows `ivr`."""
    followed_by: list[Way] = field(default_factory=list)
    parents: list[tuple[Plan, Way]] = field(default_factory=list)
    settings: Mapping[str, str] = field(default_factory=dict)


class Owner(NamedTuple):
    """Whose applications are built: the file, how its steps are named, the context of the dialplan, the menu."""

    file: str
    prefix: str
    context: str = ""
    plan: Plan | None = None
    number: str = ""


class Doing(NamedTuple):
    """One application in its chain: the step's name, the variables that are set by now, and where the chain goes on."""

    act: Act
    owner: Owner
    name: str
    settings: Mapping[str, str]
    after: Way
    keys: str = ""
    """Keys that were queued before and that the next menu gets."""


Maker = Callable[["Builder", Doing], Way]


class Builder:
    """Everything that is known of a run, and its steps so far."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.files = Files(draft.file for draft in drafts)
        self.whole: dict[str, bool] = {}
        self.graph = Graph()
        self.problems: dict[str, list[Problem]] = {draft.file: list(draft.problems) for draft in drafts}
        self.variables = _variables(drafts)
        self.clock = Clock(drafts)
        self.phrases = Phrases(drafts, self.variables, self.clock.set)
        self.plans: dict[str, list[tuple[str, Plan]]] = {}
        self.collected: tuple[str, ...] = ()
        self.collectors: dict[str, set[int]] = {}
        """Variables that callers are asked for, with the extensions that do so; 0 stands for menus."""
        self.read: frozenset[str] = frozenset()
        self.passed: tuple[str, ...] = ()
        self.asking: set[tuple[str, str]] = set()
        """Steps, by file and name, at which callers are asked for something or wait: what makes an extension a call."""
        self.waiting: set[tuple[str, str]] = set()
        self.route: Callable[[Doing, str, str], Way] = lambda *_: None
        self.visit: Callable[[Doing, str, str], Way] = lambda *_: None

    def problem(self, message: str, mark: Mark) -> None:
        """Something is wrong at a place."""
        found = self.problems.setdefault(mark.file, [])
        if len(found) < 1000:
            found.append(Problem(message, mark))

    def plan(self, name: str, file: str) -> Plan | None:
        """The menu that a name means in a file."""
        return nearest(file, self.plans.get(name, ()))

    def has_all_menus(self, file: str) -> bool:
        """Whether the files of a run hold all menus of a configuration."""
        if file not in self.whole:
            draft = nearest(file, [(draft.file, draft) for draft in self.drafts if draft.whole])
            self.whole[file] = draft is not None and all(self.files.like(include.pattern) for include in draft.includes)
        return self.whole[file]

    def language(self, settings: Mapping[str, str]) -> str:
        """The language of the phrases of a call; empty when nothing sets it."""
        language = settings.get("default_language", "") or self.variables.get("default_language", "")
        return "" if "$" in language else language

    def heard(self, doing: Doing, sound: str, *, barge_in: bool = False) -> Prompt | None:
        """What callers hear when a sound is played at an application."""
        return self.phrases.prompt(sound, doing.act.whole, self.language(doing.settings), barge_in=barge_in)

    def say(self, file: str, name: str, mark: Mark, prompt: Prompt | None, after: Way, *, claimed: bool = False) -> Way:
        """A prompt in front of a way; nothing when there is nothing to be heard."""
        if prompt is None:
            return after
        return self.graph.add(
            file,
            name if claimed else self.graph.claim(file, name),
            mark,
            lambda node, go: (
                Say(name=node.name, mark=node.mark, prompt=prompt, next=target)
                if (target := go.to(after, mark))
                else HangUp(name=node.name, mark=node.mark, prompt=prompt)
            ),
        )

    def unknown(self, doing: Doing, what: str, after: Way = None, case: str = "afterwards", uses: tuple[str, ...] = ()) -> Way:
        """A step of which is known only where it may go on."""
        mark = doing.act.mark

        return self.graph.add(
            doing.owner.file,
            doing.name,
            mark,
            lambda node, go: Unknown(
                name=node.name,
                mark=node.mark,
                what=what,
                uses=uses,
                cases=(Case(case, target, mark),) if (target := go.to(after, mark)) else (),
            ),
        )

    def one_of(self, ways: Iterable[tuple[str, Way]], file: str, name: str, mark: Mark) -> Way:
        """One of several ways, of which the switch knows which: where the call came from."""
        listed = list(ways)
        different = distinct(way for _, way in listed)
        chosen = {id(way) for way in different}
        if len(different) < 2:
            return different[0] if different else None
        cases: dict[str, Way] = {}
        titles: dict[str, int] = {}
        for title, way in listed:
            if id(way) in chosen:
                chosen.discard(id(way))
                number = titles[title] = titles.get(title, 0) + 1
                cases[title if number == 1 else f"{title} ({number})"] = way

        return self.graph.add(
            file,
            self.graph.claim(file, name),
            mark,
            lambda node, go: Check(
                name=node.name,
                mark=node.mark,
                asks="where the call came from",
                cases=tuple(Case(title, go.on(way, mark), mark) for title, way in list(cases.items())[:-1]),
                otherwise=go.on(list(cases.values())[-1], mark),
            ),
        )


def _variables(drafts: Iterable[Draft]) -> dict[str, str]:
    """The variables of all files. What two configurations set differently is not known."""
    found: dict[str, tuple[str | None, str]] = {}
    differ: set[str] = set()
    for draft in drafts:
        for name, value in draft.variables.items():
            home, before = found.setdefault(name, (draft.home, value))
            if home != draft.home and before != value:
                differ.add(name)
    return {name: value for name, (_, value) in found.items() if name not in differ}
