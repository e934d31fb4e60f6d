"""What is known of the values of variables at a place of the dialplan."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from ivrlint.readers.asterisk import patterns
from ivrlint.readers.asterisk.arguments import split
from ivrlint.readers.asterisk.expressions import MAYBE, SOME, expand, known, truth
from ivrlint.readers.asterisk.lookup import Lookup
from ivrlint.readers.asterisk.nodes import Frame, Key
from ivrlint.readers.asterisk.survey import Survey

_DEEPEST = 4
_OFFSET = re.compile(r"\A(.*?):(-?\d+)(?::(-?\d+))?\Z", re.DOTALL)


class Values:
    """Values of variables: those that the call brings along, arguments of subroutines, and what is set everywhere alike."""

    def __init__(self, lookup: Lookup, survey: Survey, frames: Sequence[Frame], is_empty: Callable[[str, str], bool]) -> None:
        self.lookup = lookup
        self.survey = survey
        self.frames = frames
        self.is_empty = is_empty
        self._deep = 0

    def value(self, key: Key, name: str, *, loosely: bool = False) -> str:
        """The value of what stands between `${` and `}`, MAYBE where it is not known.

        Loosely means: as it is set nearest above in the extension or everywhere in the plan. That is good enough for what is
        played, not to decide a condition.
        """
        found = _OFFSET.match(name)
        if found and "(" not in name:
            if ":" in found[1]:
                return MAYBE
            whole = self.value(key, found[1], loosely=loosely)
            if MAYBE in whole:
                return MAYBE
            part = patterns.cut(whole, int(found[2][:6]), int(found[3][:6]) if found[3] else None)
            return MAYBE if part is None else part
        for named, value in key.known:
            if named == name:
                return value
        if name == "EXTEN":
            return key.exten
        if name == "CONTEXT":
            return key.context
        if key.frame and (argument := self._argument(key, name)) is not None:
            return argument
        if name in self.survey.globals:
            return self.survey.globals[name]
        if self.is_empty(key.context, name):
            return ""
        return self._loosely(key, name) if loosely and "(" not in name else _function(name)

    def _argument(self, key: Key, name: str) -> str | None:
        """The value of an argument of the subroutine that a call is in; None for other names."""
        given = self.frames[key.frame].arguments
        context = self.lookup.plan.contexts.get(key.context)
        if name.startswith("ARG") and name[3:].isdecimal():
            number = int(name[3:][:4])
        elif context is not None and name in context.parameters:
            number = context.parameters.index(name) + 1
        else:
            return None
        if self.frames[key.frame].back is None:
            return MAYBE
        return given[number - 1] if 0 < number <= len(given) else ""

    def _loosely(self, key: Key, name: str) -> str:
        """The value that is set nearest above in the extension, or else everywhere in the plan."""
        found = self.lookup.one(key.context, key.exten)
        places = self.survey.set_in(found.extension).get(name, ()) if found else ()
        index = bisect_left(places, (key.priority, "")) - 1
        if index >= 0:
            value = places[index][1]
            if "$" in value and self._deep < _DEEPEST:
                self._deep += 1
                value = self.expand(key, value, loosely=True)
                self._deep -= 1
            if known(value) and "$" not in value:
                return value
        return self.survey.values.get(name, MAYBE)

    def expand(self, key: Key, text: str, *, loosely: bool = False) -> str:
        """A text with all values that are known at a place."""
        return expand(text, lambda name: self.value(key, name, loosely=loosely))


def _function(name: str) -> str:
    """What a function gives where what it is given is known."""
    called, bracket, given = name.partition("(")
    given = given.removesuffix(")")
    if not bracket or (MAYBE in given and called != "IF"):
        return MAYBE
    if called == "LEN":
        return str(len(given)) if known(given) else SOME
    if called in ("ISNULL", "EXISTS"):
        return str(int(bool(given) is (called == "EXISTS")))
    if called == "IF":
        condition, *rest = split(given, 0, "?", 2)
        choices = split(rest[0].text, 0, ":", 2) if rest else []
        if known(condition.text) and len(choices) > 1:
            return choices[0 if truth(condition.text, str) else 1].text
    return MAYBE
