"""Facts of steps and of the ways out of them."""

from __future__ import annotations

from ivrlint.facts.subject import Subject, fact, hidden
from ivrlint.flow import Kind, Mark


class Step(Subject, metaclass=Kind):
    """One step of the flow."""

    kind: str = fact("say, menu, collect, check, run, set, transfer, voicemail, callback, visit, hang_up, return or unknown")
    reachable_from_another_file: bool = fact(
        "a walk comes here from a step of another file, or one that other flows or calls to another number lead to"
    )
    reads_unset: tuple[str, ...] = fact(
        "names that it reads and that may not be known yet, on some walk on which no check has asked about them "
        "and no step before has read them, mailboxes and promises to call back apart"
    )
    lacks: tuple[str, ...] = fact(
        "of `reads_unset`: all where words read them; at a run those that a collect enters or a run gives; at a set those of "
        "which it makes a name that is needed: words read it, a run, visit or unknown uses it, a transfer dials it, or a set "
        "makes a name of it that is needed"
    )
    unreached_head: bool = fact(
        "no call comes here, and no other such step leads here; of such steps that lead to one another the first in the flow"
    )
    offers_nothing: bool = fact(
        "a menu with options, each of which leads to the bare end of the call: a missing target, or a hang-up without words, "
        "perhaps behind steps that set"
    )
    takes: float = fact("how long a system works here, as written; 0 when not written", "seconds")
    next_digit: float = fact("how long a menu waits for a further digit; 0 when it does not, or is none", "seconds")
    several_digits: bool = fact("a menu in which some choice takes more than one key")
    speech_only: bool = fact(
        "a menu (of more than yes and no) or collect that takes speech and nothing else, where silence and mistakes lead, with "
        "nothing but say, set and check between, to nothing but such steps and the end of the call"
    )
    in_silence: bool = fact(
        "on some walk nothing was said since the caller's last choice or entry: only steps without words that set, check, run "
        "(no payment) or lead into a known flow and back lie between, none of which failed or found it closed"
    )

    @property
    def form(self) -> str:
        """The step's name in its file up to the first dot: `order`, `order.size` and `order.topping` are of one form."""
        return _form(self.step)


def _form(step: str) -> str:
    return step.rpartition("#")[2].partition(".")[0]


_OCCASIONS = {
    "no_match": "when a caller makes a mistake",
    "next": "when this is done",
    "otherwise": "when no case is met",
    "closed": "when nobody is there",
    "no_answer": "when nobody answers",
    "busy": "when the line is busy",
    "failed": "when it fails",
}


def _occasion(label: str) -> str:
    return _OCCASIONS.get(label, f"when the answer is {label}")


_KEYS, _PATTERN = frozenset("0123456789*#"), frozenset("0123456789*#XNZ.![]-|")


def _does(label: str) -> str:
    """What callers do to choose an option: press a key, dial a number that fits a pattern, or say something."""
    if not label:
        return "chooses it"
    if _KEYS.issuperset(label):
        return f"presses {label}"
    return f"dials {label}" if _PATTERN.issuperset(label) else f'says "{label}"'


