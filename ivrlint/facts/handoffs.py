"""Facts of transfers, voicemail boxes and promises to call back."""

from __future__ import annotations

from ivrlint.facts.subject import Subject, fact
from ivrlint.flow import Kind

_HANDLED = {"busy": "when the line is busy", "no_answer": "when nobody answers", "failed": "when it fails"}


class Handoff(Subject, metaclass=Kind):
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
    wait: float = fact(
        "the longest wait in a queue, as written; 0 when not written, and where a number is called and it is 180 seconds at "
        "most: so long it rings",
        "seconds",
    )
    announces: tuple[str, ...] = fact("what is announced while waiting: wait, position")
    reply_within: str = fact("when a reply is promised, as written")
    reply_days: float = fact("the same in working days, by the last number before the first unit of time; 0 if not known", "days")
    reply_told: str = fact(
        "of a mailbox or a promise to call back, whether callers are told when somebody answers: `said` where it is written, or "
        "in words heard on some walk to it, at it or behind it; else `unknown` where words there are not known, and in a part of "
        "a larger flow; else `missing`; `silent` where there are no words"
    )
    reply_expected: bool = fact(
        "a promise to call back; or a mailbox where words of its own or close before it (as for wordless, but of any step) touch "
        "leave_message or call_back, or to which a walk without a choice or an entry leads from an exit that finds nobody: "
        "closed, busy, no_answer or failed of a transfer, closed of opening hours"
    )
    wordless: bool = fact(
        "a mailbox or promise to call back at which nothing is said, nor close before it (no menu, collect, mailbox or promise "
        "to call back lies between), these apart; nothing of this is unknown"
    )
    wait_told: bool = fact(
        "callers hear how long it takes: `announces` is written, another system decides what they hear, or its words or those "
        "close before it (as for wordless, but of any step) name a wait, read a variable or are not known"
    )
    wait_without_message: float = fact(
        "`wait` of a transfer from which no walk by one of its exits leads to a mailbox, a promise to call back or "
        "something that is not known; 0 for others, where another system decides what happens when nobody answers, and where "
        "no fallback is written although it may go unanswered",
        "seconds",
    )
    closed_unanswered: bool = fact(
        "a transfer that may go unanswered and says what happens when the line is busy or the transfer fails, but not when it is "
        "closed or nobody answers; no walk to it asks for opening hours, lets a system work, passes what is not known or comes "
        "from a step that other flows lead to"
    )

    @property
    def handled(self) -> str:
        """What is provided for, for messages: `when the line is busy and when it fails`."""
        return " and ".join(_HANDLED[name] for name in _HANDLED if name in self.fallbacks)
