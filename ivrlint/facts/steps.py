"""Facts of steps and of their parts."""

from __future__ import annotations

from dataclasses import dataclass

from ivrlint.facts.subject import Subject, ToPerson, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Subject):
    """One step of the flow."""

    kind: str = fact("say, menu, collect, check, run, set, transfer, voicemail, callback, visit, hang_up, return or unknown")
    reachable_from_another_file: bool = fact("another flow of this run, or a call to another number, comes here")
    reads_unset: tuple[str, ...] = fact(
        "names that it reads and that may not be known yet, on some walk on which no check has asked about them "
        "and no step before has read them, mailboxes and promises to call back apart"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Subject):
    """One option of a menu."""

    key: str = fact("the key; empty when the option can only be said")
    label: str = fact("what the option is for, as written or as spoken")
    target: str = fact("the step it leads to; as written where there is none")
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
    choices: int = fact("spoken options that are not reserved; places that they lead to where the words are not known", "options")
    words_known: bool = fact("all its words are known, in a language that ivrlint can parse, and some option was found in them")
    spoken: int = fact("options found in its words", "options")
    promised_missing: tuple[str, ...] = fact(
        "keys that its words offer and that do nothing (asking to hear it again apart, where a wrong key does that)"
    )
    never_spoken: tuple[str, ...] = fact("keys that are wired, neither mentioned nor reserved, where the words are known")
    spoken_in_order: bool = fact("the spoken keys ascend, reserved keys apart; a gap is no disorder")
    key_first: int = fact("options whose key is said before what it is for", "options")
    offers_person: bool = fact("a spoken option leads to a person with nothing but say, set and check between")
    may_offer_person: bool = fact(
        "the same, or some option leads to a bot, outside or something that is not known, or staying silent once to a person"
    )
    operator_key_does: str = fact(
        "`person`: the operator key leads to one with no menu or collect between; `unknown`: it may; `other`; `nothing`; "
        "`spoken`: no option has a key"
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
    asked_needlessly: bool = fact(
        "the same, unless a check of what is made of the data has just led straight back to ask again, or it is only recorded"
    )
    asked_before_always: bool = fact("on every walk from the start some collect of this name was answered before")
    corrected: bool = fact(
        "a menu that reads the data leads back here, to let the caller correct it, perhaps after other entries that it reads"
    )
    reaches_unknown: bool = fact("the data may arrive at a step that is not known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff(Subject):
    """A transfer, a voicemail box or a promise to call back."""

    kind: str = fact("transfer, voicemail or callback")
    to: str = fact("person, bot or outside for a transfer; empty otherwise")
    who: str = fact("who answers, as written")
    passes: tuple[str, ...] = fact("names that are passed on, as written")
    always_open: bool = fact("somebody is always there")
    may_go_unanswered: bool = fact(
        "a transfer to a person that is not always open, where no other system decides what happens when nobody answers"
    )
    fallbacks: tuple[str, ...] = fact("which of closed, busy, no_answer and failed are written")
    wait: float = fact("the longest wait, as written; 0 when not written", "seconds")
    announces: tuple[str, ...] = fact("what is announced while waiting: wait, position")
    reply_within: str = fact("when a reply is promised, as written")


_OCCASIONS = {
    "no_input": "when a caller presses nothing",
    "no_match": "when a caller makes a mistake",
    "next": "when this is done",
    "otherwise": "when no case is met",
    "closed": "when nobody is there",
    "no_answer": "when nobody answers",
    "busy": "when the line is busy",
    "failed": "when it fails",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit(Subject):
    """One way out of a step, as it is written or as it must be where nothing is written."""

    how: str = fact("who takes it: choice, mistake, entry, case, hours, failure or follows")
    label: str = fact("the key, no_input, no_match, next, the case, otherwise, closed, busy, no_answer or failed")
    target: str = fact("the step it leads to; as written where there is none; empty when nothing is written")
    target_exists: bool = fact("there is such a step, or nothing is written")
    near: str = fact("the step whose name is most like a target that does not exist; empty when none is")
    ends: str = fact("`cut_off` or `dead_end` when the call ends on this exit, else empty")
    leads_to: tuple[str, ...] = fact("kinds of the steps and endings that come next, with nothing but say, set and check between")
    returns: bool = fact("leads back to its own step with nothing but say and set between")
    when_closed: bool = fact("taken when nobody is there: `closed`, or what stands for it")
    after: float = fact("how long the system waits before a no_input; the default where the file does not say; else 0", "seconds")
    tries: int = fact("attempts before a no_input or no_match is taken; else 0", "tries")
    as_silence: bool = fact("a no_match that comes to the same as the no_input of its step, after as many tries")
    as_mistakes: bool = fact("the no_input of a step whose no_match is `as_silence`")

    @property
    def occasion(self) -> str:
        """When it is taken, for messages: `when a caller presses nothing`; with the mistakes that come to the same."""
        if self.as_mistakes:
            return f"{_OCCASIONS['no_input']} or makes a mistake"
        if self.how == "choice":
            return f"when a caller presses {self.label}"
        return _OCCASIONS.get(self.label, f"when the answer is {self.label}")

    @property
    def did_you_mean(self) -> str:
        """The end of a message: `; did you mean "x"?`, or nothing when no step is near."""
        return f'; did you mean "{self.near}"?' if self.near else ""
