"""Facts of what callers hear."""

from __future__ import annotations

from collections.abc import Callable

from ivrlint.facts.quoted import Quoted
from ivrlint.facts.subject import ENDINGS, Subject, fact, hidden
from ivrlint.flow import Kind


class Prompt(Subject, metaclass=Kind):
    """The words of a step."""

    kind: str = fact("kind of its step: say, menu, collect, run, transfer, voicemail, callback, visit, hang_up, ...")
    text: str = fact("the words as written")
    words: str = fact("the words in lower case, each white space one blank, straight apostrophes")
    language: str = fact(
        "en, es, pt, fr, de, it or nl, as declared unless the words sound like another one of these; empty when it is another or "
        "not known"
    )
    audio: str = fact("the recording, as written")
    seconds: float = fact("how long it takes to say", "seconds")
    after: float = fact(
        "how long an answer is waited for behind it: the `after` of the no_input of its step, a menu or collect (infinite where "
        "it has none); else 0",
        "seconds",
    )
    before_first_choice: bool = fact(
        "heard before the caller could do anything, the first menu's own words included: on some walk from the start by cases, "
        "hours and what merely follows; never in a part of a larger flow"
    )
    says: tuple[str, ...] = fact("topics that its words touch, by the phrases of its language; none without a table for it")
    complete: bool = fact("the words are written, and no part of them is made elsewhere")
    barge_in: bool = fact("callers can interrupt it; true where the file does not say")
    until: str = fact("the day after which the words are to be taken out again, as YYYY-MM-DD; empty when not written")
    menus_before: float = fact("least menus on a deliberate walk from the start to here, its own step not counted", "menus")
    entries_before: float = fact("least entries on a deliberate walk from the start to here, its own step not counted", "entries")
    unconditional: bool = fact(
        "some walk from the start takes no case, no failure, and of opening hours only `open`; never in a part of a larger flow"
    )
    when_closed: bool = fact("heard, and only on walks from the start that take an exit `closed`")
    gave_something: bool = fact(
        "some walk from the start passes a collect, a voicemail box or a promise to call back before it; always in a part of a "
        "larger flow"
    )
    recording_told_late: bool = fact(
        "its words tell that calls are recorded, some deliberate walk leads to it and each passes an entry, no walk from the "
        "start passes such words of another step before it; "
        "not where it is a transfer, mailbox, promise to call back, other flow or unknown step, or leads there with nothing but "
        "say, set and check between and is no menu; not where other flows may lead to it, or in a part of a larger flow"
    )
    behind_person: bool = fact(
        "there is a walk to its step, and each takes a case of a transfer to a person: while waiting, or after the call"
    )
    heard_again: bool = fact("its step lies on a loop, or is a menu or collect that asks again after silence or a mistake")
    leads_to: tuple[str, ...] = fact(
        "kinds of the steps and endings that come after its step, by any exit, with nothing but say, set and check between, "
        "where opening hours answer `open`; the ending itself where nothing comes after it"
    )
    chosen_language: str = fact(
        "the language named by the last option that named one, the same on every walk from the start to here; else empty"
    )
    longest_sentence: int = fact(
        "words of its longest sentence that tells no key to press; 0 when sentences are not marked or the language has no table",
        "words",
    )
    numbers_once: tuple[str, ...] = fact("numbers of six or more digits that are said exactly once, digits only")
    digits: int = fact(
        "digits of the longest number in it; blanks, commas, dots, brackets and hyphens may stand between", "digits"
    )
    any_time_keys: tuple[str, ...] = fact("keys that its words say work at any time")
    delays_choice: bool = fact(
        "heard before the caller could do anything, and its step is a menu or collect, or some walk by cases, hours and what "
        "follows leads from it to one"
    )
    says_first: tuple[str, ...] = fact("the topics of the sentences before the first that tells a key; all where none does")
    worked_before: bool = fact(
        "some walk comes here from a reachable step where a system worked without failing, another flow was visited, or "
        "something happened that is not known, with only what follows, cases and hours between; always in a part of a larger flow"
    )
    sounds: str = fact(
        "code of the language of which its words hold at least three frequent words or verbs for pressing, two of them of no "
        "other language, and of every other at most half as many; else empty"
    )

    quote: Callable[[str], str] = hidden()
    """Quotes the words that touch a topic."""

    @property
    def quoted(self) -> Quoted:
        """For each topic the words that touch it, as written, in parentheses after a blank: `{prompt.quoted.technical}`."""
        return Quoted(find=self.quote)

    @property
    def only_ends(self) -> bool:
        """Its step only says it, and nothing but the end of the call comes after: a hang-up, a cut-off or a dead end."""
        return self.kind in ("say", "hang_up") and bool(self.leads_to) and all(kind in ENDINGS for kind in self.leads_to)

    @property
    def sent_off(self) -> bool:
        """Nothing but the end of the call comes after it, and neither its words nor the way to it say that nobody is there."""
        return self.only_ends and not self.when_closed and "closed" not in self.says

    @property
    def sends_elsewhere(self) -> bool:
        """It is `sent_off`, and its words say that callers should call another number."""
        return self.sent_off and "other_number" in self.says

    @property
    def promises_transfer(self) -> bool:
        """Its words say that the caller is put through, and speak neither of a call back nor of when somebody answers."""
        return "transferring" in self.says and "call_back" not in self.says and "reply_time" not in self.says

    @property
    def held_up(self) -> bool:
        """Callers cannot interrupt it, and it is that of a menu or collect, or delays their first choice."""
        return not self.barge_in and (self.delays_choice or self.kind in ("menu", "collect"))

    @property
    def nothing_done(self) -> bool:
        """No system has just worked before it, and callers have given nothing and left no message."""
        return not self.worked_before and not self.gave_something

    @property
    def other_language(self) -> bool:
        """A language was chosen, and the words sound like another one."""
        return self.chosen_language != "" and self.sounds not in ("", self.chosen_language)

    @property
    def opening(self) -> str:
        """The words again, where they are heard before the caller could do anything; else nothing."""
        return self.words if self.before_first_choice else ""
