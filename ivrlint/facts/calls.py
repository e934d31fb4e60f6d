"""Facts of whole calls."""

from __future__ import annotations

from math import isinf

from ivrlint.facts.subject import Subject, ToPerson, fact
from ivrlint.flow import Kind, Value


class ReadBeforeSet(Value, metaclass=Kind):
    """A name that may not be known where a step reads it."""

    step: str = fact("the step that reads")
    name: str = fact("the name that it reads")


class Call(ToPerson, metaclass=Kind):
    """One entry point of a flow, and every call that comes in there."""

    title: str = fact("the name of the flow or of the entry point")
    start: str = fact("the step where the call begins")
    language: str = fact("the language of the flow, as written; empty when it does not say")
    steps: int = fact("steps of the flow", "steps")
    menus: int = fact("menus that some walk comes to", "menus")
    route_to_person: tuple[str, ...] = fact("keys and names of the entries on the quickest deliberate walk to a person")
    reaches_person_without_data: bool = fact(
        "some walk without failures leads to a person, menus left by options, collects by mistakes"
    )
    person_needs_data: bool = fact(
        "a person is reached, but not without data; not where what the caller entered makes up the number of every person, nor "
        "where the words of a collect in reach offer a key for a person"
    )
    says: tuple[str, ...] = fact("topics that words touch that some walk comes to; see those of a prompt")
    purposes: tuple[str, ...] = fact("what the options of menus that can be reached are for; see those of an option")
    puts_through: bool = fact(
        "the words of some step say that the caller is put through, and a system may have done that (`promises_transfer` and "
        "`worked_before` of the prompt)"
    )
    asks: bool = fact("some walk comes to a menu, or to a collect that is not only by recording: a recording is a message")
    is_code: bool = fact(
        "the last word of its name is `*` or `#` and a digit, with whatever follows: a code for telephones of the same exchange"
    )
    begins_with_survey: bool = fact(
        "there is a menu or a collect to which some walk comes before any other menu and collect, and the words of each such one "
        "touch the topic survey, or none are written and its name or that of its recording is that of a survey (see `is_done` of "
        "an exit)"
    )
    words_known: bool = fact(
        "all words that some walk comes to are complete and in a language with a table, menus and collects there have words, and "
        "no step there is unknown, leads to a flow that is not at hand or returns to one"
    )
    read_before_set: tuple[ReadBeforeSet, ...] = fact("names that may be read before they are known")

    @property
    def needs_nobody(self) -> bool:
        """`begins_with_survey` or `is_code`: callers do not ring for help."""
        return self.begins_with_survey or self.is_code

    @property
    def name(self) -> str:
        """The name of the flow or of the entry point."""
        return self.title


class Ending(Subject, metaclass=Kind):
    """A way in which calls end, at one step."""

    kind: str = fact("person, bot, outside, voicemail, callback, hang_up, dead_end, cut_off, return or unknown")
    in_silence: bool = fact(
        "the call is hung up without a word, where a walk comes to as `in_silence` of a step says, from an entry, or from a "
        "choice by another step than those that set"
    )
    by: tuple[str, ...] = fact("who took the last exits that did not merely follow: choice, mistake, entry, case, hours, failure")


_MISTAKES = {"no_input": "press nothing", "no_match": "make a mistake"}


class Loop(Subject, metaclass=Kind):
    """Steps from each of which a call can come back to itself. `step` is the one nearest to the start."""

    steps: tuple[str, ...] = fact("the steps of the loop")
    doomed: bool = fact("no step of it has a deliberate walk to an ending")
    leads_on: bool = fact(
        "some deliberate exit leads out of it; where it is doomed, to where no deliberate walk leads to an ending either"
    )
    left_by: tuple[str, ...] = fact("who takes the exits that lead out of it (choice, mistake, failure ...), sorted")
    mistakes_out: tuple[str, ...] = fact("labels of the mistakes that lead out of it (no_input, no_match), each once, sorted")
    only_plays: bool = fact("all its steps say or set, and one of them says something of which no words are known")
    told_to_hang_up: bool = fact("the words of a step of it tell callers that they may hang up")
    serves: bool = fact(
        "it gives callers what they may have called for: they are told that they may hang up, and a step of it says a value that "
        "is neither entered nor set, or a run of it uses what is entered on it, or what is made of that; or a step of it has "
        "words that are not known (a recording, or a language without a table), and such a value is said; or no words of it are "
        "known, one of its steps that has some only says, and silence leads out of it"
    )

    @property
    def how_long(self) -> str:
        """How long callers go round, for messages; what they choose deliberately is not told."""
        if self.mistakes_out:
            return f"unless they {' or '.join(_MISTAKES[label] for label in reversed(self.mistakes_out))}"
        return "unless something fails" if "failure" in self.left_by else "for ever"


class Caller(Subject, metaclass=Kind):
    """A fixed way of behaving, and what can come of it. `step` is the start of the call."""

    title: str = fact("newcomer, zero, silent, lost, unprepared or after_hours")
    endings: tuple[str, ...] = fact("kinds of endings that can come out; `loop` when it can go on for ever, `never` for no way")
    acts_before_closed: int = fact(
        "of after_hours: least choices and entries before a `closed`, where that is all there is: no walk of this caller without "
        "`closed` ends, or goes round by a say with words or by a system, and none at all leads to a person, bot, outside or "
        "what is not known; else 0"
    )
    seconds_best: float = fact("the shortest such call", "seconds")
    seconds_worst: float = fact(
        "the longest such call, limited rounds not counted; infinite when it can go on for ever", "seconds"
    )

    @property
    def name(self) -> str:
        """The name of the caller."""
        return self.title


class Promise(Subject, metaclass=Kind):
    """A promise that the author of the flow made. `step` is the start of the call."""

    title: str = fact("person_within (seconds) or presses_to_person")
    promised: float = fact("at the most, as written")
    actual: float = fact("what the quickest deliberate walk needs; infinite when there is none")
    kept: bool = fact("the actual number is not above the promised one, or depends on what is not known")

    @property
    def limit(self) -> str:
        """What is promised, for messages."""
        return self._with_unit(self.promised)

    @property
    def needs(self) -> str:
        """What the quickest deliberate walk needs, for messages."""
        return "no caller ever reaches one" if isinf(self.actual) else f"a newcomer needs {self._with_unit(self.actual)}"

    @property
    def name(self) -> str:
        """The name of the promise."""
        return self.title

    def _with_unit(self, number: float) -> str:
        if self.title == "person_within":
            return f"{number:.0f} s"
        return f"{number:.0f} press" if number == 1 else f"{number:.0f} presses"
