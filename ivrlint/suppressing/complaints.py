"""What is wrong with suppressions themselves, as findings."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.finding import Finding, Severity
from ivrlint.report import EXPIRED, MALFORMED, UNUSED, WITHOUT_REASON
from ivrlint.suppressing.asked import IN_CONFIGURATION, IN_FILE, ON_LINE, Asked
from ivrlint.suppressing.directives import HOW


def malformed(asked: Asked, why: str, about: str, instead: str) -> Finding:
    """Something is asked of ivrlint that it does not understand."""
    return _finding(MALFORMED, asked, f"this comment hides nothing: {why}", instead, about)


def without_reason(asked: Asked) -> Finding:
    """Nobody can know whether it is still right."""
    message = f"this comment hides nothing: it does not say why {_list(asked.rules)} may be ignored"
    return _finding(WITHOUT_REASON, asked, message, f"Write the reason behind the bracket: `{HOW}`.", ",".join(asked.rules))


def expired(asked: Asked, still_found: Sequence[str]) -> Finding:
    """Its day is over."""
    if still_found:
        what = f", and {_list(still_found)} {_find(still_found)} something {_where(asked)}"
        instead = "Mend it now, or look at the reason again and give another day."
    else:
        what, instead = "", f"{_out(asked)} Or look at the reason again and give another day."
    return _finding(EXPIRED, asked, f"this holds no more: its day was {asked.until}{what}", instead, ",".join(asked.rules))


def unused(asked: Asked, rules: Sequence[str], hint: str = "") -> Finding:
    """There is nothing to hide. A `hint` says where there would be."""
    nothing = f"{_list(rules)} {_find(rules)} nothing {_where(asked)}{hint}"
    what = nothing if asked.files else "the files that it names are not there"
    instead = _out(asked) if len(rules) == len(asked.rules) else f"Take {_list(rules)} out of {_inside(asked)}."
    return _finding(UNUSED, asked, f"this is of no use: {what}", instead, ",".join(rules))


def _where(asked: Asked) -> str:
    if asked.near == IN_CONFIGURATION:
        return f"at {_list(asked.steps)}" if asked.steps else "there"
    if asked.near == IN_FILE:
        return "in this file"
    return "here" if asked.first else "below it, where nothing stands"


def _finding(rule: str, asked: Asked, message: str, instead: str, about: str) -> Finding:
    step = asked.steps[0] if asked.steps and asked.near == ON_LINE else ""
    return Finding(
        rule=rule, severity=Severity.warning, mark=asked.mark, step=step, message=message, instead=instead, about=about
    )


def _out(asked: Asked) -> str:
    return "Take the entry out." if asked.near == IN_CONFIGURATION else "Take the comment out."


def _inside(asked: Asked) -> str:
    return "the entry" if asked.near == IN_CONFIGURATION else "the bracket"


def _find(rules: Sequence[str]) -> str:
    return "find" if len(rules) > 1 else "finds"


def _list(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
