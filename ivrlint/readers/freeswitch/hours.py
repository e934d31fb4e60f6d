"""Conditions on the time of day and the calendar: whether they ask for opening hours, and what they call open.

The usual form is two extensions apart: one sets a variable by the time, another one looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ivrlint.readers.freeswitch.draft import Draft
from ivrlint.readers.freeswitch.neighbours import together
from ivrlint.readers.freeswitch.pattern import pattern_of
from ivrlint.readers.positioned_xml import Element

OPEN, CLOSED = "open", "closed"

_WEEKLY = ("hour", "minute", "minute-of-day", "time-of-day", "wday")
_CALENDAR = ("mon", "mday", "yday", "year", "week", "mweek", "date-time")
TIMES = (*_WEEKLY, *_CALENDAR, "tz-offset", "dst", "timezone")

_NO = frozenset({"false", "0", "no", "off", "none", ""})
_YES = frozenset({"true", "1", "yes", "on"})
_SAYS_CLOSED = re.compile(
    r"clos|after[-_ ]?hour|holiday|night|out[-_ ]?of[-_ ]?(?:hours|office)|weekend|off[-_ ]?hours|feri", re.IGNORECASE
)
_SAYS_OPEN = re.compile(r"open|business|office|work|(?:^|[-_ ])day(?:$|[-_ ]|time)|hours", re.IGNORECASE)
_DAYS_OFF = frozenset({"1", "7", "1,7", "7,1", "7-1", "sat", "sun", "sat-sun", "sat,sun", "sun,sat"})


def asks_time(condition: Element) -> bool:
    """Whether a condition looks at the clock or the calendar."""
    return any(name in condition.attributes for name in TIMES)


def said_by(text: str) -> str:
    """What a name says: open, closed, or nothing of the kind."""
    return CLOSED if _SAYS_CLOSED.search(text) else OPEN if _SAYS_OPEN.search(text) else ""


def state_of(name: str, value: str, *, calendar: bool = False) -> str:
    """What it means when a variable that is set by the time has a value. Dates are those of holidays, if nothing says else."""
    value = value.strip().lower()
    if value not in _NO and value not in _YES:
        return said_by(value)
    means_open = (said_by(name) or (CLOSED if calendar else OPEN)) == OPEN
    return OPEN if means_open == (value in _YES) else CLOSED


def meaning(condition: Element, extension: str) -> str:
    """Whether a time condition is true while people are there, or while they are not; empty when it is about something else."""
    calendar = not any(condition.get(name) for name in _WEEKLY)
    assigned = assignments(condition, "action")
    states = {state_of(*each, calendar=calendar) for each in assigned if said_by(each[0]) or said_by(each[1])}
    if states:
        return states.pop() if len(states) == 1 else ""
    if assigned and len(assigned) == len(list(condition.named("action"))):
        return ""  # a greeting by the time of day
    named = said_by(extension)
    if named == CLOSED:
        return CLOSED
    if calendar:
        return CLOSED
    if condition.get("wday").replace(" ", "").lower() in _DAYS_OFF and not condition.get("hour"):
        return CLOSED
    return CLOSED if _at_night(condition.get("hour")) else OPEN


def assignments(condition: Element, kind: str) -> list[tuple[str, str]]:
    """The variables that the actions of a condition set, with their values."""
    found = []
    for action in condition.named(kind):
        if action.get("application") in {"set", "export"}:
            name, equals, value = action.get("data").partition("=")
            if equals:
                found.append((name.strip(), value.strip()))
    return found


class Clock:
    """The variables that are set by the time of day, wherever that is."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self.set: dict[str, list[tuple[str, str, bool]]] = {}
        for draft in drafts:
            for placed in draft.extensions:
                for condition in placed.element.walk():
                    if condition.name == "condition" and asks_time(condition):
                        calendar = not any(condition.get(name) for name in _WEEKLY)
                        for kind in ("action", "anti-action"):
                            for name, value in assignments(condition, kind):
                                self.set.setdefault(name, []).append((draft.file, value, calendar))

    def knows(self, name: str, file: str) -> bool:
        """Whether a variable is set by the time in the configuration of a file."""
        return any(together(file, where) for where, _, _ in self.set.get(name, ())[:50])

    def meaning(self, name: str, expression: str, file: str) -> str:
        """Whether it is open or closed when such a variable matches an expression."""
        values = {value: calendar for where, value, calendar in self.set.get(name, ())[:50] if together(file, where)}
        pattern = pattern_of(expression)
        if pattern is None or not values:
            return ""
        others = dict.fromkeys(("true", "false", OPEN, CLOSED), all(values.values()))
        matched = [value for value in values if pattern.found_in(value)] or [value for value in others if pattern.found_in(value)]
        states = {state_of(name, value, calendar={**others, **values}[value]) for value in matched}
        return states.pop() if len(states) == 1 else ""


def _at_night(hours: str) -> bool:
    """Whether a range of hours goes over midnight."""
    found = re.fullmatch(r"\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})\s*", hours)
    return found is not None and int(found[1]) > int(found[2])
