"""What all makers of steps need to know of their flow and of the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ivrlint.flow import AnyStep, Mark, Prompt, Target
from ivrlint.readers.genesys.draft import Action, Draft
from ivrlint.readers.genesys.prompts import prompt_of
from ivrlint.readers.genesys.ways import Ways

Steps = Iterator[AnyStep]

FAILING = ("failure", "timeout", "error", "maxFailures", "maxNoInputs", "maxNoMatches")
"""Outputs that tell of something that went wrong."""


@dataclass(slots=True, eq=False, kw_only=True)
class Context:
    """One flow while its steps are made.

    `files` are the flows of the run by kind and name, `modules` the first steps of its common modules by name; `kinds` says
    what callers enter, by variable; `passes` are the names that whoever answers gets to see. `included` are the modules that
    this flow calls.
    """

    draft: Draft
    ways: Ways
    files: Mapping[tuple[str, str], str]
    modules: Mapping[str, str]
    kinds: Mapping[str, str]
    passes: tuple[str, ...]
    included: list[str] = field(default_factory=list)

    def prompt(self, action: Action, key: str = "audio") -> Prompt | None:
        """What an action plays under a key."""
        return prompt_of(action.words.get(key), self.draft)

    def name(self, number: int) -> str:
        """The name of the step of an action."""
        return self.ways.names.actions[number]

    def further(self, number: int, what: str) -> str:
        """The name of one more step of an action."""
        return self.ways.names.new(f"{self.name(number)} ({what})")

    def text(self, action: Action, *keys: str) -> str:
        """The first of some values that is written, as text."""
        return next((" ".join(value.text.split()) for key in keys if (value := action.values.get(key)) and value.text), "")

    def seconds(self, action: Action, key: str) -> float:
        """A duration; 0 where none is written."""
        value = action.values.get(key)
        try:
            return float(value.text) if value and value.kind == "lit" else 0.0
        except ValueError:
            return 0.0

    def failure(self, action: Action, *labels: str) -> Target | None:
        """Where the first of the failing outputs leads, else what follows after the action."""
        return self.ways.out(action, *(labels or FAILING))

    def mark(self, action: Action, label: str) -> Mark:
        """Where an output stands, or the action."""
        return action.output_marks.get(label, action.mark)
