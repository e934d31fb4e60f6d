"""Questions about the disk: whoever reads asks them through one door, so that answers can be noted, or come from elsewhere.

A question is a function of a path whose answer depends on nothing else but what lies on the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

_Answer = TypeVar("_Answer")


class Ask(Protocol):
    """Asks one question about one path."""

    def __call__(self, question: Callable[[str], _Answer], path: str, /) -> _Answer:
        """What the question answers for the path."""


def plainly(question: Callable[[str], Any], path: str) -> Any:  # noqa: ANN401 - what the question answers
    """Ask, and nothing else."""
    return question(path)
