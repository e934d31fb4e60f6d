"""What ivrlint found: frozen values that sort by place."""

from __future__ import annotations

import enum

from ivrlint.flow import Kind, Mark, Value
from ivrlint.flow.tuples import NamedTuple


class Severity(enum.IntEnum):
    """How bad a finding is; larger is worse."""

    info = 1
    warning = 2
    error = 3

    def __str__(self) -> str:
        return self.name


class Source(NamedTuple):
    """Published evidence behind a rule: what was read, which part of it, and where."""

    title: str
    clause: str
    url: str


class CallEvent(NamedTuple):
    """One moment of a call, `at` seconds after the answer.

    `who` is `hears` (`what` is the prompt, shortened), `presses` (`what` is the key), `says`, `enters`,
    `dials`, `waits`, `system` (what the system answered) or `ends`. `step` is where it happens, `mark` where that step stands;
    None where the call ends outside all steps.
    """

    at: float
    who: str
    what: str
    step: str
    mark: Mark | None = None


class CallTranscript(NamedTuple):
    """A call that shows a finding, from the answer to its end."""

    events: tuple[CallEvent, ...]


class Finding(Value, metaclass=Kind):
    """One thing that a caller will suffer from. `rule` is the rule's id, or `format` for a mistake in the file.

    `about` is what it is about in its step, so that two findings of one rule there can be told apart wherever they stand: the key
    of an option, the variable of an entry, the exit; empty where it is about the step. `together` is the same in findings of one
    rule and file that say the same. Where these are told as one (`ivrlint.together`), `also` are the others.
    """

    rule: str
    severity: Severity
    mark: Mark
    step: str
    message: str
    instead: str = ""
    sources: tuple[Source, ...] = ()
    call: CallTranscript | None = None
    about: str = ""
    together: str = ""
    also: tuple[Finding, ...] = ()

    @property
    def group(self) -> tuple[str, str, str] | None:
        """What findings that say the same have in common; None for one that stands alone."""
        return (self.mark.file, self.rule, self.together) if self.together else None

    @property
    def order(self) -> tuple[object, ...]:
        """The order of a report: by file, line, column, then rule."""
        return (self.mark.file, self.mark.line, self.mark.column, self.rule, self.step, self.message)


class Suppression(NamedTuple):
    """Why a finding is not told.

    `kind` is `comment` or `configuration` where somebody said so at `mark`, for a `reason` and perhaps `until` a day,
    YYYY-MM-DD; `baseline` or `before` where it is as old as a baseline, or as a revision that is called `reason`.
    """

    kind: str
    reason: str
    mark: Mark | None = None
    until: str = ""

    @property
    def is_for_age(self) -> bool:
        """Whether it is not told because it is old, and not because somebody has looked at it and accepts it."""
        return self.kind in ("baseline", "before")


class Suppressed(NamedTuple):
    """A finding that is not told, and why."""

    finding: Finding
    by: Suppression
