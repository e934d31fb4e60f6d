"""The steps of a phone menu, with what they are made of: places, targets, words, options, handlers."""

from __future__ import annotations

from typing import Literal

from ivrlint.flow.tuples import NamedTuple
from ivrlint.flow.value import Kind, Value


class Mark(NamedTuple):
    """Where something stands in a file; lines and columns count from 1, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Target(NamedTuple):
    """Where a call goes next: a step of this file, `other.yaml` or `other.yaml#step`.

    With `file`, the path of another flow of the run, it is the step `to` of that flow, or its start when `to` is empty.
    """

    to: str
    mark: Mark
    file: str = ""


class Prompt(NamedTuple):
    """What a caller hears.

    `text` is empty when only a recording is known; `audio` names it, several with ` & ` between them. `complete` is
    false when parts of the words are made elsewhere (a template, a lookup), so that nothing can be concluded from what is
    absent. `seconds` is how long the recording takes, 0 where it is not at hand. `until` is the day (YYYY-MM-DD) after which
    the words are to be taken out again, empty where none is written.
    """

    text: str
    mark: Mark
    reads: tuple[str, ...] = ()
    audio: str = ""
    language: str = ""
    barge_in: bool = True
    complete: bool = True
    seconds: float = 0.0
    until: str = ""


class Handler(NamedTuple):
    """What happens on silence or on a wrong key.

    `after` is in seconds, 0 where the file does not say; `after_mark` is where it says so, None where that is not known. `tries`
    counts the attempts before `then`.
    A handler without `then` counts as absent: the caller is cut off. `possible` is false where the
    platform cannot answer in this way at all (an entry that accepts everything).
    """

    mark: Mark
    after: float = 0.0
    tries: int = 1
    then: Target | None = None
    possible: bool = True
    after_mark: Mark | None = None


class Option(NamedTuple):
    """One choice of a menu. `key` is empty when it can only be said.

    `pattern` describes numbers of several digits that may be dialled instead of a key (`1XX`: an extension of somebody);
    such an option has neither a key nor phrases. A pattern that one key fits (`X`, `[1-5]`, `.` for any) takes that key. An
    option without any of the three is said in words that are not known. `share` is the part of the callers of the menu who
    choose it, in per cent; 0 where that is not known.
    """

    key: str
    target: Target | None
    mark: Mark
    label: str = ""
    phrases: tuple[str, ...] = ()
    pattern: str = ""
    share: float = 0.0


class Case(NamedTuple):
    """One answer of a check, or one way out of a step whose kind is not known."""

    name: str
    target: Target | None
    mark: Mark


class Assignment(NamedTuple):
    """A `set` of one name, with the names that its value reads."""

    name: str
    value: str
    reads: tuple[str, ...]
    mark: Mark


class Step(Value, metaclass=Kind):
    """What all steps have. `mark` is the step's name in the file. To a `shared` step flows lead that are not at hand.

    A `mistaken` step is not all that its author wrote, because something in it could not be used.
    """

    name: str
    mark: Mark
    prompt: Prompt | None = None
    shared: bool = False
    mistaken: bool = False


class Say(Step, metaclass=Kind):
    """The caller hears something."""

    next: Target | None = None


class Menu(Step, metaclass=Kind):
    """The caller hears choices and presses or says one.

    `next_digit` is in seconds: how long the system waits for another key, 0 where it does not wait.
    """

    options: tuple[Option, ...] = ()
    no_input: Handler | None = None
    no_match: Handler | None = None
    next_digit: float = 0.0


class Collect(Step, metaclass=Kind):
    """The caller types, says or records something, kept as `variable`. `digits` is (least, most) or None."""

    variable: str
    next: Target | None = None
    no_input: Handler | None = None
    no_match: Handler | None = None
    digits: tuple[int, int] | None = None
    finish_on: str = ""
    by: tuple[str, ...] = ("keys",)
    what: str = ""
    confirm: str = "none"


class Check(Step, metaclass=Kind):
    """The system decides. `asks` is `hours` for opening hours, else free text.

    `limited` is the name of the case (or `otherwise`) that is answered only a limited number of times in a call, because the
    system counts: another round, one more try. A call does not go round for ever by it.
    """

    asks: str = ""
    uses: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    otherwise: Target | None = None
    limited: str = ""


class Run(Step, metaclass=Kind):
    """The caller waits for a system. `takes` is in seconds, 0 where the file does not say."""

    service: str = ""
    uses: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    takes: float = 0.0
    next: Target | None = None
    failed: Target | None = None


class Set(Step, metaclass=Kind):
    """Names get values; the caller notices nothing."""

    values: tuple[Assignment, ...] = ()
    next: Target | None = None


class Transfer(Step, metaclass=Kind):
    """The caller is put through to `who`. `wait` is in seconds, 0 where the file does not say.

    `cases` are the ways on when whoever answered is done and the caller is still there (a survey, a bot that hands over).
    `elsewhere` says that another system decides what happens when nobody answers: a workflow, a wait URL.
    `dials` are the names that the number is made of.
    """

    to: Literal["person", "bot", "outside"] = "person"
    who: str = ""
    number: str = ""
    passes: tuple[str, ...] = ()
    wait: float = 0.0
    announces: tuple[str, ...] = ()
    always_open: bool = False
    elsewhere: bool = False
    dials: tuple[str, ...] = ()
    closed: Target | None = None
    busy: Target | None = None
    no_answer: Target | None = None
    failed: Target | None = None
    cases: tuple[Case, ...] = ()


class Message(Step, metaclass=Kind):
    """A voicemail box, or the promise of a call back. `reply_within` is text as written.

    `elsewhere` says that another system says words of its own there: the greeting of the mailbox.
    """

    kind: Literal["voicemail", "callback"]
    who: str = ""
    passes: tuple[str, ...] = ()
    reply_within: str = ""
    elsewhere: bool = False
    next: Target | None = None


class Visit(Step, metaclass=Kind):
    """Another flow, which comes back by `return`. `flow` is None when that flow cannot be read: unknown."""

    flow: Target | None = None
    passes: tuple[str, ...] = ()
    next: Target | None = None
    failed: Target | None = None


class HangUp(Step, metaclass=Kind):
    """The caller is cut off, after an optional last sentence."""


class Return(Step, metaclass=Kind):
    """Back to the step that visited this flow."""


class Unknown(Step, metaclass=Kind):
    """A step that the reader does not know. The call may leave the file here, or go on by a case."""

    what: str = ""
    uses: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()


AnyStep = Say | Menu | Collect | Check | Run | Set | Transfer | Message | Visit | HangUp | Return | Unknown
