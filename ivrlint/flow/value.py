"""What frozen values have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any


class Value:
    """The base of dataclasses that are equal when all their fields are, and are shown with their fields.

    Python writes and compiles these methods for each dataclass anew, which is half of what one costs at every start: theirs are
    left out (`eq=False, repr=False`), and mean the same here.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(_compared(self) == _compared(other))

    def __hash__(self) -> int:
        return hash(_compared(self))

    def __repr__(self) -> str:
        shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)  # type: ignore[arg-type]
        return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _compared(value: object) -> Any:  # noqa: ANN401 - one field, or a tuple of them
    """What two values of the same kind have in common when they are equal."""
    kind: Any = value.__class__
    return _fields_of(kind)(value)


@cache
def _fields_of(kind: type) -> Callable[[object], Any]:
    return attrgetter(*(field.name for field in fields(kind) if field.compare))
