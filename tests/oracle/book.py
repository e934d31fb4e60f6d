"""What the newer facts share: a page, who may come in from elsewhere, what words say, and what comes next.

What words mean is taken from ivrlint's own facts (`says`, `purposes`, `spoken`, `reserved`, ...): the oracle is about walks.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from page import Page, Way, every_state
from walks import Allowed, anything, deliberate, least_at, steps_on_walks

from ivrlint import facts
from ivrlint.facts import Facts
from ivrlint.flow import Check, Collect, Flow, HangUp, Menu, Message, Prompt, Return, Run, Say, Set, Transfer, Unknown, Visit

FAR = float("inf")
BARE = {"hang_up", "cut_off", "dead_end"}
MAILBOX = {"voicemail", "callback"}
SOMEBODY = {"person", "bot", "outside"}
NOT_KNOWN = {"unknown", "return"}
WORDS = (Say, Set)
QUIET = (Say, Set, Check)
KINDS = {
    Say: "say",
    Set: "set",
    Check: "check",
    Menu: "menu",
    Collect: "collect",
    Run: "run",
    Visit: "visit",
    Transfer: "transfer",
    HangUp: "hang_up",
    Return: "return",
    Unknown: "unknown",
}


def not_closed(way: Way) -> bool:
    """Opening hours answer `open`, and nobody is turned away for the hour."""
    return not (way.how == "hours" and way.label == "closed")


class Book:
    """A page, with what words mean and which steps other flows lead to."""

    def __init__(self, flow: Flow, found: Facts, entered: Iterable[str] = (), *, part: bool = False) -> None:
        self.page = Page(flow)
        self.steps = self.page.steps
        self.ways = self.page.ways
        self.start = self.page.start
        self.entered = set(entered)
        self.part = part
        self.found = found
        self.says = {prompt.step: set(prompt.says) for prompt in found.prompts}
        self.language = {prompt.step: prompt.language for prompt in found.prompts}
        self.menus = {menu.step: menu for menu in found.menus}
        self.options: dict[str, list[facts.Option]] = {name: [] for name in self.menus}
        for option in found.options:
            self.options[option.step].append(option)

    @cached_property
    def reached(self) -> set[str]:
        return steps_on_walks(self.page, self.start)

    def all(self, kind: type) -> list[str]:
        return [name for name, step in self.steps.items() if isinstance(step, kind)]

    def kind_of_step(self, name: str) -> str:
        """The kind of a step, as the native format names it."""
        step = self.steps[name]
        return step.kind if isinstance(step, Message) else KINDS[type(step)]

    def kind(self, name: str) -> str:
        """The kind of a step or, where calls end there, of the ending."""
        step = self.steps[name]
        if isinstance(step, Transfer):
            return step.to
        if isinstance(step, Visit) and step.flow is None:
            return "unknown"
        return self.kind_of_step(name)

    def prompt(self, name: str) -> Prompt | None:
        """What is said at a step, whether words or a recording."""
        prompt = self.steps[name].prompt
        return prompt if prompt and (prompt.text or prompt.audio) else None

    def known_words(self, name: str) -> bool:
        prompt = self.prompt(name)
        return bool(prompt and prompt.text and prompt.complete and not prompt.reads and self.language[name])

    def choices(self, name: str) -> list[Way]:
        return [way for way in self.ways[name] if way.how == "choice"]

    def mistake(self, name: str, label: str) -> Way | None:
        return next((way for way in self.ways[name] if way.how == "mistake" and way.label == label), None)

    def next_to(self, first: Iterable[Way], between: tuple[type, ...] = QUIET, allowed: Allowed = not_closed) -> set[str]:
        """The steps, and as `(dead_end)` the endings, that come next behind ways, with only steps of some kinds between."""

        def after(at: str) -> list[str]:
            passing = at in self.steps and isinstance(self.steps[at], between)
            return [way.to or f"({way.ends})" for way in self.ways[at] if allowed(way)] if passing else []

        came = every_state([way.to or f"({way.ends})" for way in first], after)
        return {at for at in came if at not in self.steps or not isinstance(self.steps[at], between)}

    def kinds_next(self, first: Iterable[Way]) -> set[str]:
        """The kinds of these, with say, set and check between."""
        return {self.kind(at) if at in self.steps else at.strip("()") for at in self.next_to(first)}

    def behind_words(self, way: Way) -> str:
        """The first step behind a way that neither says nor sets; empty when there is none."""
        return next((at for at in self.next_to([way], WORDS, anything) if at in self.steps), "")

    def walk(self, first: Iterable[str], allowed: Allowed = anything) -> set[str]:
        """The steps that walks from any of these come to, these included."""
        return every_state([at for at in first if at], lambda at: [way.to for way in self.ways[at] if way.to and allowed(way)])

    def walk_behind(self, ways: Iterable[Way], allowed: Allowed = anything) -> set[str]:
        return self.walk([way.to for way in ways], allowed)

    def comes_to(self, start: str, end: str) -> bool:
        """Whether a walk of one exit or more leads from one step to the other."""
        return end in self.walk_behind(self.ways[start])

    def is_somebody(self, name: str) -> bool:
        """A person, a bot, outside, or what is not known."""
        return isinstance(self.steps[name], Transfer) or self.page.ends_at(name) in NOT_KNOWN

    @cached_property
    def menus_before(self) -> dict[str, float]:
        """Least menus on a deliberate walk to each step, itself not counted."""

        def count(name: str) -> int:
            return int(isinstance(self.steps[name], Menu))

        return {name: least_at(self.page, name, count, deliberate) - count(name) for name in self.steps}

    @cached_property
    def depth(self) -> dict[str, float]:
        """The same, on any walk where none is deliberate, itself counted if it is a menu."""

        def count(name: str) -> int:
            return int(isinstance(self.steps[name], Menu))

        found = {name: least_at(self.page, name, count, deliberate) for name in self.steps}
        return {n: least if least < FAR else least_at(self.page, n, count, anything) for n, least in found.items()}

    def begun_elsewhere(self, steps: Iterable[str]) -> bool:
        """Whether calls come to the start, which is one of these, from other flows."""
        return self.part and self.start in steps

    def unknown(self, name: str) -> bool:
        """Whether nothing is known of a step, or of what comes behind it."""
        return self.page.ends_at(name) in NOT_KNOWN

    def other_flows_lead_to(self, name: str) -> bool:
        """Whether they may: its file may be part of them, too."""
        named = name in self.entered or self.begun_elsewhere([name])
        return named or self.steps[name].shared or self.of_another_file(name)

    def of_another_file(self, name: str) -> bool:
        return self.page.file_of[name] != self.page.flow.file
