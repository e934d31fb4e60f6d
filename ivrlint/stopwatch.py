"""Where the time of a run goes: seconds by stage, and by rule. Nothing is measured unless somebody asks for it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


class Stopwatch:
    """Adds up seconds when `on`: `stages` by their names, in the order in which they began, `rules` by their ids."""

    def __init__(self, *, on: bool = True) -> None:
        self.on = on
        self.stages: dict[str, float] = defaultdict(float)
        self.rules: dict[str, float] = defaultdict(float)

    def call(self, stage: str, work: Callable[[], _Made]) -> _Made:
        """What `work` gives; its seconds are those of a stage."""
        if not self.on:
            return work()
        begun = time.perf_counter()
        try:
            return work()
        finally:
            self.stages[stage] += time.perf_counter() - begun

    def through(self, stage: str, items: Iterable[_Item]) -> Iterable[_Item]:
        """The same items; what it takes to make them counts, not what is done with them."""
        return _timed(self.stages, stage, items) if self.on else items

    def judging(self, rule: str, items: Iterable[_Item]) -> Iterable[_Item]:
        """The findings of a rule; the seconds are its own and those of the stage `judge`."""
        return self.through("judge", _timed(self.rules, rule, items)) if self.on else items


IDLE = Stopwatch(on=False)
"""Measures nothing."""


def _timed(seconds: dict[str, float], name: str, items: Iterable[_Item]) -> Iterator[_Item]:
    making = iter(items)
    while True:
        begun = time.perf_counter()
        try:
            item = next(making)
        except StopIteration:
            return
        finally:
            seconds[name] += time.perf_counter() - begun
        yield item
