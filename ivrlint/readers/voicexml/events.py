"""Who catches an event: the handlers of an item and of all levels above it, by the number of times that it has happened."""

from __future__ import annotations

from ivrlint.readers.voicexml.parts import Catch, Scope

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
    able = _able(scope, event)
    counts = sorted({1, *(catch.time for catch in able)})
    result: list[Catch | None] = []
    for time, following in zip(counts, [*counts[1:], counts[-1] + 1], strict=True):
        best: Catch | None = None
        for catch in able:
            if catch.time <= time and (best is None or catch.time > best.time):
                best = catch
        result += [best] * (following - time)
    return result if able else []


def _able(scope: Scope, event: str) -> list[Catch]:
    """The handlers of an event at a level and above it, from the inside out; of those of one level and count the first."""
    for level in reversed([*scope.levels()]):
        if event not in level.able:
            own: dict[int, Catch] = {}
            for catch in level.handlers:
                if catch.time <= MOST and catch.catches(event):
                    own.setdefault(catch.time, catch)
            above = level.above.able[event] if level.above is not None else []
            level.able[event] = [*own.values(), *above] if own else above
    return scope.able[event]


def by_default(event: str) -> str:
    """What a platform does about an event that nobody catches: `repeat`, `go on`, `exit`, or nothing that was meant."""
    if event in REPEATS:
        return "repeat"
    if event == "cancel":
        return "go on"
    return "exit" if any(event == end or event.startswith(f"{end}.") for end in _ENDS) else ""
