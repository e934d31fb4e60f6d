"""Who catches an event: the handlers of an item and of all levels above it, by the number of times that it has happened."""

from __future__ import annotations

from ivrlint.readers.voicexml.document import Catch, Scope

REPEATS = frozenset(("noinput", "nomatch", "help", "maxspeechtimeout"))
"""Events after which a platform of its own accord asks again."""

MOST = 50
"""The highest count that is looked at."""

_ENDS = ("error", "exit", "connection.disconnect", "telephone.disconnect")


def catchers(scope: Scope, event: str) -> list[Catch | None]:
    """Who catches an event for the first time, the second time and so on, up to the time from which on nothing changes.

    The handler with the highest count that is not above the number of times is taken, whatever its level; among equals the
    innermost, then the first. None stands for a time at which nobody does.
    """
    able = [catch for level in scope.levels() for catch in level.handlers if catch.catches(event)]
    counts = sorted({1, *(catch.time for catch in able if catch.time <= MOST)})
    result: list[Catch | None] = []
    for time, following in zip(counts, [*counts[1:], counts[-1] + 1], strict=True):
        best: Catch | None = None
        for catch in able:
            if catch.time <= time and (best is None or catch.time > best.time):
                best = catch
        result += [best] * (following - time)
    return result if able else []


def by_default(event: str) -> str:
    """What a platform does about an event that nobody catches: `repeat`, `go on`, `exit`, or nothing that was meant."""
    if event in REPEATS:
        return "repeat"
    if event == "cancel":
        return "go on"
    return "exit" if any(event == end or event.startswith(f"{end}.") for end in _ENDS) else ""
