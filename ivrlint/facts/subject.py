"""What all facts have, and how far a person is."""

from __future__ import annotations

from typing import Any

from ivrlint.flow import Kind, Mark, Value, field

ENDINGS = ("hang_up", "cut_off", "dead_end")
"""The kinds of endings that leave the caller with nothing."""


def fact(about: str, unit: str = "") -> Any:  # noqa: ANN401 - as dataclasses.field
    """A field that rules may read, with its meaning and unit."""
    return field(metadata={"about": about, "unit": unit})


def hidden() -> Any:  # noqa: ANN401 - as dataclasses.field
    """A field for ivrlint itself, which no rule can see."""
    return field(metadata={"hidden": True}, repr=False, compare=False)


class Subject(Value, metaclass=Kind):
    """What all facts have: where they belong."""

    mark: Mark = hidden()
    node: int = hidden()
    step: str = fact("the step's name; a step of another file is `file#step`")
    reachable: bool = fact("some walk from the start of the call comes here")

    def at(self, what: str) -> Mark:  # noqa: ARG002 - for the kinds that have several places
        """Where a finding about it stands that concerns `what`."""
        return self.mark

    @property
    def name(self) -> str:
        """The step's name, for messages."""
        return self.step


class ToPerson(Subject, metaclass=Kind):
    """How far a person is. Deliberate walks take no mistake and no failure exit."""

    reaches_person: bool = fact("some walk leads to a transfer to a person")
    may_reach_person: bool = fact("some walk leads to a person, a bot, outside, or to something that is not known")
    person_is_certain: bool = fact(
        "the caller can force arriving at a person, whatever the system answers, in opening hours; a bot or outside is lost, "
        "and a limited case of a check is answered finitely often"
    )
    person_may_be_certain: bool = fact(
        "the same, where what is not known is taken to end well, words before a hang-up too (with nothing but say and set "
        "between); where no failure happens behind which only hang_up or cut_off comes (with nothing but say, set and check "
        "between); where a check of nothing but collects of the kind `choice` is answered as the caller wants, and where calls "
        "go on behind a bot by the case that the caller wants"
    )
    person_only_by_error: bool = fact("a person is reached, but by no deliberate walk")
    person_may_be_chosen: bool = fact("some deliberate walk leads to a person, a bot, outside, or to something that is not known")
    menus_to_person: float = fact("least menus on a deliberate walk to a person, this one included", "menus")
    presses_to_person: float = fact("least options chosen on a deliberate walk to a person", "presses")
    entries_to_person: float = fact("least entries on a deliberate walk to a person", "entries")
    seconds_to_person: float = fact("least time of a deliberate walk to a person, waiting in the queue not counted", "seconds")
