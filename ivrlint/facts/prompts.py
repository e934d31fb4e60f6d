"""Facts of what callers hear."""

from __future__ import annotations

from dataclasses import dataclass

from ivrlint.facts.subject import Subject, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(Subject):
    """The words of a step."""

    text: str = fact("the words as written")
    words: str = fact("the words in lower case, each white space one blank, straight apostrophes")
    language: str = fact("en, es, pt, fr, de, it or nl; empty when it is another or not known")
    audio: str = fact("the recording, as written")
    seconds: float = fact("how long it takes to say", "seconds")
    before_first_choice: bool = fact("heard before the caller could do anything, the first menu's own words included")

    @property
    def opening(self) -> str:
        """The words again, where they are heard before the caller could do anything; else nothing."""
        return self.words if self.before_first_choice else ""
