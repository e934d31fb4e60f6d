"""What a rule may look at: the facts of a call, each with an exact meaning.

A fact is never None: what cannot be reached is infinitely far. `docs/facts.md` is made from this module.
"""

from __future__ import annotations

from dataclasses import field
from math import isinf
from typing import Any

from ivrlint.flow import Mark
from ivrlint.frozen import dataclass


def fact(about: str, unit: str = "") -> Any:  # noqa: ANN401 - as dataclasses.field
    """A field that rules may read, with its meaning and unit."""
    return field(metadata={"about": about, "unit": unit})


def hidden() -> Any:  # noqa: ANN401 - as dataclasses.field
    """A field for ivrlint itself, which no rule can see."""
    return field(metadata={"hidden": True}, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What all facts have: where they belong."""

    mark: Mark = hidden()
    node: int = hidden()
    step: str = fact("the step's name; a step of another file is `file#step`")
    reachable: bool = fact("some walk from the start of the call comes here")

    @property
    def name(self) -> str:
        """The step's name, for messages."""
        return self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPerson(Subject):
    """How far a person is. Deliberate walks take no mistake and no failure exit."""

    reaches_person: bool = fact("some walk leads to a transfer to a person")
    may_reach_person: bool = fact("some walk leads to a person, a bot, outside, or to something that is not known")
    person_is_certain: bool = fact(
        "the caller can force arriving at a person, whatever the system answers, in opening hours; a bot or outside is lost"
    )
    person_may_be_certain: bool = fact("the same, where what is not known is taken to end well")
    person_only_by_error: bool = fact("a person is reached, but by no deliberate walk")
    menus_to_person: float = fact("least menus on a deliberate walk to a person, this one included", "menus")
    presses_to_person: float = fact("least options chosen on a deliberate walk to a person", "presses")
    entries_to_person: float = fact("least entries on a deliberate walk to a person", "entries")
    seconds_to_person: float = fact("least time of a deliberate walk to a person, waiting in the queue not counted", "seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBeforeSet:
    """A name that may not be known where a step reads it."""

    step: str = fact("the step that reads")
    name: str = fact("the name that it reads")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(ToPerson):
    """One entry point of a flow, and every call that comes in there."""

    title: str = fact("the name of the flow or of the entry point")
    start: str = fact("the step where the call begins")
    language: str = fact("the language of the flow, as written; empty when it does not say")
    steps: int = fact("steps of the flow", "steps")
    menus: int = fact("menus of the flow", "menus")
    route_to_person: tuple[str, ...] = fact(
        "keys of the options and names of the entries on the quickest deliberate walk to a person"
    )
    reaches_person_without_data: bool = fact(
        "some walk without failures leads to a person in which menus are left by options and collects by mistakes"
    )
    read_before_set: tuple[ReadBeforeSet, ...] = fact("names that may be read before they are known")

    @property
    def name(self) -> str:
        """The name of the flow or of the entry point."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Subject):
    """One step of the flow."""

    kind: str = fact("say, menu, collect, check, run, set, transfer, voicemail, callback, visit, hang_up, return or unknown")
    reachable_from_another_file: bool = fact("another flow of this run leads here, or to a step before it")
    reads_unset: tuple[str, ...] = fact(
        "names that this step reads and that may not be known yet, though no check has asked about them"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Subject):
    """One option of a menu."""

    key: str = fact("the key; empty when the option can only be said")
    label: str = fact("what the option is for, as written or as spoken")
    target: str = fact("the step it leads to, as written")
    spoken: bool = fact("the menu says this key, or the words of the menu are not known")
    position: int = fact("1 for the option that is spoken first; 0 when it is not spoken or not known")
    seconds: float = fact("from the start of the menu's words until this option has been spoken", "seconds")
    key_first: bool = fact("the key is said before what it is for")
    reserved: bool = fact("the operator key, `*` or `#`, a key that only repeats the menu, or neither a key nor words")
    offers_person: bool = fact("leads to a person with nothing but say, set and check between, and is spoken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(ToPerson):
    """A point where the caller must choose."""

    depth: float = fact("least menus on a deliberate walk from the start that ends here, itself included", "menus")
    first: bool = fact("no other menu comes before it, menus that only choose a language apart")
    chooses_language: bool = fact("its options name languages")
    options: int = fact("options of the menu", "options")
    choices: int = fact("options that are not reserved", "options")
    words_known: bool = fact("all its words are known, in a language that ivrlint can parse, and some option was found in them")
    spoken: int = fact("options found in its words", "options")
    promised_missing: tuple[str, ...] = fact(
        "keys that its words offer and that do nothing; not those that ask to hear the menu again, where a wrong key does that"
    )
    never_spoken: tuple[str, ...] = fact("keys that are wired, neither mentioned nor reserved, where the words are known")
    spoken_in_order: bool = fact("the spoken keys ascend, reserved keys apart; a gap is no disorder")
    key_first: int = fact("options whose key is said before what it is for", "options")
    offers_person: bool = fact("a spoken option leads to a person with nothing but say, set and check between")
    operator_key_does: str = fact(
        "`person` when the operator key leads to one with no menu or collect between, `unknown` if it may; `other`; `nothing`"
    )
    first_choice_after: float = fact("from the caller's last act until the first option was spoken; 0 if not known", "seconds")
    seconds: float = fact("all the words of the menu", "seconds")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Subject):
    """A point where the caller gives data."""

    variable: str = fact("the name under which the data is kept")
    kind: str = fact("what it is (card number, cvv, pin, ...), as written")
    digits_least: int = fact("least digits of the entry; 0 when not written", "digits")
    digits_most: int = fact("most digits of the entry; 0 when not written", "digits")
    by: tuple[str, ...] = fact("keys, speech or recording")
    confirm: str = fact("none, read_back or checksum")
    used_at: tuple[str, ...] = fact("steps that read the data")
    passed_at: tuple[str, ...] = fact("transfers that pass the data")
    lost_at: tuple[str, ...] = fact("transfers to a person that pass neither the data nor anything made of it")
    thrown_away: str = fact("`always`, `sometimes` or `never`: calls on which the data is neither read nor passed")
    asked_before: tuple[str, ...] = fact("collects of the same name whose data is still known on some walk here")
    asked_needlessly: bool = fact("the same, unless a check of what is made of the data has just led straight back to ask again")
    asked_before_always: bool = fact("on every walk from the start some collect of this name was answered before")
    corrected: bool = fact("a menu that reads the data leads back here, to let the caller correct it")
    reaches_unknown: bool = fact("the data may arrive at a step that is not known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff(Subject):
    """A transfer, a voicemail box or a promise to call back."""

    kind: str = fact("transfer, voicemail or callback")
    to: str = fact("person, bot or outside for a transfer; empty otherwise")
    who: str = fact("who answers, as written")
    passes: tuple[str, ...] = fact("names that are passed on, as written")
    always_open: bool = fact("somebody is always there")
    fallbacks: tuple[str, ...] = fact("which of closed, busy, no_answer and failed are written")
    wait: float = fact("the longest wait, as written; 0 when not written", "seconds")
    announces: tuple[str, ...] = fact("what is announced while waiting: wait, position")
    reply_within: str = fact("when a reply is promised, as written")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit(Subject):
    """One way out of a step, as it is written or as it must be where nothing is written."""

    how: str = fact("who takes it: choice, mistake, entry, case, hours, failure or follows")
    label: str = fact("the key, no_input, no_match, next, the case, otherwise, closed, busy, no_answer or failed")
    target: str = fact("the step it leads to, as written; empty when nothing is written")
    target_exists: bool = fact("there is such a step, or nothing is written")
    near: str = fact("the step whose name is most like a target that does not exist; empty when none is")
    ends: str = fact("`cut_off` or `dead_end` when the call ends on this exit, else empty")
    leads_to: tuple[str, ...] = fact("kinds of the steps and endings that come next, with nothing but say, set and check between")
    returns: bool = fact("leads back to its own step with nothing but say and set between")
    when_closed: bool = fact("taken when nobody is there: `closed`, or what stands for it")
    after: float = fact("how long the system waits before a no_input; the default where the file does not say; else 0", "seconds")
    tries: int = fact("attempts before a no_input or no_match is taken; else 0", "tries")

    @property
    def did_you_mean(self) -> str:
        """The end of a message: `; did you mean "x"?`, or nothing when no step is near."""
        return f'; did you mean "{self.near}"?' if self.near else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(Subject):
    """A way in which calls end, at one step."""

    kind: str = fact("person, bot, outside, voicemail, callback, hang_up, dead_end, cut_off, return or unknown")
    by: tuple[str, ...] = fact("who took the last exits that did not merely follow: choice, mistake, entry, case, hours, failure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop(Subject):
    """Steps from each of which a call can come back to itself. `step` is the one nearest to the start."""

    steps: tuple[str, ...] = fact("the steps of the loop")
    doomed: bool = fact("no step of it has a deliberate walk to an ending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller(Subject):
    """A fixed way of behaving, and what can come of it. `step` is the start of the call."""

    title: str = fact("newcomer, zero, silent, lost, unprepared or after_hours")
    endings: tuple[str, ...] = fact(
        "kinds of endings that can come out; `loop` when the call can go on for ever, `never` for no way"
    )
    seconds_best: float = fact("the shortest such call", "seconds")
    seconds_worst: float = fact("the longest such call; infinite when it can go on for ever", "seconds")

    @property
    def name(self) -> str:
        """The name of the caller."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Subject):
    """A promise that the author of the flow made. `step` is the start of the call."""

    title: str = fact("person_within (seconds) or presses_to_person")
    promised: float = fact("at the most, as written")
    actual: float = fact("what the quickest deliberate walk needs; infinite when there is none")
    kept: bool = fact("the actual number is not above the promised one, or depends on what is not known")

    @property
    def needs(self) -> str:
        """What the quickest deliberate walk needs, for messages."""
        unit = "s" if self.title == "person_within" else "presses"
        return "no caller ever reaches one" if isinf(self.actual) else f"a newcomer needs {self.actual:.0f} {unit}"

    @property
    def name(self) -> str:
        """The name of the promise."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts of one call."""

    call: Call
    steps: tuple[Step, ...]
    menus: tuple[Menu, ...]
    options: tuple[Option, ...]
    prompts: tuple[Prompt, ...]
    collects: tuple[Collect, ...]
    handoffs: tuple[Handoff, ...]
    exits: tuple[Exit, ...]
    endings: tuple[Ending, ...]
    loops: tuple[Loop, ...]
    callers: tuple[Caller, ...]
    promises: tuple[Promise, ...]


SUBJECTS: dict[str, type[Subject]] = {
    "call": Call,
    "step": Step,
    "menu": Menu,
    "option": Option,
    "prompt": Prompt,
    "collect": Collect,
    "handoff": Handoff,
    "exit": Exit,
    "ending": Ending,
    "loop": Loop,
    "caller": Caller,
    "promise": Promise,
}
