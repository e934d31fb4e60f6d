"""Names that nothing else has."""

from __future__ import annotations

from collections.abc import Iterable


class FreeNames:
    """Gives each thing a name of its own; nothing that is renamed gets one of the names that are `taken` from the start."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.used: set[str] = set()
        self.numbers: dict[str, int] = {}

    def give(self, name: str, wanted: str) -> str:
        """The name for what was called `name` and should be called `wanted`: that, or that with a number behind it."""
        new = wanted
        if name != wanted or name in self.used:
            number = self.numbers.get(wanted, 1)
            while new in self.taken or new in self.used:
                number += 1
                new = f"{wanted} ({number})"
            self.numbers[wanted] = number
        self.used.add(new)
        return new
