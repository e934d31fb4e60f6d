"""What the words of a comment ask of ivrlint: `ivrlint: ignore[rule-id, other-rule] until 2027-01-31 reason`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ivrlint.flow.tuples import NamedTuple

HOW = "ivrlint: ignore[rule-id] reason"
"""How it is written."""

LINE, FILE = "ignore", "ignore-file"
"""What may be asked: for a line or a step, or for the whole file."""

_PIECE = re.compile(r"ivrlint(?::\s*+|-(?=disable\b))(.*?)(?=\bivrlint:\s*+ignore|\Z)", re.DOTALL)
_FORM = re.compile(r"(?P<word>[A-Za-z][\w-]*+)?\s*+(?:\[(?P<rules>[^\]]*+)(?P<closed>\])?)?(?P<rest>.*)", re.DOTALL)
_MEANT = re.compile(r"(?:ignore|disable|suppress|skip|allow|off|no-?qa)", re.IGNORECASE)
_BARE = re.compile(r"[a-z]+(?:-[a-z]+)+")
"""What may be the name of a rule where no bracket stands before it."""

_SIGNS = " \t\r\n#;/*!-"
_DAY = re.compile(r"[,;(]*\s*\buntil:?\s+(\d{4}-\d{1,2}-\d{1,2})(?![\d-])[).,:;]*")
_UNTIL = re.compile(r"until\b:?\s*(\S*)")
_BEFORE_REASON = " \t\r\n:,;.–—-"


NO_RULES = "no rule is named, and to hide everything would hide what is found later as well"


class Directive(NamedTuple):
    """What is asked: to hide what these `rules` find, for a `reason` and perhaps `until` a day.

    `whole_file` says that it is asked for the file. What is not understood says in `wrong` why, and asks for nothing then;
    `perhaps` are what may be names of rules in it.
    """

    rules: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""
    whole_file: bool = False
    wrong: str = ""
    perhaps: tuple[str, ...] = ()


def directives(text: str) -> Iterator[Directive]:
    """All that a comment asks. Where ivrlint is only mentioned, nothing is asked."""
    for piece in _PIECE.finditer(text):
        begins = not text[: piece.start()].strip(_SIGNS)
        if begins or _MEANT.match(piece[1]):
            yield _directive(" ".join(piece[1].split()).rstrip(" #;/"))


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar as YYYY-MM-DD."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _directive(text: str) -> Directive:
    form = _FORM.match(text)
    assert form is not None  # noqa: S101 - everything in it may be absent
    word, rules = form["word"] or "", form["rules"]
    if word not in (LINE, FILE):
        wrong = f"{word!r} asks for nothing that ivrlint knows" if word else "nothing is asked of ivrlint here"
        return Directive(wrong=wrong, perhaps=_bare(rules or form["rest"]))
    if rules is not None and form["closed"] is None:
        return Directive(wrong="the bracket before the rules is never closed")
    names = tuple(dict.fromkeys(re.findall(r"[^\s,]+", rules or "")))
    if not names:
        return Directive(whole_file=word == FILE, wrong=NO_RULES, perhaps=_bare(form["rest"]))
    return _with_reason(Directive(names, whole_file=word == FILE), form["rest"].strip())


def _bare(text: str) -> tuple[str, ...]:
    """The names with which a text begins, as comments of other programs name what they hide: `=no-repeat, dead-end`."""
    names: list[str] = []
    for word in re.split(r"[\s,]+", text.lstrip(" =:(,")):
        if not _BARE.fullmatch(word.rstrip(").:;")):
            break
        names.append(word.rstrip(").:;"))
    return tuple(dict.fromkeys(names))


def _with_reason(asked: Directive, rest: str) -> Directive:
    """What is asked for these rules, with what stands behind the bracket: the reason, and the day."""
    rest = rest.lstrip(_BEFORE_REASON)
    day = _DAY.search(rest)
    if day and not is_day(day[1]):
        return Directive(wrong=f"there is no day {day[1]}; a day is written as 2027-01-31")
    if day:
        rest = f"{rest[: day.start()].rstrip()} {rest[day.end() :].lstrip(_BEFORE_REASON)}".strip()
    elif until := _UNTIL.match(rest):
        what = until[1].rstrip(",;:.")
        return Directive(wrong=f"{f'until {what}' if what else 'until'} is no day: it is written as until 2027-01-31")
    reason = rest if re.search(r"\w", rest) else ""
    return asked._replace(reason=reason, until=day[1] if day else "")