class Exit(Subject, metaclass=Kind):
    """One way out of a step, as it is written or as it must be where nothing is written."""

    kind: str = fact("the kind of the step that it leaves")
    how: str = fact("who takes it: choice, mistake, entry, case, hours, failure or follows")
    label: str = fact(
        "the key (or what is said or dialled instead), no_input, no_match, next, the case, otherwise, closed, busy, no_answer or "
        "failed"
    )
    target: str = fact("the step it leads to; as written where there is none; empty when nothing is written")
    comes_to: str = fact("the first step behind it that neither says nor sets; empty when there is none")
    target_exists: bool = fact("there is such a step, or nothing is written")
    near: str = fact(
        "the step that a target which does not exist may mean: of those with the same words before the last one (up to a blank, "
        "dot, `#`, `/` or colon) that whose last word is most like its own, else the same the other way round; empty when none is"
    )
    ends: str = fact("`cut_off` or `dead_end` when the call ends on this exit, else empty")
    leads_to: tuple[str, ...] = fact(
        "kinds of the steps and endings that come next, with nothing but say, set and check between; opening hours answer `open`"
    )
    returns: bool = fact(
        "leads back to its own step with nothing but say and set between, and opening hours that answer `open`, while nothing "
        "but the end of the call, a mailbox or a promise to call back comes behind `closed`, with say, set and check between"
    )
    in_a_row: int = hidden()
    way_on: bool = fact(
        "a no_input after one try that leads to a step to which an option or the no_match of its step leads too, or a check that "
        "stands straight behind its entry, does not return and leads to no person, bot or outside, no mailbox or promise to call "
        "back, and to no end of the call: who presses nothing goes on; or, with nothing but say and set between, to another menu "
        "with its options and where they lead (as `comes_to`), or a collect with its digits, its variable (or one digit) and "
        "what its entry comes to, while the words of both tell keys, in different languages or none in common: the offer goes on"
    )
    as_chosen: bool = fact(
        "a no_input after one try that leads, with nothing but say and set between, to a transfer to which an option of its menu "
        "leads so too: who presses nothing is put through as others are"
    )
    when_closed: bool = fact("taken when nobody is there: `closed`, or what stands for it")
    hours_told: str = fact(
        "of an exit that is taken when nobody is there, whether callers are told when somebody is: `said` in words heard on some "
        "walk to its step or behind it; else `unknown` where words close behind it are not known, and in a part of a larger "
        "flow; else `missing` where they say that it is closed; else `silent`; empty for other exits"
    )
    after_mark: Mark | None = hidden()
    after: float = fact("how long the system waits before a no_input; the default where the file does not say; else 0", "seconds")
    tries: int = fact("attempts before a no_input or no_match is taken; else 0", "tries")
    to_mailbox: bool = fact("a voicemail box or a promise to call back comes next, and nothing else does")
    only_ends: bool = fact("the end of the call, a mailbox or a promise to call back comes next, and nothing else does")
    loses_call: bool = fact(
        "a failure that leads to nothing but `hang_up` and `cut_off`, while another exit of the step, no mistake or failure "
        "either, leads to another step, which is not the bare end: a missing target, or a hang-up without words, perhaps behind "
        "steps that set; at a transfer each failure that leads to nothing else"
    )
    misses_goodbye: bool = fact(
        "`loses_call`, at no transfer, and what callers would hear by the exits that make it a loss is a goodbye and no more: "
        "they lead to the end of the call with nothing but say and set between, and each prompt there is one sentence, known "
        "word for word, that reads out no value and touches goodbye; there is one at least"
    )
    loss: str = fact(
        "of an exit that `loses_call`, can be taken, and comes to a `hang_up` with nothing but say and set between: that step; "
        "the same for all exits of a file that come to the same one, or hear the same words (any) up to theirs, and for those "
        "that are alike to the same; else empty"
    )
    after_survey: bool = fact(
        "the call begins with a survey, and each walk from the start to its step goes through a menu or collect: callers have "
        "what they called for"
    )
    starts_again: bool = fact(
        "a mistake that leads with nothing but say and set between to the beginning of the call or to a first menu, from where "
        "every walk back to its own step goes by an entry (an entry there that this step reads apart)"
    )
    more_choices: int = fact(
        "how many choices more than its own menu the menu has to which a mistake leads with nothing but say and set between; "
        "0 when there is none, at a menu that chooses a language, and when a deliberate walk leads from there to its own menu: "
        "callers come from there",
        "options",
    )
    is_done: bool = fact(
        "silence of callers who have what they called for: the words of the step touch may_hang_up or survey; none are "
        "written, and its name or that of its recording holds survey, satisf, encuesta, sondage, umfrage or csat; or each walk "
        "from the start to it takes a case of a transfer to a person, other than one named `while waiting`; or the words touch "
        "anything_more, and the `leads_to` of the silence is hang_up alone, as that of an option of the step is, or of an answer "
        "of a check straight behind an option or its entry"
    )
    no_loss: bool = fact("a mistake at a menu that `offers_nothing` but the bare end of the call (see a step)")
    announced: bool = fact(
        "a no_match of a step whose words touch other_keys (they say what happens on any other key), or the no_input that comes "
        "to the same, as `as_silence` says"
    )
    by_voice: bool = fact(
        "a mistake at a menu with options of which none has a key or can be dialled, or at a collect that takes no keys"
    )
    as_silence: bool = fact(
        "a no_match that comes to the same as the no_input of its step: with the same `leads_to`, `returns`, `ends`, "
        "`starts_again` and `more_choices`"
    )
    as_often: bool = fact("a no_match that is `as_silence`, with the same `tries` as the no_input")
    as_mistakes: bool = fact("the no_input of a step whose no_match is `as_silence` and not `announced`")
    as_failure: bool = fact(
        "a failure that leads to the same step, or like it to none, as another failure of its step that stands before it"
    )
    other_failures: tuple[str, ...] = fact(
        "of a failure that is not `as_failure`: the labels of those of its step that are so because of it, as written"
    )

    def at(self, what: str) -> Mark:
        """Where its `after` is written, if that is known and in the same file; else its own place."""
        found = self.after_mark if what == "after" else None
        return found if found is not None and found.file == self.mark.file else self.mark

    @property
    def form(self) -> str:
        """The step's name in its file up to the first dot: `order`, `order.size` and `order.topping` are of one form."""
        return _form(self.step)

    @property
    def occasion(self) -> str:
        """When it is taken, for messages: `when a caller presses nothing`; with mistakes and failures that come to the same."""
        if self.label == "no_input":
            return f"when {self.silent_caller.replace(' who', '')}" + (" or makes a mistake" if self.as_mistakes else "")
        if self.how == "choice":
            return f"when a caller {_does(self.label)}"
        if self.other_failures:
            *most, last = [_occasion(label).removeprefix("when ") for label in (self.label, *self.other_failures)]
            return f"when {', '.join(most)} or {last}"
        return _occasion(self.label)

    @property
    def expected(self) -> bool:
        """`is_done`, `announced` or `no_loss`: callers expect what happens."""
        return self.is_done or self.announced or self.no_loss

    @property
    def pause(self) -> float:
        """`after`, in seconds, where who presses nothing in time does not merely go on (`way_on`); else 0."""
        return 0.0 if self.way_on else self.after

    @property
    def lets_down(self) -> bool:
        """`loses_call`, and neither `as_failure` nor `after_survey`."""
        return self.loses_call and not (self.as_failure or self.after_survey)

    @property
    def just_ends(self) -> bool:
        """`only_ends`, while `is_done` is not true, and the flow says so: nobody is cut off."""
        return self.only_ends and not self.is_done and self.ends != "cut_off"

    @property
    def silent_caller(self) -> str:
        """Who is silent, for messages: `a caller who presses nothing`, or says nothing where there are no keys to press."""
        return f"a caller who {'says' if self.by_voice else 'presses'} nothing"

    @property
    def again(self) -> str:
        """How often a step that a mistake leads back to asks the same, and when, for messages.

        Silence that leads straight back is taken `in_a_row` times at the most, where the platform then ends the call.
        """
        if self.in_a_row and not self.as_mistakes:
            return f"up to {self.in_a_row} times {self.occasion}, and then the call is cut off"
        return f"again for ever {self.occasion}, and never leads on"

    @property
    def did_you_mean(self) -> str:
        """The end of a message: `; did you mean "x"?`, or nothing when no step is near."""
        return f'; did you mean "{self.near}"?' if self.near else ""
